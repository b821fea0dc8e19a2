"""JATS and its forerunner NLM: articles of magazines and journals, as publishers deposit them."""

from collections.abc import Iterator

from ...dates import dates
from ...draft import Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, body, find, records, text, texts, value
from ...text.languages import code
from ...unread_formats import root

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LEFT_OUT = ("table-wrap", "fig", "fn", "xref", "disp-formula", "supplementary-material", "ref-list")
_PUBLISHED = ("epub", "ppub", "collection", "pub", "")
"""Kinds of dates of publication, the best first."""


def looks_like(text: str) -> bool:
    """Whether a text is an article of this kind, or several."""
    return root(text) in ("article", "articles", "pmc-articleset") and "<article-meta" in text


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the articles of a document.

    Raises:
        Unreadable: there is none in it.
    """
    number = 0
    for element in records(given, {"article"}):
        number += 1
        if isinstance(element, Broken):
            yield Flaw(number, element.reason)
            continue
        yield _draft(element, number)
    if not number:
        raise Unreadable("a JATS document without an article")


def _draft(article: Element, number: int) -> Draft | Flaw:
    meta, journal = find(article, "front/article-meta"), find(article, "front/journal-meta")
    inner = find(article, "body")
    if inner is None:
        inner = find(meta, "abstract")
    title = text(meta, "title-group/article-title")
    if not title and inner is None:
        return Flaw(number, "an article with neither a title nor a text")
    doi = text(meta, "article-id[@pub-id-type='doi']")
    pages = [text(meta, "fpage"), text(meta, "lpage")]
    return Draft(
        title=title,
        text=_body(inner) if inner is not None else "",
        date=_date(meta),
        outlet=text(journal, "journal-title-group/journal-title", "journal-title")
        or text(journal, "publisher/publisher-name"),
        byline="; ".join(filter(None, map(_name, _authors(meta)))),
        url=f"https://doi.org/{doi}" if doi else "",
        lang=code(value(article, _LANG)),
        topics=tuple(texts(meta, "kwd-group/kwd")),
        key=doi or text(meta, "article-id"),
        number=number,
        wrapped=True,
        extra=(
            ("section", text(meta, "article-categories/subj-group/subject")),
            ("page", "-".join(dict.fromkeys(filter(None, pages)))),
            ("rights", text(meta, "permissions/copyright-statement", "copyright-statement")),
        ),
    )


def _authors(meta: Element | None) -> list[Element]:
    return [] if meta is None else [one for one in meta.iter("contrib") if value(one, "contrib-type") in ("", "author")]


def _name(contributor: Element) -> str:
    given, surname = text(contributor, "name/given-names"), text(contributor, "name/surname")
    return f"{given} {surname}".strip() or text(contributor, "collab")


def _date(meta: Element | None) -> str:
    """The day of publication; a year alone dates no article."""
    found = {} if meta is None else {value(one, "pub-type", "date-type"): one for one in meta.iter("pub-date")}
    ranked = [found[kind] for kind in _PUBLISHED if kind in found] or list(found.values())
    for one in ranked:
        parts = [text(one, name).zfill(2) for name in ("year", "month", "day") if text(one, name)]
        if len(parts) == 3 and (date := dates.parse(value(one, "iso-8601-date") or "-".join(parts))):
            return date
    return ""


def _body(element: Element) -> str:
    for name in _LEFT_OUT:
        for inner in list(element.iter(name)):
            tail = inner.tail
            inner.clear()
            inner.tail = tail
    for inner in element.iter("title"):
        inner.tag = "h2"
    for inner in element.iter("sec"):
        inner.tag = "div"
    return body(element)
