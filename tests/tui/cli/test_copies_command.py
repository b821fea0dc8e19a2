"""`newsexplore copies`: its groups, and two articles compared."""

import csv
import io
import json
from pathlib import Path

import pytest

from newsexplore.tui.cli.entry import COMMANDS
from newsexplore.tui.cli.main import main

from .command import objects, run

WIRE = """\
Title: Dam Reopens
Date: {date}
Outlet: {outlet}

The gates of the dam above Velmora were opened again on Tuesday after a month of repairs, the water authority said, and
{what} in the lower valley were told that they could go home. The minister, Ilka Vorrin, thanked the 240 engineers who
had worked day and night on the two gates that jammed in the storm of 13 November. {more}
"""
MORE = "The repairs cost 3.4 million, and the authority has not said who will pay for them."


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "copied"
    folder.mkdir()
    for name, date, outlet, what, more in (
        ("wire", "2025-12-02", "Ardpress", "people", MORE),
        ("post", "2025-12-03", "Harbour Post", "2,300 villagers", ""),
    ):
        (folder / f"{name}.txt").write_text(WIRE.format(date=date, outlet=outlet, what=what, more=more), "utf-8")
    (folder / "other.txt").write_text(
        "Title: Storm\nDate: 2025-12-02\n\nNobody sails in this weather at all.\n", "utf-8"
    )
    assert run("index", str(folder)).exit_code == 0
    return folder


def test_copies_of_a_query_have_the_documented_names(copied: Path):
    result = run("copies", "gates", "--json")
    first, second = objects(result)
    assert set(first) == {
        "group", "of", "id", "title", "date", "outlet", "locator", "words", "shared", "of_shared", "in_group",
        "version",
    }  # fmt: skip
    assert [one["outlet"] for one in (first, second)] == ["Ardpress", "Harbour Post"]
    assert (first["group"], second["group"]) == (1, 1)
    ids = {first["id"], second["id"]}
    (of,) = {first["of"], second["of"]}
    assert {one["shared"] for one in (first, second) if one["id"] == of} == {1.0}
    assert {one["id"] for one in objects(run("copies", of, "--json"))} == ids
    text = run("copies", "gates").output
    assert "2 articles found, 1 of them copies of others; 1 group of copies" in text
    assert "2 articles · 2 outlets" in text


def test_an_article_without_copies_is_listed_alone(copied: Path):
    (hit,) = objects(run("search", "sails", "--json"))
    (alone,) = objects(run("copies", hit["id"], "--json"))
    assert alone["id"] == hit["id"]
    assert "0 groups of copies" in run("copies", "sails").output


def test_two_articles_are_compared_word_by_word(copied: Path):
    ids = [one["id"] for one in objects(run("copies", "gates", "--json"))]
    text = run("copies", "--compare", *ids).output
    assert "[-people-] {+2,300 villagers+}" in text
    assert f"[-{MORE}-]" in " ".join(text.split())
    (found,) = objects(run("copies", "--compare", *ids, "--json"))
    kinds = {change["kind"] for change in found["text"]}
    assert kinds == {"same", "changed", "cut"}
    assert (found["cut"], found["added"]) == (17, 2)
    missing = run("copies", "--compare", ids[0], "nothing")
    assert missing.exit_code == 1
    assert "No article in the index has the id 'nothing'" in missing.output
    assert "search QUERY --json" in missing.output


def test_search_folds_on_request(copied: Path):
    assert len(objects(run("search", "gates", "--json"))) == 2
    (hit,) = objects(run("search", "gates", "--fold", "--json"))
    assert (hit["copies"], hit["copy_outlets"]) == (1, 1)
    text = run("search", "gates", "--fold").output
    assert "+1 outlet" in text
    assert "2 articles, 1 of them folded" in text
    assert len(objects(run("quotes", "--fold", "--json"))) == len(objects(run("quotes", "--json")))


def test_similar_articles_leave_copies_out(copied: Path):
    ids = {one["outlet"]: one["id"] for one in objects(run("copies", "gates", "--json"))}
    (copied / "near.txt").write_text(
        "Title: Valley\nDate: 2025-12-04\nOutlet: Radio\n\nIn Velmora the minister Ilka Vorrin spoke of the dam.\n",
        "utf-8",
    )
    assert run("index", str(copied)).exit_code == 0
    result = run("similar", ids["Ardpress"], "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert set(rows[0]) == {"rank", "score", "id", "title", "date", "outlet", "locator", "shared", "copies"}
    assert rows[0]["title"] == "Valley"
    assert {"vorrin", "velmora"} <= set(rows[0]["shared"])
    assert ids["Harbour Post"] not in {row["id"] for row in rows}
    assert "1 copy of the article left out" in result.stderr
    assert "shares:" in run("similar", ids["Ardpress"]).output
    for command in (("similar", "nothing"), ("why", "nothing"), ("why", "nothing", "--quote", "0")):
        missing = run(*command)
        assert missing.exit_code == 1
        assert "No article in the index has the id 'nothing'" in missing.output


def test_quote_variants_say_how_each_differs(tmp_path: Path):
    folder = tmp_path / "said"
    folder.mkdir()
    for name, said in (
        ("a", '"The dam will hold through the winter and nobody has to leave," said Ilka Vorrin, the minister.'),
        ("b", '"The dam will hold through the winter," said Ilka Vorrin, the minister.'),
        ("c", '"The dam will hold through the winter and nobody has to leave," said Joss Tillman, the mayor.'),
    ):
        text = f"Title: Dam {name}\nDate: 2025-12-0{ord(name) - 96}\nOutlet: Outlet {name}\n\n{said}\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    assert run("index", str(folder)).exit_code == 0
    rows = objects(run("quote-variants", "winter nobody", "--sort", "oldest", "--json"))
    assert [row["outlet"] for row in rows] == ["Outlet a", "Outlet b", "Outlet c"]
    differs = {row["outlet"]: row["differs"] for row in rows}
    assert differs["Outlet a"] == []
    assert differs["Outlet b"] == ["shortened"]
    assert differs["Outlet c"] in (["speaker"], ["speaker unclear"])
    text = run("quote-variants", rows[0]["article"]).output
    assert "1. 3 quotes · 3 outlets" in text
    assert "shortened" in text


def test_the_fast_start_knows_every_command():
    assert set(main.commands) <= COMMANDS


def test_copies_and_variants_are_tables_for_spreadsheets(copied: Path):
    listed = objects(run("copies", "gates", "--json"))
    table = list(csv.DictReader(io.StringIO(run("copies", "gates", "--csv").stdout)))
    assert [{name: "" if value is None else str(value) for name, value in one.items()} for one in listed] == table
    listed = objects(run("quote-variants", "", "--json"))
    table = list(csv.DictReader(io.StringIO(run("quote-variants", "", "--csv").stdout)))
    assert [(one["of_article"], one["text"], one["differs"]) for one in table] == [
        (one["of"]["article"], one["text"], "; ".join(one["differs"])) for one in listed
    ]
    assert run("copies", "gates", "--csv", "--json").exit_code == 2
