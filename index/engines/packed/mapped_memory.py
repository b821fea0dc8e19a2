"""The memory that an index's mapped files take: given back when it has grown."""

import mmap
from pathlib import Path

from .columns import Snapshot

_MOST, _MORE = 80_000_000, 40_000_000
"""Bytes of mapped files, including the interpreter's, above which index memory is released; and the growth since the
last release above which it is released again."""
_TIGHT = 40_000_000, 10_000_000
"""The same for a process that reads the whole index once."""
_STATM = Path("/proc/self/statm")


class MappedMemory:
    """Watches the memory of mapped files."""

    def __init__(self) -> None:
        self._most, self._more = _MOST, _MORE
        self._least = _MOST

    def tighten(self) -> None:
        """Release memory earlier from now on: the whole index is going to be read, each part of it once or twice."""
        self._least, self._more = _TIGHT
        self._most = min(self._most, self._least)

    def release(self, snapshot: Snapshot) -> None:
        """Return the memory of a snapshot's files to the system if all mapped files take too much."""
        if _mapped() > self._most:
            snapshot.release()
            self._most = max(self._least, _mapped() + self._more)  # other objects may keep files mapped, too


def _mapped() -> int:
    """Return the bytes of mapped files in this process's memory; 0 if the system does not say."""
    try:
        return int(_STATM.read_text().split()[2]) * mmap.PAGESIZE
    except OSError:
        return 0
