"""Whose words a quote is: the whole name of the right firm or person, and nobody's where nobody speaks."""

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config
from newsexplore.index.model import Quote

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def quotes(text: str) -> tuple[Quote, ...]:
    return ANNOTATOR.annotate(text, "en").quotes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orin F. Granit Co said its unit won a contract in Velmora.", "Orin F. Granit Co"),
        ("The bond is due, lead manager J. Orin Tarsk Wagg Ltd said.", "J. Orin Tarsk Wagg Ltd"),
        ("Office supplies retailer Granit Inc GRNT.N said it named a president.", "Granit Inc"),
        ("The notes have a coupon, said lead manager Dorsan Brothers Inc.", "Dorsan Brothers Inc"),
        (
            "King Star Productions Inc began a sale. King Star said the price will depend on demand.",
            "King Star Productions Inc",
        ),
        ("<Veyra's Mills Inc> bought a farm. Veyra's said it would run the farm as a unit.", "Veyra's Mills Inc"),
        ("American Mills Inc cut its fares. American said it proposes more changes.", "American Mills Inc"),
        ("“Who has the cash?” said OT Marsk & Co analyst Helena Veyra.", "Helena Veyra"),
        ("Anton Veyra of Granit Mills spoke. “It is in the best position,” said Granit's Veyra.", "Anton Veyra"),
        ("“They do not want to see it,” said Granit Inc's ( GRNT.N ) chief executive, Orin Tarsk.", "Orin Tarsk"),
        ("Senator Marsk's Statement Concerning Minister Orin Tarsk:\n“I have followed the events closely.”", "Marsk"),
        (
            (
                "Marsk quoted Orin Tarsk, who he said worked for the Velmoran Office of Mills, as saying the venture "
                "would be announced on Monday."
            ),
            "Orin Tarsk",
        ),
        (
            (
                "The Velmora Courier, citing officials, said Granit Bank told the ministry that it might not complete "
                "the purchase."
            ),
            "Granit Bank",
        ),
    ],
)
def test_the_speaker_has_the_whole_name(text: str, name: str) -> None:
    said = quotes(text)[-1].speaker
    assert said is not None
    assert said.resolved == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Profit will rise. “It grows faster than that of cities,” the 46-year-old director said.",
            "the 46-year-old director",
        ),
        (
            "“We believe the mill will grow,” Granit analysts, including Helena Marsk, wrote in a note.",
            "Granit analysts",
        ),
        (
            "It has received disclosure documents which indicate “serious differences” in the accounts.",
            "disclosure documents",
        ),
    ],
)
def test_the_speaker_is_no_more_and_no_less(text: str, words: str) -> None:
    said = quotes(text)[-1].speaker
    assert said is not None
    assert said.text == words


def test_a_caterer_ranked_after_another_speaks_for_itself() -> None:
    text = (
        "The second-biggest catering company after Velmoran group Granit reiterated its forecast for “modest growth”."
    )
    said = quotes(text)[-1].speaker
    assert said is None or "Granit" not in said.resolved


@pytest.mark.parametrize(
    "text",
    [
        "Ardova's “flag carrier” airline TAP has confirmed an order for three aircraft.",
        "Earnings per share for 1985, according to the Dorsan method, were 26.95 crowns.",
        "Though sales trended down in May, mill director Orin Tarsk emphasized the stability of the prices.",
        "Shares are up since Granit announced its stake and called for a breakup in May.",
    ],
)
def test_the_reporters_words_are_nobodys(text: str) -> None:
    assert quotes(text) == ()


def test_a_bank_beside_another_is_left_open() -> None:
    text = "Banco Veyra signed a letter of intent with Bank of Ardova to buy its unit, the bank said in a statement."
    said = quotes(text)[-1].speaker
    assert said is not None
    assert said.entity is None


@pytest.mark.parametrize(
    "text",
    [
        "Sens. Orin Tarsk (R-ME) and Helena Marsk (R-ME) today announced that the dam has been repaired at last.",
        "“The dam is safe,” said Senators Tarsk and Helena Marsk in a joint statement.",
    ],
)
def test_one_of_two_who_speak_together_is_doubtful(text: str) -> None:
    said = quotes(text)[-1].speaker
    assert said is not None
    assert said.confidence < 0.9


def test_who_spoke_is_whoever_stands_before_who() -> None:
    text = (
        "Perhaps Minister Orin Tarsk found truth in the words of Anton Veyra, who more than a century ago reminded "
        "all Ardovans that “a thoughtful mind sees the nation itself.”"
    )
    said = quotes(text)[-1].speaker
    assert said is not None
    assert said.resolved == "Anton Veyra"


def test_what_somebody_was_told_is_not_theirs() -> None:
    text = "Traders used the rooms, who were never explicitly told that the journalists could see what they wrote."
    assert quotes(text) == ()


def test_what_a_hearing_is_called_is_no_quote() -> None:
    text = "Minister Helena Marsk testified before the committee's hearing, “The Dam: Challenges and Responses.”"
    assert quotes(text) == ()
