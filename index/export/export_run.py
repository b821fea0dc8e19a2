"""Export of articles, quotes or bookmarks to a file: complete, uncapped and atomic; or to a stream."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO

from ..engines.base import Cancelled, never
from ..search.index_answers import Answers
from .bundles.evidence_bundle import write_bundle
from .entries import entries_of
from .formats import BINARY_FORMATS, TEXT_FORMATS, Entry, Parts
from .formats.word_document import MissingWordError
from .job import BUNDLE, REPORT, ExportError, Job, problem_of
from .report.report_page import write_report
from .safe_file import safe_file

Tell = Callable[[int, int], None]
"""Called with the number written and the total."""


class ExportCancelledError(Exception):
    """Raised when the export was cancelled; nothing was written."""


def export(answers: Answers, job: Job, report: Tell = lambda *_: None, cancelled: Cancelled = never) -> int:
    """Write a file atomically.

    Returns:
        The number of articles, quotes or curated items in it.

    Raises:
        ExportError: the file cannot be written.
        ExportCancelledError: `cancelled` returned True.
        EngineError, SearchTimeoutError: as `Engine.search`.
    """
    path = Path(job.path)
    if problem := problem_of(path, overwrite=job.overwrite):
        raise ExportError(problem)
    written = 0

    def write(file: IO[bytes]) -> None:
        nonlocal written
        written = export_to(answers, job, file, report, cancelled)

    try:
        _write_whole(path, write, overwrite=job.overwrite)
    except FileExistsError:
        raise ExportError(f"There is a file {path.name} already.") from None
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}.") from error
    return written


def export_to(
    answers: Answers,
    job: Job,
    file: IO[bytes],
    report: Tell = lambda *_: None,
    cancelled: Cancelled = never,
) -> int:
    """Write to an open file or a pipe, in the format of the job's suffix.

    Returns:
        The number of articles, quotes or curated items written.

    Raises:
        ExportError: a library is missing, or the decisions cannot be read.
        OSError: the file cannot be written.
        ExportCancelledError, EngineError, SearchTimeoutError: as `export`.
    """

    def check() -> None:
        if cancelled():
            raise ExportCancelledError

    suffix = job.suffix
    parts: Parts = "kept" if job.what == "kept" else "quotes" if "quotes" in job.what else "texts"
    counted = _Counted(entries_of(answers, job), parts, report, cancelled)
    try:
        if suffix == BUNDLE:
            write_bundle(counted, answers, job, file, check)
        elif suffix in BINARY_FORMATS:
            BINARY_FORMATS[suffix](counted, parts, file)
        else:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
            try:
                if suffix == REPORT:
                    write_report(counted, parts, job, answers.settings.name, text)
                else:
                    TEXT_FORMATS[suffix](counted, parts, safe_file(suffix, text))
            finally:
                text.detach()  # which leaves the file open
    except MissingWordError as error:
        raise ExportError(str(error)) from None
    return counted.done


class _Counted:
    """An iterable of entries that reports progress and stops when cancelled."""

    def __init__(self, entries: Iterator[tuple[Entry, int]], parts: Parts, report: Tell, cancelled: Cancelled) -> None:
        self._entries = entries
        self._parts: Parts = parts
        self._report = report
        self._cancelled = cancelled
        self.done = 0

    def __iter__(self) -> Iterator[Entry]:
        for passed, (entry, total) in enumerate(self._entries, 1):
            if self._cancelled():
                raise ExportCancelledError
            if self._parts != "quotes" or entry.quotes:
                yield entry
            if self._parts == "texts":
                self.done += 1
            else:
                self.done += len(entry.quotes) + (self._parts == "kept" and not entry.kept.is_empty)
            self._report(passed, total)


def _write_whole(path: Path, write: Callable[[IO[bytes]], None], *, overwrite: bool) -> None:
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        if not overwrite:
            try:
                os.link(temporary, path)  # fails if another program has created the file
                return
            except FileExistsError:
                raise
            except OSError:
                if path.exists():
                    raise FileExistsError from None
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()
