"""Which articles have been read, kept between runs in the user's data folder. No screen here.

An article keeps its id wherever it is read from, so one file serves every set of corpora. It holds an id a line, in the
order of reading; a line that begins with `-` takes an id back. Lines are only ever added, so that programs that run at
once lose nothing; what has been taken back is cleared away when the file is loaded.
"""

import asyncio
import os
from pathlib import Path

from ...index.config.settings import READ_NAME
from ...index.curation.read_file import follow, understood
from ...index.files import locked, make_private, write_whole

SPARE = 1000
"""Lines that mean nothing any more before the file is written anew."""
LOCK_SECONDS = 2.0


class ReadMarks:
    """Answers from memory; the file is read and written by threads."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / READ_NAME
        self._ids: dict[str, None] = {}
        self._new: list[str] = []
        """Lines that are not in the file yet."""
        self._writing = asyncio.Lock()

    def is_read(self, id_: str) -> bool:
        """Return whether an article is read."""
        return id_ in self._ids

    def mark(self, id_: str, read: bool) -> bool:
        """Say whether an article has been read; True when that is news."""
        if read == (id_ in self._ids) or "\n" in id_:
            return False
        if read:
            self._ids[id_] = None
        else:
            del self._ids[id_]
        self._new.append(id_ if read else f"-{id_}")
        return True

    def put(self, lines: list[str]) -> None:
        """Add lines as an earlier version wrote them; raises OSError where they cannot be written."""
        ids = understood(lines)
        if ids:
            self._append(list(ids))

    async def load(self) -> None:
        """Take over what the file says; what was marked meanwhile stays.

        Raises:
            OSError: the file is there but cannot be read.
        """
        ids = await asyncio.to_thread(self._load)
        for line in self._new:
            follow(ids, line)
        self._ids = ids

    async def save(self) -> None:
        """Write what is new.

        Raises:
            OSError: it cannot be written; it is tried again with the next.
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
            lines = self.path.read_text("utf-8", "replace").split("\n")
        except FileNotFoundError:
            return {}
        ids = understood(lines)
        if len(lines) > len(ids) + SPARE:
            with locked(self.path, LOCK_SECONDS):  # once more: another program may have added to it
                ids = understood(self.path.read_text("utf-8", "replace").split("\n"))
                write_whole(self.path, "".join(f"{id_}\n" for id_ in ids).encode())
        return ids

    def _append(self, lines: list[str]) -> None:
        make_private(self.path.parent)
        with locked(self.path, LOCK_SECONDS), open(self.path, "a+b", opener=_private) as file:
            if file.tell() and self._is_torn():
                file.write(b"\n")
            file.write("".join(f"{line}\n" for line in lines).encode())

    def _is_torn(self) -> bool:
        """Whether the last line has no end: a program was stopped amid writing it."""
        with self.path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) != b"\n"


def _private(path: str, flags: int) -> int:
    """Open a file that only its owner can read."""
    return os.open(path, flags, 0o600)
