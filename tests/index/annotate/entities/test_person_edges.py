"""What a name begins and ends with: no jobs, teams, verbs or half numbers; and what a body is called."""

import pytest

from newsexplore.index.annotate.entities.entity_finder import EntityFinder
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.config.configuration import EntitiesConfig

FINDER = EntityFinder(EntitiesConfig(engine="builtin", model="", aliases={}, gazetteer={}))


def names(text: str) -> set[str]:
    return {entity.name for entity in FINDER.find(make_document(text, "en"))[0]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Entrepreneur Jason Veyrano said it was late.", "Jason Veyrano"),
        ("Psychologist Manon Veyrano, 35, was not there.", "Manon Veyrano"),
        ("The Minister of Commerce Anton Veyra was there.", "Anton Veyra"),
        ("Worker Jiang Li Lung said: “She paid.”", "Jiang Li Lung"),
        ("Browns DL Sheldon Veyrano weighed in on the fight.", "Sheldon Veyrano"),
        ("Helena Marsk Scolds Critics. The astronomer Helena Marsk said it was late.", "Helena Marsk"),
        ("Senator Thomas Marsk Spends Day in Dover. Marsk said it was good.", "Thomas Marsk"),
        ("“It cuts our costs,” Granit CEO Helena Marsk said in a statement.", "Helena Marsk"),
    ],
)
def test_a_person_is_called_by_the_name_alone(text: str, name: str) -> None:
    found = names(text)
    assert name in found
    assert not any(name in other and name != other for other in found)


@pytest.mark.parametrize("text", ["Jason B Z Veyrano Khan said it was late.", "The singer Helena Marsk Lee left."])
def test_a_name_of_many_words_stays_whole(text: str) -> None:
    assert any(len(name.split()) > 2 for name in names(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NEW YORK (Reuters) - 3M Co ( MMM.N ) reported an increase. 3M said sales rose.", "3M Co"),
        ("The site 9to5Mac reported that Apple will ship a watch.", "9to5Mac"),
    ],
)
def test_a_name_keeps_the_number_that_it_begins_with(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sony said it would ship the Sony PSP in March. Sony is late. Sony sold shares.", "Sony"),
        ("UBS Chief Financial officer Anton Veyra spoke. UBS said so.", "UBS"),
        ("Talks between Chrysler LLC CBS.UL and the union went on. Chrysler was late.", "Chrysler LLC"),
        ("Verizon Wireless sold shares. Verizon Wireless said so. Verizon rose. Verizon fell.", "Verizon Wireless"),
        ("Goldman Sachs sold shares. Goldman said it was done. Goldman rose.", "Goldman Sachs"),
        (
            "The Federal Bureau of Investigation (FBI) came. The FBI left. The FBI said so.",
            "Federal Bureau of Investigation",
        ),
    ],
)
def test_a_body_is_called_by_its_name_not_its_product_or_office(text: str, name: str) -> None:
    assert name in names(text)


def test_two_people_whom_a_lost_full_stop_joins_are_two() -> None:
    text = "Orin Tarsk left early. Helena Marsk praised Orin Tarsk  Marsk was there too."
    entities, mentions = FINDER.find(make_document(text, "en"))
    assert [entities[mention.entity].name for mention in mentions][-2:] == ["Orin Tarsk", "Helena Marsk"]


def test_a_middle_name_that_another_bears_parts_nobody() -> None:
    text = "Anton Karl built it. Anton Karl Veyra left. His sister Helena Veyra stayed. Anton Karl Veyra came."
    assert "Anton Karl Veyra" in names(text)
