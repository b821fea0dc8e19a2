"""The budget of one file: how much may be unpacked from it before it is rejected as an archive bomb or as damaged."""

import time
from collections.abc import Callable

from .streams import Bound

MAX_MEMBERS = 5_000_000
"""Members of one file, those of the archives in it included: the largest news collections have some millions."""
MAX_BOMBS = 20
"""Members that may break the bounds on ratio or size: one is an accident, twenty are meant."""
TOTAL_FLOOR = 2 * 1024 * 1024 * 1024
"""Bytes that any file may unpack to, however small it is."""
TOTAL_RATIO = 250
"""Bytes out, over all layers, for each byte of the file beyond that floor. Text compresses 3 to 30 times a layer."""
MAX_SECONDS = 600.0
"""Seconds without an article after which an archive is rejected."""


class Spent(Bound):
    """The budget is used up; the rest of the file is not read. The message is the reason that the user sees."""


class Budget:
    """What may still be unpacked from one file, shared by all its layers."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        """Begin with a full budget; `clock` gives seconds."""
        self._clock = clock
        self._since = clock()
        self._members = 0
        self._bombs = 0
        self._bytes = 0
        self.size = 0
        """Bytes of the file itself, as far as they are read."""

    def add_member(self) -> None:
        """Count a member of an archive.

        Raises:
            Spent: there are too many.
        """
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise Spent(f"more than {MAX_MEMBERS:,} members")

    def add_bytes(self, count: int) -> None:
        """Count unpacked bytes.

        Raises:
            Spent: too many for the size of the file, or too long without an article.
        """
        self._bytes += count
        if self._bytes > TOTAL_FLOOR + TOTAL_RATIO * self.size:
            raise Spent(f"it unpacks to more than {self._bytes >> 30} GB in all: it looks like an archive bomb")
        if self._clock() - self._since > MAX_SECONDS:
            raise Spent(f"no article in {MAX_SECONDS / 60:.0f} minutes of unpacking: the rest of it was not read")

    def add_bomb(self) -> None:
        """Count a member that broke its bounds.

        Raises:
            Spent: there are too many.
        """
        self._bombs += 1
        if self._bombs >= MAX_BOMBS:
            raise Spent(f"{self._bombs} of its members look like archive bombs: the rest of it was not read")

    def note_article(self) -> None:
        """Restart the clock: the time was well spent."""
        self._since = self._clock()
