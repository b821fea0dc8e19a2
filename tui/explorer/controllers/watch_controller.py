"""Keeping the index fresh: indexes again whenever files of the corpora change."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing
from typing import Protocol

from ....index.processes.watch_process import Change
from ...session.indexing_progress import Indexing
from ..host import Handler, Host

_GROUP = "watch"


class Watch(Protocol):
    """Reports changes to files: `index.processes.watch_process.Watcher`, or a stand-in for tests."""

    def changes(self) -> AsyncIterator[Change]:
        """Yield changes until the iterator is closed or the watch fails."""
        ...


class WatchController:
    """Starts indexing when files have changed and are quiet; what is read stays where it is.

    Args:
        host: Runs the task that waits for changes.
        indexing: Whether it is under way; None when there is nothing to index.
        index: Starts it.
        watch: Makes the watch.
    """

    def __init__(
        self, host: Host, indexing: Indexing | None, index: Callable[[], None], watch: Callable[[], Watch]
    ) -> None:
        self._host = host
        self._indexing = indexing
        self._index = index
        self._watch = watch
        self.is_on = False
        self._is_due = False
        """Whether files have changed since the run under way began."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"indexing.watch": self.toggle}

    def start(self) -> None:
        """Watch the files of the corpora."""
        if self._indexing is not None and not self.is_on:
            self.is_on = True
            self._host.start(_GROUP, self._follow)

    def toggle(self) -> None:
        """Watch the files of the corpora, or stop."""
        if self._indexing is None:
            self._host.notify("There is nothing to index.")
        elif self.is_on:
            self.is_on = False
            self._host.cancel(_GROUP)
            self._host.notify("New and changed files are no longer indexed by themselves.")
        else:
            self.start()
            self._index()  # what has changed before it watched
            self._host.notify("New and changed files are indexed as soon as they are written.")

    def indexing_ended(self) -> None:
        """Index again if files have changed during the run."""
        if self._is_due:
            self._is_due = False
            self._index()

    async def _follow(self) -> None:
        async with aclosing(self._watch().changes()) as changes:  # pyright: ignore[reportArgumentType]
            async for change in changes:
                if change.message:
                    self._host.notify(change.message)
                elif self._indexing is not None and self._indexing.running:
                    self._is_due = True
                else:
                    self._index()
        self.is_on = False
