"""Losing the terminal, on real pseudo-terminals: the session is saved and every process exits."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals there", allow_module_level=True)

PROGRAM = Path(sys.executable).with_name("newsexplore")
RESTLESS = "“The dam is safe,” said Minister Ilka Vorrin of the Harbour Board. " * 30


class Terminal:
    """The program on a pseudo-terminal, from the outside."""

    def __init__(self, command: list[str]) -> None:
        self.leader, self.master = pty.fork()
        if not self.leader:
            os.execvp(command[0], command)
        self.output = b""

    def until(self, text: bytes, seconds: float = 120) -> None:
        """Read until a text appears."""
        end = time.monotonic() + seconds
        while text not in self.output:
            assert time.monotonic() < end, self.output[-2000:]
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.output += os.read(self.master, 65536)
                except OSError:
                    raise AssertionError(self.output[-2000:]) from None

    def quiet(self) -> None:
        """Read until output slows down: indexing shows progress continuously."""
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            if select.select([self.master], [], [], 0.1)[0]:
                self.output += os.read(self.master, 65536)

    def type(self, data: bytes) -> None:
        os.write(self.master, data)

    def close(self) -> None:
        os.close(self.master)


def family(mark: str) -> set[int]:
    """Return ids of this user's processes whose environment contains a mark."""
    found: set[int] = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            running = (path / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
            if running and mark.encode() in (path / "environ").read_bytes():
                found.add(int(path.name))
        except OSError:
            continue
    return found - {os.getpid()}


def gone(mark: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not family(mark):
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Set a mark in the environment of a test's processes, and check that none is left."""
    value = f"hang-up-{os.getpid()}-{time.monotonic_ns()}"
    monkeypatch.setenv("NEWSEXPLORE_TEST_MARK", value)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("LINES", "40")
    yield value
    for pid in family(value):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    lines = (json.dumps({"id": n, "title": f"Report {n}", "text": RESTLESS}) for n in range(1500))
    (folder / "wire.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def direct(corpus: Path) -> list[str]:
    return [str(PROGRAM), str(corpus)]


def in_shell(corpus: Path) -> list[str]:
    return ["bash", "--norc", "-i", "-c", f"{PROGRAM} {corpus}; true"]


def ignoring(corpus: Path) -> list[str]:
    """Run without SIGHUP: only the end of input signals the end."""
    return ["bash", "-c", f"trap '' HUP; {PROGRAM} {corpus}; true"]


def close(terminal: Terminal, mark: str) -> None:
    del mark
    terminal.close()


def send(number: signal.Signals) -> Callable[[Terminal, str], None]:
    def to_the_interface(terminal: Terminal, mark: str) -> None:
        del mark
        os.kill(terminal.leader, number)

    return to_the_interface


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found in /proc")
@pytest.mark.skipif(not PROGRAM.exists(), reason="the command is not installed")
@pytest.mark.parametrize(
    ("command", "end"),
    [
        pytest.param(direct, close, id="terminal closed"),
        pytest.param(in_shell, close, id="terminal closed around a shell"),
        pytest.param(ignoring, close, id="end of input alone"),
        pytest.param(direct, send(signal.SIGTERM), id="SIGTERM"),
        pytest.param(direct, send(signal.SIGHUP), id="SIGHUP"),
    ],
)
def test_the_session_is_saved_and_every_process_ends(
    corpus: Path, mark: str, command: Callable[[Path], list[str]], end: Callable[[Terminal, str], None]
) -> None:
    terminal = Terminal(command(corpus))
    try:
        terminal.until(b"Report")  # the first batch can be searched
        terminal.type(b"q")  # the explanation of a first run
        terminal.quiet()
        terminal.type(b"/harbour")
        terminal.quiet()
        assert len(family(mark)) >= 3  # the interface, the search and the build
        end(terminal, mark)
        assert gone(mark, 2.5), subprocess.run(["ps", "fax"], capture_output=True, text=True).stdout
    finally:
        for pid in family(mark):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(terminal.leader, 0)
    home = Path(os.environ["XDG_DATA_HOME"])
    assert any(
        b"harbour" in path.read_bytes() for path in home.rglob("*") if path.is_file() and path.stat().st_size < 10**5
    )
