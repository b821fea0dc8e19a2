from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.corpus.dates import dates
from newsexplore.index.corpus.dates.date_order import DateTally


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-01-31", "2018-01-31"),
        ("2016-05-04T00:00:00", "2016-05-04T00:00:00"),
        ("2019-10-12T07:20:50.52Z", "2019-10-12T07:20:50+00:00"),
        ("2013-07-09 10:37:00+0200", "2013-07-09T10:37:00+02:00"),
        ("2019-03-25 19:07:04", "2019-03-25T19:07:04"),
        ("2017-06-02T22:05:47-07:00", "2017-06-02T22:05:47-07:00"),
        ("20111103", "2011-11-03"),
        ("20140829T135006Z", "2014-08-29T13:50:06+00:00"),
        ("20190325190704", "2019-03-25T19:07:04"),
        ("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00"),
        ("Sat, 1 Dec 2018 09:05:00 GMT", "2018-12-01T09:05:00+00:00"),
        ("19-OCT-1987 15:37:46.03", "1987-10-19T15:37:46"),
        (" 3-APR-1987 07:09:06.48", "1987-04-03T07:09:06"),
        ("Thu Nov 3, 2011 10:43am EDT", "2011-11-03T10:43:00-04:00"),
        ("Mon Nov 6, 2006 12:25am EST", "2006-11-06T00:25:00-05:00"),
        ("January 11, 2010 Monday", "2010-01-11"),
        ("12/19/18", "2018-12-19"),
        ("13/12/2017", "2017-12-13"),
        ("13/12/2017 08h30", "2017-12-13T08:30:00"),
        ("5/5/2018", "2018-05-05"),
        ("3.4.2018", "2018-04-03"),
        ("2018/04/03", "2018-04-03"),
        ("26 de março de 2018", "2018-03-26"),
        ("3 de mayo de 2015", "2015-05-03"),
        ("1er août 2019", "2019-08-01"),
        ("3. März 2021, 14:05 Uhr", "2021-03-03T14:05:00"),
        ("12 febbraio 2020", "2020-02-12"),
        ("25Apr2005", "2005-04-25"),
        ("2019年3月25日", "2019-03-25"),
        ("1616921054376", "2021-03-28T08:44:14+00:00"),
        ("1616921054", "2021-03-28T08:44:14+00:00"),
        ("1614852000.0", "2021-03-04T10:00:00+00:00"),
        ("1.614852e9", "2021-03-04T10:00:00+00:00"),
        ("202103041000", "2021-03-04T10:00:00"),
        ("Thu Mar  4 10:00:00 2021", "2021-03-04T10:00:00"),
        ("Thu Mar 04 10:00:00 +0000 2021", "2021-03-04T10:00:00+00:00"),
        ("Thu Mar 04 2021 10:00:00 GMT+0100 (CET)", "2021-03-04T10:00:00+01:00"),
        ("datetime.datetime(2021, 3, 4, 10, 0)", "2021-03-04T10:00:00"),
        ("Timestamp('2021-03-04 10:00:00')", "2021-03-04T10:00:00"),
        ('ISODate("2021-03-04T10:00:00Z")', "2021-03-04T10:00:00+00:00"),
        ("Published 10:00 a.m. ET March 4, 2021 | Updated 11:00 a.m. ET March 5, 2021", "2021-03-04T10:00:00"),
        ("Updated 5 March 2021, published 4 March 2021", "2021-03-04"),
        ("4 марта 2021 г., 10:00", "2021-03-04T10:00:00"),
        ("2018. április 3.", "2018-04-03"),
        ("3 tháng 4 năm 2018", "2018-04-03"),
        ("4 Μαΐου 2021", "2021-05-04"),
        ("۳ اسفند ۱۴۰۲", "2024-02-22"),
        ("۱۴۰۲/۱۲/۰۳", "2024-02-22"),
        ("3 มกราคม 2566", "2023-01-03"),
        ("25/05/27", "2025-05-27"),
        ("Mar. 5, 2021 | 9:30am", "2021-03-05T09:30:00"),
        ("Friday 5 March 2021 at 09.30 GMT", "2021-03-05T09:30:00+00:00"),
        ("2021 оны 3 сарын 5", "2021-03-05"),
        ("25/03/2564", "2021-03-25"),
        ("5 Mar 2564 09:30", "2021-03-05T09:30:00"),
    ],
)
def test_real_forms(text: str, expected: str):
    assert dates.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "yesterday",
        "3/4/2018",
        "12/07/23",
        "20/12/01",
        "1402/13/03",
        "2018-02-30",
        "31 February 2018",
        "0201-01-06",
        "0001-11-30",
        "2018-13-01",
        "99/99/9999",
        "1500-01-01",
        "March 2018",
        "2018",
        "Mayor elected in 12 districts of 4000 people",
        "It was on 3 March 2018 that the minister first spoke of the plans that would change the coast for ever",
    ],
)
def test_what_is_no_certain_date_is_unknown(text: str):
    assert dates.parse(text) == ""


def test_the_far_future_is_unknown_and_the_near_one_is_not():
    now = datetime.now(UTC)
    assert dates.parse((now + timedelta(days=30)).date().isoformat())
    assert not dates.parse((now + timedelta(days=800)).date().isoformat())


def test_other_dates_of_the_file_tell_day_from_month():
    assert order_of("13/12/2017", "3/4/2018") == "dmy"
    assert order_of("12/13/2017", "3/4/2018") == "mdy"
    assert order_of("12/13/2017", "13/12/2017") == ""
    assert order_of("3/4/2018", "5/6/2018") == ""
    assert order_of(*["13/12/2017"] * 40, "12/13/2017") == "dmy"
    assert dates.parse("3/4/2018", "dmy") == "2018-04-03"
    assert dates.parse("3/4/2018", "mdy") == "2018-03-04"


def test_years_of_two_digits_may_come_first():
    assert order_of("20/12/01", "12/07/23", "21/05/30", "20/10/31", "20/12/05") == "ymd"
    assert order_of("13/12/17", "14/12/17", "20/12/17", "25/11/17", "28/11/17", "30/11/17") == "dmy"
    assert order_of("20/12/01") == ""


def order_of(*texts: str) -> dates.Order:
    tally = DateTally()
    for text in texts:
        tally.add(text)
    return tally.order


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("reuters/20111103/us-story-idUSTRE7A127", "2011-11-03"),
        ("Leahy/25Apr2005Leahy262.txt", "2005-04-25"),
        ("posts/2018-01-31-title.md", "2018-01-31"),
        ("pages/DieZeit_2023_04_28.html", "2023-04-28"),
        ("dump.zip!20190325/1.txt", "2019-03-25"),
        ("20111103/2012-01-02.txt", "2012-01-02"),
        ("reut2-021.sgm", ""),
        ("99991231/a.txt", ""),
        ("1234567890123.txt", ""),
    ],
)
def test_dates_in_names(path: str, expected: str):
    assert dates.in_name(path) == expected


@given(st.text(max_size=100))
def test_any_text_gives_a_date_or_nothing(text: str):
    found = dates.parse(text)
    assert found == "" or datetime.fromisoformat(found)


@given(st.datetimes(datetime(1601, 1, 1), datetime(2025, 1, 1)))
def test_iso_comes_back(moment: datetime):
    assert dates.parse(moment.isoformat(timespec="seconds")) == moment.isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("fish-2021-03-05.html", "2021-03-05"), ("fish-2021-03-05", "2021-03-05"), ("v-2021-03-05.2/fish", "")],
)
def test_dates_in_addresses(path: str, expected: str):
    assert dates.in_url(f"https://post.example/{path}") == expected
