"""Dumps of MongoDB in its binary form (BSON), as mongodump writes them: a document after the other."""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields.json_branches import nothing
from ...fields.json_tree import Context, Walker

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DEPTH = 60
_LEAST = 5
"""Bytes of a document: its length and its end."""
_SIZES = {0x06: 0, 0x0A: 0, 0x7F: 0, 0xFF: 0, 0x07: 12, 0x13: 16}
_TEXTS = (0x02, 0x0D, 0x0E)
_FIRST = frozenset((0x01, 0x02, 0x03, 0x04, 0x07, 0x08, 0x09, 0x0A, 0x10, 0x11, 0x12))


class _Damaged(Exception):  # noqa: N818 - it is no error of the program
    """A document is not what its length says; the message says why."""


def is_bson(head: bytes) -> bool:
    """Whether a file begins with a document that is as long as it says, or longer than what is given of it."""
    if len(head) < _LEAST:
        return False
    (size,) = struct.unpack_from("<i", head)
    if not _LEAST < size <= MAX_TEXT or head[4] not in _FIRST:
        return False
    if size <= len(head) and head[size - 1]:
        return False
    name, _, rest = head[5:200].partition(b"\0")
    return bool(rest) and 0 < len(name) <= 100 and name.decode("utf-8", "replace").isprintable()


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles in each document; what cannot be read is a flaw.

    Raises:
        Unreadable: no document is an article.
    """
    walker = Walker(given)
    found = False
    held: list[Flaw | Aside] = []
    at = 0
    while head := given.stream.read(4):
        size = struct.unpack("<i", head)[0] if len(head) == 4 else 0
        if not _LEAST <= size <= MAX_TEXT:
            walker.number += 1
            held.append(Flaw(walker.number, f"damaged from byte {at:,} on: no document begins there"))
            break
        data = given.stream.read(size - 4)
        if len(data) < size - 4:
            walker.number += 1
            held.append(Flaw(walker.number, f"the file ends within the document at byte {at:,}"))
            break
        try:
            value = _document(data, 0, len(data) - 1, 0)
        except (_Damaged, struct.error, IndexError, ValueError, OverflowError) as error:
            walker.number += 1
            held.append(Flaw(walker.number, f"damaged document at byte {at:,}: {error}"))
        else:
            for item in walker.value(value, Context()):
                if isinstance(item, Draft):
                    yield from held
                    held, found = [], True
                    yield item
                elif found:
                    yield item
                else:
                    held.append(item)
        at += size
    if not found and not held:
        raise Unreadable(nothing({}))
    yield from held


def _document(data: bytes, at: int, end: int, depth: int) -> dict[str, Any]:
    """The members between two places of a document."""
    if depth > _DEPTH:
        raise _Damaged("nested too deeply")
    found: dict[str, Any] = {}
    while at < end:
        kind = data[at]
        close = data.find(b"\0", at + 1, end)
        if close < 0:
            raise _Damaged("a name that never ends")
        name = data[at + 1 : close].decode("utf-8", "replace")
        found[name], at = _value(kind, data, close + 1, end, depth)
    return found


def _value(kind: int, data: bytes, at: int, end: int, depth: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends."""
    value: Any = None
    if kind in _TEXTS:
        size = _size(data, at, end)
        value, at = data[at + 4 : at + 3 + size].decode("utf-8", "replace"), at + 4 + size
    elif kind in (0x03, 0x04):
        size = _size(data, at, end)
        inner = _document(data, at + 4, at + size - 1, depth + 1)
        value, at = (list(inner.values()) if kind == 0x04 else inner), at + size
    elif kind == 0x01:
        value, at = struct.unpack_from("<d", data, at)[0], at + 8
    elif kind == 0x10:
        value, at = struct.unpack_from("<i", data, at)[0], at + 4
    elif kind in (0x12, 0x11, 0x09):
        value, at = struct.unpack_from("<q", data, at)[0], at + 8
        if kind == 0x09:
            value = (_EPOCH + timedelta(milliseconds=value)).isoformat(timespec="seconds")
    elif kind == 0x08:
        value, at = bool(data[at]), at + 1
    elif kind == 0x05:
        at += 5 + _size(data, at, end)
    elif kind == 0x0B:
        at = data.index(b"\0", data.index(b"\0", at) + 1) + 1
    elif kind == 0x07:
        value, at = data[at : at + 12].hex(), at + 12
    elif kind in _SIZES:
        at += _SIZES[kind]
    else:
        raise _Damaged(f"a value of the unknown kind {kind}")
    if at > end:
        raise _Damaged("a value longer than its document")
    return value, at


def _size(data: bytes, at: int, end: int) -> int:
    size: int = struct.unpack_from("<i", data, at)[0]
    if not 0 <= size <= end - at:
        raise _Damaged("a value longer than its document")
    return size
