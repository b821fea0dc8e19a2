"""Documents that are attached to messages: the exports of news databases among them are read."""

from collections.abc import Iterator

from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...text import encodings
from ..documents import docx, pdf, rtf
from ..vendors import exports

_MAX = 32 * 1024 * 1024


def exports_of(files: list[tuple[bytes, str]], given: Input) -> tuple[list[Draft | Flaw | Aside], int]:
    """The articles of the exports among some attachments, and how many attachments these are.

    Args:
        files: the bytes and the media type of each.
        given: the file with the message.
    """
    read = [found for data, kind in files if (found := _articles(data, kind, given))]
    return [one for found in read for one in found], len(read)


def _articles(data: bytes, kind: str, given: Input) -> list[Draft | Flaw | Aside] | None:
    """The articles of an attached export; None for any other attachment."""
    if not data or len(data) > _MAX:
        return None
    found: Iterator[Draft | Flaw | Aside] | None = None
    try:
        if data.startswith(b"PK\3\4") and b"word/" in data:
            found = docx.read(given.part(data, "a.docx"))
        elif rtf.is_rtf(data):
            found = rtf.read(given.part(data, "a.rtf"))
        elif pdf.is_pdf(data):
            found = pdf.read(given.part(data, "a.pdf"))
        elif kind.startswith("text/"):
            text = encodings.decode(data, encodings.declared(data)).replace("\r\n", "\n").lstrip("\ufeff")
            if exports.looks_like_page(text):
                found = exports.read_page(given.part(f"\ufeff{text}".encode("utf-8", "replace"), "a.html"))
            else:
                found = exports.split(text)
        read = list(found) if found else []
    except (Unreadable, OSError, ValueError, KeyError):
        return None
    # Other documents are one article without a number, which most often says what the message says.
    return read if any(isinstance(one, Draft) and one.number for one in read) else None
