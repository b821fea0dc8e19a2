"""Text exports of PressReader: a headline, a line with outlet, date and page between points, then the text.

What its printed pages hold has the same facts on labelled lines below each text.
"""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft
from ...fields.export_text import without_by
from ...fields.signed_line import byline_of

_FACTS = lazy_pattern(
    r"^[ \t\ufeff]*(?P<outlet>[^\n·|]{2,60}?)[ \t]*[·|][ \t]*(?P<date>[^\n·|]{6,40}?)[ \t]*[·|]"
    r"[ \t]*(?P<rest>[^\n]{0,200})\n",
    re.M,
)

_FOOT = lazy_pattern(
    r"^.*(?:pressreader\.com|printed (?:by|with|and distributed by) pressreader|article name:"
    r"|ORIGINAL COPYRIGHT|COPYRIGHT AND PROTECTED).*$",
    re.I | re.M,
)
_LABELLED = lazy_pattern(
    r"^[ \t]*Article Name:[ \t]*(?P<title>[^\n]*)\n\s*Publication:[ \t]*(?P<outlet>[^\n]*)"
    r"(?:\n\s*Author:[ \t]*(?P<byline>[^\n]*))?(?:\n\s*Start Page:[ \t]*(?P<page>[^\n]*))?"
    r"(?:\n\s*End Page:[^\n]*)?$",
    re.M,
)
"""What a printed page says below its text."""
_MAIL = lazy_pattern(r"\s*\S+@\S+\s*")
_HEAD_LINES = 8


def looks_like(text: str) -> bool:
    """Whether a text is an export of PressReader."""
    if "Article Name:" in text and _LABELLED.search(text):
        return True
    if "·" not in text and "pressreader" not in text.lower():
        return False
    found = [match for match in _FACTS.finditer(text) if dates.parse(match["date"])]
    return bool(found) and ("pressreader" in text.lower() or _is_heading(text, found[0]))


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """Whether outlet, date and page stand between points on a line below a text's first one, and above a blank one."""
    before = text[: match.start()].strip()
    return (
        bool(before) and "\n" not in before and "·" in match[0] and not text[match.end() :].partition("\n")[0].strip()
    )


def _block_start(text: str, end: int) -> int:
    """Where the block of lines that ends at `end` begins."""
    at = text.rfind("\n\n", 0, end)
    return at + 2 if at >= 0 else 0


def articles(text: str) -> Iterator[Draft]:
    """Yield the articles of an export."""
    if "Article Name:" in text and _LABELLED.search(text):
        yield from _labelled(text)
        return
    marks = [match for match in _FACTS.finditer(text) if dates.parse(match["date"])]
    starts = [_block_start(text, len(text[: mark.start()].rstrip())) for mark in marks]
    ends = [*starts[1:], len(text)]
    for number, (mark, start, end) in enumerate(zip(marks, starts, ends, strict=False), 1):  # there may be no mark
        parts = [part.strip() for part in re.split(r"[·|]", mark["rest"]) if part.strip()]
        page = next((part for part in parts if re.fullmatch(r"(?:Page\s+)?[A-Z]{0,3}\d{1,3}", part)), "")
        byline = next((part for part in parts if without_by(part) != part or "@" in part), "")
        others = [part for part in parts if part not in (page, byline)]
        body = _FOOT.sub("", text[mark.end() : end]).strip()
        first, _, rest = body.partition("\n")
        if not byline and (signed := byline_of(first.strip())):
            byline, body = signed, rest.strip()
        yield Draft(
            title=" ".join(text[start : mark.start()].split()),
            text=body,
            date=dates.parse(mark["date"]),
            outlet=mark["outlet"].strip(),
            byline=_MAIL.sub("", without_by(byline)),
            number=number,
            extra=(("page", page.removeprefix("Page ")), ("section", ", ".join(others))),
        )


def _labelled(text: str) -> Iterator[Draft]:
    """Yield articles that end with labelled facts, without the lines above the text that say the same."""
    at = 0
    for number, mark in enumerate(_LABELLED.finditer(text), 1):
        lines = text[at : mark.start()].strip("\n").split("\n")
        at = mark.end()
        byline = _MAIL.sub("", without_by(mark["byline"] or ""))
        known = {mark["title"].strip(), mark["outlet"].strip(), (mark["byline"] or "").strip(), byline, ""}
        when = ""
        begin = 0
        for line in lines[:_HEAD_LINES]:
            facts = _FACTS.match(f"{line}\n")
            told = facts["date"] if facts and facts["outlet"].strip() in known else line.strip()
            found = dates.parse(told) if not when and len(told) < 40 else ""
            if line.strip() not in known and without_by(line.strip()) not in known and not found:
                break
            when = when or found
            begin += 1
        yield Draft(
            title=mark["title"].strip(),
            text="\n".join(lines[begin:]),
            date=when,
            outlet=mark["outlet"].strip(),
            byline=byline,
            number=number,
            extra=(("page", (mark["page"] or "").strip()),),
        )
