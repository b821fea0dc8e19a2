"""Exporting beside the interface: `export` in a process of its own, with its progress as an asynchronous stream."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import msgspec

from ..config.settings import Settings
from ..export.job import ExportProgress, Job

EVERY_SECONDS = 0.2
"""How often progress is told."""


class Exporter:
    """Runs one export."""

    def __init__(self, settings: Settings, job: Job) -> None:
        self.settings = settings
        self.job = job
        self._process: asyncio.subprocess.Process | None = None

    async def run(self) -> AsyncIterator[ExportProgress]:
        """Write the file; yields progress, the last one with another stage than `writing`."""
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "newsexplore.index.processes.export",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - both are pipes, above
        process.stdin.write(msgspec.json.encode([self.settings, self.job]) + b"\n")
        ended = False
        try:
            while line := await process.stdout.readline():
                progress = msgspec.json.decode(line, type=ExportProgress)
                ended = progress.stage != "writing"
                yield progress
        finally:
            self.cancel()
        await process.wait()
        if not ended:
            yield ExportProgress("failed", message="The export ended unexpectedly; nothing was written.")

    def cancel(self) -> None:
        """Stop it; nothing is written then."""
        if self._process and self._process.stdin:
            with suppress(OSError, RuntimeError):
                self._process.stdin.close()


def main() -> None:
    """The process: settings and job on standard input, a progress a line on standard output; its end cancels."""
    from ..engines.base import EngineError, SearchCancelledError, SearchTimeoutError
    from ..export.run import ExportCancelledError, ExportError, export
    from ..search.answers import Answers

    settings, job = msgspec.json.decode(sys.stdin.buffer.readline(), type=tuple[Settings, Job])
    stop = threading.Event()
    told_at = 0.0

    def watch() -> None:
        # One byte at a time: what a buffered reader would wait for never comes.
        while os.read(sys.stdin.fileno(), 1):
            pass
        stop.set()

    def tell(progress: ExportProgress) -> None:
        with suppress(OSError, ValueError):  # the interface may be gone already
            sys.stdout.buffer.write(msgspec.json.encode(progress) + b"\n")
            sys.stdout.buffer.flush()

    def tell_now_and_then(done: int, total: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= EVERY_SECONDS:
            told_at = time.monotonic()
            tell(ExportProgress("writing", done, total))

    threading.Thread(target=watch, daemon=True).start()
    try:
        answers = Answers(settings)
        tell(ExportProgress("done", export(answers, job, tell_now_and_then, stop.is_set)))
    except (ExportCancelledError, SearchCancelledError):
        tell(ExportProgress("cancelled"))
    except (ExportError, EngineError) as error:
        tell(ExportProgress("failed", message=str(error)))
    except SearchTimeoutError:
        tell(ExportProgress("failed", message="The search took too long: make it narrower."))
    except Exception as error:
        tell(ExportProgress("failed", message=f"The export met an error of its own: {error!r}."))
    with suppress(OSError):
        sys.stdout.close()


if __name__ == "__main__":
    main()
