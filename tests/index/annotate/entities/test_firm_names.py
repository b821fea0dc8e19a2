"""Firms, stock indexes and countries: whole names of the right type."""

import pytest

from newsexplore.index.annotate.entities.entity_finder import EntityFinder
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.config.configuration import EntitiesConfig

FINDER = EntityFinder(EntitiesConfig(engine="builtin", model="", aliases={}, gazetteer={}))


def found(text: str) -> set[tuple[str, str]]:
    """Each entity as (name, type)."""
    entities, _ = FINDER.find(make_document(text, "en"))
    return {(" ".join(entity.name.split()), entity.type) for entity in entities}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The notes were sold by Dorsan, Marsk and Co on Monday.", "Dorsan, Marsk and Co", "org"),
        ("Traders at brokers Dorsan, Veyra and Tarsk said prices fell.", "Dorsan, Veyra and Tarsk", "org"),
        ("Prices fell, Dorsan, Veyra and Tarsk said in their report.", "Dorsan, Veyra and Tarsk", "org"),
        ("Standard and Poor's Corp said it cut its rating.", "Standard and Poor's Corp", "org"),
        ("The agency Moody's said it may cut the bank's rating.", "Moody's", "org"),
        ("The Standard & Poor's 500 Index fell on Monday.", "Standard & Poor's 500 Index", "misc"),
        ("An analyst at Alex. Brown and Sons said the stock rose.", "Alex. Brown and Sons", "org"),
        ("Duff and Phelps said it lowered its ratings.", "Duff and Phelps", "org"),
        (
            "Notes were sold by Dorsan, Marsk and Veyra Securities Corp.",
            "Dorsan, Marsk and Veyra Securities Corp",
            "org",
        ),
        ("Moody's Investors Service Inc said it\ncut its rating.", "Moody's Investors Service Inc", "org"),
        ("Ottilie grew overnight. Hurricane Ottilie hit the coast of Ardova.", "Ottilie", "misc"),
        ("The mill is based in Palo Alto, Calif., near the sea.", "California", "place"),
        ("Shares fell. The Nasdaq Composite Index lost 3 percent.", "Nasdaq Composite Index", "misc"),
    ],
)
def test_a_firm_or_index_is_one_name(text: str, name: str, kind: str) -> None:
    entities = found(text)
    assert (name, kind) in entities
    assert not {other for other, _ in entities if other != name and other in name}


def test_a_list_of_companies_is_no_firm() -> None:
    assert not [name for name, _ in found("He met Google, Microsoft and Granit Corp in Velmora.") if "," in name]


def test_a_country_that_acts_is_a_place() -> None:
    assert ("United States", "place") in found("Talks with the United States failed. U.S. stocks fell.")
    assert not [name for name, kind in found("More U.S. stocks fell. The U.S. said no.") if kind == "org"]


def test_a_dateline_agency_is_not_lengthened() -> None:
    text = "VELMORA (Reuters) - The index rose, as Reuters Estimates had forecast. Reuters Estimates said so on Monday."
    assert ("Reuters", "org") in found(text)


@pytest.mark.parametrize("tag", ["R-OH", "D-NY"])
def test_party_and_state_are_no_name(tag: str) -> None:
    assert not [name for name, _ in found(f"Sen. Orin Tarsk ({tag}) said the bill would pass.") if "-" in name]


def test_a_short_form_goes_to_the_company_and_not_to_its_unit() -> None:
    text = "Honeywell Inc sold Honeywell Information Systems. Honeywell said the sale was final."
    assert {("Honeywell Inc", "org"), ("Honeywell Information Systems", "org")} <= found(text)


def test_a_subsidiary_is_not_its_owner() -> None:
    text = "Dorsan, the subsidiary of Dorsan Group Inc, said so. Dorsan Group Inc declined to comment."
    assert {"Dorsan", "Dorsan Group Inc"} <= {name for name, _ in found(text)}


def test_a_plural_possessive_ends_a_name() -> None:
    assert not [name for name, _ in found("Starbucks' Chief Financial Officer Anton Veyra spoke.") if "' " in name]


@pytest.mark.parametrize("body", ["Bankers' Federation", "National Teachers’ Union", "Farmers' Party"])
def test_a_body_is_called_after_its_members(body: str) -> None:
    assert (body, "org") in found(f"On Monday the {body} rejected the plan.")


def test_a_legal_form_ends_the_firm_before() -> None:
    text = "Underwriters were Tarsk and Sons Inc, Dorsan, Veyra and Co Inc, and others."
    assert "Dorsan, Veyra and Co Inc" in {name for name, _ in found(text)}
