import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.corpus.archives.zstandard import zstd

from ..support import Read, Reading, config

pytest.importorskip("warcio")
brotli: Any = pytest.importorskip("brotli")
PAGE = "<html><head><title>{}</title></head><body><article><p>{}</p></article></body></html>"
LONG = "Nobody was hurt when the storm closed the harbour, the port authority said. " * 4


def record(address: str, body: str, kind: str = "response", media: str = "text/html", status: str = "200 OK") -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-03-04T10:15:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(address))}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


CRAWL = [
    record("https://lantern.example/robots.txt", "User-agent: *", media="text/plain"),
    record("https://lantern.example/1", PAGE.format("Storm", LONG)),
    record("https://lantern.example/1?again", PAGE.format("Storm", LONG)),
    record("https://lantern.example/1", "", kind="revisit"),
    record("https://lantern.example/a.png", "\x89PNG", media="image/png"),
    record("https://lantern.example/gone", PAGE.format("Gone", LONG), status="404 Not Found"),
    record("https://lantern.example/2", PAGE.format("Ferry", LONG + "It was towed.")),
]


@pytest.mark.parametrize("packed", ["plain", "each", "whole"])
def test_pages_are_articles_and_the_rest_is_counted(reading: Read, packed: str):
    data = {
        "plain": b"".join(CRAWL), "each": b"".join(map(gzip.compress, CRAWL)), "whole": gzip.compress(b"".join(CRAWL))
    }[packed]  # fmt: skip
    found = reading("crawl.warc.gz" if packed != "plain" else "crawl.warc", data)
    assert [(one.title, one.url) for one in found.articles] == [
        ("Storm", "https://lantern.example/1"), ("Ferry", "https://lantern.example/2")
    ]  # fmt: skip
    assert found.rejects == []
    assert {skip.kind: skip.count for skip in found.skips} == {
        "robots.txt files": 1, "pages that were met before": 2, "images": 1, "redirections and error pages": 1
    }  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_a_truncated_archive_keeps_what_was_read(reading: Read, packed: bool):
    cut = b"".join(map(gzip.compress, CRAWL))[:-30] if packed else b"".join(CRAWL)[:-200]
    found = reading("crawl.warc.gz" if packed else "crawl.warc", cut)
    assert [one.title for one in found.articles] == ["Storm"]  # half of a page is no article
    assert "the file ends within this page, which was left out" in [reject.reason for reject in found.rejects]


def test_a_wrong_length_costs_a_record_and_not_the_rest(reading: Read):
    wrong = re.sub(rb"(?<=\r\nContent-Length: )\d+", lambda length: b"%d" % (int(length[0]) + 40), CRAWL[1], count=1)
    found = reading("crawl.warc", b"".join((CRAWL[0], wrong, CRAWL[4], CRAWL[6])))
    assert [one.title for one in found.articles] == ["Storm", "Ferry"]
    assert [reject.reason.partition(":")[0] for reject in found.rejects] == ["damaged"]


def test_real_archives(shared: Path):
    folder = shared / "corpora/warc"
    if not folder.is_dir():
        pytest.skip("no shared corpora beside the repository")
    found = Reading(config(folder, exclude=("SOURCE.md",)))
    assert len(found.articles) == 12
    assert {one.title for one in found.articles} == {"Example Domain", "Internet Assigned Numbers Authority"}


def test_a_missing_library_is_named(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "warcio.archiveiterator", None)
    assert "pip install 'newsexplore[warc]'" in reading("a.warc", CRAWL[0]).reject.reason


@pytest.mark.parametrize("encoding", ["br", "zstd"])
def test_a_page_in_a_newer_compression_is_read(reading: Read, encoding: str):
    packed = {"br": brotli.compress, "zstd": zstd.compress}[encoding](PAGE.format("Storm", LONG).encode())
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n\r\n".encode()
    found = record("https://lantern.example/1", "").partition(b"Content-Length")[0]
    block = head + packed
    article = reading("crawl.warc", found + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)).article
    assert (article.title, article.text[article.body :]) == ("Storm", LONG.strip())
