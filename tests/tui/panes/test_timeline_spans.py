"""The dates of timeline bars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.model import Bucket, Timeline
from newsexplore.index.query.date_terms import parse_dates
from newsexplore.tui.panes.timeline_spans import bucket_at, bucket_label, span_count, span_dates, span_days

UNITS = ("day", "week", "month", "quarter", "year")


def bars(unit: str, *starts: str) -> Timeline:
    return Timeline(unit, tuple(Bucket(start, 3) for start in starts))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("unit", "start", "dates", "label"),
    [
        ("day", "2031-03-05", "2031-03-05", "5 Mar 2031"),
        ("week", "2031-12-29", "[2031-12-29 TO 2032-01-04]", "week of 29 Dec 2031"),
        ("month", "2031-03-01", "2031-03", "Mar 2031"),
        ("quarter", "2031-10-01", "[2031-10-01 TO 2031-12-31]", "2031 Q4"),
        ("quarter", "2031-01-01", "[2031-01-01 TO 2031-03-31]", "2031 Q1"),
        ("year", "2031-01-01", "2031", "2031"),
        ("year", "9999-01-01", "9999", "9999"),
        ("week", "9999-12-27", "[9999-12-27 TO 9999-12-31]", "week of 27 Dec 9999"),
    ],
)
def test_what_a_bar_stands_for(unit: str, start: str, dates: str, label: str) -> None:
    timeline = bars(unit, start)
    assert span_dates(timeline, 0, 0) == dates
    assert bucket_label(timeline, 0, full=True) == label


@pytest.mark.parametrize(
    ("unit", "starts", "dates"),
    [
        ("day", ("2031-03-05", "2031-03-06"), "[2031-03-05 TO 2031-03-06]"),
        ("week", ("2031-12-22", "2031-12-29"), "[2031-12-22 TO 2032-01-04]"),
        ("month", ("2031-11-01", "2031-12-01"), "[2031-11 TO 2031-12]"),
        ("quarter", ("2031-07-01", "2031-10-01"), "[2031-07-01 TO 2031-12-31]"),
        ("year", ("2030-01-01", "2031-01-01"), "[2030 TO 2031]"),
    ],
)
def test_what_a_span_of_bars_stands_for(unit: str, starts: tuple[str, str], dates: str) -> None:
    timeline = bars(unit, *starts)
    assert span_dates(timeline, 0, 1) == dates
    assert span_count(timeline, 0, 1) == 6


@given(st.sampled_from(UNITS), st.dates(date(1, 1, 8)), st.integers(0, 400))
def test_the_condition_means_the_days_shown(unit: str, day: date, more: int) -> None:
    starts = {
        "day": lambda day: day,
        "week": lambda day: day - timedelta(day.weekday()),
        "month": lambda day: day.replace(day=1),
        "quarter": lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": lambda day: day.replace(month=1, day=1),
    }
    last = min(day, date.max - timedelta(more)) + timedelta(more)
    timeline = bars(unit, starts[unit](day).isoformat(), starts[unit](max(day, last)).isoformat())
    first_day, last_day = span_days(timeline, 0, 1)
    assert first_day <= day and last_day >= last
    assert parse_dates(span_dates(timeline, 0, 1), date.today()) == (first_day.isoformat(), last_day.isoformat())


def test_the_bar_that_a_day_is_in() -> None:
    timeline = bars("month", "2031-03-01", "2031-04-01")
    assert [bucket_at(timeline, day) for day in ("2030-01-01", "2031-03-31", "2031-04-01", "2040-01-01")] == [
        0,
        0,
        1,
        1,
    ]
    assert bucket_at(Timeline("day"), "2031-01-01") == 0
