"""Dates as newspapers, agencies and programs write them -> ISO 8601, or "" where the text does not say for certain."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from ...lazy_pattern import lazy_pattern
from ..evidence import note_date
from .calendars import BUDDHIST_OFFSET, from_solar_hijri
from .date_rewrites import rewritten
from .day_names import named_day
from .month_names import MONTHS, PERSIAN_MONTHS, pattern

Order = Literal["dmy", "mdy", "ymd", ""]
"""Which number of 3/4/2018 or 20/12/01 is day, month and year; "" when unknown or when a date needs no order."""

_FIRST_YEAR = 1600
"""No newspaper is older (the first began in 1605): an earlier year is a typing error or a placeholder."""
_AHEAD = timedelta(days=366)
"""Embargoed and forward-dated items exist; what lies further ahead is a wrong date."""
_AHEAD_SHORT = timedelta(days=2)
"""The same for years of two digits, where another order of the numbers is likelier than an embargo."""
_SHORT_YEARS_SINCE = "1970"
"""Years of two digits before are the less likely reading, where there is another one."""
_ONLINE_SINCE = 1990
_LONGEST = 80
"""Characters: beyond that it is prose that mentions a date, not a date."""
_LONGEST_ALL = 240
"""Characters of a line that holds several dates (published, updated)."""

_SERIAL = lazy_pattern(r"\d{5}(?:\.\d{1,12})?\Z")
_MONTH = pattern(MONTHS)
_YEAR = r"(?P<year>\d{4}|\d\d(?![\d:]))(?!\d)"
_CLOCK = r"\d\d?:\d\d(?::\d\d)?"

_ISO = lazy_pattern(
    r"(?P<year>\d{4})-(?P<number>\d\d?)-(?P<day>\d\d?)(?!\d)|(?P<year2>\d{4})(?P<number2>\d\d)(?P<day2>\d\d)"
    r"(?=t|\s+\d\d:?\d\d|\d{4}(?:\d\d(?:[.,]\d+)?)?(?:z|[+-]\d\d:?\d\d)?$|$)"
)
_ISO_WITHIN = lazy_pattern(r"(?<![\d-])(?P<year>[12]\d{3})-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)")
_CALL = lazy_pattern(r"[a-z_.]*datetime\(((?:\d+, *){2,6}\d+)")
_YEAR_FIRST = lazy_pattern(r"(?<!\d)(?P<year>\d{4})[/.] ?(?P<number>\d\d?)[/.] ?(?P<day>\d\d?)(?!\d)")
_EAST_ASIAN = lazy_pattern(r"(?P<year>\d{4})\s*[年년]\s*(?P<number>\d\d?)\s*[月월]\s*(?P<day>\d\d?)\s*[日号일]")
_VIETNAMESE = lazy_pattern(r"(?P<day>\d\d?) tháng (?P<number>\d\d?),? (?:năm )?(?P<year>\d{4})")
_MONGOLIAN = lazy_pattern(r"(?P<year>\d{4}) оны? (?P<number>\d\d?)(?:[- ]?р)? сарын (?P<day>\d\d?)")
_DAY_MONTH = lazy_pattern(
    rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th|er|ste|º|°|ª|\.)?[\s/-]*(?:de\s+|of\s+|d['’])?{_MONTH},?[\s/'’-]*"
    rf"(?:del?\s+|พ\.ศ\.\s*|ค\.ศ\.\s*)?{_YEAR}"
)
_MONTH_DAY = lazy_pattern(rf"(?<![^\W\d_]){_MONTH}[\s-]+(?P<day>\d\d?)(?:st|nd|rd|th)?,?[\s-]+{_YEAR}")
_YEAR_MONTH_DAY = lazy_pattern(rf"(?<!\d)(?P<year>\d{{4}})[.,]?[\s-]+{_MONTH}[\s-]+(?P<day>\d\d?)(?![\d:])")
# Unix and Java write the year behind the clock.
_UNIX = lazy_pattern(
    rf"{_MONTH}\s+(?P<day>\d\d?)\s+{_CLOCK}\s+(?:[a-z]{{2,5}}\s+|[+-]\d{{4}}\s+)?(?P<year>\d{{4}})(?!\d)"
)
_PERSIAN = lazy_pattern(
    rf"(?P<day>\d\d?)\s+(?:ام\s+)?{pattern(PERSIAN_MONTHS)}\s*(?:ماه)?\s*،?\s*(?P<year>1[23]\d\d|14\d\d)(?!\d)"
)
_PERSIAN_NUMBERS = lazy_pattern(r"(?<!\d)(?P<year>1[34]\d\d)/(?P<number>\d\d?)/(?P<day>\d\d?)(?!\d)")
_NUMBERS = lazy_pattern(
    r"(?<![\d./-])(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark)(?P<third>\d{4}|\d\d)(?!\d)"
)
_WORDED = (
    _EAST_ASIAN,
    _VIETNAMESE,
    _MONGOLIAN,
    _UNIX,
    _YEAR_FIRST,
    _DAY_MONTH,
    _MONTH_DAY,
    _YEAR_MONTH_DAY,
    _ISO_WITHIN,
)
_DIGIT = lazy_pattern(r"\d")
_THAI = lazy_pattern("[\u0e00-\u0e7f]")

# Hours from UTC. Abbreviations that mean different zones on different continents (IST, AST) are left out.
_HOURS = (
    "z 0|utc 0|gmt 0|ut 0|wet 0|bst 1|west 1|cet 1|mez 1|wat 1|cest 2|mesz 2|eet 2|sast 2|eest 3|msk 3|мск 3"
    "|pkt 5|wib 7|wita 8|hkt 8|sgt 8|awst 8|jst 9|kst 9|wit 9|aest 10|aedt 11|nzst 12|nzdt 13"
)
_HOURS_WEST = "brt 3|edt 4|est 5|cdt 5|cst 6|mdt 6|mst 7|pdt 7|pst 8|akdt 8|akst 9|hst 10"
_ZONES = {zone.split()[0]: f"+{int(zone.split()[1]):02}:00" for zone in _HOURS.split("|")} | {
    zone.split()[0]: f"-{int(zone.split()[1]):02}:00" for zone in _HOURS_WEST.split("|")
}
_TIME = lazy_pattern(
    r"(?<![\d:.])(?P<hour>\d\d?)\s*[:h]\s*(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?!\d)"
    r"\s*(?:(?P<half>[ap])(?:\.?\s?m\b\.?|(?![^\W_])))?"
    r",?\s*\(?(?P<zone>z\b|(?:gmt|utc)?\s?[+-]\d\d:?\d\d(?!\d)|(?:gmt|utc)?\s?[+-]\d\d?(?!\d)|[a-zа-я]{2,4}\b)?"
)
_HOUR_ONLY = lazy_pattern(
    r"(?<![\d:.])(?P<hour>\d\d?)\s*(?P<half>[ap])\.?\s?m\b\.?\s*(?P<zone>[a-z]{2,4}\b)?(?P<minute>)(?P<second>)"
    r"|\b(?:klo?\.?|ore|um|om|at|godz\.?|pukul|jam)\s*(?P<hour2>\d\d?)[.:](?P<minute2>\d\d)(?!\d|\s?[ap]\.?m)"
    r"(?:\s*(?P<zone3>(?:" + "|".join(_ZONES) + r")\b))?"
    r"|(?<![\d:.])(?P<hour3>\d\d?)\.(?P<minute3>\d\d)\s*(?:uhr\b|(?P<half2>[ap])\.?m\b|(?P<zone2>(?:"
    + "|".join(_ZONES)
    + r")\b))"
)
_EPOCH = lazy_pattern(r"\d{9,19}(?:\.\d*)?|\d\.\d{6,}e\+?\d\d?")
_PLAIN_TIME = lazy_pattern(
    r"t?(?P<hour>\d\d)(?P<minute>\d\d)(?:(?P<second>\d\d)(?:[.,]\d+)?)?(?P<zone>z|[+-]\d\d:?\d\d)?$"
)
_UPDATED_WORDS = (
    r"(?:last )?(?:updated?|modified|revised|edited)|(?:zuletzt )?(?:aktualisiert|geändert)|mise? à jour|modifiée?"
    r"|actualizado|actualización|atualizado|atualização|aggiornat[oa]|bijgewerkt|gewijzigd|oppdatert|uppdaterad"
    r"|opdateret|aktualizacja|aktualizováno|обновлено|изменено|更新"
)
_UPDATED = lazy_pattern(rf"\W*(?:{_UPDATED_WORDS})")
_PUBLISHED_WORDS = "published|posted|created|veröffentlicht|publiée?|publicado|pubblicato|опубликовано"
_SEGMENTS = lazy_pattern(
    rf"\s*[|•·\n](?!\s*\d\d?[:.]\d\d(?!\d))\s*|\s[-–—]\s(?=\D)|[;,(]?\s*(?=\b(?:{_UPDATED_WORDS}|{_PUBLISHED_WORDS})\b)|(?=更新)"
)

_NAME_DATE = lazy_pattern(
    rf"(?<!\d)(?P<year>[12]\d{{3}})(?P<gap>[-_.]?)(?P<number>\d\d)(?P=gap)(?P<day>\d\d)(?!\d(?!\d{{5}}(?!\d)))"
    rf"|(?<!\d)(?P<day3>\d\d?)[-_ ]?{_MONTH}[-_ ]?(?P<year3>[12]\d{{3}})(?!\d)"
)
_FOLDERS = lazy_pattern(rf"(?:\A|/)(?P<year>(?:19|20)\d\d)/(?:(?P<number>\d\d?)|{_MONTH})/(?P<day>\d\d?)(?=/)")
"""Folders of years, months and days, as copies of sites have them."""
_YEAR_LAST = lazy_pattern(
    r"(?<!\d)(?P<first>\d\d?)(?P<mark>[-._])(?P<second>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)"
)
_URL_DATE = lazy_pattern(
    rf"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<mark>[/_-])(?P<number>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d|\.\d)"
    rf"|(?<!\d)(?P<year2>(?:19|20)\d\d)/{_MONTH}/(?P<day2>\d\d?)(?!\d)"
    rf"|(?<=[/_-])(?P<year3>(?:19|20)\d\d)(?P<number3>\d\d)(?P<day3>\d\d)(?=[/_.-]|\Z)"
    rf"|/(?P<year4>(?:19|20)\d\d)/(?P<number4>\d\d)(?P<day4>\d\d)(?=[/_.-])"
)


def parse(text: str, order: Order = "") -> str:
    """ISO form of a written date, with time and zone where they are given; "" if it is none, or may be two.

    3/4/2018 is read only in a known order of day and month: a wrong date misleads, an unknown one does not. Numbers
    between points (3.4.2018) are always day first, since nobody writes months so.

    Args:
        text: a date in a known form (ISO, RFC 822, month names in fifty languages, seconds since 1970 …).
        order: how the file or corpus that the date is from writes its numbers.
    """
    found = readings(text)
    iso = next(iter(found.values())) if len(set(found.values())) == 1 else found.get(order, "")
    note_date(text, iso)
    return iso


@lru_cache(maxsize=4096)
def readings(text: str) -> Mapping[Order, str]:
    """The dates that a text may mean, by the order of its numbers; a date that needs no order stands under ""."""
    text = _plain(text)
    if not 4 < len(text) <= _LONGEST_ALL or not _DIGIT.search(text):
        return {}
    later: Mapping[Order, str] = {}
    for part in _SEGMENTS.split(text) if len(text) > 10 else (text,):
        found = _readings(part) if 4 < len(part) <= _LONGEST else {}
        if found and not _UPDATED.match(part):
            return found
        later = later or found
    return later


def _readings(text: str) -> Mapping[Order, str]:
    if _EPOCH.fullmatch(text) and not (len(text) in (12, 14) and text.startswith(("19", "20"))):
        found = from_epoch(float(text))
        return {"": found} if found else {}
    match = _NUMBERS.search(text)
    worded = _certain(text, match)
    if worded is not None:
        return {"": worded} if worded else {}
    return _numeric(text, match) if match else {}


def _certain(text: str, numbers: "re.Match[str] | None") -> str | None:
    """The date of a text in a form that needs no order; "" if it is impossible, None if it is in no such form."""
    match = _ISO.match(text)
    if match:
        year, number, day = match["year"] or match["year2"], match["number"] or match["number2"], match["day"]
        day = day or match["day2"]
        rest = text[match.end() :]
        return _iso(int(year), int(number), int(day), rest, compact=match["year"] is None or _PLAIN_TIME.match(rest))
    match = _CALL.match(text)
    if match:
        parts = [int(number) for number in match[1].split(",")] + [0] * 3
        return _iso(parts[0], parts[1], parts[2], f" {parts[3]:02}:{parts[4]:02}:{parts[5]:02}")
    match = _PERSIAN.search(text) or _PERSIAN_NUMBERS.search(text)
    if match:
        parts = match.groupdict()
        number = int(parts["number"]) if "number" in parts else PERSIAN_MONTHS[parts["month"]]
        try:
            when = from_solar_hijri(int(parts["year"]), number, int(parts["day"]))
        except ValueError:
            return ""
        return _iso(when.year, when.month, when.day, _rest(text, match))
    for form in _WORDED:
        match = form.search(text)
        if match and not (numbers and form in (_YEAR_FIRST, _ISO_WITHIN) and numbers.start() < match.start()):
            parts = match.groupdict()
            number = MONTHS[parts["month"]] if "month" in parts else int(parts["number"])
            year = _full_year(parts["year"])
            year = _of_our_era(year, text)
            rest = match.group() if form is _UNIX else _rest(text, match)
            return _iso(year, number, int(parts["day"]), rest)
    return None


def _numeric(text: str, match: re.Match[str]) -> Mapping[Order, str]:
    """The readings of a date that is three numbers."""
    first, second, third = match["first"], match["second"], match["third"]
    rest = _rest(text, match)
    a, b = int(first), int(second)
    if len(third) == 4:
        year = _of_our_era(int(third), text)
        found: dict[Order, str] = {"dmy": _iso(year, b, a, rest)}
        if match["mark"] != ".":
            found["mdy"] = _iso(year, a, b, rest)
    else:
        found = {"dmy": _iso(_full_year(third), b, a, rest, _AHEAD_SHORT)}
        if match["mark"] != ".":
            found["mdy"] = _iso(_full_year(third), a, b, rest, _AHEAD_SHORT)
            if len(first) == 2:
                found["ymd"] = _iso(_full_year(first), b, int(third), rest, _AHEAD_SHORT)
    possible: dict[Order, str] = {order: when for order, when in found.items() if when}
    day = named_day(text) if len(set(possible.values())) > 1 else None
    fitting = {when for when in possible.values() if date.fromisoformat(when[:10]).weekday() == day}
    if len(fitting) == 1:
        return {"": fitting.pop()}
    recent: dict[Order, str] = {order: when for order, when in possible.items() if when >= _SHORT_YEARS_SINCE}
    return recent if len(third) == 2 and recent else possible


def _plain(text: str) -> str:
    """Text in lower case with single spaces and ASCII digits."""
    text = " ".join(text.casefold().split())
    if text.isascii():
        return rewritten(text) if len(text) <= _LONGEST_ALL else text
    text = re.sub("[\u200e\u200f\u202a-\u202e]", "", text)
    text = unicodedata.normalize("NFC", text)
    text = "".join([str(unicodedata.digit(char, char)) if char.isdigit() else char for char in text])
    return rewritten(text) if len(text) <= _LONGEST_ALL else text


def from_epoch(number: float) -> str:
    """ISO form of seconds, milliseconds, micro- or nanoseconds since 1970; "" if out of range (0 is a placeholder)."""
    for unit in (1, 1000, 1_000_000, 1_000_000_000):
        seconds = number / unit
        if unit == 1_000_000_000 and seconds < 500_000_000:
            return ""  # 100 ns since 1601, as Windows counts, rather than nanoseconds before 1985
        if 100_000_000 <= seconds < 10_000_000_000:  # 1973 to 2286: no two units overlap there
            moment = datetime.fromtimestamp(int(seconds), UTC)
            return _iso(moment.year, moment.month, moment.day, moment.strftime(" %H:%M:%Sz"))
    return ""


def from_serial(text: str) -> str:
    """ISO form of days since 1899, as spreadsheets count them, from 1980 to 2050; "" for any other text.

    `45356.25` is March 5, 2024, 6:00: tables have it whose formats were lost.
    """
    number = float(text) if _SERIAL.match(text) else 0.0
    if not 29_221 <= number < 55_153:
        return ""
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(number * 86_400))
    return moment.isoformat().removesuffix("T00:00:00")


def in_name(path: str) -> str:
    """The date in a file's or folder's name (`20111103/…`, `25Apr2005Leahy.txt`, `2018-01-31-title.md`), nearest first.

    The last resort, for files that hold one article: the name of a whole dump says when it was made.
    """
    whole = path.casefold().replace("\\", "/").replace("!", "/")
    for match in reversed(list(_FOLDERS.finditer(whole))):
        number = MONTHS[match["month"]] if match["month"] else int(match["number"])
        if found := _iso(int(match["year"]), number, int(match["day"]), ""):
            return found
    for name in reversed(whole.split("/")):
        for match in _NAME_DATE.finditer(name):
            if match["day3"]:
                found = _iso(int(match["year3"]), MONTHS[match["month"]], int(match["day3"]), "")
            else:
                found = _iso(int(match["year"]), int(match["number"]), int(match["day"]), "")
            if found:
                return found
        if found := _day_first(name):
            return found
    return ""


def _day_first(name: str) -> str:
    """The date in a name that has its year last (`14-02-2024`); "" where day and month may be either."""
    for match in _YEAR_LAST.finditer(name):
        first, second = int(match["first"]), int(match["second"])
        possible = {_iso(int(match["year"]), second, first, "")}
        if match["mark"] != ".":
            possible.add(_iso(int(match["year"]), first, second, ""))
        possible.discard("")
        if len(possible) == 1:
            return possible.pop()
    return ""


def in_url(url: str) -> str:
    """The date in an address's path (`/2021/03/04/`, `/2021/mar/04/`, `-20210304`); "" if there is none, or are two."""
    _, _, path = url.casefold().partition("://")
    _, slash, path = path.partition("/")
    path = slash + re.split(r"[?#]", path, maxsplit=1)[0]
    found = set[str]()
    for match in _URL_DATE.finditer(path):
        if match["year2"]:
            found.add(_iso(int(match["year2"]), MONTHS[match["month"]], int(match["day2"]), ""))
        else:
            year, number, day = next(
                (match[f"year{i}"], match[f"number{i}"], match[f"day{i}"]) for i in ("", "3", "4") if match[f"year{i}"]
            )
            found.add(_iso(int(year), int(number), int(day), ""))
    found.discard("")
    iso = found.pop() if len(found) == 1 else ""
    if iso:
        note_date(url, iso, "in the address")
    return iso


def with_time(day: str, clock: str) -> str:
    """A date that has no time, with the one that another field holds."""
    if len(day) != 10:
        return day
    text = _plain(clock)
    match = _TIME.match(text) or _HOUR_ONLY.match(text)
    return day + _time(match) if match and match.end() >= len(text) - 1 else day


def _of_our_era(year: int, text: str) -> int:
    """A year, one of Thailand's as ours: without a Thai word beside it, one of the last decades."""
    ours = year - BUDDHIST_OFFSET
    return ours if year > 2440 and (ours >= _ONLINE_SINCE or _THAI.search(text)) else year


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


def _iso(year: int, month: int, day: int, rest: str, ahead: timedelta = _AHEAD, *, compact: object = False) -> str:
    try:
        when = date(year, month, day)
    except ValueError:
        return ""
    if year < _FIRST_YEAR or when > _today() + ahead:
        return ""
    match = (_PLAIN_TIME if compact else _TIME).search(rest) or _TIME.search(rest) or _HOUR_ONLY.search(rest)
    return when.isoformat() + _time(match)


def _time(match: re.Match[str] | None) -> str:
    """`THH:MM:SS` and the zone if it is known; "" for no time, or an impossible one."""
    if not match:
        return ""
    parts = match.groupdict()
    hour = int(parts["hour"] or parts.get("hour2") or parts.get("hour3") or 0)
    minute = int(parts["minute"] or parts.get("minute2") or parts.get("minute3") or 0)
    second = int(parts["second"] or 0)
    zone = parts["zone"] or parts.get("zone2") or parts.get("zone3") or ""
    half = parts.get("half") or parts.get("half2")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 60:
        return ""
    return f"T{hour:02}:{minute:02}:{min(second, 59):02}{_zone(zone)}"


def _zone(name: str) -> str:
    offset = name.removeprefix("gmt").removeprefix("utc").strip()
    if offset[:1] in ("+", "-"):
        digits = offset[1:].replace(":", "")
        digits = digits.ljust(4, "0") if len(digits) != 1 else f"0{digits}00"
        hours, minutes = int(digits[:2]), int(digits[2:])
        sign = offset[0] if hours or minutes else "+"  # mail writes -0000
        return f"{sign}{hours:02}:{minutes:02}" if hours <= 14 and minutes < 60 else ""
    return _ZONES.get(name, "")


@lru_cache(maxsize=1)
def _today() -> date:
    return datetime.now(UTC).date()
