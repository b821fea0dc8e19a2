"""Tests of the tantivy engine alone: two stores in one commit, damage, versions, ties, arbitrary terms."""

import os
import shutil
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.engines.base import Engine, EngineError, IndexVersionError, SearchCancelledError, never
from newsexplore.index.model import SourceState
from newsexplore.index.query.holds import holds
from newsexplore.index.query.tree import Everything, Exact, Node, Phrase, Prefix, Wildcard, Word

from .conftest import write
from .records import corpus, record

tantivy = pytest.importorskip("tantivy", reason="needs `pip install 'newsexplore[tantivy]'`")

from newsexplore.index.engines.tantivy import mixed_evaluation, open_engine, tantivy_files  # noqa: E402 - it needs the package
from newsexplore.index.engines.tantivy.tantivy_schema import decode, encode, join  # noqa: E402
from newsexplore.index.engines.tantivy.tantivy_store import INDEX_NAME, Manifest, Segment  # noqa: E402

RECORDS = corpus()

posix = pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")


@pytest.fixture
def engine_name() -> str:
    return "tantivy"


def found(engine: Engine, tree: Node, offset: int = 0, limit: int = 1000) -> list[str]:
    page = engine.search(tree, sort="relevance", offset=offset, limit=limit, cancelled=never).page
    return [id for id, _ in page]


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


def words_of(folder: Path, suffix: str) -> Path:
    """Return one of tantivy's files."""
    return max((folder / INDEX_NAME).glob(f"*.{suffix}"), key=lambda path: path.stat().st_size)


def test_a_commit_while_the_list_of_segments_is_compared_is_no_damage(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(engine, RECORDS[:2])
    commits = iter([RECORDS[2:4], RECORDS[4:5]])
    reading = tantivy_files.read_checked

    def late(path: Path) -> bytes:
        """Read the copy when a commit has come after the list was read."""
        for records in islice(commits, 1):
            write(engine, records)
        return reading(path)

    monkeypatch.setattr(tantivy_files, "read_checked", late)
    other = open_engine(folder, create=False)
    assert other.count() == 5
    other.close()


# The folder


@posix
def test_the_folder_is_private(engine: Engine, folder: Path):
    write(engine, RECORDS)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / INDEX_NAME).stat().st_mode & 0o077 == 0


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_others_can_write_is_refused(engine: Engine, folder: Path, mode: int):
    folder.chmod(mode)
    with pytest.raises(EngineError, match="not safe"):
        open_engine(folder, create=True)


@posix
def test_a_folder_of_words_others_can_write_is_refused(engine: Engine, folder: Path):
    write(engine, RECORDS)
    (folder / INDEX_NAME).chmod(0o777)
    with pytest.raises(EngineError, match="not safe"):
        open_engine(folder, create=False)


def test_an_index_of_another_version_must_be_rebuilt(engine: Engine, folder: Path):
    (folder / INDEX_NAME).rename(folder / "newsexplore-tantivy1")
    with pytest.raises(IndexVersionError, match="another version"):
        open_engine(folder, create=True)


def test_an_index_of_a_newer_version_is_left_alone(engine: Engine, folder: Path):
    (folder / INDEX_NAME).rename(folder / "newsexplore-tantivy999")
    with pytest.raises(EngineError, match="newer version") as caught:
        open_engine(folder, create=True)
    assert not isinstance(caught.value, IndexVersionError)  # which is rebuilt without asking


def update(engine: Engine) -> None:
    """Replace some articles, so that tantivy writes deletions."""
    writer = engine.writer()
    writer.add(engine.prepare([record(one.article.id, "", "dam") for one in RECORDS[:3]]))
    writer.commit()
    engine.refresh()


def test_a_run_killed_before_its_commit_took_effect_blocks_no_later_one(engine: Engine, folder: Path, tmp_path: Path):
    """Tantivy names its list of deletions after the commit: the next run would write a file of the same name."""
    write(engine, RECORDS)
    killed = tmp_path / "killed"
    shutil.copytree(folder, killed)
    update(engine)
    for path in (folder / INDEX_NAME).iterdir():
        there = killed / INDEX_NAME / path.name
        if not there.exists():
            shutil.copy(path, there)
    assert list((killed / INDEX_NAME).glob("*.del"))
    for path in folder.glob("*.pack"):
        if not (killed / path.name).exists():
            shutil.copy(path, killed / path.name)
    again = open_engine(killed, create=False)
    assert again.count() == len(RECORDS)
    update(again)
    assert again.check() == []
    assert found(again, Word("text", "dam")) == found(engine, Word("text", "dam"))
    again.close()


@posix
def test_a_read_only_index_opens(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch):
    write(engine, RECORDS)
    wanted = found(engine, Word("text", "dam"))
    before = sorted(path.name for path in (folder / INDEX_NAME).iterdir())
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    again = open_engine(folder, create=False)
    assert found(again, Word("text", "dam")) == wanted
    assert again.check() == []
    again.close()
    assert sorted(path.name for path in (folder / INDEX_NAME).iterdir()) == before


def test_a_full_disk_is_not_called_damage(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch):
    writer = engine.writer()
    writer.add(engine.prepare(RECORDS))
    monkeypatch.setattr("newsexplore.index.engines.tantivy.tantivy_store._is_full", lambda _: True)
    monkeypatch.setattr(Manifest, "encode", lambda _: [].index(1))  # raises ValueError, as tantivy does
    with pytest.raises(EngineError, match=r"disk of the index in .* is full"):
        writer.commit()


def test_an_index_of_other_fields_must_be_rebuilt(folder: Path):
    (folder / INDEX_NAME).mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("colour")
    tantivy.Index(builder.build(), str(folder / INDEX_NAME))
    with pytest.raises(IndexVersionError, match="another version"):
        open_engine(folder, create=False)


# Damage


def test_a_damaged_list_of_segments_is_an_error_with_advice(engine: Engine, folder: Path):
    write(engine, RECORDS)
    meta = folder / INDEX_NAME / "meta.json"
    meta.write_bytes(meta.read_bytes()[:60])
    with pytest.raises(EngineError, match=r"damaged.*--rebuild"):
        open_engine(folder, create=False)
    assert "meta.json" in engine.check()[0]


def test_a_missing_pack_is_an_error_with_advice(engine: Engine, folder: Path):
    write(engine, RECORDS)
    packs(folder)[0].unlink()
    with pytest.raises(EngineError, match=r"lacks its file.*--rebuild"):
        open_engine(folder, create=False)
    assert "missing" in engine.check()[0]


@pytest.mark.parametrize("suffix", ["term", "idx", "store"])
def test_a_missing_file_of_words_is_an_error_with_advice(engine: Engine, folder: Path, suffix: str):
    write(engine, RECORDS)
    words_of(folder, suffix).unlink()
    with pytest.raises(EngineError, match=r"lacks its file.*--rebuild"):
        open_engine(folder, create=False)
    assert "missing" in engine.check()[0]


@pytest.mark.parametrize("suffix", ["term", "idx", "pos", "fast", "fieldnorm", "store"])
def test_a_flipped_bit_is_found_by_the_check(engine: Engine, folder: Path, suffix: str):
    write(engine, RECORDS)
    assert engine.check() == []
    path = words_of(folder, suffix)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 4
    path.unlink()
    path.write_bytes(data)
    assert [problem.split(" is ")[1][:7] for problem in engine.check()] == ["damaged"]


@pytest.mark.parametrize("suffix", ["term", "idx", "pos"])
def test_damage_met_while_searching_is_an_error_with_advice(engine: Engine, folder: Path, suffix: str):
    write(engine, RECORDS)
    path = words_of(folder, suffix)
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(b"\xff" * (len(data) - 200) + data[-200:])
    with pytest.raises(EngineError, match="--rebuild"):
        other = open_engine(folder, create=False)
        for tree in (Phrase("", ("the", "harbour")), Prefix("", "h"), Word("person", "mayor"), Word("quote", "the")):
            found(other, tree)
            other.search_quotes(tree, sort="newest", offset=0, limit=5, cancelled=never)


def test_words_and_packs_that_disagree_are_found_by_the_check(engine: Engine, folder: Path):
    write(engine, RECORDS)
    writer = tantivy.Index.open(str(folder / INDEX_NAME)).writer(20_000_000, 1)
    writer.delete_documents_by_query(
        tantivy.Query.term_query(tantivy.Index.open(str(folder / INDEX_NAME)).schema, "doc", 0)
    )
    writer.commit()
    assert engine.check() == [f"The index has {len(RECORDS)} articles, and the words of {len(RECORDS) - 1}."]


# Commits


def test_leftovers_of_an_interrupted_run_are_removed(engine: Engine, folder: Path):
    engine.prepare(RECORDS)
    left = [*packs(folder), folder / INDEX_NAME / ".tmpA1b2C3"]
    left[1].write_bytes(b"half a list of segments")
    engine.writer().cancel()
    assert all(path.exists() for path in left)  # it may belong to a batch in progress
    hour_ago = time.time() - 3600
    for path in left:
        os.utime(path, (hour_ago, hour_ago))
    engine.writer().cancel()
    assert not any(path.exists() for path in left)


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
    writer.remove([RECORDS[0].article.id])
    writer.put_source(SourceState("/news/a.json", "news", "", 1))
    with pytest.raises(OSError, match="No space left"):
        writer.commit()
    monkeypatch.undo()
    assert packs(folder) == before
    assert engine.refresh() is False
    assert engine.check() == []
    write(engine, RECORDS)
    assert engine.count() == len(RECORDS)
    assert engine.check() == []


def test_a_commit_interrupted_after_it_took_effect_stands(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    from newsexplore.index.engines.tantivy.tantivy_writer import TantivyWriter

    publish = TantivyWriter.publish

    def interrupted(self: TantivyWriter, segments: list[Segment], generation: int) -> None:
        publish(self, segments, generation)
        raise KeyboardInterrupt

    writer = engine.writer()
    writer.add(engine.prepare(RECORDS))
    monkeypatch.setattr(TantivyWriter, "publish", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writer.commit()
    engine.refresh()
    assert engine.count() == len(RECORDS)
    again = open_engine(folder, create=False)
    assert again.check() == []
    again.close()


def test_the_number_of_packs_is_limited(engine: Engine, folder: Path):
    for i in range(12):
        write(engine, [record(f"{i}", "", "dam")])
        assert len(packs(folder)) <= 4
    assert engine.count() == 12


def test_the_manifest_round_trips():
    segments = [Segment("a", 5, 0, {1, 3}), Segment("b", 7)]
    again = Manifest.decode(Manifest.of(segments, 4, 12).encode())
    assert (again.generation, again.next) == (4, 12)
    assert [(s.segid, s.docs, s.base, s.deleted) for s in again.segments()] == [
        ("a", 5, 0, {1, 3}),
        ("b", 7, -1, set()),
    ]


# Answers


@pytest.mark.parametrize("size", [1, 2, 7])
def test_ties_keep_the_order_of_ids_over_pages_and_commits(engine: Engine, size: int):
    """tantivy itself sorts ties in the order of insertion."""
    ids = [f"{i * 7919 % 100:02}" for i in range(40)]
    for start in range(0, 40, 10):
        write(engine, [record(id, "", "dam and nothing else") for id in ids[start : start + 10]])
    write(engine, [record("best", "dam", "dam")])
    pages = [found(engine, Word("", "dam"), offset, size) for offset in range(0, 41, size)]
    assert [id for page in pages for id in page] == ["best", *sorted(ids)]


def test_words_may_hold_spaces_and_be_of_any_length(engine: Engine):
    odd = "\ufdfa"  # one letter, which folds to four words
    write(engine, [record("a", odd, f"before {odd} after"), record("b", "", f"before after {'y' * 70_000}")])
    folded = "صلى الله عليه وسلم"
    assert found(engine, Word("title", folded)) == ["a"]
    assert found(engine, Phrase("text", ("before", folded, "after"))) == ["a"]
    assert found(engine, Phrase("text", ("before", "after"))) == ["b"]
    assert found(engine, Prefix("text", folded[:6])) == ["a"]
    assert found(engine, Word("text", "y" * 70_000)) == ["b"]
    assert found(engine, Wildcard("text", "y*y")) == ["b"]


def test_misc_entities_are_found_by_the_entity_field(engine: Engine):
    write(engine, RECORDS)
    expected = [one.article.id for one in RECORDS if "Élan Prize" in [e.name for e in one.annotations.entities]]
    assert sorted(found(engine, Exact("entity", "elan prize"))) == sorted(expected) != []


@given(st.lists(st.text(st.characters(exclude_characters="\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"), max_size=300), min_size=1))
def test_every_word_keeps_its_position(terms: list[str]):
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    assert analyzer.analyze(join(terms)) == [encode(term) for term in terms]
    plain = [term.encode("utf-8", "replace").decode()[:255] for term in terms]
    assert [decode(encode(term)) for term in terms] == plain


def test_everything_comes_newest_first(engine: Engine):
    write(engine, RECORDS)
    newest = engine.search(Everything(), sort="newest", offset=3, limit=4, cancelled=never).page
    assert found(engine, Everything(), 3, 4) == [id for id, _ in newest]


@pytest.mark.parametrize("at_once", [1, 3, 1000])
@pytest.mark.parametrize("word", ["the", "harbour", "minister", "zeppelin"])
def test_many_decisions_are_located_in_steps(engine: Engine, monkeypatch: pytest.MonkeyPatch, word: str, at_once: int):
    for batch in (RECORDS[5:], RECORDS[:5], RECORDS[10:15]):
        write(engine, batch)
    monkeypatch.setattr(mixed_evaluation, "_AT_ONCE", at_once)
    ids = set(engine.ids(Word("", word), sort="newest", cancelled=never))
    assert ids == {one.article.id for one in RECORDS if holds(Word("", word), one)}


def test_an_overview_can_be_cancelled_between_parts(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    write(engine, RECORDS)
    monkeypatch.setattr(mixed_evaluation, "_AT_ONCE", 1)
    asked = iter([False] * 3)
    with pytest.raises(SearchCancelledError):
        engine.timeline(Word("", "the"), buckets=5, cancelled=lambda: next(asked, True))
