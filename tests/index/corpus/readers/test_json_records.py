import json

import pytest

from ..support import Read


def line(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def test_one_article_a_line(reading: Read):
    found = reading(
        "a.jsonl", line(id="a", title="Storm", text="Nobody was hurt.") + "\n" + line(text="The port is open.")
    )
    assert [article.locator.rsplit("#")[1] for article in found.articles] == ["a", "3"]


def test_a_bad_line_is_one_reject(reading: Read):
    found = reading("a.jsonl", line(text="One.") + '{"text": \n' + line(text="Three.") + "[1]\n")
    assert [article.text for article in found.articles] == ["One.", "Three."]
    assert [reject.locator.rsplit("#")[1] for reject in found.rejects] == ["2", "4"]


def test_a_line_in_another_encoding_spoils_no_other(reading: Read):
    data = line(text="Plain.").encode() + b'{"text": "Caf\xe9."}\n' + '{"text": "Café."}\n'.encode()
    assert [article.text for article in reading("a.jsonl", data).articles] == ["Plain.", "Café.", "Café."]


def test_utf16(reading: Read):
    data = ("".join(line(text=f"Article {i} of the lot.") for i in range(3))).encode("utf-16")
    assert len(reading("a.jsonl", data).articles) == 3


def test_recognised_without_a_suffix(reading: Read):
    assert len(reading("dump", line(text="One.") + line(text="Two.")).articles) == 2


def test_equal_ids_are_told_apart(reading: Read):
    found = reading("a.jsonl", line(id=1, text="One.") + line(id=1, text="Two."))
    assert len({article.id for article in found.articles}) == 2


def test_a_line_too_long_is_skipped(reading: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.corpus.text.lines.MAX_TEXT", 1000)
    found = reading("a.jsonl", line(text="One.") + line(text="x" * 5000) + line(text="Three."))
    assert [article.text for article in found.articles] == ["One.", "Three."]
    assert "longer than" in found.rejects[0].reason


def test_a_flood_of_rejects_is_counted(reading: Read):
    found = reading("a.jsonl", line(text="One.") + "{]\n" * 3000)
    assert len(found.rejects) == 4
    assert found.rejects[-1].reason.startswith("2,997 more")
    assert found.rejects[-1].count == 2997
