"""Records that hold each field once a language."""

import json
from typing import Any

import pytest

from ..support import Read

PIER = "The city council voted on Tuesday to rebuild the old pier before winter, the chair said. Work begins in May."
MOLE = "Der Stadtrat hat beschlossen, die alte Mole wieder aufzubauen, sagte der Vorsitzende. Beginn ist im Mai."


def test_each_language_is_an_article(reading: Read) -> None:
    record = {"date": "2021-03-04", "title": {"de": "Mole", "en": "Pier"}, "text": {"de": MOLE, "en": PIER}}
    found = reading("a.json", json.dumps([record])).articles
    assert [(a.title, a.lang, a.date, a.text[a.body :]) for a in found] == [
        ("Mole", "de", "2021-03-04", MOLE),
        ("Pier", "en", "2021-03-04", PIER),
    ]


def rich(text: str) -> dict[str, Any]:
    node = {"nodeType": "text", "value": text, "marks": [], "data": {}}
    return {"nodeType": "document", "data": {}, "content": [{"nodeType": "paragraph", "data": {}, "content": [node]}]}


@pytest.mark.parametrize("body", [PIER, rich(PIER)], ids=["plain", "rich"])
def test_fields_in_an_object_of_their_own(reading: Read, body: Any) -> None:
    fields = {"title": {"en-US": "Pier"}, "publishDate": {"en-US": "2021-03-04"}, "body": {"en-US": body}}
    export = {"entries": [{"sys": {"id": "e1"}, "fields": fields}]}
    found = reading("export.json", json.dumps(export)).article
    assert (found.title, found.date, found.text[found.body :]) == ("Pier", "2021-03-04", PIER)


def test_names_of_two_letters_are_no_languages_without_a_title_or_text(reading: Read) -> None:
    record = {"title": "Pier", "text": PIER, "scores": {"de": 1, "en": 2}}
    assert reading("a.json", json.dumps([record])).article.title == "Pier"
