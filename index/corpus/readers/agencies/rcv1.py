"""Reuters Corpus Volume 1 and its kin: one `newsitem` a file, with `itemid`, `headline`, `text` and metadata codes."""

from collections.abc import Iterator

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, body, find, records, text, value
from ...text.languages import code

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a file, one in each as distributed, any number where files were joined.

    Raises:
        Unreadable: there is no `newsitem` in it.
    """
    number = 0
    for element in records(given, {"newsitem"}):
        number += 1
        yield Flaw(number, element.reason) if isinstance(element, Broken) else _draft(element, number)
    if not number:
        raise Unreadable("no <newsitem> in it")


def _draft(item: Element, number: int) -> Draft:
    metadata = find(item, "metadata")
    fields = {value(dc, "element"): value(dc, "value") for dc in item.iter("dc")}
    return Draft(
        title=text(item, "headline", "title"),
        text=body(find(item, "text")),
        date=dates.parse(value(item, "date")) or dates.parse(fields.get("dc.date.published", "")),
        outlet=fields.get("dc.source", "") or fields.get("dc.publisher", "") or "Reuters",
        byline=text(item, "byline"),
        lang=code(value(item, _LANG)),
        topics=tuple(_topics(metadata)),
        key=value(item, "itemid"),
        number=number,
        wrapped=False,
        extra=(("rights", text(item, "copyright")), ("section", "")),
    )


def _topics(metadata: Element | None) -> Iterator[str]:
    for codes in metadata.iterfind("codes") if metadata is not None else ():
        for found in codes.iterfind("code"):
            yield value(found, "code")
