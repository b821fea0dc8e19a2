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
    "t de del of at the am le el on à um h uhr st nd rd th pm z gmt utc bst cet cest est edt pst pdt date published"
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


_OUTLET = re.compile(
    r"\b(?:the|die|der|das|le|la|les|el|il|de|het|daily|news|newspaper|times|post|courier|herald|tribune|gazette|journal"
    r"|chronicle|mail|press|agency|observer|guardian|telegraph|standard|echo|argus|star|sun|mirror|globe|record|review"
    r"|weekly|radio|tv|zeitung|tageblatt|anzeiger|bote|kurier|nachrichten|rundschau|presse|agentur|journal|courrier"
    r"|quotidien|agence|diario|periódico|noticias|agencia|jornal|folha|corriere|giornale|agenzia|krant|dagblad|nieuws)\b"
    r"|\.(?:com|org|net|co|de|fr|es|it|nl|eu|uk|info|news|example)\b",
    re.I,
)
"""Words that the names of outlets have and those of people have not."""
_PERSON = re.compile(
    r"(?:[A-ZÀ-Þ][^\W\d_]*(?:[.'’-][^\W\d_]+)*\.?(?:\s+(?:de|del|da|di|van|von|der|bin|al)\b)?\s*){2,4}\Z"
)
_ADDRESS = re.compile(r"https?://\S+\Z")


class Head(NamedTuple):
    """What a text's first lines say."""

    title: str
    date: str
    byline: str
    body: str
    outlet: str = ""
    url: str = ""


def read_head(text: str, findings: Findings, *, bare: bool = True) -> Head | None:
    """The headline, date and byline of a text whose lines below the headline hold nothing else; None for any other.

    Args:
        text: with line feeds; the first line is the headline.
        findings: what the file tells of the order of day and month.
        bare: Whether names and outlets may stand there without a word such as "By", beside a date: on a page they may
            as well be those of a menu.
    """
    lines = text.strip("\n").split("\n", 12)
    title = lines[0].strip()
    if not 3 < len(title) <= 200:
        return None
    if bare and (found := _named(title, lines, findings) or _below_outlet(title, lines, findings)):
        return found
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


def _named(title: str, lines: list[str], findings: Findings) -> Head | None:
    """The same where the lines have no words that say what they are: name, outlet, address, and certainly the date."""
    if len(lines) < 3:
        return None
    found: dict[str, str] = dict.fromkeys(("date", "byline", "outlet", "url"), "")
    at = 1
    while at < len(lines) - 1:
        line = lines[at].strip()
        if line:
            name, value = _kind(line, findings) if len(line) <= _LONGEST or _ADDRESS.match(line) else ("", "")
            if not name or found[name]:
                break
            found[name] = value
        at += 1
    body = "\n".join(lines[at:]).strip("\n")
    certain = not lines[at - 1].strip() or len(lines[at]) > _LONGEST
    several = sum(map(bool, found.values())) >= 2
    return Head(title, body=body, **found) if certain and several and found["date"] and body else None


def _below_outlet(outlet: str, lines: list[str], findings: Findings) -> Head | None:
    """The same where outlet and date stand above the headline."""
    date, alone = _date(lines[1].strip(), findings) if len(lines) > 4 and not lines[2].strip() else ("", False)
    if not date or not alone or len(outlet.split()) > 6 or not _OUTLET.search(outlet) or len(lines[3]) > 200:
        return None
    inner = read_head("\n".join(lines[3:]), findings)
    if inner:
        return inner._replace(date=inner.date or date, outlet=inner.outlet or outlet)
    if lines[4].strip() or lines[3].rstrip().endswith((".", ",", ":", ";")):
        return None
    return Head(lines[3].strip(), date, "", "\n".join(lines[4:]).strip("\n"), outlet)


def _kind(line: str, findings: Findings) -> tuple[str, str]:
    """Which field a line of a head is, and its value; "" if that is not certain."""
    if _ADDRESS.match(line):
        return "url", line
    name = _byline(line)
    if name:
        return "byline", name
    date, alone = _date(line, findings)
    if date:
        return ("date", date) if alone else ("", "")
    if line.endswith((".", "!", "?", ":", ",", ";")) or any(char.isdigit() for char in line):
        return "", ""
    if _OUTLET.search(line) and len(line.split()) <= 6:
        return "outlet", line
    return ("byline", line) if _PERSON.match(line) else ("", "")


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
