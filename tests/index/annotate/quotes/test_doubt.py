"""Speakers that must be right, marked as doubtful, or absent: never wrong for certain."""

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
    ("text", "speaker"),
    [
        ("Separately, Granit Steel Corp <GRST> said that it will sell its mill in Velmora.", "Granit Steel Corp"),
        (
            "The Velmoran shipping firm Granit Marine NV <GRNM> said that its profit rose sharply.",
            "Granit Marine NV",
        ),
        (
            "He took the post in May after Anton Veyra, an executive at Granit, said that he did not want the job.",
            "Anton Veyra",
        ),
        ("“We like the prices,” said Granit's vice president of energy, Helena Marsk.", "Helena Marsk"),
    ],
)
def test_the_subject_right_before_the_verb_speaks(text: str, speaker: str) -> None:
    said = quotes(text)[-1].speaker
    assert said is not None
    assert speaker in said.text


@pytest.mark.parametrize(
    "text",
    [
        "Shares of Granit closed at 12 crowns in Velmora, indicating that investors expect a higher bid.",
        "A drop in orders for durable goods raised fears that the recovery in Ardova was faltering.",
    ],
)
def test_prices_and_events_say_nothing(text: str) -> None:
    assert quotes(text) == ()


def test_without_specifying_is_the_reporters() -> None:
    text = "“We paid four million,” the spokesman said without specifying the amount that was paid out."
    assert [quote.type for quote in quotes(text)] == ["direct"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            (
                "Orin Tarsk, an analyst at Dorsan, was optimistic in May. Analysts at Granit said the price was "
                "too low. “It must rise,” the analyst said."
            ),
            "Orin Tarsk",
        ),
        (
            "Granit Corp said it sold a mill. Dorsan Corp will run the mill. The mill opens in May, it said.",
            "Dorsan Corp",
        ),
        (
            (
                "Anton Veyra spoke in Velmora. The hall was full. The mood was good. Orin Tarsk was steadfast in his "
                "criticism. Others left. “I would ban it,” he said."
            ),
            "Anton Veyra",
        ),
    ],
)
def test_an_unsure_speaker_is_not_shown_as_certain(text: str, wrong: str) -> None:
    speaker = quotes(text)[-1].speaker
    assert speaker is None or speaker.resolved != wrong or speaker.confidence < DOUBTFUL


def test_a_surname_introduced_anew_is_not_the_one_named_before() -> None:
    text = (
        "Helena Marsk, a student, came to the shop in Velmora. It was full. Ms. Marsk, a woman in her fifties, looked "
        "at a rug. “It looks too dear,” Marsk said."
    )
    speaker = quotes(text)[-1].speaker
    assert speaker is not None
    assert speaker.confidence < DOUBTFUL


def test_a_missing_closing_mark_ends_at_the_attribution() -> None:
    text = (
        "“The market has an overhang, said Orin Tarsk, a banker. “It will pass soon enough.” "
        "“We are buying,” said Helena Marsk."
    )
    first = quotes(text)[0]
    assert "said" not in first.text


def test_said_if_is_a_condition() -> None:
    found = quotes("The analyst Orin Tarsk said if Granit sold its mill, the price would rise to nine crowns.")
    assert all(quote.stance != "questioned" for quote in found)


def test_a_condition_in_a_later_sentence_leaves_the_stance() -> None:
    text = "“This bill is good for Ardova. If we fail, we would regret it,” said Orin Tarsk."
    assert quotes(text)[0].stance == "affirmed"


@pytest.mark.parametrize(
    "text",
    [
        "Zhalny Power and Light Co said on Monday its profit rose.",
        "The Lisna and Merrin Banking Corp said on Monday rates would fall.",
        "“Profit rose,” Tarsk Steel & Light Co said.",
        "Helena Marsk met Anton Veyra. “It is late,” Marsk and Veyra said.",
    ],
)
def test_half_of_a_joined_speaker_is_not_shown_as_certain(text: str) -> None:
    speaker = quotes(text)[-1].speaker
    assert speaker is not None
    assert speaker.confidence < DOUBTFUL or " and " in speaker.resolved or " & " in speaker.resolved


@pytest.mark.parametrize(
    "text",
    [
        "Helena Marsk, who claimed her second career win a year ago, almost eight years after the first, is confident.",
        "The steel firm Granit Inc reported a profit that failed to dazzle investors in Velmora on Monday.",
        "The shares rose in May after the firm agreed to a leveraged buyout by a group for 76 crowns a share.",
        "The console will be launched in May, raising investor hopes that Orin Tarsk could repeat the success.",
        "The letter came a day after Orin Tarsk, a minister, warned the Courier to stay away from “mocking” him.",
    ],
)
def test_what_somebody_did_is_no_paraphrase(text: str) -> None:
    assert not [quote.text for quote in quotes(text) if quote.type == "indirect"]


def test_a_noun_before_its_verb_is_no_cue() -> None:
    (quote,) = quotes("Unconfirmed reports say Orin Tarsk was found in his home in Velmora after police were called.")
    assert quote.speaker
    assert (quote.speaker.text, quote.text.split()[0]) == ("Unconfirmed reports", "Orin")


def test_a_verb_of_claiming_still_reports() -> None:
    (quote,) = quotes("Helena Marsk claimed the plan had been changed in May.")
    assert quote.text == "the plan had been changed in May"


@pytest.mark.parametrize(
    "text",
    [
        "Orin Tarsk was fined by the league. The Australian claimed he had not known that the sign was offensive.",
        "Orin Tarsk, who works at the port, told Granit News that said he saw a man in a car with a gun.",
        "The film shows the man, who holds a book. Orin Tarsk spoke to the man. “This is Orin Tarsk,” the man said.",
    ],
)
def test_words_that_stand_for_somebody_else_are_doubtful(text: str) -> None:
    for quote in quotes(text):
        assert quote.speaker is None or quote.speaker.confidence < DOUBTFUL or not quote.speaker.resolved[0].isupper()


@pytest.mark.parametrize("firm", ["Dutch firm Compendeon", "the steel company Granit", "Granit"])
def test_a_person_of_a_firm_speaks_rather_than_the_firm(firm: str) -> None:
    (quote,) = quotes(f"“People pay a lot of attention to stocks,” consultant Erik van Dorsan of {firm} said.")
    assert quote.speaker
    assert quote.speaker.resolved == "Erik van Dorsan"
