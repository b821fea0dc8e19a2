"""Names and paths that do not fit."""

import pytest
from rich.cells import cell_len

from newsexplore.tui.panes.short_names import elided, is_acronym, shortened
from newsexplore.tui.panes.short_paths import path_within

OPEC = "Organization of the Petroleum Exporting Countries"


def test_a_name_that_fits_stays() -> None:
    assert shortened(OPEC, ("OPEC",), 60) == OPEC


def test_the_shortest_acronym_stands_for_a_long_name() -> None:
    assert shortened(OPEC, ("O.P.E.C.", "the cartel", "OPEC"), 24) == "OPEC"
    assert shortened(OPEC, ("the cartel", "cartel"), 24) == "Organization o…Countries"


@pytest.mark.parametrize(
    ("alias", "name", "expected"),
    [
        ("OPEC", OPEC, True),
        ("Opec", OPEC, False),
        ("E.E.C.", "European Economic Community", True),
        ("SEC", "U.S. Securities and Exchange Commission", False),
        ("GATT", "General Agreement on Tariffs and Trade", True),
        ("MINISTRY", "Ministry of Finance", False),
        ("BP", OPEC, False),
        ("O", OPEC, False),
    ],
)
def test_acronyms_are_made_of_the_initials(alias: str, name: str, expected: bool) -> None:
    assert is_acronym(alias, name) is expected


def test_a_surname_stays_whole() -> None:
    assert elided("Fernando Santos Alvite", 13) == "Fernan…Alvite"


@pytest.mark.parametrize("name", ["Ministry of Water and Dams", "水坝和港口部长委员会", "é" * 40])
@pytest.mark.parametrize("width", [0, 1, 2, 3, 5, 8, 13, 60])
def test_an_elided_name_fits_and_keeps_both_ends(name: str, width: int) -> None:
    short = elided(name, width)
    assert cell_len(short) <= width
    if 8 <= width < cell_len(name):
        assert name.startswith(short.partition("…")[0]) and name.endswith(short.partition("…")[2])


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("/news/wire/2017/a.json#3", "2017/a.json#3"),
        ("/news/wire.zip!a.txt", "wire.zip!a.txt"),
        ("/news/wire2/a.txt", "/news/wire2/a.txt"),
        ("/news/wire/deep/b.txt", "b.txt"),
        ("elsewhere.txt", "elsewhere.txt"),
    ],
)
def test_paths_begin_at_the_corpus(locator: str, expected: str) -> None:
    assert path_within(locator, ("/news/wire", "/news/wire/deep/", "/news/wire.zip")) == expected
