"""NewsML-G2: a newsItem an article, alone or in a newsMessage; packages and concepts hold no text of their own."""

from collections.abc import Iterator

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, body, find, records, text, texts, value
from ...text.character_references import unescape
from ...text.languages import code
from ...text.markup import has_markup, plain
from . import nitf

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = {
    "packageitem": "agency packages (lists of items)",
    "conceptitem": "agency concepts",
    "knowledgeitem": "agency concepts",
    "planningitem": "agency planning items",
}
_MEDIA = ("picture", "video", "audio", "graphic", "animation")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield an article for each newsItem that holds text; pictures, packages and concepts are counted.

    Raises:
        Unreadable: there is no item in it, or one is too long.
    """
    number = 0
    found = False
    for element in records(given, {"newsitem", "contentset", *_KINDS}):
        found = True
        if isinstance(element, Broken):
            yield Flaw(number + 1, element.reason)
            continue
        name = str(element.tag)
        if name.casefold() in _KINDS:
            yield Aside(_KINDS[name.casefold()])
            continue
        number += 1
        item = _draft(element, number)
        if item.text:
            yield item
        elif value(find(element, "itemMeta/itemClass"), "qcode").rpartition(":")[2] in _MEDIA:
            yield Aside("agency pictures, audio and video")
        elif not item.title:
            yield Aside("agency items without text")
        else:
            yield item
    if not found:
        raise Unreadable("no item in this NewsML-G2 document")


def _draft(item: Element, number: int) -> Draft:
    meta, about = find(item, "itemMeta"), find(item, "contentMeta")
    content = item if item.tag == "contentSet" else find(item, "contentSet")
    inner = _inner(content)
    return Draft(
        title=text(about, "headline") or inner.title or text(about, "slugline") or text(meta, "title"),
        text=inner.text,
        date=_date(meta, about) or inner.date,
        outlet=_party(find(about, "infoSource")) or _party(find(meta, "provider")) or inner.outlet,
        byline=_byline(about) or inner.byline,
        lang=code(value(find(about, "language"), "tag") or value(item, _LANG)) or inner.lang,
        topics=tuple(texts(about, "subject/name")) or inner.topics,
        key=value(item, "guid"),
        number=number,
        wrapped=inner.wrapped,
        extra=(*_extra(item, meta, about), *inner.extra),
    )


def _inner(content: Element | None) -> Draft:
    """Text of the content set, with what the article inside says of itself."""
    if content is None:
        return Draft()
    for holder in content.iterfind("inlineXML"):
        article = find(holder, "nitf", ".//nitf")
        if article is not None:
            return nitf.draft(article)
        page = find(holder, "html/body", ".//body", "body", ".//div")
        words = body(page if page is not None else holder)
        if words:
            return Draft(text=words, wrapped=False)
    for holder in content.iterfind("inlineData"):
        words = str(holder.text or "") if len(holder) == 0 else body(holder)
        if words.strip():
            return Draft(text=plain(unescape(words)) if has_markup(words) else words)
    return Draft()


def _date(meta: Element | None, about: Element | None) -> str:
    for element, path in (
        (about, "contentModified"), (about, "contentCreated"), (meta, "versionCreated"), (meta, "firstCreated")
    ):  # fmt: skip
        if found := dates.parse(text(element, path)):
            return found
    return ""


def _party(element: Element | None) -> str:
    if element is None:
        return ""
    return text(element, "name") or value(element, "literal")


def _byline(about: Element | None) -> str:
    line = text(about, "by") or ", ".join(texts(about, "creator/name"))
    return line[3:] if line[:3].casefold() == "by " else line


def _extra(item: Element, meta: Element | None, about: Element | None) -> Iterator[tuple[str, str]]:
    rights = find(item, "rightsInfo")
    yield "rights", text(rights, "copyrightNotice") or _party(find(rights, "copyrightHolder"))
    yield "rights", text(rights, "usageTerms")
    yield "keywords", ", ".join(texts(about, "keyword")) or text(about, "slugline")
    yield "version", value(item, "version")
    status = value(find(meta, "pubStatus"), "qcode").rpartition(":")[2]
    yield "correction", status if status in ("canceled", "withheld") else ""
    for signal in texts(meta, "signal", "qcode"):
        word = signal.rpartition(":")[2]
        yield "correction", word if "correct" in word or "kill" in word else ""
    yield "embargo", dates.parse(text(meta, "embargoed"))
