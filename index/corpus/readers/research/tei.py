"""TEI documents and corpora: a text an article, or its divisions where those are said to be articles."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.export_text import without_by
from ...fields.xml_records import Broken, Element, body, find, records, text, texts, value
from ...text.languages import code

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ARTICLES = lazy_pattern(r"(?:news_?)?(?:article|story|item|artikel|entry|report)s?\Z", re.I)
_LEFT_OUT = ("note", "fw", "figure", "graphic", "bibl", "pb")
_COMMENTS = "comments"
"""The type of the division in which trafilatura writes what readers say below a page."""
_NOTE_SIGN = lazy_pattern(r"\W*(?:\d{1,3}|[a-z*†‡§])?\W*\Z")
"""What a reference to a note prints."""


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a document or corpus.

    Raises:
        Unreadable: there is no text in it.
    """
    number = 0
    for element in records(given, {"tei", "tei.2"}):
        if isinstance(element, Broken):
            yield Flaw(number + 1, element.reason)
            continue
        for draft in _articles(element, number):
            number += isinstance(draft, Draft)
            yield draft
    if not number:
        raise Unreadable("a TEI document without a text")


def _articles(tei: Element, before: int) -> Iterator[Draft | Aside]:
    header, inner = find(tei, "teiHeader"), find(tei, "text/body", "text", "body")
    if inner is None:
        return
    about = _about(header, tei)
    divisions = [
        div
        for name in ("div", "div1", "div2")
        for div in inner.iter(name)
        if _ARTICLES.match(value(div, "type", "subtype"))
    ]
    if len(divisions) < 2:
        yield Draft(
            title=about.title,
            text=_body(inner),
            date=about.date,
            outlet=about.outlet,
            byline=about.byline,
            url=about.url,
            lang=about.lang,
            topics=about.topics,
            key=value(tei, _ID) or about.key,
            number=before + 1,
            wrapped=True,
            extra=about.extra,
        )
        return
    others = sum(1 for name in ("div", "div1", "div2") for div in inner.iter(name) if _is_other(div, divisions))
    if others:
        yield Aside("divisions of a text that are no articles", others)
    for number, div in enumerate(divisions, before + 1):
        head = find(div, "head")
        title = text(head)
        if head is not None:
            head.clear()
        signed = find(div, ".//byline")
        byline = without_by(text(signed)) if signed is not None else ""
        if signed is not None:
            tail = signed.tail
            signed.clear()
            signed.tail = tail
        yield Draft(
            title=title,
            text=_body(div),
            date=dates.parse(text(div, ".//dateline/date")) or about.date,
            outlet=about.outlet or about.title,
            byline=byline,
            lang=code(value(div, _LANG)) or about.lang,
            topics=about.topics,
            key=value(div, _ID),
            number=number,
            wrapped=True,
            extra=about.extra,
        )


def _is_other(div: Element, divisions: list[Element]) -> bool:
    """Whether a division holds text of its own, and is neither an article nor in one, nor around one."""
    if any(one in divisions for one in (div, *div.iterancestors())):
        return False
    inside = set(div.iter("div", "div1", "div2")) - {div}
    return not inside and bool("".join(map(str, div.itertext())).strip())


def _about(header: Element | None, tei: Element) -> Draft:
    described = find(header, "fileDesc")
    source = find(described, "sourceDesc/biblStruct", "sourceDesc/biblFull", "sourceDesc/bibl", "sourceDesc")
    date = find(source, ".//date")
    published = find(described, "publicationStmt/date")
    return Draft(
        title=text(source, ".//analytic/title", ".//title[@level='a']") or text(described, "titleStmt/title"),
        date=dates.parse(value(date, "when", "when-iso", "value"))
        or dates.parse(text(date))
        or dates.parse(value(published, "when", "when-iso", "value"))
        or dates.parse(text(published)),
        outlet=text(source, ".//monogr/title", ".//title[@level='j']") or text(source, ".//publisher"),
        byline=", ".join(texts(described, "titleStmt/author")) or ", ".join(texts(source, ".//author")),
        url=value(find(source, ".//ptr", ".//ref"), "target") if source is not None else "",
        lang=code(value(tei, _LANG) or value(find(header, "profileDesc/langUsage/language"), "ident")),
        topics=tuple(texts(header, "profileDesc/textClass/keywords//term")),
        key=text(described, "publicationStmt/idno"),
        extra=(
            ("rights", text(described, "publicationStmt/availability")),
            ("edition", text(source, ".//edition")),
            ("page", text(source, ".//biblScope[@unit='page']", ".//biblScope[@type='pp']")),
        ),
    )


def _body(element: Element) -> str:
    left_out = [inner for name in _LEFT_OUT for inner in element.iter(name)]
    left_out += [ref for ref in element.iter("ref") if _NOTE_SIGN.match("".join(map(str, ref.itertext())))]
    left_out += [div for div in element.iter("div") if value(div, "type") == _COMMENTS]
    for inner in left_out:
        tail = inner.tail
        inner.clear()
        inner.tail = tail
    return prose(element)


def prose(element: Element) -> str:
    """The paragraphs of an element in TEI's own tags, which trafilatura uses in its other XML as well."""
    for name, plain in (
        ("head", "h2"),
        ("list", "ul"),
        ("item", "li"),
        ("row", "tr"),
        ("cell", "td"),
        ("ab", "p"),
        ("u", "p"),
        ("sp", "div"),
        ("l", "p"),
        ("lg", "div"),
    ):
        for inner in element.iter(name):
            inner.tag = plain
    for inner in element.iter("quote"):
        parent = inner.getparent()
        if parent is None or parent.tag != "p":  # in a paragraph it is no more than words in marks
            inner.tag = "blockquote"
    for inner in element.iter("lb"):
        inner.tail = f" {inner.tail or ''}"
    return body(element)
