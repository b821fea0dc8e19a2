"""Formats of text collections: scans, TEI, CoNLL-U, stories, tables in binary form, and XML without a reader."""

import sqlite3
from pathlib import Path

import pytest

from ..support import Read, Reading, config

ALTO = """<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page
PHYSICAL_IMG_NR="3"><PrintSpace>
<TextBlock><TextLine><String CONTENT="Storm"/><SP/><String CONTENT="closes"/></TextLine></TextBlock>
<TextBlock><TextLine><String CONTENT="Nobody"/><SP/><String CONTENT="har" SUBS_TYPE="HypPart1"
SUBS_CONTENT="harmed"/></TextLine>
<TextLine><String CONTENT="med" SUBS_TYPE="HypPart2"
SUBS_CONTENT="harmed"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""
METS = """<mets xmlns:m="mods"><dmdSec><m:mods><m:titleInfo><m:title>The Lantern</m:title></m:titleInfo><m:originInfo>
<m:dateIssued>1824-02-17</m:dateIssued></m:originInfo></m:mods></dmdSec></mets>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>The Lantern</title></titleStmt>
<publicationStmt><date when="1824-02-17"/><availability>
<p>Public domain</p></availability></publicationStmt></fileDesc></teiHeader>
<text><body>{}</body></text></TEI>"""


def test_a_scanned_page_knows_its_issue_from_the_file_beside_it(reading: Read, tmp_path: Path):
    reading("1_mets.xml", METS)
    found = reading("1_0003.xml", ALTO)
    article = found.article
    assert article.text == "Storm closes\n\nNobody harmed"
    assert (article.date, article.outlet, article.extra) == ("1824-02-17", "The Lantern", (("page", "3"),))
    assert [skip.kind for skip in found.skips] == ["descriptions of scans (METS)"]


def test_tei(reading: Read):
    article = reading("a.xml", TEI.format("<head>Storm</head><p>Nobody was<lb/>hurt.<note>1</note></p>")).article
    assert (article.title, article.date, article.extra) == ("The Lantern", "1824-02-17", (("rights", "Public domain"),))
    assert "Storm\n\nNobody was hurt." in article.text


def test_articles_within_tei(reading: Read):
    div = '<div type="article"><head>{0}</head><p>Nobody was hurt by {0}.</p></div>'
    found = reading("a.xml", TEI.format(div.format("Storm") + div.format("Gale")))
    assert [(one.title, one.outlet) for one in found.articles] == [("Storm", "The Lantern"), ("Gale", "The Lantern")]


def test_conllu(reading: Read):
    token = "{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n"
    text = (
        "# newdoc id = d1\n# newpar\n# sent_id = 1\n# text = Nobody was hurt.\n" + token.format(1, "Nobody", "_")
        + token.format(2, "was", "_")
        + "\n# newpar\n# text = Ships return.\n" + token.format(1, "Ships", "_") + "\n# newdoc id = d2\n"
        + token.format(1, "It", "_") + token.format("2-3", "don't", "SpaceAfter=No") + token.format(2, "do", "_")
        + token.format(3, "n't", "_")
        + token.format(4, ".", "_") + "\n"
    )  # fmt: skip
    found = reading("en_port-ud-test.conllu", text)
    assert [(one.text, one.key, one.lang) for one in found.articles] == [
        ("Nobody was hurt.\n\nShips return.", "d1", "en"), ("It don't.", "d2", "en")
    ]  # fmt: skip


def test_a_story_without_its_highlights(reading: Read):
    article = reading(
        "0a.story",
        "(CNN) -- Nobody was hurt.\n\nShips return.\n\n@highlight\n\nShips are back\n\n@highlight\n\nAll well\n",
    ).article
    assert (article.text, article.outlet) == ("(CNN) -- Nobody was hurt.\n\nShips return.", "CNN")


ROWS = [
    {"title": "Storm", "text": "Nobody was hurt.", "date": "2021-03-04"},
    {"title": "Ferry", "text": "It was towed.", "date": ""},
]


def test_parquet_and_arrow(reading: Read, tmp_path: Path):
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.Table.from_pylist(ROWS * 400)
    parquet.write_table(table, tmp_path / "a.parquet")
    with arrow.ipc.new_file(tmp_path / "a.arrow", table.schema) as writer:
        writer.write_table(table)
    for name in ("a.parquet", "a.arrow"):
        found = Reading(config(tmp_path / name))
        assert (len(found.articles), found.rejects) == (800, [])
        assert (found.articles[0].text, found.articles[0].date) == ("Storm\n\nNobody was hurt.", "2021-03-04")
    assert "damaged" in reading("b.parquet", b"PAR1\x15\x04").reject.reason


def test_tables_of_a_database(reading: Read, tmp_path: Path):
    path = tmp_path / "corpus/news.db"
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.execute('CREATE TABLE "the news" (title, text, date)')
        database.executemany('INSERT INTO "the news" VALUES (:title, :text, :date)', ROWS)
        database.execute("CREATE TABLE users (login)")
        database.execute("INSERT INTO users VALUES ('a')")
        database.execute("CREATE VIEW v AS SELECT * FROM users")
    database.close()
    before = path.read_bytes()
    found = Reading(config(path))
    assert [one.title for one in found.articles] == ["Storm", "Ferry"]
    assert [(skip.kind, skip.count) for skip in found.skips] == [("tables without articles", 1)]
    assert path.read_bytes() == before
    assert "cannot be read" in reading("b.db", before[:4096] + b"\0" * 100).rejects[0].reason or found.articles


def test_xml_of_a_publisher(reading: Read):
    text = (
        "<?xml version='1.0'?><export><story id='7'><headline>Storm</headline>"
        "<body>&lt;p&gt;Nobody was hurt.&lt;/p&gt;</body></story>" * 1
    )
    article = reading("a.xml", f"{text}</export>").articles[0]
    assert article.text == "Storm\n\nNobody was hurt."


def test_posts_of_a_blog(reading: Read):
    found = reading(
        "5.female.25.xml",
        "<Blog><date>31,May,2004</date><post>Nobody & nothing.</post><date>1,June,2004</date><post>Rain.</post></Blog>",
    )
    assert [(one.text, one.date) for one in found.articles] == [
        ("Nobody & nothing.", "2004-05-31"),
        ("Rain.", "2004-06-01"),
    ]


def test_xml_without_articles_is_named(reading: Read):
    assert "XML (<note>)" in reading("a.xml", "<?xml version='1.0'?><note><to>Ann</to></note>").reject.reason
