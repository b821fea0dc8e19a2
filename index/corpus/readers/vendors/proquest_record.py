"""Records of ProQuest's text mining service (TDM Studio): an article a file."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, body, find, records, text, texts
from ...text.languages import code
from ...text.markup import has_markup, plain

_SIGN = lazy_pattern(r"<RECORD\b.{0,4000}?<GOID\b", re.S)
_PLACE = lazy_pattern(r"\s*;[^;]*\Z")
"""The place behind a newspaper's name: `The Lantern; Maren`."""


def looks_like(source: str) -> bool:
    """Whether a text is such a record."""
    return _SIGN.search(source[:8192]) is not None


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the articles of a document.

    Raises:
        Unreadable: there is none in it.
    """
    number = 0
    for element in records(given, {"record"}):
        number += 1
        yield Flaw(number, element.reason) if isinstance(element, Broken) else _draft(element, number)
    if not number:
        raise Unreadable("a ProQuest document without a record")


def _draft(record: Element, number: int) -> Draft | Flaw:
    title = text(record, ".//TitleAtt/Title", ".//Obj/Title")
    words = _words(find(record, ".//TextInfo/Text", ".//FullText/Text")) or _words(find(record, ".//AbsText"))
    if not title and not words:
        return Flaw(number, "a record with neither a title nor a text")
    names = texts(record, ".//Contributor/NormalizedDisplayForm") or texts(record, ".//Contributor/OriginalForm")
    return Draft(
        title=plain(title) if has_markup(title) else title,
        text=words,
        date=dates.parse(text(record, ".//NumericDate")) or dates.parse(text(record, ".//AlphaDate")),
        outlet=_PLACE.sub("", text(record, ".//PubFrosting/Title", ".//DFS//Title")),
        byline="; ".join(names),
        lang=code(text(record, ".//Language/RawLang")),
        topics=tuple(texts(record, ".//GenSubjTerm/GenSubjValue")),
        key=text(record, "GOID"),
        number=number,
        extra=(
            ("page", text(record, ".//PrintLocation/StartPage")),
            ("section", text(record, ".//PrintLocation/Section", ".//ColumnHead")),
            ("rights", text(record, ".//CopyrightData")),
        ),
    )


def _words(element: Element | None) -> str:
    """The text of an element, whose HTML is escaped in it."""
    found = body(element)
    return plain(found) if has_markup(found) else found
