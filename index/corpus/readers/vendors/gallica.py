"""Texts of Gallica, as it gives the words of scanned newspapers: what was asked for, a notice, and the text."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft
from ...fields.export_text import Sign
from ...text.languages import code

_START = lazy_pattern(r"^[ \t\ufeff]*Rappel de votre demande[ \t]*:?[ \t]*$", re.M)
_HAS_START = Sign(_START, "Rappel de votre demande")
_PAIR = lazy_pattern(r"^[ \t]*(?P<name>[A-ZÉ][\w'’ ]{2,40}?)[ \u00a0]?:[ \u00a0]?(?P<value>[^\n]+)$", re.M)
_WARNING = lazy_pattern(
    r"^[ \t]*Le texte affiché (?:peut comporter|comporte)[^\n]*(?:\n[ \t]*[^\s][^\n]*)*?"
    r"(?:reconnaissance optique|OCR)[^\n]*(?:\n[ \t]*[^\s][^\n]*)*\n",
    re.M,
)
"""How good the recognition of the words was, below the notice."""
_LONGEST_NOTICE = 20_000
_PLACE = lazy_pattern(r"\s*\([^()]*\)\Z")


def looks_like(text: str) -> bool:
    """Whether a text begins with what was asked of Gallica."""
    return _HAS_START.search(text[:4000]) is not None and re.search(r"^[ \t]*Titre ?:", text, re.M) is not None


def articles(text: str) -> Iterator[Draft]:
    """Yield an article for each document, which most often is a whole issue."""
    marks = list(_START.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True), 1):
        yield _document(text[mark.end() : end], number if len(marks) > 1 else 0)


def _document(part: str, number: int) -> Draft:
    warning = _WARNING.search(part, 0, _LONGEST_NOTICE)
    pairs = list(_PAIR.finditer(part, 0, warning.start() if warning else _LONGEST_NOTICE))
    notice: dict[str, str] = {}
    for pair in pairs:
        notice.setdefault(pair["name"].strip().replace("’", "'").casefold(), pair["value"].strip())
    # Without the warning the text begins below the last line of the notice that is certain.
    known = [pair.end() for pair in pairs if pair["name"].strip().casefold().startswith(("date de mise", "provenance"))]
    start = warning.end() if warning else max(known, default=0)
    identity = notice.get("identifiant", "")
    return Draft(
        text=part[start:].strip("\n "),
        date=dates.parse(notice.get("date d'édition", "")),
        outlet=_PLACE.sub("", notice.get("titre", "")),
        url=f"https://gallica.bnf.fr/{identity}" if identity.startswith("ark:") else "",
        lang=code(notice.get("langue", "")),
        key=identity,
        number=number,
        extra=(("rights", notice.get("droits", "")),),
    )
