"""Read marks: which articles have been read, stored in the user's data folder.

Article ids do not depend on the corpus, so one file serves all sets of corpora. It has one id per line, in the order of
reading; a line that starts with `-` removes an id. Lines are only appended, so that concurrent programs lose nothing;
removed ids are purged when the file is loaded.
"""

import asyncio
import os
from pathlib import Path

from ...index.config.settings import READ_NAME
from ...index.curation.read_file import follow, understood
from ...index.files import locked, make_private, open_regular, read_regular, write_whole

SPARE = 1000
"""Number of obsolete lines at which the file is rewritten."""
LOCK_SECONDS = 2.0


class ReadMarks:
    """The read marks, in memory; threads read and write the file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / READ_NAME
        self._ids: dict[str, None] = {}
        self._new: list[str] = []
        """Lines not written yet."""
        self._writing = asyncio.Lock()

    def is_read(self, id_: str) -> bool:
        """Return whether an article is read."""
        return id_ in self._ids

    def mark(self, id_: str, read: bool) -> bool:
        """Mark an article as read or unread; return True if that is a change."""
        if read == (id_ in self._ids) or "\n" in id_:
            return False
        if read:
            self._ids[id_] = None
        else:
            del self._ids[id_]
        self._new.append(id_ if read else f"-{id_}")
        return True

    def put(self, lines: list[str]) -> None:
        """Append lines from an earlier version's file; raises OSError."""
        ids = understood(lines)
        if ids:
            self._append(list(ids))

    async def load(self) -> None:
        """Load the file; marks set during loading are kept.

        Raises:
            OSError: the file exists but cannot be read.
        """
        ids = await asyncio.to_thread(self._load)
        for line in self._new:
            follow(ids, line)
        self._ids = ids

    async def save(self) -> None:
        """Write new marks.

        Raises:
            OSError: the file cannot be written; the next save tries again.
        """
        async with self._writing:
            lines, self._new = self._new, []
            if not lines:
                return
            try:
                await asyncio.to_thread(self._append, lines)
            except OSError:
                self._new = lines + self._new
                raise

    def _load(self) -> dict[str, None]:
        try:
            lines = read_regular(self.path).decode("utf-8", "replace").split("\n")
        except FileNotFoundError:
            return {}
        ids = understood(lines)
        if len(lines) > len(ids) + SPARE:
            with locked(self.path, LOCK_SECONDS):  # read again: another program may have appended
                ids = understood(read_regular(self.path).decode("utf-8", "replace").split("\n"))
                write_whole(self.path, "".join(f"{id_}\n" for id_ in ids).encode())
        return ids

    def _append(self, lines: list[str]) -> None:
        make_private(self.path.parent)
        with locked(self.path, LOCK_SECONDS), open(self.path, "a+b", opener=_private) as file:
            if file.tell() and self._is_torn():
                file.write(b"\n")
            file.write("".join(f"{line}\n" for line in lines).encode())

    def _is_torn(self) -> bool:
        """Return whether the last line is incomplete: a program was killed while writing it."""
        with open_regular(self.path) as file:
            file.seek(-1, 2)
            return file.read(1) != b"\n"


def _private(path: str, flags: int) -> int:
    """Open a private file."""
    return os.open(path, flags, 0o600)
