"""Surnames before "of" and an employer, through the finder that annotation uses."""

import pytest

from .test_entity_finder import found


@pytest.mark.parametrize(
    "text",
    [
        "“It is clear,” said Green of Norton Rose.",
        "The rule is clear, Green of Norton Rose said on Monday.",
        "Ann Gray spoke. Gray of Norton Rose was there.",
    ],
)
def test_a_surname_and_an_employer_are_two_names(text: str) -> None:
    mentions = {words: kind for words, kind, _ in found(text)}
    assert {"Green", "Gray"} & mentions.keys()
    assert "Norton Rose" in mentions
    assert mentions["Norton Rose"] != "person"


@pytest.mark.parametrize("name", ["Joan of Arc", "Catherine of Aragon"])
def test_a_first_name_and_a_home_are_one_name(name: str) -> None:
    assert (name, "person", name) in found(f"The play is about {name}, the critics said.")


def test_an_employer_is_no_person() -> None:
    assert ("Alaron", "org", "Alaron") in found("“It is bullish,” said Anton Flynn of Alaron trading in Chicago.")


def test_letters_with_slashes_between_them_are_one_body() -> None:
    text = "Analysts expected more, according to Thomson Reuters I/B/E/S. Shares rose."
    assert [words for words, _, _ in found(text)] == ["Thomson Reuters I/B/E/S"]
