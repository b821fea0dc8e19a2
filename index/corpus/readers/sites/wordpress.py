"""WordPress exports (WXR): posts and pages, streamed; attachments, menus and comments are left out."""

import re
from collections.abc import Iterator

from msgspec import structs

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input
from ...fields.xml_records import Broken, Element, records, text
from ...text.languages import code
from ...text.markup import has_markup, plain
from ...text.shortcodes import without_shortcodes

_KINDS = ("post", "page", "")


def looks_like(head: str) -> bool:
    """Whether an RSS document is an export of WordPress."""
    return "wordpress.org/export/" in head[:8192] or "<wp:wxr_version>" in head


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the posts and pages of an export."""
    number = others = empty = 0
    outlet = lang = ""
    names: dict[str, str] = {}
    """What authors are called, by the names under which they log in."""
    for element in records(given, {"item", "title", "language", "author"}):
        if isinstance(element, Broken):
            yield Flaw(number + 1, element.reason)
            continue
        if element.tag != "item":
            if element.tag == "author":
                names[text(element, "author_login")] = text(element, "author_display_name")
            elif element.tag == "title":
                outlet = outlet or text(element)
            else:
                lang = lang or code(text(element))
            continue
        number += 1
        kind, status = text(element, "post_type"), text(element, "status")
        if kind not in _KINDS or status in ("trash", "auto-draft", "inherit"):
            others += 1
            continue
        draft = _draft(element, number, outlet, lang, status)
        if kind == "page" and not draft.text.strip():
            empty += 1
            continue
        yield structs.replace(draft, byline=names.get(draft.byline) or draft.byline)
    if others:
        yield Aside("attachments, menus and discarded posts of a blog", others)
    if empty:
        yield Aside("pages of a blog without text", empty)
    if not number:
        yield Aside("feeds without entries")


def _draft(item: Element, number: int, outlet: str, lang: str, status: str) -> Draft:
    body = max((str(found.text or "") for found in item.iterfind("encoded")), key=len, default="")
    body = without_shortcodes(body)
    body = plain(_as_paragraphs(body)) if has_markup(body) else body
    link = text(item, "link")
    return Draft(
        title=plain(text(item, "title")),
        text=body or plain(text(item, "description")),
        date=_date(item),
        outlet=outlet,
        byline=text(item, "creator"),
        url=link,
        lang=lang,
        topics=tuple(dict.fromkeys(text(found) for found in item.iterfind("category"))),
        key=text(item, "guid") or link or text(item, "post_id"),
        number=number,
        extra=(("version", status if status not in ("publish", "") else ""),),
    )


def _as_paragraphs(body: str) -> str:
    """Blank lines as paragraphs, which WordPress makes of them when it shows a post."""
    if "<p" in body:
        return body
    return "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", body))


def _date(item: Element) -> str:
    gmt = text(item, "post_date_gmt")
    if gmt and not gmt.startswith("0000"):
        return dates.parse(f"{gmt} UTC") or dates.parse(text(item, "pubDate"))
    return dates.parse(text(item, "pubDate")) or dates.parse(text(item, "post_date"))
