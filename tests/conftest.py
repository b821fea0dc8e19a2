"""Fixtures for all tests: separate folders, and the shared texts if present."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from .cluster import server

# Before NumPy is imported: its threads wait for each other on a busy machine, and 2 s of small products take 71.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
settings.register_profile("any machine", deadline=None)  # a slow machine is not a failure
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
COMPILED = ROOT / "build" / "compiled" / "newsexplore"


def pytest_sessionstart() -> None:
    """Refuse stale compiled modules, which would be imported instead of the source under test."""
    for path in (ROOT / "index").rglob("*.pxd"):
        for name in (path.name, path.with_suffix(".py").name):
            made = COMPILED / path.parent.relative_to(ROOT) / name
            if any(path.parent.glob(f"{path.stem}.*.[sp][oy]*")) and (
                not made.exists() or made.read_bytes() != path.with_name(name).read_bytes()
            ):
                pytest.exit(
                    f"{path.with_name(name)} was compiled before it was changed: make test compiles it again", 2
                )


def pytest_collection_finish() -> None:
    """Keep the thousands of tests themselves out of every later garbage collection."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of third-party texts, read in place; they are not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("the shared texts lie beside the repository, and are not here")
    return SHARED


@pytest.fixture(scope="session")
def cluster() -> Iterator[server.TestCluster]:
    """Start a cluster of three nodes once; all engines that are opened without a configuration use it."""
    if not os.environ.get("NEWSEXPLORE_TEST_CLUSTER"):
        pytest.skip("tests of a cluster are run by `make test-cluster`")
    if reason := server.missing():
        pytest.skip(reason)
    product = os.environ.get("PRODUCT", "opensearch")
    try:
        home = server.home(product, ROOT / "build" / "server")
    except RuntimeError as error:
        pytest.skip(str(error))
    # Others than the user who runs the tests may have to reach it.
    folder = Path(tempfile.mkdtemp(prefix="newsexplore-cluster-"))
    started = server.TestCluster(folder, home, nodes=3, port=server.free_ports(), product=product)
    os.environ["NEWSEXPLORE_OPENSEARCH_HOSTS"] = ",".join(started.hosts)
    try:
        started.start()
        yield started
    finally:
        started.stop()
        del os.environ["NEWSEXPLORE_OPENSEARCH_HOSTS"]
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Isolate tests from the user's configuration and indexes."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    # Shared: what is in it, tests only take time to make again.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("NEWSEXPLORE_CONFIG", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
