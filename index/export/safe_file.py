"""Text files that are safe to print: a file name may hold escape sequences, and `cat notes.md` would obey them."""

from pathlib import Path
from typing import IO, Any, cast

from ..safe_text import sanitise_file

_FOR_PEOPLE = frozenset((".md", ".bib", ".txt"))
"""Suffixes of the formats that people read as they are; the others are data, and escape or quote what they hold."""


class _SafeFile:
    """Sanitises what is written."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write text without what a terminal would obey."""
        return self._file.write(sanitise_file(text))


def safe_file(path: Path, file: IO[str]) -> IO[str]:
    """Return what to write a file of that name through."""
    return cast("Any", _SafeFile(file)) if path.suffix.lower() in _FOR_PEOPLE else file
