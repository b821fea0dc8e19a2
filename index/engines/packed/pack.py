"""A file of named arrays, written once, synced and never changed: the form in which a Whoosh segment is kept here.

Layout: magic, sections (each on a multiple of 8 bytes), directory (msgpack), footer (its length, its CRC-32, magic).
Numbers are little-endian. A reader maps the file and hands out arrays over the mapped bytes without copying them.
"""

import mmap
import os
import struct
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from ..base import EngineError
from .arrays import Ints, narrow

_MAGIC = b"nxpack1\n"
_FOOTER = struct.Struct("<II8s")
_ALIGN = 8
_CHUNK = 1 << 20


_LARGE = 4 << 20
"""Bytes of a section from which on its memory is given back once it has been checked."""
_SELF_CHECKED: frozenset[str] = frozenset(("records",))
"""Sections that are read in parts, each with a checksum of its own: see `blocks`."""


class PackError(EngineError):
    """The file is not a whole pack; the message says how that shows."""


class _Section(Struct, array_like=True):
    offset: int
    size: int
    """Bytes."""
    dtype: str
    """Of numpy; "" for plain bytes."""
    crc: int


class PackWriter:
    """Writes a pack; nothing counts before `close`."""

    def __init__(self, path: Path) -> None:
        """Create the file, readable by its owner alone; raises FileExistsError when there is one."""
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, 0o600), "wb", buffering=_CHUNK)
        self._sections: dict[str, _Section] = {}
        self._at = self._file.write(_MAGIC)

    def put(self, name: str, *parts: Ints | bytes | memoryview) -> None:
        """Write a section: an array, or several of one type (or byte strings) that follow each other."""
        self.put_parts(name, parts)

    def put_parts(self, name: str, parts: Iterable[Ints | bytes | memoryview]) -> None:
        """As `put`, of parts that need not be in memory all at once."""
        pad = -self._at % _ALIGN
        self._at += self._file.write(bytes(pad))
        start, crc, dtype = self._at, 0, ""
        for part in parts:
            if isinstance(part, np.ndarray):
                dtype = part.dtype.newbyteorder("<").str
                part = part.astype(dtype, copy=False).tobytes()
            crc = zlib.crc32(part, crc)
            self._at += self._file.write(part)
        self._sections[name] = _Section(start, self._at - start, dtype, crc)

    def put_strings(self, name: str, strings: Iterable[bytes]) -> None:
        """Write byte strings as two sections: the bytes in a row, and where each ends."""
        parts = list(strings)
        ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), dtype=np.int64)
        self.put(name, b"".join(parts))
        self.put(f"{name}.ends", narrow(ends))

    def close(self) -> None:
        """Finish the file and sync it to disk."""
        directory = msgspec.msgpack.encode(self._sections)
        self._file.write(directory)
        self._file.write(_FOOTER.pack(len(directory), zlib.crc32(directory), _MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Close the file as it is: without a footer it is no pack."""
        with suppress(OSError):  # on a full disk what is buffered cannot be written, again
            self._file.close()


class Pack:
    """An open pack. Its bytes stay mapped as long as it, or an array that it gave out, is in use."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            FileNotFoundError: there is none.
            PackError: it is cut short or was never finished.
        """
        self._path = path
        self._checked: set[str] = set(_SELF_CHECKED)
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < len(_MAGIC) + _FOOTER.size:
                raise PackError("it is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._bytes = memoryview(self._map)
        size, self.crc, magic = _FOOTER.unpack(self._bytes[-_FOOTER.size :])
        """Checksum of the directory, and so of all that is in the file."""
        directory = self._bytes[max(0, len(self._bytes) - _FOOTER.size - size) : -_FOOTER.size]
        if magic != _MAGIC or bytes(self._bytes[: len(_MAGIC)]) != _MAGIC or zlib.crc32(directory) != self.crc:
            raise PackError("it is cut short or overwritten")
        self._sections = msgspec.msgpack.decode(directory, type=dict[str, _Section])

    def release(self) -> None:
        """Give the memory of what has been read back to the system; what is asked for next is read again."""
        if hasattr(self._map, "madvise"):  # on Windows the system sees to it
            self._map.madvise(mmap.MADV_DONTNEED)

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def bytes(self, name: str) -> memoryview:
        """The bytes of a section, checked the first time.

        Raises:
            PackError: they are not those that were written.
        """
        section = self._sections[name]
        if name not in self._checked:
            if self._crc(section) != section.crc:
                raise PackError(
                    f"The index file {self._path} is damaged in {name}. `newsexplore index --rebuild` makes it anew."
                )
            self._checked.add(name)
        return self._bytes[section.offset : section.offset + section.size]

    def _crc(self, section: _Section) -> int:
        """Compute the checksum of a section without keeping all of it in memory."""
        end, crc = section.offset + section.size, 0
        for start in range(section.offset, end, _CHUNK):
            crc = zlib.crc32(self._bytes[start : min(start + _CHUNK, end)], crc)
        if section.size > _LARGE and hasattr(self._map, "madvise"):
            start = section.offset + -section.offset % mmap.PAGESIZE
            self._map.madvise(mmap.MADV_DONTNEED, start, end - start)
        return crc

    def array(self, name: str) -> Ints:
        """A section as the array that was put in; read only."""
        return np.frombuffer(self.bytes(name), np.dtype(self._sections[name].dtype))

    def strings(self, name: str) -> "Strings":
        """What `put_strings` wrote."""
        return Strings(self.bytes(name), self.array(f"{name}.ends"))

    def damaged(self) -> list[str]:
        """Names of the sections whose bytes are not those that were written, and of the gaps between them."""
        found: list[str] = []
        at = len(_MAGIC)
        for name, section in self._sections.items():
            if any(self._bytes[at : section.offset]):
                found.append(f"the gap before {name}")
            if self._crc(section) != section.crc:
                found.append(name)
            at = section.offset + section.size
        return found


class Strings:
    """Byte strings in a row: `strings[i]`."""

    def __init__(self, data: memoryview, ends: Ints) -> None:
        self.data = data
        self.ends = ends

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, i: int) -> bytes:
        start = int(self.ends[i - 1]) if i else 0
        return bytes(self.data[start : int(self.ends[i])])

    def start(self, i: int) -> int:
        """Where string `i` starts in `data`; `len(self)` gives the end of the last."""
        return int(self.ends[i - 1]) if i else 0

    def all(self) -> list[bytes]:
        """Every string, in order."""
        data = bytes(self.data)
        ends = self.ends.tolist()
        return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]
