"""Scanned newspaper pages (ALTO): a page an article, unless the METS file beside it divides it into articles."""

from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from .mets import description_of
from .mets_structure import Issue
from .scanned_page import read_page

_NUMBER = lazy_pattern(r"[_-](\d{1,5})\Z")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the one article of a page: its blocks in reading order.

    Raises:
        Unreadable: no word was recognised on it.
    """
    structure, divided = description_of(given) if given.path else (None, False)
    if divided:
        yield Aside("scanned pages, read as the articles of their issue")
        return
    page = read_page(given)
    text = page.text()
    if not text:
        raise Unreadable(page.damage or "a scanned page on which no word was recognised")
    stem = given.name.rsplit(".", 1)[0].removesuffix(".ocr").removesuffix(".alto")
    number = match[1].lstrip("0") if (match := _NUMBER.search(stem)) else ""
    issue = structure.issue if structure else Issue()
    yield Draft(
        title=issue.title,
        text=text,
        date=issue.date,
        outlet=issue.outlet,
        lang=issue.lang,
        wrapped=False,
        extra=(("page", page.number or number), ("rights", issue.rights), ("edition", issue.edition)),
    )
    if page.damage:
        yield Flaw(0, page.damage)
