"""Dates that a page shows beside its headline as "3 hours ago", counted back from when the page was saved."""

import re

from lxml.html import HtmlElement

from ...lazy_pattern import lazy_pattern
from ..dates import relative_dates
from ..evidence import note
from ..findings import Findings

DATE_NAMES = lazy_pattern(
    r"(?:^|[\s_-])(?:date|datum|fecha|pub-?date|published|posted|time-?stamp|date-?stamp|dateline)(?:$|[\s_-])", re.I
)
"""Names of elements that show a date."""
_TAGS = ("time", "span", "p", "div", "li", "small", "em", "dd")
_LONGEST = 80
_AROUND = 3
"""Elements around a headline in which its date stands: further out are those of other stories."""
_LABEL = lazy_pattern(
    r"(?:first )?(?:published|posted|veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd|publicerad)"
    r"(?: on| at| le| el| il| am)?\s*:?\s+",
    re.I,
)


def counted_back_on_page(root: HtmlElement, fetched: str, findings: Findings) -> str:
    """The day that the date beside the headline counts back to; "" if there is none, or if it may be one of two.

    Args:
        root: the page.
        fetched: when it was saved, ISO.
        findings: where it is counted.
    """
    heading = next(iter(root.iter("h1")), None) if fetched else None
    around = heading
    for _ in range(_AROUND if heading is not None else 0):
        parent = around.getparent() if around is not None else None
        if parent is None or parent.tag in ("body", "html"):
            break
        around = parent
    days: dict[str, str] = {}
    for element in around.iter(*_TAGS) if around is not None else ():
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        text = " ".join("".join(map(str, element.itertext())).split())
        if len(text) > _LONGEST or not (element.tag == "time" or DATE_NAMES.search(name)):
            continue
        day = relative_dates.counted_back(_LABEL.sub("", text, count=1), fetched)
        if day:
            days[day] = text
    if len(days) != 1:
        return ""
    ((day, text),) = days.items()
    note("element named", "date", text)
    findings.counted_back += 1
    return day
