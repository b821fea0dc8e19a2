"""Teams in results, standings and records."""

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def _kinds(text: str, kind: str) -> list[str]:
    found = ANNOTATOR.annotate(text, "en")
    return [text[one.start : one.end] for one in found.mentions if found.entities[one.entity].type == kind]


def test_lines_of_results_name_teams() -> None:
    text = "Results of division one on Saturday\nBradford 1 Tranmere 0\nNotts County 0 York 1 (abandoned)\n"
    assert _kinds(text, "org") == ["Bradford", "Tranmere", "Notts County", "York"]


def test_standings_name_teams_if_their_figures_add_up() -> None:
    text = "The table after the games of Saturday\nHull 4 2 2 0 4 2 8\nCLEVELAND 80 53 .602 -\nExeter 9 1 1 1 4 4 4\n"
    teams = _kinds(text, "org")
    assert teams[:2] == ["Hull", "CLEVELAND"]
    assert "Exeter" not in teams


def test_a_match_of_two_people_names_no_teams() -> None:
    assert _kinds("Results of the final\nSteve Davis 5 Jimmy White 3\n", "person") == ["Steve Davis", "Jimmy White"]


def test_a_town_with_a_record_is_its_team() -> None:
    text = "Oregon will host Washington (3-1) next week. Washington won twice at home."
    assert _kinds(text, "org") == ["Washington", "Washington"]
    assert _kinds("Oregon will host Washington next week. Washington won twice at home.", "org") == []
