"""Other calendars to the Gregorian one: Solar Hijri (Iran, Afghanistan) and Buddhist (Thailand)."""

from datetime import date, timedelta

BUDDHIST_OFFSET = 543
"""Years by which the Buddhist era is ahead."""
# 1 Farvardin 1342, the first day of a 33-year cycle.
_EPOCH = date(1963, 3, 21)
_EPOCH_YEAR = 1342
_LEAP_IN_CYCLE = frozenset([0, 4, 8, 12, 16, 20, 24, 28])
"""Years of the 33-year cycle from 1342 on that have 366 days."""


def is_leap(year: int) -> bool:
    """Return whether a Solar Hijri year has 366 days; right from 1244 to 1472 (1865 to 2094)."""
    return (year - _EPOCH_YEAR) % 33 in _LEAP_IN_CYCLE


def from_solar_hijri(year: int, month: int, day: int) -> date:
    """Return the Gregorian date.

    Raises:
        ValueError: there is no such day, or the year is not between 1244 and 1472.
    """
    if not (1244 <= year <= 1472 and 1 <= month <= 12):
        raise ValueError("no such date")
    length = 31 if month <= 6 else 30 if month < 12 or is_leap(year) else 29
    if not 1 <= day <= length:
        raise ValueError("no such date")
    years = range(_EPOCH_YEAR, year) if year >= _EPOCH_YEAR else range(year, _EPOCH_YEAR)
    days = sum(366 if is_leap(one) else 365 for one in years)
    start = _EPOCH + timedelta(days=days if year >= _EPOCH_YEAR else -days)
    return start + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)
