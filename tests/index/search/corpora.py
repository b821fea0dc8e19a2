"""Indexes of the sample corpus, and of the shared Reuters articles, on every engine."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.search.index_answers import Answers

ROOT = Path(__file__).resolve().parents[3]
REUTERS = ROOT.parent / "shared" / "corpora" / "reuters21578"


_built: dict[tuple[Path, str], Settings] = {}
"""What was indexed in this process: several modules look at the same indexes, and none changes them."""


def opened(corpus: Path, engine: str, factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """Index a corpus on an engine, unless that was done before, and open it."""
    if engine != "whoosh" and find_spec(engine) is None:
        pytest.skip(f"the package {engine} is not installed")
    if not corpus.is_dir():
        pytest.skip("the shared corpora lie beside the repository, and are not here")
    settings = _built.get((corpus, engine))
    if settings is None:
        config = load_config(None)
        index = msgspec.convert({**msgspec.to_builtins(config.index), "engine": engine}, type(config.index))
        folder = factory.mktemp("index") / "ix"
        settings = for_paths(msgspec.structs.replace(config, index=index), [str(corpus)], str(folder))
        build(settings)
        _built[corpus, engine] = settings
    answers = Answers(settings)
    yield answers
    answers.close()


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """Open the sample corpus on an engine."""
    yield from opened(ROOT / "seeds", request.param, tmp_path_factory)


@pytest.fixture(scope="module")
def reuters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """Open the shared Reuters articles."""
    yield from opened(REUTERS, "whoosh", tmp_path_factory)
