"""Records as scrapers, services and databases write them, each with what it must give."""

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.corpus.dates import dates

from ..support import Read, Reading, config

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
TITLES = ("Pier of Ostby to be rebuilt", "Two schools close in Lindvik")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_a_record_that_leaves_publication_out_has_no_date_of_its_own_making(reading: Read):
    """A reader that saves pages says when it did so; the page's own date is unknown to it."""
    saved = {"title": TITLES[0], "content": PIER, "created_at": "2024-01-03T03:04:05Z", "published_at": None}
    assert reading("a.json", _json([saved])).article.date == ""
    saved["published_at"] = "2023-06-15T07:00:00Z"
    assert reading("a.json", _json([saved])).article.date == "2023-06-15T07:00:00+00:00"


def test_named_objects_with_a_date_and_an_address_are_articles_not_paragraphs(reading: Read):
    found = [
        {"name": title, "url": f"https://n.example/{i}", "published": "2022-04-12", "paragraph": [{"name": text}]}
        for i, (title, text) in enumerate(zip(TITLES, (PIER, SCHOOLS), strict=True))
    ]
    articles = reading("a.json", _json({"links": ["https://n.example"], "article": found})).articles
    assert [(one.title, one.date, one.url) for one in articles] == [
        (title, "2022-04-12", f"https://n.example/{i}") for i, title in enumerate(TITLES)
    ]
    assert articles[0].text == f"{TITLES[0]}\n\n{PIER}"


def test_a_story_under_highlight_is_one_and_marks_are_none(reading: Read):
    story = {"title": TITLES[0], "link": "https://n.example/1", "date": "2024-03-30"}
    other = {"title": TITLES[1], "link": "https://n.example/2", "date": "2024-03-29"}
    rows = [{"position": 1, "highlight": story, "stories": [other]}]
    assert [one.title for one in reading("a.json", _json({"news_results": rows})).articles] == list(TITLES)
    hit = {"_source": {"title": TITLES[0], "body": PIER}, "highlight": {"title": ["<em>Pier</em>"], "url": ["x"]}}
    marks = {"a": {"body_txt_en": ["<em>pier</em>"]}}
    assert len(reading("a.json", _json({"hits": {"hits": [hit]}, "highlighting": marks})).articles) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_blocks_of_an_editor_are_one_text_under_any_name(reading: Read, whole: bool):
    blocks: list[dict[str, Any]] = [
        {"id": "1", "type": "paragraph", "data": {"text": PIER}},
        {
            "id": "2",
            "type": "image",
            "data": {"file": {"url": "x"}, "caption": "The pier of Ostby in the last winter."},
        },
        {"id": "3", "type": "paragraph", "data": {"text": SCHOOLS}},
    ]
    value = {"time": 1700000000000, "blocks": blocks} if whole else blocks
    article = reading("a.json", _json([{"title": TITLES[0], "blocks": value}])).article
    assert article.text == f"{TITLES[0]}\n\n{PIER}\n\n{SCHOOLS}"


def test_paragraphs_in_a_list_of_an_unknown_name(reading: Read):
    record = {"headline": TITLES[0], "paras": [PIER, SCHOOLS]}
    assert reading("a.json", _json([record])).article.text == f"{TITLES[0]}\n\n{PIER}\n\n{SCHOOLS}"


def test_notices_of_chats_and_programs_of_databases_are_no_articles(reading: Read):
    joined = {"type": "message", "subtype": "channel_join", "ts": "1672657300.000200", "text": "<@U1> has joined"}
    design = {
        "_id": "_design/news",
        "views": {"by_date": {"map": "function(doc) { emit(doc.a, doc.b); emit(1, 2). }" * 3}},
    }
    found = reading("a.json", _json([{"title": TITLES[0], "text": PIER, "date": [2017, 3, 9]}, joined, design]))
    assert [one.date for one in found.articles] == ["2017-03-09"]
    assert sum(skip.count for skip in found.skips) == 2


def test_the_feed_of_an_entry_is_its_outlet(reading: Read):
    feed = {"id": 1, "title": "Ostby Post", "site_url": "https://n.example"}
    record = {"title": TITLES[0], "content": PIER, "url": "https://n.example/1", "feed": feed}
    assert reading("a.json", _json({"entries": [record]})).article.outlet == "Ostby Post"


@pytest.mark.parametrize(
    ("byline", "read"),
    [("k.A.", ""), ("character(0)", ""), ("Unbekannt", ""), ("Ann Lee, https://n.example/ann", "Ann Lee")],
)
def test_what_stands_for_no_author(reading: Read, byline: str, read: str):
    assert reading("a.json", _json([{"title": TITLES[0], "text": PIER, "author": byline}])).article.byline == read


def test_names_of_authors_in_other_languages(reading: Read):
    record = {"titel": TITLES[0], "inhalt": PIER, "autor": {"vorname": "Ann", "nachname": "Lee"}}
    assert reading("a.json", _json([record])).article.byline == "Ann Lee"


def test_a_summary_that_is_broken_off_is_a_snippet(reading: Read):
    record = {"title": TITLES[0], "snippet": "The harbour board of Ostby met on ...", "link": "https://n.example/1"}
    assert dict(reading("a.json", _json([record])).article.extra)["extent"] == "snippet"


@pytest.mark.parametrize(
    "header",
    [
        "V1_ID;V2_Titel;V3_Datum;V4_Medium;V5_Volltext",
        "id;hl (Headline of article);dt (Date of publication);med (Newspaper);txt (Full text)",
        "id;title_txt_en;date_dt;Paper;content_txt_en",
    ],
)
def test_columns_that_explain_themselves(reading: Read, header: str):
    rows = [f"{i};{title};2009-03-0{i};Post;{PIER}" for i, title in enumerate(TITLES, 1)]
    first = reading("a.csv", "\n".join([header, *rows])).articles[0]
    assert (first.title, first.date, first.outlet, first.text) == (
        TITLES[0],
        "2009-03-01",
        "Post",
        f"{TITLES[0]}\n\n{PIER}",
    )


def test_a_title_above_a_table_that_has_as_many_columns(reading: Read):
    rows = ["Press review 2023,,,", ",,,", "No,Date,Headline,Full text"]
    rows += [f'{i},2023-02-0{i},{title},"{PIER}"' for i, title in enumerate(TITLES, 1)]
    found = reading("a.csv", "\n".join(rows))
    assert [(one.title, one.date) for one in found.articles] == [(TITLES[0], "2023-02-01"), (TITLES[1], "2023-02-02")]


def test_values_between_bars_or_control_characters_in_a_text_file(reading: Read):
    lines = ["ART|PUB_DT|PN|HEADLINE_TX|BODY_TX", *(f"{i}|2010030{i}|X|{t}|{PIER}" for i, t in enumerate(TITLES, 1))]
    assert [one.date for one in reading("a.txt", "\n".join(lines)).articles] == ["2010-03-01", "2010-03-02"]
    lines = ["\x01".join((t, PIER, "2020-02-01 10:00:00")) for t in TITLES]
    assert [one.title for one in reading("a.txt", "\n".join(lines) + "\n").articles] == list(TITLES)


def test_a_text_in_two_parts_is_whole(reading: Read):
    row = f'{TITLES[0]},"<p>{PIER}</p>","<p>{SCHOOLS}</p>",Ann Lee'
    content = f"title,introtext,fulltext,created_by_alias\n{row}\n"
    article = reading("a.csv", content).article
    assert article.text == f"{TITLES[0]}\n\n{PIER}\n\n{SCHOOLS}"
    assert article.byline == "Ann Lee"


def test_an_article_as_json_in_a_column(reading: Read, tmp_path: Path):
    inner = [_json({"headline": title, "articleBody": PIER, "datePublished": "2020-03-04"}) for title in TITLES]
    cells = "".join('{},"{}"\n'.format(i, one.replace('"', '""')) for i, one in enumerate(inner))
    assert [one.title for one in reading("a.csv", "id,data\n" + cells).articles] == list(TITLES)
    path = tmp_path / "db" / "a.sqlite"
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE kept (key TEXT, value TEXT)")
        database.executemany("INSERT INTO kept VALUES (?, ?)", enumerate(inner))
    assert [one.date for one in Reading(config(path.parent)).articles] == ["2020-03-04", "2020-03-04"]


def _workbook(path: Path, *sheets: list[list[str]]) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for number, rows in enumerate(sheets, 1):
            cells = "".join(
                "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
                for row in rows
            )
            package.writestr(
                f"xl/worksheets/sheet{number}.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>"
            )


def test_a_sheet_of_figures_beside_articles_is_counted_once(tmp_path: Path):
    figures = [["Outlet", "Count"], *([f"Post {i}", str(i)] for i in range(30))]
    articles = [["Date", "Headline", "Text"], ["2021-03-04", TITLES[0], PIER]]
    (tmp_path / "a").mkdir()
    _workbook(tmp_path / "a" / "a.xlsx", figures, articles)
    found = Reading(config(tmp_path / "a"))
    assert [one.title for one in found.articles] == [TITLES[0]]
    assert found.rejects == []
    assert [(skip.kind, skip.count) for skip in found.skips] == [("rows of sheets without articles", 30)]
    (tmp_path / "b").mkdir()
    _workbook(tmp_path / "b" / "b.xlsx", figures)
    assert Reading(config(tmp_path / "b")).rejects != []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12.XI.2019", "2019-11-12"),
        ("12 XI 2019", "2019-11-12"),
        ("3. IV. 1987", "1987-04-03"),
        ("1/V/1968", "1968-05-01"),
        ("28 ix 1939 r.", "1939-09-28"),
        ("5 v 2019", "2019-05-05"),
        ("seen in 5 v 2019", ""),
        ("12.IIX.2019", ""),
        ("jeu 02/06/2016 - 10:30", "2016-06-02T10:30:00"),
        ("vr 02-06-2017", "2017-06-02"),
        ("5-Mar-24 10.11.12.000000 AM", "2024-03-05T10:11:12"),
        ("5 sie 2024", "2024-08-05"),
        ("5 Eki 2024", "2024-10-05"),
    ],
)
def test_further_forms_of_dates(written: str, read: str):
    assert dates.parse(written) == read
