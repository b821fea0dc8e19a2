"""Records as monitoring services, news APIs and extractors write them, whose names mean something of their own."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.model import Article

from ..support import Read, Reading, config

TEXT = "The harbour authority of Ostby said on Thursday that the ferry terminal would close for six weeks. Buses run."
MORE = "Divers who inspected the quay have found cracks that are longer than two metres, a report says."
TITLE = "Ferry terminal to close"
URL = "https://lantern.example/ferry"


def table(names: str, *rows: str, mark: str = ",", above: str = "") -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=mark)
    writer.writerows([names.split("|"), *(row.split("|") for row in rows)])
    return above + file.getvalue()


def facts(article: Article) -> tuple[str, str, str, str, str]:
    return article.title, article.date, article.outlet, article.byline, article.url


EXTRAS = (
    "<PAGE_TITLE>Ferry terminal to close</PAGE_TITLE>"
    "<PAGE_PRECISEPUBTIMESTAMP>20240305080000</PAGE_PRECISEPUBTIMESTAMP>"
)
GKG = "\t".join(["20240305081500-{}", "20240305081500", "1", "lantern.example", URL, *[""] * 21, EXTRAS]) + "\n"
TABLES = {
    "crowdtangle.csv": (
        table(
            "Page Name|User Name|Page Description|Post Created|Post Created Date|URL|Message|Link Text|Likes",
            f"The Lantern|lantern|News from Ostby|2024-03-05 08:00:00 EST|2024-03-05|{URL}|{TEXT}|{TITLE}|3",
        ),
        (TITLE, "2024-03-05T08:00:00-05:00", "The Lantern", "", URL), TEXT,
    ),
    "meltwater.csv": (
        table(
            "Date|Headline|URL|Opening Text|Hit Sentence|Source|Influencer|Country|Language|Reach|Keywords",
            f"05-Mar-2024 08:12AM|{TITLE}|{URL}|{TEXT}|{MORE}|The Lantern|Ann Lee|Sund|English|9|ferry", mark="\t",
        ),
        (TITLE, "2024-03-05T08:12:00", "The Lantern", "Ann Lee", URL), f"{TEXT}\n\n{MORE}",
    ),
    "talkwalker.csv": (
        table(
            "published|indexed|url|title|content|lang|domain_url|extra_author_attributes.name"
            "|extra_source_attributes.name",
            f"2024-03-05 08:00:00|2024-03-09 10:00:00|{URL}|{TITLE}|{TEXT}|en|http://lantern.example/|Ann Lee"
            "|The Lantern",
            mark=";",
        ),
        (TITLE, "2024-03-05T08:00:00", "The Lantern", "Ann Lee", URL), TEXT,
    ),
    "brandwatch.csv": (
        table(
            "Query Id|Query Name|Date|Title|Snippet|Url|Domain|Language|Country Code|Author|Full Text|Site Name",
            *[f"1|Ostby|2024-03-05 08:00:00.0|{TITLE}|x|{URL}|lantern.example|en|USA|Ann Lee|{TEXT}|The Lantern"] * 2,
            above="Report:,Bulk Mentions Download\nBrand:,Ostby\nFrom:,Mar 01 2024\nTo:,Mar 08 2024\nLabel:,Port\n\n",
        ),
        (TITLE, "2024-03-05T08:00:00", "The Lantern", "Ann Lee", URL), TEXT,
    ),
    "20240305081500.gkg.csv": (
        GKG.format(0) + GKG.format(1), (TITLE, "2024-03-05T08:00:00", "lantern.example", "", URL), "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_tables_of_monitoring_services(reading: Read, name: str, encoding: str) -> None:
    source, wanted, text = TABLES[name]
    found = reading(name, source.replace("\r\n", "\n").replace("\n", "\r\n").encode(encoding))
    assert found.rejects == []
    assert {(*facts(one), one.text[one.body :] if text else "") for one in found.articles} == {(*wanted, text)}
    assert len(found.articles) == (1 if name in ("crowdtangle.csv", "meltwater.csv", "talkwalker.csv") else 2)
    assert {dict(one.extra).get("extent", "") for one in found.articles} == {
        "snippet" if name == "meltwater.csv" else ""
    }  # fmt: skip


NITF = f"<nitf:body xmlns:nitf='n'><nitf:body.head><nitf:byline>x</nitf:byline></nitf:body.head><bodyText><p>{TEXT}</p>"
OBJECTS: dict[str, Any] = {
    "trove": {
        "category": [{"code": "newspaper", "name": "Newspapers & Gazettes", "records": {"n": 1, "article": [{
            "id": "100", "url": "https://api.example/100", "heading": TITLE, "category": "Article", "page": 3,
            "title": {"id": "35", "title": "The Lantern (Ostby, 1900 - 1950)"}, "date": "2024-03-05",
            "troveUrl": URL, "articleText": f"<p>{TEXT}</p>"}]}}],
        "query": "ferry",
    },
    "fundus": {
        "plaintext": TEXT, "title": TITLE, "authors": ["Ann Lee"], "publishing_date": "2024-03-05",
        "body": {"summary": [], "sections": []},
        "html": {"requested_url": URL, "source_info": {"publisher": "The Lantern"}},
    },
    "aylien": {"stories": [{
        "title": TITLE, "body": TEXT, "published_at": "2024-03-05", "source": {"name": "The Lantern"},
        "author": {"name": "Ann Lee"}, "links": {"permalink": URL, "related_stories": "/x"}}]},
    "newsapi": {"articles": [{
        "source": {"id": None, "name": "The Lantern"}, "author": "Ann Lee", "title": f"{TITLE} - The Lantern",
        "url": URL, "publishedAt": "2024-03-05", "content": f"{TEXT[:90]}… [+1234 chars]"}]},
    "lexis": {"value": [{
        "ResultId": "urn:contentItem:62B5-1", "Title": TITLE, "Date": "2024-03-05", "Byline": "Ann Lee",
        "Source": {"Id": "M", "Name": "The Lantern"}, "Document": {"DocumentId": "/shared", "Content":
            f"<entry xmlns='http://www.w3.org/2005/Atom'><id>urn:x</id><content>{NITF}</bodyText></nitf:body>"
            "</content></entry>"}}]},
    "extracted page": {
        "requested_url": URL, "plain_text": TEXT, "published_date": "2024-03-05", "title": TITLE, "author": "Ann Lee",
        "sitename": "The Lantern",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", OBJECTS)
def test_answers_of_news_services(reading: Read, name: str) -> None:
    article = reading("a.json", json.dumps(OBJECTS[name])).article
    byline = "" if name == "trove" else "Ann Lee"
    url = "" if name == "lexis" else URL
    assert facts(article) == (TITLE, "2024-03-05", "The Lantern", byline, url)
    assert article.text[article.body :].startswith(TEXT[:90])
    assert (len(article.text[article.body :]) == len(TEXT)) == (name != "newsapi")
    assert dict(article.extra).get("extent", "") == ("snippet" if name == "newsapi" else "")


def test_an_article_as_trafilatura_writes_it_in_xml(reading: Read) -> None:
    page = (
        f'<doc sitename="The Lantern" title="{TITLE}" author="Ann Lee" date="2024-03-05" url="{URL}" language="en">'
        f"<main><p>{TEXT}</p><p>{MORE}</p></main><comments><p>First! I was here before you all, I swear.</p>"
        "</comments></doc>"
    )
    article = reading("a.xml", page).article
    assert facts(article) == (TITLE, "2024-03-05", "The Lantern", "Ann Lee", URL)
    assert article.text[article.body :] == f"{TEXT}\n\n{MORE}"


def test_tables_of_arrow_in_every_form(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    ipc = pytest.importorskip("pyarrow.ipc")
    whole = arrow.table({"title": [TITLE, "Cracks"], "text": [TEXT, MORE], "__index_level_0__": [7, 8]})
    for name, new in (("a.arrow", ipc.new_file), ("b.arrow", ipc.new_stream), ("c.arrows", ipc.new_stream)):
        with new(str(tmp_path / name), whole.schema) as sink:
            sink.write_table(whole)
    for path in tmp_path.iterdir():
        found = Reading(config(path))
        assert [(one.title, one.text[one.body :]) for one in found.articles] == [(TITLE, TEXT), ("Cracks", MORE)]
        assert found.rejects == []
        damaged = path.with_name(f"cut-{path.name}")
        damaged.write_bytes(path.read_bytes()[:-300])
        assert all("failed" not in one.reason for one in Reading(config(damaged)).rejects)


def test_lines_of_a_bulk_request_are_no_records(reading: Read) -> None:
    lines = [
        line
        for i in range(3)
        for line in (
            {"index": {"_index": "news", "_id": str(i)}} if i else {"create": {}},
            {"title": f"{TITLE} {i}", "text": TEXT, "date": "2024-03-05"},
        )
    ]
    found = reading("a.ndjson", "\n".join(map(json.dumps, lines)))
    assert [one.title for one in found.articles] == [f"{TITLE} {i}" for i in range(3)]
    assert (found.rejects, sum(skip.count for skip in found.skips)) == ([], 3)


def test_an_entry_of_a_feed_that_is_a_document_of_its_own(reading: Read) -> None:
    entry = (
        '<?xml version="1.0"?><entry xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:1225c695-cfb8-4ebb-aaaa</id>'
        f"<title>{TITLE}</title><published>2024-03-05T08:00:00Z</published><author><name>Ann Lee</name></author>"
        f'<link href="{URL}"/><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry>'
    )
    article = reading("a.xml", entry).article
    assert facts(article) == (TITLE, "2024-03-05T08:00:00+00:00", "lantern.example", "Ann Lee", URL)
    assert article.text[article.body :] == TEXT


_ALLOCATED = """
import sys
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import sources
corpus = CorpusConfig(name="a", paths=(sys.argv[1],))
assert len([one for source in sources(corpus) for one in read(source, corpus)]) == 1
print(int(open("/proc/self/statm").read().split()[5]) * 4096)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is one of Linux")
def test_a_table_leaves_memory_for_the_files_behind_it(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.table({"title": [TITLE], "text": [TEXT]}), str(tmp_path / "a.parquet"))
    told = subprocess.run(
        [sys.executable, "-c", _ALLOCATED, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout
    assert int(told) < 700_000_000


def test_offsets_that_lead_out_of_a_damaged_stream_are_damage(tmp_path: Path) -> None:
    arrow, ipc = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.ipc")
    whole = arrow.table({"title": ["one", "two"], "text": [TEXT, MORE]})
    path = tmp_path / "a.arrow"
    with ipc.new_stream(str(path), whole.schema) as sink:
        sink.write_table(whole)
    offsets = b"".join(number.to_bytes(4, "little") for number in (0, 3, 6))
    data = path.read_bytes()
    assert data.count(offsets) == 1
    path.write_bytes(data.replace(offsets, offsets[:4] + (1 << 30).to_bytes(4, "little") + offsets[8:]))
    reason = Reading(config(tmp_path)).reject.reason
    assert reason.startswith("a damaged table")
