"""What bars of the timeline stand for: days, labels, values of a `date:` field. No widgets here."""

from bisect import bisect_right
from datetime import date, timedelta

from ...index.model import Timeline

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CROWDED = 40
"""Days or weeks from which on the axis shows only the firsts of months."""
FEW = 20
"""Months, quarters or years up to which the axis labels each."""


def bucket_at(timeline: Timeline, day: str) -> int:
    """Return the bar of a day (ISO), or the nearest; 0 without bars."""
    return max(0, bisect_right(timeline.buckets, day, key=lambda bucket: bucket.start) - 1)


def span_count(timeline: Timeline, first: int, last: int) -> int:
    """Return the number of articles in a span of bars."""
    return sum(bucket.count for bucket in timeline.buckets[first : last + 1])


def span_days(timeline: Timeline, first: int, last: int) -> tuple[date, date]:
    """Return the first and the last day of a span of bars."""
    start, end = (date.fromisoformat(timeline.buckets[number].start[:10]) for number in (first, last))
    if timeline.unit == "day":
        return start, end
    if timeline.unit == "week":
        return start, end + timedelta(days=min(6, (date.max - end).days))
    months = {"month": 1, "quarter": 3, "year": 12}[timeline.unit]
    after = end.year * 12 + end.month - 1 + months
    if after // 12 > date.max.year:
        return start, date.max
    return start, date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def span_dates(timeline: Timeline, first: int, last: int) -> str:
    """Return a span of bars as the value of a `date:` field: a day, month, year or range."""
    start, end = span_days(timeline, first, last)
    digits = {"year": 4, "month": 7}.get(timeline.unit, 10)
    low, high = start.isoformat()[:digits], end.isoformat()[:digits]
    return low if low == high else f"[{low} TO {high}]"


def bucket_label(timeline: Timeline, number: int, *, first: bool = False, full: bool = False) -> str:
    """Return the axis label of a bar, with the year for the first one; or the full label."""
    start = timeline.buckets[number].start[:10]
    year, month = start[:4], int(start[5:7] or 1)
    if timeline.unit == "year":
        return year
    if timeline.unit == "quarter":
        return f"{year} Q{(month + 2) // 3}"
    if timeline.unit == "month":
        return f"{MONTHS[month - 1]} {year}" if full or first or month != 1 else year
    day = f"{int(start[8:10])} {MONTHS[month - 1]}"
    if not full:
        return f"{day} {year}" if first or _year_begins(timeline, number) else day
    return f"week of {day} {year}" if timeline.unit == "week" else f"{day} {year}"


def _year_begins(timeline: Timeline, number: int) -> bool:
    return number > 0 and timeline.buckets[number].start[:4] != timeline.buckets[number - 1].start[:4]


def is_informative(timeline: Timeline, number: int, *, first: bool = False) -> bool:
    """Return whether the axis may label a bar: the first one, or where a year or month begins."""
    count = len(timeline.buckets)
    if first or number == 0 or (timeline.unit in ("day", "week") and count < CROWDED):
        return True
    now, before = timeline.buckets[number].start, timeline.buckets[number - 1].start
    if timeline.unit == "year":
        return count < FEW or int(now[:4]) % 5 == 0
    if timeline.unit in ("month", "quarter"):
        return count < FEW or now[:4] != before[:4]
    return now[:7] != before[:7]
