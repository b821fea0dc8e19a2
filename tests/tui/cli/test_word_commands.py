"""`words`, `ngrams`, `collocates`, `keyness`, and the orders of `kwic`."""

from pathlib import Path

import pytest

from .command import objects, run


def test_words_are_listed_with_their_counts(indexed: Path) -> None:
    del indexed
    rows = {row["word"]: row for row in objects(run("words", "dam", "--json", "--limit", "0"))}
    assert rows["dam"]["occurrences"] == 2
    assert rows["dam"]["articles"] == 1
    assert "harbour" not in rows
    shown = run("words", "dam", "--limit", "1")
    assert shown.stdout.split()[0] == str(max(row["occurrences"] for row in rows.values()))
    assert "occurs" in shown.stderr and "of" in shown.stderr


def test_words_of_quotes(indexed: Path) -> None:
    del indexed
    rows = objects(run("words", "--quotes", "safe", "--json"))
    assert [row["word"] for row in rows] == ["dam", "is", "safe", "the"]
    assert {row["quotes"] for row in rows} == {1}


def test_ngrams_leave_out_what_is_rare_and_say_so(indexed: Path) -> None:
    del indexed
    found = run("ngrams", "-n", "2", "--json", "--min", "2")
    assert {"ngram": "the harbour", "occurrences": 1, "articles": 1} not in objects(found)
    assert "rarer left out; --min 1 shows all" in found.stderr
    assert {"ngram": "the harbour", "occurrences": 1, "articles": 1} in objects(
        run("ngrams", "--json", "--min", "1", "--limit", "0")
    )


def test_collocates_are_in_the_window(indexed: Path) -> None:
    del indexed
    rows = objects(run("collocates", "dam", "--left", "0", "--right", "2", "--min", "1", "--json"))
    assert {row["word"]: row["near"] for row in rows} == {"reopens": 1, "is": 1, "safe": 1}
    assert all(row["near"] >= row["expected"] and row["log_dice"] <= 14 for row in rows)
    assert (
        "2 hits · 3 words up to 0 before or 2 after" in run("collocates", "dam", "--left", "0", "--right", "2").stderr
    )


def test_keyness_compares_with_the_rest_or_with_another_query(indexed: Path) -> None:
    del indexed
    first = objects(run("keyness", "dam", "--min", "1", "--json"))[0]
    assert first["other"] == 0 and first["log_likelihood"] > 0 and first["percent_difference"] is None
    other = objects(run("keyness", "dam", "--against", "dam", "--min", "1", "--json"))
    assert {row["log_likelihood"] for row in other} == {0}


@pytest.mark.parametrize(
    ("order", "lines"),
    [
        ("1R", ["closed", "master", "was"]),
        ("3L,1R", ["closed", "was", "master"]),
        ("0,1R", ["closed", "master", "was"]),
    ],
)
def test_kwic_sorts_by_positions(indexed: Path, order: str, lines: list[str]) -> None:
    del indexed
    rows = objects(run("kwic", "harbour", "--json", "--sort", order))
    assert [row["right"].lower().split()[0] for row in rows] == lines


def test_an_order_that_cannot_be_read_is_explained(indexed: Path) -> None:
    del indexed
    found = run("kwic", "harbour", "--sort", "L1")
    assert found.exit_code == 2
    assert "'L1' is not a position: 1L is the word before the match" in found.stderr
