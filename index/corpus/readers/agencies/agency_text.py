"""Agency messages in plain text: each between a line that begins with `ZCZC` and one that ends with `NNNN`.

These are the marks of the telegraph (ITU-T Recommendation S.4 and F.1), which agencies of Italy, Spain, Turkey and
Japan still print around the messages that they hand out as text.
"""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft
from ...fields.export_text import Sign

_BEGIN = lazy_pattern(r"^[ \t]*ZCZC[^\n]*$", re.M)
_HAS_BEGIN = Sign(_BEGIN, "ZCZC")
_NUMBERED = lazy_pattern(
    r"^[ \t]*(?P<key>[A-Z]{2,5}\d{1,4})[ \t]*(?:[ \t]|\n[ \t]*)(?:[A-Z]{2,5}[ \t]*)?"
    r"(?P<slug>[A-Z]{2,}(?:-[A-Z0-9]+)+)[ \t]*$",
    re.M,
)
"""The number and keyword that begin a message between which nothing but `NNNN` stands: `DEL45 FOR-STORM-OSTBY`."""
_ALONE = lazy_pattern(r"^[ \t]*NNNN[ \t]*$", re.M)
_MOMENT = lazy_pattern(r"\d{8}\Z")
"""Month, day and time below a message; no year is there, and so no date."""
_END = lazy_pattern(r"^[ \t]*(?P<last>[^\n]*?)[ \t]*\bNNNN\b[^\n]*$", re.M)
_CODES = lazy_pattern(
    r"(?:[A-Z]{1,5}\d[\w/]*|[A-Z]|[A-Z0-9]{1,4}|[A-Z]{4})(?:[ \t]+(?:[A-Z]{1,5}\d[\w/]*|[A-Z0-9]{1,5}))*\Z"
)
"""A line of codes above the headline: routing, priority, desk."""
_AGENCY = lazy_pattern(r"\((?P<name>[A-Z][\w./ -]{1,24})\)\s*[-–—.]|\((?P<indian>PTI|ANI|IANS|UNI)\) ")
_LONGEST_KEYWORD = 60
_SIGNED = lazy_pattern(r"[A-Z0-9]{2,4}(?:[-/][A-Z0-9]{2,4})*\Z")
_STAMP = lazy_pattern(
    r"\d{1,2}[- ][A-Z]{3}[- ]\d{2,4}(?: \d\d[:.]\d\d)?|\d{1,2}/\d{1,2}/\d{2,4}(?: \d\d[:.]\d\d)?", re.I
)


def looks_like(text: str) -> bool:
    """Whether a text begins with such a message."""
    text = text.lstrip("\ufeff \n\t")
    if text.startswith("ZCZC"):
        return _HAS_BEGIN.search(text) is not None
    return "NNNN" in text and _NUMBERED.match(text) is not None and _ALONE.search(text) is not None


def articles(text: str) -> Iterator[Draft]:
    """Yield the messages of a text."""
    begins = list(_BEGIN.finditer(text))
    if not begins:
        for number, part in enumerate(filter(str.strip, _ALONE.split(text)), 1):
            stripped = part.strip("\n\ufeff ")
            begin = _NUMBERED.match(stripped)
            first, _, rest = (begin[0], "", stripped[begin.end() :]) if begin else stripped.partition("\n")
            yield _message(f"{rest}\nNNNN", first.strip(), number)
        return
    ends = [match.start() for match in begins[1:]] + [len(text)]
    for number, (start, end) in enumerate(zip(begins, ends, strict=True), 1):
        yield _message(text[start.end() : end], start[0].strip(), number)


def _message(part: str, first: str, number: int) -> Draft:
    mark = _END.search(part)
    date = ""
    if mark:
        stamp = _STAMP.search(mark["last"])
        date = dates.parse(stamp[0].replace(".", ":")) if stamp else ""
        part = part[: mark.start()]
    lines = part.strip("\n").split("\n")
    while len(lines) > 1 and (not lines[0].strip() or _CODES.match(lines[0].strip())):
        lines.pop(0)
    keyword = lines.pop(0).strip() if _is_keyword(lines) else ""
    while keyword and not lines[0].strip():
        lines.pop(0)
    title = lines.pop(0).strip().rstrip("=").strip() if lines else ""
    while lines and (not lines[-1].strip() or _SIGNED.match(lines[-1].strip()) or _MOMENT.match(lines[-1].strip())):
        lines.pop()
    body = "\n".join(lines)
    agency = _AGENCY.search(body[:300])
    numbered = _NUMBERED.match(first)
    key = numbered["key"] if numbered else first.removeprefix("ZCZC").strip()
    return Draft(
        title=title,
        text=body,
        date=date,
        outlet=(agency["name"] or agency["indian"]) if agency else "",
        key=f"{key} {date}".strip() if key and (date or not numbered) else "",
        number=number,
        wrapped=True,
        extra=(("keywords", numbered["slug"] if numbered else keyword),),
    )


def _is_keyword(lines: list[str]) -> bool:
    """Whether the first line is codes or a keyword above a headline: capitals, and one of them has a digit.

    A keyword without digits is not indented, as the headline below it is.
    """
    first, below = lines[0].rstrip(), next((line for line in lines[1:] if line.strip()), "")
    if not first.isupper() or len(first) > _LONGEST_KEYWORD or not below or below.isupper() or _AGENCY.search(below):
        return False
    return any(map(str.isdigit, first)) or (first[0] != " " and below.startswith("   "))
