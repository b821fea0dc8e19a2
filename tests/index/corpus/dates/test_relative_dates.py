"""Dates that count back from when a page was fetched."""

import pytest

from newsexplore.index.corpus.dates.relative_dates import counted_back
from newsexplore.index.corpus.fields import fields
from newsexplore.index.corpus.findings import Findings

MOMENT = "2019-03-06T08:30:00+00:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 hours ago", "2019-03-06"),
        ("12 hours ago", "2019-03-05"),
        ("8 hours ago", ""),
        ("an hour ago", "2019-03-06"),
        ("25 min ago", "2019-03-06"),
        ("vor 3 Stunden", "2019-03-06"),
        ("il y a 2 heures", "2019-03-06"),
        ("hace 1 hora", "2019-03-06"),
        ("yesterday", "2019-03-05"),
        ("Gestern, 10:40", "2019-03-05"),
        ("today at 07:15", "2019-03-06"),
        ("3 uur geleden", "2019-03-06"),
        ("för 3 timmar sedan", "2019-03-06"),
        ("for 25 minutter siden", "2019-03-06"),
        ("i går kl. 10.40", "2019-03-05"),
        ("2 godziny temu", "2019-03-06"),
        ("3 часа назад", "2019-03-06"),
        ("вчера, 10:40", "2019-03-05"),
        ("3 saat önce", "2019-03-06"),
        ("12小时前", "2019-03-05"),
        ("3時間前", "2019-03-06"),
        ("25分前", "2019-03-06"),
        ("昨天 10:40", "2019-03-05"),
        ("3시간 전", "2019-03-06"),
        ("منذ 3 ساعات", "2019-03-06"),
        ("2 days ago", ""),
        ("3 hours", ""),
        ("yesterday's news", ""),
        ("", ""),
    ],
)
def test_a_day_is_counted_back_only_where_it_is_certain(text: str, day: str) -> None:
    assert counted_back(text, MOMENT) == day


def test_hours_need_a_time_of_day() -> None:
    assert counted_back("3 hours ago", "2019-03-06") == ""
    assert counted_back("yesterday", "2019-03-06") == "2019-03-05"
    assert counted_back("yesterday", "") == ""


def test_records_that_say_when_they_were_fetched() -> None:
    findings = Findings()
    record = {"title": "Storm", "text": "Nobody was hurt.", "published": "3 hours ago"}
    told = fields.draft({**record, "scraped_at": MOMENT}, {}, 1, findings)
    untold = fields.draft(record, {}, 2, findings)
    assert told
    assert untold
    assert (told.date, untold.date) == ("2019-03-06", "")
    assert findings.remarks() == ["1 date such as “3 hours ago” counted back from when the record was fetched"]
