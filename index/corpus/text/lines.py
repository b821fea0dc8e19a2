"""Text lines from a byte stream of any encoding, each within bounds."""

import codecs
import io
from collections.abc import Iterator
from typing import cast

from msgspec import structs

from ..draft import MAX_TEXT, Input, Unreadable
from . import encodings
from .rare_encodings import EBCDIC


def whole(given: Input, says: str = "") -> str:
    """All of a file as text.

    Args:
        given: the file.
        says: the encoding that it declares.

    Raises:
        Unreadable: it is longer than one article may be.
    """
    data = given.stream.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise Unreadable(f"longer than {MAX_TEXT >> 20} MB, too long for one article")
    return encodings.decode(data, says)


PART = 4_000_000
"""Characters of a part of a text that is too long for one article; it ends with its paragraph."""
_LONGEST_PART = 5_000_000


def parts(given: Input) -> Iterator[str]:
    """Yield a file as text: whole, or in parts if it is longer than one article may be.

    Raises:
        Unreadable: it is too long, and a line of it is too.
    """
    data = given.stream.read(MAX_TEXT + 1)
    if len(data) <= MAX_TEXT:
        yield encodings.decode(data, "")
        return
    stream = cast("io.BufferedReader", io.BufferedReader(_Again(data, given.stream)))
    del data
    found: list[str] = []
    size = 0
    for line in lines(structs.replace(given, stream=stream)):
        if line is None:
            raise Unreadable(f"longer than {MAX_TEXT >> 20} MB without a line break, too long for one article")
        if size >= _LONGEST_PART or (size >= PART and not line.strip()):
            yield "".join(found)
            found, size = [], 0
        found.append(line)
        size += len(line)
    yield "".join(found)


def lines(given: Input) -> Iterator[str | None]:
    r"""Yield the lines of a file without bounds on its length, each with its `\n`; None for one too long to be read.

    Lines are decoded one by one, so that a broken one spoils no other.
    """
    encoding = _encoding(given.head)
    stream: io.BufferedIOBase = given.stream
    if encoding.startswith(("utf-16", "utf-32")) or encoding in EBCDIC:
        stream = io.BufferedReader(_Recoded(given.stream, encoding))
        encoding = "utf-8"
    elif encoding == "utf-8-sig":
        stream.read(len(codecs.BOM_UTF8))
        encoding = "utf-8"
    if b"\n" not in given.head and b"\r" in given.head:
        stream = io.BufferedReader(_Returns(stream))
    while line := stream.readline(MAX_TEXT):
        if len(line) == MAX_TEXT and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_TEXT)) and not rest.endswith(b"\n"):
                pass
            yield None
            continue
        yield _decoded(line, encoding)


_MANY = 6
"""Bytes beyond ASCII from which a line that is valid UTF-8 is in no other encoding."""


def _encoding(head: bytes) -> str:
    """The encoding of a file; of one in which some lines are in UTF-8, that of the others."""
    encoding = encodings.detect(head, encodings.declared(head))
    if _is_of_the_whole(encoding):
        return encoding
    beyond = [line for line in head.split(b"\n")[:-1] if not line.isascii()]
    others = [line for line in beyond if not _is_utf_8(line)]
    of_others = encodings.detect(b"\n".join(others)) if 0 < len(others) < len(beyond) else encoding
    # A damaged line may begin like a file in UTF-16, which no part of this file can be in.
    return encoding if _is_of_the_whole(of_others) else of_others


def _is_of_the_whole(encoding: str) -> bool:
    """Whether a file is in an encoding from its first byte to its last, or not at all."""
    return encoding in EBCDIC or encoding.startswith(("utf", "iso2022", "hz"))


def _is_utf_8(line: bytes) -> bool:
    """Whether a line is in UTF-8 for certain."""
    try:
        line.decode()
    except UnicodeError:
        return False
    return len(line) - len(line.translate(None, _BEYOND_ASCII)) >= _MANY


_BEYOND_ASCII = bytes(range(0x80, 0x100))


def _decoded(line: bytes, encoding: str) -> str:
    if line.isascii() and encoding.startswith(("cp", "iso8859", "koi8", "mac", "utf-8")):
        return line.decode("ascii")
    # Western is what detection falls back on: a line that is valid UTF-8 knows better.
    for name in ("utf-8", encoding) if encoding == "cp1252" or _is_utf_8(line) else (encoding,):
        try:
            return line.decode(name)
        except UnicodeError:
            continue
    return encodings.decode(line)


class _Again(io.RawIOBase):
    """A stream that begins with bytes that were read from it before."""

    def __init__(self, data: bytes, stream: io.BufferedIOBase):
        super().__init__()
        self._begins = io.BytesIO(data)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._begins.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Recoded(io.RawIOBase):
    """A stream in UTF-8 of one in UTF-16 or UTF-32, where a byte 10 is no line's end."""

    def __init__(self, stream: io.BufferedIOBase, encoding: str):
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        while not self._left:
            data = self._stream.read(64 * 1024)
            self._left = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


class _Returns(io.RawIOBase):
    r"""A stream with `\n` line ends of one whose lines end with `\r` alone, as on the Mac of the last century."""

    def __init__(self, stream: io.BufferedIOBase):
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer)).replace(b"\r", b"\n")
        buffer[: len(data)] = data
        return len(data)
