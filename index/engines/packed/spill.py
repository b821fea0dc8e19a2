"""Arrays that are collected piece by piece: in memory while they are small, beyond that in a temporary file."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np

from .arrays import Ints, narrow

_MOST = 1 << 20
"""Bytes in memory."""


class Spill:
    """Numbers in order. A merge collects the sections of a field beside each other, and writes one after the other."""

    def __init__(self, folder: Path | None = None) -> None:
        """Begin without numbers; `folder` is where the file may be, or None for memory alone."""
        self._folder = folder
        self._parts: list[Ints] = []
        self._size = 0
        self._file: IO[bytes] | None = None
        self._written: list[tuple[str, int]] = []
        """Type and length of each part in the file."""
        self.dtype = np.dtype(np.uint8)
        """The widest type of all parts."""
        self.most = 0
        """The largest number."""

    def append(self, part: Ints) -> None:
        """Add non-negative numbers behind the others.

        Raises:
            OSError: the file cannot be written.
        """
        part = narrow(part)
        self.dtype = np.result_type(self.dtype, part.dtype)
        self.most = max(self.most, int(part.max()) if len(part) else 0)
        self._parts.append(part)
        self._size += part.nbytes
        if self._folder is not None and self._size > _MOST:
            self._spill(self._folder)

    def _spill(self, folder: Path) -> None:
        if self._file is None:
            self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed with this object
        for part in self._parts:
            self._written.append((part.dtype.str, len(part)))
            self._file.write(np.ascontiguousarray(part).view(np.uint8).data)
        self._parts.clear()
        self._size = 0

    def __iter__(self) -> Iterator[Ints]:
        """Yield the parts, each in its own type."""
        if self._file is not None:
            self._file.seek(0)
            for dtype, length in self._written:
                kind = np.dtype(dtype)
                yield np.frombuffer(self._file.read(length * kind.itemsize), kind)
            self._file.seek(0, 2)
        yield from self._parts

    def alike(self) -> Iterator[Ints]:
        """Yield the parts in the widest type among them; one without numbers, if there are none."""
        yield np.empty(0, self.dtype)
        for part in self:
            yield part.astype(self.dtype, copy=False)

    def __del__(self) -> None:
        """Remove the file."""
        if self._file is not None:
            self._file.close()
