"""Whose words a quote is: the whole name of the right firm or person, and nobody's where nobody speaks."""

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
        ("The Mail on Sunday said a bridge had been closed.", "The Mail on Sunday"),
        ("“It will end,” Helena Marsk, chair of the Council of Mills said in a statement.", "Helena Marsk"),
        ("The documents obtained by Reuters said the plan was late.", "The documents"),
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
        "The economy has improved since May, when his unpopular rival, Orin Tarsk, announced snap elections.",
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


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "“It will rise,” Helena Marsk analyst at Granit Mills wrote in a note to clients.",
            "Helena Marsk",
            "Helena Marsk",
        ),
        (
            "The deal is the largest of the year, the Sunnyvale, California company said.",
            "the Sunnyvale, California company",
            "the Sunnyvale, California company",
        ),
        (
            "“There was demand,” said Dorsan, Veyra Mills analyst Helena Marsk.",
            "Dorsan, Veyra Mills analyst Helena Marsk",
            "Helena Marsk",
        ),
        (
            "“They are hiring again,” said Dorsan/Veyra International Managing Director Orin Tarsk.",
            "Dorsan/Veyra International Managing Director Orin Tarsk",
            "Orin Tarsk",
        ),
        (
            (
                "Investors were “enthused about this name despite the recent run-up” in Granit's share price, said "
                "Veyra analyst Helena Marsk, who sold."
            ),
            "Veyra analyst Helena Marsk",
            "Helena Marsk",
        ),
        (
            "Helena Marsk was away. The party which Marsk leads says higher taxes would stifle the economy.",
            "The party",
            "the party",
        ),
        (
            "Helena Marsk was there. The Marsk amendment states that the country should support a settlement.",
            "The Marsk amendment",
            "Marsk amendment",
        ),
        (
            "According to national statistics Arkansas is disproportionately poor and rural.",
            "national statistics",
            "national statistics",
        ),
        (
            "On October 27 Velmora Chief Executive Helena Marsk said high prices have had some impact on the company.",
            "Velmora Chief Executive Helena Marsk",
            "Helena Marsk",
        ),
        ("Credit rating agency Moody's said on Tuesday it expected a fifth year of decline.", None, "Moody's"),
        (
            "HELENA MARSK ON THE DAM:\n“I am confident that we have overcome it.”\nHelena Marsk was in Velmora.",
            "HELENA MARSK",
            "Helena Marsk",
        ),
        (
            (
                "Senator Helena Marsk said she had doubts. Senator Orin Tarsk was in Velmora. Anton Veyra, a spokesman "
                "for Tarsk, confirmed that the senator said at an event: “Right now they do not have my vote.”"
            ),
            "the senator",
            "Orin Tarsk",
        ),
    ],
)
def test_a_phrase_begins_and_ends_with_the_speaker(text: str, words: str | None, name: str) -> None:
    said = quotes(text)[-1].speaker
    assert said is not None
    assert words is None or said.text == words
    assert said.resolved == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Helena Marsk says there needs to be a law that requires it.", "there needs to be a law that requires it", ""),
        ("Nearly eight of 10 voters say they plan to watch it.", "they plan to watch it", "eight of 10 voters"),
        ("Two of the men said they were not there.", "they were not there", "two of the men"),
        (
            "Mixed results from two of its suppliers showed that the trade is weak.",
            "the trade is weak",
            "Mixed results",
        ),
        ("His aides say it's too early to tell.", "it's too early to tell", "his aides"),
        ("Helena Marsk says at a stop in Toledo, Ohio, that it is over.", "it is over", ""),
        ("Data from the survey show that women are many.", "women are many", "data"),
        (
            "The traders had said they were informally contacted and told that they would go.",
            "they were informally contacted and told that they would go",
            "the traders",
        ),
        ("Helena Marsk said no final decision had been made.", "no final decision had been made", ""),
        ("Helena Marsk beats Orin Tarsk by 46 percent, according to the poll.", None, "the poll"),
        ("After Helena Marsk said she would resign, the bank's shares dropped.", "she would resign", ""),
    ],
)
def test_a_statement_begins_and_ends_with_its_clause(text: str, words: str | None, name: str) -> None:
    (quote,) = quotes(text)
    assert words is None or text[quote.start : quote.end] == words
    assert quote.speaker is not None
    assert quote.speaker.resolved == (name or "Helena Marsk")


def test_two_who_speak_in_one_sentence_have_a_quote_each() -> None:
    text = "Minister Orin Tarsk called it “a sad day”, while the mayor Helena Marsk said it was “time for the truth”."
    speakers = [quote.speaker.resolved for quote in quotes(text) if quote.speaker]
    assert speakers == ["Orin Tarsk", "Helena Marsk"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We were promised water,” said 34-year-old farmer Helena Marsk.", "Helena Marsk"),
        ("The Labour MP Helena Marsk was away. The MP added: “They chose not to listen.”", "Helena Marsk"),
        ("Det Supt Helena Marsk said: “This was a senseless attack.”", "Helena Marsk"),
        ("Sir Orin Tarsk QC, for the prosecution, told the jury that the knife was lost.", "Orin Tarsk"),
    ],
)
def test_titles_ages_and_letters_are_no_names(text: str, name: str) -> None:
    said = quotes(text)[-1].speaker
    assert said is not None
    assert said.resolved == name


@pytest.mark.parametrize(
    "text",
    [
        "While most of the people who voted for Marsk on Nov. 8 said they would do so again, the loss is a challenge.",
        "Weekly jobless claims data this Thursday will be closely watched and are expected to rise.",
        "Mayor Helena Marsk, who wrote it, refuses to translate that.",
        "It is law, a new law written by the two senators that focuses greater attention on mills and dams.",
    ],
)
def test_what_is_no_statement_says_nothing(text: str) -> None:
    assert not [quote for quote in quotes(text) if quote.speaker is not None]


def test_a_firm_that_shares_a_name_with_somebody_near_is_doubtful() -> None:
    text = (
        "Ford Motor Co is in Dearborn. “My job is to look everywhere,” said Bill Ford. Ford said that Marsk has not "
        "signaled that he is near the end of his tenure."
    )
    last = quotes(text)[-1].speaker
    assert last is not None
    assert last.confidence < DOUBTFUL


def test_where_it_was_said_is_not_what_was_said() -> None:
    text = "Granit will hold on to the stake, its chief financial officer said on television channel NDTV Profit."
    assert [text[slice(*part)] for quote in quotes(text) for part in quote.parts] == [
        "Granit will hold on to the stake"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The dam has been repaired, Orin Tarsk announced Monday.",
        "The dam has been repaired, the Velmora Courier reported this week.",
        "The dam had been repaired, a mill official told Reuters on Monday.",
    ],
)
def test_a_day_or_a_listener_is_no_object(text: str) -> None:
    assert len(quotes(text)) == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Institutional owners, said Marsk, are required to show their pictures.",
            ["Institutional owners", "are required to show their pictures"],
        ),
        (
            "The difference now, she told me on Friday, is that the mill is late.",
            ["The difference now", "is that the mill is late"],
        ),
        (
            "But in recent days, advisers to Orin Tarsk say, the minister has grown tired of it.",
            ["in recent days", "the minister has grown tired of it"],
        ),
        (
            "Ardova's banks, which raised money in May, were well enough, said Orin Tarsk, head of its watchdog.",
            ["Ardova's banks, which raised money in May, were well enough"],
        ),
        ("Orin Tarsk vowed not to repeat that mistake.", ["not to repeat that mistake"]),
        ("Orin Tarsk proposed doing away with the mandate.", ["doing away with the mandate"]),
        (
            "Orin Tarsk explained the obsession with bridges was older than the town.",
            ["the obsession with bridges was older than the town"],
        ),
        (
            "According to the Ardovan Interior Ministry over 20 people have been hurt near Velmora, a port.",
            ["over 20 people have been hurt near Velmora, a port"],
        ),
        ("Other sites such as Granit.com have stated that they will keep the film.", ["they will keep the film"]),
    ],
)
def test_indirect_speech_is_found_whole(text: str, parts: list[str]) -> None:
    assert [text[slice(*part)] for quote in quotes(text) for part in quote.parts] == parts


@pytest.mark.parametrize(
    "text",
    [
        "Dorsan Bank, one of the biggest victims of the alleged 5 crown fraud, made two new appointments.",
        "Granit announced a plan in 2012 to win back what was lost.",
        "According to the data released today by the National Office for Mills:",
    ],
)
def test_an_apposition_or_a_plan_is_no_statement(text: str) -> None:
    assert quotes(text) == ()
