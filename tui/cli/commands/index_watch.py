"""`newsexplore index --watch`: index once, then again whenever files change, until a signal ends it."""

import sys
import time
from collections.abc import Callable, Iterator

from ....index.build.build_run import BuildError, Report
from ....index.config.settings import Settings
from ....index.corpus.file_watch import FileWatch
from ...terminal.sanitise import sanitise_line
from ..cancelling import cancelling
from ..output import count, print_json, print_lines, say

_RETRY_SECONDS = 10.0
"""Until a run that another process prevented is tried again."""


def keep_fresh(
    settings: Settings, first: Callable[[], None], work: Callable[..., Report], *, json: bool, poll: bool
) -> None:
    """Run `first`, then index again whenever files change; print a line, or with `json` an object, for each change.

    Args:
        settings: The corpora and their index.
        first: Indexes and prints the first report.
        work: Indexes; it is given what tells whether it was cancelled.
        json: Whether reports are printed as JSON.
        poll: Look at every file every few seconds, for network drives; the configuration may say so as well.

    Raises:
        WatchError: files cannot be watched.
    """
    paths = [path for corpus in settings.corpora for path in corpus.paths]
    with FileWatch(paths, [settings.folder], poll=poll or settings.config.index.poll) as watch:
        watch.start()  # before the first run: what changes during it is found by the next
        first()
        with cancelling() as cancelled:
            say(f"Watching {count(len(paths), 'path')} for changes; Ctrl-C ends it.")
            rejected = -1
            while watch.wait(cancelled):
                for note in watch.notes:
                    say(sanitise_line(note))
                watch.notes.clear()
                report = _run(work, cancelled)
                if report is None:
                    continue
                if _is_news(report, rejected):
                    if json:
                        print_json({name: getattr(report, name) for name in report.__struct_fields__})
                    else:
                        print_lines(_line(report))
                    sys.stdout.flush()
                rejected = report.rejected


def _run(work: Callable[..., Report], cancelled: Callable[[], bool]) -> Report | None:
    """Index what has changed, as soon as no other process is writing to the index; None when it was stopped."""
    said = ""
    while not cancelled():
        try:
            return work(cancelled=cancelled)
        except BuildError as error:
            if str(error) != said:
                said = str(error)
                say(sanitise_line(f"{said} Trying again every {_RETRY_SECONDS:.0f} seconds."))
        until = time.monotonic() + _RETRY_SECONDS
        while time.monotonic() < until and not cancelled():
            time.sleep(0.1)
    return None


def _is_news(report: Report, rejected: int) -> bool:
    changed = report.added or report.updated or report.moved or report.removed
    return bool(changed) or (rejected >= 0 and report.rejected != rejected)


def _line(report: Report) -> Iterator[str]:
    changes = (
        (report.added, "added"),
        (report.updated, "updated"),
        (report.moved, "moved"),
        (report.removed, "removed"),
        (report.rejected, "rejected in all"),
    )
    told = ", ".join(f"{number:,} {what}" for number, what in changes if number)
    yield f"{time.strftime('%H:%M:%S')}  {told or 'nothing'}: {count(report.articles, 'article')} in the index"
