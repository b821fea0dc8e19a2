"""Tests of the Whoosh engine alone: damage, segments, and Whoosh's own searcher."""

import os
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import open_dir
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase as WhooshPhrase
from whoosh.query.qcore import Query
from whoosh.query.ranges import TermRange
from whoosh.query.terms import FuzzyTerm, Term
from whoosh.query.terms import Prefix as WhooshPrefix
from whoosh.query.terms import Wildcard as WhooshWildcard

from newsexplore.bench import differential
from newsexplore.index.engines.base import Engine, EngineError, never
from newsexplore.index.engines.packed.arrays import ragged
from newsexplore.index.engines.packed.pack import Pack, PackError, PackWriter
from newsexplore.index.engines.packed.packed_schema import NO_STAMP, day_number, timestamp
from newsexplore.index.engines.packed.postings import MAX_TERM, Postings, PostingsWriter, TermCounter
from newsexplore.index.engines.whoosh import open_engine
from newsexplore.index.engines.whoosh.phrase import phrase_counts
from newsexplore.index.engines.whoosh.whoosh_schema import INDEX_NAME
from newsexplore.index.engines.whoosh.whoosh_store import Store
from newsexplore.index.model import SourceState
from newsexplore.index.query.tree import QUOTE_FIELDS, Dates, Everything, Fuzzy, Node, Phrase, Prefix, Wildcard, Word
from newsexplore.index.query.tree import And as AllOf
from newsexplore.index.query.tree import Or as AnyOf

from .conftest import write
from .records import corpus, record

RECORDS = corpus()
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture
def engine_name() -> str:
    return "whoosh"


@pytest.mark.parametrize("slop", [0, 2])
def test_phrases_are_exact_beyond_eight_million_documents(tmp_path: Path, slop: int):
    docs = np.array([3, 8_388_607, 8_388_608, 8_388_609, 16_777_216, 25_000_000])
    near = np.array([True, False, True, True, False, True])
    pack = PackWriter(tmp_path / "many.pack")
    writer = PostingsWriter("text", True)
    writer.begin([b"dam", b"old"])
    terms = np.repeat([0, 1], len(docs))
    places = np.concatenate((np.full(len(docs), 7), np.where(near, 6, 2)))
    writer.add(terms, np.tile(docs, 2), np.ones(2 * len(docs), np.int64), places)
    writer.write(pack)
    pack.close()
    found, counts = phrase_counts(Postings(Pack(tmp_path / "many.pack"), "text"), [b"old", b"dam"], slop)
    assert found.tolist() == docs[near].tolist()
    assert counts.tolist() == [1] * len(found)


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


_letters = st.characters(blacklist_characters="\n")
_terms = st.text(_letters, max_size=4) | st.text(_letters, min_size=MAX_TERM - 1, max_size=MAX_TERM + 2)


@given(st.lists(st.lists(_terms, min_size=1, max_size=4), min_size=1, max_size=4))
def test_every_term_is_written_whatever_characters_it_holds(documents: list[list[str]]):
    counter = TermCounter("outlet")
    expected: dict[bytes, set[int]] = {}
    for doc, terms in enumerate(documents):
        counter.add(doc, terms)
        for term in terms:
            expected.setdefault(term[:MAX_TERM].encode("utf-8", "surrogatepass"), set()).add(doc)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack"
        writer = PackWriter(path)
        counter.write(writer, len(documents))
        writer.close()
        postings = Postings(Pack(path), "outlet")
        assert postings.lexicon.all() == sorted(expected)
        for number, term in enumerate(postings.lexicon.all()):
            assert set(postings.docs[postings.span(number)].tolist()) == expected[term]


def test_documents_of_thousands_of_words_keep_their_terms(tmp_path: Path):
    documents = [[f"{number}x{word}" for word in range(3000)] for number in range(5)]
    counter = TermCounter("text", positions=True)
    for doc, terms in enumerate(documents):
        counter.add(doc, terms)
    writer = PackWriter(tmp_path / "pack")
    counter.write(writer, len(documents))
    writer.close()
    postings = Postings(Pack(tmp_path / "pack"), "text")
    assert len(postings.lexicon) == 15_000
    for doc, terms in enumerate(documents):
        term = postings.lexicon.find(terms[2999].encode())
        assert term is not None
        assert [found.tolist() for found in postings.positions(term)] == [[doc], [2999]]


def test_a_damaged_table_of_contents_is_an_error_with_advice(engine: Engine, folder: Path):
    (commit,) = folder.glob("*.commit")
    commit.write_bytes(commit.read_bytes()[:-3])
    with pytest.raises(EngineError, match=r"damaged.*--rebuild"):
        open_engine(folder, create=False)
    assert "damaged" in engine.check()[0]


def test_a_missing_segment_is_an_error_with_advice(engine: Engine, folder: Path):
    write(engine, RECORDS)
    packs(folder)[0].unlink()
    with pytest.raises(EngineError, match=r"lacks its file.*--rebuild"):
        open_engine(folder, create=False)
    assert "missing" in engine.check()[0]


@pytest.mark.parametrize("kept", [0, 7, 500, -1])
def test_a_truncated_segment_is_an_error_with_advice(engine: Engine, folder: Path, kept: int):
    write(engine, RECORDS)
    (pack,) = packs(folder)
    data = pack.read_bytes()
    pack.unlink()
    pack.write_bytes(data[:kept])
    with pytest.raises(EngineError, match=r"damaged.*--rebuild"):
        open_engine(folder, create=False)
    assert "damaged" in engine.check()[0]


def test_a_flipped_bit_is_found_by_the_check(engine: Engine, folder: Path):
    write(engine, RECORDS)
    (pack,) = packs(folder)
    data = bytearray(pack.read_bytes())
    data[1000] ^= 4
    pack.unlink()
    pack.write_bytes(data)
    assert [problem.split(" is ")[1][:7] for problem in engine.check()] == ["damaged"]


def test_counts_that_disagree_are_found_by_the_check(engine: Engine, folder: Path):
    write(engine, RECORDS)
    first = packs(folder)[0]
    write(engine, RECORDS)
    (second,) = packs(folder)
    other = open_engine(folder.parent / "other", create=True)
    write(other, RECORDS[:3])
    second.unlink()
    second.write_bytes(packs(folder.parent / "other")[0].read_bytes())
    assert not first.exists()
    assert "where the table of contents says" in engine.check()[0]


def test_leftovers_of_an_interrupted_run_are_removed(engine: Engine, folder: Path):
    engine.prepare(RECORDS)
    (left,) = packs(folder)
    engine.writer().cancel()
    assert left.exists()  # it may belong to a batch in progress
    hour_ago = time.time() - 3600
    os.utime(left, (hour_ago, hour_ago))
    engine.writer().cancel()
    assert not left.exists()


def test_a_missing_prepared_segment_is_an_error(engine: Engine, folder: Path):
    prepared = engine.prepare(RECORDS)
    packs(folder)[0].unlink()
    writer = engine.writer()
    with pytest.raises(EngineError, match="is gone"):
        writer.add(prepared)
    writer.cancel()


@pytest.mark.parametrize("failing", ["merge", "write_segment"])
def test_a_failed_commit_leaves_the_previous_one(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str
):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    for one in RECORDS[:3]:
        write(engine, [one])
    before = packs(folder)
    monkeypatch.setattr(f"newsexplore.index.engines.packed.transaction.{failing}", full)
    writer = engine.writer()
    writer.add(engine.prepare(RECORDS[3:]))
    writer.put_source(SourceState("/news/a.json", "news", "", 1))
    with pytest.raises(OSError, match="No space left"):
        writer.commit()
    monkeypatch.undo()
    assert packs(folder) == before
    assert engine.refresh() is False
    assert engine.check() == []
    write(engine, RECORDS)
    assert engine.count() == len(RECORDS)


def test_a_commit_interrupted_after_it_took_effect_stands(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    commit = Store.commit

    def interrupted(self: Store, segments: list[W3Segment], generation: int) -> None:
        commit(self, segments, generation)
        raise KeyboardInterrupt

    writer = engine.writer()
    writer.add(engine.prepare(RECORDS))
    monkeypatch.setattr(Store, "commit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writer.commit()
    engine.refresh()
    assert engine.count() == len(RECORDS)
    assert open_engine(folder, create=False).check() == []


# Segments


def test_the_number_of_segments_is_limited(engine: Engine, folder: Path):
    for i in range(20):
        write(engine, [record(f"{i}", "", "dam")])
        assert len(packs(folder)) <= 4
    assert engine.count() == 20


def test_merging_gives_back_the_memory_of_each_field(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    released: list[Pack] = []
    monkeypatch.setattr(Pack, "release", lambda pack: released.append(pack))
    for i in range(9):
        write(engine, [record(f"{i}", "", "dam")])
    most = max(Counter(map(id, released)).values())
    assert most > 20  # fields have hundreds of megabytes in a large index


def test_a_segment_of_deleted_articles_disappears(engine: Engine, folder: Path):
    write(engine, RECORDS)
    writer = engine.writer()
    writer.remove(one.article.id for one in RECORDS)
    writer.commit()
    assert packs(folder) == []


def test_scores_do_not_depend_on_what_the_index_held_before(engine: Engine, tmp_path: Path):
    extra = [record(f"extra{n}", "harbour", "the dam water price " * n) for n in range(9)]
    write(engine, [*RECORDS, *extra])  # in one segment, which is not rewritten for so few deletions
    writer = engine.writer()
    writer.remove(one.article.id for one in extra)
    writer.commit()
    engine.refresh()
    fresh = open_engine(tmp_path / "fresh", create=True)
    write(fresh, RECORDS)
    for tree in (Word("", "dam"), Phrase("text", ("the", "dam")), Prefix("text", "har"), Word("title", "dam")):
        pages = [
            (one.search(tree, sort="relevance", offset=0, limit=100, cancelled=never).page) for one in (engine, fresh)
        ]
        assert pages[0] == pages[1]
        assert pages[0]


# Whoosh's own reading


def test_whoosh_itself_reads_the_index(engine: Engine, folder: Path):
    """The packs are a codec of Whoosh: its searcher finds the same articles, by its own matchers."""
    write(engine, RECORDS[:30])
    write(engine, RECORDS[20:])
    pairs: list[tuple[Node, Query]] = [
        (Word("text", "dam"), Term("text", "dam")),
        (Word("text", "水"), Term("text", "水")),
        (Word("org", "ministry"), Term("org", "ministry")),
        (Phrase("text", ("the", "dam")), WhooshPhrase("text", ["the", "dam"])),
        (Prefix("text", "har"), WhooshPrefix("text", "har")),
        (Wildcard("text", "pri?e"), WhooshWildcard("text", "pri?e")),
        (Fuzzy("text", "prixe", 1), FuzzyTerm("text", "prixe", 1, prefixlength=1)),
    ]
    with open_dir(str(folder), indexname=INDEX_NAME).searcher() as searcher:
        assert searcher.reader().doc_frequency("id", RECORDS[0].article.id) == 1
        for tree, theirs in pairs:
            hits = searcher.search(theirs, limit=None)
            mine = engine.search(tree, sort="relevance", offset=0, limit=100, cancelled=never)
            assert {hit["record"].article.id for hit in hits} == {id for id, _ in mine.page}
            assert mine.total > 0


def as_whoosh(tree: Node) -> Query | None:
    """Translate a query to Whoosh's, with words as the index has them; None for what Whoosh does not have."""
    match tree:
        case Word("", word):
            return Or([Term(field, word[:MAX_TERM]) for field in ("title", "text")])
        case Word(field, word) if field not in QUOTE_FIELDS:
            return Term(field, word[:MAX_TERM])
        case Phrase(field, words, 0) if field in ("title", "text"):
            return WhooshPhrase(field, [word[:MAX_TERM] for word in words])
        case Prefix("", prefix):
            return Or([WhooshPrefix(field, prefix) for field in ("title", "text")])
        case Prefix(field, prefix) if field not in QUOTE_FIELDS:
            return WhooshPrefix(field, prefix)
        case Dates(start, end):
            return TermRange("day", (start or "0").replace("-", ""), (end or "9").replace("-", ""))
        case AllOf(parts) | AnyOf(parts):
            theirs = [one for part in parts if (one := as_whoosh(part)) is not None]
            kind = And if isinstance(tree, AllOf) else Or
            return kind(theirs) if len(theirs) == len(parts) else None
        case _:
            return None


def test_whoosh_itself_answers_random_queries_alike(tmp_path: Path):
    """Words, phrases, prefixes, dates and their combinations, drawn as the differential test draws them."""
    articles = [*differential.records(60, [SEEDS]), *RECORDS]
    engine = open_engine(tmp_path / "index", create=True)
    for start in range(0, len(articles), 40):
        write(engine, articles[start : start + 40])
    drawer = differential.Drawer(articles, Random(5))
    kinds: Counter[str] = Counter()
    with open_dir(str(tmp_path / "index"), indexname=INDEX_NAME).searcher() as searcher:
        for _ in range(3000):
            tree = drawer.draw()
            theirs = as_whoosh(tree)
            if theirs is None:
                continue
            hits = searcher.search(theirs, limit=None)
            mine = set(engine.ids(tree, sort="newest", cancelled=never))
            assert {hit["record"].article.id for hit in hits} == mine, tree
            kinds[type(tree).__name__] += bool(mine)
    assert min(kinds[name] for name in ("Word", "Phrase", "Prefix", "Dates", "And", "Or")) > 0, kinds


# Parts


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 6)), max_size=20))
def test_ragged_concatenates_ranges(runs: list[tuple[int, int]]):
    starts, lengths = (np.array([run[i] for run in runs], np.int64) for i in (0, 1))
    assert ragged(starts, lengths).tolist() == [start + i for start, length in runs for i in range(length)]


def test_an_unfinished_pack_is_invalid(tmp_path: Path):
    writer = PackWriter(tmp_path / "a.pack")
    writer.put("some", b"bytes" * 100)
    writer.abandon()
    with pytest.raises(PackError):
        Pack(tmp_path / "a.pack")


@pytest.mark.parametrize(
    ("date", "day", "seconds"),
    [
        ("", 0, NO_STAMP),
        ("yesterday", 0, NO_STAMP),
        ("1970-01-02", 19700102, 86400),
        ("1970-01-01T00:00:10Z", 19700101, 10),
        ("1970-01-01T00:00:10+01:00", 19700101, 10 - 3600),
        ("1970-01-01T25:00:00", 19700101, 0),
        ("0001-01-01", 10101, -62135596800),
    ],
)
def test_dates_are_packed(date: str, day: int, seconds: int):
    assert (day_number(date), timestamp(date)) == (day, seconds)


def test_an_invalid_day_sorts_after_undated_and_before_all_others(engine: Engine):
    dates = {"a": "0001-01-01", "b": "2018-02-31", "c": ""}
    write(engine, [record(id, "", "dam", date=date) for id, date in dates.items()])
    assert list(engine.ids(Everything(), sort="newest", cancelled=never)) == ["a", "b", "c"]
