"""Pages, exports and mixed encodings as programs write them, each with what it must give."""

import gzip
import json
import os
import plistlib
import sqlite3
from pathlib import Path

import pytest

from newsexplore.index.corpus.sources import Source, sources

from ..support import Read, Reading, config

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
TITLE = "Pier of Ostby to be rebuilt"


def test_the_date_marked_as_published_beats_the_first_of_a_page(reading: Read):
    page = (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><header><time datetime='2024-06-01'>1 June"
        f"</time></header><article><h1>{TITLE}</h1><p><time datetime='2023-05-09' itemprop='datePublished'>9 May 2023"
        f"</time></p><p>{PIER}</p><p>{SCHOOLS}</p></article></body></html>"
    )
    assert reading("a.html", page).article.date == "2023-05-09"


def test_the_menu_of_an_amp_page_is_left_out(reading: Read):
    page = (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><amp-sidebar><ul><li>Front page<li>Sport</ul>"
        f"</amp-sidebar><h1>{TITLE}</h1><p>{PIER}</p><p>{SCHOOLS}</p></body></html>"
    )
    assert reading("a.html", page).article.text == f"{TITLE}\n\n{PIER}\n\n{SCHOOLS}"


def test_authors_of_an_export_are_called_by_their_names(reading: Read):
    export = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<title>Ostby Post</title><wp:author><wp:author_login>al</wp:author_login>"
        "<wp:author_display_name>Ann Lee</wp:author_display_name></wp:author>"
        f"<item><title>{TITLE}</title><dc:creator>al</dc:creator><content:encoded>{PIER}</content:encoded>"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"
    )
    assert reading("a.xml", export).article.byline == "Ann Lee"


def test_a_crawled_text_has_the_date_in_its_address(reading: Read):
    body = f"{TITLE}\nHome\nNews\n{PIER}\n{SCHOOLS}\n".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://n.example/2020/03/04/pier\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:2>\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    assert reading("a.warc.wet", head.encode() + body + b"\r\n\r\n").article.date == "2020-03-04"


def test_lines_in_an_older_encoding_spoil_no_others(reading: Read):
    lines = [
        "Größe der Brücke",
        "Die Straße über die Brücke wird größer.",
        "Müller hört “Nein”.",
        "Schönes für später.",
    ]
    data = b"\n\n".join(line.encode("cp1252" if i == 2 else "utf-8") for i, line in enumerate(lines))
    article = reading("a.txt", data).article
    assert article.text == "\n\n".join(lines)


def test_json_that_stands_in_a_text_of_json(reading: Read):
    inner = json.dumps([{"title": TITLE, "text": PIER}])
    assert reading("a.json", json.dumps(inner)).article.title == TITLE


def test_messagepack_is_named_and_not_read_as_text(reading: Read):
    packed = b"\x91\x82\xa5title\xbb" + TITLE.encode() + b"\xa4text\xd9" + bytes([len(PIER)]) + PIER.encode()
    assert "MessagePack" in reading("a.msgpack", packed).reject.reason


def test_tables_that_a_dump_describes_are_no_articles(reading: Read):
    row = f'<table name="n"><column name="title">{TITLE}</column><column name="text">{PIER}</column></table>'
    dump = f'<?xml version="1.0"?><dump><s><table name="n">CREATE TABLE n (id int, text text);</table></s>{row}</dump>'
    assert [one.title for one in reading("a.xml", dump).articles] == [TITLE]


def test_attributes_of_links_in_markdown_are_left_out(reading: Read):
    text = f'# {TITLE}\n\n{PIER} [More](https://n.example){{:target="_blank"}} of {{: this}}.\n'
    assert reading("a.md", text).article.text == f"{TITLE}\n\n{PIER} More of {{: this}}."


def test_a_row_that_is_only_in_the_journal_changes_the_stamp(tmp_path: Path):
    path = tmp_path / "news.db"
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE news (title TEXT, text TEXT)")
    database.execute("INSERT INTO news VALUES (?, ?)", (TITLE, PIER))
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stamps: list[str] = []
    for _ in range(2):
        stamps += [one.stamp for one in sources(config(tmp_path)) if isinstance(one, Source) and one.path == str(path)]
        before = os.stat(path)
        database.execute("INSERT INTO news VALUES (?, ?)", ("Two schools close", SCHOOLS))
        database.commit()
        assert (before.st_size, before.st_mtime_ns) == (os.stat(path).st_size, os.stat(path).st_mtime_ns)
    database.close()
    assert len(set(stamps)) == 2
    assert Reading(config(tmp_path)).articles[0].title == TITLE


def _record(number: int) -> bytes:
    page = f"<html><head><title>Pier {number} of Ostby</title></head><body><p>{PIER}</p><p>{SCHOOLS}</p></body></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n.example/{number}\r\n"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def _damaged(member: bytes) -> bytes:
    return member[:150] + b"\xff" * 40 + member[190:]


@pytest.mark.parametrize("places", [(1,), (0,), (1, 2)])
def test_a_damaged_record_of_a_packed_web_archive_costs_no_others(reading: Read, places: tuple[int, ...]):
    members = [_damaged(_record(i)) if i in places else _record(i) for i in range(4)]
    found = reading("a.warc.gz", b"".join(members))
    assert [one.url for one in found.articles] == [f"https://n.example/{i}" for i in range(4) if i not in places]
    assert [reject.reason for reject in found.rejects] == [
        f"damaged: {len(places)} of its compressed parts passed over"
    ]


def test_damage_at_the_end_keeps_what_is_before_it(reading: Read):
    lines = [json.dumps({"title": f"Pier number {i}", "text": PIER}) + "\n" for i in range(3)]
    packed = gzip.compress(lines[0].encode()) + gzip.compress("".join(lines[1:]).encode())[:-9]
    found = reading("a.jsonl.gz", packed)
    assert [one.title for one in found.articles][:1] == ["Pier number 0"]
    assert any("truncated" in reject.reason for reject in found.rejects)
    several = reading("a.jsonl.gz", b"".join(gzip.compress(line.encode()) for line in lines) + b"\0" * 512)
    assert len(several.articles) == 3
    assert several.rejects == []


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_property_lists(reading: Read, form: plistlib.PlistFormat):
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{PIER}</p><p>{SCHOOLS}</p></body></html>"
    main = {"WebResourceData": page.encode(), "WebResourceURL": "https://n.example/pier"}
    saved = reading("a/a.webarchive", plistlib.dumps({"WebMainResource": main}, fmt=form)).articles
    assert [(one.title, one.url, one.outlet) for one in saved] == [(TITLE, "https://n.example/pier", "n.example")]
    listed = plistlib.dumps([{"title": TITLE, "body": PIER, "url": "https://n.example/2"}], fmt=form)
    found = reading("a/b.plist", listed).articles
    assert [(one.title, one.url) for one in found if one.locator.endswith("#1")] == [(TITLE, "https://n.example/2")]
    assert "damaged property list" in reading("b/c.plist", listed[:-40]).rejects[-1].reason


@pytest.mark.parametrize(
    "line",
    [
        "L’articolo Pier proviene da Ostby Post.",
        "Der Beitrag Pier erschien zuerst auf Ostby Post.",
        "投稿 Pier は Ostby Post に最初に表示されました。",
    ],
)
def test_lines_that_a_blog_puts_below_entries(reading: Read, line: str):
    feed = (
        f"<rss version='2.0'><channel><title>Ostby Post</title><item><title>{TITLE}</title><description>&lt;p&gt;{PIER}"
    )
    feed += f"&lt;/p&gt;&lt;p&gt;{line}&lt;/p&gt;</description></item></channel></rss>"
    assert reading("a.xml", feed).article.text == f"{TITLE}\n\n{PIER}"


def test_a_note_with_its_fields_below(reading: Read):
    fields = "\n".join(
        (f"id: {'0a' * 16}", "created_time: 2024-03-05T10:11:12.345Z", "author: Ann Lee", "altitude: 0.0000")
    )
    times = "user_created_time: 2024-03-05T10:11:12.345Z"
    below = f"{fields}\nsource_url: https://n.example/pier\n{times}\nmarkup_language: 1\ntype_: 1"
    clipped = f"{TITLE}\n\n{PIER}\n\n{below}"
    article = reading("a/a.md", clipped).article
    assert (article.text, article.byline, article.url) == (f"{TITLE}\n\n{PIER}", "Ann Lee", "https://n.example/pier")
    assert article.date == ""
    own = reading("a/a.md", f"{TITLE}\n\n{PIER}\n\n{fields}\nsource_url: \n{times}\ntype_: 1").article
    assert own.date == "2024-03-05T10:11:12+00:00"
    found = reading("a/b.md", f"News of Ostby\n\n{fields}\n{times}\ntype_: 2")
    assert (len(found.articles), sum(skip.count for skip in found.skips)) == (1, 1)


def test_properties_above_a_page_of_an_outline(reading: Read):
    above = f"title:: {TITLE}\nurl:: https://n.example/pier\ndate:: [[Mar 1st, 2024]]\nauthor:: Ann Lee"
    text = f"{above}\n\n- {PIER}\n- {SCHOOLS}\n"
    article = reading("a.md", text).article
    assert (article.title, article.date, article.byline) == (TITLE, "2024-03-01", "Ann Lee")
    assert article.url == "https://n.example/pier"


def test_an_entry_that_repeats_its_headline_has_no_text(reading: Read):
    link = f"&lt;a href='x'&gt;{TITLE}&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font&gt;Ostby Post&lt;/font&gt;"
    feed = f"<rss version='2.0'><channel><title>News</title><item><title>{TITLE} - Ostby Post</title>"
    feed += (
        f"<description>{link}</description><source url='https://n.example'>Ostby Post</source></item></channel></rss>"
    )
    article = reading("a.xml", feed).article
    assert (article.text, article.outlet) == (TITLE, "Ostby Post")


@pytest.mark.parametrize("name", ["data_pub", "fecha_publicacion", "datum_published"])
def test_columns_of_dates_in_other_languages(reading: Read, name: str):
    found = reading("a.json", json.dumps([{"titulo": TITLE, "texto": PIER, name: "2015-03-01"}])).article
    assert found.date == "2015-03-01"
