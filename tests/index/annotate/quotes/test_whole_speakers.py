"""Speakers named whole, with the job and the firm before the name, and the person rather than what stands before it."""

import pytest

from newsexplore.index.quotation import DOUBTFUL

from .last_speaker import ANNOTATOR, last


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It is odd,” said New York-based financial services recruiter Anton Veyra, who left.", "Anton Veyra"),
        ("Orin Tarsk won. “We go on,” said Tarsk national press secretary Helena Marsk.", "Helena Marsk"),
        ("“We want both,” said one Toyota car dealer in Germany, who sells them.", "one Toyota car dealer"),
        ("“We want both,” said the Toyota crop analyst Anton Veyra.", "Anton Veyra"),
    ],
)
def test_a_job_between_a_firm_and_a_name_belongs_to_the_name(text: str, name: str) -> None:
    assert last(text).resolved == name


@pytest.mark.parametrize(
    "text",
    [
        "Helena Marsk last week said the dam was safe.",
        "Helena Marsk earlier this month said the dam was safe.",
        "Helena Marsk Friday said the dam was safe.",
        "It is a fear of Helena Marsk last week, who said that the dam was not safe at all.",
    ],
)
def test_a_day_or_week_may_stand_before_the_verb(text: str) -> None:
    assert last(text).resolved == "Helena Marsk"


def test_a_study_released_last_week_is_the_study() -> None:
    assert "study" in last("A study released last week said the dam was safe.").text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Orin Tarsk failed to comment after the U.S. and Cuba declared in May that they would meet again soon.",
        "The number of mills rose by a third last year, according to Toyota and General Motors.",
    ],
)
def test_one_of_two_who_speak_is_doubtful(text: str) -> None:
    assert last(text).confidence < DOUBTFUL


def test_a_sentence_that_only_attributes_follows_its_quotation() -> None:
    text = (
        "The agency approved the drug. “There are few others that children can take.” Dr. Helena Marsk, director of "
        "the centre for drugs in Velmora, said in a statement."
    )
    assert last(text).resolved == "Helena Marsk"


def test_what_its_own_sentence_introduces_is_hardly_by_who_spoke_above() -> None:
    text = (
        "Lawyers for Anton Veyra said the mill was closed. Nearby, a white stone bears the message: “WORK MAKES THE "
        "MILL TURN AND GRIND for the client”."
    )
    assert last(text).confidence < DOUBTFUL


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Helena Marsk, Toyota Hotel Association said: “We have tried very hard to make sure that they come.”",
            "Helena Marsk",
        ),
        ("“It is history,” said Cubs fan Anton Veyra, 24, moments after the game.", "Anton Veyra"),
        ("According to the official news agency, most of the mills were closed in May.", "the official news agency"),
    ],
)
def test_the_one_who_speaks_is_named_whole(text: str, name: str) -> None:
    assert last(text).resolved == name


@pytest.mark.parametrize(
    "text",
    [
        "But several firms, including Spain's Inditex SA, owner of a chain, told reporters they had checked the mills.",
        "Lawmakers from both the ruling party and opposition also said the ruling meant that he had to go.",
        "Paul Rose won. His brother, David Rose, came in May. They weighed the fish. Rose told reporters it was large.",
    ],
)
def test_some_of_those_who_may_be_meant_are_doubtful(text: str) -> None:
    assert last(text).confidence < DOUBTFUL


@pytest.mark.parametrize(
    "text",
    [
        "I’ve seen various estimates that between 20 and 30 percent of the mills were closed in May.",
        "It replaced a woman of the bank. 'SHAREHOLDER UNHAPPINESS' The bank said that Helena Marsk would be its head.",
    ],
)
def test_the_author_and_crossheads_say_nothing(text: str) -> None:
    found = ANNOTATOR.annotate(text, "en").quotes
    assert not [quote.text for quote in found if "20 and 30" in quote.text or quote.text.isupper()]
