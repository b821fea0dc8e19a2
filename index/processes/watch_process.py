"""Watching files beside the interface: `FileWatch` in a child process, its changes as an asynchronous stream."""

import os
import threading
from collections.abc import AsyncIterator

import msgspec
from msgspec import Struct

from ..config.settings import Settings
from .build_process import NICENESS
from .child_log import log_error
from .isolation import become_child
from .launcher import Child

_END_SECONDS = 1.0
"""Time that the child has to end by itself."""


class Change(Struct, frozen=True):
    """Files have changed and are quiet, or what the user should know of the watch."""

    message: str = ""
    """"" for a change."""
    failed: bool = False
    """Whether nothing more will come."""


class Watcher:
    """Watches the files of one set of corpora."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def changes(self) -> AsyncIterator[Change]:
        """Yield changes until the iterator is closed or the watch fails."""
        child = await Child.start("watch", self._settings)
        try:
            while (message := await child.receive()) is not None:
                yield msgspec.msgpack.decode(message, type=Change)
        finally:
            await child.end(_END_SECONDS)


def main() -> None:
    """Run as the child: settings, then changes; the end of the input stops it."""
    from ..corpus.file_watch import FileWatch, WatchError

    channel = become_child("watch")
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    first = channel.receive()
    if first is None:
        return
    settings = msgspec.msgpack.decode(first, type=Settings)
    stop = threading.Event()
    channel.listen(lambda _: None, stop.set)
    paths = [path for corpus in settings.corpora for path in corpus.paths]
    try:
        with FileWatch(paths, [settings.folder], poll=settings.config.index.poll) as watch:
            watch.start()
            while True:
                for note in watch.notes:
                    channel.send(Change(note))
                watch.notes.clear()
                if not watch.wait(stop.is_set):
                    return
                channel.send(Change())
    except WatchError as error:
        channel.send(Change(str(error), failed=True))
    except OSError:
        return  # the interface has gone
    except Exception as error:
        log_error("watch", error)
        channel.send(Change(f"Watching files failed ({type(error).__name__}).", failed=True))
