"""JSON of news interfaces and vendors, each in the shape that its interface answers."""

import json
from typing import Any

import pytest

from ..support import Read

TEXT = "Nobody was hurt when a storm closed the harbour, the port authority said."
ITEM = {
    "id": "world/2021/mar/04/storm", "sectionName": "World news", "webPublicationDate": "2021-03-04T10:15:00Z",
    "webTitle": "Storm closes harbour", "webUrl": "https://guardian.example/1", "apiUrl": "https://api.example/1",
    "fields": {"headline": "Storm closes harbour", "bodyText": TEXT, "byline": "Ann Lee", "newspaperPageNumber": "4"},
    "tags": [{"webTitle": "Ports", "type": "keyword"}, {"webTitle": "Ann Lee", "type": "contributor"}],
}  # fmt: skip
SHAPES: dict[str, Any] = {
    "webz": {
        "posts": [
            {
                "thread": {"uuid": "a1", "site": "lantern.example", "title": "Storm closes harbour", "country": "GB"},
                "uuid": "a1", "url": "https://lantern.example/1", "author": "Ann Lee", "language": "english",
                "published": "2021-03-04T10:15:00.000+00:00", "title": "Storm closes harbour", "text": TEXT,
                "entities": {"persons": [], "organizations": [{"name": "port authority"}]},
            }
        ],
        "totalResults": 1,
    },
    "gdelt": {
        "articles": [
            {"url": "https://lantern.example/1", "title": "Storm closes harbour", "seendate": "20210304T101500Z",
             "domain": "lantern.example", "language": "English"}
        ]
    },
    "mediacloud": [
        {"stories_id": 1234567, "title": "Storm closes harbour", "url": "https://lantern.example/1", "media_id": 1,
         "publish_date": "2021-03-04 10:15:00", "media_name": "The Lantern", "language": "en", "story_text": TEXT}
    ],
    "guardian": {"response": {"status": "ok", "results": [ITEM]}},
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_one_article_of_each_interface(reading: Read, name: str):
    article = reading(f"{name}.json", json.dumps(SHAPES[name])).article
    assert (article.title, article.date[:16]) == ("Storm closes harbour", "2021-03-04T10:15")
    assert TEXT in article.text or name == "gdelt"
    assert article.outlet in ("lantern.example", "The Lantern", "The Guardian")


def test_the_guardian(reading: Read):
    article = reading("g.json", json.dumps(SHAPES["guardian"])).article
    assert (article.byline, article.topics, article.url) == (
        "Ann Lee",
        ("World news", "Ports"),
        "https://guardian.example/1",
    )
    assert dict(article.extra) == {"section": "World news", "page": "4"}
    lines = "\n".join(json.dumps({**ITEM, "id": str(n)}) for n in range(30))
    assert len(reading("g.jsonl", lines).articles) == 31


def test_fields_beyond_an_articles_own_are_kept(reading: Read):
    record = {
        "headline": "Storm", "body": TEXT, "section": "Local", "print_page": "4", "copyrightnotice": "(c) NW",
        "version": 3, "embargoed": "2021-03-05T06:00:00Z", "pubstatus": "canceled", "edition": "Late",
    }  # fmt: skip
    assert dict(reading("a.json", json.dumps(record)).article.extra) == {
        "section": "Local", "page": "4", "edition": "Late", "rights": "(c) NW", "version": "3",
        "embargo": "2021-03-05T06:00:00+00:00", "correction": "canceled",
    }  # fmt: skip
