"""Files of newsexplore that were replaced by folders, pipes or devices: one clear line, or made again, never a wait."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsexplore.index.config.settings import user_folder

from .command import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")

Odd = Callable[[Path], None]
ODD: dict[str, Odd] = {
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "an endless device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
}


@pytest.fixture(autouse=True)
def _no_wait() -> Iterator[None]:
    """Fail a test that waits for a pipe, in place of waiting for ever."""

    def waits(*_: object) -> None:
        raise AssertionError("it waits for a pipe")

    before = signal.signal(signal.SIGALRM, waits)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def put(path: Path, odd: Odd) -> None:
    """Put something odd in place of a file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    odd(path)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_decisions_that_are_no_file_are_an_error_in_words(indexed: Path, odd: Odd) -> None:
    path = user_folder() / "curation.yaml"
    put(path, odd)
    result = run("doctor")
    assert result.exit_code == 1
    assert f"{path} cannot be read" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("name", ["read.txt", "about.json", "links.msgpack", "copies.msgpack", "names.check"])
def test_other_files_that_are_none_break_no_search(indexed: Path, name: str, odd: Odd) -> None:
    wanted = run("search", "dam", "--in", str(indexed)).stdout
    folder = Path(run("doctor").stdout.split()[3])
    put((user_folder() if name == "read.txt" else folder) / name, odd)
    result = run("search", "dam", "--in", str(indexed))
    assert (result.exit_code, result.stdout) == (0, wanted)
    shutil.rmtree(folder)  # what cannot be replaced is gone with the index
