"""Indexing in a child process, with progress as an asynchronous stream."""

import os
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

import msgspec
from msgspec import Struct

from ..config.settings import Settings, SettingsError
from ..protocol.build_progress import Progress
from .child_log import log_error
from .exit_status import exit_status
from .isolation import become_child, describe_end
from .launcher import Child


class Order(Struct, frozen=True):
    """The first message to the child: what to build."""

    settings: Settings
    prune: bool = False
    """Whether to remove the articles of missing or empty roots."""


NICENESS = 10
"""Nice value: indexing yields to the interface and the search process."""


class Builder:
    """Runs `build` for one set of corpora, one run at a time."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._child: Child | None = None
        self._closed = False

    async def run(self, *, prune: bool = False) -> AsyncIterator[Progress]:
        """Update the index; yields progress, ending with stage `done` or `failed`.

        `prune` removes the articles of missing and empty roots.
        """
        if self._closed:
            yield Progress("failed", message="The index is closed.")
            return
        child = self._child = await Child.start("build", Order(self.settings, prune))
        ended = False
        try:
            while (message := await child.receive()) is not None:
                progress = msgspec.msgpack.decode(message, type=Progress)
                ended = progress.stage in ("done", "failed")
                yield progress
                if ended:
                    break
        finally:
            child.close_input()
        code = await exit_status(child.process)
        if not ended:
            how = describe_end(code)
            yield Progress(
                "failed", message=f"Indexing ended unexpectedly ({how}). What was committed can be searched."
            )

    def pause(self, paused: bool) -> None:
        """Pause or resume the run; articles in progress are finished first."""
        if self._child:
            with suppress(ConnectionError):
                self._child.send(paused)

    def cancel(self) -> None:
        """Ask the run to stop; it commits what is finished and exits, even if this process is gone."""
        if self._child:
            self._child.close_input()

    async def close(self, seconds: float) -> None:
        """Cancel and close: a run that has not ended after `seconds` is killed, and its last batch lost."""
        self._closed = True
        if self._child:
            await self._child.end(seconds)


def main() -> None:
    """Run as the child: reads an order, then true and false to pause and resume; end of input cancels."""
    from ..build.build_run import BuildError, build

    channel = become_child("build")
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    first = channel.receive()
    if first is None:
        return
    order = msgspec.msgpack.decode(first, type=Order)
    stop, running = threading.Event(), threading.Event()
    running.set()

    def on_message(message: bytes) -> None:
        if msgspec.msgpack.decode(message, type=bool):
            running.clear()
        else:
            running.set()

    def on_end() -> None:
        stop.set()
        running.set()

    def cancelled() -> bool:
        running.wait()
        return stop.is_set()

    channel.listen(on_message, on_end)
    try:
        build(order.settings, prune=order.prune, on_progress=channel.send, cancelled=cancelled)
    except (BuildError, SettingsError) as error:
        channel.send(Progress("failed", message=str(error)))
    except Exception as error:
        log_error("build", error)
        kind = type(error).__name__
        channel.send(Progress("failed", message=f"Indexing failed ({kind}). `newsexplore doctor` names the log."))
