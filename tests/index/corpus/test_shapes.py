"""Shapes of files that collections and tools produce, each with the articles in it."""

import json
from typing import Any

import pytest

from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources

from .support import Read, config

PIER = "The harbour board of Ostby met on Tuesday. It voted to rebuild the old pier before winter, the chair said."
SCHOOLS = "The council of Lindvik closed two schools. Parents said they had not been asked, and plan to appeal."
FERRY = "A ferry ran aground near Marholm on Friday. Nobody was hurt, the coast guard said in a statement."
A: list[dict[str, Any]] = [
    {"title": "Pier", "text": PIER, "date": "2021-03-04"},
    {"title": "Schools", "text": SCHOOLS, "date": "2021-03-05"},
    {"title": "Ferry", "text": FERRY, "date": "2021-03-06"},
]
ALL = ["Pier", "Schools", "Ferry"]

TREES = {
    "by day": {"2021-03-04": A[:1], "2021-03-05": A[1:2], "2021-03-06": A[2:]},
    "by day, deeper": {"20210304": {"articles": A[:2]}, "20210305": {"articles": A[2:]}},
    "pages": [{"page": 1, "results": A[:2]}, {"page": 2, "results": A[2:]}],
    "lists in a list": [A[:2], A[2:]],
    "by number": {str(i): article for i, article in enumerate(A)},
    "one and several": {"meta": {"n": 3}, "lead": A[0], "others": A[1:]},
    "three deep": {"data": {"regions": {"north": {"politics": A[:1], "sport": A[1:2]}, "south": {"politics": A[2:]}}}},
    "split": {"columns": ["title", "text"], "index": [0, 1, 2], "data": [[a["title"], a["text"]] for a in A]},
    "values": [["title", "text"], *[[a["title"], a["text"]] for a in A]],
    "lists by column": {name: [a[name] for a in A] for name in ("title", "text", "date")},
    "schema": {"schema": {"fields": [{"name": "title", "type": "string"}]}, "data": A},
    "rows": {"features": [{"name": "title"}], "rows": [{"row_idx": i, "row": a} for i, a in enumerate(A)]},
    "search hits": {"hits": {"total": 3, "hits": [{"_index": "n", "_id": a["title"], "_source": a} for a in A]}},
    "attributes": {"data": [{"type": "article", "id": a["title"], "attributes": a} for a in A]},
    "edges": {"data": {"articles": {"edges": [{"node": a} for a in A]}}},
    "beside other lists": {"sources": [{"id": "a", "name": "Alpha"}], "tags": [{"name": "x"}], "articles": A},
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_articles_in_every_branch_are_read(reading: Read, tree: Any):
    found = reading("a.json", json.dumps(tree))
    assert [article.title for article in found.articles] == ALL
    assert found.rejects == []
    assert [article.text.split("\n\n")[1] for article in found.articles] == [PIER, SCHOOLS, FERRY]


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_long_files_are_read_the_same_way(reading: Read, tree: Any, monkeypatch: pytest.MonkeyPatch):
    if isinstance(tree, dict) and ("columns" in tree or isinstance(tree.get("title"), list)):
        pytest.skip("a table stored by columns cannot be read piece by piece")
    monkeypatch.setattr("newsexplore.index.corpus.readers.records.json_file.MAX_WHOLE", 10)
    monkeypatch.setattr("newsexplore.index.corpus.readers.records.json_file.MAX_TEXT", 200)
    monkeypatch.setattr("newsexplore.index.corpus.fields.json_stream._CHUNK", 64)
    if tree is TREES["values"]:
        pytest.skip("a table stored as a list of rows cannot be read piece by piece")
    found = reading("a.json", json.dumps(tree))
    assert [article.title for article in found.articles] == ALL


def test_branches_say_outlet_topic_and_day(reading: Read):
    found = reading("a.json", json.dumps({"sources": [{"name": "Alpha Post", "articles": A[:1]}]}))
    assert found.articles[0].outlet == "Alpha Post"
    found = reading("a.json", json.dumps({"www.beta.example": A[:1], "gamma.example": A[1:]}))
    assert [article.outlet for article in found.articles] == ["beta.example", "gamma.example", "gamma.example"]
    found = reading("a.json", json.dumps({"2021-05-01": [{"title": "Pier", "text": PIER}]}))
    assert found.article.date == "2021-05-01"
    found = reading("a.json", json.dumps({"https://n.example/2021/03/04/pier": {"title": "Pier", "text": PIER}}))
    assert (found.article.url, found.article.date) == ("https://n.example/2021/03/04/pier", "2021-03-04")
    found = reading("a.json", json.dumps({"sport": A[:1], "politics": A[1:2]}))
    assert [article.topics for article in found.articles] == [("sport",), ("politics",)]


DAMAGED = {
    "a string without its end": (
        f'{{"articles": [{json.dumps(A[0])},\n{{"title": "Bad", "text": "no end}},\n{json.dumps(A[2])}]}}',
        ["Pier", "Ferry"],
        1,
    ),
    "an object without a comma": (f"[{json.dumps(A[0])} {json.dumps(A[1])}]", ["Pier", "Schools"], 0),
    "commas too many": (f'{{"a": {json.dumps(A[0])},, "b": {json.dumps(A[1])},}}', ["Pier", "Schools"], 0),
    "an early end": (json.dumps({"k1": A[0], "k2": A[1], "k3": A[2]})[:-60], ["Pier", "Schools"], 1),
    "an early end of a list": (json.dumps(A)[:-1], ALL, 1),
    "a callback": (f"callback({json.dumps(A)});", ALL, 0),
    "a variable": (f"var data = {json.dumps(A)};", ALL, 0),
    "wrong escapes": (
        '[{"title": "Pier", "text": "It\\\'s \\a pier."}, ' + json.dumps(A[1]) + "]",
        ["Pier", "Schools"],
        0,
    ),
    "line breaks in strings": (
        '[{"title": "Pier", "text": "One line.\nAnother."}, ' + json.dumps(A[1]) + "]",
        ["Pier", "Schools"],
        0,
    ),
}


@pytest.mark.parametrize(("content", "titles", "rejects"), DAMAGED.values(), ids=DAMAGED)
def test_damage_costs_only_what_is_damaged(reading: Read, content: str, titles: list[str], rejects: int):
    found = reading("a.json", content)
    assert [article.title for article in found.articles] == titles
    assert len(found.rejects) == rejects
    assert all("line" in reject.reason for reject in found.rejects)


@pytest.mark.parametrize("break_at", range(55, 75))
def test_no_character_is_lost_where_one_piece_of_a_file_ends(
    reading: Read, monkeypatch: pytest.MonkeyPatch, break_at: int
):
    monkeypatch.setattr("newsexplore.index.corpus.readers.records.json_file.MAX_WHOLE", break_at)
    monkeypatch.setattr("newsexplore.index.corpus.fields.json_stream._CHUNK", 7)
    text = "Ærø lå stille. 港口委员会周二开会。"
    content = json.dumps([{"title": "Ø", "text": text}] * 3, ensure_ascii=False)
    assert {article.text for article in reading("a.json", content).articles} == {f"Ø\n\n{text}"}


RECORDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a lead beside the text": ({"title": "P", "body": PIER, "text": f"{PIER} {SCHOOLS} {FERRY}"}, {"in": FERRY}),
    "an unknown name": ({"hed": "Pier", "blob": f"{PIER} {SCHOOLS}"}, {"in": SCHOOLS, "title": "Pier"}),
    "a text in sections": (
        {"title": "P", "body": {"summary": [PIER], "sections": [{"headline": [], "paragraphs": [SCHOOLS, FERRY]}]}},
        {"in": f"{SCHOOLS}\n\n{FERRY}"},
    ),
    "a database's post": (
        {"ID": 7, "post_title": "P", "post_content": f"<p>{PIER}</p>", "post_date": "2021-03-04 10:00:00"},
        {"in": PIER, "title": "P", "date": "2021-03-04T10:00:00"},
    ),
    "a wrapped number": (
        {"title": "P", "text": PIER, "date": {"$date": {"$numberLong": "1614852000000"}}},
        {"date": "2021-03-04T10:00:00+00:00"},
    ),
    "an epoch with a fraction": (
        {"title": "P", "text": PIER, "timestamp": 1614852000.0},
        {"date": "2021-03-04T10:00:00+00:00"},
    ),
    "a text cut by an API": ({"title": "P", "content": "The board met… [+5996 chars]"}, {"in": "The board met …"}),
    "a site and no domain": (
        {"title": "P", "text": PIER, "domain": "politics", "source": "Ostby Post"},
        {"outlet": "Ostby Post", "topics": ("politics",)},
    ),
    "a list of values": ({"title": ["P"], "content": [PIER], "date": ["2021-03-04"]}, {"title": "P", "in": PIER}),
    "a date and a time": (
        {"title": "P", "text": PIER, "date": "2021-03-04", "time": "10:30"},
        {"date": "2021-03-04T10:30:00"},
    ),
    "a date in the address": (
        {"title": "P", "text": PIER, "url": "https://n.example/2021/mar/04/p"},
        {"date": "2021-03-04"},
    ),
    "the address settles the order": (
        {"title": "P", "text": PIER, "date": "3/4/2021", "url": "https://n.example/2021/03/04/p"},
        {"date": "2021-03-04"},
    ),
    "an order that only prose shows": (
        {"title": "P", "text": f"{PIER} On 12/25/2019 it rained.", "date": "3/4/2021"},
        {"date": ""},
    ),
    "names of people": (
        {"title": "P", "text": PIER, "authors": [{"firstname": "Ann", "lastname": "Lee"}, {"name": "Bo Ek"}]},
        {"byline": "Ann Lee, Bo Ek"},
    ),
}


@pytest.mark.parametrize(("record", "wanted"), RECORDS.values(), ids=RECORDS)
def test_fields_are_found_by_name_and_content(reading: Read, record: dict[str, Any], wanted: dict[str, Any]):
    article = reading("a.json", json.dumps(record)).article
    for field, value in wanted.items():
        if field == "in":
            assert value in article.text
        else:
            assert getattr(article, field) == value


def test_what_an_api_withdrew_is_rejected(reading: Read):
    notice = {"source": {"name": "[Removed]"}, "title": "[Removed]", "description": "[Removed]", "content": "[Removed]"}
    assert "withdrawn" in reading("a.jsonl", json.dumps(notice)).reject.reason


TABLES = {
    "German": f"Überschrift;Datum;Artikeltext;Verfasser;Zeitung\nPier;04.03.2021;{PIER};Ann Lee;Ostby Post\n",
    "French": f'titre,date_publication,contenu,auteur,journal\nPier,4 mars 2021,"{PIER}",Ann Lee,Ostby Post\n',
    "Portuguese": f"título;data;conteúdo;autor;veículo\nPier;2021-03-04;{PIER};Ann Lee;Ostby Post\n",
    "Italian": f'titolo,data,testo,autore,fonte\nPier,4 marzo 2021,"{PIER}",Ann Lee,Ostby Post\n',
    "Dutch": f"kop\tdatum\tinhoud\tauteur\tkrant\nPier\t4 maart 2021\t{PIER}\tAnn Lee\tOstby Post\n",
    "Russian": f'Заголовок,Дата,Текст,Автор,Источник\nPier,04.03.2021,"{PIER}",Ann Lee,Ostby Post\n',
    "Chinese": f'标题,日期,正文,作者,来源\nPier,2021年3月4日,"{PIER}",Ann Lee,Ostby Post\n',
    "words around": "news_title,publish_date,clean_text,article_author,news_source\n"
    f'Pier,2021-03-04,"{PIER}",Ann Lee,Ostby Post\n',
    "sep": f"sep=;\ntitle;date;text;author;source\nPier;2021-03-04;{PIER};Ann Lee;Ostby Post\n",
    "preamble": f'Export\nMade in 2022\n\ntitle,date,text,author,source\nPier,2021-03-04,"{PIER}",Ann Lee,Ostby Post\n',
    "comments": f'# made by hand\ntitle,date,text,author,source\nPier,2021-03-04,"{PIER}",Ann Lee,Ostby Post\n',
    "bars": f"title|date|text|author|source\nPier|2021-03-04|{PIER}|Ann Lee|Ostby Post\n",
    "bytes": "title,date,text,author,source\n"
    f"\"b'Pier'\",2021-03-04,\"b'{PIER}'\",['Ann Lee'],\"{{'name': 'Ostby Post'}}\"\n",
    "zero bytes": f'title,date,text,author,source\nPi\0er,2021-03-04,"{PIER}",Ann Lee,Ostby Post\n',
    "old line ends": f'title,date,text,author,source\rPier,2021-03-04,"{PIER}",Ann Lee,Ostby Post\r',
}


@pytest.mark.parametrize("content", TABLES.values(), ids=TABLES)
def test_tables_in_many_languages_and_dialects(reading: Read, content: str):
    article = reading("a.csv", content).article
    assert (article.title, article.date, article.byline) == ("Pier", "2021-03-04", "Ann Lee")
    assert (article.outlet, article.text[article.body :]) == ("Ostby Post", PIER)


def test_a_header_of_unknown_names_is_still_one(reading: Read):
    found = reading("a.csv", f'foo,bar,baz\n1,"{PIER}",2021-03-04\n2,"{SCHOOLS}",2021-03-05\n3,"{FERRY}",2021-03-06\n')
    assert [article.date for article in found.articles] == ["2021-03-04", "2021-03-05", "2021-03-06"]
    assert [article.text for article in found.articles] == [PIER, SCHOOLS, FERRY]


def test_a_text_without_its_quotation_marks_is_put_together(reading: Read):
    found = reading(
        "a.csv", f'title,text,date\nPier,The board met, it said, and voted.,2021-03-04\nS,"{SCHOOLS}",2021-03-05\n'
    )
    assert found.articles[0].text == "Pier\n\nThe board met, it said, and voted."
    assert found.rejects == []


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_quotation_mark_never_closed_costs_one_row(reading: Read, quote: str):
    rows = [f"T{i},{quote}A text about item {i}.{quote},2021-03-04" for i in range(2000)]
    rows[5] = 'T5,"never closed,2021-03-04'
    found = reading("a.csv", "title,text,date\n" + "\n".join(rows) + "\n")
    assert len(found.articles) == 1999
    assert [reject.locator.rsplit("#")[1] for reject in found.rejects] == ["6"]


def test_headlines_whose_texts_are_in_another_table_are_left_out_with_a_reason(reading: Read):
    reading("bodies.csv", "Body ID,articleBody\n" + "".join(f'{i},"{PIER} {i}"\n' for i in range(0, 90, 3)))
    found = reading(
        "stances.csv", "Headline,Body ID,Stance\n" + "".join(f"Headline {i},{i * 3},agree\n" for i in range(30))
    )
    assert len(found.articles) == 30
    assert all(article.text.startswith(PIER) for article in found.articles)
    assert len(found.rejects) == 1
    assert "bodies.csv" in found.rejects[0].reason
    assert "Body ID" in found.rejects[0].reason


def test_headlines_alone_stay_articles(reading: Read):
    reading("other.csv", "id,text\n" + "".join(f'{i},"{PIER}"\n' for i in range(5)))
    found = reading("a.csv", "id,title\n" + "".join(f"{i},Headline {i}\n" for i in range(5)))
    assert len(found.articles) == 10


def test_other_files_of_the_corpus_tell_day_from_month(reading: Read):
    for i in range(5):
        reading(f"{i}.json", json.dumps({"title": f"P{i}", "text": PIER, "date": f"{20 + i}/03/2021"}))
    found = reading("z.json", json.dumps({"title": "Z", "text": PIER, "date": "3/4/2021"}))
    assert found.articles[-1].date == "2021-04-03"


def test_how_a_file_was_understood_is_told(reading: Read):
    rows = "".join(f'T{day},"{PIER}",{day:02}/03/2021\n' for day in range(1, 29))
    corpus = config(reading("a.csv", f"title,blob,date\n{rows}").path)
    (source,) = sources(corpus)
    assert isinstance(source, Source)
    said: list[str] = []
    list(read(source, corpus, remark=said.append))
    assert said == ["text taken from `blob` (28)", "11 dates read day first, as the other dates show"]


FRONT = {
    "toml": '+++\ntitle = "Pier"\ndate = 2021-03-04\n[taxonomies]\ntags = ["a"]\n[extra]\nauthor = "Ann Lee"\n+++\n',
    "json": '{\n "title": "Pier",\n "date": "2021-03-04",\n "tags": ["a"],\n "author": "Ann Lee"\n}\n\n',
    "fenced json": ';;;\n{"title": "Pier", "date": "2021-03-04", "tags": ["a"], "author": "Ann Lee"}\n;;;\n',
    "yaml": "---\ntitle: Pier\ndate: 2021-03-04\ntags: [a]\nauthor: Ann Lee\n---\n",
}


@pytest.mark.parametrize("front", FRONT.values(), ids=FRONT)
def test_front_matter(reading: Read, front: str):
    article = reading("a.md", front + PIER).article
    assert (article.title, article.date, article.topics, article.byline) == ("Pier", "2021-03-04", ("a",), "Ann Lee")
    assert article.text == f"Pier\n\n{PIER}"


def test_texts_under_their_headlines(reading: Read):
    found = reading("a.json", json.dumps({"The old pier": PIER, "Two schools": SCHOOLS, "17": FERRY}))
    assert [(one.title, one.text[one.body :]) for one in found.articles[:2]] == [
        ("The old pier", PIER), ("Two schools", SCHOOLS)
    ]  # fmt: skip
    assert found.articles[2].text == FERRY


PUBLISHED: dict[str, dict[str, Any]] = {
    "of a search server": {"title_s": "Pier", "body_txt": [PIER], "date_dt": "2021-03-04", "author_ss": ["Ann Lee"]},
    "of a publishing system": {
        "headlines": {"basic": "Pier"}, "content_elements": [{"type": "text", "content": f"<p>{PIER}</p>"}],
        "display_date": "2021-03-04", "credits": {"by": [{"type": "author", "name": "Ann Lee"}]},
    },
    "with a date in three columns": {
        "title": "Pier", "text": PIER, "year": "2021", "month": "3", "day": "4", "author": "Ann Lee"
    },
    "with a month in letters": {
        "title": "Pier", "text": PIER, "year": 2021, "month": "March", "day": 4, "author": "Ann Lee"
    },
}  # fmt: skip


@pytest.mark.parametrize("record", PUBLISHED.values(), ids=PUBLISHED)
def test_names_of_other_systems(reading: Read, record: dict[str, Any]):
    article = reading("a.json", json.dumps(record)).article
    assert (article.title, article.date, article.byline) == ("Pier", "2021-03-04", "Ann Lee")
    assert article.text[article.body :] == PIER


def test_search_results_that_call_the_headline_a_name(reading: Read):
    result = {"name": "Pier", "url": "https://a.example/1", "description": PIER, "datePublished": "2021-03-04"}
    assert reading("a.json", json.dumps({"_type": "News", "value": [result]})).article.title == "Pier"


def test_an_address_under_the_name_of_the_source(reading: Read):
    record = {"title": "Pier", "text": PIER, "source": "https://www.lantern.example/1", "source-hostname": "Lantern"}
    article = reading("a.json", json.dumps(record)).article
    assert (article.url, article.outlet) == ("https://www.lantern.example/1", "Lantern")


def test_a_date_with_a_clock_and_zone_is_taken_before_one_without(reading: Read):
    record = {"title": "Pier", "text": PIER, "date": "2021-03-04", "dateTime": "2021-03-04T10:05:00Z"}
    assert reading("a.json", json.dumps(record)).article.date == "2021-03-04T10:05:00+00:00"


def test_posts_of_a_channel(reading: Read):
    posts = [{"id": i, "type": "message", "date": "2021-03-04T10:05:00", "text": [PIER, "\n\n" + text]}
             for i, text in enumerate((SCHOOLS, FERRY))]  # fmt: skip
    found = reading("result.json", json.dumps({"name": "Lantern", "type": "public_channel", "messages": posts}))
    assert [(one.outlet, one.text) for one in found.articles] == [
        ("Lantern", f"{PIER}\n\n{SCHOOLS}"), ("Lantern", f"{PIER}\n\n{FERRY}")
    ]  # fmt: skip


XML = {
    "attributes": f'<root><doc title="Pier" date="2021-03-04">{PIER}</doc><doc title="Ferry">{FERRY}</doc></root>',
    "types": f'<response><result><doc><str name="title">Pier</str><arr name="body"><str>{PIER}</str></arr><date name='
    f'"published">2021-03-04</date></doc><doc><str name="title">Ferry</str><arr name="body"><str>{FERRY}</str></arr>'
    "</doc></result></response>",
    "fields": f'<add><doc><field name="title">Pier</field><field name="text">{PIER}</field><field name="date">'
    f'2021-03-04</field></doc><doc><field name="title">Ferry</field><field name="text">{FERRY}</field></doc></add>',
}


@pytest.mark.parametrize("source", XML.values(), ids=XML)
def test_xml_whose_fields_are_attributes(reading: Read, source: str):
    found = reading("a.xml", f'<?xml version="1.0"?>{source}')
    assert [(one.title, one.date, one.text[one.body :]) for one in found.articles] == [
        ("Pier", "2021-03-04", PIER), ("Ferry", "", FERRY)
    ]  # fmt: skip


def test_references_of_a_library(reading: Read):
    reference = {"id": "x", "type": "article-newspaper", "title": "Pier", "abstract": PIER,
                 "container-title": "Lantern",
                 "author": [{"family": "Lee", "given": "Ann"}], "issued": {"date-parts": [[2021, 3, 4]]}}  # fmt: skip
    article = reading("a.json", json.dumps([reference])).articles[0]
    assert (article.title, article.date, article.outlet, article.byline) == ("Pier", "2021-03-04", "Lantern", "Ann Lee")
