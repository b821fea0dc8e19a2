"""The words of a scanned page (ALTO), block by block, and where each of its elements begins and ends among them."""

from collections.abc import Iterable

from msgspec import Struct, field

from ...draft import Input
from ...fields.xml_records import Broken, Element, records, value

Span = tuple[int, int]
"""Positions of a first word and of the one behind a last."""


class ScannedPage(Struct):
    """One page as it was recognised."""

    words: list[str] = field(default_factory=list)
    """In reading order; "" for the second half of a word that a line's end cuts in two."""
    blocks: list[Span] = field(default_factory=list)
    """The words of each block, in reading order."""
    places: dict[str, Span] = field(default_factory=dict)
    """By the id of any element: block, group of blocks, line or word."""
    number: str = ""
    damage: str = ""
    """Why the page ends early, if it does."""

    def paragraphs(self, spans: Iterable[Span]) -> list[str]:
        """The text of some stretches, a paragraph for each block that they touch."""
        found: list[str] = []
        for start, end in spans:
            for first, last in self.blocks:
                text = " ".join(word for word in self.words[max(start, first) : min(end, last)] if word)
                if text:
                    found.append(text)
        return found

    def span(self, begin: str, end: str = "") -> Span | None:
        """The words from one element to another; None if the page has no element of the first id.

        Args:
            begin: the id of the first element.
            end: the id of the last; without one, or if the page has none, the element or its block ends the span.
        """
        place = self.places.get(begin)
        if place is None:
            return None
        start, stop = place
        last = self.places.get(end)
        if last is not None and last[1] >= stop:
            return start, last[1]
        if end and stop - start <= 1:  # a word, and the one where it should end is missing
            stop = next((after for first, after in self.blocks if first <= start < after), stop)
        return start, stop

    def text(self) -> str:
        """All that is on the page."""
        return "\n\n".join(self.paragraphs([(0, len(self.words))]))


def read_page(given: Input) -> ScannedPage:
    """Parse a page; one that is damaged as far as it goes."""
    page = ScannedPage()
    for element in records(given, {"textblock", "page"}):
        if isinstance(element, Broken):
            page.damage = element.reason
            continue
        page.number = page.number or value(element, "PRINTED_IMG_NR", "PHYSICAL_IMG_NR")
        _add(page, element)
    return page


def _add(page: ScannedPage, element: Element) -> None:
    """Add what an element holds, in order; pages nest a few elements deep."""
    start = len(page.words)
    if element.tag == "String":
        page.words.append(_word(element))
    else:
        for inner in element:
            if isinstance(inner.tag, str):
                _add(page, inner)
    span = (start, len(page.words))
    if element.tag == "TextBlock":
        page.blocks.append(span)
    id = element.get("ID") or ""
    if id:
        page.places[id] = span


def _word(string: Element) -> str:
    """One word; of one that a line's end cuts in two the first half is the whole, and the second nothing."""
    content = value(string, "CONTENT")
    whole = value(string, "SUBS_CONTENT")
    part = value(string, "SUBS_TYPE")
    if whole and part == "HypPart1":
        return whole
    return "" if whole and part == "HypPart2" else content
