"""Who speaks in the kinds of sentences that samples of unseen news got wrong."""

import pytest

from .last_speaker import ANNOTATOR, last


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            (
                "If nobody in the council objects, the city will open the dam, Helena Marsk said, adding that Ardova "
                '"is a country of laws."'
            ),
            "Helena Marsk",
        ),
        (
            "It was an about-face for Orin Tarsk who, since taking his post in 2008, had argued that the dam was safe.",
            "Orin Tarsk",
        ),
        (
            "Granit Group, the diversified industrial concern based in Dorsan, Ardova, said it expects flat earnings.",
            "Granit Group",
        ),
        ("A war game mentioned by the Velmora Courier predicted the city could fall within hours.", "a war game"),
        (
            "His lawyer compiled a list of 49 questions the mayor's legal team believed he would be asked.",
            "the mayor's legal team",
        ),
        ("Helena Marsk was ill. Marsk staffers said the mayor had mild symptoms.", "Marsk staffers"),
        ("Helena Marsk was ill. Marsk canvassers said the mayor had mild symptoms.", "Marsk canvassers"),
        (
            "He spent a month in jail, according to a high-ranking law enforcement official with knowledge of it.",
            "a high-ranking law enforcement official",
        ),
        (
            "The mills closed, analysts said. TREASURY HAILS DEAL The Treasury said it was pleased with the plans.",
            "Treasury",
        ),
        (
            "It works with Granit Motor Co. Dutch car maker Veyra Automobile said on Tuesday it had ended talks.",
            "Veyra Automobile",
        ),
        ("It catches up with Veyra Motors Ltd and Granit Motor Co. Dorsan said it would delay the start.", "Dorsan"),
        (
            "The Velmora Airways flight left late, and nobody knew why. “We are looking into it,” the airline said.",
            "Velmora Airways",
        ),
        (
            "Sen. Lindsey Graham said the five were still there. “I was afraid one had left,” he said.",
            "Lindsey Graham",
        ),
        ("“ Everyone seemed to like him , ” Orin Tarsk said .", "Orin Tarsk"),
        (
            "The Velmora Tower was shut. “It was late,” said the salesman. He added that the lift was broken.",
            "the salesman",
        ),
        (
            "Valeska Paris, an Ardovan woman, spoke of it. On board the ship, Paris claims that she was ill.",
            "Valeska Paris",
        ),
        (
            "Veyra Inc bought Granit Corp. A ministry official said the dam was safe. It added that it was new.",
            "the ministry",
        ),
        ("“The fallout is a reminder,” strategist at 4Cast Helena Marsk said.", "Helena Marsk"),
        (
            "It would be a logical step to buy it, a Swedish daily on Saturday quoted the firm as saying.",
            "a Swedish daily",
        ),
        (
            (
                "Veyra Tarsk was jailed, and Tarsk left. Tarsk was ill, and defense attorney Orin Marsk is "
                "ill. He said it was late."
            ),
            "Orin Marsk",
        ),
        (
            "It would end, according to the Center on Budget and Policy Priorities, a think tank.",
            "Center on Budget and Policy Priorities",
        ),
        ("“I have no doubt that it is he,” said one of his close friends who was there.", "one of his close friends"),
        (
            (
                "The Velmora Courier, which ran a story on Thursday about the mill, acknowledged its mistake, saying "
                "in a correction that it had been wrong."
            ),
            "Velmora Courier",
        ),
        ("The U.S. Secretary of State John Kerry said that it was late.", "John Kerry"),
        (
            "Lucita Marsk has been accused before. The boy, who was not named, told the court he had lost it.",
            "the boy",
        ),
        (
            "Following a meeting of all, the Ports Council issued a statement calling it “a clear breach of all”.",
            "Ports Council",
        ),
        ("It fell. Orin Tarsk, Chairman and CEO said in a statement: “We go on as before.”", "Orin Tarsk"),
        ("He left. SHARES SOLD IN PAST DEALS Granit Corp has said in filings that it knew nothing.", "Granit Corp"),
        (
            "Helena Marsk told us that the ministry's own estimate that it will run dry “seems plausible to us”.",
            "Helena Marsk",
        ),
        (
            (
                "Sen. Orin Tarsk (R-Texas), chairman of the Ports, Trade and Mills panel, made the following "
                "statement:\n\n“This bill requires an employer to look for workers first.”"
            ),
            "Orin Tarsk",
        ),
        (
            (
                "Sarah Veyra won. Prof Joni Tarsk, who led the study with Helena Marsk, said she was shocked. But she "
                "said there was a difference between then and now."
            ),
            "Joni Tarsk",
        ),
    ],
)
def test_the_speaker_is_the_one_who_said_it(text: str, name: str) -> None:
    assert last(text).resolved == name


@pytest.mark.parametrize(
    "text",
    [
        "Curfew-like orders now apply to 84 million people in states that account for a third of the economy.",
        "Dorsan became the latest state on Saturday to adopt a directive except for “essential businesses.”",
        "They tried many approaches, or simply ignored it in hopes that the government would fall on its own.",
        "In some cases, Granit confirmed cost estimates that exceeded the limit for such plants.",
    ],
)
def test_a_noun_that_is_spelled_like_a_verb_says_nothing(text: str) -> None:
    quotes = ANNOTATOR.annotate(text, "en").quotes
    assert not [quote for quote in quotes if quote.speaker is not None]


def test_a_statement_ends_before_the_paper_that_reported_it() -> None:
    quotes = ANNOTATOR.annotate(
        "The mayor's team agreed to provide the list to lawyers, the Post reported.", "en"
    ).quotes
    assert "to provide the list to lawyers" in [quote.text for quote in quotes]


def test_a_page_with_some_questions_is_no_interview() -> None:
    lines = ["The mayor gave an interview.", *["What is it?", "Why not?", "Who knows?"], *["A plain paragraph."] * 40]
    assert not ANNOTATOR.annotate("\n\n".join(lines), "en").quotes


def test_a_firm_that_only_counts_is_no_retailer() -> None:
    speaker = last("Marsk's is a chain. Sales fell, according to Factset. The retailer said it was late.")
    assert speaker.resolved != "Factset"


def test_nobody_without_a_name_is_followed_by_it_for_certain() -> None:
    text = "Veyra Inc bought Granit Corp last year. A source said the dam was safe. It added that repairs would follow."
    assert last(text).confidence < 0.5


def test_a_town_that_somebody_is_called_like_stays_a_town() -> None:
    found = ANNOTATOR.annotate("Valeska Paris, an Ardovan woman, lives in Paris. Paris is a city.", "en")
    assert {(entity.name, entity.type) for entity in found.entities} == {
        ("Valeska Paris", "person"),
        ("Paris", "place"),
    }


def test_when_somebody_was_asked_makes_no_question_of_the_answer() -> None:
    text = "“It was late,” the deputy spokesman, Orin Tarsk, said on Saturday, when asked about how it was done."
    (quote,) = ANNOTATOR.annotate(text, "en").quotes
    assert quote.stance == "affirmed"
    assert quote.speaker is not None
    assert quote.speaker.resolved == "Orin Tarsk"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("An adviser confirmed that a plan is in the works, but would not offer details.", "a plan is in the works"),
        (
            "Marsk said the firm was pleased with it, while a Granit envoy declined to comment.",
            "the firm was pleased with it",
        ),
        (
            "Marsk said the ministry had no sum and would not offer any help to banks.",
            "the ministry had no sum and would not offer any help to banks",
        ),
    ],
)
def test_a_statement_ends_where_nothing_more_is_told(text: str, said: str) -> None:
    assert ANNOTATOR.annotate(text, "en").quotes[0].text == said
