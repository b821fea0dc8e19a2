"""Dates as users write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.query.date_terms import parse_dates

TODAY = date(2017, 11, 8)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("1980s", "1980-01-01", "1989-12-31"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2017-11-03", "2017-11-03", "2017-11-03"),
        ("2017/1/5", "2017-01-05", "2017-01-05"),
        ("2017-11-03T10:20:00Z", "2017-11-03", "2017-11-03"),
        ("2017-Q3", "2017-07-01", "2017-09-30"),
        ("q4 2017", "2017-10-01", "2017-12-31"),
        ("2017-W45", "2017-11-06", "2017-11-12"),
        ("2015-W01", "2014-12-29", "2015-01-04"),
        ("November 2017", "2017-11-01", "2017-11-30"),
        ("nov 3 2017", "2017-11-03", "2017-11-03"),
        ("Nov. 3rd, 2017", "2017-11-03", "2017-11-03"),
        ("3 november 2017", "2017-11-03", "2017-11-03"),
        ("november", "2017-11-01", "2017-11-30"),
        ("december", "2016-12-01", "2016-12-31"),
        ("9 nov", "2016-11-09", "2016-11-09"),
        ("today", "2017-11-08", "2017-11-08"),
        ("yesterday", "2017-11-07", "2017-11-07"),
        ("this week", "2017-11-06", "2017-11-12"),
        ("Last  Week", "2017-10-30", "2017-11-05"),
        ("this month", "2017-11-01", "2017-11-30"),
        ("last month", "2017-10-01", "2017-10-31"),
        ("last quarter", "2017-07-01", "2017-09-30"),
        ("this year", "2017-01-01", "2017-12-31"),
        ("last year", "2016-01-01", "2016-12-31"),
        ("last 7 days", "2017-11-02", "2017-11-08"),
        ("past 3 months", "2017-08-09", "2017-11-08"),
        ("past year", "2016-11-09", "2017-11-08"),
        ("3 weeks ago", "2017-10-18", "2017-10-18"),
        ("2017-11-01 TO 2017-11-30", "2017-11-01", "2017-11-30"),
        ("[2016 TO 2017-02]", "2016-01-01", "2017-02-28"),
        ("2017..2016", "2016-01-01", "2017-12-31"),
        ("[last month TO today]", "2017-10-01", "2017-11-08"),
        ("[* TO 2017]", "", "2017-12-31"),
        ("[2017 TO *]", "2017-01-01", ""),
        (">=2017", "2017-01-01", ""),
        (">2017", "2018-01-01", ""),
        ("<=2017-11", "", "2017-11-30"),
        ("<2017-11", "", "2017-10-31"),
        ("since last month", "2017-10-01", ""),
        ("before 2017", "", "2016-12-31"),
        ("*", "", ""),
    ],
)
def test_a_date_is_read_as_the_days_it_spans(text: str, start: str, end: str) -> None:
    assert parse_dates(text, TODAY) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "17", "201", "0000", "2017-13", "2017-00", "2017-02-30", "2017-W54", "2017-Q5"),
        *("february 30 2017", ">9999", "<0001", "last 0 days", "last 99999 years"),
        *("2017 TO soon", "[", "TO", ">=", "٢٠١٧"),
    ],
)
def test_text_that_is_not_a_date_is_none(text: str) -> None:
    assert parse_dates(text, TODAY) is None


def test_a_month_back_from_a_long_month_ends_with_the_short_one() -> None:
    assert parse_dates("1 month ago", date(2017, 3, 31)) == ("2017-02-28", "2017-02-28")


@given(
    st.one_of(st.text(max_size=30), st.from_regex(r"(last|past|this) \d{1,6} (day|month|year)s", fullmatch=True)),
    st.dates(),
)
def test_any_text_is_ordered_days_or_none(text: str, today: date) -> None:
    days = parse_dates(text, today)
    if days is not None and "" not in days:
        assert date.fromisoformat(days[0]) <= date.fromisoformat(days[1])
