"""Collections for the training of summaries, and records of collections of scanned newspapers."""

import json
import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

from ..support import Read

GATE = "The harbour gate broke in the storm last night and the south of the town is under water, officials said."
SCHOOLS = "Two days after the storm schools remain closed all over the town, and the council meets again on Friday."


def test_parts_of_xsum_are_put_together(reading: Read):
    saved = "http://web.archive.org/web/20161015112713/http://www.courier.example/news/38264402"
    named = (("URL", saved), ("TITLE", "Gate breaks"), ("FIRST-SENTENCE", GATE), ("RESTBODY", SCHOOLS))
    parts = "\n".join(f"[SN]{name}[SN]\n{text}\n" for name, text in named)
    only = reading("38264402.summary", parts).article
    assert (only.title, only.url) == ("Gate breaks", "http://www.courier.example/news/38264402")
    assert (only.outlet, only.date) == ("courier.example", "")
    assert only.text == f"Gate breaks\n\n{GATE}\n\n{SCHOOLS}"


def test_each_article_on_a_line_of_several_is_one(reading: Read):
    found = reading(
        "train.src", f"{GATE} NEWLINE_CHAR NEWLINE_CHAR {SCHOOLS} ||||| {SCHOOLS}\n{SCHOOLS} ||||| {GATE}\n"
    )
    assert [one.text for one in found.articles] == [f"{GATE}\n\n{SCHOOLS}", SCHOOLS, SCHOOLS, GATE]


def test_a_record_of_a_scanned_article_has_its_own_date(reading: Read):
    record = {"id": "JDG-1884-05-03-a-i0001", "pp": [4], "ts": "2020-01-01T00:00:00Z", "d": "1884-05-03", "lg": "en"}
    only = reading("a.jsonl", json.dumps({**record, "t": "Gate breaks", "ft": GATE}) + "\n").article
    assert (only.title, only.date, dict(only.extra)) == ("Gate breaks", "1884-05-03", {"page": "4"})


def test_the_newspaper_is_what_an_article_is_part_of(reading: Read):
    record = {
        "docType": "article",
        "isPartOf": "The Courier",
        "publisher": "Courier Press",
        "datePublished": "1994-05-03",
    }
    only = reading(
        "a.jsonl", json.dumps({**record, "title": "Gate breaks", "fullText": [GATE, SCHOOLS]}) + "\n"
    ).article
    assert (only.outlet, only.text) == ("The Courier", f"Gate breaks\n\n{GATE}\n\n{SCHOOLS}")


def test_avro_is_told_by_its_first_bytes(reading: Read):
    assert "Avro" in reading("a.avro", b"Obj\x01\x04\x14avro.codec\x08null").reject.reason


def test_a_document_in_base64_has_the_day_before_it(reading: Read):
    def row(day: str, text: str) -> str:
        coded = b64encode(text.encode()).decode()
        return f"{day}\t{coded}\t{coded}\n"

    rows = (row("20190101", GATE), row("20190102", SCHOOLS), "20190103\tQUJDREVGR0hJSktMTU5PUA=\n")
    found = reading("news-docs.2019.en", "".join(rows))
    assert [(one.date, one.text) for one in found.articles] == [("2019-01-01", GATE), ("2019-01-02", SCHOOLS)]
    assert [one.reason for one in found.rejects] == ["a document in Base64 that is damaged"]


def test_words_with_classes_become_a_text(reading: Read):
    tagged = (
        "\n\tThe/at Grand/jj-tl Jury/nn-tl said/vbd Friday/nr ``/`` no/at proof/nn ''/'' was/bedz found/vbn ./.\n\n"
    )
    only = reading("ca01", tagged + tagged.replace("Friday", "Monday")).article
    assert only.text.splitlines()[0] == 'The Grand Jury said Friday "no proof" was found.'
    assert only.text.endswith('The Grand Jury said Monday "no proof" was found.')


def test_rows_that_answer_each_other_below_articles_are_comments(reading: Read, tmp_path: Path):
    path = tmp_path / "made.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE Articles (ID_Article INTEGER PRIMARY KEY, Title TEXT, Body TEXT)")
        database.execute("CREATE TABLE Posts (ID_Post, ID_Parent_Post, ID_Article, Headline TEXT, Body TEXT)")
        database.execute("INSERT INTO Articles VALUES (1, 'Gate breaks', ?)", (GATE,))
        database.executemany(
            "INSERT INTO Posts VALUES (?, NULL, 1, 'Well', ?)", ((n, f"{SCHOOLS} {n}") for n in range(4))
        )
        database.commit()
    assert reading("omp.sqlite3", path.read_bytes()).article.title == "Gate breaks"
