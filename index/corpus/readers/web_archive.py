"""Web archives (WARC and ARC), through warcio: an article a page, whatever else a crawl brings counted."""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from msgspec import structs

from ..dates import dates
from ..draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ..extras import need
from .crawled_page import aside, decompressed, page

logging.getLogger("warcio").addHandler(logging.NullHandler())  # it would warn on standard error of odd addresses
_ARC = re.compile(rb"filedesc://\S+ \S+ \d{14} ")


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
    other = aside(media, address)
    if other:
        return other
    encoding = str((http.get_header("Content-Encoding") if http else "") or "").strip().casefold()
    if encoding in ("br", "zstd"):  # warcio knows the one only from older libraries, the other not at all
        http.replace_header("Content-Encoding", "identity")
    data = record.content_stream().read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise Unreadable(f"longer than {MAX_TEXT >> 20} MB, too long for one article")
    if encoding in ("br", "zstd"):
        data = decompressed(data, encoding)
    fetched = dates.parse(str(record.rec_headers.get_header("WARC-Date") or ""))
    return page(data, media, address, number, seen, structs.replace(given, fetched=fetched))
