"""Names that an apostrophe parts, and names that figures or a repeated word join."""

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def _names(text: str) -> set[tuple[str, str]]:
    found = ANNOTATOR.annotate(text, "en")
    return {(text[mention.start : mention.end], found.entities[mention.entity].type) for mention in found.mentions}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("He lives in Prince George's County, Maryland, and works there.", "Prince George's County", "place"),
        ("Two of the places were taken by St. Xavier’s College and a school.", "St. Xavier’s College", "org"),
        ("The president of the Supreme People's Court spoke.", "Supreme People's Court", "org"),
    ],
)
def test_what_is_called_by_a_patron_is_one_name(text: str, name: str, kind: str) -> None:
    assert (name, kind) in _names(text)


def test_what_belongs_to_a_person_is_no_part_of_the_name() -> None:
    assert ("Helena Marsk", "person") in _names("Helena Marsk's University friends were there.")


def test_a_repeated_surname_stands_once() -> None:
    assert ("Barack Obama", "person") in _names("President Barack Obama Obama met the senators on Monday.")


def test_figures_part_the_teams_of_a_match() -> None:
    assert _names("Rovers 1 Lisna United 2, said the report.") == {("Rovers", "org"), ("Lisna United", "org")}


@pytest.mark.parametrize(
    "name", ["Ministry of Land, Infrastructure and Transport", "Department of Health, Education and Welfare"]
)
def test_a_ministry_is_called_by_all_that_it_is_for(name: str) -> None:
    assert (name, "org") in _names(f"The {name} said the roads were open.")


def test_a_ministry_is_not_run_into_the_firms_behind_a_comma() -> None:
    found = {name for name, _ in _names("The Ministry of Health, Siemens and Toyota said the roads were open.")}
    assert {"Ministry of Health", "Siemens", "Toyota"} <= found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("CAR TALKS ON THE HILL U.S. lawmakers met again.", "U.S.", "place"),
        ("LONG AND WINDING ROAD\nThe term ends. TREASURY HAILS DEAL The Treasury met Granit.", "Treasury", "org"),
    ],
)
def test_a_crosshead_is_no_part_of_a_name(text: str, name: str, kind: str) -> None:
    assert (name, kind) in _names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A story by Anton van Dorsan Stern. He bought it from Van Dorsan Stern's family.", "Anton van Dorsan Stern"),
        ("Philip van Dorsan Stern was there. Van Dorsan Stern sent a card.", "Philip van Dorsan Stern"),
    ],
)
def test_a_particle_within_a_surname_does_not_part_the_name(text: str, name: str) -> None:
    """Though the text also has the surname alone, with a capital."""
    assert (name, "person") in _names(text)
