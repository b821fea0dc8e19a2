"""What a command says when it fails: a line or two, and an exit code."""

import sys
import tempfile
import time
import traceback
from pathlib import Path

from ... import __version__

FAILED, USAGE = 1, 2


def explain(error: Exception) -> tuple[str, int]:
    """The message for the user and the exit code; what nobody foresaw is written to a report file."""
    from ...index.config.problems import ConfigError
    from ...index.config.settings import SettingsError
    from ..commands.registry import KeymapError

    if isinstance(error, ConfigError | SettingsError | KeymapError):
        return str(error), USAGE
    if isinstance(error, _expected_failures()):
        return getattr(error, "typed", "") or str(error), FAILED
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}", FAILED
    report = write_report(error)
    where = f"A report, without any of your texts, is in {report}" if report else "A report could not be written"
    return f"newsexplore met an error of its own: {type(error).__name__}. {where}.", FAILED


LATE_FAILURES = (
    ("build.build_run", "BuildError"),
    ("corpus.file_watch", "WatchError"),
    ("curation.curation_file", "CurationError"),
    ("config.new_file", "NewFileError"),
    ("corpus.inspection", "InspectionError"),
    ("export.job", "ExportError"),
    ("processes.search_process", "ServiceError"),
    ("search.gone", "GoneError"),
)
"""Modules of `index` and their errors that a command may meet, of which few are loaded in any one run."""


def _expected_failures() -> tuple[type[Exception], ...]:
    """Imported only once something has failed, and only what is loaded anyway."""
    from ...index.engines.base import EngineError, SearchTimeoutError

    expected: list[type[Exception]] = [EngineError, SearchTimeoutError]
    for module, name in LATE_FAILURES:
        loaded = sys.modules.get(f"newsexplore.index.{module}")
        if loaded is not None:
            expected.append(getattr(loaded, name))
    return tuple(expected)


def write_report(error: BaseException) -> Path | None:
    """Write a crash report: versions and the places in the code, but no message and no value, which may hold text.

    Returns where it is, or None when no file could be written.
    """
    frames = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    lines = [
        f"newsexplore {__version__}, Python {sys.version.split()[0]}, {sys.platform}",
        time.strftime("%Y-%m-%dT%H:%M:%S"),
        type(error).__name__,
        *frames,
    ]
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="newsexplore-crash-", suffix=".txt", encoding="utf-8", delete=False
        ) as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return Path(file.name)
