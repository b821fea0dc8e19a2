import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.corpus import Source, formats, read, sources
from newsexplore.index.model import Article, Reject

from .support import Read, Reading, config

STORY = '{"id": "s1", "title": "Storm", "text": "Nobody was hurt."}'


def articles(path: Path, name: str = "test", **keys: Any) -> list[Article]:
    return Reading(config(path, name=name, **keys)).articles


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_an_article_keeps_its_id_when_its_text_changes(tmp_path: Path):
    before = articles(write(tmp_path / "news/a.json", STORY).parent)[0]
    after = articles(write(tmp_path / "news/a.json", STORY.replace("hurt", "harmed")).parent)[0]
    assert before.id == after.id
    assert before.digest != after.digest


def test_an_article_keeps_its_id_when_the_corpus_moves(tmp_path: Path):
    here = articles(write(tmp_path / "here/news/sub/a.json", STORY).parent.parent)[0]
    there = articles(write(tmp_path / "there/news/sub/a.json", STORY).parent.parent)[0]
    assert here.id == there.id


def test_ids_differ_by_corpus_path_and_record(tmp_path: Path):
    write(tmp_path / "news/a.json", STORY)
    write(tmp_path / "news/b.json", STORY)
    write(tmp_path / "news/c.jsonl", f"{STORY}\n{STORY}\n")
    ids = [article.id for name in ("one", "two") for article in articles(tmp_path / "news", name)]
    assert len(ids) == len(set(ids)) == 8
    assert all(len(id) == 32 for id in ids)


def test_the_digest_covers_metadata(tmp_path: Path):
    plain = articles(write(tmp_path / "a.json", STORY))[0]
    assert articles(tmp_path / "a.json", lang="en")[0].digest != plain.digest


def test_the_corpus_fills_what_articles_leave_open(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", f'{STORY}\n{{"text": "Ships return.", "source": "The Lantern", "lang": "fr"}}\n')
    found = articles(path, outlet="Northwire", lang="en")
    assert [(article.outlet, article.lang) for article in found] == [("Northwire", "en"), ("The Lantern", "fr")]
    assert {article.corpus for article in found} == {"test"}
    assert {article.source for article in found} == {str(path)}


def test_progress_grows_to_the_size_of_the_file(tmp_path: Path):
    path = tmp_path / "a.jsonl.gz"
    lines = "".join(json.dumps({"text": f"Article {i} {random.getrandbits(900):x}."}) + "\n" for i in range(10_000))
    path.write_bytes(gzip.compress(lines.encode()))
    corpus = config(path)
    told: list[int] = []
    (source,) = sources(corpus)
    assert isinstance(source, Source)
    first = next(read(source, corpus, told.append))
    assert isinstance(first, Article)
    assert told[-1] < source.size, "read before it was asked for"
    assert sum(1 for _ in read(source, corpus, told.append)) == 10_000
    assert told[-1] == source.size


def test_a_file_that_has_gone_is_a_reject(tmp_path: Path):
    path = write(tmp_path / "a.txt", "text")
    corpus = config(path)
    (source,) = sources(corpus)
    path.unlink()
    assert isinstance(source, Source)
    assert list(read(source, corpus)) == [Reject(str(path), "cannot read the file: no such file or directory")]


def test_a_format_can_be_forced(reading: Read):
    assert reading("a.txt", STORY, format="text").article.text == STORY
    assert "text" in formats()


def test_a_format_that_there_is_not_is_named(reading: Read):
    assert "no format is called 'doc'" in reading("a.txt", STORY, format="doc").reject.reason


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.pdf", b"%PDF-1.7\n\x00\x01", "PDF"),
        ("a.rss", b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', "RSS"),
        ("a.xml", b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "Atom"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "x.dtd"><nitf><head/></nitf>', "NITF"),
        ("a.xml", b'\xef\xbb\xbf<?xml version="1.0"?><alto xmlns="x"></alto>', "ALTO"),
        ("a.xml", b'<?xml version="1.0"?><n:newsItem xmlns:n="x"/>', "NewsML-G2"),
        ("a.xml", b'<?xml version="1.0"?><something/>', "XML (<something>)"),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "WARC"),
        (
            "a.eml",
            b"Received: from x\r\nFrom: a@x.example\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n\r\nText",
            "e-mail",
        ),
        ("a.srt", b"1\n00:00:06,500 --> 00:00:09,000\nAbout two months ago", "subtitles"),
        ("a.tst", b"\x16\x16\x01W2870_asian\n", "ANPA"),
        ("a.txt", b"\n" * 3 + b"                 1 of 10 DOCUMENTS\n\n\n   The Lantern\n", "Nexis"),
        ("a.html", b"<html><head><title>Factiva</title></head><body><p>x</p></body></html>", "Factiva"),
        ("a.parquet", b"PAR1\x15\x04", "Parquet"),
        ("a.rtf", b"{\\rtf1\\ansi text}", "RTF"),
    ],
)
def test_formats_that_are_not_read_are_named(reading: Read, name: str, content: str | bytes, what: str):
    reason = reading(name, content).reject.reason
    assert what in reason
    assert "does not read" in reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.bin", bytes(range(256)) * 10, "binary data"),
        ("a.css", b"body { margin: 0 }\n", "source code or settings"),
        ("a.py", b"import os\n\nprint(os.name)\n", "source code or settings"),
    ],
)
def test_what_is_no_article_is_rejected(reading: Read, name: str, content: str | bytes, reason: str):
    assert reason in reading(name, content).reject.reason
