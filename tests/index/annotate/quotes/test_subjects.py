"""The subject of a verb of saying: whole, of its own clause, and none where nobody speaks."""

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config
from newsexplore.index.model import Quote

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def quotes(text: str) -> tuple[Quote, ...]:
    return ANNOTATOR.annotate(text, "en").quotes


def speaker(text: str, quote: int = 0) -> str:
    said = quotes(text)[quote].speaker
    assert said is not None
    return said.text


def test_a_ticker_in_brackets_after_corp_ends_no_sentence() -> None:
    text = (
        "The mills ran all month. Granit Corp. ( GRT.N ) said last week that its sales would be “much weaker” than "
        "last year, while Dorsan said that its own forecast stands."
    )
    assert speaker(text) == "Granit Corp."


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "Velmoran wheat and linseed pressers had argued that the levy would ruin their trade in the north.",
            "Velmoran wheat and linseed pressers",
        ),
        (
            "Government and commodity sources also said there are ministers who oppose a wheat subsidy.",
            "Government and commodity sources",
        ),
        (
            "A Velmora Farm Bureau Federation (VFBF) official said that the levy helps all growers.",
            "A Velmora Farm Bureau Federation (VFBF) official",
        ),
        (
            "Granit Plc <GRNT.L> the building products and packaging group said its board rejected the bid.",
            "Granit Plc",
        ),
    ],
)
def test_a_subject_is_not_cut_short(text: str, whole: str) -> None:
    assert speaker(text) == whole


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            (
                "Orin Tarsk, a Velmora-based partner at Granit, which does work for private funds, says knowing the "
                "audit trail is vital to preventing losses."
            ),
            "Orin Tarsk",
        ),
        (
            (
                "A company hired by the Velmora Exchange Commission to operate the agency's ethics program is denying "
                "allegations that it breached its contract."
            ),
            "A company",
        ),
        (
            (
                "The crown hit a fresh high and Velmoran shares briefly pared losses after the Dorsan Institute for "
                "Supply Management said its index rose to 55 last month."
            ),
            "the Dorsan Institute for Supply Management",
        ),
        (
            (
                "The bill weighs all the facts that count, including a March 2007 audit study that indicates that the "
                "training of the border guards is an effective one."
            ),
            "a March 2007 audit study",
        ),
        (
            (
                "The mandate of Granit looks safe, with a person familiar with the matter saying he was not aware of "
                "any questioning of its role."
            ),
            "a person",
        ),
    ],
)
def test_the_speaker_is_of_the_verbs_own_clause(text: str, subject: str) -> None:
    assert speaker(text) == subject


def test_a_speaker_behind_the_verb_is_not_what_was_said() -> None:
    text = "This year, Granit Capital Management is up 17 percent, beating the index, said a person familiar with it."
    (quote,) = quotes(text)
    assert quote.text.startswith("This year")
    assert quote.speaker is not None
    assert quote.speaker.text == "a person"


@pytest.mark.parametrize(
    "text",
    [
        "Velmoran safety regulators are investigating reports that a damaged cable could stop the airbags.",
        "Helena Marsk secured the words at the Mayor s request that the town may use older funds for the works.",
        "The decision announced on Monday ends a contract negotiation that began nearly a year ago.",
        "Many banks have complained about the scrutiny and pay restrictions that accompany the funds of the state.",
        "The statement on Thursday allayed most fears that the bank had tightened its grip on the crown.",
    ],
)
def test_a_noun_of_saying_and_its_clause_are_nobodys_statement(text: str) -> None:
    assert quotes(text) == ()


def test_a_label_in_capitals_is_its_name_not_its_title() -> None:
    text = (
        "COMMENTS: ORIN TARSK, SENIOR ECONOMIST, GRANIT BANK, VELMORA: “It was bad, but the recovery goes on.”\n\n"
        "HELENA MARSK, CHIEF INVESTMENT OFFICER, DORSAN BANK: “The economy takes three steps forward.”"
    )
    assert [speaker(text, 0), speaker(text, 1)] == ["ORIN TARSK", "HELENA MARSK"]


def test_a_participle_before_a_colon_is_no_speaker() -> None:
    (quote,) = quotes("About 25 people met outside the hall, holding signs that included: “Granit loves millionaires.”")
    assert quote.speaker is None


@pytest.mark.parametrize(
    ("intro", "name"),
    [
        ("Senate Majority Leader Orin Tarsk, M.D. (R-DV) today made the following statement:", "Orin Tarsk"),
        (
            (
                "Dovrin, DV - Chairman of the Senate Ports Committee, Anton J. Veyra, Jr. (D-DV) issued the following "
                "statement today on the eve of the talks:"
            ),
            "Anton J. Veyra",
        ),
        (
            (
                "Sen. Helena Marsk (D-DV) released the following statement on the nomination today by Premier Veyra of "
                "Orin Tarsk to head the department."
            ),
            "Helena Marsk",
        ),
    ],
)
def test_who_issues_the_following_statement_speaks(intro: str, name: str) -> None:
    said = quotes(f"A STATEMENT ON THE DAM\n\n{intro}\n\n“I am deeply disappointed by what the house did today.”")[0]
    assert said.speaker is not None
    assert name in said.speaker.resolved


def test_headings_of_a_list_are_no_turns() -> None:
    text = (
        "Total Project Cost: 3,588,900 crowns\n\nSummary: Grant money will be used to create more wells.\n\n"
        "Total Project Cost: 3,588,889 crowns\n\nSummary: Grant money will be used to fund the works."
    )
    assert quotes(text) == ()


def test_what_something_is_called_is_no_quote_of_a_name_nearby() -> None:
    text = "Firms like Granit and Dorsan lost votes in a phenomenon dubbed the “shareholder spring”."
    assert all(quote.speaker is None for quote in quotes(text))


def test_a_relative_clause_behind_the_marks_does_not_take_them() -> None:
    text = "The Velmora Banking Authority said five banks flunked the “stress test,” which made lenders reveal figures."
    assert speaker(text) == "The Velmora Banking Authority"


def test_she_is_the_woman_whom_the_sentence_before_is_about() -> None:
    text = (
        "One person told the Journal that Tarsk would make his interest formal this week. A Granit spokeswoman "
        "declined to comment on the report. She said Tarsk also had no comment."
    )
    said = quotes(text)[-1].speaker
    assert said is not None
    assert said.resolved == "a Granit spokeswoman"


def test_a_place_in_a_dateline_issues_no_statement() -> None:
    text = (
        "January 2, 2008\n\nVelmora, DV - Chairman of the Senate Ports Committee Anton J. Veyra, Jr. (D-DV) issued the "
        "following today regarding the recent vote in Dovrin:\n\n“Last week they went to the polls in peace.”"
    )
    assert "Veyra" in speaker(text)


def test_a_name_in_capitals_right_before_the_marks_speaks() -> None:
    text = "HELENA MARSK, MANAGING PRINCIPAL AT THE GRANIT GROUP IN VELMORA “A little higher than what we expected.”"
    assert speaker(text) == "HELENA MARSK"


def test_an_article_before_a_report_makes_it_a_noun() -> None:
    text = "Granit shares rose nearly 11 percent after an initial DVTV report that Tarsk was out as chief executive."
    assert quotes(text) == ()


def test_who_belongs_to_a_person_is_not_that_person() -> None:
    text = (
        "“It works,” according to a conservative ally of Marsk. Helena Marsk was away. “If the situation gets worse, "
        "that does not help her,” said the ally, who asked not to be named."
    )
    assert all(quote.speaker is None or quote.speaker.resolved != "Helena Marsk" for quote in quotes(text))
    said = quotes(text)[0].speaker
    assert said is not None
    assert said.resolved == "a conservative ally of Marsk"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            (
                "Granit Service ( GRS.N ) shed 2 percent to 69 after the company's chief executive said he sees the "
                "slow-growing economy continuing."
            ),
            "the company's chief executive",
        ),
        (
            (
                "A growing city needs a policy that cuts rush hour traffic on our roads Helena Marsk said "
                "North Star is also an important step"
            ),
            "Helena Marsk",
        ),
        (
            (
                "The speed with which the agency has responded to the fires helps greatly said Anton Veyra These funds "
                "will help with the cost of battling these wildfires"
            ),
            "Anton Veyra",
        ),
        ("But the judge denied the request, according to court papers made public on Thursday.", "court papers"),
        ("Granit late Wednesday said it investigated 19 trading complaints about the firm.", "Granit"),
    ],
)
def test_the_words_beside_a_speaker_are_no_part_of_it(text: str, subject: str) -> None:
    assert speaker(text) == subject


def test_a_relative_clause_after_a_time_is_no_statement() -> None:
    text = (
        "Marsk worked to block a rate rise proposed by the Dorsan Board in February that would have reversed a "
        "decades-old policy of the north."
    )
    assert quotes(text) == ()


def test_a_verb_with_are_has_a_subject_of_its_own() -> None:
    text = (
        "As rivalry grows from Dorsan Electronics Co Ltd and others using the software of Granit Inc, investors are "
        "wondering if the days of high growth are over."
    )
    assert speaker(text) == "investors"


def test_a_bracket_that_a_statement_ends_with_is_closed() -> None:
    (quote,) = quotes("Output would rise by 1,000 barrels per day (bpd), the ministry said on Monday in Velmora.")
    assert quote.text.endswith("(bpd)")


def test_families_in_a_district_declared_a_disaster_say_nothing_for_certain() -> None:
    text = "Families and businesses in the districts declared a disaster will begin to receive the help they need."
    assert all(quote.speaker is None or quote.speaker.confidence < 0.5 for quote in quotes(text))


@pytest.mark.parametrize(
    "who", ["A source close to the inquiry", "People familiar with the matter", "An aide close to Orin Tarsk"]
)
def test_what_an_unnamed_source_is_close_to_is_part_of_it(who: str) -> None:
    (only,) = quotes(f"Orin Tarsk was there. {who} said more arrests were “likely”.")
    assert only.speaker is not None and only.speaker.text == who
    assert only.speaker.entity is None and only.speaker.resolved.lower() in ("", who.lower())


def test_that_before_a_plural_begins_a_clause() -> None:
    text = (
        "The council voted to close the bridge, a decision that shop owners called “a death sentence for the old "
        "town”. That official called it “the joke of the week”."
    )
    assert speaker(text) == "shop owners"
    assert speaker(text, 1) == "That official"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("“That is untrue,” an official who asked not to be named said of the claim.", "an official"),
        ("“It was a mistake,” the woman, who asked that her name be withheld, told the court.", "the woman"),
        ("“We have nothing to add,” said a diplomat, who asked for anonymity.", "a diplomat"),
    ],
)
def test_asking_for_anonymity_is_no_statement(text: str, subject: str) -> None:
    (only,) = quotes(text)
    assert only.speaker is not None and only.speaker.text == subject
    assert only.stance == "affirmed"


def test_who_denies_an_allegation_is_not_part_of_it() -> None:
    text = "Her clients had been offered money “to keep quiet”, an allegation Orin Tarsk denied."
    assert speaker(text) == "Orin Tarsk"


@pytest.mark.parametrize("who", ["his spokesman, Orin Tarsk,", "the harbour's director, Orin Tarsk,"])
def test_a_role_before_the_name_is_no_part_of_the_statement(who: str) -> None:
    (only,) = quotes(f"Dorsan will appear before parliament next week, {who} confirmed.")
    assert only.text == "Dorsan will appear before parliament next week"
