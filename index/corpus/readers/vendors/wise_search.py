"""Text exports of WiseSearch: headline, newspaper, page, section and date come first, a number below the text."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft
from ...fields.export_text import Sign

_KEY = lazy_pattern(r"^[ \t]*(?:文章編號|文章编号)\s*[:：]\s*(?P<key>\d{10,20})[ \t]*$", re.M)
_HAS_KEY = Sign(_KEY, "文章編號", "文章编号")
_RIGHTS = lazy_pattern(r"^[ \t]*(?:本內容之版權|本内容之版权|慧科)[^\n]*$", re.M)
_LENGTH = lazy_pattern(r"(?:字數|字数)\s*[:：]|\d+\s*(?:字|words)\Z")
_BY = lazy_pattern(r"(?:By|作者[:：]?|記者[:：]?|记者[:：]?)\s+(?P<name>\S.*)\Z", re.I)
_PAGE = lazy_pattern(r"[A-Z]{0,3}\d{1,3}\Z")
_PARTS = lazy_pattern(r"\s*[|｜]\s*")


def looks_like(text: str) -> bool:
    """Whether a text is an export of WiseSearch."""
    return _HAS_KEY.search(text) is not None


def articles(text: str) -> Iterator[Draft]:
    """Yield the articles of an export."""
    start = 0
    for number, mark in enumerate(_KEY.finditer(text), 1):
        head, _, body = _RIGHTS.sub("", text[start : mark.start()]).strip("\n -=").partition("\n\n")
        start = mark.end()
        title, *facts = [line.strip() for line in head.split("\n") if line.strip()] or [""]
        values = _facts(facts)
        yield Draft(
            title=title,
            text=body,
            date=values.get("date", ""),
            outlet=values.get("outlet", ""),
            byline=values.get("byline", ""),
            key=mark["key"],
            number=number,
            extra=(("section", values.get("section", "")), ("page", values.get("page", ""))),
        )


def _facts(lines: list[str]) -> dict[str, str]:
    """The fields on the lines below a headline; the newspaper stands before the section."""
    values: dict[str, str] = {}
    for part in (part for line in lines for part in _PARTS.split(line) if part):
        by = _BY.match(part)
        if _LENGTH.search(part):
            continue
        if by:
            values.setdefault("byline", by["name"])
        elif found := dates.parse(part):
            values.setdefault("date", found)
        elif _PAGE.match(part):
            values.setdefault("page", part)
        elif "outlet" not in values:
            values["outlet"] = part
        else:
            values.setdefault("section", part)
    return values
