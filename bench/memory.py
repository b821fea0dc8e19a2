"""Memory of all processes of the program while a corpus is browsed, from /proc."""

import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import indexes
import material
import terminal
from measure import Goal, Row

GOALS = {("whoosh", 100_000): 300, ("tantivy", 1_000_000): 800}
"""MB, by engine and articles."""
BROWSED = ("/", "said", "enter", "j", "j", "pgdn", "o", "tab", "n", "n", "n", "/", "ctrl+u", "con*", "enter", "j", "t")
"""A wide search, sorting, reading, a wide prefix, quotes."""


def browsing(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure the peak memory (PSS) of all processes while a script of keys is played."""
    rows: list[Row] = []
    for engine in engines:
        settings = indexes.ready(corpus, engine)
        watch = Watch(terminal.command(settings, corpus))
        terminal.settle(BROWSED, watch.command, start_quiet=4, quiet=0.8)
        peak = watch.end()
        goal = GOALS.get((engine, corpus.size))
        what = f"memory of all processes, browsing {corpus.name}, {engine}"
        rows.append(Row(what, peak / 1e6, "MB", goal=Goal(goal) if goal else None))
    return rows


class Watch:
    """Sums the memory of a command's processes ten times a second; an inherited variable identifies them."""

    def __init__(self, command: list[str]) -> None:
        self._mark = f"NEWSEXPLORE_BENCH={os.getpid()}-{time.monotonic_ns()}"
        self.command = ["env", self._mark, *command]
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            self._most = max(self._most, sum(map(_pss, self._processes())))

    def _processes(self) -> list[Path]:
        mark = self._mark.encode()
        found: list[Path] = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    found.append(process)
            except OSError:
                continue  # it has ended, or belongs to another user
        return found

    @property
    def most(self) -> int:
        """The peak until now, in bytes."""
        return self._most

    def end(self) -> int:
        """Return the peak in bytes."""
        self._ended.set()
        self._thread.join()
        return self._most


def _pss(process: Path) -> int:
    """Return the proportional set size: memory shared by several processes counts once in total."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
