"""Files in files: opens compression and archives, within bounds, down to what a reader reads."""

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from msgspec import Struct, structs

from ..model import Reject
from . import foreign
from .draft import Place
from .normalise import one_line
from .streams import SKIP_FLOOR, Bound, Meter, Unpacked, buffered, peek

MAX_DEPTH = 5
"""Layers in each other; `.tar.gz` is two. A zip of zips of compressed files has four: more is a trick."""
MAX_MEMBERS = 5_000_000
"""Members of one archive: the largest news collections have some millions."""
MAX_DIRECTORY = 1024 * 1024 * 1024
"""Bytes of a zip's list of members, which is read at once: about 60 for each."""
MAX_SPOOLED = 16 * 1024 * 1024 * 1024
"""Bytes of a zip within an archive: it is unpacked to a temporary file, since it is read from its end."""
MAX_HEADERS = 4 * 1024 * 1024
"""Bytes between two members of a tar: long names and attributes take some thousand."""

DAMAGE = (
    Bound,
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    NotImplementedError,
)
"""What reading a damaged, encrypted or exotic archive raises."""


class Leaf(Struct, frozen=True):
    """A file that no layer wraps any more, ready to be read."""

    stream: io.BufferedReader
    head: bytes
    name: str
    place: Place


def leaves(stream: io.BufferedReader, meter: Meter, place: Place) -> Iterator[Leaf | Reject]:
    """Yield what a file holds: itself, or the members of the archive that it is.

    A leaf must be read before the next is asked for; the rest of it is skipped.

    Args:
        stream: the file.
        meter: counts the bytes read below `stream`; ratios are held against it.
        place: where the file stands.
    """
    name = (place.member or place.path).replace("\\", "/").rsplit("/", 1)[-1]
    yield from _leaves(_Layer(stream, meter, place, name))


def why(error: BaseException) -> str:
    """The reason that the user sees for one of `DAMAGE`."""
    if isinstance(error, Bound):
        return str(error)
    if isinstance(error, EOFError):
        return "the compressed data end too early: the file is truncated"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return f"damaged: {one_line(str(error)) or type(error).__name__}"


class _Layer(Struct, frozen=True):
    stream: io.BufferedReader
    meter: Meter
    place: Place
    name: str
    depth: int = 0
    unpacked: Unpacked | None = None
    """What `stream` reads from, if it is unpacked from something."""


def _leaves(layer: _Layer) -> Iterator[Leaf | Reject]:
    try:
        head = peek(layer.stream)
        kind = _kind(head)
        if not head:
            yield Reject(layer.place.locator, "empty file")
        elif not kind:
            yield Leaf(layer.stream, head, layer.name, layer.place)
        elif layer.depth >= MAX_DEPTH:
            yield Reject(layer.place.locator, f"archives in archives, more than {MAX_DEPTH} deep")
        elif kind == "tar":
            yield from _tar(layer)
        elif kind == "zip":
            yield from _zip(layer)
        else:
            yield from _leaves(_decompressed(layer, kind))
    except DAMAGE as error:
        yield Reject(layer.place.locator, why(error))


_COMPRESSED = ((b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\0", "xz"), (b"PK\3\4", "zip"), (b"PK\5\6", "zip"))


def _kind(head: bytes) -> str:
    kind = next((kind for magic, kind in _COMPRESSED if head.startswith(magic)), "")
    return kind or ("tar" if _is_tar(head) else "")


def _is_tar(head: bytes) -> bool:
    """Whether the first block is a tar header: its own checksum says so, whatever the variant."""
    if len(head) < 512 or not head[0]:
        return False
    try:
        stated = int(head[148:156].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return stated == sum(head[:148]) + 8 * ord(" ") + sum(head[156:512])


_SUFFIXES = {"gz": (".gz",), "bz2": (".bz2",), "xz": (".xz",)}


def _decompressed(layer: _Layer, kind: str) -> _Layer:
    file: BinaryIO
    if kind == "gz":
        file = cast("BinaryIO", gzip.GzipFile(fileobj=layer.stream))
    elif kind == "bz2":
        file = cast("BinaryIO", bz2.BZ2File(layer.stream))
    else:
        file = cast("BinaryIO", lzma.LZMAFile(layer.stream))  # noqa: SIM115 - closed with what it reads
    unpacked = Unpacked(file, layer.meter)
    name = layer.name
    for suffix in _SUFFIXES[kind]:
        name = name.removesuffix(suffix)
    return _Layer(buffered(unpacked), layer.meter, layer.place, name, layer.depth + 1, unpacked)


def _tar(layer: _Layer) -> Iterator[Leaf | Reject]:
    guard = layer.unpacked
    if guard:
        guard.floor = SKIP_FLOOR  # each member is held to the ratio; the layer only carries them
    _allow(guard, MAX_HEADERS)
    with tarfile.open(fileobj=layer.stream, mode="r|") as tar:
        for count in range(MAX_MEMBERS + 1):
            _allow(guard, MAX_HEADERS)
            member = tar.next()
            _allow(guard, None)
            if member is None:
                return
            if count == MAX_MEMBERS:
                raise Bound(f"more than {MAX_MEMBERS:,} members")
            vars(tar)["members"] = []  # it would remember every one
            if not member.isreg() or _hidden(member.name):
                continue
            file = tar.extractfile(member)
            if file:
                yield from _member(layer, cast("BinaryIO", file), member.name)
                _drain(cast("BinaryIO", file))


def _allow(guard: Unpacked | None, size: int | None) -> None:
    if guard:
        guard.allowance = size


def _drain(file: BinaryIO) -> None:
    while file.read(1024 * 1024):
        pass


def _zip(layer: _Layer) -> Iterator[Leaf | Reject]:
    if isinstance(layer.stream.raw, Meter):
        yield from _members(layer)
        return
    with tempfile.TemporaryFile() as spool:
        while data := layer.stream.read(1024 * 1024):
            if spool.tell() + len(data) > MAX_SPOOLED:
                raise Bound(f"an archive in an archive, longer than {MAX_SPOOLED >> 30} GB")
            spool.write(data)
        spool.seek(0)
        meter = Meter(cast("BinaryIO", spool))
        yield from _members(structs.replace(layer, stream=buffered(meter), meter=meter))


def _members(layer: _Layer) -> Iterator[Leaf | Reject]:
    _check_directory(layer.stream)
    with zipfile.ZipFile(layer.stream) as archive:
        members = archive.infolist()
        what = foreign.by_members([member.filename for member in members[:1000]])
        if what:
            yield Reject(layer.place.locator, not_read(what))
            return
        if len(members) > MAX_MEMBERS:
            raise Bound(f"more than {MAX_MEMBERS:,} members")
        for member in members:
            if member.is_dir() or _hidden(member.filename):
                continue
            inner = _within(layer.place, member.filename)
            if member.flag_bits & 1:
                yield Reject(inner.locator, "encrypted: unpack it with its password first")
                continue
            try:
                with archive.open(member) as file:
                    yield from _member(layer, cast("BinaryIO", file), member.filename)
            except DAMAGE as error:
                yield Reject(inner.locator, why(error))


def _check_directory(stream: io.BufferedReader) -> None:
    """Refuse a zip whose directory, which is read at once, is too long for memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\5\6")
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_DIRECTORY and size > MAX_DIRECTORY:
        raise Bound(f"its list of members is longer than {MAX_DIRECTORY >> 30} GB")
    stream.seek(0)


def _member(layer: _Layer, file: BinaryIO, name: str) -> Iterator[Leaf | Reject]:
    unpacked = Unpacked(file, layer.meter)
    place = _within(layer.place, name)
    short = name.replace("\\", "/").rsplit("/", 1)[-1]
    yield from _leaves(_Layer(buffered(unpacked), layer.meter, place, short, layer.depth + 1, unpacked))


def _within(place: Place, name: str) -> Place:
    name = name.encode("utf-8", "replace").decode()
    return structs.replace(place, member=f"{place.member}!{name}" if place.member else name)


def _hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)


def not_read(what: str) -> str:
    """The reason for a format that is recognised only."""
    return f"looks like {what}, a format that newsexplore does not read"
