"""HTML exports of Europresse: articles whose parts are named by the classes of their elements."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft
from ...text.markup import blocks

_PAGE = lazy_pattern(r"class=[\"'][^\"']*\b(?:rdp__articletitle|DocPublicationName|titreArticleVisu)\b")
_DATE = lazy_pattern(r"\d{1,2}(?:er)?\s+[^\W\d_]+\.?\s+\d{4}|[^\W\d_]+\s+\d{1,2},\s+\d{4}|\d{4}-\d\d-\d\d")
_PAGES = lazy_pattern(r"\bp(?:p|ages?)?\.\s*([A-Z]{0,3}\d[\w-]*(?:,\s*[A-Z]{0,3}\d[\w-]*)*)")
_ISSUE = lazy_pattern(r",?\s*(?:no\.|n°|nº|#)\s*\S+.*\Z", re.I | re.S)
_KEY = lazy_pattern(r"news·[\w·-]+")


def is_page(source: str) -> bool:
    """Whether an HTML page is an export of Europresse."""
    return _PAGE.search(source) is not None


def articles(root: HtmlElement) -> Iterator[Draft]:
    """Yield the articles of an export."""
    for number, element in enumerate(root.iter("article"), 1):
        head = _words(_named(element, "DocHeader"))
        date = _DATE.search(head)
        section = re.sub(r",?\s*(?:[^\W\d_]+)?\s*\Z", "", head[: date.start()]).strip() if date else ""
        page = _PAGES.search(head)
        title = _named(element, "rdp__articletitle", "titreArticleVisu", "titreArticle")
        byline = _words(_named(element, "sm-margin-bottomNews", "docAuthors"))
        body = _named(element, "docOcurrContainer", "DocText")
        key = _KEY.search(_words(element))
        yield Draft(
            title=_words(title),
            text="\n\n".join(block.text for block in blocks(body)) if body is not None else "",
            date=dates.parse(date.group()) if date else "",
            outlet=_ISSUE.sub("", _words(_named(element, "DocPublicationName"))),
            byline=byline if len(byline) <= 200 else "",
            key=key.group() if key else "",
            number=number,
            wrapped=False,
            extra=(("section", section), ("page", page[1] if page else "")),
        )


def _named(element: HtmlElement, *names: str) -> HtmlElement | None:
    """The first element of the first of these classes."""
    for name in names:
        for found in element.iter("div", "span", "p", "h1", "h2", "section"):
            if name in (found.get("class") or "").split():
                return found
    return None


def _words(element: HtmlElement | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
