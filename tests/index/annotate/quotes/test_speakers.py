"""Whom a speaker's words mean."""

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config
from newsexplore.index.model import Quote
from newsexplore.index.quotation import DOUBTFUL

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)
MET = "Helena Marsk met Anton Veyra in Velmora. "


def last(text: str) -> Quote:
    return ANNOTATOR.annotate(text, "en").quotes[-1]


@pytest.mark.parametrize(
    ("text", "speaker", "resolved"),
    [
        # Nearness is not enough: who spoke without a name, and whom somebody quotes.
        (
            (
                "A key committee source told reporters the bill would pass. Senator Anton Veyra was in Velmora. "
                "“We have the votes,” he said."
            ),
            "he",
            "a key committee source",
        ),
        ("Anton Veyra left. The newspaper quoted him as saying “the dam is safe” on Monday.", "him", "Anton Veyra"),
        ("Helena Marsk quoted Anton Veyra as saying the dam was safe.", "Anton Veyra", "Anton Veyra"),
        ("The Velmora Post cited Anton Veyra as saying: “The dam is safe.”", "Anton Veyra", "Anton Veyra"),
        (
            "Minister Anton Veyra wants lower rates. He underscored that by saying: “Rates must fall.”",
            "He",
            "Anton Veyra",
        ),
        (
            (
                "Helena Marsk made her third album with Granit Records. Granit Records sold two million copies. "
                "“I never expected that,” she says."
            ),
            "she",
            "Helena Marsk",
        ),
        # First names tell who is no "he", although the titles beside them do not.
        (
            (
                "Agnes Bellak was not available for comment. Her deputy, Ernst Polan, spoke at a briefing. "
                "He confirmed that no work on the gates had been ordered."
            ),
            "He",
            "Ernst Polan",
        ),
        (
            "Danielle Orth met Günther Falk. Danielle Orth left early. “We agreed on all,” he said.",
            "he",
            "Günther Falk",
        ),
        # The name right behind a role.
        ("“There are notes,” said the director general, Agnes Bellak.", "the director general", "Agnes Bellak"),
        (
            "“There are notes,” said the head of the Water Authority, Agnes Bellak, on Monday.",
            "the head",
            "Agnes Bellak",
        ),
        ("“We lost,” said their coach, Anton Veyra.", "their coach", "Anton Veyra"),
        ("“We lost,” said the coach, Anton Veyra’s brother.", "the coach", "the coach"),
        ("“We lost,” said the coach, Anton Veyra and Helena Marsk being away.", "the coach", "the coach"),
        # Common nouns.
        (
            "Helena Marsk, a lawmaker from Dovrin, came first. “We must act now,” the lawmaker said.",
            "the lawmaker",
            "Helena Marsk",
        ),
        (
            "Anton Veyra, who played in goal until 2009, opened the school. “A good day,” the former goalkeeper said.",
            "the former goalkeeper",
            "Anton Veyra",
        ),
        (
            "Minister Helena Marsk met Minister Anton Veyra in Velmora. “We agreed on all,” the minister said.",
            "the minister",
            "the minister",
        ),
        (
            "The National Union of Dockers went on strike. The union said that 400 members had stopped work.",
            "The union",
            "The National Union of Dockers",
        ),
        # Appositions and long titles.
        (
            "The secretary general of the NWA (National Water Authority), Helena Marsk, said the dam would hold.",
            "Helena Marsk",
            "Helena Marsk",
        ),
        (
            "Undersecretary for Ports Mr. Anton Veyra said the harbour would open in May.",
            "Undersecretary for Ports Mr. Anton Veyra",
            "Anton Veyra",
        ),
        ("Analysts led by Orin Tarsk said that prices would fall.", "Analysts led by Orin Tarsk", "Orin Tarsk"),
        (
            "Marsk's management company, Granit Partners, said that she was well.",
            "Granit Partners",
            "Granit Partners",
        ),
        # Who stands behind a document or a spokeswoman.
        (
            "A spokeswoman for port chief Anton Veyra said the harbour was closed.",
            "A spokeswoman",
            "Anton Veyra",
        ),
        (
            "A statement published by the ministry's news agency said that “the border is closed to all traffic”.",
            "A statement",
            "the ministry's news agency",
        ),
        ("The front page of the Velmora Post said that the dam was “a death trap”.", "The front page", "Velmora Post"),
        ("On Monday the authority first said that the dam was safe.", "the authority", "the authority"),
    ],
)
def test_words_and_whom_they_mean(text: str, speaker: str, resolved: str) -> None:
    quote = last(text)
    assert quote.speaker
    assert (quote.speaker.text, quote.speaker.resolved) == (speaker, resolved)


def test_two_that_fit_are_less_sure_than_one() -> None:
    one = last("Minister Helena Marsk left. “We agreed on all,” the minister said.").speaker
    two = last("Minister Helena Marsk met Minister Anton Veyra. “We agreed on all,” the minister said.").speaker
    assert one and two
    assert two.resolved == "the minister"
    assert two.confidence < min(one.confidence, DOUBTFUL)


@pytest.mark.parametrize(
    "text",
    [
        "Marsk on the dam\n\nHelena Marsk runs the dam. We spoke to Marsk.\n\nQ: Is it safe?\n\nA: It is, every day.",
        (
            "Marsk on the dam\n\nHelena Marsk runs the dam. We spoke to Marsk.\n\n**Is it safe?**\n\nIt is.\n\n"
            "**And next year?**\n\nWe shall see.\n\n**Will you stay?**\n\nAs long as they let me."
        ),
    ],
)
def test_the_answers_of_an_interview_are_the_interviewees(text: str) -> None:
    speaker = last(text).speaker
    assert speaker
    assert speaker.resolved == "Helena Marsk"


@pytest.mark.parametrize(
    ("text", "said", "resolved"),
    [
        ("This virus “knows no borders”, especially now.", "knows no borders", None),
        (
            "Helena Marsk congratulated the crew for “earning the trust of Ardova”.",
            "earning the trust of Ardova",
            "Helena Marsk",
        ),
        ("Helena Marsk prayed that God would help her “bear this burden”.", "bear this burden", "Helena Marsk"),
        (
            "The paper seized on Helena Marsk's claim that there were “thousands of cracks”.",
            "thousands of cracks",
            "Helena Marsk",
        ),
    ],
)
def test_marks_without_a_verb_of_saying(text: str, said: str, resolved: str | None) -> None:
    quote = last(text)
    assert quote.text == said
    assert (quote.speaker and quote.speaker.resolved) == resolved
