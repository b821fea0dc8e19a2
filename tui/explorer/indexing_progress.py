"""Indexing while one reads: how far it is, what could not be read, and pausing it. No screen here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from ...index.model import Reject
from ...index.protocol import MissingRoot, Progress

AFTER_SECONDS = 0.3
"""Indexing starts this long after the first frame: the first results need the processor more."""
REJECTS = 10_000
"""Rejects of this run that are kept for the list; the count goes on."""


class Build(Protocol):
    """What brings the index up to date: `index.builder.Builder`, or a stand-in for tests."""

    def run(self, *, prune: bool = False) -> AsyncIterator[Progress]:
        """Do it; the last progress is `done` or `failed`. `prune` removes the articles of missing and empty roots."""
        ...

    def pause(self, paused: bool) -> None:
        """Hold it up, or let it go on."""
        ...

    def cancel(self) -> None:
        """Stop; what is finished is kept."""
        ...


class Indexing:
    """One index that is brought up to date, perhaps again and again."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.progress: Progress | None = None
        """The newest; None before the first one."""
        self.rejects: list[Reject] = []
        """What could not be read in this run, as it was found."""
        self.rejected = 0
        self.running = False
        self.paused = False

    async def run(self, tell: Callable[[], None], committed: Callable[[], None], *, prune: bool = False) -> None:
        """Bring the index up to date.

        Args:
            tell: Called at every progress.
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
                tell()
                if progress.committed > before or progress.stage == "done":
                    before = progress.committed
                    committed()
        finally:
            self.running = self.paused = False
        tell()

    @property
    def missing(self) -> tuple[MissingRoot, ...]:
        """Roots whose articles are kept although nothing is there, as the last run found them."""
        return self.progress.missing if self.progress is not None else ()

    def toggle_pause(self) -> bool:
        """Hold it up, or let it go on; False when nothing is running."""
        if not self.running:
            return False
        self.paused = not self.paused
        self.build.pause(self.paused)
        return True
