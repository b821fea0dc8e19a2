"""Pages that SingleFile saved: pictures and fonts stand in them as text, and are cut out before the page is read."""

import re
from collections.abc import Iterator

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from . import html_page

_MAX = 256 * 1024 * 1024
_SIGN = lazy_pattern(
    r"<!--\s*Page saved with SingleFile\b(.{0,2000}?)-->|data:(?:image|font|application)/[\w.+-]+;base64,", re.S
)
_ADDRESS = lazy_pattern(rb"Page saved with SingleFile\b.{0,500}?\burl:\s*(https?://\S+)", re.S)
_SAVED = lazy_pattern(rb"Page saved with SingleFile\b.{0,800}?\bsaved date:\s*([A-Z][\w :+-]{20,40})", re.S)
_DATA = lazy_pattern(rb"data:[\w.+/-]*(?:;[\w=.-]*)*(?:;base64)?,[A-Za-z0-9+/=%_.-]{200,}")


def looks_like(text: str) -> bool:
    """Whether a page brings its pictures with it."""
    return (
        text.lstrip("\ufeff \r\n\t")[:1] == "<" and _SIGN.search(text) is not None and "<html" in text[:8192].casefold()
    )


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the one article of a page.

    Raises:
        Unreadable: it is too long, or no running text is in it.
    """
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"a saved page longer than {_MAX >> 20} MB")
    match = _ADDRESS.search(data[:8192])
    address = match[1].decode("utf-8", "replace") if match else ""
    saved = _SAVED.search(data[:8192])
    given = structs.replace(given, fetched=dates.parse(saved[1].decode("ascii", "replace")) if saved else "")
    for found in html_page.read(given.part(_DATA.sub(b"data:,", data), given.name)):
        if isinstance(found, Draft):
            found = structs.replace(found, url=found.url or address, date=found.date or dates.in_url(address))
        yield found
