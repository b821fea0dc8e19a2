"""Web archives (WARC and ARC), through warcio: an article a page, whatever else a crawl brings counted."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...extras import need
from .crawled_page import aside, decompressed, page

logging.getLogger("warcio").addHandler(logging.NullHandler())  # it would warn on standard error of odd addresses
_WHOLE = lazy_pattern(rb"</html\s*>", re.I)
"""How a page ends that is whole, though its record may say that it is longer."""
_END = 4096
_LINE = 64 * 1024
_ARC = lazy_pattern(rb"filedesc://\S+ \S+ \d{14} ")


def is_archive(head: bytes) -> bool:
    """Whether a file begins as a web archive does."""
    return head.startswith(b"WARC/") or _ARC.match(head) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the pages of an archive; a page met before with the same bytes is folded.

    Raises:
        Unreadable: warcio is missing, or nothing in the archive can be read.
    """
    failures = (
        need("warcio.exceptions", "warc", "web archives").ArchiveLoadFailed,
        EOFError,
        ValueError,
        AttributeError,
    )
    seen: set[int] = set()
    number = 0
    source: _Rest | None = None
    records = _iterator(given.stream)
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
            reason = " ".join(str(error).split())[:200]
            source = _next_record(records.reader, source, given.stream)
            if source is None:
                yield Flaw(number + 1, f"damaged, and the rest was not read: {reason}")
                break
            number += 1
            yield Flaw(number, f"damaged: {reason}; reading went on with the next record")
            records = _iterator(source)
            continue
        if found is not None and number > given.findings.known:
            yield found
    if not number:
        raise Unreadable("a web archive without a record")


class _Rest(io.RawIOBase):
    """An archive from a record on whose first bytes were read already."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self.first = first
        self._stream = stream

    def readinto(self, buffer: "memoryview", /) -> int:  # type: ignore[override]
        data = self.first[: len(buffer)] or self._stream.read(len(buffer))
        self.first = self.first[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def readable(self) -> bool:
        return True


def _iterator(stream: Any) -> Any:
    """What gives the records of an archive."""
    records = need("warcio.archiveiterator", "warc", "web archives").ArchiveIterator(
        stream, arc2warc=True, check_digests=False
    )
    records.INC_RECORD = ""  # what it prints on standard error of a record that ends too early
    return records


def _next_record(reader: Any, source: _Rest | None, stream: BinaryIO) -> _Rest | None:
    """The archive from the next line on that begins a record; None if there is no such line.

    Args:
        reader: what warcio reads lines from.
        source: what that reads from, if the archive was damaged before.
        stream: the archive: a new reader is put on it, so that damage never piles up readers.
    """
    while reader is not None and (line := reader.readline(_LINE)):
        if line.startswith(b"WARC/1"):
            return _Rest(line + bytes(reader.read(reader.rem_length())) + (source.first if source else b""), stream)
    return None


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
    ended = _WHOLE.search(data[-_END:]) is not None or encoding in ("br", "zstd")
    if not ended and getattr(record.raw_stream, "limit", 0) > 0 and not record.raw_stream.read(1):
        raise Unreadable("the file ends within this page, which was left out")
    if encoding in ("br", "zstd"):
        data = decompressed(data, encoding)
    fetched = dates.parse(str(record.rec_headers.get_header("WARC-Date") or ""))
    return page(data, media, address, number, seen, structs.replace(given, fetched=fetched))
