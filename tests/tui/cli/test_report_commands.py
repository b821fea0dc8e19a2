"""`profile` and `compare`."""

from pathlib import Path

import pytest

from .command import objects, run


def test_a_profile_is_one_object_or_one_page(indexed: Path) -> None:
    del indexed
    (found,) = objects(run("profile", "vorrin", "--json"))
    assert (found["name"], found["type"], found["articles"], found["searched"]) == ("Ilka Vorrin", "person", 1, 2)
    assert found["by"]["quotes"] == sum(found["by"]["stances"].values()) == len(found["by"]["newest"])
    assert found["outlets"] == [{"outlet": "Valley News", "articles": 1, "of": 1}]
    page = run("profile", "vorrin").stdout
    assert page.startswith("Ilka Vorrin · person")
    assert (
        "in 1 of 2 articles (50.0 %)" in page
        and " 100.0 %  " in page
        and f"Quotes by · {found['by']['quotes']}" in page
    )


def test_a_name_that_no_article_has_is_explained(indexed: Path) -> None:
    del indexed
    found = run("profile", "xyzzy")
    assert found.exit_code == 1
    assert "names 'xyzzy'. `newsexplore entities` lists the names." in found.stderr


def test_two_searches_are_compared(indexed: Path) -> None:
    del indexed
    (found,) = objects(run("compare", "dam", "harbour", "--json"))
    assert (found["a"]["articles"], found["b"]["articles"], found["both"]) == (1, 1, 0)
    assert {one["name"] for one in found["speakers"]} >= {"Ilka Vorrin", "Joss Tillman"}
    assert {one["a_rate"] for one in found["only_a"]} == {1000}
    page = run("compare", "dam", "harbour").stdout
    assert page.startswith("A: dam") and "Left out of B" in page


@pytest.mark.parametrize(("a", "b", "empty"), [("dam", "xyzzy", "B finds"), ("xyzzy", "qwertz", "A and B find")])
def test_nothing_is_compared_with_no_article(indexed: Path, a: str, b: str, empty: str) -> None:
    del indexed
    page = run("compare", a, b).stdout
    assert f"Nothing to compare: {empty} no articles." in page and "log ratio" not in page
    (found,) = objects(run("compare", a, b, "--json"))
    assert not any(found[part] for part in ("names", "speakers", "keywords_a", "keywords_b"))
    assert bool(found["only_a"]) == (a == "dam")


@pytest.mark.usefixtures("indexed")
def test_what_counts_leave_out_under_its_names():
    (found,) = objects(run("counts", "dam", "--json"))
    assert set(found) == {"total", "articles", "quotes", "names", "left_out"}
    kinds = {one["kind"]: one for one in found["left_out"]}
    assert kinds["undated"] == {"kind": "undated", "count": 0, "of": 1, "query": "(dam) date:none"}
    assert kinds["rejected"]["query"] is None
    text = run("counts", "dam").output
    assert "1 article found, of 2 articles in the index, 3 quotes in them" in text
    assert "0 of 3  quotes without a speaker: counted as quotes, but for nobody" in text


@pytest.mark.usefixtures("indexed")
def test_why_a_result_is_here():
    (hit,) = objects(run("search", "dam", "--json"))
    (found,) = objects(run("why", hit["id"], "dam", "--json"))
    assert set(found) == {"id", "title", "matches", "score", "population", "words", "parts", "quotes"}
    assert found["score"] == pytest.approx(hit["score"], abs=0.001)
    quote = objects(run("quotes", "safe", "--json"))[0]
    text = run("why", hit["id"], "--quote", str(quote["start"])).output
    assert "Speaker: Ilka Vorrin" in text and "Attributed by “said”" in text
    missing = run("why", hit["id"], "--quote", "9999")
    assert missing.exit_code == 1
    assert "no quote at offset 9999" in missing.output
