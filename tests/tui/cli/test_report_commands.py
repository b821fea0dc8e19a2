"""`profile` and `compare`."""

from pathlib import Path

from .command import objects, run


def test_a_profile_is_one_object_or_one_page(indexed: Path) -> None:
    del indexed
    (found,) = objects(run("profile", "vorrin", "--json"))
    assert (found["name"], found["type"], found["articles"], found["searched"]) == ("Ilka Vorrin", "person", 1, 2)
    assert found["by"]["quotes"] == sum(found["by"]["stances"].values()) == len(found["by"]["newest"])
    assert found["outlets"] == [{"outlet": "Valley News", "articles": 1, "of": 1}]
    page = run("profile", "vorrin").stdout
    assert page.startswith("Ilka Vorrin · person")
    assert "in 1 of 2 articles" in page and f"Quotes by · {found['by']['quotes']}" in page


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
