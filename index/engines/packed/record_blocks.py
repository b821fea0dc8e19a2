"""Compressed blocks of records in a pack, with a dictionary shared by the index.

Sections: `records` (frames of Zstandard in a row, each a list of records in msgpack), `records.ends` (where each frame
ends), `records.first` (the number of the first record in each) and `records.dictionary` (the name of the file beside
the pack that holds the dictionary; empty for none). Records are numbered as the pack's `heads` are.
"""

import os
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Raw, Struct

from .arrays import narrow
from .pack import Pack, PackError, PackWriter
from .zstd import CompressionParameter, ZstdCompressor, ZstdDict, ZstdError, decompress, train_dict

SUFFIX = ".dictionary"
_BLOCK = 4096
"""Size of a full block in bytes: larger blocks hardly compress better, and are slower to read from."""
_LEVEL = 6
"""Compression level: 3 takes a third of the time and 7 % more space, 9 twice the time for 2 % less."""
_DICTIONARY = 112 << 10
"""Size of the dictionary in bytes."""

_REBUILD = "Run `newsexplore index --rebuild` to replace it."

_list = msgspec.msgpack.Decoder(list[Raw])


class Dictionary(Struct, frozen=True):
    """The compression dictionary of an index."""

    name: str
    """Name of its file."""
    words: ZstdDict


class Frame(Struct, frozen=True):
    """A compressed block."""

    data: memoryview
    records: int
    """Number of records."""


def learn(folder: Path, prefix: str, samples: Iterable[bytes]) -> None:
    """Train a dictionary on typical records and write its file atomically.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        content = train_dict(list(samples), _DICTIONARY).dict_content
    except ZstdError:  # nothing in common: no dictionary
        return
    path = folder / f"{prefix}_{zlib.crc32(content):08x}{SUFFIX}"
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def verify_dictionary(path: Path) -> None:
    """Verify a dictionary's file, bypassing the cache; raises PackError or OSError."""
    if not path.stem.endswith(f"_{zlib.crc32(path.read_bytes()):08x}"):
        raise PackError(f"The index file {path} is damaged. {_REBUILD}")


@lru_cache(maxsize=4)
def read_dictionary(path: Path) -> Dictionary:
    """Read a dictionary; its name is a digest of its content.

    Raises:
        FileNotFoundError: the file does not exist.
        PackError: the file is damaged.
    """
    content = path.read_bytes()
    if not path.stem.endswith(f"_{zlib.crc32(content):08x}"):
        raise PackError(f"The index file {path} is damaged. {_REBUILD}")
    return Dictionary(path.name, ZstdDict(content))


def put_records(pack: PackWriter, records: Iterable[bytes | Frame], dictionary: Dictionary | None) -> None:
    """Write records and compressed blocks with the same dictionary, in order."""
    options: dict[int, int] = {CompressionParameter.compression_level: _LEVEL, CompressionParameter.checksum_flag: 1}
    compressor = ZstdCompressor(options=options, zstd_dict=dictionary.words if dictionary else None)
    lengths: list[int] = []
    counts: list[int] = []

    def compressed(waiting: list[Raw]) -> bytes:
        data = compressor.compress(msgspec.msgpack.encode(waiting), ZstdCompressor.FLUSH_FRAME)
        lengths.append(len(data))
        counts.append(len(waiting))
        return data

    def frames() -> Iterator[bytes | memoryview]:
        waiting: list[Raw] = []
        size = 0
        for one in records:
            if isinstance(one, Frame):
                if waiting:
                    yield compressed(waiting)
                    waiting, size = [], 0
                lengths.append(len(one.data))
                counts.append(one.records)
                yield one.data
                continue
            waiting.append(Raw(one))
            size += len(one)
            if size >= _BLOCK:
                yield compressed(waiting)
                waiting, size = [], 0
        if waiting:
            yield compressed(waiting)

    pack.put_parts("records", frames())
    pack.put("records.ends", narrow(np.cumsum(np.array(lengths, np.int64))))
    held = np.array(counts, np.int64)
    pack.put("records.first", narrow(np.cumsum(held) - held))
    pack.put("records.dictionary", (dictionary.name if dictionary else "").encode())


class Records:
    """The records of a pack."""

    def __init__(self, pack: Pack, path: Path) -> None:
        """Open the records of a pack; raises PackError if its dictionary is missing or damaged."""
        self._path = path
        self._frames = pack.strings("records")
        self._first = pack.array("records.first")
        name = bytes(pack.bytes("records.dictionary")).decode()
        try:
            self.dictionary = read_dictionary(path.with_name(name)) if name else None
        except FileNotFoundError as error:
            raise PackError(f"The index file {path} lacks its dictionary {name}. {_REBUILD}") from error

    def __getitem__(self, number: int) -> Raw:
        """Return a record; raises PackError if it is damaged."""
        block = bisect_right(self._first, number) - 1
        return self._block(block)[number - int(self._first[block])]

    def _block(self, block: int) -> list[Raw]:
        words = self.dictionary.words if self.dictionary else None
        try:
            return _list.decode(decompress(self._frames[block], words))
        except (ZstdError, msgspec.MsgspecError) as error:
            raise PackError(f"The index file {self._path} is damaged in its records. {_REBUILD}") from error

    def chosen(self, wanted: "np.ndarray[tuple[int], np.dtype[np.bool_]]", name: str) -> Iterator[bytes | Frame]:
        """Yield the records under a mask, as whole blocks if their dictionary has that name or there is none."""
        same = name == (self.dictionary.name if self.dictionary else "")
        edges = [*self._first.tolist(), len(wanted)]
        for block, (first, last) in enumerate(pairwise(edges)):
            held = wanted[first:last]
            if same and held.all():
                start = self._frames.start(block)
                yield Frame(self._frames.data[start : int(self._frames.ends[block])], last - first)
            elif held.any():
                yield from (bytes(one) for one, there in zip(self._block(block), held.tolist(), strict=True) if there)
