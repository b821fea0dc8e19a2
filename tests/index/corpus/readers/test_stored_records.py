"""JSON and XML as databases, publishing systems and spreadsheets export them, each in its own wrapping."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ..support import Read

ONE = "The council voted on Tuesday to close the old fish market after engineers found cracks in its northern wall."
TWO = "Traders will be offered stalls in the railway hall until a new building is finished in two years."
TEXT = f"{ONE}\n\n{TWO}"
TITLE = "Council closes fish market"
MOMENT = "2021-03-05T09:30:00+00:00"
SECONDS = 1614936600


def _typed(value: str) -> dict[str, Any]:
    return {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": value, "marks": []}]}


STORED: dict[str, Any] = {
    "backup of Firestore": {
        "__collections__": {
            "articles": {
                "k1": {
                    "title": TITLE, "body": TEXT, "__collections__": {},
                    "publishedAt": {
                        "__datatype__": "timestamp", "value": {"_seconds": SECONDS, "_nanoseconds": 0},
                    },
                }
            }
        }
    },
    "moments of Protocol Buffers": [
        {"title": TITLE, "body": TEXT, "published": {"seconds": SECONDS, "nanoseconds": 0}}
    ],
    "answer of Firestore": {
        "documents": [
            {
                "name": "projects/p/databases/(default)/documents/articles/k1",
                "fields": {
                    "title": {"stringValue": TITLE}, "body": {"stringValue": TEXT},
                    "publishedAt": {"timestampValue": "2021-03-05T09:30:00Z"},
                },
                "createTime": "2022-01-01T00:00:00.000Z",
            }
        ]
    },
    "values of a spreadsheet": {
        "range": "Sheet1!A1:C9", "majorDimension": "ROWS",
        "values": [["Title", "Date", "Text"], [TITLE, "2021-03-05T09:30:00Z", TEXT]],
    },
    "columns described beside rows": {
        "meta": {"view": {"columns": [{"name": "Title"}, {"name": "Date"}, {"name": "Body"}]}},
        "data": [[TITLE, "2021-03-05T09:30:00Z", TEXT]],
    },
    "days in months in years": {"2021": {"03": {"05": [{"title": TITLE, "text": TEXT}]}}},
    "text and date in objects of their own": [
        {"article": {"title": TITLE, "body": TEXT}, "meta": {"date": "2021-03-05T09:30:00Z"}}
    ],
    "answer with highlights": {
        "hits": [
            {
                "title": TITLE, "text": TEXT, "date": "2021-03-05T09:30:00Z",
                "_highlightResult": {"title": {"value": "Council closes <em>fish</em> market", "matchLevel": "full"}},
            }
        ]
    },
    "zone in a field beside the date": {
        "results": [{"title": TITLE, "content": TEXT, "pubDate": "2021-03-05 09:30:00", "pubDateTZ": "UTC"}]
    },
    "tree of nodes": {
        "items": [
            {
                "sys": {"id": "e1", "type": "Entry"},
                "fields": {
                    "title": TITLE, "publishDate": "2021-03-05T09:30:00Z",
                    "body": {"nodeType": "document", "content": [_typed(ONE), _typed(TWO)]},
                },
            }
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("name", STORED)
def test_one_article_of_each_wrapping(reading: Read, name: str):
    article = reading("a.json", json.dumps(STORED[name])).article
    assert (article.title, article.text) == (TITLE, f"{TITLE}\n\n{TEXT}")
    assert article.date in (MOMENT, "2021-03-05")
    assert (article.date == "2021-03-05") == (name == "days in months in years")


def test_what_the_shell_of_mongodb_prints(reading: Read):
    printed = f"""{{
\t"_id" : ObjectId("5a0b1c2d3e4f5a6b7c8d9e0f"),
\t"title" : "{TITLE}",
\t"text" : "{ONE} Its date is written ISODate(\\"2017\\") there.",
\t"published" : ISODate("2021-03-05T09:30:00Z"),
\t"views" : NumberLong(1204)
}}
"""
    both = reading("a.json", printed + printed.replace("9e0f", "9e1f").replace("old", "new"))
    assert [(one.title, one.date, one.key) for one in both.articles] == [
        (TITLE, MOMENT, "5a0b1c2d3e4f5a6b7c8d9e0f"),
        (TITLE, MOMENT, "5a0b1c2d3e4f5a6b7c8d9e1f"),
    ]
    assert 'ISODate("2017")' in both.articles[0].text
    assert both.rejects == []
    lines = "\n".join(" ".join(part.split()) for part in (printed, printed.replace("9e0f", "9e2f")))
    assert {one.date for one in reading("b.jsonl", lines).articles} == {MOMENT}


def test_cells_of_charts_count_months_from_0(reading: Read):
    table = {
        "cols": [{"id": "A", "label": "Title"}, {"id": "B", "label": "Date"}, {"id": "C", "label": "Text"}],
        "rows": [{"c": [{"v": TITLE}, {"v": "Date(2021,2,5)", "f": "3/5/2021"}, {"v": TEXT}]}],
    }
    answer = f"/*O_o*/\ngoogle.visualization.Query.setResponse({json.dumps({'status': 'ok', 'table': table})});"
    article = reading("a.json", answer).article
    assert (article.title, article.date, article.text) == (TITLE, "2021-03-05", f"{TITLE}\n\n{TEXT}")


def test_authors_and_files_beside_posts_are_counted(reading: Read):
    def block(words: str) -> dict[str, Any]:
        return {"_type": "block", "children": [{"_type": "span", "text": words}], "markDefs": []}

    documents = [
        {"_id": "p1", "_type": "post", "title": TITLE, "body": [block(ONE), block(TWO)]},
        {"_id": "a1", "_type": "author", "name": "Mara Quill", "bio": [block("Mara Quill writes about harbours.")]},
        {"_id": "i1", "_type": "sanity.imageAsset", "originalFilename": "hall.jpg"},
    ]
    found = reading("a.ndjson", "\n".join(map(json.dumps, documents)))
    assert found.article.text == f"{TITLE}\n\n{TEXT}"
    assert sum(skip.count for skip in found.skips) == 2


def test_pictures_and_links_in_a_story_of_arc(reading: Read):
    story = {
        "type": "story", "version": "0.10.9", "headlines": {"basic": TITLE}, "display_date": "2021-03-05T09:30:00Z",
        "content_elements": [
            {"type": "text", "content": ONE},
            {"type": "image", "caption": "The hall", "credits": {"by": [{"name": "Ola Photo"}]}},
            {"type": "interstitial_link", "content": "Read more"},
            {"type": "list", "items": [{"type": "text", "content": "no rent"}, {"type": "text", "content": "no tax"}]},
            {"type": "text", "content": TWO},
        ],
        "taxonomy": {"primary_section": {"name": "Local"}},
    }  # fmt: skip
    article = reading("a.json", json.dumps(story)).article
    assert article.text == f"{TITLE}\n\n{ONE}\n\nno rent\n\nno tax\n\n{TWO}"
    assert dict(article.extra)["section"] == "Local"


def test_what_only_subscribers_of_an_api_get(reading: Read):
    items = [
        {"title": TITLE, "description": ONE, "content": "ONLY AVAILABLE IN PAID PLANS", "pubDate": "2021-03-05"},
        {"title": "Ferry aground", "description": None, "content": "ONLY AVAILABLE IN PAID PLANS"},
    ]
    first, second = reading("a.json", json.dumps({"status": "success", "results": items})).articles
    assert (first.text, dict(first.extra)) == (f"{TITLE}\n\n{ONE}", {"extent": "snippet"})
    assert (second.text, dict(second.extra)) == ("Ferry aground", {"extent": "snippet"})


def test_bylines_of_scrapers_that_keep_the_word_before_them(reading: Read):
    lines = [{"title": [TITLE], "text": [ONE], "author": ["By ", " Mara Quill "]}]
    assert reading("a.jl", "\n".join(map(json.dumps, lines))).article.byline == "Mara Quill"


def test_notices_of_a_page_are_no_posts(reading: Read):
    posts = [
        {"id": "1_2", "message": ONE, "created_time": "2021-03-05T09:30:00+0000", "from": {"name": "Harbour Post"}},
        {"id": "1_3", "story": "Harbour Post updated their cover photo.", "created_time": "2021-03-05T09:30:00+0000"},
    ]
    found = reading("a.json", json.dumps({"data": posts}))
    assert (found.article.text, found.article.outlet) == (ONE, "Harbour Post")
    assert [skip.kind for skip in found.skips] == ["posts without text"]


def test_the_address_of_an_article_in_schema_org(reading: Read):
    item = {
        "@type": "NewsArticle", "headline": TITLE, "articleBody": TEXT,
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://post.example/1"},
    }  # fmt: skip
    assert reading("a.json", json.dumps(item)).article.url == "https://post.example/1"


XML = {
    "columns by name": (
        f'<dump><database name="news"><table name="articles"><column name="id">1</column>'
        f'<column name="title">{TITLE}</column><column name="body">{TEXT}</column>'
        f'<column name="date">2021-03-05</column></table></database></dump>'
    ),
    "rows of attributes": (
        f'<rows><row Id="1" Title="{TITLE}" Body="&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;"'
        f' CreationDate="2021-03-05"/></rows>'
    ),
    "a headline beside paragraphs": (
        f'<articles><article id="1" published-at="2021-03-05" title="{TITLE}"><p>{ONE}</p><q>{TWO}</q></article>'
        f"</articles>"
    ),
}


def test_records_that_follow_each_other_without_an_element_around_each(reading: Read):
    fields = "<source>Harbour Post</source><title>{}</title><description>{}</description><pubdate>2021-03-05</pubdate>"
    news = "".join(fields.format(f"{TITLE} {n}", f"{ONE} {n}") for n in range(1, 4))
    found = reading("a.xml", f"<?xml version='1.0'?>\n<all_news>{news}</all_news>")
    assert [(one.title, one.text[one.body :]) for one in found.articles] == [
        (f"{TITLE} {n}", f"{ONE} {n}") for n in range(1, 4)
    ]
    assert {(one.outlet, one.date) for one in found.articles} == {("Harbour Post", "2021-03-05")}
    assert found.rejects == []
    cut = reading("a.xml", f"<?xml version='1.0'?>\n<all_news>{news}<source>Harb")
    assert (len(cut.articles), len(cut.rejects)) == (3, 1)


@pytest.mark.parametrize("name", XML)
def test_one_article_of_each_xml(reading: Read, name: str):
    article = reading("a.xml", XML[name]).article
    assert (article.title, article.date, article.text) == (TITLE, "2021-03-05", f"{TITLE}\n\n{TEXT}")


def test_headings_and_lists_in_the_xml_of_trafilatura(reading: Read):
    page = (
        f'<doc sitename="Harbour Post" title="{TITLE}" date="2021-03-05"><main><p>{ONE}</p>'
        f'<head rend="h2">Cracks</head><list rend="ul"><item>no rent</item><item>no tax</item></list>'
        f"<quote>{TWO}</quote></main><comments><p>About time.</p></comments></doc>"
    )
    assert reading("a.xml", page).article.text == f"{TITLE}\n\n{ONE}\n\nCracks\n\nno rent\n\nno tax\n\n{TWO}"


def test_comments_and_links_in_the_tei_of_trafilatura(reading: Read):
    page = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{TITLE}</title></titleStmt>'
        f'</fileDesc></teiHeader><text><body><div type="entry"><p>{ONE}</p><p>They met <ref target="https://x.example">'
        f'in the hall</ref>.<ref target="#n1">1</ref></p></div><div type="comments"><p>About time.</p></div></body>'
        f"</text></TEI>"
    )
    assert reading("a.xml", page).article.text == f"{TITLE}\n\n{ONE}\n\nThey met in the hall."


@pytest.mark.parametrize("version", [4, 5])
def test_columns_of_a_full_text_table(reading: Read, tmp_path: Path, version: int):
    extra = ', "date" unindexed, tokenize=unicode61' if version == 5 else ", date, notindexed=date"
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute(f"create virtual table docs using fts{version}(title, body{extra})")
        database.execute("insert into docs values (?, ?, ?)", (TITLE, TEXT, "2021-03-05"))
    database.close()
    article = reading("a.db", (tmp_path / "a.db").read_bytes()).article
    assert (article.title, article.date, article.text) == (TITLE, "2021-03-05", f"{TITLE}\n\n{TEXT}")


def test_texts_that_a_database_has_as_bytes(reading: Read, tmp_path: Path):
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("create table pages (title text, html blob, packed blob)")
        page = f"<p>{ONE}</p><p>{TWO}</p>".encode()
        database.execute("insert into pages values (?, ?, ?)", (TITLE, page, b"\x1f\x8b\0\xff"))
    database.close()
    assert reading("a.db", (tmp_path / "a.db").read_bytes()).article.text == f"{TITLE}\n\n{TEXT}"


def test_values_in_single_quotes_only_where_needed(reading: Read):
    rows = [
        f"Web;{ONE}",
        f"Sport;'{TWO} It was late; nobody came.'",
        "Sport;The club lost its third game in a row on Sunday, and its coach blamed tired players for it.",
    ]
    found = reading("a.csv", "\n".join(rows) + "\n")
    assert [one.text for one in found.articles][1] == f"{TWO} It was late; nobody came."
    assert (len(found.articles), found.rejects) == (3, [])


def test_values_between_several_signs(reading: Read):
    lines = [
        "6551700932705387022_!_101_!_news_culture_!_京城最值得你来场文化之旅的博物馆_!_保利集团,马未都",
        "6552368441838272771_!_101_!_news_culture_!_发酵床的垫料种类有哪些？哪种更好？_!_",
        "6552407965343678723_!_101_!_news_culture_!_上联：黄山黄河黄皮肤黄土高原。怎么对下联？_!_",
    ]
    titles = [one.title for one in reading("a.txt", "\n".join(lines) + "\n").articles]
    assert titles == [line.split("_!_")[3] for line in lines]


def test_contents_of_kinds(reading: Read):
    record = {
        "id": "b2", "article_url": "https://post.example/1", "title": TITLE, "author": "Mara Quill",
        "published_date": SECONDS * 1000, "source": "The Lantern", "type": "article",
        "contents": [
            {"content": "Local", "mime": "text/plain", "type": "kicker"},
            {"content": TITLE, "mime": "text/plain", "type": "title"},
            {"content": SECONDS * 1000, "mime": "text/plain", "type": "date"},
            {"fullcaption": "The hall. (Ola Photo)", "imageURL": "x.jpg", "type": "image"},
            {"content": f"<b>{ONE}</b>", "subtype": "paragraph", "type": "sanitized_html"},
            {"content": TWO, "subtype": "paragraph", "type": "sanitized_html"},
            {"type": "author_info", "name": "Mara Quill", "bio": "Mara Quill writes about harbours and ships."},
        ],
    }  # fmt: skip
    article = reading("a.jl", json.dumps(record)).article
    assert (article.text, article.date, article.byline) == (f"{TITLE}\n\n{TEXT}", MOMENT, "Mara Quill")
    assert dict(article.extra)["section"] == "Local"


def test_scanned_pages_are_of_the_newspaper_that_they_name(reading: Read):
    page = {
        "title": "The Harbour Sun.", "title_normal": "harbour sun.", "publisher": "Sun Co.", "date": "19210305",
        "ocr_eng": TEXT, "page": "3",
    }  # fmt: skip
    article = reading("a.json", json.dumps({"items": [page]})).article
    assert (article.outlet, article.date, article.text) == ("The Harbour Sun", "1921-03-05", TEXT)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_page_in_a_field_says_what_the_record_does_not(reading: Read, form: str):
    page = (
        f"<!DOCTYPE html><html><head><title>{TITLE} | Harbour Post</title><meta property='og:title' content='{TITLE}'>"
        f"<meta property='article:published_time' content='{MOMENT}'></head>"
        f"<body><nav><a href=/>Home</a></nav><article><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>"
    )
    record = {"url": "https://post.example/1", "html": page}
    text = f'url,html\nhttps://post.example/1,"{page}"\n' if form == "csv" else json.dumps([record])
    article = reading(f"a.{form}", text).article
    assert (article.title, article.date, article.text) == (TITLE, MOMENT, f"{TITLE}\n\n{TEXT}")


def test_an_answer_without_results_is_no_fault(reading: Read):
    found = reading("a.json", json.dumps({"status": "ok", "totalResults": 0, "articles": []}))
    assert (found.articles, found.rejects, [skip.kind for skip in found.skips]) == (
        [],
        [],
        ["answers without articles"],
    )


def test_elements_whose_prefix_is_not_declared_do_not_fail_the_reader(reading: Read) -> None:
    record = "<title>Storm closes port</title><x:kind>news</x:kind><text>Nobody was hurt. Ships return today.</text>"
    found = reading("a.xml", f"<list>{record * 4}</list>".encode())
    assert {article.title for article in found.articles} <= {"Storm closes port"}
    assert not [one.reason for one in found.rejects if "failed" in one.reason]
