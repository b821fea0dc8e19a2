"""The real program on a pseudo-terminal: start, keystroke to paint, mention jump, bytes per key."""

import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ
from typing import Any

import indexes
import material
from measure import Goal, Row, median, percentile

from newsexplore.index.config.settings import Settings

PROGRAM = str(Path(sys.executable).with_name("newsexplore"))
BARE = [sys.executable, str(Path(__file__).with_name("bare_app.py"))]
STARTS = 7
TYPED = 6
"""Number of real queries that are typed."""
PAINTED = {
    ("whoosh", 0): 50,
    ("whoosh", 100_000): 100,
    ("tantivy", 1_000_000): 60,
    ("opensearch", 100_000): 150,
}
"""Milliseconds past the debounce at the 95th percentile, by engine and articles."""
_MOVES = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


def command(settings: Settings, corpus: material.Corpus) -> list[str]:
    """Return the command that opens a corpus in the interface."""
    return [PROGRAM, "--engine", settings.config.index.engine, "--index-dir", settings.folder, str(corpus.path)]


def settle(keys: Sequence[str], command: Sequence[str], start_quiet: float = 1.5, quiet: float = 0.4) -> dict[str, Any]:
    """Press keys in a program; return rows of [key, seconds to first byte, to last byte, bytes], from the start on."""
    options = ["--json", "--start-quiet", str(start_quiet), "--quiet", str(quiet)]
    output = subprocess.run(
        [sys.executable, str(material.SETTLE), *options, *keys, "--", *command], check=True, capture_output=True
    ).stdout
    return json.loads(output)


def starts(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure first complete frame, alternating with the bare app; first results; `--help`, `--version`."""
    rows: list[Row] = []
    engine = next(iter(engines))
    ours = command(indexes.ready(corpus, engine), corpus)
    _first_painted(ours, b"Entities")  # compile byte code
    frames: list[float] = []
    results: list[float] = []
    bare: list[float] = []
    for _ in range(STARTS):
        frames.append(_first_painted(ours, b"Entities"))
        bare.append(_first_painted(BARE, b"fourth"))
        results.append(_first_painted(ours, "articles ▸ [0-9,]+ of".encode()))
    rows.append(Row("start to first frame, median", median(frames), "ms", "bare four-pane app", median(bare), FRAME))
    rows.append(Row("start to first results, median", median(results), "ms", "bare four-pane app", median(bare)))
    for option in ("--help", "--version"):
        times = [_run([PROGRAM, option]) for _ in range(STARTS)]
        python = [_run([sys.executable, "-c", "pass"]) for _ in range(STARTS)]
        rows.append(Row(option, median(times), "ms", "python -c pass", median(python), Goal(150)))
    return rows


FRAME = Goal(1.3, "ratio")


def _run(argv: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(argv, check=True, capture_output=True)
    return 1000 * (time.perf_counter() - began)


def _first_painted(argv: list[str], shown: bytes, limit: float = 60.0) -> float:
    """Measure milliseconds from the start of a program until its screen matches a pattern."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # installed packages are compiled
        os.execvp(argv[0], argv)
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 48, 160, 0, 0))
    written = b""
    try:
        while re.search(shown, _MOVES.sub(b"", written)) is None:
            if not select.select([terminal], [], [], limit)[0]:
                raise TimeoutError(f"{argv[0]} showed no {shown!r} within {limit:g} s")
            written += os.read(terminal, 65536)
        return 1000 * (time.perf_counter() - began)
    finally:
        os.kill(pid, signal.SIGTERM)
        _drain(terminal)
        os.close(terminal)
        os.waitpid(pid, 0)


def _drain(terminal: int) -> None:
    """Read until the other side is closed: a program that cannot write cannot exit."""
    with suppress(OSError):
        while select.select([terminal], [], [], 5.0)[0] and os.read(terminal, 65536):
            pass


def _presses(keys: Sequence[str], argv: list[str]) -> list[list[tuple[float, bytes]]]:
    """Press each key once the screen is idle; return the output after each, with seconds since the key."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execvp(argv[0], argv)
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 48, 160, 0, 0))
    _until_quiet(terminal, 3.0)
    found: list[list[tuple[float, bytes]]] = []
    try:
        for key in keys:
            os.write(terminal, _SENT.get(key, key).encode())
            found.append(_until_quiet(terminal, 0.4))
    finally:
        os.kill(pid, signal.SIGTERM)
        _drain(terminal)
        os.close(terminal)
        os.waitpid(pid, 0)
    return found


_SENT = {"space": " ", "ctrl+u": "\x15"}


def _until_quiet(terminal: int, quiet: float) -> list[tuple[float, bytes]]:
    began = time.perf_counter()
    written: list[tuple[float, bytes]] = []
    while select.select([terminal], [], [], quiet)[0] and time.perf_counter() - began < WAIT:
        written.append((time.perf_counter() - began, os.read(terminal, 65536)))
    return written


WAIT = 60.0
"""Timeout in seconds for an idle screen."""
FRAME_GAP = 0.003
"""Seconds without output between one frame and the next."""


def _results_painted(written: Sequence[tuple[float, bytes]], debounce: float) -> float | None:
    """Measure seconds from the debounce to the end of the next frame, the one with the results.

    The typed text is painted earlier; a notice that the search takes long does not count. None if the results look the
    same.
    """
    frames: list[tuple[float, bytes]] = []
    for at, chunk in written:
        if at < debounce:
            continue
        if frames and at - frames[-1][0] < FRAME_GAP:
            frames[-1] = at, frames[-1][1] + chunk
        else:
            frames.append((at, chunk))
    return next((at - debounce for at, frame in frames if len(frame) > 200 or "…".encode() not in frame), None)


def typing(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure typing of real queries: from each key to its results, and to an idle screen, minus the debounce."""
    rows: list[Row] = []
    for engine in engines:
        settings = indexes.ready(corpus, engine)
        keys = ["/"]
        for query in material.queries()[:TYPED]:
            keys += ["space" if char == " " else char for char in query] + ["ctrl+u"]
        debounce = settings.config.search.debounce_ms / 1000
        pressed = _presses(keys, command(settings, corpus))[1:]
        painted = [_results_painted(written, debounce) for written in pressed]
        settled = settle(keys, command(settings, corpus), start_quiet=3)["rows"][2:]
        goal = PAINTED.get((engine, corpus.size))
        for what, seconds in (
            ("its results", [at for at in painted if at is not None]),
            ("all that follows from it", [last - debounce for _, _, last, _ in settled if last is not None]),
        ):
            times = [1000 * one for one in seconds]
            name = f"keystroke to {what} painted, {corpus.name}, {engine}"
            rows += [
                Row(f"{name}, median", median(times), "ms"),
                Row(f"{name}, 95th percentile", percentile(times, 0.95), "ms", goal=Goal(goal) if goal else None),
            ]
    return rows


def moving(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure mention jumps, and the bytes that the ten most common actions write to the terminal."""
    rows: list[Row] = []
    for engine in engines:
        what = f"{corpus.name}, {engine}"
        keys = ["/", *"bank", "enter", *JUMPS, *(key for _, key in ACTIONS)]
        found = settle(keys, command(indexes.ready(corpus, engine), corpus), start_quiet=3)["rows"][7:]
        jumps = [1000 * last for _, _, last, _ in found[: len(JUMPS)] if last is not None]
        rows.append(Row(f"jump to the next match, {what}, median", median(jumps), "ms"))
        rows.append(
            Row(f"jump to the next match, {what}, 95th percentile", percentile(jumps, 0.95), "ms", goal=Goal(50))
        )
        for (action, key), (_, _, _, size) in zip(ACTIONS, found[len(JUMPS) :], strict=True):
            rows.append(Row(f"written to the terminal: {action} ({key}), {engine}", size, "bytes"))
    return rows


JUMPS = ("n",) * 20
ACTIONS = (
    ("next result", "j"),
    ("result before", "k"),
    ("next match", "n"),
    ("match before", "N"),
    ("to the article", "enter"),
    ("line down", "j"),
    ("page down", "pgdn"),
    ("to the next pane", "tab"),
    ("to the search line", "/"),
    ("a letter", "s"),
)
"""The ten most common actions with their keys, in a valid order."""
