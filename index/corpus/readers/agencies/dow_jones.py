"""Dow Jones newswires in NML (`.nml`): a story, or several, as the wire sends them."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, body, find, records, text, texts, value
from ...text.languages import code

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BRAND = lazy_pattern(r"\*?\s*DJ(?:N)?\s+(?=\S)")
"""The mark of the wire before a headline."""
_END = lazy_pattern(r"\n\s*\(END\)\s+Dow Jones Newswires\b.*\Z", re.S)
_SECONDS = lazy_pattern(r"\.\d+(?=Z|[+-]|\Z)")
"""Thousandths, which the compact form of ISO has here."""
_NAMES = {"DJN": "Dow Jones Newswires", "DJ": "Dow Jones Newswires"}


def looks_like(source: str) -> bool:
    """Whether a text is such a story."""
    return "<djnml" in source[:4096]


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the stories of a document.

    Raises:
        Unreadable: there is none in it.
    """
    number = 0
    for element in records(given, {"djnml"}):
        number += 1
        yield Flaw(number, element.reason) if isinstance(element, Broken) else _draft(element, number)
    if not number:
        raise Unreadable("Dow Jones NML without a story")


def _draft(story: Element, number: int) -> Draft | Flaw:
    facts = find(story, ".//djn-mdata")
    title = _BRAND.sub("", text(story, "body/headline", "head/docdata/headline"), count=1)
    inner = find(story, "body/text")
    words = _END.sub("", body(inner)) if inner is not None else ""
    if not title and not words:
        return Flaw(number, "a story with neither a headline nor a text")
    publisher = value(story, "publisher")
    return Draft(
        title=title,
        text=words,
        date=dates.parse(_SECONDS.sub("", value(facts, "display-date"))) or dates.parse(value(story, "docdate")),
        outlet=_NAMES.get(publisher, publisher),
        lang=code(value(story, _LANG)),
        topics=tuple(texts(story, ".//djn-subject/c")),
        key=value(facts, "accession-number") or value(story, "seq"),
        number=number,
        wrapped=True,
        extra=(("rights", value(find(story, ".//copyright"), "holder")),),
    )
