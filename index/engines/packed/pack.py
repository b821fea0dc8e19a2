"""The pack format: an immutable file of named arrays.

Layout: magic, sections (each on a multiple of 8 bytes), directory (msgpack), footer (its length, its CRC-32, magic).
Numbers are little-endian. Readers map the file and return arrays over the mapped bytes without copying.
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
"""Size in bytes of sections whose memory is released after verification."""
_SELF_CHECKED: frozenset[str] = frozenset(("records",))
"""Sections that are read in parts with separate checksums: see `record_blocks`."""


class PackError(EngineError):
    """Raised for an incomplete or damaged pack; the message names the symptom."""


class _Section(Struct, array_like=True):
    offset: int
    size: int
    """Bytes."""
    dtype: str
    """numpy's type; "" for plain bytes."""
    crc: int


class PackWriter:
    """Writes a pack, which is valid only after `close`."""

    def __init__(self, path: Path) -> None:
        """Create the file, readable only by its owner; raises FileExistsError if it exists."""
        self.folder = path.parent
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, 0o600), "wb", buffering=_CHUNK)
        self._sections: dict[str, _Section] = {}
        self._at = self._file.write(_MAGIC)

    def put(self, name: str, *parts: Ints | bytes | memoryview) -> None:
        """Write a section: an array, or several of one type (or byte strings), concatenated."""
        self.put_parts(name, parts)

    def put_parts(self, name: str, parts: Iterable[Ints | bytes | memoryview]) -> None:
        """Write a section from parts that need not be in memory all at once."""
        pad = -self._at % _ALIGN
        self._at += self._file.write(bytes(pad))
        start, crc, dtype = self._at, 0, ""
        for part in parts:
            if isinstance(part, np.ndarray):
                dtype = part.dtype.newbyteorder("<").str
                part = np.ascontiguousarray(part.astype(dtype, copy=False)).view(np.uint8).data
            for at in range(0, len(part), _CHUNK):  # a copy of the whole may be too large
                piece = part[at : at + _CHUNK]
                crc = zlib.crc32(piece, crc)
                self._at += self._file.write(piece)
        self._sections[name] = _Section(start, self._at - start, dtype, crc)

    def put_strings(self, name: str, strings: Iterable[bytes]) -> None:
        """Write byte strings as two sections: the concatenated bytes, and the end of each string."""
        parts = list(strings)
        ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), dtype=np.int64)
        self.put(name, b"".join(parts))
        self.put(f"{name}.ends", narrow(ends))

    def close(self) -> None:
        """Complete the file and sync it to disk."""
        directory = msgspec.msgpack.encode(self._sections)
        self._file.write(directory)
        self._file.write(_FOOTER.pack(len(directory), zlib.crc32(directory), _MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Close the file without a footer, which makes it invalid."""
        with suppress(OSError):  # on a full disk the buffer cannot be flushed
            self._file.close()


class Pack:
    """An open pack. Its bytes stay mapped as long as it, or an array from it, is in use."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            FileNotFoundError: the file does not exist.
            PackError: the file is truncated or incomplete.
        """
        self._path = path
        self._checked: set[str] = set(_SELF_CHECKED)
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < len(_MAGIC) + _FOOTER.size:
                raise PackError("it is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._bytes = memoryview(self._map)
        size, self.crc, magic = _FOOTER.unpack(self._bytes[-_FOOTER.size :])
        """Checksum of the directory, which contains those of all sections."""
        directory = self._bytes[max(0, len(self._bytes) - _FOOTER.size - size) : -_FOOTER.size]
        if magic != _MAGIC or bytes(self._bytes[: len(_MAGIC)]) != _MAGIC or zlib.crc32(directory) != self.crc:
            raise PackError("it is cut short or overwritten")
        self._sections = msgspec.msgpack.decode(directory, type=dict[str, _Section])

    def release(self) -> None:
        """Return the memory of mapped pages to the system; they are read again on access."""
        if hasattr(self._map, "madvise"):  # Windows does this by itself
            self._map.madvise(mmap.MADV_DONTNEED)

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def bytes(self, name: str) -> memoryview:
        """Return the bytes of a section, verified on first access.

        Raises:
            PackError: the checksum does not match.
        """
        section = self._sections[name]
        if name not in self._checked:
            if self._crc(section) != section.crc:
                raise PackError(
                    f"The index file {self._path} is damaged in {name}. `newsexplore index --rebuild` replaces it."
                )
            self._checked.add(name)
        return self._bytes[section.offset : section.offset + section.size]

    def _crc(self, section: _Section) -> int:
        """Compute the checksum of a section without keeping all of it in memory."""
        end, crc = section.offset + section.size, 0
        releases = section.size > _LARGE and hasattr(self._map, "madvise")
        held = section.offset + -section.offset % mmap.PAGESIZE
        for start in range(section.offset, end, _CHUNK):
            crc = zlib.crc32(self._bytes[start : min(start + _CHUNK, end)], crc)
            read = start - start % mmap.PAGESIZE
            if releases and read - held >= _LARGE:
                self._map.madvise(mmap.MADV_DONTNEED, held, read - held)
                held = read
        if releases and end > held:
            self._map.madvise(mmap.MADV_DONTNEED, held, end - held)
        return crc

    def array(self, name: str) -> Ints:
        """Return a section as the array that was written; read only."""
        return np.frombuffer(self.bytes(name), np.dtype(self._sections[name].dtype))

    def strings(self, name: str) -> "Strings":
        """Return the strings that `put_strings` wrote."""
        return Strings(self.bytes(name), self.array(f"{name}.ends"))

    def damaged(self) -> list[str]:
        """List the damaged sections, and damaged gaps between sections."""
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
    """Concatenated byte strings: `strings[i]`."""

    def __init__(self, data: memoryview, ends: Ints) -> None:
        self.data = data
        self.ends = ends

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, i: int) -> bytes:
        start = int(self.ends[i - 1]) if i else 0
        return bytes(self.data[start : int(self.ends[i])])

    def start(self, i: int) -> int:
        """Return the start of string `i` in `data`; `len(self)` gives the end of the last."""
        return int(self.ends[i - 1]) if i else 0

    def all(self) -> list[bytes]:
        """Return every string, in order."""
        data = bytes(self.data)
        ends = self.ends.tolist()
        return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]
