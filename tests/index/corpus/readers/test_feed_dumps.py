"""Feeds as programs and services turn them into JSON: the outlet is the feed's, and an entry is one article."""

import json
from typing import Any

import pytest

from ..support import Read

ONE = "The council voted on Tuesday to close the old fish market after engineers found cracks in its northern wall."
TWO = "Traders will be offered stalls in the railway hall until a new building is finished in two years."
HTML = f"<p>{ONE}</p><p>{TWO}</p>"
TITLE = "Council closes fish market"
MOMENT = "2021-03-05T09:30:00+00:00"
RFC = "Fri, 05 Mar 2021 09:30:00 GMT"
LINK = "https://post.example/1"
DUMPS: dict[str, Any] = {
    "rss2json": {
        "status": "ok",
        "feed": {"url": "https://post.example/rss", "title": "Harbour Post", "link": "https://post.example/",
                 "author": "", "description": "All the news from the harbour, every day of the year but Sundays."},
        "items": [{"title": TITLE, "pubDate": "2021-03-05 09:30:00", "link": LINK, "content": HTML}],
    },
    "xmltodict": {
        "rss": {"@version": "2.0", "channel": {
            "title": "Harbour Post", "link": "https://post.example", "item": [
                {"title": TITLE, "link": LINK, "guid": {"@isPermaLink": "false", "#text": "p-1"}, "pubDate": RFC,
                 "description": "Short.", "content:encoded": HTML}]}}
    },
    "xml2js": {
        "rss": {"$": {"version": "2.0"}, "channel": [{
            "title": ["Harbour Post"], "link": ["https://post.example"], "item": [
                {"title": [TITLE], "link": [LINK], "guid": [{"_": "p-1", "$": {"isPermaLink": "false"}}],
                 "pubDate": [RFC], "description": ["Short."], "content:encoded": [HTML]}]}]}
    },
    "feedparser": [
        {"title": TITLE, "title_detail": {"type": "text/plain", "language": None, "base": "", "value": TITLE},
         "links": [{"rel": "alternate", "href": LINK}], "link": LINK, "published": RFC, "source": "Harbour Post",
         "published_parsed": [2021, 3, 5, 9, 30, 0, 4, 64, 0], "tags": [{"term": "Local", "scheme": None}],
         "content": [{"type": "text/html", "language": None, "base": "", "value": HTML}]}
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", DUMPS)
def test_one_article_of_each(reading: Read, name: str):
    article = reading("a.json", json.dumps(DUMPS[name])).article
    assert (article.title, article.text) == (TITLE, f"{TITLE}\n\n{ONE}\n\n{TWO}")
    assert (article.outlet, article.url) == ("Harbour Post", LINK)
    assert article.date[:16] == MOMENT[:16]
    assert article.topics == (("Local",) if name == "feedparser" else ())


def test_what_stands_around_an_article_in_several_objects(reading: Read):
    record = {
        "url": LINK, "status": 200, "fetched_at": "2024-01-10T00:00:00Z",
        "data": {"article": {"headline": TITLE, "body": HTML, "published": MOMENT}},
    }  # fmt: skip
    article = reading("a.jsonl", json.dumps(record)).article
    assert (article.url, article.date, article.text) == (LINK, MOMENT, f"{TITLE}\n\n{ONE}\n\n{TWO}")
