"""Damage detection: a flipped bit anywhere is an error with advice, never a wrong answer, and `check` finds it."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, IndexBusyError, never
from newsexplore.index.model import SourceState
from newsexplore.index.query.tree import Everything, Phrase, Prefix, Word

from .conftest import write
from .records import corpus, record

RECORDS = [*corpus(), *(record(f"more{i}", f"Report {i}", f"the harbour dam {i} " * 9) for i in range(1000))]
FLIPS = 60
TREES = (
    Word("", "dam"),
    Phrase("text", ("harbour", "dam"), 0),
    Prefix("text", "har"),
    Word("person", "trump"),
    Everything(),
)


def answers(engine: Engine) -> list[Any]:
    """Run a sample of every kind of query."""
    found: list[Any] = []
    for tree in TREES:
        found.append(engine.search(tree, sort="relevance", offset=0, limit=5, cancelled=never))
        found.append(engine.search(tree, sort="newest", offset=0, limit=5, cancelled=never))
        found.append(engine.search_quotes(tree, sort="relevance", offset=0, limit=5, cancelled=never))
        found.append(engine.facets(tree, types=("person", "org"), limit=5, cancelled=never))
        found.append(engine.timeline(tree, buckets=10, cancelled=never))
    found.append(engine.records([RECORDS[0].article.id, RECORDS[-1].article.id]))
    found.append(list(engine.sources()))
    found.append(engine.words("da", 5))
    found.append(sorted(one.name for one in engine.entities()))
    return found


@pytest.fixture(scope="module")
def whole(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index with a dictionary, deletions and several segments."""
    folder = tmp_path_factory.mktemp("whole") / "index"
    engine = open_engine(engine_name, folder, create=True)
    write(engine, RECORDS)
    writer = engine.writer()
    writer.add(engine.prepare([record(one.article.id, "", "harbour dam") for one in RECORDS[:20]]))
    writer.put_source(SourceState("/news/a.json", "news", "stamp", 3))
    writer.commit()
    engine.close()
    return folder


def flip(path: Path, random_: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
    path.write_bytes(data)


@pytest.mark.parametrize("seed", range(FLIPS))
def test_a_flipped_bit_is_found_and_answers_nothing_wrong(
    engine_name: str, whole: Path, tmp_path: Path, seed: int
) -> None:
    wanted = answers(open_engine(engine_name, whole, create=False)) if seed == 0 else None
    folder = tmp_path / "index"
    shutil.copytree(whole, folder)
    random_ = random.Random(seed)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    # Choose kinds of files evenly: most bytes are in one or two of them.
    kind = random_.choice(sorted({path.suffix for path in files}))
    path = random_.choice([path for path in files if path.suffix == kind])
    flip(path, random_)
    try:
        engine = open_engine(engine_name, folder, create=False)
    except EngineError as error:
        assert "--rebuild" in str(error) or "newsexplore index" in str(error)
        return
    problems = engine.check()
    assert problems, f"nothing is said of {path.name}"
    try:
        given = answers(engine)
    except EngineError:
        return
    finally:
        engine.close()
    assert given == (wanted or answers(open_engine(engine_name, whole, create=False)))


@pytest.mark.parametrize("damage", ["missing", "flipped"])
def test_an_unusable_dictionary_is_reported_without_a_crash(
    engine_name: str, whole: Path, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(whole, folder)
    (dictionary,) = folder.glob("*.dictionary")
    if damage == "missing":
        dictionary.unlink()
    else:
        flip(dictionary, random.Random(1))
    engine = open_engine(engine_name, folder, create=False)
    assert dictionary.name in " ".join(engine.check())
    with pytest.raises(EngineError, match=r"dictionary.*--rebuild"):
        engine.records([RECORDS[0].article.id, RECORDS[-1].article.id])
    with pytest.raises(EngineError, match=r"dictionary.*--rebuild"):
        list(engine.sources())
    with engine.hold():  # as a rebuild does, before it replaces the folder
        pass


def test_a_second_writer_learns_who_holds_the_lock(engine: Engine, folder: Path, engine_name: str) -> None:
    import os

    writer = engine.writer()
    other = open_engine(engine_name, folder, create=False)
    with pytest.raises(IndexBusyError, match=rf"pid {os.getpid()}, since \d\d:\d\d:\d\d"):
        other.writer()
    writer.cancel()
    other.writer().cancel()
    other.close()


def test_a_hold_excludes_other_writers_between_transactions(engine: Engine, folder: Path, engine_name: str) -> None:
    other = open_engine(engine_name, folder, create=False)
    with engine.hold():
        write(engine, RECORDS[:2])
        with pytest.raises(IndexBusyError):
            other.writer()
        write(engine, RECORDS[2:4])
    other.writer().cancel()
    other.close()


def test_an_empty_folder_instead_of_the_lock_is_removed(engine: Engine, folder: Path) -> None:
    (folder / "WRITELOCK").unlink(missing_ok=True)
    (folder / "WRITELOCK").mkdir()
    write(engine, RECORDS[:2])
    assert engine.count() == 2
