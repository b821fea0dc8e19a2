"""The file of the articles that have been read: what it says, for queries with `is:read` and `is:unread`.

It holds an id a line, in the order of reading; a line that begins with `-` takes an id back. The interface adds to it.
"""

from collections.abc import Iterable
from pathlib import Path

from ..files import read_regular

MOST = 500_000
"""Ids that are kept; the oldest are forgotten first."""


class ReadFile:
    """The read articles; the file need not exist."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, ...] | None = None
        self.ids: frozenset[str] = frozenset()
        """As of the last `look`; empty before the first."""

    def look(self) -> bool:
        """Read the file if it has changed; True when other articles count as read now.

        A file that cannot be read leaves every article unread, as in the list of results.
        """
        stamp = self._stamped()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        before = self.ids
        try:
            self.ids = frozenset(understood(read_regular(self._path).decode("utf-8", "replace").split("\n")))
        except OSError:
            self.ids = frozenset()
        return self.ids != before

    def _stamped(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_size, found.st_ino


def understood(lines: Iterable[str]) -> dict[str, None]:
    """Return the ids that are read after some lines of the file, the newest last."""
    ids: dict[str, None] = {}
    for line in lines:
        follow(ids, line)
    for id_ in list(ids)[: max(0, len(ids) - MOST)]:
        del ids[id_]
    return ids


def follow(ids: dict[str, None], line: str) -> None:
    """Change the ids that are read by one more line."""
    if line.startswith("-"):
        ids.pop(line[1:], None)
    elif line:
        ids[line] = None
