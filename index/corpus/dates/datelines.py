"""The date in an agency's dateline: `LONDON, March 3, 2024 (Agency) - The council met …`."""

from typing import NamedTuple

from ...lazy_pattern import lazy_pattern
from . import dates
from .month_names import MONTHS

_LONGEST = 110
"""Characters from the start of the text to the dash."""
_MOST_WORDS = 8
"""Words of the place and the agency."""
_YEAR = lazy_pattern(r"(?:19|20)\d\d(?!\d)")
_END = lazy_pattern(r"\s+(?:--?|[–—])\s|--|[–—]|\.\s?--?\s|\)\s*[:.]?-*\s|/\.?\s*(?:--?)?\s")
"""Where a dateline ends: at a dash, or behind the agency in brackets or between strokes."""
_ASIDE = lazy_pattern(r"\([^()\d]{1,40}\)|/[^/\d]{1,40}/")
"""The agency."""
_SENTENCE = lazy_pattern(r"[a-zà-ÿ]{4}[.!?]\s")
_WORD = lazy_pattern(r"[^\W\d_][\w'’.-]*")
_SMALL = frozenset(
    "de del di du da do la le les el den der die van of the am on et und and y"
    " st nd rd th monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche"
    " lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica"
    " segunda terça quarta quinta sexta feira".split()
)


class Dateline(NamedTuple):
    """A dateline that says a whole date."""

    raw: str
    """As it is written, from the start of the text to the dash."""
    iso: str


def dateline(body: str) -> Dateline | None:
    """Return the dateline that a text begins with, if it names day, month and year; None for any other text.

    Before the dash stand nothing but a date, a place in capitals, and an agency in brackets or between strokes.
    """
    start = body[: _LONGEST + 2].lstrip()
    year = _YEAR.search(start)
    end = year and _END.search(start, year.end())
    if not end:
        return None
    raw = start[: end.end()].rstrip(" -–—:.\n")
    head = _ASIDE.sub(" ", raw).strip(" (),")
    if "\n" in head or _SENTENCE.search(head):
        return None
    words = [word for word in _WORD.findall(head) if word.casefold().strip(".") not in MONTHS]
    named = [word for word in words if word.casefold().strip(".") not in _SMALL]
    if not all(word[0].isupper() for word in named) or len(named) > _MOST_WORDS:
        return None
    after = head.rfind(named[-1]) + len(named[-1]) if named else 0
    iso = dates.parse(head[after:].strip(" ,()·|-–—"))[:10] or dates.parse(head)[:10]
    return Dateline(raw, iso) if iso else None
