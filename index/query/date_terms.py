"""Parsing of dates as written in a query to spans of days."""

import re
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

_Days = tuple[date, date]  # both included

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_UNIT = r"(?P<unit>day|week|month|quarter|year)"
_SINCE = re.compile(r"(?:>=|from\b|since\b)\s*(.+)")
_UNTIL = re.compile(r"(?:<=|until\b|till\b)\s*(.+)")
_AFTER = re.compile(r"(?:>|after\b)\s*(.+)")
_BEFORE = re.compile(r"(?:<|before\b)\s*(.+)")
_RANGE = re.compile(r"\[?\s*(.+?)(?:\s+to\s+|\s*\.\.+\s*)(.+?)\s*\]?")


def parse_dates(text: str, today: date) -> tuple[str, str] | None:
    """Parse a date or a span of dates as written by a user.

    Understood, in upper or lower case: `2017`, `1980s`, `2017-11`, `2017-11-03` (also with `/` or `.`, and with a time,
    which is left out), `2017-Q3`, `2017-W45`, `november 2017`, `3 nov 2017`, `Nov 3, 2017`, `november` (the latest
    one); `today`, `yesterday`, `this week`, `last month` (the one before this), `last 7 days` (today the last of them),
    `past year`, `3 weeks ago`; `A TO B`, `[A TO B]`, `A..B`, where `*` leaves a side open; `>=A`, `>A`, `<=A`, `<A`,
    `since A`, `until A`, `after A`, `before A`; and `*` for any. Weeks are those of ISO 8601 and start on Monday.

    Args:
        text: The text as typed.
        today: The reference day of relative dates.

    Returns:
        The first and last day, ISO, inclusive and in order, "" for an open side; None if the text is not a date.
    """
    text = " ".join(text.lower().split())
    try:
        return _span(text, today)
    except (ValueError, OverflowError):  # a day that is not in the calendar, or beyond its end
        return None


def is_backwards(text: str, today: date) -> bool:
    """Whether what `parse_dates` understands is a range that was typed with its end first."""
    match = _RANGE.fullmatch(" ".join(text.lower().split()))
    sides = [_days(side, today) for side in match.groups()] if match else []
    return len(sides) == 2 and sides[0] is not None and sides[1] is not None and sides[0][0] > sides[1][0]


def _span(text: str, today: date) -> tuple[str, str] | None:
    if text == "*":
        return "", ""
    if match := _RANGE.fullmatch(text):
        return _range(match[1], match[2], today)
    for pattern, bounds in _COMPARISONS:
        if match := pattern.fullmatch(text):
            days = _days(match[1], today)
            return bounds(*days) if days else None
    days = _days(text, today)
    return (days[0].isoformat(), days[1].isoformat()) if days else None


_COMPARISONS: tuple[tuple[re.Pattern[str], Callable[[date, date], tuple[str, str]]], ...] = (
    (_SINCE, lambda first, _: (first.isoformat(), "")),
    (_UNTIL, lambda _, last: ("", last.isoformat())),
    (_AFTER, lambda _, last: ((last + timedelta(1)).isoformat(), "")),
    (_BEFORE, lambda first, _: ("", (first - timedelta(1)).isoformat())),
)


def _range(first: str, last: str, today: date) -> tuple[str, str] | None:
    start, end = (None if side == "*" else _days(side, today) for side in (first, last))
    if (start is None and first != "*") or (end is None and last != "*"):
        return None
    if start and end and start[0] > end[0]:
        start, end = end, start
    return start[0].isoformat() if start else "", end[1].isoformat() if end else ""


def _days(text: str, today: date) -> _Days | None:
    """Parse one date of any precision to its first and last day."""
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(text):
            return read(match.groupdict(), today)
    return None


def _month(year: int, month: int, count: int = 1) -> _Days:
    """Return a span of whole months; `month` outside 1 to 12 runs into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = year * 12 + month - 1 + count
    if after == (MAXYEAR + 1) * 12:
        return date(year, month, 1), date.max
    return date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(1)


def _numbers(found: dict[str, str], _today: date) -> _Days:
    year, month, day = found["year"], found["month"], found["day"]
    if day:
        exact = date(int(year), int(month), int(day))
        return exact, exact
    if month:
        return _month(int(year), date(int(year), int(month), 1).month)
    return _month(int(year), 1, 12)


def _decade(found: dict[str, str], _today: date) -> _Days:
    return _month(int(found["year"]), 1, 120)


def _quarter(found: dict[str, str], _today: date) -> _Days:
    return _month(int(found["year"]), int(found["quarter"]) * 3 - 2, 3)


def _week(found: dict[str, str], _today: date) -> _Days:
    monday = date.fromisocalendar(int(found["year"]), int(found["week"]), 1)
    return monday, monday + timedelta(6)


def _named(found: dict[str, str], today: date) -> _Days:
    month, day, year = _MONTHS[found["name"]], found.get("day"), found.get("year")
    if day:
        exact = date(int(year or today.year), month, int(day))
        if not year and exact > today:
            exact = exact.replace(year=today.year - 1)
        return exact, exact
    return _month(int(year) if year else today.year - (month > today.month), month)


def _relative_day(found: dict[str, str], today: date) -> _Days:
    day = today - timedelta(("today", "yesterday").index(found["word"]))
    return day, day


def _relative(found: dict[str, str], today: date) -> _Days:
    """Return this or the last calendar week, month, quarter or year."""
    back = found["which"] != "this"
    match found["unit"]:
        case "day":
            day = today - timedelta(back)
            return day, day
        case "week":
            monday = today - timedelta(today.weekday() + 7 * back)
            return monday, monday + timedelta(6)
        case "month":
            return _month(today.year, today.month - back)
        case "quarter":
            return _month(today.year, (today.month - 1) // 3 * 3 + 1 - 3 * back, 3)
        case _:
            return _month(today.year - back, 1, 12)


def _rolling(found: dict[str, str], today: date) -> _Days:
    """Return the last `count` days, weeks, months, quarters or years, up to today."""
    return _before(today, int(found["count"] or 1), found["unit"]) + timedelta(1), today


def _ago(found: dict[str, str], today: date) -> _Days:
    day = _before(today, int(found["count"]), found["unit"])
    return day, day


def _before(today: date, count: int, unit: str) -> date:
    """Return the same day `count` units earlier, or the last of that month if it is shorter."""
    if unit in ("day", "week"):
        return today - timedelta(count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    first, last = _month(today.year, today.month - months)
    return first.replace(day=min(today.day, last.day))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str], date], _Days]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"{_YEAR}(?:(?P<mark>[-/.])(?P<month>\d\d?)(?:(?P=mark)(?P<day>\d\d?)(?:[t ]\d\d:\d\d.*)?)?)?", _numbers),
        (r"(?P<year>\d{3}0)s", _decade),
        (rf"{_YEAR}[- ]?q(?P<quarter>[1-4])", _quarter),
        (rf"q(?P<quarter>[1-4])[- ]?{_YEAR}", _quarter),
        (rf"{_YEAR}[- ]?w(?P<week>\d\d?)", _week),
        (rf"{_MONTH}(?:,? {_YEAR})?", _named),
        (rf"{_YEAR} {_MONTH}", _named),
        (rf"{_MONTH} {_DAY}(?:,? {_YEAR})?", _named),
        (rf"{_DAY} {_MONTH}(?:,? {_YEAR})?", _named),
        (r"(?P<word>today|yesterday)", _relative_day),
        (rf"(?P<which>this|last|previous) {_UNIT}", _relative),
        (rf"(?:last|past|previous) (?P<count>[1-9]\d{{0,4}}) {_UNIT}s?", _rolling),
        (rf"past (?P<count>)?{_UNIT}", _rolling),
        (rf"(?P<count>[1-9]\d{{0,4}}) {_UNIT}s? ago", _ago),
    )
)
