"""Indexing beside the interface: `build` in a process of its own, with its progress as an asynchronous stream."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

import msgspec

from ..config.settings import Settings, SettingsError
from ..protocol import Progress

NICENESS = 10
"""Indexing gives way to the interface and to the index's process."""
_PAUSE, _GO_ON = b"pause\n", b"go on\n"


class Builder:
    """Runs `build` for one set of corpora; one run at a time."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._process: asyncio.subprocess.Process | None = None

    async def run(self) -> AsyncIterator[Progress]:
        """Bring the index up to date; yields progress, the last one with stage `done` or `failed`."""
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "newsexplore.index.processes.build",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=2**24,
            start_new_session=True,  # Ctrl+C in a pager or editor is not meant for it
        )
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - both are pipes, above
        process.stdin.write(msgspec.json.encode(self.settings) + b"\n")
        ended = False
        try:
            while line := await process.stdout.readline():
                progress = msgspec.json.decode(line, type=Progress)
                ended = progress.stage in ("done", "failed")
                yield progress
        finally:
            self.cancel()
        await process.wait()
        if not ended:
            yield Progress("failed", message="Indexing ended unexpectedly. What was committed can be searched.")

    def pause(self, paused: bool) -> None:
        """Hold the run up, or let it go on; articles that are being extracted are finished first."""
        if self._process and self._process.stdin:
            with suppress(OSError, RuntimeError):
                self._process.stdin.write(_PAUSE if paused else _GO_ON)

    def cancel(self) -> None:
        """Ask the run to stop; it commits what it has finished and ends by itself, even after this process."""
        if self._process and self._process.stdin:
            with suppress(OSError, RuntimeError):
                self._process.stdin.close()


def main() -> None:
    """The process: settings and then pauses on standard input, whose end cancels; a progress a line on the output."""
    from ..build.run import BuildError, build

    if hasattr(os, "nice"):
        os.nice(NICENESS)
    settings = msgspec.json.decode(sys.stdin.buffer.readline(), type=Settings)
    stop, running = threading.Event(), threading.Event()
    running.set()

    def watch() -> None:
        while line := sys.stdin.buffer.readline():
            if line == _PAUSE:
                running.clear()
            else:
                running.set()
        stop.set()
        running.set()

    def cancelled() -> bool:
        running.wait()
        return stop.is_set()

    def tell(progress: Progress) -> None:
        # The interface may be gone already: the run still ends in good order.
        with suppress(OSError, ValueError):
            sys.stdout.buffer.write(msgspec.json.encode(progress) + b"\n")
            sys.stdout.buffer.flush()

    threading.Thread(target=watch, daemon=True).start()
    try:
        build(settings, on_progress=tell, cancelled=cancelled)
    except (BuildError, SettingsError) as error:
        tell(Progress("failed", message=str(error)))
    except Exception as error:
        tell(
            Progress("failed", message=f"Indexing met an error of its own ({error!r}). `newsexplore index` shows more.")
        )
    with suppress(OSError):
        sys.stdout.close()


if __name__ == "__main__":
    main()
