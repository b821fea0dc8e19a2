"""HTTP archives (HAR), as browsers save all that a page loaded: an article a page."""

import base64
import binascii
import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct, field, structs

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from .crawled_page import aside, page

_MAX = 16 * MAX_TEXT
_SIGN = lazy_pattern(r'\s*\{\s*"log"\s*:\s*\{.{0,4000}?"(?:creator|entries|pages)"\s*:', re.S)


class _Content(Struct, frozen=True):
    text: str = ""
    media: str = field(default="", name="mimeType")
    encoding: str = ""


class _Response(Struct, frozen=True):
    content: _Content = _Content()
    status: int = 0


class _Request(Struct, frozen=True):
    url: str = ""


class _Entry(Struct, frozen=True):
    started: str = field(default="", name="startedDateTime")
    request: _Request = _Request()
    response: _Response = _Response()


class _Log(Struct, frozen=True):
    entries: tuple[_Entry, ...] = ()


class _Archive(Struct, frozen=True):
    log: _Log


def looks_like(text: str) -> bool:
    """Whether a text begins as an HTTP archive."""
    return _SIGN.match(text) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the pages of an archive; images, scripts and the like are counted.

    Raises:
        Unreadable: it is too long, or no HTTP archive.
    """
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"an HTTP archive longer than {_MAX >> 20} MB")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        try:
            entries = msgspec.json.decode(data, type=_Archive).log.entries
        except UnicodeDecodeError:
            entries = msgspec.json.decode(data.decode("utf-8", "replace"), type=_Archive).log.entries
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(f"an HTTP archive that is damaged: {error}") from None
    del data
    seen: set[int] = set()
    for number, entry in enumerate(entries, 1):
        try:
            found = _found(entry, number, seen, given)
        except Unreadable as error:
            found = Flaw(number, str(error))
        if found:
            yield found


def _found(entry: _Entry, number: int, seen: set[int], given: Input) -> Draft | Aside | None:
    content, address = entry.response.content, entry.request.url
    if not 200 <= (entry.response.status or 200) < 300:
        return Aside("redirections and error pages")
    other = aside(content.media, address)
    if other:
        return other
    data = content.text.encode("utf-8", "replace")
    if content.encoding == "base64":
        try:
            data = base64.b64decode(data)
        except (binascii.Error, ValueError):
            raise Unreadable("a page whose Base64 is damaged") from None
    else:
        data = b"\xef\xbb\xbf" * bool(data) + data  # a browser decoded it, whatever it declares
    fetched = dates.parse(entry.started)
    return page(data, content.media, address, number, seen, structs.replace(given, fetched=fetched))
