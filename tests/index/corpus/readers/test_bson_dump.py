"""Dumps of MongoDB in its binary form."""

import struct

from newsexplore.index.corpus.readers.records import bson_dump

from ..support import Read

PIER = "The city council voted on Tuesday to rebuild the old pier before winter, the chair said. Work begins in May."


def member(kind: int, name: str, data: bytes) -> bytes:
    return bytes([kind]) + name.encode() + b"\0" + data


def text(name: str, value: str) -> bytes:
    data = value.encode() + b"\0"
    return member(2, name, struct.pack("<i", len(data)) + data)


def document(*members: bytes) -> bytes:
    inner = b"".join(members) + b"\0"
    return struct.pack("<i", len(inner) + 4) + inner


def article(title: str) -> bytes:
    return document(
        member(7, "_id", bytes(range(12))),
        text("title", title),
        member(3, "meta", document(text("source", "The Lantern"), member(8, "paid", b"\1"))),
        member(4, "paragraphs", document(text("0", PIER), text("1", "Nobody spoke against it."))),
        member(9, "published", struct.pack("<q", 1_614_852_000_000)),
        member(1, "score", struct.pack("<d", 0.5)),
        member(18, "views", struct.pack("<q", 7)),
        member(10, "nothing", b""),
        member(5, "picture", struct.pack("<i", 3) + b"\0abc"),
        member(11, "pattern", b"a.*\0i\0"),
    )


def test_each_document_is_an_article(reading: Read) -> None:
    found = reading("articles.bson", article("Pier") + article("Quay"))
    assert [(a.title, a.date, a.outlet, a.text[a.body :]) for a in found.articles] == [
        (title, "2021-03-04T10:00:00+00:00", "The Lantern", f"{PIER}\n\nNobody spoke against it.")
        for title in ("Pier", "Quay")
    ]


def test_it_is_known_without_its_suffix(reading: Read) -> None:
    assert reading("articles", article("Pier")).article.title == "Pier"
    assert not bson_dump.is_bson(b"\x10\0\0\0")
    assert not bson_dump.is_bson(b"Council votes to rebuild the pier")


def test_a_dump_that_is_cut_is_read_up_to_there(reading: Read) -> None:
    found = reading("articles.bson", article("Pier") + article("Quay")[:-50])
    assert [article.title for article in found.articles] == ["Pier"]
    assert [reject.reason for reject in found.rejects] == [
        f"the file ends within the document at byte {len(article('Pier')):,}"
    ]


def test_a_damaged_document_costs_no_other(reading: Read) -> None:
    broken = document(text("title", "Cut"), member(2, "text", struct.pack("<i", 9_999_999)))
    found = reading("articles.bson", article("Pier") + broken + article("Quay"))
    assert [article.title for article in found.articles] == ["Pier", "Quay"]
    assert "a value longer than its document" in found.rejects[0].reason
