"""NITF, the News Industry Text Format: one article a document, also inside other agency formats."""

from collections.abc import Iterator

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, body, find, records, text, texts, value
from ...text.languages import code

_TITLES = ("body/body.head/hedline/hl1", "body/body.head/hedline", "body/body.head/headline", "head/title")
_DATES = ("date.issue", "date.release")
_STATUS = {"canceled": "cancelled", "killed": "cancelled", "withheld": "withheld"}


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a file: one in most, several where a service joins them.

    Raises:
        Unreadable: an article is too long.
    """
    number = 0
    for element in records(given, {"nitf"}):
        number += 1
        if isinstance(element, Broken):
            yield Flaw(number, element.reason)
        else:
            yield draft(element, number)
    if not number:
        raise Unreadable("no <nitf> element in it")


def draft(nitf: Element, number: int = 0) -> Draft:
    """The draft of one `nitf` element, its namespaces stripped."""
    head, docdata = find(nitf, "head"), find(nitf, "head/docdata")
    top = find(nitf, "body/body.head")
    when = next((found for name in _DATES if (found := dates.parse(value(find(docdata, name), "norm")))), "")
    holder = value(find(docdata, "doc.copyright"), "holder")
    return Draft(
        title=text(nitf, *_TITLES),
        text=_body(nitf),
        date=when or dates.parse(value(find(head, "pubdata"), "date.publication")) or _story_date(top),
        outlet=value(find(head, "pubdata"), "name")
        or text(top, "distributor")
        or holder
        or value(find(docdata, "doc-id"), "regsrc"),
        byline=_byline(top),
        url=value(find(docdata, "doc-id"), "ex-ref") or value(find(head, "pubdata"), "ex-ref"),
        lang=code(value(nitf, "baselang", "{http://www.w3.org/XML/1998/namespace}lang") or text(head, "language")),
        topics=tuple(_topics(head)),
        key=value(find(docdata, "doc-id"), "id-string"),
        number=number,
        wrapped=True,
        extra=tuple(_extra(head, docdata, top)),
    )


def _body(nitf: Element) -> str:
    content = find(nitf, "body/body.content")
    if content is None:
        return body(find(nitf, "body"))
    for media in [*content.iter("media"), *content.iter("nitf-table")]:
        tail = media.tail
        media.clear()  # its captions and reference data are not the article
        media.tail = tail
    return body(content)


def _byline(top: Element | None) -> str:
    line = find(top, "byline")
    if line is None:
        return ""
    person = text(line, "person")
    title = text(line, "byttl")
    words = person or text(line)
    if not person and title and words.endswith(title):
        words = words[: -len(title)].rstrip(" ,;/")
    return words[3:] if words[:3].casefold() == "by " else words


def _story_date(top: Element | None) -> str:
    place = find(top, "dateline/story.date")
    return dates.parse(value(place, "norm") or text(place))


def _topics(head: Element | None) -> Iterator[str]:
    for subject in head.iterfind("tobject/tobject.subject") if head is not None else ():
        for name in ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"):
            found = value(subject, name)
            if found:
                yield found
                break
    yield from texts(head, "docdata/key-list/keyword", "key")


def _extra(head: Element | None, docdata: Element | None, top: Element | None) -> Iterator[tuple[str, str]]:
    pubdata = find(head, "pubdata")
    yield "section", value(pubdata, "position.section") or value(find(docdata, "fixture"), "fix-id")
    yield "page", value(pubdata, "position.sequence")
    yield "edition", value(pubdata, "edition.name", "edition.area")
    holder, year = (value(find(docdata, "doc.copyright"), name) for name in ("holder", "year"))
    owner = value(find(docdata, "doc.rights"), "owner") or text(top, "rights/rights.owner")
    yield "rights", " ".join(filter(None, (f"(c) {year} {holder}".replace("  ", " ") if holder else owner, "")))
    yield "rights", value(find(docdata, "doc.rights"), "limitations", "type")
    yield "keywords", ", ".join(texts(docdata, "key-list/keyword", "key"))
    key = find(docdata, "du-key")
    yield "version", value(key, "version", "generation")
    status = value(docdata, "management-status")
    yield "correction", _STATUS.get(status, "") or value(find(docdata, "correction"), "info")
    release, issue = (value(find(docdata, name), "norm") for name in ("date.release", "date.issue"))
    yield "embargo", dates.parse(release) if release != issue and status == "embargoed" else ""
