"""Dates as newspapers, agencies and programs write them -> ISO 8601, or "" where the text does not say for certain."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

Order = Literal["day", "month", ""]
"""What comes first in 3/4/2018; "" when nobody knows."""

_FIRST_YEAR = 1600
"""No newspaper is older (the first began in 1605): an earlier year is a typing error or a placeholder."""
_AHEAD = timedelta(days=366)
"""Embargoed and forward-dated items exist; what lies further ahead is a wrong date."""
_LONGEST = 80
"""Characters: beyond that it is prose that mentions a date, not a date."""

# January to December in each language; every form of at least three letters, dots left out.
_NAMES = {
    "en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept"
    "|october oct|november nov|december dec",
    "fr": "janvier janv|février fevrier févr fevr|mars|avril avr|mai|juin|juillet juil|août aout|septembre"
    "|octobre|novembre|décembre decembre déc",
    "de": "januar jänner jaenner|februar|märz maerz mär mrz|april|mai|juni|juli|august|september|oktober okt"
    "|november|dezember dez",
    "es": "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre"
    "|noviembre|diciembre dic",
    "pt": "janeiro|fevereiro fev|março marco|abril|maio|junho|julho|agosto|setembro set|outubro out|novembro|dezembro",
    "it": "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre|ottobre ott"
    "|novembre|dicembre",
    "nl": "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
}
_MONTHS = {
    name: number
    for names in _NAMES.values()
    for number, forms in enumerate(names.split("|"), 1)
    for name in forms.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>\d{4}|\d\d(?![\d:]))(?!\d)"

_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<number>\d\d?)-(?P<day>\d\d?)(?!\d)|(?P<year2>\d{4})(?P<number2>\d\d)(?P<day2>\d\d)(?=t|\d{6}$|$)"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})[/.](?P<number>\d\d?)[/.](?P<day>\d\d?)(?!\d)")
_EAST_ASIAN = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<number>\d\d?)\s*[月월]\s*(?P<day>\d\d?)\s*[日일]")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th|er|ste|º|°|\.)?[\s-]*(?:de\s+|of\s+)?{_MONTH},?[\s-]*(?:del?\s+)?{_YEAR}"
)
_MONTH_DAY = re.compile(rf"(?<![^\W\d_]){_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}")
_NUMBERS = re.compile(
    r"(?<![\d./-])(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d)(?!\d)"
)
_WORDED = (_EAST_ASIAN, _YEAR_FIRST, _DAY_MONTH, _MONTH_DAY)

_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d\d?)\s*[:h]\s*(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?!\d)"
    r"\s*(?P<half>[ap])?(?:(?<=[ap])\.?m\b\.?)?"
    r"\s*\(?(?P<zone>z\b|[+-]\d\d:?\d\d(?!\d)|[+-]\d\d(?!\d)|[a-z]{2,4}\b)?"
)
_PLAIN_TIME = re.compile(r"t?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>z|[+-]\d\d:?\d\d)?$")
# Hours from UTC. Abbreviations that mean different zones on different continents (IST, AST) are left out.
_HOURS = (
    "z 0|utc 0|gmt 0|ut 0|wet 0|bst 1|west 1|cet 1|mez 1|cest 2|mesz 2|eet 2|eest 3|msk 3|jst 9|kst 9|aest 10|aedt 11"
)
_HOURS_WEST = "edt 4|est 5|cdt 5|cst 6|mdt 6|mst 7|pdt 7|pst 8"
_ZONES = {zone.split()[0]: f"+{int(zone.split()[1]):02}:00" for zone in _HOURS.split("|")} | {
    zone.split()[0]: f"-{int(zone.split()[1]):02}:00" for zone in _HOURS_WEST.split("|")
}

_NAME_DATE = re.compile(
    rf"(?<!\d)(?P<year>[12]\d{{3}})(?P<gap>[-_.]?)(?P<number>\d\d)(?P=gap)(?P<day>\d\d)(?!\d)"
    rf"|(?<!\d)(?P<day3>\d\d?)[-_ ]?{_MONTH}[-_ ]?(?P<year3>[12]\d{{3}})(?!\d)"
)


def parse(text: str, evidence: bytes = b"") -> str:
    """ISO form of a written date, with time and zone where they are given; "" if it is none, or may be two.

    3/4/2018 is read only when other dates of the same file show which number is the day: a wrong date misleads, an
    unknown one does not.
    Numbers between points (3.4.2018) are always day first, since nobody writes months so.

    Args:
        text: a date in a known form (ISO, RFC 822, month names in seven languages, seconds since 1970 …).
        evidence: the beginning of the file that it stands in, where other dates may show their order.
    """
    text = " ".join(text.casefold().split())
    if not 4 < len(text) <= _LONGEST:
        return ""
    if text.isdigit() and len(text) != 8 and len(text) != 14:
        return from_epoch(float(text))
    match = _ISO.match(text)
    if match:
        year, number, day = match["year"] or match["year2"], match["number"] or match["number2"], match["day"]
        return _iso(
            int(year), int(number), int(day or match["day2"]), text[match.end() :], compact=match["year"] is None
        )
    for pattern in _WORDED:
        match = pattern.search(text)
        if match:
            parts = match.groupdict()
            number = _MONTHS[parts["month"]] if "month" in parts else int(parts["number"])
            return _iso(_full_year(parts["year"]), number, int(parts["day"]), _rest(text, match))
    match = _NUMBERS.search(text)
    return _from_numbers(text, match, evidence) if match else ""


def from_epoch(number: float) -> str:
    """ISO form of seconds, milliseconds or microseconds since 1970; "" if out of range (0 is a placeholder)."""
    for unit in (1, 1000, 1_000_000):
        seconds = number / unit
        if 100_000_000 <= seconds < 10_000_000_000:  # 1973 to 2286: no two units overlap there
            moment = datetime.fromtimestamp(int(seconds), UTC)
            return _iso(moment.year, moment.month, moment.day, moment.strftime(" %H:%M:%Sz"))
    return ""


def in_name(path: str) -> str:
    """The date in a file's or folder's name (`20111103/…`, `25Apr2005Leahy.txt`, `2018-01-31-title.md`), nearest first.

    The last resort, for files that hold one article: the name of a whole dump says when it was made.
    """
    for name in reversed(re.split(r"[/\\!]", path.casefold())):
        for match in _NAME_DATE.finditer(name):
            if match["day3"]:
                found = _iso(int(match["year3"]), _MONTHS[match["month"]], int(match["day3"]), "")
            else:
                found = _iso(int(match["year"]), int(match["number"]), int(match["day"]), "")
            if found:
                return found
    return ""


@lru_cache(maxsize=4)
def learn_order(evidence: bytes) -> Order:
    """What the dates in a piece of a file show: 13/12/2017 is day first, 12/19/18 month first; "" if both or none."""
    seen = set[Order]()
    for match in _NUMBERS.finditer(evidence.replace(b"\0", b"").decode("latin-1")):
        first, second = int(match["first"]), int(match["second"])
        if match["mark"] != "." and first <= 31 and second <= 31 and (first > 12) != (second > 12):
            seen.add("day" if first > 12 else "month")
    return seen.pop() if len(seen) == 1 else ""


def _from_numbers(text: str, match: re.Match[str], evidence: bytes) -> str:
    first, second, year = int(match["first"]), int(match["second"]), _full_year(match["year"])
    rest = _rest(text, match)
    if match["mark"] == "." or first > 12 or first == second:
        return _iso(year, second, first, rest)
    if second > 12:
        return _iso(year, first, second, rest)
    order = learn_order(evidence)
    if order:
        day, month = (first, second) if order == "day" else (second, first)
        return _iso(year, month, day, rest)
    return ""


def _rest(text: str, match: re.Match[str]) -> str:
    """What stands around the date, where its time may be; the time may come first."""
    return f"{text[match.end() :]} | {text[: match.start()]}"


def _full_year(digits: str) -> int:
    """Two digits mean the last hundred years: news of the future is rare."""
    year = int(digits)
    if len(digits) > 2:
        return year
    this = _today().year
    year += this - this % 100
    return year if year <= this + 1 else year - 100


def _iso(year: int, month: int, day: int, rest: str, compact: bool = False) -> str:
    try:
        when = date(year, month, day)
    except ValueError:
        return ""
    if year < _FIRST_YEAR or when > _today() + _AHEAD:
        return ""
    return when.isoformat() + _time((_PLAIN_TIME if compact else _TIME).search(rest) or _TIME.search(rest))


def _time(match: re.Match[str] | None) -> str:
    """`THH:MM:SS` and the zone if it is known; "" for no time, or an impossible one."""
    if not match:
        return ""
    parts = match.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    half = parts.get("half")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 60:
        return ""
    return f"T{hour:02}:{minute:02}:{min(second, 59):02}{_zone(parts['zone'] or '')}"


def _zone(name: str) -> str:
    if name[:1] in ("+", "-"):
        digits = name[1:].replace(":", "").ljust(4, "0")
        hours, minutes = int(digits[:2]), int(digits[2:])
        return f"{name[0]}{hours:02}:{minutes:02}" if hours <= 14 and minutes < 60 else ""
    return _ZONES.get(name, "")


@lru_cache(maxsize=1)
def _today() -> date:
    return datetime.now(UTC).date()
