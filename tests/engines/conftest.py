"""Fixtures for every engine; a new engine needs one line in `ENGINES`."""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine
from newsexplore.index.model import Record, SourceState

from .records import corpus, record

ENGINES = ("whoosh", "tantivy", *(("opensearch",) if os.environ.get("NEWSEXPLORE_TEST_CLUSTER") else ()))
"""The engine on a cluster is tested by `make test-cluster`."""
_OF_FILES = ("test_broken_disk", "test_damage", "test_power_loss", "test_stored")
"""Tests of the files of an index, of which a cluster has none here."""

Open = Callable[..., Engine]


@pytest.fixture(params=ENGINES, scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """Return the name of the engine under test; skips if its package is missing."""
    if request.param == "opensearch":
        request.getfixturevalue("hosts")
    elif request.param != "whoosh" and find_spec(request.param) is None:
        pytest.skip(f"the package {request.param} is not installed: `pip install 'newsexplore[{request.param}]'`")
    return request.param


@pytest.fixture(scope="session")
def hosts(request: pytest.FixtureRequest) -> None:
    """Use the cluster that the environment names, or start one; skips outside of `make test-cluster`."""
    if not os.environ.get("NEWSEXPLORE_OPENSEARCH_HOSTS"):
        request.getfixturevalue("cluster")


@pytest.fixture(autouse=True)
def _files_of_packs(request: pytest.FixtureRequest) -> None:
    """Skip the tests of files for an engine without files."""
    of_files = request.module.__name__.rpartition(".")[2] in _OF_FILES and "engine_name" in request.fixturenames
    if of_files and request.getfixturevalue("engine_name") == "opensearch":
        pytest.skip("the index is on a cluster: there are no files to damage")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the index folder of a test."""
    return tmp_path / "index"


@pytest.fixture
def engine(engine_name: str, folder: Path) -> Iterator[Engine]:
    """Open an empty index."""
    engine = open_engine(engine_name, folder, create=True)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Return the records in `filled`."""
    return corpus()


@pytest.fixture(scope="session")
def filled(engine_name: str, records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a read-only index, written in several commits with replacements and removals."""
    engine = open_engine(engine_name, tmp_path_factory.mktemp("engines") / "index", create=True)
    old = [record(one.article.id, "harbour dam", "said the minister about water prices") for one in records[:15]]
    extra = [record(f"extra{i}", "harbour", "dam water price prize", date="2017-11-03") for i in range(5)]
    for batch in (old, extra + records[:20], records[20:22], records[22:]):
        write(engine, batch)
    writer = engine.writer()
    writer.remove(one.article.id for one in extra)
    writer.put_source(SourceState("/news/a.json", "news", "stamp", 3))
    writer.commit()
    engine.refresh()
    yield engine
    engine.close()


def write(engine: Engine, records: Sequence[Record], gone: Sequence[str] = ()) -> None:
    """Add articles and remove others in a transaction, and refresh."""
    writer = engine.writer()
    writer.add(engine.prepare(records))
    writer.remove(gone)
    writer.commit()
    engine.refresh()
