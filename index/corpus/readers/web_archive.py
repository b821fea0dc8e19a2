"""Web archives (WARC and ARC), through warcio: an article a page, whatever else a crawl brings counted."""

import logging
import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from msgspec import structs

from ..draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ..extras import need
from ..text import encodings
from . import html_page
from .plain_text import is_prose, split_title

logging.getLogger("warcio").addHandler(logging.NullHandler())  # it would warn on standard error of odd addresses
_ARC = re.compile(rb"filedesc://\S+ \S+ \d{14} ")
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


def is_archive(head: bytes) -> bool:
    """Whether a file begins as a web archive does."""
    return head.startswith(b"WARC/") or _ARC.match(head) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the pages of an archive; a page met before with the same bytes is folded.

    Raises:
        Unreadable: warcio is missing, or nothing in the archive can be read.
    """
    iterator = need("warcio.archiveiterator", "warc", "web archives")
    failures = (
        need("warcio.exceptions", "warc", "web archives").ArchiveLoadFailed,
        EOFError,
        ValueError,
        AttributeError,
    )
    seen: set[int] = set()
    number = 0
    records = iterator.ArchiveIterator(given.stream, arc2warc=True, check_digests=False)
    records.INC_RECORD = ""  # what it prints on standard error of a record that ends too early
    while True:
        try:
            record = next(records, None)
            if record is None:
                given.end(number, "archive")
                break
            number += 1
            found = _record(record, number, seen, given)
        except Unreadable as error:
            if number > given.findings.known:
                yield Flaw(number, str(error))
            continue
        except failures as error:
            yield Flaw(number + 1, f"damaged, and the rest was not read: {' '.join(str(error).split())[:200]}")
            break
        if found is not None and number > given.findings.known:
            yield found
    if not number:
        raise Unreadable("a web archive without a record")


def _record(record: Any, number: int, seen: set[int], given: Input) -> Draft | Aside | None:
    """The page of a record, what it is instead, or None for what only describes other records."""
    kind = str(record.rec_type)
    if kind == "revisit":
        return Aside("pages that were met before")
    if kind not in ("response", "resource", "conversion"):
        return None
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    http = record.http_headers
    status = str(http.get_statuscode() or "") if http else ""
    if status and not status.startswith("2"):
        return Aside("redirections and error pages")
    media = str((http.get_header("Content-Type") if http else "") or "")
    if not media and not http:
        media = str(record.rec_headers.get_header("Content-Type") or "")
    if urlsplit(address).scheme in ("dns", "whois", "filedesc", "metadata", "urn", "screenshot"):
        return None
    if address.endswith("/robots.txt"):
        return Aside("robots.txt files")
    other = next((name for sign, name in _ASIDES if sign in media.casefold() and "xhtml" not in media), "")
    if other:
        return Aside(other)
    data = record.content_stream().read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise Unreadable(f"longer than {MAX_TEXT >> 20} MB, too long for one article")
    return _page(data, media, address, number, seen, given)


def _page(data: bytes, media: str, address: str, number: int, seen: set[int], given: Input) -> Draft | Aside | None:
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
        return Aside("documents and other files of a crawl")
    text = encodings.decode(data, says or encodings.declared(data))
    if "html" not in media.casefold() and not re.match(r"\s*<(?:!doctype html|html|head|body)", text, re.I):
        if not is_prose(text) or "plain" not in media.casefold():
            return Aside("documents and other files of a crawl")
        title, body = split_title(text)
        return Draft(title=title, text=body, url=address, key=address, number=number)
    page = f"\ufeff{text}".encode("utf-8", "replace")
    for draft in html_page.read(given.part(page, address)):
        if isinstance(draft, Draft) and draft.text.strip():
            return structs.replace(draft, url=draft.url or address, key=address, number=number)
    raise Unreadable("an HTML page without running text")
