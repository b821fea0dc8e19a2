"""Whom "the minister", "the company" or "a document" means, and that it means nobody where nothing says so."""

import pytest

from newsexplore.index.quotation import DOUBTFUL

from .last_speaker import last


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Velmora's mayor, Anton Veyra, opened a park. The mayor said it was the largest so far.", "Anton Veyra"),
        ("Helena Marsk, the country's trade minister said. The minister said she would travel.", "Helena Marsk"),
        (
            "Anton Veyra said the mill was late. Speaking on Monday, the chief executive of the mill said it was dear.",
            "Anton Veyra",
        ),
        (
            "Dorsan Bank named a chairman, Anton Veyra. The Dorsan chief said it was late.",
            "Anton Veyra",
        ),
        (
            "Data came from Granit Inc. Veyra is a rival. Sales rose 5 percent, according to data from Granit Inc.",
            "Granit",
        ),
        ("Dorsan Bank opened a branch. The bank said it was the largest in Velmora.", "Dorsan Bank"),
        (
            "Directors misled investors, according to a 2008 lawsuit filed by Granit shareholder Helena Marsk.",
            "Helena Marsk",
        ),
        (
            "Granit Inc earned more than the 5 crowns of a Reuters poll. The company said that costs had fallen.",
            "Granit Inc",
        ),
        ("Granit Inc cut its outlook. The company said sales were fine.", "Granit Inc"),
    ],
)
def test_a_noun_means_whom_the_text_calls_so(text: str, name: str) -> None:
    assert last(text).resolved.startswith(name)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A judge ruled that executive Anton Veyra must testify. The judge said he could help.", "Anton Veyra"),
        (
            "They seized a wife of Anton Veyra, the interior minister says. The minister added: “We know her.”",
            "Anton Veyra",
        ),
        ("The president asked Helena Marsk why she left. “It was late,” the president said.", "Helena Marsk"),
        ("A lawyer for the Veyra team wrote a letter. The lawyer said the files were theirs.", "Veyra"),
        ("Minister Anton Veyra spoke. Director Helena Marsk left. His lawyer said it was late.", "Helena Marsk"),
        (
            "Helena Marsk, a director at Granit, spoke. The head of Ardova's debt office said it was calm.",
            "Helena Marsk",
        ),
        ("The plan failed, a source close to President Anton Veyra said. It was late, said the source.", "Anton Veyra"),
        ("The Conference of State Bank Supervisors met. The bank said that its rates were right.", "Conference"),
        ("Granit sold its mill, according to a document obtained by Reuters.", "Reuters"),
        ("Prosecutor Anton Veyra left. Marsk's lawyer said he would fight the case.", "Anton Veyra"),
        ("Analyst Helena Marsk left. “It may fail,” said the Dorsan Bank analyst.", "Helena Marsk"),
        (
            "Veyra Group head Anton Veyra left. “They hide,” said the head of one mill, who asked for anonymity.",
            "Anton Veyra",
        ),
        ("Bank of Ardova sold a unit. Granit Inc said it was fine. The bank said costs would fall.", "Bank of Ardova"),
        ("“Many funds have problems,” the fund of funds manager said after ABS Fund fell.", "ABS Fund"),
    ],
)
def test_a_noun_is_nobody_whom_the_text_calls_something_else(text: str, wrong: str) -> None:
    speaker = last(text)
    assert wrong not in speaker.resolved or speaker.confidence < DOUBTFUL


def test_a_body_that_the_text_only_mentions_is_not_the_company_for_certain() -> None:
    text = "Sales were 53 crowns, versus 49 crowns in a poll by Granit Research. “Growth was good,” the company said."
    speaker = last(text)
    assert speaker.resolved == "the company" or speaker.confidence < DOUBTFUL


def test_she_is_a_woman_named_nearby_rather_than_an_office() -> None:
    text = "The president asked Ms. Helena Marsk why she had left. She said the call came late."
    speaker = last(text)
    assert speaker.resolved == "Helena Marsk" or speaker.confidence < DOUBTFUL


def test_he_is_somebody_of_the_sentence_that_the_clause_belongs_to() -> None:
    text = (
        "“A surprise,” said Anton Veyra, economist at Granit. “It may be the weather.” The news contrasted with Orin "
        "Tarsk's speech on Monday when he told bankers that trade would fall."
    )
    assert last(text).resolved == "Orin Tarsk"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Granit Bank may close a branch, the Financial Times reported. The paper said it was late.",
            "Financial Times",
        ),
        ("Granit Bank told its unions in May. The talks with them will go on until then, the paper said.", "the paper"),
        ("Granit Corp soared on Monday, according to the index. Its value is 8 crowns, according to the website.", ""),
    ],
)
def test_a_newspaper_is_no_bank(text: str, name: str) -> None:
    speaker = last(text)
    assert speaker.resolved == name if name else "Granit" not in speaker.resolved


def test_of_two_banks_the_last_named_is_not_surely_meant() -> None:
    text = (
        "Bank of New York Mellon Corp said profit rose. Its shares fell in May. The mood was good. In the first "
        "quarter since the merger of Bank of New York Co. and Mellon Financial Corp., income was 640 crowns. The "
        "costs of both fell by a third in the year before, the bank said."
    )
    speaker = last(text)
    assert speaker.resolved == "the bank"
    assert speaker.confidence < DOUBTFUL


@pytest.mark.parametrize("verb", ["said", "remembers"])
def test_an_office_is_not_that_of_the_only_person_named(verb: str) -> None:
    text = (
        "Anton Veyra won the contract for the terrace of Velmora's prison. He had the benches turned, the governor "
        f"{verb}, “so that one would have the evening sun”."
    )
    assert last(text).resolved == "the governor"


def test_whoever_has_spoken_may_hold_the_office_that_is_named_next() -> None:
    text = "“The dam is safe,” said Helena Marsk. It would be inspected, the minister said."
    assert last(text).resolved == "Helena Marsk"
