"""Who speaks in the clause at hand: places, sources and asides that stand between a speaker and the verb."""

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config
from newsexplore.index.model import Quote
from newsexplore.index.quotation import DOUBTFUL

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def quotes(text: str) -> tuple[Quote, ...]:
    return ANNOTATOR.annotate(text, "en").quotes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“The penalty is deserved,” Marshal Orin Tarsk in Buffalo, New York said in a statement.", "Orin Tarsk"),
        ("Several millers at a fair in Koenigstein, Germany also said they expected a deal.", "several millers"),
        ("After talks with ministers in Brussels, Germany said it would send more engineers.", "Germany"),
        ("Five people were killed near Basra, Iraq said on Monday.", "Iraq"),
        (
            (
                "“What a mess,” Orin Tarsk told Anton Lee, adding, according to the Velmora Courier: “You have got "
                "some story to tell.”"
            ),
            "Orin Tarsk",
        ),
        (
            (
                "“We have to act,” Granit chairman Orin Tarsk told reporters. Granit president Helena Veyra agreed. "
                "“Everybody is for a cut and I have no doubt about it.”"
            ),
            "Helena Veyra",
        ),
        (
            (
                "Orin Tarsk had been watched since the arrest but a source who spoke on condition of anonymity said he "
                "was not watched at the time."
            ),
            "a source",
        ),
        (
            (
                "Another Granit director did not believe the news, while a man close to labor officials on the board "
                "said they were caught “completely by surprise.”"
            ),
            "a man",
        ),
        (
            (
                "Since the Justice Department has begun an inquiry into the Granit scandal and the Senate committee "
                "indicated it would question the miller, he is silent."
            ),
            "the Senate committee",
        ),
        ("Ardova got a letter. Orin Tarsk 's lawsuit says they made “three mills a day available .”", None),
        ("Marsk is fine with a shop putting a sign in its window saying it denies service to millers.", "a sign"),
        ("Orin Tarsk, an analyst from Granit Research has predicted that the mills would grow.", "Orin Tarsk"),
        ("Granit Associates, a Cresskill, N.J. trader, told the board it has acquired 5 shares.", "Granit Associates"),
        (
            "Velmora lawyer Ann Lee and Ardova lawyer Orin Tarsk told the Courier that they intend to sue.",
            "Ann Lee and Orin Tarsk",
        ),
        (
            (
                "A survey said on Tuesday that prices dipped. COMMENTS: ANN LEE, ECONOMIST, GRANIT, BALTIMORE, MD “It "
                "rose by a tenth of a percent, which is good.” “I think markets watch these numbers.”"
            ),
            "Ann Lee",
        ),
        (
            (
                "European affairs commissioner Orin Tarsk said so. “SUBSTANTIAL CONTRIBUTION” European affairs "
                "commissioner Ann Lee told reporters that the zone held a meeting."
            ),
            "Ann Lee",
        ),
        (
            "Meanwhile, Anton Lee, an analyst from Granit Research has predicted that the mills would grow.",
            "Anton Lee",
        ),
        ("Orin Tarsk said it is late. One trader was less sure. “It may never open at all,” he said.", "one trader"),
    ],
)
def test_the_speaker_is_the_subject_of_the_clause(text: str, name: str | None) -> None:
    said = quotes(text)[-1].speaker
    assert said is not None
    assert said.resolved == (name or "Orin Tarsk 's lawsuit")


@pytest.mark.parametrize(
    "text",
    [
        "“Prices are a lie,” Granit chief Orin Tarsk told Radio 4's Today programme.",
        "Orin Tarsk said so. “SUBSTANTIAL CONTRIBUTION” European affairs commissioner Ann Lee told the board.",
    ],
)
def test_a_programme_and_a_crosshead_are_no_quotes(text: str) -> None:
    found = [text[quote.start : quote.end] for quote in quotes(text)]
    assert all(words not in found for words in ("4's Today programme", "SUBSTANTIAL CONTRIBUTION"))


@pytest.mark.parametrize(
    "text",
    [
        "Helena Veyra sang “Let It Be,” and the mill was closed, she said.",
        "The film, “Gone with the Mill,” tells the story of a miller.",
        "Helena Veyra, who starred in “The Mills of Velmora,” said the film was late.",
    ],
)
def test_titles_in_marks_are_no_quotes(text: str) -> None:
    assert all(quote.type == "indirect" for quote in quotes(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Minister Orin Tarsk told the board that Ardova needed 90 billion more, a coalition source told the paper.",
            ["a coalition source", "Orin Tarsk"],
        ),
        (
            "They fled after their homes were attacked, the source, who said he had been inside, told the Courier.",
            ["the source", "the source"],
        ),
    ],
)
def test_a_statement_ends_before_who_tells_of_it(text: str, said: list[str]) -> None:
    found = quotes(text)
    assert [quote.speaker.resolved if quote.speaker else None for quote in found] == said
    assert all(" told the" not in text[quote.start : quote.end].replace("told the board", "") for quote in found)


def test_words_that_only_describe_a_speaker_are_not_said_by_what_stands_behind_them() -> None:
    found = quotes("Orin Tarsk, who has a “hold” rating on Granit shares, suggested mill prices are falling.")
    assert all(quote.speaker is None or quote.speaker.resolved != "Granit shares" for quote in found)


def test_the_source_at_the_end_of_a_sentence_speaks_for_an_aside_too() -> None:
    text = "The priest, who is acting against “criminals” in the mills, a senior source told the Courier."
    said = quotes(text)[0].speaker
    assert said is not None
    assert said.resolved == "a senior source"


@pytest.mark.parametrize(
    "text",
    [
        "Orin Tarsk spoke. “It was hard to follow the list,” said Ann and Anton executive producer Helena Veyra.",
        (
            "I’ve seen various estimates that half of the trading has been there Orin Tarsk\n\n“They were holding "
            "money for others. It is like a bank for all of them.”"
        ),
    ],
)
def test_nobody_speaks_for_certain_where_the_text_does_not_say_who(text: str) -> None:
    said = quotes(text)[-1].speaker
    assert said is None or said.confidence < DOUBTFUL


def test_a_producer_with_a_first_name_is_a_person() -> None:
    found = ANNOTATOR.annotate("The show is by film producer Amanda Ross. It ran for years.", "en").entities
    assert [(entity.name, entity.type) for entity in found] == [("Amanda Ross", "person")]
