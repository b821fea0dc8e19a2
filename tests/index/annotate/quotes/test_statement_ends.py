"""Where a paraphrase ends: where somebody else speaks, or its speaker does something instead of stating it."""

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config
from newsexplore.index.quotation import DOUBTFUL

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def statements(text: str) -> list[tuple[str, str]]:
    """What is said, and by whom, in order."""
    found = ANNOTATOR.annotate(text, "en").quotes
    return [(quote.text, quote.speaker.text if quote.speaker else "") for quote in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The ministry denied that the report existed and then, on 28 October, published it.", "the report existed"),
        ("The authority first said that the dam was safe and later closed it.", "the dam was safe"),
        ("Orin Tarsk said the dam was safe, but declined to show the report.", "the dam was safe"),
        ("Orin Tarsk said the dam is safe and urged people to stay at home.", "the dam is safe"),
        ("Orin Tarsk said the dam was safe before adding that it leaked.", "the dam was safe"),
        (
            "Granit Inc said sales fell 3 percent, while analysts had expected a rise.",
            "sales fell 3 percent",
        ),
        ("The women, who said they were from Ardova, were taken to a police station.", "they were from Ardova"),
        ("Orin Tarsk said in November he was under pressure to resign.", "he was under pressure to resign"),
        ("Orin Tarsk said on June 1 it would close the mill.", "it would close the mill"),
    ],
)
def test_a_paraphrase_ends_where_its_speaker_stops(text: str, said: str) -> None:
    assert statements(text)[0][0] == said


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (
            "Orin Tarsk said the dam was safe, while a senior engineer said it was not.",
            [("the dam was safe", "Orin Tarsk"), ("it was not", "a senior engineer")],
        ),
        (
            "Orin Tarsk said the dam was safe, although city officials in Velmora have said it leaks badly.",
            [("the dam was safe", "Orin Tarsk"), ("it leaks badly", "city officials")],
        ),
        (
            "Orin Tarsk said the dam was safe, and Helena Marsk of the ministry said in May it was not.",
            [("the dam was safe", "Orin Tarsk"), ("it was not", "Helena Marsk")],
        ),
        (
            "A driver, who was near as the ministry announced it was closing the dam, said his car was lost.",
            [("it was closing the dam", "the ministry"), ("his car was lost", "A driver")],
        ),
    ],
)
def test_somebody_else_who_speaks_in_the_sentence_has_a_statement_apart(
    text: str, others: list[tuple[str, str]]
) -> None:
    assert statements(text) == others


def test_who_reports_a_statement_is_no_part_of_it() -> None:
    whole, part = statements("Orin Tarsk claimed that the dam was safe, the Velmora Courier said on Monday.")
    assert whole == ("Orin Tarsk claimed that the dam was safe", "the Velmora Courier")
    assert part == ("the dam was safe", "Orin Tarsk")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Orin Tarsk said the man had entered the mill and warned the guards.",
            "the man had entered the mill and warned the guards",
        ),
        (
            "Orin Tarsk said employers will raise hours before adding workers.",
            "employers will raise hours before adding workers",
        ),
        (
            "Orin Tarsk said the U.S. Securities and Exchange Commission said nothing.",
            "the U.S. Securities and Exchange Commission said nothing",
        ),
        (
            "Orin Tarsk said the report that he had seen, is mistaken.",
            "the report that he had seen, is mistaken",
        ),
    ],
)
def test_what_is_still_part_of_a_statement_stays_in_it(text: str, said: str) -> None:
    assert statements(text)[0][0] == said


def test_what_is_no_statement_is_no_quote() -> None:
    assert statements("A spokeswoman for Granit did not respond when asked about the dam.") == []
    assert statements("Granit is recalling the mills produced between March and October.") == []
    assert statements("“It is late,” Orin Tarsk said in a May 10 statement announcing the change.")[1:] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Helena Marsk wept as Judge Orin Tarsk told her she had “betrayed our trust”.", "Judge Orin Tarsk"),
        ("Shares fell as the bank said it was closing its mills.", "the bank"),
        ("Helena Marsk claims her manager told her she had “betrayed our trust”.", "her manager"),
        ("The court heard Orin Tarsk told her she had “betrayed our trust”.", "Orin Tarsk"),
        ("A member of the crew reached the site on Tuesday and confirmed that the four were safe.", "A member"),
    ],
)
def test_the_subject_right_before_a_verb_speaks(text: str, speaker: str) -> None:
    assert statements(text)[0][1] == speaker


def test_words_in_single_marks_that_somebody_is_told_are_a_quote() -> None:
    assert statements("Judge Orin Tarsk told her she had ‘shown no remorse at all’.") == [
        ("shown no remorse at all", "Judge Orin Tarsk")
    ]


def test_a_source_whose_name_has_slashes_is_named_whole() -> None:
    ((_, speaker),) = statements("Analysts had expected 3 cents a share, according to I/B/E/S. Shares rose.")
    assert speaker.rstrip(".") == "I/B/E/S"


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        (
            "Reuters - Granit Inc., the largest mill, on Thursday said sales would fall.",
            "sales would fall",
            "Granit Inc.",
        ),
        ("Granit said late Monday that it plans to build a mill.", "it plans to build a mill", "Granit"),
        ("Orin Tarsk said it had not decided, while Granit declined to comment.", "it had not decided", "Orin Tarsk"),
        (
            "Helena Marsk was not named in a complaint filed by the regulator, alleging that Granit hid its debts.",
            "Granit hid its debts",
            "a complaint",
        ),
        (
            "For 2009, Granit said it sees a profit, while analysts expect a loss, according to the poll.",
            "it sees a profit",
            "Granit",
        ),
    ],
)
def test_who_says_what_in_a_sentence_of_several(text: str, said: str, speaker: str) -> None:
    assert (said, speaker) in statements(text)


def test_a_ticker_symbol_behind_a_legal_form_is_no_part_of_a_name() -> None:
    text = "Power company Constellation Energy Group Inc. CEG.N said on Wednesday earnings more than doubled."
    (quote,) = ANNOTATOR.annotate(text, "en").quotes
    assert quote.speaker is not None
    assert quote.speaker.resolved == "Constellation Energy Group"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Asked whether he would resign, Orin Tarsk said: “That is not a question for today.”", "Orin Tarsk"),
        ("Hitting out at the mayor, senior engineer Orin Tarsk on Wednesday said he was “looting us”.", "Orin Tarsk"),
        ("DAVOS, Switzerland (Reuters) - President Orin Tarsk on Wednesday said he did not agree.", "Orin Tarsk"),
        ("The gas utility, Granit Energy, said in a statement that it was helping.", "Granit Energy"),
        ("Orin Tarsk spoke. According to him, “the contractor has no excuse for all this.”", "Orin Tarsk"),
        ("Builder Orin Tarsk, 41, ran. “Leave me alone, all of you,” he snarled at the reporter.", "Orin Tarsk"),
    ],
)
def test_styles_of_other_outlets(text: str, said: str) -> None:
    (quote,) = ANNOTATOR.annotate(text, "en").quotes
    assert quote.speaker is not None
    assert quote.speaker.resolved == said


def test_a_firm_that_speaks_with_another_is_doubtful() -> None:
    text = "Granit Inc. ( GRNT.N ) and resort developer Veyra Holdings Ltd. on Wednesday said they plan a venture."
    (quote,) = ANNOTATOR.annotate(text, "en").quotes
    assert quote.speaker is not None
    assert quote.speaker.confidence < DOUBTFUL


def test_a_relative_clause_with_a_large_number_ends_before_the_main_verb() -> None:
    text = "The lawyers, who said they speak for 1,000 people, have moved to sue."
    assert statements(text) == [("they speak for 1,000 people", "The lawyers")]


def test_several_firms_are_no_it() -> None:
    text = (
        "Mitsubishi Motors has struck a deal with Peugeot. The two firms say they expect to seal it by spring."
        " Mitsubishi Motors has cut its forecasts. Last month it said it was looking for money."
    )
    quote = ANNOTATOR.annotate(text, "en").quotes[-1]
    assert quote.speaker is not None
    assert quote.speaker.resolved == "Mitsubishi Motors"


def test_what_would_be_said_is_doubtful() -> None:
    text = "He called his rival too liberal for Florida, where voters would not want “to monkey this up now.”"
    (quote,) = ANNOTATOR.annotate(text, "en").quotes
    assert quote.speaker is None or quote.speaker.confidence < DOUBTFUL


@pytest.mark.parametrize(
    "text",
    [
        # Of two of one surname either may speak.
        "Orin Khan, whose son, Capt. Anton Khan, died, was there. “Both of us have had support,” Khan said.",
        # The words in marks are the newspaper's.
        "The Courier reports that family members and others reacted to it, “launching bottles and flipping a car.”",
    ],
)
def test_a_speaker_who_may_be_another_is_doubtful(text: str) -> None:
    quote = ANNOTATOR.annotate(text, "en").quotes[-1]
    assert quote.speaker is None or quote.speaker.confidence < DOUBTFUL


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Deutsche Bank spoke. “Gold is likely to rise much,” Standard bank said in a report.", "Standard bank"),
        (
            "“It would be fantastic to win it,” said the 28-year-old father of four.",
            "the 28-year-old father",
        ),
        ("“It is late,” said Martin Kumar, chief strategist at Martin Kumar & Associates in Velmora.", "Martin Kumar"),
    ],
)
def test_a_speaker_is_not_shown_as_another(text: str, speaker: str) -> None:
    quote = ANNOTATOR.annotate(text, "en").quotes[-1]
    assert quote.speaker is not None
    assert quote.speaker.text == speaker
    assert quote.speaker.resolved == speaker


def test_what_a_report_did_is_no_statement() -> None:
    assert statements("The bank fell, the Courier said in a report that cited a person familiar with it.")[1:] == []
