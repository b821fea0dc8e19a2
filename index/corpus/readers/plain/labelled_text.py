"""Text files of many articles, each below the same labelled lines (`Title: …`, `Date: …`)."""

import re
from collections.abc import Iterator

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import Draft, Flaw, Input
from ...fields import front_matter
from ...text.lines import lines
from .plain_text import from_fields

_LABEL = lazy_pattern(r"([^\W\d_][\w /-]{1,24}):(?:[ \t]|\Z)")
_RIGHTS = lazy_pattern(r"[ \t]*(?:Copyright\b|©|\(c\)|All rights reserved)[^\n]{0,160}\Z", re.I)
_RULE = lazy_pattern(r"[ \t]*(?:[-=_*#~+][ \t]*){3,}\Z")
_MOST = 4_000_000
"""Characters of one article: what is longer is cut there."""


def looks_like(text: str) -> bool:
    """Whether a text begins with labelled lines that come again, in the same order, further down."""
    labels = _labels(text)
    if len(labels) < 2:
        return False
    again = rf"^(?:[ \t]*\n|[ \t]*(?:[-=_*#~+][ \t]*){{3,}}\n){re.escape(labels[0])}:[^\n]*\n{re.escape(labels[1])}:"
    text = text.replace("\r\n", "\n")
    return re.compile(again, re.M).search(text, text.index(f"\n{labels[1]}:")) is not None


def _labels(text: str) -> list[str]:
    """The labels of a text's first lines; none if they do not name an article's fields."""
    found: list[str] = []
    rows = text.lstrip("\ufeff \r\n\t").replace("\r\n", "\n").split("\n", 40)[:40]
    while rows and (not rows[0].strip() or _RULE.match(rows[0])):
        rows.pop(0)
    for line in rows:
        match = _LABEL.match(line)
        if not match:
            break
        found.append(match[1])
    return found if found and front_matter.split("\n".join([*rows[: len(found)], "", "x"]))[0] else []


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the articles of a file: each begins where the first two labels come again."""
    first: list[str] = []
    number = 0
    for number, text in enumerate(_records(given, first), 1):
        found, body = front_matter.split(text)
        yield structs.replace(from_fields(found, _without_rule(body), given), number=number)


def _records(given: Input, labels: list[str]) -> Iterator[str]:
    """Yield the lines of each article."""
    held: list[str] = []
    size = 0
    ends = True
    for line in lines(given):
        if line is None:
            continue
        line = line.rstrip("\r\n").lstrip("\ufeff")
        if not labels and (match := _LABEL.match(line)):
            labels.append(match[1])
        begins = ends and bool(labels) and line.startswith(f"{labels[0]}:")
        if (begins and any(map(_LABEL.match, held))) or size > _MOST:
            yield "\n".join(held)
            held, size = [], 0
        ends = not line.strip() or _RULE.match(line) is not None
        if held or not ends:
            held.append(line)
            size += len(line)
    if held:
        yield "\n".join(held)


def _without_rule(body: str) -> str:
    """A body without the rule and the rights that part it from the next article."""
    rows = body.rstrip().split("\n")
    while len(rows) > 1 and (not rows[-1].strip() or _RULE.match(rows[-1]) or _RIGHTS.match(rows[-1])):
        rows.pop()
    return "\n".join(rows)
