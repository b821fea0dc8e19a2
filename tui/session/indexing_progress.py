"""Indexing beside reading: progress, rejected sources, pausing. No widgets here."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from ...index.model import Reject
from ...index.protocol.build_progress import MissingRoot, Progress

AFTER_SECONDS = 0.3
"""Seconds between first paint and indexing: the first results need the processor more."""
REJECTS = 10_000
"""Rejects of this run that are listed; the count goes on."""


class Build(Protocol):
    """Brings the index up to date: `index.processes.build_process.Builder`, or a stand-in for tests."""

    def run(self, *, prune: bool = False) -> AsyncIterator[Progress]:
        """Run; the last progress is `done` or `failed`. `prune` removes the articles of missing and empty roots."""
        ...

    def pause(self, paused: bool) -> None:
        """Pause, or resume."""
        ...

    def cancel(self) -> None:
        """Stop; finished work is kept."""
        ...


_INSTALL = re.compile(r"pip install 'newsexplore\[(\w+)\]'")
"""What the reason of a rejected source says when a library is missing: see `index.corpus.extras`."""


class Indexing:
    """The indexing of one index, which can run repeatedly."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.progress: Progress | None = None
        """The newest progress; None before the first."""
        self.rejects: list[Reject] = []
        """Rejected sources of this run, in order."""
        self.rejected = 0
        self.running = False
        self.paused = False

    async def run(self, on_progress: Callable[[], None], committed: Callable[[], None], *, prune: bool = False) -> None:
        """Bring the index up to date.

        Args:
            on_progress: Called at every progress.
            committed: Called when more can be searched, and at the end.
            prune: Whether to remove the articles of missing and empty roots.
        """
        if self.running:
            return
        self.running, self.rejects, self.rejected = True, [], 0
        try:
            await asyncio.sleep(AFTER_SECONDS)
            before = 0
            async for progress in self.build.run(prune=prune):
                self.progress = progress
                self.rejected += len(progress.rejects)
                self.rejects += progress.rejects[: REJECTS - len(self.rejects)]
                on_progress()
                if progress.committed > before or progress.stage == "done":
                    before = progress.committed
                    committed()
        finally:
            self.running = self.paused = False
        on_progress()

    @property
    def missing(self) -> tuple[MissingRoot, ...]:
        """Roots whose articles are kept although nothing is there, as the last run found them."""
        return self.progress.missing if self.progress is not None else ()

    @property
    def missing_extras(self) -> tuple[str, ...]:
        """The extras that rejected sources need, sorted."""
        return tuple(sorted({match[1] for one in self.rejects if (match := _INSTALL.search(one.reason))}))

    def toggle_pause(self) -> bool:
        """Pause or resume; False when nothing is running."""
        if not self.running:
            return False
        self.paused = not self.paused
        self.build.pause(self.paused)
        return True
