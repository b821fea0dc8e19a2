"""Numbers on disk: what the search for copies knows of every text is more than memory should hold."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np
import numpy.typing as npt

Slots = npt.NDArray[np.uint32]

_IN_MEMORY = 1 << 20
"""Numbers that are collected before they are written; an index with fewer needs no file."""


class ArrayFile:
    """32-bit numbers that are added in order and read from anywhere.

    They are in a temporary file without a name: nothing is left of it when the program ends, however it ends.
    """

    def __init__(self, folder: Path) -> None:
        """Begin without numbers; the file is made in the folder, else where the system has temporary files."""
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._written = 0
        self._parts: list[Slots] = []
        self._waiting = 0
        self._size = 0

    def __len__(self) -> int:
        """Return how many numbers there are."""
        return self._size

    def append(self, numbers: Slots) -> None:
        """Add numbers behind the others; raises OSError if they cannot be written."""
        self._parts.append(numbers)
        self._waiting += len(numbers)
        self._size += len(numbers)
        if self._waiting > _IN_MEMORY:
            self._write()

    def read(self, start: int, stop: int) -> Slots:
        """Return the numbers from one place to another; raises OSError if they cannot be read."""
        if self._file is None:
            if len(self._parts) != 1:
                self._parts = [np.concatenate([np.empty(0, np.uint32), *self._parts])]
            return self._parts[0][start:stop]
        if self._parts:
            self._write()
        self._file.seek(4 * start)
        data = self._file.read(4 * (stop - start))
        if len(data) < 4 * (stop - start):
            raise OSError("a temporary file has been cut short")
        return np.frombuffer(data, np.uint32)

    def close(self) -> None:
        """Remove the file."""
        self._parts = []
        if self._file is not None:
            self._file.close()

    def _write(self) -> None:
        if self._file is None:
            self._file = _temporary_file(self._folder)
        data = np.concatenate(self._parts).view(np.uint8).data
        self._file.seek(4 * self._written)
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
