"""Lines between a text's headline and its first paragraph that say when it appeared and who wrote it."""

import re
from typing import NamedTuple

from ..dates.month_names import MONTHS
from ..findings import Findings
from .export_text import without_by

_MOST = 4
"""Lines of such a head."""
_LONGEST = 80
_SMALL = frozenset(
    "de del of at the am le el on à um h uhr st nd rd th pm z gmt utc bst cet cest est edt pst pdt date published"
    " posted updated datum fecha publié publicado erschienen"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag segunda terça quarta quinta sexta feira"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica"
    " måndag tisdag onsdag torsdag fredag lördag söndag".split()
)
"""Words of a line that says a date and nothing else."""
_WORD = re.compile(r"[^\W\d_]+")
_PLACED = re.compile(r"(?:[A-ZÀ-Þ][^\W\d_]*(?:\s|,|\Z)\s*[-–—|·]?\s*){1,4}\Z")
"""An outlet or place before the date, which stays in the text."""
_SIGNED = re.compile(r"(?:(?:author|autor|auteur|by|von|par|por|di)\s*:\s*)(?P<name>\S.*)\Z", re.I)
_BEHIND = re.compile(r"\s*[,|·•–—-]\s+")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*|and|und|et|y|de|van|von|al|&|,)(?:\s+|\Z)")


class Head(NamedTuple):
    """What a text's first lines say."""

    title: str
    date: str
    byline: str
    body: str


def read_head(text: str, findings: Findings) -> Head | None:
    """The headline, date and byline of a text whose lines below the headline hold nothing else; None for any other.

    Args:
        text: with line feeds; the first line is the headline.
        findings: what the file tells of the order of day and month.
    """
    lines = text.strip("\n").split("\n", 12)
    title = lines[0].strip()
    if not 3 < len(title) <= 200:
        return None
    date = byline = ""
    kept: list[str] = []
    at = 1
    met = 0
    while at < len(lines) - 1 and met < _MOST:
        line = lines[at].strip()
        if line:
            name = "" if byline else _byline(line)
            found, alone = ("", False) if name or date else _date(line, findings)
            if name and not date:
                name, found = _dated(name, findings)
                alone = True
            if not name and not found:
                break
            byline, date = byline or name, date or found
            if found and not alone:
                kept.append(line)
            met += 1
        at += 1
    body = "\n".join(lines[at:])
    if not met or not body.strip():
        return None
    return Head(title, date, byline, "\n\n".join([*kept, body]))


def _byline(line: str) -> str:
    """The name on a line that says "By" and a name."""
    if len(line) > _LONGEST:
        return ""
    match = _SIGNED.match(line)
    if match:
        return match["name"]
    name = without_by(line)
    return name if name != line and _NAME.match(name) and not name.endswith((".", "!", "?", ":")) else ""


def _dated(name: str, findings: Findings) -> tuple[str, str]:
    """A byline without the date behind it, and the date: `Ann Lee, 3 March 2024`."""
    match = _BEHIND.search(name)
    found, alone = _date(name[match.end() :], findings) if match else ("", False)
    return (name[: match.start()], found) if match and found and alone else (name, "")


def _date(line: str, findings: Findings) -> tuple[str, bool]:
    """The date of a line that is little else, and whether it is all that the line says."""
    if len(line) > _LONGEST or line.endswith((".", "!", "?")) or not any(char.isdigit() for char in line):
        return "", False
    others = [word for word in _WORD.findall(line) if word.casefold() not in _SMALL and word.casefold() not in MONTHS]
    if not others:
        return findings.date(line), True
    end = line.find(others[-1]) + len(others[-1])
    before = line[:end]
    return (findings.date(line[end:].strip(" ,|·–—-")), False) if _PLACED.match(before) else ("", False)
