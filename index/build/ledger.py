"""The record of every article whose id is not the first name that its content suggests.

An id is a function of what an article says, see `corpus.identity`, but for three exceptions that depend on history: an
edited article keeps the id it had, an address that several texts claim names only the first of them, and the others
are named by their content. They are written down here, once for all indexes, so that an index made from scratch, by
another engine or in another folder, gives the same ids.

The file is plain text, one fact a line, and only ever added to: `content-name id`, or `name *` for a name that is
claimed by several texts. A line that cannot be read is passed over.
"""

import os
import re
from pathlib import Path

from ..files import read_regular

_LINE = re.compile(r"([0-9a-f]{32}) (\*|[0-9a-f]{32}(?:-\d+)?)")


class Ledger:
    """The facts in one file, and those to be added to it."""

    def __init__(self, path: Path) -> None:
        """Read the file; without one there are no facts."""
        self._path = path
        self._ids: dict[str, str] = {}
        self._contested: set[str] = set()
        self._new: list[str] = []
        try:
            lines = read_regular(path).decode("ascii", "replace").splitlines()
        except OSError:
            lines = []
        for line in lines:
            if found := _LINE.fullmatch(line):
                self._learn(found[1], found[2])

    def id_of(self, content_name: str) -> str | None:
        """The id that an article of this content has, if it is an exception."""
        return self._ids.get(content_name)

    def is_contested(self, name: str) -> bool:
        """Whether several texts claim a name, so that content has to tell them apart."""
        return name in self._contested

    def record(self, content_name: str, id: str) -> None:
        """Note the id of an article whose content suggests another."""
        if self._ids.get(content_name) != id:
            self._learn(content_name, id)
            self._new.append(f"{content_name} {id}\n")

    def contest(self, name: str) -> None:
        """Note that several texts claim a name."""
        if name not in self._contested:
            self._contested.add(name)
            self._new.append(f"{name} *\n")

    def save(self) -> None:
        """Add what is new to the file; other programs may do so at the same time.

        Raises:
            OSError: the file cannot be written.
        """
        if not self._new:
            return
        data = "".join(self._new).encode()
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        self._new.clear()

    def _learn(self, name: str, id: str) -> None:
        if id == "*":
            self._contested.add(name)
        else:
            self._ids[name] = id
