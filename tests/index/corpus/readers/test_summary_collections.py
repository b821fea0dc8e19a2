"""Collections for the training of summaries, and records of collections of scanned newspapers."""

import json

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
