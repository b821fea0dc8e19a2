"""What the name lists say, and how they are packed."""

from pathlib import Path

import pytest

from newsexplore.index.annotate import gazetteers, lexicons


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
    places = lexicons.load("places")
    assert not {"Russian", "Syrian", "Iranian", "British"} & places


def test_packing_the_same_lists_gives_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "country-codes.csv").write_text(
        "official_name_en,CLDR display name,UNTERM English Short,Capital\nArdova,Ardova,Ardova (the),Velmora\n"
    )
    (tmp_path / "world-cities.csv").write_text("name,country\nPort Merrin,Ardova\nSànt Orsel,Ardova\n")
    (tmp_path / "constituents.csv").write_text("Symbol,Security\nGRH,Granit Holdings Inc.\n")
    (tmp_path / "first_names_us.txt").write_text("Helena\n")
    (tmp_path / "surnames_us.txt").write_text("Marsk\n")
    outputs = [tmp_path / "one.gz", tmp_path / "two.gz"]
    for output in outputs:
        gazetteers.main([str(tmp_path), "-o", str(output)])
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert gazetteers.pack(tmp_path) == {
        "countries": ["Ardova"],
        "capitals": ["Velmora"],
        "cities": ["Port Merrin", "Sant Orsel", "Sànt Orsel"],
        "first": ["Helena"],
        "surnames": ["Marsk"],
        "companies": ["Granit"],
    }


def test_every_packed_list_is_credited() -> None:
    credit = (Path(gazetteers.__file__).parent / "lexicon" / "CREDITS.md").read_text(encoding="utf-8")
    assert all(word in credit for word in ("GeoNames", "CC BY 4.0", "PDDL", "Unlicense"))


@pytest.mark.parametrize("name", [name for name in gazetteers.KINDS if name.startswith(("organisations_", "names_"))])
def test_no_entry_stands_twice_in_a_list(name: str) -> None:
    entries = lexicons.lines(name)
    assert len(entries) == len(set(entries))
