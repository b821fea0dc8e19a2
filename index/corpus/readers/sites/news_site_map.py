"""News site maps: headlines of a site's newest articles with their dates and addresses."""

from collections.abc import Iterator

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input
from ...fields.xml_records import Broken, Element, find, records, text
from ...text.languages import code


def looks_like(beginning: str) -> bool:
    """Whether the beginning of a site map names articles, and not only addresses."""
    return "<urlset" in beginning and "schemas/sitemap-news" in beginning


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield an article of a headline alone for each address that has one; the other addresses are counted."""
    others = 0
    for number, element in enumerate(records(given, {"url"}), 1):
        if isinstance(element, Broken):
            yield Flaw(number, element.reason)
        elif text(element, "news/title"):
            yield _draft(element, number)
        else:
            others += 1
    if others:
        yield Aside("addresses in site maps", others)


def _draft(element: Element, number: int) -> Draft:
    news = find(element, "news")
    address = text(element, "loc")
    return Draft(
        title=text(news, "title"),
        date=dates.parse(text(news, "publication_date")),
        outlet=text(news, "publication/name"),
        url=address,
        lang=code(text(news, "publication/language")),
        topics=tuple(part.strip() for part in text(news, "keywords").split(",") if part.strip()),
        key=address,
        number=number,
    )
