"""Export in a child process, with progress as an asynchronous stream."""

import threading
import time
from collections.abc import AsyncIterator

import msgspec

from ..config.settings import Settings
from ..export.job import ExportProgress, Job
from ..quotation import set_doubtful
from .child_log import log_error
from .exit_status import exit_status
from .isolation import become_child
from .launcher import Child

PROGRESS_SECONDS = 0.2
"""Seconds between two progress reports."""


class Exporter:
    """Runs one export."""

    def __init__(self, settings: Settings, job: Job) -> None:
        self.settings = settings
        self.job = job
        self._child: Child | None = None

    async def run(self) -> AsyncIterator[ExportProgress]:
        """Write the file; yields progress, ending with a stage other than `writing`."""
        child = self._child = await Child.start("export", (self.settings, self.job))
        ended = False
        try:
            while (message := await child.receive()) is not None:
                progress = msgspec.msgpack.decode(message, type=ExportProgress)
                ended = progress.stage != "writing"
                yield progress
                if ended:
                    break
        finally:
            child.close_input()
        await exit_status(child.process)
        if not ended:
            yield ExportProgress("failed", message="The export ended unexpectedly; nothing was written.")

    def cancel(self) -> None:
        """Cancel the export; nothing is written."""
        if self._child:
            self._child.close_input()


def main() -> None:
    """Run as the child: reads settings and job in one message; end of input cancels."""
    from ..engines.base import EngineError, SearchCancelledError, SearchTimeoutError
    from ..export.export_run import ExportCancelledError, export
    from ..export.job import ExportError
    from ..search.index_answers import Answers

    channel = become_child("export")
    first = channel.receive()
    if first is None:
        return
    settings, job = msgspec.msgpack.decode(first, type=tuple[Settings, Job])
    set_doubtful(settings.config.quotes.doubtful)
    stop = threading.Event()
    sent_at = 0.0

    def on_message(message: bytes) -> None:
        del message  # there is none

    def send_progress(done: int, total: int) -> None:
        nonlocal sent_at
        if time.monotonic() - sent_at >= PROGRESS_SECONDS:
            sent_at = time.monotonic()
            channel.send(ExportProgress("writing", done, total))

    channel.listen(on_message, stop.set)
    try:
        answers = Answers(settings)
        channel.send(ExportProgress("done", export(answers, job, send_progress, stop.is_set)))
    except (ExportCancelledError, SearchCancelledError):
        channel.send(ExportProgress("cancelled"))
    except (ExportError, EngineError) as error:
        channel.send(ExportProgress("failed", message=str(error)))
    except SearchTimeoutError:
        channel.send(ExportProgress("failed", message="The search took too long. Narrow the query."))
    except Exception as error:
        log_error("export", error)
        kind = type(error).__name__
        channel.send(
            ExportProgress("failed", message=f"The export failed ({kind}). `newsexplore doctor` names the log.")
        )
