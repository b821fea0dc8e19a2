"""NewsML 1.x: a NewsItem an article, its text in the DataContent of a nested NewsComponent, often as NITF or XHTML."""

from collections.abc import Iterator

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.xml_records import Broken, Element, body, find, records, text, texts, value
from ...text.character_references import unescape
from ...text.languages import code
from ...text.markup import has_markup, plain
from . import nitf

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_TEXT = ("css", "image", "video", "audio", "javascript")
_ASIDE_ROLES = ("headline", "stylesheet", "caption", "logo", "photo")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield an article for each NewsItem that holds text.

    Raises:
        Unreadable: there is no NewsItem, or one is too long.
    """
    number = others = 0
    for element in records(given, {"newsitem"}):
        number += 1
        if isinstance(element, Broken):
            yield Flaw(number, element.reason)
            continue
        found = _draft(element, number)
        if found.text or found.title:
            yield found
        else:
            others += 1
    if others:
        yield Aside("agency items without text", others)
    if not number:
        raise Unreadable("no NewsItem in this NewsML document")


def _draft(item: Element, number: int) -> Draft:
    identifier = find(item, "Identification/NewsIdentifier")
    management = find(item, "NewsManagement")
    content = _content(item)
    inner = nitf.draft(found) if content is not None and (found := _nitf(content)) is not None else Draft()
    lines = next((found for found in item.iter("NewsLines") if find(found, "HeadLine") is not None), None)
    if lines is None:
        lines = find(item, ".//NewsLines")
    return Draft(
        title=text(lines, "HeadLine") or inner.title or text(item, "Identification/NameLabel"),
        text=_after_dateline(text(lines, "DateLine"), inner.text or _body(content)),
        date=_date(item, management) or inner.date,
        outlet=_outlet(item, identifier) or inner.outlet,
        byline=_without_by(text(lines, "ByLine")) or inner.byline,
        lang=code(_language(item)) or inner.lang,
        topics=tuple(_topics(item)) or inner.topics,
        key=_item_id(text(identifier, "PublicIdentifier"), identifier) or text(identifier, "NewsItemId"),
        number=number,
        wrapped=inner.wrapped,
        extra=(*_extra(item, management, identifier), *inner.extra),
    )


def _item_id(public: str, identifier: Element | None) -> str:
    """The id of an item, which all its revisions share: its public identifier without the revision at its end."""
    revision = find(identifier, "RevisionId")
    number = text(revision)
    if revision is None or not number:
        return public
    ending = f":{number}{value(revision, 'Update') or 'N'}"
    return next((public.removesuffix(end) for end in (ending, f":{number}") if public.endswith(end)), public)


def _content(item: Element) -> Element | None:
    """The DataContent with most words that is text: not a style sheet, a headline of its own, or a caption."""
    best, length = None, 0
    for content in item.iter("DataContent"):
        holder = content.getparent()
        kind = value(find(holder, "MimeType"), "FormalName") + value(find(holder, "Format"), "FormalName")
        if any(word in kind.casefold() for word in _NOT_TEXT):
            continue
        component = next(content.iterancestors("NewsComponent"), None)
        if value(find(component, "Role"), "FormalName").casefold() in _ASIDE_ROLES:
            continue
        size = sum(len(str(piece)) for piece in content.itertext())
        if size > length:
            best, length = content, size
    return best


def _nitf(content: Element) -> Element | None:
    return find(content, "nitf", ".//nitf")


def _body(content: Element | None) -> str:
    if content is None:
        return ""
    page = find(content, "html/body", ".//body", ".//body.content")
    words = body(page if page is not None else content)
    return plain(unescape(words) if "&lt;" in words else words) if has_markup(words) else words


def _after_dateline(dateline: str, body: str) -> str:
    """The body behind its dateline, where the format keeps that apart and it names more than a place."""
    if not dateline or not body or body.lstrip().startswith(dateline[:12]) or "(" not in dateline:
        return body
    return f"{dateline} {body.lstrip()}"


def _date(item: Element, management: Element | None) -> str:
    for path in ("ThisRevisionCreated", "FirstCreated"):
        if found := dates.parse(text(management, path)):
            return found
    return dates.parse(text(item, ".//DateLineDate", "Identification/NewsIdentifier/DateId"))


def _outlet(item: Element, identifier: Element | None) -> str:
    provider = value(find(item, ".//Provider/Party"), "FormalName") or text(identifier, "ProviderId")
    return provider or value(find(item, ".//Source/Party"), "FormalName")


def _language(item: Element) -> str:
    return value(find(item, ".//DescriptiveMetadata/Language"), "FormalName") or value(item, _LANG)


def _without_by(line: str) -> str:
    return line[3:] if line[:3].casefold() == "by " else line


def _topics(item: Element) -> Iterator[str]:
    yield from texts(item, ".//KeywordLine")
    for topic in item.iterfind(".//TopicSet/Topic"):
        named = {value(found, "Variant", _LANG): text(found) for found in topic.iterfind("Description")}
        english = next((text(d) for d in topic.iterfind("Description") if value(d, _LANG) == "en"
                        and value(d, "Variant") in ("", "Name")), "")  # fmt: skip
        found = english or named.get("Name", "") or next(iter(named.values()), "")
        if found:
            yield found
    yield from texts(item, ".//Metadata/Property[@FormalName='BWIndustryKeywords']", "Value")


def _extra(item: Element, management: Element | None, identifier: Element | None) -> Iterator[tuple[str, str]]:
    yield "rights", text(item, ".//CopyrightLine", ".//RightsLine", ".//RightsMetadata/Copyright")
    yield "rights", text(item, ".//RightsMetadata/UsageRights/UsageType")
    yield "keywords", ", ".join(texts(item, ".//KeywordLine") or texts(item, ".//SlugLine"))
    yield "version", text(identifier, "RevisionId")
    status = value(find(management, "Status"), "FormalName")
    yield (
        "correction",
        status.casefold() if status.casefold() in ("canceled", "cancelled", "withheld", "killed") else "",
    )
    yield "embargo", dates.parse(text(management, "StatusWillChange/DateAndTime")) if status == "Embargoed" else ""
