"""Lines that say nothing, or hardly anything, but a date, in the words of many languages."""

from ...lazy_pattern import lazy_pattern
from ..dates.dates import readings
from ..dates.month_names import MONTHS
from ..findings import Findings
from . import date_words

_LONGEST = 80
_MOST_WORDS = 12
_OF_THE_CLOCK = lazy_pattern(r"(?<=\d) ?(?:h(?:rs)?|น)\.\Z")
"""The word behind a time, shortened: `11:04 h.`"""
_WORD = lazy_pattern(r"[^\W\d_]+")
_PLACED = lazy_pattern(r"(?:[A-ZÀ-Þ][^\W\d_]*(?:\s|,|\Z)\s*[-–—|·]?\s*){1,4}\Z")
"""An outlet or place before the date, which stays in the text."""


def read_date_line(line: str, findings: Findings) -> tuple[str, bool]:
    """Return the date of a line that is little else, and whether it is all that the line says.

    Args:
        line: without spaces around it.
        findings: what the file tells of the order of day and month.
    """
    line = _OF_THE_CLOCK.sub("", line)
    if len(line) > _LONGEST or line.endswith((".", "!", "?")) or not any(char.isdigit() for char in line):
        return "", False
    others = [
        word
        for word in _WORD.findall(date_words.UNITS.sub(" ", line))
        if word.casefold() not in date_words.SMALL and word.casefold() not in MONTHS
    ]
    if not others or (len(others) < _MOST_WORDS and readings(line) and not date_words.besides_names(line)):
        return findings.date(line), True
    if " | " in line and (first := read_date_line(line.split(" | ")[0].strip(), findings))[1]:
        return first[0], False
    end = line.find(others[-1]) + len(others[-1])
    before = line[:end]
    return (findings.date(line[end:].strip(" ,|·–—-")), False) if _PLACED.match(before) else ("", False)
