"""Dates that pages and feeds count back from when they were fetched."""

import pytest

from ..support import Read

BODY = "<p>Nobody was hurt when the storm closed the harbour, the port authority said on Monday morning.</p>" * 4
PAGE = (
    "<html><head>{note}<title>Storm</title></head><body><main><article><header><h1>Storm closes harbour</h1>"
    f'<span class="published">Published {{date}}</span></header>{BODY}</article></main>'
    '<aside><ul><li><h3><a href="/2">Ferry</a></h3><time>2 hours ago</time></li></ul></aside></body></html>'
)
SINGLE = (
    "<!--\n Page saved with SingleFile \n url: https://lantern.example/1 \n"
    " saved date: Wed Mar 06 2019 08:30:00 GMT+0000 (UTC)\n-->"
)
WAYBACK = "<!--\n     FILE ARCHIVED ON 08:30:00 Mar 06, 2019 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE -->"
COPIED = (
    "<!-- Mirrored from lantern.example/1 by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 06 Mar 2019 08:30:00 GMT -->"
)


@pytest.mark.parametrize("note", [SINGLE, WAYBACK, COPIED])
def test_a_page_that_says_when_it_was_saved(reading: Read, note: str):
    assert reading("a.html", PAGE.format(note=note, date="12 hours ago")).article.date == "2019-03-05"


def test_a_page_that_does_not_say_when_it_was_saved(reading: Read):
    assert reading("a.html", PAGE.format(note="", date="12 hours ago")).article.date == ""


def test_dates_of_other_stories_are_not_counted_back(reading: Read):
    assert reading("a.html", PAGE.format(note=WAYBACK, date="in the evening")).article.date == ""


def test_a_page_in_a_web_archive(reading: Read):
    page = PAGE.format(note="", date="12 hours ago").encode()
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://lantern.example/1\r\n"
        "WARC-Date: 2019-03-06T08:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    assert reading("a.warc", head.encode() + body + b"\r\n\r\n").article.date == "2019-03-05"


def test_a_page_saved_as_mhtml(reading: Read):
    text = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://lantern.example/1\nSubject: Storm\n"
        'Date: Wed, 6 Mar 2019 08:30:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
        f"--b\nContent-Type: text/html\n\n{PAGE.format(note='', date='12 hours ago')}\n--b--\n"
    )
    assert reading("a.mhtml", text).article.date == "2019-03-05"


@pytest.mark.parametrize(("written", "date"), [("Wed, 06 Mar 2019 08:30:00 GMT", "2019-03-05"), ("", "")])
def test_an_entry_of_a_feed(reading: Read, written: str, date: str):
    feed = (
        f"<rss version='2.0'><channel><title>The Lantern</title><pubDate>{written}</pubDate><item><title>Storm</title>"
        "<description>Nobody was hurt.</description><pubDate>yesterday</pubDate></item></channel></rss>"
    )
    assert reading("a.rss", feed).article.date == date
