"""Checksums of the pages of a table of names: SQLite finds only such damage as breaks the structure of its file.

After an update only the pages that it has written are read again: SQLite's log (`-wal`) names them. A large table is
read whole once a day.
"""

import time
import zlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..files import open_regular, read_checked, write_checked

_HEAD = 16
"""Bytes before the checksums: size of a page, and when all pages were last checked."""
_SIZE_AT = 16
"""Where SQLite's file says how large a page is: two bytes, of which 1 stands for 65,536."""
_LEAST = 512
"""Least size of a page."""
_LOG_HEAD, _FRAME_HEAD = 32, 24
"""Bytes of SQLite's log before the first page, and before each."""
_TOGETHER = 256
"""Pages that are read at once."""
_SMALL = 256 << 20
"""Bytes of a table that is checked whenever a process opens it."""
_DAY = 86_400

Sums = npt.NDArray[np.uint32]


def seal(path: Path) -> None:
    """Note the checksums of a table; raises OSError."""
    size = _page_size(path)
    _write(path, size, time.time(), _sums(path, size, range(_pages(path, size))))


def reseal(path: Path, written: Collection[int]) -> None:
    """Note the checksums of pages that have been written, and of those that are new, after `seal`; raises OSError."""
    size, checked, sums = _read(path)
    number = _pages(path, size)
    pages = sorted({page - 1 for page in written if page <= number} | set(range(len(sums), number)))
    grown = np.zeros(number, np.uint32)
    grown[: len(sums)] = sums[:number]
    grown[pages] = _sums(path, size, pages)
    _write(path, size, checked, grown)


def is_sound(path: Path, *, whole: bool = False) -> bool:
    """Return whether a table is as it was when it was sealed, but for pages that its log will replace.

    With `whole`, a large one is read even if it has been read today.
    """
    with suppress(OSError, ValueError):
        size, checked, sums = _read(path)
        number = _pages(path, size)
        logged = pages_in_log(path)
        if logged:
            logged.add(1)  # which says that there is a log
        if number < len(sums) or (path.stat().st_size != len(sums) * size and not logged):
            return False
        now = time.time()
        if path.stat().st_size > _SMALL and checked <= now < checked + _DAY and not whole:
            return True
        different = np.flatnonzero(_sums(path, size, range(len(sums))) != sums)
        if not {int(page) + 1 for page in different} <= logged:
            return False
        with suppress(OSError):  # a folder that can only be read
            _write(path, size, now, sums)
        return True
    return False


def pages_in_log(path: Path) -> set[int]:
    """Return the numbers, from 1, of the pages of a table that are in its log, in use or not."""
    found: set[int] = set()
    with suppress(FileNotFoundError), open_regular(path.with_name(f"{path.name}-wal")) as log:
        size = int.from_bytes(log.read(_LOG_HEAD)[8:12], "big")
        while len(frame := log.read(_FRAME_HEAD)) == _FRAME_HEAD:
            found.add(int.from_bytes(frame[:4], "big"))
            log.seek(size, 1)
    return found


def seal_of(path: Path) -> Path:
    """Return the file with the checksums of a table."""
    return path.with_suffix(".check")


def _page_size(path: Path) -> int:
    with open_regular(path) as file:
        size = int.from_bytes(file.read(_SIZE_AT + 2)[_SIZE_AT:], "big")
    return 65_536 if size == 1 else max(size, _LEAST)


def _pages(path: Path, size: int) -> int:
    return path.stat().st_size // size


def _sums(path: Path, size: int, pages: Collection[int]) -> Sums:
    """Return the checksum of each of some pages, by number from 0, ascending; raises OSError."""
    sums = np.empty(len(pages), np.uint32)
    with open_regular(path) as file:
        at = -1
        data = memoryview(b"")
        for place, page in enumerate(pages):
            offset = (page - at) * size
            if at < 0 or offset >= len(data):
                file.seek(page * size)
                together = _TOGETHER if isinstance(pages, range) else 1
                data, at, offset = memoryview(file.read(together * size)), page, 0
            sums[place] = zlib.crc32(data[offset : offset + size], page)
    return sums


def _read(path: Path) -> tuple[int, float, Sums]:
    """Return the size of a page, when all were last checked, and their checksums.

    Raises:
        OSError: they cannot be read, or are damaged.
        ValueError: they are none.
    """
    data = read_checked(seal_of(path))
    size = int.from_bytes(data[:8], "little")
    if size < 1:
        raise ValueError("no checksums of pages")
    return size, int.from_bytes(data[8:_HEAD], "little"), np.frombuffer(data[_HEAD:], "<u4")


def _write(path: Path, size: int, checked: float, sums: Sums) -> None:
    head = size.to_bytes(8, "little") + int(checked).to_bytes(8, "little")
    write_checked(seal_of(path), head + sums.astype("<u4").tobytes())
