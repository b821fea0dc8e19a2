"""Files in files: opens compression and archives, within bounds, down to what a reader reads."""

import bz2
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from msgspec import Struct, structs

from ...model import Reject, Skip
from .. import unread_formats
from ..draft import Place, Unreadable
from ..sources import HIDDEN, NOTES, is_note
from ..text.normalise import one_line
from . import gzip_members
from .budget import Budget, Spent
from .gzip_members import GzipMembers
from .held_members import HeldMembers, is_held
from .saved_folders import CRAWL_KIND, is_crawl, is_page_name, member_part_kind
from .seven_zip import unpack
from .streams import MAX_SPOOLED, SKIP_FLOOR, Bound, Meter, Salvaged, Unpacked, buffered, peek
from .zstandard import ZstdError, decompressor

MAX_DEPTH = 5
"""Layers in each other; `.tar.gz` is two. A zip of zips of compressed files has four: more is a trick."""
MAX_DIRECTORY = 1024 * 1024 * 1024
"""Bytes of a zip's list of members, which is read at once: about 60 for each."""
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
    ZstdError,
    NotImplementedError,
)
"""What reading a damaged, encrypted or exotic archive raises."""


class Leaf(Struct, frozen=True):
    """A file that no layer wraps any more, ready to be read."""

    stream: io.BufferedReader
    head: bytes
    name: str
    place: Place
    package: str = ""
    """Suffix of the document format that this zip archive is (`docx`), "" for any other file."""
    copy: str = ""
    """Path of a temporary copy of this member, beside those of the other members that it is read with."""


Found = Leaf | Reject | Skip


def leaves(stream: io.BufferedReader, meter: Meter, place: Place, budget: Budget | None = None) -> Iterator[Found]:
    """Yield what a file holds: itself, or the members of the archive that it is.

    A leaf must be read before the next is asked for; the rest of it is skipped.

    Args:
        stream: the file.
        meter: counts the bytes read below `stream`; ratios are held against it.
        place: where the file stands.
        budget: Limits what is unpacked in all; the caller reports articles to it.
    """
    name = (place.member or place.path).replace("\\", "/").rsplit("/", 1)[-1]
    budget = budget or Budget()
    with HeldMembers() as held:
        try:
            for found in _leaves(_Layer(stream, meter, place, name, budget)):
                if isinstance(found, Leaf) and found.place.member and is_held(found.place.member, found.head):
                    yield from _hold(found, held, budget)
                else:
                    yield found
        except Spent as error:
            yield Reject(place.locator, str(error))
        for inner, short, path in held.release():
            with path.open("rb", buffering=0) as file:
                copy = buffered(file)
                yield Leaf(copy, peek(copy), short, inner, copy=str(path))


def _hold(leaf: Leaf, held: HeldMembers, budget: Budget) -> Iterator[Found]:
    """Hold a member; yield it at once if that is not possible, and a reject if it is damaged."""
    try:
        if held.hold(leaf.stream, leaf.place, leaf.name):
            budget.note_article()
        else:
            yield leaf
    except Spent:
        raise
    except DAMAGE as error:
        yield Reject(leaf.place.locator, why(error))


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
    budget: Budget
    depth: int = 0
    unpacked: Unpacked | None = None
    """What `stream` reads from, if it is unpacked from something."""

    def unpacking(self, file: BinaryIO) -> Unpacked:
        """The file that a decompressor or archive gives, within this layer's bounds."""
        return Unpacked(file, self.meter, spend=self._spend)

    def _spend(self, count: int) -> None:
        self.budget.size = max(self.budget.size, self.meter.count)
        self.budget.add_bytes(count)


def _leaves(layer: _Layer) -> Iterator[Found]:
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
        elif kind == "7z":
            yield from _seven_zip(layer)
        else:
            yield from _whole(layer, kind)
    except Spent:
        raise
    except Bound as error:
        yield Reject(layer.place.locator, why(error))
        layer.budget.add_bomb()
    except Unreadable as error:
        yield Reject(layer.place.locator, str(error))
    except DAMAGE as error:
        yield Reject(layer.place.locator, why(error))


def _whole(layer: _Layer, kind: str) -> Iterator[Found]:
    """Yield what a compressed file holds, and a reject if it is damaged or ends too early: what is before that is read.

    Raises:
        EOFError, zlib.error and so on: nothing of it can be read.
    """
    inner, salvaged = _decompressed(layer, kind)
    if not peek(inner.stream) and salvaged.error:
        raise salvaged.error
    said = False
    for found in _leaves(inner):
        said = said or (isinstance(found, Reject) and found.locator == layer.place.locator)
        yield found
    if lost := salvaged.passed_over():
        yield Reject(layer.place.locator, f"damaged: {lost:,} of its compressed parts passed over")
    if salvaged.error and not said:
        yield Reject(layer.place.locator, f"{why(salvaged.error)}; what is before that was read")


_COMPRESSED = (
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"PK\3\4", "zip"),
    (b"PK\5\6", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)


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


_SUFFIXES = {"gz": (".gz",), "bz2": (".bz2",), "xz": (".xz",), "zst": (".zst", ".zstd")}


def _decompressed(layer: _Layer, kind: str) -> tuple[_Layer, Salvaged]:
    file: BinaryIO
    members: GzipMembers | None = None
    if kind == "gz":
        file, members = gzip_members.opened(layer.stream)
    elif kind == "bz2":
        file = cast("BinaryIO", bz2.BZ2File(layer.stream))
    elif kind == "xz":
        file = cast("BinaryIO", lzma.LZMAFile(layer.stream))  # noqa: SIM115 - closed with what it reads
    else:
        file = decompressor(layer.stream)
    salvaged = Salvaged(file, DAMAGE)
    if members:
        salvaged.passed_over = lambda: members.passed_over
    unpacked = layer.unpacking(cast("BinaryIO", salvaged))
    name = layer.name
    for suffix in _SUFFIXES[kind]:
        name = name.removesuffix(suffix)
    inner = structs.replace(layer, stream=buffered(unpacked), name=name, depth=layer.depth + 1, unpacked=unpacked)
    return inner, salvaged


def _tar(layer: _Layer) -> Iterator[Found]:
    guard = layer.unpacked
    if guard:
        guard.floor = SKIP_FLOOR  # each member is held to the ratio; the layer only carries them
    _allow(guard, MAX_HEADERS)
    with tarfile.open(fileobj=layer.stream, mode="r|") as tar:
        while True:
            _allow(guard, MAX_HEADERS)
            member = tar.next()
            _allow(guard, None)
            if member is None:
                return
            layer.budget.add_member()
            vars(tar)["members"] = []  # it would remember every one
            if member.isdir():
                continue
            if not member.isreg():
                yield Skip(_within(layer.place, member.name).locator, "links and devices")
                continue
            if other := _passed_over(member.name):
                yield Skip(_within(layer.place, member.name).locator, other)
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


def _zip(layer: _Layer) -> Iterator[Found]:
    yield from _members(_seekable(layer))


def _seekable(layer: _Layer) -> _Layer:
    """The layer on a file that can be read from its end: the file itself, or a temporary copy of what is unpacked."""
    if isinstance(layer.stream.raw, Meter):
        return layer
    spool = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed with what reads it
    while data := layer.stream.read(1024 * 1024):
        if spool.tell() + len(data) > MAX_SPOOLED:
            raise Bound(f"an archive in an archive, longer than {MAX_SPOOLED >> 30} GB")
        spool.write(data)
    spool.seek(0)
    meter = Meter(spool)
    return structs.replace(layer, stream=buffered(meter), meter=meter)


def _members(layer: _Layer) -> Iterator[Found]:
    _check_directory(layer.stream)
    with zipfile.ZipFile(layer.stream) as archive:
        members = archive.infolist()
        package = unread_formats.package([member.filename for member in members[:1000]])
        if package:
            layer.stream.seek(0)
            yield Leaf(layer.stream, peek(layer.stream), layer.name, layer.place, package)
            return
        names = frozenset(member.filename for member in members if is_page_name(member.filename))
        crawl = is_crawl([member.filename for member in members])
        for member in members:
            if member.is_dir():
                continue
            layer.budget.add_member()
            inner = _within(layer.place, member.filename)
            if other := _passed_over(member.filename):
                yield Skip(inner.locator, other)
                continue
            if crawl and not member.filename.startswith("archive/"):
                yield Skip(inner.locator, CRAWL_KIND)
                continue
            if part := member_part_kind(member.filename, names):
                yield Skip(inner.locator, part)
                continue
            if member.flag_bits & 1:
                yield Reject(inner.locator, "encrypted: unpack it with its password first")
                continue
            try:
                with archive.open(member) as file:
                    yield from _member(layer, cast("BinaryIO", file), member.filename)
            except Spent:
                raise
            except DAMAGE as error:
                yield Reject(inner.locator, why(error))


def _seven_zip(layer: _Layer) -> Iterator[Found]:
    layer = _seekable(layer)
    with unpack(layer.stream, layer.budget, layer.meter) as files:
        for name, file in files:
            if other := _passed_over(name):
                yield Skip(_within(layer.place, name).locator, other)
            else:
                yield from _member(layer, file, name)


def _check_directory(stream: io.BufferedReader) -> None:
    """Refuse a zip whose directory, which is read at once, is too long for memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\5\6")
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_DIRECTORY and size > MAX_DIRECTORY:
        raise Bound(f"its list of members is longer than {MAX_DIRECTORY >> 30} GB")
    stream.seek(0)


def _member(layer: _Layer, file: BinaryIO, name: str) -> Iterator[Found]:
    unpacked = layer.unpacking(file)
    place = _within(layer.place, name)
    short = name.replace("\\", "/").rsplit("/", 1)[-1]
    inner = structs.replace(
        layer, stream=buffered(unpacked), place=place, name=short, depth=layer.depth + 1, unpacked=unpacked
    )
    yield from _leaves(inner)


def _within(place: Place, name: str) -> Place:
    name = name.encode("utf-8", "replace").decode()
    return structs.replace(place, member=f"{place.member}!{name}" if place.member else name)


def _passed_over(name: str) -> str:
    """What a member is that is no news by its name; "" for any other."""
    parts = name.replace("\\", "/").split("/")
    if "__MACOSX" in parts or parts[-1].casefold() in ("thumbs.db", "desktop.ini"):
        return HIDDEN
    if any(part.startswith(".") and part not in (".", "..") for part in parts):
        return HIDDEN
    return NOTES if is_note(parts[-1]) else ""


def not_read(what: str) -> str:
    """The reason for a format that is recognised only."""
    return f"looks like {what}, a format that newsexplore does not read"
