"""Texts of programs for text analysis, each below a line that codes its variables: Alceste, IRaMuTeQ, TXM, Lexico."""

import re
from collections.abc import Iterator, Mapping

from msgspec import structs

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Draft, Flaw, Input
from ...fields import fields
from ...text.character_references import unescape
from ...text.lines import lines

_STARS = lazy_pattern(r"(?:\*{4}|\d{4})(?:[ \t]+\*[^\s*]+)+[ \t]*\Z")
"""`**** *source_courier *date_2010-05-01`; old files have four digits first."""
_STAR = lazy_pattern(r"\*(?P<name>[^\W_]+)(?:_(?P<value>\S+))?")
_ATTRIBUTE = r"[A-Za-z][\w.:-]*\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+)"
_ELEMENT = lazy_pattern(rf"<(?P<tag>[A-Za-z][\w.-]*)(?P<attributes>(?:\s+{_ATTRIBUTE})+)\s*>\Z")
_KEYS = lazy_pattern(rf"(?:<{_ATTRIBUTE}>\s*)+\Z")
_PAIR = lazy_pattern(
    r"(?P<name>[A-Za-z][\w.:-]*)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s<>]+))"
)
_THEME = lazy_pattern(r"-\*\S+\s*\Z")
"""A line of IRaMuTeQ that begins a theme within a text."""
_TAGS = ("text", "doc", "document", "article", "texte", "documento", "artikel")
_UNKNOWN = frozenset(("na", "nd", "none", "null", "sd", "x"))
_LONGEST_LINE = 4000
_MOST = 4_000_000
"""Characters of one article: what is longer is cut there."""
_LINES = 4000
"""Lines that show what a text is."""


def looks_like(text: str) -> bool:
    """Whether a text begins with a line of variables, and has another of the same kind below words."""
    rows = iter(text.lstrip("\ufeff \r\n\t").split("\n", _LINES)[:_LINES])
    first = next(rows, "").strip()
    if _variables(first) is None or first.casefold().startswith("<doc "):
        return False
    kind = _kind(first)
    running = 0
    for row in rows:
        line = row.strip()
        running += len(line.split()) > 1 and line[:1] not in "<*"
        if line and line[0] in "<*0123456789" and _variables(line) is not None and _kind(line) == kind:
            return running > 0
    return False


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the articles of a file, read line by line."""
    facts: Mapping[str, str] | None = None
    held: list[str] = []
    number = size = 0
    for line in lines(given):
        if line is None:
            yield Flaw(number + 1, f"a line longer than {MAX_TEXT >> 20} MB")
            continue
        found = _variables(line.strip().lstrip("\ufeff"))
        if found is not None or size > _MOST:
            if facts is not None:
                number += 1
                yield from _article(facts, held, number, given)
            facts, held, size = found if found is not None else facts, [], 0
            if found is not None:
                continue
        if not _THEME.match(line.strip()):
            held.append(line)
            size += len(line)
    if facts is not None:
        yield from _article(facts, held, number + 1, given)


def _article(facts: Mapping[str, str], held: list[str], number: int, given: Input) -> Iterator[Draft | Flaw]:
    text = re.sub(r"</[A-Za-z][\w.-]*>\s*\Z", "", "".join(held)).strip("\r\n")
    draft = fields.draft({**facts, "text": text}, given.corpus.fields, number, given.findings) if text else None
    yield structs.replace(draft, wrapped=None) if draft else Flaw(number, "no text below its variables")


def _kind(line: str) -> str:
    """What kind of line of variables this is: stars, keys, or the name of its element."""
    match = _ELEMENT.match(line)
    return match["tag"].casefold() if match else line[0]


def _variables(line: str) -> dict[str, str] | None:
    """The variables that a line codes, None for any other line."""
    if len(line) > _LONGEST_LINE:
        return None
    if _STARS.match(line):
        found = {match["name"]: match["value"] or "" for match in _STAR.finditer(line)}
    elif (match := _ELEMENT.match(line)) and match["tag"].casefold() in _TAGS:
        found = _pairs(match["attributes"])
    elif _KEYS.match(line):
        found = _pairs(line)
    else:
        return None
    return {name: value for name, value in found.items() if value.casefold() not in _UNKNOWN}


def _pairs(text: str) -> dict[str, str]:
    return {
        match["name"]: unescape(match["double"] or match["single"] or match["bare"] or "")
        for match in _PAIR.finditer(text)
    }
