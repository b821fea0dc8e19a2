"""The log of child processes: one private file of limited size, named by `doctor`.

It holds times, process ids, error types and code locations. It never holds messages of exceptions, warnings or prints,
because those may quote an article or a query.
"""

import faulthandler
import os
import sys
import threading
import time
import traceback
import warnings
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from platformdirs import user_log_path

from ..files import make_private

LIMIT = 200_000
"""Size in bytes at which the log is rotated; one old log is kept."""
_REPORTS = 20
"""Maximum number of errors logged per process."""


def log_path() -> Path:
    """Return the path of the log."""
    return user_log_path("newsexplore", appauthor=False) / "processes.log"


def open_log() -> int:
    """Open the log for appending, or the null device if it cannot be written; the caller closes the descriptor."""
    path = log_path()
    try:
        make_private(path.parent)
        with suppress(FileNotFoundError):
            if path.stat().st_size > LIMIT:
                path.replace(path.with_suffix(".old.log"))
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        return os.open(path, flags, 0o600)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)


def note(what: str) -> None:
    """Add a line to the log, if it can be written."""
    descriptor = open_log()
    try:
        _write(descriptor, what)
    finally:
        os.close(descriptor)


def log_errors(name: str) -> None:
    """Make this process, a child of that name, report errors on standard error in the log's format."""
    faulthandler.enable(2)
    sys.stderr = _nowhere()
    reports = 0

    def report(kind: type[BaseException], trace: TracebackType | None) -> None:
        nonlocal reports
        reports += 1
        if reports <= _REPORTS:
            places = (f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)[-12:])
            _write(2, f"{name} {os.getpid()}: {kind.__name__}: {' < '.join(reversed(list(places)))}")

    def on_warning(message: object, category: type[Warning], filename: str, lineno: int, *rest: object) -> None:
        del message, category, filename, lineno, rest

    sys.excepthook = lambda kind, _, trace: report(kind, trace)
    threading.excepthook = lambda args: report(args.exc_type, args.exc_traceback)
    sys.unraisablehook = lambda args: report(args.exc_type, args.exc_traceback)
    warnings.showwarning = on_warning


def log_error(name: str, error: BaseException) -> None:
    """Report an error that a child of that name has caught on its standard error."""
    places = (f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)[-12:])
    _write(2, f"{name} {os.getpid()}: {type(error).__name__}: {' < '.join(reversed(list(places)))}")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - stays open as long as the process runs


def _write(descriptor: int, what: str) -> None:
    with suppress(OSError):
        os.write(descriptor, f"{time.strftime('%Y-%m-%dT%H:%M:%S')} {what}\n".encode("utf-8", "replace"))
