"""Shapes of JSON that services and publishing systems write, each with what it must give."""

import json
from typing import Any

import pytest

from .support import Read

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
BOLD = {"type": "text", "marks": [{"type": "bold"}], "text": "Ostby"}


def leaf(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


TREES: dict[str, Any] = {
    "ProseMirror": {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [leaf("The board of "), BOLD, leaf(" met.")]},
            {"type": "paragraph", "content": [leaf(SCHOOLS)]},
        ],
    },
    "Contentful": {
        "nodeType": "document",
        "content": [
            {
                "nodeType": "paragraph",
                "content": [
                    {"nodeType": "text", "value": "The board of "},
                    {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": "Ostby"}]},
                    {"nodeType": "text", "value": " met."},
                ],
            },
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": SCHOOLS}]},
        ],
    },
    "Portable Text": [
        {
            "_type": "block",
            "_key": "a",
            "children": [
                {"_type": "span", "text": "The board of "},
                {"_type": "span", "text": "Ostby", "marks": ["strong"]},
                {"_type": "span", "text": " met."},
            ],
        },
        {"_type": "block", "children": [{"_type": "span", "text": SCHOOLS}]},
    ],
    "Draft.js": {
        "blocks": [
            {"key": "a", "text": "The board of Ostby met.", "type": "unstyled"},
            {"key": "b", "text": SCHOOLS, "type": "unstyled"},
        ],
        "entityMap": {},
    },
    "Lexical, as text": json.dumps(
        {
            "root": {
                "children": [
                    {"type": "paragraph", "children": [{"text": "The board of Ostby met.", "type": "text"}]},
                    {"type": "paragraph", "children": [{"text": SCHOOLS, "type": "text"}]},
                ]
            }
        }
    ),
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_texts_in_trees_of_nodes(reading: Read, tree: Any):
    article = reading("a.json", json.dumps([{"title": "Pier", "body": tree}])).article
    assert article.text == f"Pier\n\nThe board of Ostby met.\n\n{SCHOOLS}"


def test_numbered_paragraphs_are_one_text(reading: Read):
    article = reading("a.json", json.dumps([{"title": "Pier", "content": {"1": PIER, "2": SCHOOLS}}])).article
    assert article.text == f"Pier\n\n{PIER}\n\n{SCHOOLS}"


def test_words_in_lists_are_sentences(reading: Read):
    text = [["The", "board", "(", "of", "Ostby", ")", "met", "."], ["It", "voted", ",", "and", "then", "left", "."]]
    article = reading("a.json", json.dumps([{"title": "Pier", "text": text}])).article
    assert article.text == "Pier\n\nThe board (of Ostby) met.\n\nIt voted, and then left."


RECORDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "a headline as the key": (
        {"Pier of Ostby": {"text": PIER}, "Two schools": {"text": SCHOOLS}},
        {"title": "Pier of Ostby"},
    ),
    "an address as the key": (
        {"https://o.example/p": PIER, "https://o.example/s": SCHOOLS},
        {"url": "https://o.example/p"},
    ),
    "a newspaper as the key": (
        {"Ostby Post": {"2024-02-14": [{"title": "Pier", "text": PIER}]}, "Lindvik News": {}},
        {"outlet": "Ostby Post", "date": "2024-02-14"},
    ),
    "a section as the key": (
        {"World News": [{"title": "Pier", "text": PIER}], "Sports": [{"title": "S", "text": SCHOOLS}]},
        {"outlet": "", "topics": ("World News",)},
    ),
    "search hits with highlights": (
        {
            "hits": {
                "hits": [
                    {"_id": "1", "_source": {"title": "Pier", "text": PIER}, "highlight": {"text": ["<em>a</em> b"]}}
                ]
            }
        },
        {"title": "Pier"},
    ),
    "DynamoDB": (
        {"Items": [{"title": {"S": "Pier"}, "text": {"S": PIER}, "date": {"S": "2024-02-14"}}], "Count": 1},
        {"title": "Pier", "date": "2024-02-14"},
    ),
    "JSON-LD": (
        {
            "@graph": [
                {"@type": "WebSite", "name": "O"},
                {"@type": "NewsArticle", "headline": "Pier", "articleBody": PIER},
            ]
        },
        {"title": "Pier"},
    ),
    "a person within objects": (
        [{"title": "Pier", "body": PIER, "author": {"data": {"attributes": {"name": "Ann Lee"}}}}],
        {"byline": "Ann Lee"},
    ),
    "a first and a last date": (
        [{"title": "Pier", "body": PIER, "publish_date": "2024-02-16", "first_publish_date": "2024-02-14"}],
        {"date": "2024-02-14"},
    ),
    "a viewer's row": (
        {"rows": [{"row_idx": 0, "row": {"title": "Pier", "text": PIER}, "truncated_cells": ["text"]}]},
        {"extra": (("extent", "snippet"),)},
    ),
    "a picture called media": (
        [{"title": "Pier", "body": PIER, "media": "https://images.example/p.jpg", "name_source": "Ostby Post"}],
        {"outlet": "Ostby Post"},
    ),
    "a cut text": ([{"title": "Pier", "content": f"{PIER}... [812 chars]"}], {"extra": (("extent", "snippet"),)}),
    "rows without names": (
        [[1, "Pier of Ostby is rebuilt", PIER, "2024-02-14"], [2, "Two schools of Lindvik", SCHOOLS, "2024-02-15"]],
        {"title": "Pier of Ostby is rebuilt", "date": "2024-02-14"},
    ),
}


@pytest.mark.parametrize(("tree", "wanted"), RECORDS.values(), ids=RECORDS)
def test_what_the_first_article_has(reading: Read, tree: Any, wanted: dict[str, Any]):
    found = reading("a.json", json.dumps(tree))
    assert found.rejects == []
    assert {name: getattr(found.articles[0], name) for name in wanted} == wanted
    assert len(found.articles) <= 2


def test_columns_may_lack_cells(reading: Read):
    table = {"title": {"0": "Pier", "2": "Ferry"}, "text": {"0": PIER, "1": SCHOOLS, "2": PIER + SCHOOLS}}
    assert [one.title for one in reading("a.json", json.dumps(table)).articles][::2] == ["Pier", "Ferry"]


@pytest.mark.parametrize(
    "lines",
    [
        [["2024-02-14", "Pier of Ostby is rebuilt", PIER], ["2024-02-15", "Two schools of Lindvik", SCHOOLS]],
        [PIER, SCHOOLS],
    ],
)
def test_lines_that_are_lists_and_texts(reading: Read, lines: list[Any]):
    found = reading("a.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    assert [one.text[one.body :] for one in found.articles] == [PIER, SCHOOLS]
    assert found.rejects == []


def test_what_a_service_reports_is_no_article(reading: Read):
    error = {"status": "error", "code": "rateLimited", "message": f"You have made too many requests. {PIER}"}
    assert "You have made too many requests" in reading("a.json", json.dumps(error)).reject.reason


XML = (
    "<?xml version='1.0'?><paper><article><title>Pier</title><text>{0}</text></article><article><title>S</title>"
    "<text>{1}</text></article><brief><title>B</title><text>{0}</text></brief></paper>"
)


def test_elements_of_two_names(reading: Read):
    found = reading("a.xml", XML.format(PIER, SCHOOLS))
    assert [one.title for one in found.articles] == ["Pier", "S", "B"]


def test_a_clipped_note_is_not_dated_by_its_clipping(reading: Read):
    note = (
        "<?xml version='1.0'?><en-export><note><title>Pier</title><created>20240302T080501Z</created><note-attributes>"
        f"<source-url>https://o.example/p</source-url></note-attributes><content><![CDATA[<en-note><div>{PIER}</div>"
        "</en-note>]]></content></note></en-export>"
    )
    article = reading("a.enex", note).article
    assert (article.url, article.date) == ("https://o.example/p", "")


HEAD = ["title", "text", "date", "author", "source"]
ROWS = [
    ["Pier of Ostby", PIER, "2024-02-14", "Ann Lee", "Ostby Post"],
    ["Two schools", SCHOOLS, "2024-02-15", "Bo Ek", "Ostby Post"],
]


def quoted(row: list[str], mark: str) -> str:
    return mark.join(f'"{cell}"' for cell in row)


DIALECTS = {
    "R's write.table": ("a.txt", quoted(HEAD, " "), [f'"{i}" {quoted(row, " ")}' for i, row in enumerate(ROWS, 1)]),
    "carets": ("a.csv", "^".join(HEAD), ["^".join(row) for row in ROWS]),
    "single marks": ("a.csv", ",".join(HEAD), [",".join(f"'{cell}'" for cell in row) for row in ROWS]),
    "spaces": ("a.csv", quoted(HEAD, ", "), [quoted(row, ", ") for row in ROWS]),
}


@pytest.mark.parametrize(("name", "head", "rows"), DIALECTS.values(), ids=DIALECTS)
def test_tables_in_further_dialects(reading: Read, name: str, head: str, rows: list[str]):
    found = reading(name, "\n".join([head, *rows]) + "\n")
    assert found.rejects == []
    assert [[a.title, a.text[a.body :], a.date, a.byline, a.outlet] for a in found.articles] == ROWS


def test_a_dump_of_a_database(reading: Read):
    rows = [f"{i}\tPier {i}\t{PIER}\\n\\n{SCHOOLS}\t\\N\t2024-02-14 08:05:01\n" for i in range(3)]
    found = reading("a.tsv", "id\ttitle\tbody\tauthor\tpublished_at\n" + "".join(rows))
    assert {(a.text[a.body :], a.byline) for a in found.articles} == {(f"{PIER}\n\n{SCHOOLS}", "")}


@pytest.mark.parametrize("names", ["paragraph1,paragraph2", "text_1,text_2"])
def test_numbered_columns_are_one_text(reading: Read, names: str):
    found = reading("a.csv", f'title,{names}\nPier,"{PIER}","{SCHOOLS}"\nSchools,"{SCHOOLS}","{PIER}"\n')
    assert [a.text for a in found.articles] == [f"Pier\n\n{PIER}\n\n{SCHOOLS}", f"Schools\n\n{SCHOOLS}\n\n{PIER}"]


HEADERS = [
    "tytuł,data publikacji,treść,autor,źródło",
    "nadpis,datum,obsah,autor,zdroj",
    "назва,дата,текст,автор,джерело",
    "τίτλος,ημερομηνία,κείμενο,συντάκτης,πηγή",
    "見出し,日付,本文,記者,媒体名",
    "제목,날짜,본문,기자,언론사",
    "العنوان,التاريخ,النص,الكاتب,المصدر",
    "عنوان,تاریخ,متن,نویسنده,منبع",
    "tiêu đề,ngày đăng,nội dung,tác giả,nguồn",
    "otsikko,päivämäärä,teksti,kirjoittaja,lähde",
    "titel,datum,brödtext,författare,källa",
    "cím,dátum,szöveg,szerző,forrás",
    "titlu,data,conținut,autor,sursa",
    "शीर्षक,दिनांक,सामग्री,लेखक,स्रोत",
    "pealkiri,kuupäev,tekst,autor,allikas",
]


@pytest.mark.parametrize("header", HEADERS)
def test_names_of_columns_in_further_languages(reading: Read, header: str):
    article = reading("a.csv", f'{header}\nPier,2024-02-14,"{PIER}",Ann Lee,Ostby Post\n').article
    assert (article.title, article.date, article.text[article.body :]) == ("Pier", "2024-02-14", PIER)
    assert (article.byline, article.outlet) == ("Ann Lee", "Ostby Post")


def test_a_journal_is_the_outlet_rather_than_its_publisher(reading: Read):
    table = f'Article Title,Publisher,Journal Title,Abstract\nPier,Ostby Press,Ostby Post,"{PIER}"\n'
    assert reading("a.csv", table).article.outlet == "Ostby Post"


def test_rights_and_names_of_an_agency_are_no_articles(reading: Read):
    item = {
        "uri": "https://api.o.example/1",
        "type": "text",
        "versioncreated": "2024-02-14T08:05:01Z",
        "headline": "Pier of Ostby",
        "bylines": [{"by": "By ANN LEE", "title": "Ostby Wire"}],
        "infosource": [{"name": "Ostby Wire"}],
        "copyrightnotice": "Copyright 2024 Ostby Wire. All rights reserved. It may not be published or broadcast.",
    }
    article = reading("a.json", json.dumps({"data": {"items": [{"meta": {}, "item": item}]}})).article
    assert (article.text, article.byline, article.outlet) == ("Pier of Ostby", "ANN LEE", "Ostby Wire")


def test_abstract_and_lead_are_both_kept(reading: Read):
    record = {"headline": {"main": "Pier"}, "abstract": PIER, "snippet": PIER, "lead_paragraph": SCHOOLS}
    text = reading("a.json", json.dumps([record])).article.text
    assert PIER in text
    assert SCHOOLS in text
    assert text.count(PIER) == 1


def test_the_description_of_columns_is_no_table(reading: Read):
    schema = {
        "features": {"title": {"dtype": "string", "_type": "Value"}, "text": {"dtype": "string", "_type": "Value"}}
    }
    assert reading("dataset_info.json", json.dumps(schema)).articles == []


def test_a_list_that_python_printed(reading: Read):
    found = reading("a.json", repr([{"title": "Pier", "text": PIER, "n": None}, {"title": "S", "text": SCHOOLS}]))
    assert [(a.title, a.text[a.body :]) for a in found.articles] == [("Pier", PIER), ("S", SCHOOLS)]


def test_characters_by_number_in_cells(reading: Read):
    text = PIER.replace("Ostby", "\\u00d6stby")
    assert "Östby" in reading("a.csv", f'title,text\nPier,"{text}"\n').article.text


def test_character_data_within_values(reading: Read):
    record = {"title": "<![CDATA[Pier of Ostby]]>", "text": f"<![CDATA[<p>{PIER}</p>]]>"}
    assert reading("a.json", json.dumps([record])).article.text == f"Pier of Ostby\n\n{PIER}"


def test_a_numbered_branch_is_no_headline(reading: Read):
    found = reading("a.json", json.dumps({"article 1": {"text": PIER}, "article 2": {"text": SCHOOLS}}))
    assert [a.text for a in found.articles] == [PIER, SCHOOLS]
