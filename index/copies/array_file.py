"""Numbers on disk: what the search for copies knows of every text is more than memory should hold."""

import mmap
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
import numpy.typing as npt

Slots = npt.NDArray[np.uint32]

_IN_MEMORY = 1 << 20
"""Numbers that are collected before they are written; an index with fewer needs no file."""
_STRETCH = 1 << 22
"""Numbers of a view that are looked at before their memory is given back."""


class View:
    """Numbers of a file as one array, read only: of a large file only what was read lately is in memory."""

    def __init__(self, numbers: npt.NDArray[Any], mapping: mmap.mmap | None = None) -> None:
        """Take an array, and what maps its file into memory; None for an array that is no file's."""
        self.numbers = numbers
        self._mapping = mapping

    def __len__(self) -> int:
        """Return how many numbers there are."""
        return len(self.numbers)

    def release(self) -> None:
        """Return the memory of what has been read; it is read again on access."""
        if self._mapping is not None and hasattr(self._mapping, "madvise"):  # Windows does this by itself
            self._mapping.madvise(mmap.MADV_DONTNEED)

    def stretches(self, places: npt.NDArray[np.integer[Any]]) -> Iterator[slice]:
        """Divide places in the view, which ascend, into those near each other; memory is given back after each."""
        if not len(places):
            return
        first, last = int(places[0]), int(places[-1])
        limits = np.arange(first + _STRETCH, last + 1, _STRETCH)
        bounds = [0, *np.searchsorted(places, limits).tolist(), len(places)]
        for low, high in pairwise(bounds):
            if low < high:
                yield slice(low, high)
                self.release()


class ArrayFile:
    """Numbers of one type that are added in order and read from anywhere.

    They are in a temporary file without a name: nothing is left of it when the program ends, however it ends.
    """

    def __init__(self, folder: Path, kind: npt.DTypeLike = np.uint32) -> None:
        """Begin without numbers; the file is made in the folder, else where the system has temporary files."""
        self._folder = folder
        self._kind = np.dtype(kind)
        self._file: IO[bytes] | None = None
        self._written = 0
        self._parts: list[npt.NDArray[Any]] = []
        self._waiting = 0
        self._size = 0

    def __len__(self) -> int:
        """Return how many numbers there are."""
        return self._size

    def append(self, numbers: npt.NDArray[Any]) -> None:
        """Add numbers behind the others; raises OSError if they cannot be written."""
        self._parts.append(numbers.astype(self._kind, copy=False))
        self._waiting += len(numbers)
        self._size += len(numbers)
        if self._waiting > _IN_MEMORY:
            self._write()

    def read(self, start: int, stop: int) -> npt.NDArray[Any]:
        """Return the numbers from one place to another; raises OSError if they cannot be read."""
        if self._file is None:
            return self._joined()[start:stop]
        if self._parts:
            self._write()
        width = self._kind.itemsize
        self._file.seek(width * start)
        data = self._file.read(width * (stop - start))
        if len(data) < width * (stop - start):
            raise OSError("a temporary file has been cut short")
        return np.frombuffer(data, self._kind)

    def view(self) -> View:
        """Return all numbers; none may be added after that. Raises OSError if they cannot be written or mapped."""
        if self._file is None:
            return View(self._joined())
        if self._parts:
            self._write()
        mapping = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        return View(np.frombuffer(mapping, self._kind), mapping)

    def close(self) -> None:
        """Remove the file."""
        self._parts = []
        if self._file is not None:
            self._file.close()

    def _joined(self) -> npt.NDArray[Any]:
        """Return all numbers of one that has no file yet."""
        if len(self._parts) != 1:
            self._parts = [np.concatenate([np.empty(0, self._kind), *self._parts])]
        return self._parts[0]

    def _write(self) -> None:
        if self._file is None:
            self._file = _temporary_file(self._folder)
        data = np.concatenate(self._parts).view(np.uint8).data
        self._file.seek(self._kind.itemsize * self._written)
        while len(data):
            data = data[self._file.write(data) :]
        self._written += self._waiting
        self._parts, self._waiting = [], 0

    def __del__(self) -> None:
        """Remove the file."""
        self.close()


def _temporary_file(folder: Path) -> IO[bytes]:
    with suppress(OSError):  # a folder that can only be read
        return TemporaryFile(dir=folder, buffering=0)
    return TemporaryFile(buffering=0)


class TextFile:
    """An array of numbers for each of some texts, by the number of the text."""

    def __init__(self, folder: Path, texts: int) -> None:
        """Begin without arrays; `texts` is one more than the greatest number of a text."""
        self._file = ArrayFile(folder)
        self._starts = np.zeros(texts, np.int64)
        self.lengths = np.full(texts, -1, np.int32)
        """Length of each array; -1 for a text without one."""

    def put(self, text: int, numbers: Slots) -> None:
        """Keep the array of a text; raises OSError if it cannot be written."""
        self._starts[text] = len(self._file)
        self.lengths[text] = len(numbers)
        self._file.append(numbers)

    def __getitem__(self, text: int) -> Slots:
        """Return the array of a text that has one; raises OSError if it cannot be read."""
        start = int(self._starts[text])
        return self._file.read(start, start + int(self.lengths[text]))

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
