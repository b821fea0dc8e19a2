"""The checksum of a table of names: SQLite finds only such damage as breaks the structure of its file."""

import zlib
from contextlib import suppress
from pathlib import Path

from ..files import read_checked, write_checked

_PIECE = 1 << 20
"""Bytes that are read at once."""


def is_sound(path: Path) -> bool:
    """Return whether a table is as it was when `seal` saw it."""
    with suppress(OSError):
        return read_checked(_seal_of(path)) == _checksum(path)
    return False


def seal(path: Path) -> None:
    """Note the checksum of a table; raises OSError."""
    write_checked(_seal_of(path), _checksum(path))


def _seal_of(path: Path) -> Path:
    return path.with_suffix(".check")


def _checksum(path: Path) -> bytes:
    value = size = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            value = zlib.crc32(piece, value)
            size += len(piece)
    return value.to_bytes(4, "little") + size.to_bytes(8, "little")
