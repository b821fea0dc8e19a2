"""Bytes that a crawl or a browser stored under an address -> the article of that page, or what they are instead."""

import re
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from io import BytesIO
from typing import Any, cast

from msgspec import structs

from ...archives.zstandard import ZstdError, decompressor
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Input, Unreadable
from ...extras import need
from ...text import encodings
from ...text.site_names import without_site
from ..plain.plain_text import is_prose, split_title
from . import html_page

OTHERS = "documents and other files of a crawl"
_ASIDES = (
    ("image/", "images"),
    ("video/", "audio and video"),
    ("audio/", "audio and video"),
    ("font/", "fonts"),
    ("text/css", "style sheets, scripts and settings"),
    ("javascript", "style sheets, scripts and settings"),
    ("ecmascript", "style sheets, scripts and settings"),
    ("json", "data beside pages"),
    ("xml", "feeds and site maps of a crawl"),
)


def aside(media: str, address: str) -> Aside | None:
    """What a response is if its media type or its address says that it is no page."""
    if address.endswith("/robots.txt"):
        return Aside("robots.txt files")
    other = next((name for sign, name in _ASIDES if sign in media.casefold() and "xhtml" not in media), "")
    return Aside(other) if other else None


def decompressed(data: bytes, encoding: str) -> bytes:
    """A response's body without its content encoding, Brotli or Zstandard.

    Raises:
        Unreadable: it is damaged or too long, or the library is missing.
    """
    pieces = _pieces(data, encoding)
    found = bytearray()
    try:
        for piece in pieces:
            found += piece
            if len(found) > MAX_TEXT:
                raise Unreadable(f"longer than {MAX_TEXT >> 20} MB, too long for one article")
    except (OSError, EOFError, ZstdError, zlib.error) as error:
        raise Unreadable(f"a page whose {encoding} compression is damaged: {error}") from None
    return bytes(found)


def _pieces(data: bytes, encoding: str) -> Iterator[bytes]:
    if encoding == "zstd":
        stream = decompressor(cast("Any", BytesIO(data)))
        while piece := stream.read(1 << 20):
            yield piece
        return
    brotli = need("brotli", "warc", "pages compressed with Brotli")
    reader = brotli.Decompressor()
    try:
        yield reader.process(data, output_buffer_limit=1 << 20)
        while not reader.is_finished():
            piece = reader.process(b"", output_buffer_limit=1 << 20)
            if not piece:
                raise EOFError("it ends too early")
            yield piece
    except brotli.error as error:
        raise OSError(str(error)) from None


def page(data: bytes, media: str, address: str, number: int, seen: set[int], given: Input) -> Draft | Aside | None:
    """The article of a page; None for a record that an earlier run has read.

    Args:
        data: its bytes, without transfer and content encoding.
        media: the media type that its server gave.
        address: where it is from.
        number: its place in the file.
        seen: digests of the pages before it; it is added.
        given: the file that it stands in.

    Raises:
        Unreadable: no running text is on the page.
    """
    if not data.strip():
        return Aside("pages without content")
    digest = int.from_bytes(blake2b(data, digest_size=8).digest())
    if digest in seen:
        return Aside("pages that were met before")
    seen.add(digest)
    if number <= given.findings.known:
        return None
    says = found[1] if (found := re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media, re.I)) else ""
    if encodings.is_binary(data[:4096]):
        return Aside(OTHERS)
    text = encodings.decode(data, says or encodings.declared(data))
    if "html" not in media.casefold() and not re.match(r"\s*<(?:!doctype html|html|head|body)", text, re.I):
        if not is_prose(text) or "plain" not in media.casefold():
            return Aside(OTHERS)
        title, body = split_title(text)
        if not title:
            title, body = _converted(text, address)
        return Draft(title=title, text=body, url=address, key=address, number=number, date=dates.in_url(address))
    shown = f"\ufeff{text}".encode("utf-8", "replace")
    for draft in html_page.read(given.part(shown, address), several=False):
        if isinstance(draft, Draft) and draft.text.strip():
            return structs.replace(draft, url=draft.url or address, key=address, number=number)
        if isinstance(draft, Aside):
            return draft
    raise Unreadable("an HTML page without running text")


_LINE = 60
"""Letters of a line that is no more a part of a menu."""


def _converted(text: str, address: str) -> tuple[str, str]:
    """Headline and body of a page that a crawler turned into text: menus are short lines above and below it."""
    first, _, rest = text.strip("\n").partition("\n")
    lines = rest.split("\n")
    long = [i for i, line in enumerate(lines) if len(line.strip()) >= _LINE]
    if not long or len(first) > 200:
        return "", text
    end = long[-1] + 1
    while end < len(lines) and lines[end].strip().endswith((".", "!", "?", '"', "”")):
        end += 1
    return without_site(first.strip(), (address,)), "\n".join(lines[long[0] : end])
