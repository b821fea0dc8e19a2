"""Outlines of Org mode that hold several articles: headings with a drawer of properties, or a moment, below them."""

import re
from collections.abc import Iterator
from typing import Any

from ....lazy_pattern import lazy_pattern
from ...draft import Draft, Input
from ...fields import fields, light_markup

_HEADING = lazy_pattern(r"^\* +(?:(?:TODO|DONE|NEXT|WAITING) +)?(?:\[#[A-Z]\] +)?(?P<title>\S[^\n]*?)"
                      r"(?:[ \t]+:(?P<tags>[\w@#%:]+):)?[ \t]*$", re.M)  # fmt: skip
_DRAWER = lazy_pattern(
    r"\A\s*(?:(?:CLOSED|SCHEDULED|DEADLINE):[^\n]*\n\s*)?:PROPERTIES:[ \t]*\n(?P<lines>(?:.*\n)*?)[ \t]*:END:[ \t]*\n",
    re.I,
)
_PROPERTY = lazy_pattern(r"[ \t]*:([^\s:]+):[ \t]*(.*?)[ \t]*$", re.M)
_MOMENT = lazy_pattern(r"\A\s*[\[<](?P<date>\d{4}-\d\d-\d\d[^\]>\n]*)[\]>][ \t]*\n")
_FEWEST = 2
_NAMES = {"captured": "fetched", "export_author": "author", "export_date": "date", "source_url": "url"}


def articles(text: str, given: Input) -> Iterator[Draft] | None:
    """The articles of an outline; None if its headings are the sections of one text.

    Args:
        text: with line feeds.
        given: the file.
    """
    heads = list(_HEADING.finditer(text))
    if len(heads) < _FEWEST:
        return None
    ends = [head.start() for head in heads[1:]] + [len(text)]
    parts = [text[head.end() + 1 : end] for head, end in zip(heads, ends, strict=True)]
    if not all(_DRAWER.match(part) or _MOMENT.match(part) for part in parts):
        return None
    return _drafts(heads, parts, given)


def _drafts(heads: list[re.Match[str]], parts: list[str], given: Input) -> Iterator[Draft]:
    for number, (head, part) in enumerate(zip(heads, parts, strict=True), 1):
        drawer, moment = _DRAWER.match(part), _MOMENT.match(part)
        found: dict[str, Any] = {}
        if drawer:
            pairs = ((name.casefold(), value.strip("<>[] ")) for name, value in _PROPERTY.findall(drawer["lines"]))
            found = {_NAMES.get(str(name), str(name)): value for name, value in pairs if value}
            part = part[drawer.end() :]
        elif moment:
            found, part = {"date": moment["date"]}, part[moment.end() :]
        if head["tags"]:
            found["tags"] = head["tags"].split(":")
        found |= {"title": head["title"], "text": light_markup.org_body(part)}
        draft = fields.draft(found, given.corpus.fields, number, given.findings)
        if draft:
            yield draft
