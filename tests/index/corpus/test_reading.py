import gzip
import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.corpus.identity import canonical_url
from newsexplore.index.corpus.reader_registry import names as formats
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import NOTES, Source, sources
from newsexplore.index.model import Article, Reject

from .support import Read, Reading, config

STORY = '{"id": "s1", "title": "Storm", "text": "Nobody was hurt."}'


def articles(path: Path, name: str = "test", **keys: Any) -> list[Article]:
    return Reading(config(path, name=name, **keys)).articles


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_the_name_of_an_article_is_what_it_says(tmp_path: Path):
    """Not where it stands: see tests/index/build/test_identity.py for what an index makes of it."""
    before = articles(write(tmp_path / "news/a.json", STORY).parent)[0]
    moved = articles(write(tmp_path / "elsewhere/sub/b.jsonl", f"{STORY}\n").parent, "other")[0]
    after = articles(write(tmp_path / "news/a.json", STORY.replace("hurt", "harmed")).parent)[0]
    assert before.id == moved.id != after.id
    assert before.digest == moved.digest != after.digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.n.example/dam/", "http://n.example/dam"),
        ("https://n.example/dam?utm_source=feed&id=7#top", "https://n.example/dam?id=7"),
        ("https://N.example:443/dam", "https://n.example/dam"),
    ],
)
def test_links_to_one_page_name_one_article(one: str, other: str):
    assert canonical_url(one) == canonical_url(other) != ""


@pytest.mark.parametrize(
    "url", ["https://n.example/", "https://n.example", "n.example/dam", "mailto:a@n.example", "http://[x/a"]
)
def test_what_is_not_the_address_of_a_page_names_none(url: str):
    assert canonical_url(url) == ""


def test_pages_of_one_site_differ(tmp_path: Path):
    assert len({canonical_url(f"https://n.example/?id={n}") for n in range(3)}) == 3
    assert canonical_url("https://n.example/Dam") != canonical_url("https://n.example/dam")


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
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Microsoft Office"),
        ("a.feather", b"FEA1\0\0\0\0", "first version of Feather"),
        ("a.rar", b"Rar!\x1a\x07\x00", "RAR"),
        ("a.sav", b"$FL2@(#) SPSS DATA FILE" + bytes(99), "SPSS (save it as CSV)"),
        ("a.dta", b"<stata_dta><header><release>118</release>" + bytes(99), "Stata (save it as CSV)"),
        ("a.RData", b"RDX3\nX\n\0\0\0\3" + bytes(99), "R (save them with write.csv)"),
        ("a.dump", b"PGDMP\1\x0e\0" + bytes(99), "pg_restore -f"),
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
        ("a.xml", b"<?xml version='1.0'?><something/>", "XML (<something>)"),
    ],
)
def test_what_is_no_article_is_rejected(reading: Read, name: str, content: str | bytes, reason: str):
    assert reason in reading(name, content).reject.reason


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.css", b"body { margin: 0 }\n", "style sheets, scripts and settings"),
        ("a.py", b"import os\n\nprint(os.name)\n", "style sheets, scripts and settings"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "images"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "images"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "images"),
        ("a.mp4", b"\x00\x00\x00\x18ftypisom", "audio and video"),
        ("a.woff2", b"wOF2\x00\x01", "fonts"),
        ("~$report.docx", b"\x05User", "lock files"),
        ("a.xml", b"<?xml version='1.0'?><urlset><url/></urlset>", "site maps and lists of feeds"),
    ],
)
def test_what_is_no_news_is_skipped_and_counted(reading: Read, name: str, content: bytes, kind: str):
    found = reading(name, content)
    assert (found.articles, found.rejects) == ([], [])
    assert [(skip.kind, skip.count) for skip in found.skips] == [(kind, 1)]


def test_rejects_of_one_cause_share_a_line(reading: Read):
    lines = "".join(f'{{"id": {n}, "x": "row {n}"}}\n' for n in range(500)) + '{"text": "Storm."}\n' + "{]\n" * 40
    found = reading("a.jsonl", lines)
    assert len(found.articles) == 1
    assert sum(reject.count for reject in found.rejects) == 540
    assert len(found.rejects) == 8
    folded = [reject for reject in found.rejects if reject.count > 1]
    assert [reject.count for reject in folded] == [497, 37]
    assert all(reject.reason.startswith(f"{reject.count:,} more of the same: ") for reject in folded)


def test_every_file_and_member_is_accounted_for(reading: Read):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for n in range(50):
            archive.writestr(f"{n}.txt", f"Storm {n}\n\nNobody was hurt on Monday, the port said.")
            archive.writestr(f"{n}.png", b"\x89PNG")
            archive.writestr(f"{n}.bin", bytes(range(200)))
            archive.writestr(f".{n}", b"x")
    found = reading("a.zip", file.getvalue())
    assert len(found.articles) == 50
    assert sum(reject.count for reject in found.rejects) == 50
    assert {skip.kind: skip.count for skip in found.skips} == {"images": 50, "hidden files and system files": 50}


def test_notes_on_a_collection_are_skipped_unless_they_are_named(reading: Read, tmp_path: Path):
    found = reading("README.md", "# Dump\n\nNews of 2021, as the site had it. All rights are with its owners.")
    assert (found.articles, [skip.kind for skip in found.skips]) == ([], [NOTES])
    assert len(Reading(config(tmp_path / "corpus" / "README.md")).articles) == 1
    assert reading("licence-fees-rise.md", "# Licence fees rise\n\nThe fee rises by nine percent.").articles != []
