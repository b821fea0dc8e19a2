"""Types that the text or the lists tell better than the tagger, and words that are no names."""

import pytest

from newsexplore.index.annotate.entities.entity_finder import EntityFinder
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.config.configuration import EntitiesConfig

FINDER = EntityFinder(EntitiesConfig(engine="builtin", model="", aliases={}, gazetteer={}))


def found(text: str) -> dict[str, str]:
    """The names of a text with their types."""
    return {entity.name: entity.type for entity in FINDER.find(make_document(text, "en"))[0]}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Shares of Taylor Wimpey Plc fell. Taylor Wimpey will build 70 homes, its chief said.",
            "Taylor Wimpey Plc",
            "org",
        ),
        ("In July, Hudson Bay Co bought a shop from the Dorsan family in Velmora.", "Hudson Bay Co", "org"),
        ("Among the accused were Altria Group, Lorillard Tobacco and others.", "Lorillard Tobacco", "org"),
        ("It is made in the rainforests of the Amazon and of Congo, where few live.", "Amazon", "place"),
        ("COMMENTS: ORIN TARSK, ECONOMIST, GRANIT SECURITIES, NEW YORK: “It was not good.”", "Orin Tarsk", "person"),
        ("He was drawn to the draft of David Rose, a painter. “It is true,” Rose said.", "David Rose", "person"),
    ],
)
def test_a_name_has_the_type_that_the_text_gives_it(text: str, name: str, kind: str) -> None:
    assert found(text).get(name) == kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Australian dollar hit its highest level in a year on Monday.", "The Australian"),
        ("They would pay US$5,000 for the boat, the men in Dovrin said.", "United States"),
        ("COMMENTS: ORIN TARSK, ECONOMIST, GRANIT SECURITIES, NEW YORK: “It was not good.”", "ECONOMIST"),
        ("How it ended up in Syria, I'll never know, said Helena Marsk.", "I'll"),
        ("The Deputy Inspector General (DIG) of police left. The DIG was late.", "Deputy Inspector General"),
    ],
)
def test_a_word_that_names_nobody_is_no_name(text: str, word: str) -> None:
    assert word not in found(text)


def test_a_surname_that_is_a_word_is_found_where_it_speaks() -> None:
    text = (
        "It is the work of David Rose, a painter. “It is late,” said Rose. In May, prices rose. Rose said so in Dovrin."
    )
    _, mentions = FINDER.find(make_document(text, "en"))
    assert [
        text[mention.start : mention.end] for mention in mentions if "Rose" in text[mention.start : mention.end]
    ] == [
        "David Rose",
        "Rose",
        "Rose",
    ]


def test_a_firm_keeps_the_name_that_its_head_bears() -> None:
    text = (
        "Hess Corp cut its budget. “It is soft,” Hess CEO John Hess told the press. Hess also sold a field in Dovrin."
    )
    assert found(text)["Hess Corp"] == "org"


def test_a_body_is_named_without_the_office_before_it() -> None:
    names = found("The Chairman of the Board of Directors of the Kuwait Boxing Federation, Muhammad Al-Enezi, left.")
    assert names.get("Kuwait Boxing Federation") == "org"
