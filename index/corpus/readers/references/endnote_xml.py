"""References of EndNote as XML, with an abstract: each is read as one in RIS."""

from collections.abc import Iterator

from ...draft import Draft, Flaw, Input
from ...fields.xml_records import Broken, Element, records
from . import ris
from .reference_tags import dated

_TAGS = (
    ("titles/title", "TI"), ("titles/secondary-title", "JO"), ("periodical/full-title", "JF"),
    ("contributors/authors/author", "AU"), ("dates/year", "PY"), ("dates/pub-dates/date", "DA"), ("abstract", "AB"),
    ("urls/related-urls/url", "UR"), ("urls/web-urls/url", "UR"), ("keywords/keyword", "KW"), ("language", "LA"),
    ("pages", "SP"), ("section", "SE"), ("edition", "ET"), ("accession-num", "AN"),
)  # fmt: skip


def looks_like(text: str) -> bool:
    """Whether a text begins as such an export does."""
    return "<ref-type" in text[:16_384] and "<records>" in text[:2048]


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield an article for each reference."""
    for number, element in enumerate(records(given, {"record"}), 1):
        yield Flaw(number, element.reason) if isinstance(element, Broken) else ris.draft(_record(element), number)


def _record(element: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, tag in _TAGS:
        values = [text for one in element.iterfind(path) if (text := "".join(map(str, one.itertext())).strip())]
        if values:
            found.setdefault(tag, []).extend(values)
    return dated(found)
