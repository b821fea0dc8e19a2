"""Fetching feeds from a test server: written files, and polite requests."""

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec import structs

from newsexplore.index.config.configuration import Config, CorpusConfig, FeedConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.feeds import client
from newsexplore.index.feeds.fetcher import FeedReport, fetch_feeds
from newsexplore.index.model import Article

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Ardpress</title>
<language>en</language>
<item><guid>one</guid><title>Dam &amp; gate</title><link>https://ardpress.example/1</link>
<pubDate>Mon, 03 Nov 2025 10:00:00 +0100</pubDate><category>Dam</category>
<description>&lt;p&gt;The dam is safe, Vorrin said.&lt;/p&gt;</description></item>
<item><guid>two</guid><title>Storm</title><description>It rained.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><entry><id>tag:1</id><title>Gate</title>
<updated>2025-11-03T10:00:00Z</updated><author><name>Ilka Vorrin</name></author>
<content type="text">3 &lt; 4 gates</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour",
        "items": [
            {"id": 7, "content_text": "No 'ships' <came>.", "date_published": "2025-11-04T08:00:00Z", "tags": ["sea"]},
            {"id": "8"},
            "no item",
        ],
    }
)


class Answer(NamedTuple):
    """The server's next response."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed


class Server(NamedTuple):
    """A local server with its queued responses and the request headers it received."""

    url: str
    answers: list[Answer]
    asked: list[dict[str, str]]


@pytest.fixture
def server() -> Iterator[Server]:
    answers: list[Answer] = []
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(dict(self.headers.items()))
            answer = answers.pop(0)
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield Server(f"http://127.0.0.1:{http.server_port}/feed", answers, asked)
        http.shutdown()


def configured(folder: Path, url: str, **more: Any) -> Config:
    config = load_config(None)
    feeds = structs.replace(config.feeds, folder=str(folder), sources=(FeedConfig(name="ardpress", url=url, **more),))
    return structs.replace(config, feeds=feeds)


def fetched(config: Config, **more: Any) -> FeedReport:
    (report,) = fetch_feeds(config, sleep=lambda _: None, **more)
    return report


def articles(folder: Path) -> list[Article]:
    corpus = CorpusConfig(name="feeds", paths=(str(folder),))
    found = [item for source in sources(corpus) if isinstance(source, Source) for item in read(source, corpus)]
    assert all(isinstance(item, Article) for item in found)
    return sorted((item for item in found if isinstance(item, Article)), key=lambda one: one.title)


def test_items_become_articles(server: Server, tmp_path: Path) -> None:
    server.answers.append(Answer(RSS.encode()))
    assert fetched(configured(tmp_path, server.url)).new == 2
    dam, storm = articles(tmp_path)
    assert (dam.title, dam.text[dam.body :]) == ("Dam & gate", "The dam is safe, Vorrin said.")
    assert (dam.date, dam.outlet, dam.url, dam.lang, dam.topics) == (
        "2025-11-03T09:00:00+00:00",
        "Ardpress",
        "https://ardpress.example/1",
        "en",
        ("Dam",),
    )
    assert (storm.title, storm.date) == ("Storm", "")


@pytest.mark.parametrize(
    ("body", "text", "outlet"),
    [(ATOM, "3 < 4 gates", "Lantern"), (JSON_FEED, "No 'ships' <came>.", "Harbour")],
    ids=["atom", "json"],
)
def test_every_kind_of_feed_keeps_its_plain_text(
    server: Server, tmp_path: Path, body: str, text: str, outlet: str
) -> None:
    server.answers.append(Answer(body.encode()))
    assert fetched(configured(tmp_path, server.url)).new == 1
    (article,) = articles(tmp_path)
    assert article.text[article.body :] == text
    assert article.outlet == outlet


def test_a_request_is_conditional_and_an_unchanged_feed_costs_nothing(server: Server, tmp_path: Path) -> None:
    server.answers.extend(
        [
            Answer(RSS.encode(), headers={"ETag": '"a"', "Last-Modified": "Mon, 03 Nov 2025 09:00:00 GMT"}),
            Answer(status=304),
        ]
    )
    config = configured(tmp_path, server.url)
    fetched(config)
    assert fetched(config, force=True).outcome == "unchanged"
    assert server.asked[1]["If-None-Match"] == '"a"'
    assert server.asked[1]["If-Modified-Since"] == "Mon, 03 Nov 2025 09:00:00 GMT"


def test_only_what_is_new_or_changed_is_written(server: Server, tmp_path: Path) -> None:
    server.answers.extend([Answer(RSS.encode()), Answer(RSS.replace("It rained.", "It rained hard.").encode())])
    config = configured(tmp_path, server.url)
    fetched(config)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")}
    report = fetched(config, force=True)
    assert (report.new, report.updated) == (0, 1)
    changed = [path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp and path.name[0] != "."]
    assert len(changed) == 1
    assert "It rained hard." in articles(tmp_path)[1].text


def test_a_feed_that_is_not_due_is_not_requested(server: Server, tmp_path: Path) -> None:
    server.answers.append(Answer(RSS.encode()))
    config = configured(tmp_path, server.url, every_minutes=30)
    fetched(config)
    report = fetched(config)
    assert report.outcome == "waiting"
    assert 0 < report.wait <= 1800
    assert len(server.asked) == 1


def test_failures_back_off_and_respect_retry_after(server: Server, tmp_path: Path) -> None:
    server.answers.extend(
        [Answer(status=500), Answer(status=500), Answer(status=503, headers={"Retry-After": "90000"})]
    )
    config = configured(tmp_path, server.url, every_minutes=10)
    waits = [fetched(config, force=True).wait for _ in range(3)]
    assert waits == [600, 1200, 90_000]


def test_a_feed_gone_for_good_is_not_requested_again(server: Server, tmp_path: Path) -> None:
    server.answers.append(Answer(status=410))
    config = configured(tmp_path, server.url)
    assert "410" in fetched(config).message
    assert fetched(config).outcome == "gone"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/feed"])
def test_a_redirect_is_followed_to_http_only(server: Server, tmp_path: Path, target: str) -> None:
    server.answers.append(Answer(status=302, headers={"Location": target}))
    report = fetched(configured(tmp_path, server.url))
    assert report.outcome == "failed"
    assert "not an http or https address" in report.message
    assert not [path for path in tmp_path.rglob("*.json") if path.name[0] != "."]


def test_a_permanent_move_is_reported(server: Server, tmp_path: Path) -> None:
    server.answers.extend([Answer(status=301, headers={"Location": f"{server.url}/new"}), Answer(RSS.encode())])
    report = fetched(configured(tmp_path, server.url))
    assert report.new == 2
    assert f"{server.url}/new" in report.message


def test_a_gzip_bomb_is_cut_short(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MAX_BYTES", 1024 * 1024)
    bomb = gzip.compress(b"\0" * 50_000_000)
    server.answers.append(Answer(bomb, headers={"Content-Encoding": "gzip"}))
    assert "longer than 1 MB" in fetched(configured(tmp_path, server.url)).message


@pytest.mark.parametrize("body", [b"", b"<html><body>Sorry</body></html>", b"{", b'{"items": 3}', b"\xff\xfe\0"])
def test_a_response_that_is_not_a_feed_is_one_message(server: Server, tmp_path: Path, body: bytes) -> None:
    server.answers.append(Answer(body))
    report = fetched(configured(tmp_path, server.url))
    assert report.outcome == "failed"
    assert report.message.startswith("the response ")
    assert not [path for path in tmp_path.rglob("*.json") if path.name[0] != "."]


def test_an_unreachable_server_is_one_message(tmp_path: Path) -> None:
    report = fetched(configured(tmp_path, "http://127.0.0.1:9/feed"))
    assert report.message.startswith("the server cannot be reached")


def test_names_of_items_and_feeds_never_leave_the_folder(server: Server, tmp_path: Path) -> None:
    server.answers.append(Answer(RSS.replace("one", "../../../evil").encode()))
    config = configured(tmp_path / "in", server.url)
    feed = structs.replace(config.feeds.sources[0], name="../out")
    fetched(structs.replace(config, feeds=structs.replace(config.feeds, sources=(feed,))))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
