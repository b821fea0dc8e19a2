"""Tantivy's own files: which belong to a commit, and whether they are intact.

Each ends in a checksum footer: JSON with the CRC-32 of everything before, then the length of that JSON and a magic
number, four bytes each. Tantivy never checks it, and `meta.json`, its list of segments, has none: we keep a checksummed
copy of that list.
"""

import mmap
import os
import re
import struct
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from ...files import read_checked, write_checked
from ..base import EngineError
from ..packed.packed_store import OPEN_WAIT, REBUILD, remove_file

META = "meta.json"
_COPY = "meta.copy"
_META_TRIES = 5
"""Times that the list and its copy are read until they agree: a commit replaces one after the other."""
_TAIL = struct.Struct("<II")
_MAGIC = 1337
_CHUNK = 1 << 20
_FOOTER = re.compile(rb'\{"version":(\{[a-z_":,0-9]*\}),"crc":(\d+)\}')
_NAME = re.compile(r"[0-9a-f]{32}\.([0-9]+\.del|[a-z]+|[a-z]+\.temp|store\.temp)")
_PARTS = ("term", "idx", "pos", "store", "fast", "fieldnorm")


class _Deletes(Struct):
    opstamp: int


class _Segment(Struct):
    segment_id: str
    deletes: _Deletes | None = None

    @property
    def stem(self) -> str:
        return self.segment_id.replace("-", "")


class Meta(Struct):
    """Tantivy's list of segments."""

    segments: list[_Segment]
    opstamp: int

    def names(self) -> list[str]:
        """Return the names of the required files, sorted."""
        names = [f"{one.stem}.{part}" for one in self.segments for part in _PARTS]
        names += [f"{one.stem}.{one.deletes.opstamp}.del" for one in self.segments if one.deletes]
        return sorted(names)


def read_meta(folder: Path) -> Meta:
    """Read the newest list of segments in a tantivy folder.

    Raises:
        OSError: it cannot be read.
        EngineError: the list is damaged.
    """
    path = folder / META
    for attempt in range(_META_TRIES):
        data = path.read_bytes()
        try:
            meta = msgspec.json.decode(data, type=Meta)
        except (ValueError, msgspec.MsgspecError) as error:
            raise EngineError(f"The index file {path} is damaged: {error}. {REBUILD}") from error
        if _is_as_written(folder, data, meta):
            return meta
        if attempt < _META_TRIES - 1:
            time.sleep(OPEN_WAIT)  # a commit may have replaced the list, or be about to replace its copy
    raise EngineError(f"The index file {path} is damaged: its bytes are not those that were written. {REBUILD}")


def _is_as_written(folder: Path, data: bytes, meta: Meta) -> bool:
    """Whether the list equals its copy, as far as there is one."""
    try:
        copy = read_checked(folder.parent / _COPY)
        known = msgspec.json.decode(copy, type=Meta)
    except (OSError, ValueError, msgspec.MsgspecError):  # without a copy there is nothing to compare
        return True
    # If a commit was interrupted before its copy was written, it is newer than the copy and has further files.
    return data == copy or (meta.opstamp > known.opstamp and meta.names() != known.names())


def copy_meta(folder: Path) -> None:
    """Write a checksummed copy of the list of segments; a full disk is ignored."""
    with suppress(OSError):
        write_checked(folder.parent / _COPY, (folder / META).read_bytes())


def damaged_copy(folder: Path) -> str | None:
    """Return what is wrong with that copy, independent of the list itself."""
    path = folder.parent / _COPY
    try:
        read_checked(path)
    except FileNotFoundError:
        return None
    except OSError:
        return f"The index file {path} is damaged: its bytes are not those that were written."
    return None


def remove_stray_deletions(folder: Path, meta: Meta) -> None:
    """Remove deletion lists of an interrupted commit: the next one would write files of the same names.

    They were never committed, because they are newer than the newest commit.
    """
    for path in folder.glob("*.del"):
        match = re.fullmatch(r"[0-9a-f]{32}\.(\d+)\.del", path.name)
        if match and path.name not in meta.names() and int(match.group(1)) > meta.opstamp:
            remove_file(path)


def unmanaged(folder: Path, meta: Meta) -> list[str]:
    """Return the commit's files that are missing in tantivy's list of files, or that the list is unreadable."""
    path = folder / ".managed.json"
    try:
        managed = set(msgspec.json.decode(path.read_bytes(), type=list[str]))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        return [f"The index file {path} is damaged: {error}."]
    if odd := sorted(name for name in managed if name != META and not _NAME.fullmatch(name)):
        return [f"The index file {path} is damaged: it names {odd[0]!r}."]
    lacking = sorted({META, *meta.names()} - managed)
    return [f"The index file {path} is damaged: it lacks {lacking[0]}."] if lacking else []


def damage(path: Path) -> str:
    """Return what is wrong with a segment's file; "" if it is intact.

    Raises:
        FileNotFoundError: the file is missing.
    """
    with path.open("rb") as file:
        try:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # it is empty
            return "damaged: it is cut short"
    with data, memoryview(data) as view:
        if len(view) < _TAIL.size:
            return "damaged: it is cut short"
        size, magic = _TAIL.unpack(view[-_TAIL.size :])
        end = len(view) - _TAIL.size - size
        found = _FOOTER.fullmatch(bytes(view[end : -_TAIL.size])) if end >= 0 and size < _CHUNK else None
        if magic != _MAGIC or not found:
            return "damaged: it is cut short or overwritten"
        crc = 0
        for start in range(0, end, _CHUNK):
            crc = zlib.crc32(view[start : min(start + _CHUNK, end)], crc)
    return "" if crc == int(found.group(2)) else "damaged: its bytes are not those that were written"


def odd_versions(paths: Sequence[Path]) -> list[Path]:
    """Return files whose footer has a tantivy version that no other file has; no checksum covers it.

    Tantivy writes at least six files at a time.
    """
    versions: dict[Path, bytes] = {}
    for path in paths:
        with path.open("rb") as file:
            file.seek(-min(path.stat().st_size, 400), os.SEEK_END)
            found = list(_FOOTER.finditer(file.read()))
        versions[path] = found[-1].group(1) if found else b""
    times = Counter(versions.values())
    return [path for path, version in versions.items() if times[version] < 2]
