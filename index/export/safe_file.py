"""Text files that are safe to print: file names may contain escape sequences, which `cat notes.md` would run."""

from typing import IO, Any, cast

from ..safe_text import sanitise_file

_FOR_PEOPLE = frozenset((".md", ".bib", ".ris", ".txt"))
"""Suffixes of formats read as plain text; the others are data formats, which escape or quote their content."""


class _SafeFile:
    """A text file that sanitises what is written to it."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write text without terminal control characters."""
        return self._file.write(sanitise_file(text))


def safe_file(suffix: str, file: IO[str]) -> IO[str]:
    """Return the file, sanitised if the format of this suffix is read as plain text."""
    return cast("Any", _SafeFile(file)) if suffix in _FOR_PEOPLE else file
