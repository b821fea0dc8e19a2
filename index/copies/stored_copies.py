"""The file of an index's copies: arrays of numbers, which take a fifth of what ids would."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ... import __version__
from ..files import is_intact, read_checked, write_checked

METHOD = 6
"""Version of the method and of the file; raised when other copies are found among the same articles."""
_NAME = "copies.msgpack"


class StoredCopies(Struct, frozen=True, array_like=True):
    """What is known of the copies of an index. Numbers of articles are indexes into `ids`."""

    method: str
    version: str
    """Version of the index when they were found."""
    articles: bytes
    """Hashes of the articles that were compared, 64 bits each, ascending."""
    quotes: bytes
    """The same of quotes."""
    ids: tuple[bytes, int]
    """The ids of the articles that have copies, or quotes that repeat or vary; sorted, all filled up to one length."""
    stamps: bytes
    """Time of each, 64 bits."""
    outlets: bytes
    """Outlet of each as an index into `outlet_names`; 32 bits, as all below."""
    outlet_names: tuple[str, ...]
    links: tuple[bytes, bytes, bytes, bytes]
    """Two articles that are copies, and the share of each that stands in the other as 64-bit floats."""
    quote_links: tuple[bytes, bytes, bytes, bytes, bytes]
    """Article and number of one quote, those of a variant, and how much they resemble each other as floats."""
    groups: tuple[bytes, bytes]
    """Members of all groups, and where each group ends."""
    repeats: tuple[bytes, bytes, bytes]
    """Article and number of each quote, and where each group ends."""
    variants: tuple[bytes, bytes, bytes]
    mark: bytes = b""
    """What the engine's lookup tells changes from; empty, as the two below, where all articles are read each time."""
    keys: bytes = b""
    """The key of the text of each article, 64 bits; 0 for a text without runs of words."""
    said: tuple[bytes, bytes, bytes] = (b"", b"", b"")
    """Article, number and key of each quote that repeats or varies."""


def read_copies(folder: Path) -> StoredCopies | None:
    """Return what the file in an index folder holds; None if there is none, or none of today's method."""
    with suppress(OSError, ValueError, msgspec.MsgspecError):
        stored = msgspec.msgpack.decode(read_checked(folder / _NAME), type=StoredCopies)
        if stored.method == method():
            return stored
    return None


def write_copies(folder: Path, stored: StoredCopies) -> None:
    """Write the file atomically; a folder that can only be read is tolerated."""
    with suppress(OSError):
        write_checked(folder / _NAME, msgspec.msgpack.encode(stored))


def damaged_copies(folder: Path) -> list[Path]:
    """Return the file in an index folder if it is damaged: it is made again when it is used."""
    path = folder / _NAME
    return [path] if path.exists() and not is_intact(path) else []


def method() -> str:
    """Return what tells today's file from another version's."""
    return f"{__version__} {METHOD}"


def ids_of(stored: StoredCopies) -> npt.NDArray[np.bytes_]:
    """Return the ids of a file as an array."""
    data, length = stored.ids
    return np.frombuffer(data, f"S{length}")


def ints(data: bytes) -> npt.NDArray[np.int64]:
    """Read 32-bit numbers."""
    return np.frombuffer(data, "<u4").astype(np.int64)


def floats(data: bytes) -> npt.NDArray[np.float64]:
    """Read 64-bit floats."""
    return np.frombuffer(data, "<f8")


def as_ints(numbers: npt.NDArray[np.integer[Any]]) -> bytes:
    """Write 32-bit numbers."""
    return numbers.astype("<u4").tobytes()


def as_floats(numbers: npt.NDArray[np.float64]) -> bytes:
    """Write 64-bit floats."""
    return numbers.astype("<f8").tobytes()
