import base64
import json
from typing import Any

import pytest

from ..support import Read

LONG = "Nobody was hurt when the storm closed the harbour, the port authority said. " * 4
PAGE = f"<html><head><title>Storm</title></head><body><article><p>{LONG}</p></article></body></html>"


def entry(address: str, text: str, media: str = "text/html", status: int = 200, **content: str) -> dict[str, Any]:
    response = {"status": status, "content": {"mimeType": media, "text": text, **content}}
    return {"request": {"method": "GET", "url": address}, "response": response}


def archive(*entries: dict[str, Any]) -> str:
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "browser"}, "entries": entries}})


@pytest.mark.parametrize(
    "content",
    [entry("https://lantern.example/1", PAGE),
     entry("https://lantern.example/1", base64.b64encode(PAGE.encode()).decode(), encoding="base64")],
    ids=["text", "base64"],
)  # fmt: skip
def test_a_page_that_a_browser_loaded_is_an_article(reading: Read, content: dict[str, Any]):
    article = reading("visit.har", archive(content)).article
    assert (article.title, article.url) == ("Storm", "https://lantern.example/1")
    assert article.text[article.body :] == LONG.strip()


def test_what_a_page_loads_beside_it_is_counted(reading: Read):
    beside = [
        entry("https://lantern.example/a.js", "var a = 1;", "text/javascript"),
        entry("https://lantern.example/a.png", "", "image/png"),
        entry("https://lantern.example/0", "", status=301),
    ]
    found = reading("visit.har", archive(*beside, entry("https://lantern.example/1", PAGE)))
    assert [one.locator.rpartition("#")[2] for one in found.articles] == ["https://lantern.example/1"]
    assert {skip.kind: skip.count for skip in found.skips} == {
        "style sheets, scripts and settings": 1, "images": 1, "redirections and error pages": 1
    }  # fmt: skip


def test_bytes_that_are_no_unicode_cost_no_page(reading: Read):
    data = archive(entry("https://lantern.example/1", PAGE)).encode().replace(b"port", b"p\xe5rt")
    assert "p\ufffdrt" in reading("visit.har", data).article.text
