"""Exports of many articles that were read as one, each against its expectation."""

from pathlib import Path

import pytest

from .support import Reading, config

CASES = {
    "k14_factiva.txt": [
        ("Pier to be rebuilt", "2021-03-04T10:00:00", "Ostby Post", "Ann Lee"),
        ("Two schools close", "2021-03-05", "Ostby Post", ""),
    ],
    "k14_nexis_uni.txt": [
        ("Pier to be rebuilt", "2021-03-04", "Ostby Post", "Ann Lee"),
        ("Two schools close", "2021-03-05", "Ostby Post", ""),
    ],
    "k14_proquest.txt": [
        ("Pier to be rebuilt", "2021-03-04", "Ostby Post", "Lee, Ann"),
        ("Two schools close", "2021-03-05", "", ""),
    ],
    "k14_gigaword": [
        ("Pier to be rebuilt", "2021-03-04", "The New York Times", ""),
        ("Ferry runs aground", "2021-03-04", "The New York Times", ""),
    ],
}


@pytest.mark.parametrize(("name", "articles"), CASES.items(), ids=CASES)
def test_each_document_of_an_export_is_an_article(shared: Path, name: str, articles: list[tuple[str, ...]]):
    path = shared / "cases" / name
    if not path.exists():
        pytest.skip("no shared cases beside the repository")
    found = Reading(config(path))
    assert [(one.title, one.date, one.outlet, one.byline) for one in found.articles] == articles
    assert found.rejects == []
    for article in found.articles:
        assert not any(word in article.text for word in ("Document", "Load-Date", "words", "Publication", "<P>"))
