"""What the name lists say, and how they are packed."""

from pathlib import Path

import pytest

from newsexplore.index.annotate.lexicon import gazetteers, lists


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Syria", "k"),
        ("SYRIA", "k"),
        ("Texas", "p"),
        ("Damascus", "c"),
        ("Helena", "f"),
        ("UNICEF", "o"),
        ("Russians", "n"),
    ],
)
def test_a_word_has_its_kind(word: str, kind: str) -> None:
    assert kind in gazetteers.load().kinds(word)


@pytest.mark.parametrize("word", ["", "zzyzx", "the", "北京", "9"])
def test_a_word_of_no_list_has_none(word: str) -> None:
    assert gazetteers.load().kinds(word) == ""


def test_phrases_are_found_longest_first() -> None:
    words = ["in", "Papua", "New", "Guinea", "on"]
    assert gazetteers.load().phrase(words[1:]) == (3, "k")


def test_an_adjective_of_a_people_is_in_no_list_of_places() -> None:
    places = lists.load("places")
    assert not {"Russian", "Syrian", "Iranian", "British"} & places


def test_every_packed_list_is_credited() -> None:
    credit = Path(gazetteers.__file__).with_name("CREDITS.md").read_text(encoding="utf-8")
    assert all(word in credit for word in ("GeoNames", "CC BY 4.0", "PDDL", "Unlicense"))


@pytest.mark.parametrize("name", [name for name in gazetteers.KINDS if name.startswith(("organisations_", "names_"))])
def test_no_entry_stands_twice_in_a_list(name: str) -> None:
    entries = lists.lines(name)
    assert len(entries) == len(set(entries))


def test_a_name_looked_up_again_and_after_many_others_has_the_same_kinds() -> None:
    lists = gazetteers.load()
    names = ["Syria", "Saudi Arabia", "Zzyzx Qwrt", "the", ""]
    first = [lists.known(name) for name in names]
    again = [lists.known(name) for name in names]
    for number in range(20_000):
        lists.known(f"Zzyzx {number}")

    assert first[1:3] == ["k", ""]
    assert again == first
    assert [lists.known(name) for name in names] == first
