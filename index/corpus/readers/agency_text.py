"""Agency messages in plain text: each between a line that begins with `ZCZC` and one that ends with `NNNN`.

These are the marks of the telegraph (ITU-T Recommendation S.4 and F.1), which agencies of Italy, Spain, Turkey and
Japan still print around the messages that they hand out as text.
"""

import re
from collections.abc import Iterator

from ...lazy_pattern import lazy_pattern
from ..dates import dates
from ..draft import Draft
from ..fields.export_text import Sign

_BEGIN = lazy_pattern(r"^[ \t]*ZCZC[^\n]*$", re.M)
_HAS_BEGIN = Sign(_BEGIN, "ZCZC")
_END = lazy_pattern(r"^[ \t]*(?P<last>[^\n]*?)[ \t]*\bNNNN\b[^\n]*$", re.M)
_CODES = lazy_pattern(
    r"(?:[A-Z]{1,5}\d[\w/]*|[A-Z]|[A-Z0-9]{1,4}|[A-Z]{4})(?:[ \t]+(?:[A-Z]{1,5}\d[\w/]*|[A-Z0-9]{1,5}))*\Z"
)
"""A line of codes above the headline: routing, priority, desk."""
_AGENCY = lazy_pattern(r"\(([A-Z][\w./ -]{1,24})\)\s*[-–—.]")
_SIGNED = lazy_pattern(r"[A-Z0-9]{2,4}(?:[-/][A-Z0-9]{2,4})*\Z")
_STAMP = lazy_pattern(
    r"\d{1,2}[- ][A-Z]{3}[- ]\d{2,4}(?: \d\d[:.]\d\d)?|\d{1,2}/\d{1,2}/\d{2,4}(?: \d\d[:.]\d\d)?", re.I
)


def looks_like(text: str) -> bool:
    """Whether a text begins with such a message."""
    return text.lstrip("\ufeff \n\t").startswith("ZCZC") and _HAS_BEGIN.search(text) is not None


def articles(text: str) -> Iterator[Draft]:
    """Yield the messages of a text."""
    starts = list(_BEGIN.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
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
    title = lines.pop(0).strip().rstrip("=").strip() if lines else ""
    while lines and (not lines[-1].strip() or _SIGNED.match(lines[-1].strip())):
        lines.pop()
    body = "\n".join(lines)
    agency = _AGENCY.search(body[:300])
    key = first.removeprefix("ZCZC").strip()
    return Draft(
        title=title,
        text=body,
        date=date,
        outlet=agency[1] if agency else "",
        key=f"{key} {date}".strip() if key else "",
        number=number,
        wrapped=True,
    )
