"""Transactions: replacement, removal, atomicity, and isolation of readers."""

import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import msgspec
import pytest

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, IndexBusyError, never
from newsexplore.index.engines.places import mark
from newsexplore.index.model import Annotations, Location, Record, Reject, SourceState
from newsexplore.index.query.tree import Everything, Exact, Node, Phrase, Word

from .conftest import write
from .records import CORPORA, corpus, drawn, record

RECORDS = corpus()


def found(engine: Engine, tree: Node) -> list[str]:
    return sorted(engine.ids(tree, sort="relevance", cancelled=never))


def digests(engine: Engine, source: str) -> dict[str, str]:
    """Return digests of a file's articles by id."""
    return {id: held.digest for corpus in ("", *CORPORA) for id, held in engine.held(corpus, source)}


def quotes(engine: Engine, tree: Node) -> int:
    return engine.search_quotes(tree, sort="relevance", offset=0, limit=0, cancelled=never).total


def test_a_new_index_is_empty(engine: Engine):
    assert engine.count() == 0
    assert found(engine, Everything()) == []
    assert list(engine.sources()) == []
    assert engine.records(["a"]) == []
    assert engine.words("", 10) == []
    assert engine.facets(Everything(), types=("person",), limit=10, cancelled=never).entities == ()
    assert engine.timeline(Everything(), buckets=10, cancelled=never).buckets == ()
    assert engine.check() == []


def test_no_index_is_an_error_that_says_what_to_do(engine_name: str, folder: Path):
    with pytest.raises(EngineError, match="newsexplore index"):
        open_engine(engine_name, folder, create=False)


def test_commits_persist(engine: Engine, engine_name: str, folder: Path):
    write(engine, RECORDS)
    again = open_engine(engine_name, folder, create=False)
    assert again.count() == len(RECORDS)
    assert found(again, Word("", "dam")) == found(engine, Word("", "dam"))
    again.close()


def test_records_are_fetched_in_the_given_order(filled: Engine, records: list[Record]):
    wanted = [records[i] for i in (40, 3, 17)]
    ids = [wanted[0].article.id, "not there", wanted[1].article.id, wanted[2].article.id]
    assert filled.records(ids) == wanted
    assert filled.articles(ids) == [one.article for one in wanted]


def test_nothing_is_visible_before_refresh(engine: Engine):
    writer = engine.writer()
    writer.add(engine.prepare([record("a", "", "dam")]))
    assert engine.refresh() is False
    assert engine.count() == 0
    writer.commit()
    assert engine.count() == 0
    assert engine.refresh() is True
    assert engine.count() == 1
    assert engine.refresh() is False


def test_the_same_id_replaces_the_article_with_its_quotes(engine: Engine):
    with_quotes = next(one for one in RECORDS if len(one.annotations.quotes) > 1)
    id = with_quotes.article.id
    write(engine, [with_quotes])
    before = quotes(engine, Everything())
    write(engine, [record(id, "", "zeppelin", digest="new")])
    assert (before, quotes(engine, Everything())) == (len(with_quotes.annotations.quotes), 0)
    assert engine.count() == 1
    assert found(engine, Word("", "zeppelin")) == [id]
    assert digests(engine, with_quotes.article.source) == {}
    assert digests(engine, "") == {id: "new"}


def test_the_last_article_of_an_id_wins_within_a_transaction(engine: Engine):
    writer = engine.writer()
    writer.add(engine.prepare([record("a", "", "first"), record("a", "", "second")]))
    writer.add(engine.prepare([record("b", "", "first")]))
    writer.add(engine.prepare([record("b", "", "second")]))
    writer.commit()
    engine.refresh()
    assert (engine.count(), found(engine, Word("", "second")), found(engine, Word("", "first"))) == (2, ["a", "b"], [])


def test_removed_articles_take_their_quotes_with_them(engine: Engine):
    write(engine, RECORDS)
    gone = {one.article.id for one in RECORDS[::3]}
    writer = engine.writer()
    writer.remove([*gone, "not there"])
    writer.commit()
    engine.refresh()
    left = [one for one in RECORDS if one.article.id not in gone]
    assert found(engine, Everything()) == sorted(one.article.id for one in left)
    assert quotes(engine, Everything()) == sum(len(one.annotations.quotes) for one in left)


def test_removed_in_the_transaction_that_added_them(engine: Engine):
    writer = engine.writer()
    writer.add(engine.prepare(RECORDS))
    writer.remove(one.article.id for one in RECORDS[1:])
    writer.commit()
    engine.refresh()
    assert found(engine, Everything()) == [RECORDS[0].article.id]


def test_adding_an_empty_batch_works(engine: Engine):
    write(engine, [])
    assert engine.count() == 0


STATE = SourceState("/news/a.json", "news", "12 34", 2, (Reject("/news/a.json#3", "no text"),))


def test_sources_are_recorded_and_replaced(engine: Engine):
    for stamp in ("old", "older", STATE.stamp):
        writer = engine.writer()
        writer.put_source(SourceState(STATE.path, STATE.corpus, stamp, STATE.articles, STATE.rejects))
        writer.put_source(SourceState("/news/b.json", "news", stamp, 0))
        writer.commit()
    engine.refresh()
    by_path = sorted(engine.sources(), key=lambda state: state.path)
    assert by_path == [STATE, SourceState("/news/b.json", "news", STATE.stamp, 0)]
    assert engine.count() == 0
    assert found(engine, Everything()) == []


def test_a_file_of_two_corpora_is_recorded_for_both(engine: Engine):
    writer = engine.writer()
    writer.put_source(STATE)
    writer.put_source(SourceState(STATE.path, "other", "", 1, digest="ab"))
    writer.commit()
    engine.refresh()
    assert sorted(state.corpus for state in engine.sources()) == ["news", "other"]
    writer = engine.writer()
    writer.forget_source("other", STATE.path)
    writer.commit()
    engine.refresh()
    assert list(engine.sources()) == [STATE]


def test_an_article_of_two_corpora_is_held_by_both_files(engine: Engine):
    article = record("a", "", "dam", source="/news/a.json", corpus="news").article
    both = msgspec.structs.replace(article, key="7", others=(Location("other", "/other/a.json", "/other/a.json#7"),))
    write(engine, [Record(both, Annotations())])
    assert engine.articles(["a"]) == [both]
    held = dict(engine.held("news", "/news/a.json"))
    assert held == dict(engine.held("other", "/other/a.json"))
    assert held["a"].marks == (mark("news", article.locator), mark("other", "/other/a.json#7"))
    assert list(engine.held("other", "/news/a.json")) == []
    assert found(engine, Exact("corpus", "news")) == found(engine, Exact("corpus", "other")) == ["a"]


def test_the_lock_is_held_between_the_commits_of_a_run(engine: Engine, engine_name: str, folder: Path):
    other = open_engine(engine_name, folder, create=False)
    with engine.hold():
        for number in range(3):
            writer = engine.writer()
            writer.add(engine.prepare([record(f"a{number}", "", "dam")]))
            writer.remove([f"a{number - 1}"])
            writer.commit()
            with pytest.raises(IndexBusyError):
                other.writer()
        writer = engine.writer()
        writer.add(engine.prepare([record("dropped", "", "dam")]))
        writer.cancel()
        with pytest.raises(IndexBusyError):
            other.writer()
    engine.refresh()
    assert found(engine, Everything()) == ["a2"]
    assert engine.check() == []
    other.writer().cancel()
    other.close()


def test_the_last_state_of_a_source_in_a_transaction_wins(engine: Engine):
    writer = engine.writer()
    writer.put_source(SourceState(STATE.path, STATE.corpus, "", 0))
    writer.put_source(STATE)
    writer.commit()
    engine.refresh()
    assert list(engine.sources()) == [STATE]


def test_equal_files_have_equal_digests(engine: Engine):
    write(engine, RECORDS)
    for path in ("/news/a.json", "/news/b.json", "/news/c.json"):
        mine = {one.article.id: one.article.digest for one in RECORDS if one.article.source == path}
        assert digests(engine, path) == mine


def test_forgetting_a_source_leaves_its_articles(engine: Engine):
    write(engine, RECORDS)
    writer = engine.writer()
    writer.put_source(STATE)
    writer.put_source(SourceState("/news/b.json", "news", "", 0))
    writer.commit()
    writer = engine.writer()
    writer.forget_source(STATE.corpus, STATE.path)
    writer.commit()
    engine.refresh()
    assert [state.path for state in engine.sources()] == ["/news/b.json"]
    assert engine.count() == len(RECORDS)


def test_ids_and_paths_may_hold_anything_but_surrogates(engine: Engine):
    odd = ["a\nb", "é" * 300, "é" * 300 + "!", "", " ", "=", "\U0010ffff", "a" * 5000]
    write(engine, [record(id, "", "dam", source=f"path {id}") for id in odd])
    assert found(engine, Word("", "dam")) == sorted(odd)
    assert [one.article.id for one in engine.records(odd)] == odd
    assert all(set(digests(engine, f"path {id}")) == {id} for id in odd)


def test_many_small_transactions_answer_like_one_large(engine: Engine, engine_name: str, tmp_path: Path):
    """Housekeeping of many commits, such as merging, must not change any answer."""
    random = Random(5)
    records = [drawn(f"id{i}", random) for i in range(90)]
    for start in range(0, 90, 5):
        write(engine, [record(one.article.id, "old", "old text") for one in records[max(0, start - 3) : start]])
        write(engine, records[max(0, start - 3) : start + 5])
    whole = open_engine(engine_name, tmp_path / "whole", create=True)
    write(whole, records)
    trees: list[Node] = [Everything(), Word("", "dam"), Phrase("", ("the", "dam"), 3), Exact("place", "velmora")]
    for tree in trees:
        assert found(engine, tree) == found(whole, tree)
        assert quotes(engine, tree) == quotes(whole, tree)
    facets = [
        one.facets(Everything(), types=("person", "org", "place", "misc"), limit=50, cancelled=never)
        for one in (engine, whole)
    ]
    assert facets[0] == facets[1]
    assert engine.records([one.article.id for one in records]) == records
    assert engine.check() == []
    whole.close()


def test_an_empty_transaction_makes_no_commit(engine: Engine):
    write(engine, RECORDS)
    writer = engine.writer()
    writer.remove(["not there"])
    writer.commit()
    assert engine.refresh() is False


# All or nothing


def test_a_cancelled_transaction_leaves_nothing(engine: Engine, folder: Path):
    write(engine, RECORDS[:10])
    before = {path.name for path in folder.iterdir()}
    writer = engine.writer()
    writer.add(engine.prepare(RECORDS[5:]))
    writer.remove([RECORDS[0].article.id])
    writer.put_source(STATE)
    writer.cancel()
    assert engine.refresh() is False
    assert found(engine, Everything()) == sorted(one.article.id for one in RECORDS[:10])
    assert list(engine.sources()) == []
    assert {path.name for path in folder.iterdir()} == before
    write(engine, RECORDS[10:])  # the lock is free
    assert engine.count() == len(RECORDS)


def test_a_second_writer_gets_a_busy_error(engine: Engine, engine_name: str, folder: Path):
    other = open_engine(engine_name, folder, create=False)
    writer = engine.writer()
    with pytest.raises(IndexBusyError, match="Another process"):
        other.writer()
    writer.commit()
    other.writer().cancel()
    other.close()


def test_prepared_batches_can_be_sent_to_another_process(engine: Engine):
    prepared = pickle.loads(pickle.dumps(engine.prepare(RECORDS)))
    writer = engine.writer()
    writer.add(prepared)
    writer.commit()
    engine.refresh()
    assert engine.count() == len(RECORDS)


WRITE_FOREVER = """
import sys
from pathlib import Path
from random import Random
from newsexplore.index.engines import open_engine
from newsexplore.index.model import SourceState
sys.path.insert(0, sys.argv[3])
from records import drawn

random = Random(11)
engine = open_engine(sys.argv[1], Path(sys.argv[2]), create=False)
for batch in range(100000):
    writer = engine.writer()
    writer.add(engine.prepare([drawn(f"{batch} {i}", random) for i in range(6)]))
    writer.remove([f"{batch - 1} 5"])
    writer.put_source(SourceState("/news/a.json", "news", str(batch), 5 * batch + 6))
    writer.commit()
    print(batch, flush=True)
"""
"""After commit n the index holds 5 n + 6 articles, and its source's state says so."""


@contextmanager
def writing(engine_name: str, folder: Path) -> Generator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", WRITE_FOREVER, engine_name, str(folder), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "0\n"
            yield process
        finally:
            process.kill()


def is_whole(engine: Engine) -> int:
    """Check that a complete commit is visible; return its number."""
    (state,) = engine.sources()
    batch = int(state.stamp)
    assert engine.count() == state.articles == 5 * batch + 6
    ids = found(engine, Everything())
    assert len(ids) == state.articles
    assert len(engine.records(ids)) == state.articles
    return batch


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_writer_leaves_the_last_commit(engine: Engine, engine_name: str, folder: Path):
    random = Random(3)
    for _ in range(3):
        engine.refresh()
        with writing(engine_name, folder) as process:
            time.sleep(random.uniform(0, 0.15))
            process.send_signal(signal.SIGKILL)
            process.wait()
        survivor = open_engine(engine_name, folder, create=False)
        is_whole(survivor)
        assert survivor.check() == []
        writer = survivor.writer()  # the lock died with its holder
        writer.remove(found(survivor, Everything()))
        writer.commit()
        survivor.close()


def test_a_reader_sees_whole_commits_while_another_process_writes(engine: Engine, engine_name: str, folder: Path):
    seen: list[int] = []
    with writing(engine_name, folder):
        began = time.monotonic()
        while (spent := time.monotonic() - began) < 1.5 or (len(seen) < 2 and spent < 60):  # a busy cluster is slow
            if engine.refresh():
                seen.append(is_whole(engine))
            old = found(engine, Word("", "the"))
            assert found(engine, Word("", "the")) == old
    assert seen == sorted(set(seen))
    assert len(seen) > 1


def test_an_open_snapshot_outlives_the_commits_after_it(engine: Engine, engine_name: str, folder: Path):
    write(engine, RECORDS)
    dam, records = found(engine, Word("", "dam")), engine.records([RECORDS[0].article.id])
    other = open_engine(engine_name, folder, create=False)
    writer = other.writer()
    writer.remove(one.article.id for one in RECORDS)
    writer.commit()
    write(other, [record("new", "", "dam")])
    assert found(engine, Word("", "dam")) == dam
    assert engine.records([RECORDS[0].article.id]) == records
    engine.refresh()
    assert found(engine, Everything()) == ["new"]
    other.close()
