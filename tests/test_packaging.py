"""The wheel contains everything that the program needs, with newsexplore as its only top-level name."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the file names in a wheel built from tracked files, with nothing compiled, which takes minutes."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in files.rstrip("\0").split("\0"):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(target), "."]
    plain = {**os.environ, "NEWSEXPLORE_COMPILE": "0"}
    subprocess.run(command, cwd=source, check=True, capture_output=True, env=plain)
    (built,) = target.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def tracked(*folders: str) -> set[str]:
    done = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=True)
    return set(done.stdout.decode().rstrip("\0").split("\0"))


def test_every_module_and_data_file_ships(wheel: set[str]) -> None:
    wanted = {
        f"newsexplore/{name}" for name in tracked("index", "tui", "seeds", "config.yaml", "py.typed", "__init__.py")
    }
    assert sorted(wanted - wheel) == []


def test_nothing_lands_beside_the_package(wheel: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel} == {"newsexplore"}
    assert not {
        name for name in wheel if name.startswith(("newsexplore/tests", "newsexplore/bench", "newsexplore/docs"))
    }
