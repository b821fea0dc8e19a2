"""Dates that count back from when a page was fetched: "3 hours ago", "yesterday".

"2 days ago" may be either of two days, as pages round it, and stays unknown.
"""

import re
from datetime import datetime, timedelta

_HOURS = re.compile(
    r"(?:vor|il y a|hace|há|fa|för)?\s*(?P<number>\d{1,2}|an?|one|einer?|une?|una|uma)\s*"
    r"(?P<unit>min(?:ute|uten|utes|uto|utos|uti|s)?|m|h(?:(?:ou)?rs?)?|stunden?|heures?|horas?|or[ae]|std)\.?"
    r"(?:\s+(?:ago|fa|atrás))?",
    re.I,
)
_CLOCK = re.compile(r"(?:,?\s*(?:at|um|à|a las|às|alle)?\s*[\d:.h ]+)?")
_BACK = re.compile(r"\bago\b|\bvor\b|il y a|\bhace\b|\bhá\b|\bfa\b|atrás", re.I)
_DAYS = {
    0: "today heute aujourd'hui hoy hoje oggi".split(),
    1: "yesterday gestern hier ayer ontem ieri".split(),
}
_WORDS = {word: days for days, words in _DAYS.items() for word in words}


def counted_back(text: str, fetched: str) -> str:
    """The day that a text counts back to from a moment; "" when it does not, or when that may be either of two days.

    Args:
        text: "3 hours ago", "yesterday", "today at 10:40", in six languages.
        fetched: when it was read, ISO, with the time of day; a day alone is enough for "yesterday".
    """
    try:
        moment = datetime.fromisoformat(fetched)
    except ValueError:
        return ""
    text = " ".join(text.replace("’", "'").split())[:60]
    first = re.match(r"[\w']+", text)
    days = _WORDS.get(first[0].casefold()) if first else None
    if days is not None and first and _CLOCK.fullmatch(text, first.end()):
        return (moment - timedelta(days=days)).date().isoformat()
    match = _HOURS.fullmatch(text)
    if not match or not _BACK.search(text) or len(fetched) <= len("2020-01-01"):
        return ""
    number = int(match["number"]) if match["number"].isdecimal() else 1
    unit = timedelta(minutes=1) if match["unit"][0].casefold() == "m" else timedelta(hours=1)
    latest, earliest = moment - number * unit, moment - (number + 1) * unit
    return latest.date().isoformat() if latest.date() == earliest.date() else ""
