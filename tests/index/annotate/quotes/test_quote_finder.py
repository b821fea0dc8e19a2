"""What was said, and by whom."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.annotate.quotes.quote_finder import find_quotes
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.config.configuration import QuotesConfig
from newsexplore.index.model import Entity, Mention, Quote

PEOPLE = ("Helena Marsk", "Tomas Fabry", "Radko Selim")
SPELLINGS = {name: index for index, full in enumerate(PEOPLE) for name in (full, full.split()[1])}
MENTION = re.compile("|".join(sorted(SPELLINGS, key=len, reverse=True)))
ENTITIES = tuple(Entity(name, "person", (name.split()[1],)) for name in PEOPLE)


def find(text: str, *, indirect: bool = False, lang: str = "", cues: tuple[str, ...] = ()) -> list[Quote]:
    mentions = [Mention(m.start(), m.end(), SPELLINGS[m.group()]) for m in MENTION.finditer(text)]
    return list(find_quotes(make_document(text, lang), ENTITIES, mentions, QuotesConfig(indirect=indirect, cues=cues)))


def only(text: str, **settings: object) -> Quote:
    quotes = find(text, **settings)  # pyright: ignore[reportArgumentType]
    assert len(quotes) == 1, quotes
    return quotes[0]


def says(quote: Quote) -> tuple[str, str]:
    assert quote.speaker
    return quote.speaker.text, quote.speaker.resolved


@pytest.mark.parametrize(
    "marked",
    [
        "“{}”",
        '"{}"',
        "''{}''",
        "``{}''",
        "‘{}’",
        "«{}»",
        "« {} »",
        "„{}“",
        "„{}”",
        '“{}"',
        "»{}«",
        "”{}”",
        "「{}」",
        "『{}』",
    ],
)
def test_every_kind_of_quotation_marks(marked: str):
    text = marked.format("We will build the dam,") + " Helena Marsk said."
    quote = only(text)
    assert text[quote.start : quote.end] == quote.text == "We will build the dam,"
    assert quote.type == "direct"
    assert says(quote) == ("Helena Marsk", "Helena Marsk")


def test_an_apostrophe_closes_no_single_quotation():
    assert only("‘It’s the workers’ dam, and that’s that,’ Helena Marsk said.").text.endswith("that’s that,")


@pytest.mark.parametrize(
    ("text", "speaker", "resolved", "cue"),
    [
        ("“The dam is safe,” said Helena Marsk, the minister.", "Helena Marsk", "Helena Marsk", "said"),
        ("“The dam is safe,” Marsk told reporters on Monday.", "Marsk", "Helena Marsk", "told"),
        ("Helena Marsk said: “The dam is safe.”", "Helena Marsk", "Helena Marsk", "said"),
        ("Helena Marsk, the minister for water, said, “The dam is safe.”", "Helena Marsk", "Helena Marsk", "said"),
        (
            "Speaking in the rain on Monday, Helena Marsk said: “The dam is safe.”",
            "Helena Marsk",
            "Helena Marsk",
            "said",
        ),
        (
            "According to Helena Marsk, “the dam is safe and will stay so.”",
            "Helena Marsk",
            "Helena Marsk",
            "According to",
        ),
        ("“Is the dam safe?” Helena Marsk asked.", "Helena Marsk", "Helena Marsk", "asked"),
        ("“The dam is safe,” the ministry said in a statement.", "the ministry", "the ministry", "said"),
        ("“The dam is safe,” a resident said.", "a resident", "a resident", "said"),
        ("“The dam is safe,” Helena Marsk has repeatedly insisted.", "Helena Marsk", "Helena Marsk", "insisted"),
        ("Helena Marsk was quoted as saying “the dam is safe”.", "Helena Marsk", "Helena Marsk", "quoted as saying"),
        ("“The dam is safe,” added the report.", "the report", "the report", "added"),
    ],
)
def test_attributions(text: str, speaker: str, resolved: str, cue: str):
    quote = only(text)
    assert says(quote) == (speaker, resolved)
    assert quote.cue is not None
    assert quote.cue.text == cue == text[quote.cue.start : quote.cue.end]


def test_a_name_and_a_colon_attribute():
    assert says(only("Helena Marsk: “The dam is safe.”")) == ("Helena Marsk", "Helena Marsk")


def test_a_name_after_a_dash_attributes():
    assert says(only("“The dam is safe.” — Helena Marsk")) == ("Helena Marsk", "Helena Marsk")


def test_an_attribution_in_the_middle_makes_two_parts_of_one_quote():
    quote = only("“The dam,” Helena Marsk said, “is safe.”")
    assert quote.text == "The dam, … is safe."
    assert len(quote.parts) == 2
    assert says(quote)[1] == "Helena Marsk"


def test_a_quote_after_the_attribution_has_ended_is_the_next_one():
    first, second = find("“The dam is safe,” Helena Marsk said. “It will stand for a century.”")
    assert first.text == "The dam is safe,"
    assert second.text == "It will stand for a century."
    assert says(second) == ("Helena Marsk", "Helena Marsk")
    assert first.speaker
    assert second.speaker
    assert second.speaker.confidence < first.speaker.confidence
    assert second.cue is None


def test_a_quote_over_several_paragraphs_is_one():
    text = "“The dam is safe.\n\n“It will stand for a century.\n\n“You may sleep,” Helena Marsk said.\n\nIt rained."
    quote = only(text)
    assert len(quote.parts) == 3
    assert says(quote)[1] == "Helena Marsk"


def test_a_sentence_that_ends_with_a_colon_introduces_the_next_paragraph():
    quotes = find("Helena Marsk answered the council:\n\n“The dam is safe.”")
    assert [says(quote)[1] for quote in quotes] == ["Helena Marsk"]


def test_a_quote_alone_has_the_speaker_of_the_sentence_before_it():
    text = "Helena Marsk said the dam had been looked at. “It is safe and will stand for a century.”"
    assert says(only(text)) == ("Helena Marsk", "Helena Marsk")


def test_a_quote_that_nobody_says_has_no_speaker():
    assert only("“It is safe and will stand for a century.”").speaker is None


def test_pieces_of_a_clause_are_one_mixed_quote():
    text = "Helena Marsk said the dam would “stand for a century” and that it had been built “very quickly.”"
    quote = only(text)
    assert quote.type == "mixed"
    assert quote.text == "stand for a century … very quickly."
    assert says(quote)[1] == "Helena Marsk"


def test_what_somebody_called_something_is_mixed():
    quote = only("Helena Marsk called the report “ridiculous” on Monday.")
    assert (quote.type, quote.text, says(quote)[1]) == ("mixed", "ridiculous", "Helena Marsk")


@pytest.mark.parametrize(
    "text",
    [
        "The novel “The Long Rain” came out on Monday.",
        "Many of the “experts” stayed away from the dam.",
        "The film, titled “A River Too Far,” opens today.",
        'The dam <a href="page.html">is shown here</a> in the rain.',
        "It's the dam's 5' wall and the workers' houses.",
    ],
)
def test_titles_scare_quotes_and_apostrophes_are_no_quotes(text: str):
    assert find(text) == []


def test_a_pronoun_is_the_person_of_that_gender():
    text = "Helena Marsk met Tomas Fabry on Monday. “The dam is safe,” she said."
    assert says(only(text)) == ("she", "Helena Marsk")


def test_a_pronoun_that_nobody_fits_stays_unresolved():
    assert says(only("“The dam is safe,” he said.")) == ("he", "")


def test_a_title_resolves_to_the_person_who_bears_it():
    text = (
        "Major-General Tomas Fabry came to the dam with the minister, Helena Marsk. It was raining and the road was"
        " closed. “We are ready,” the military chief said."
    )
    assert says(only(text)) == ("the military chief", "Tomas Fabry")


def test_a_statement_is_what_it_means_later_on():
    text = "“The dam is safe,” the statement read. It said that the two agreed to “look at it again” in spring."
    assert [says(quote) for quote in find(text)] == [("the statement", "the statement"), ("It", "the statement")]


def test_quotes_of_two_people_stay_apart():
    text = "“The dam is safe,” Helena Marsk said.\n\n“It is not,” said Radko Selim."
    assert [says(quote)[1] for quote in find(text)] == ["Helena Marsk", "Radko Selim"]


def test_the_house_a_person_is_of_is_not_the_speaker():
    assert says(only("“The dam is safe,” said Helena Marsk of the ministry."))[1] == "Helena Marsk"


def test_a_house_named_after_somebody_is_not_that_person():
    assert says(only("“The dam is safe,” the Bank of Fabry said."))[1] == "Bank of Fabry"


def test_the_programme_that_it_was_said_on_is_no_quote():
    assert only("“The dam is safe,” Helena Marsk told “Radio This Morning.”").parts[1:] == ()


def test_a_label_that_is_nobody_attributes_nothing():
    assert only("COMMENTS:\n\n“It is safe and will stand for a century.”").speaker is None


def test_captions_and_datelines_hold_no_quotes():
    text = "Council agrees\n\nThe “Long Wall” in the rain. Stringer/AFP/Getty\n\nThe council met on Monday."
    assert find(text) == []


def test_cues_of_the_configuration_attribute_too():
    text = "Helena Marsk bloviated that the dam was “safe for a century”."
    assert says(only(text, cues=("bloviated",)))[1] == "Helena Marsk"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("« Le barrage est sûr », a déclaré Helena Marsk.", "fr"),
        ("„Der Damm ist sicher“, sagte Helena Marsk.", "de"),
        ("«La presa es segura», dijo Helena Marsk.", "es"),
        ("“A barragem é segura”, disse Helena Marsk.", "pt"),
    ],
)
def test_other_languages_have_their_marks_and_verbs(text: str, lang: str):
    assert says(only(text, lang=lang))[1] == "Helena Marsk"


def test_a_conversation_by_question_and_answer_has_speakers():
    text = "HELENA MARSK: “The dam is safe.”\n\nRADKO SELIM: “It is not safe at all.”"
    assert [quote.speaker and quote.speaker.text for quote in find(text)] == ["HELENA MARSK", "RADKO SELIM"]


def test_the_turns_of_a_transcript_are_quotes_without_marks():
    text = (
        "Helena Marsk met Radko Selim.\n\nMARSK: The dam is safe.\n\nSELIM: It is not safe at all.\n\n"
        "MARSK: It said “safe” on the wall.\n\nSELIM: I have seen it."
    )
    quotes = find(text, indirect=True)
    assert [says(quote) for quote in quotes] == [("MARSK", "Helena Marsk"), ("SELIM", "Radko Selim")] * 2
    assert quotes[2].text == "It said “safe” on the wall."


def test_questions_and_answers_stay_unresolved():
    text = "Q: Is the dam safe?\n\nA: It is.\n\nQ: For how long?\n\nA: A century."
    assert [says(quote) for quote in find(text)] == [("Q", ""), ("A", "")] * 2


def test_a_heading_with_a_colon_is_no_turn():
    assert find("NOTE: The dam is closed.\n\nThe council met on Monday.") == []


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("Helena Marsk said that the dam was safe.", "the dam was safe", "Helena Marsk"),
        ("Helena Marsk said the dam was safe.", "the dam was safe", "Helena Marsk"),
        ("The dam was safe, Helena Marsk said.", "The dam was safe", "Helena Marsk"),
        ("The dam was safe, according to Helena Marsk.", "The dam was safe", "Helena Marsk"),
        ("According to Helena Marsk, the dam was safe.", "the dam was safe", "Helena Marsk"),
        ("Helena Marsk told reporters on Monday that the dam was safe.", "the dam was safe", "Helena Marsk"),
        ("Helena Marsk dismissed any suggestion that the dam was old.", "the dam was old", "Helena Marsk"),
        ("Helena Marsk has promised to rebuild the dam.", "to rebuild the dam", "Helena Marsk"),
    ],
)
def test_indirect_speech(text: str, said: str, speaker: str):
    quote = only(text, indirect=True)
    assert (quote.type, quote.text, says(quote)[1]) == ("indirect", said, speaker)


def test_indirect_speech_around_its_attribution_has_two_parts():
    assert len(only("The old dam, Helena Marsk said, will be safe for a century.", indirect=True).parts) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The minister was told that the dam was safe.",
        "Helena Marsk added a wall to the dam that had stood for years.",
        "The report of the council was long.",
        "The dam has stood for a century in all kinds of rain.",
    ],
)
def test_narration_is_not_indirect_speech(text: str):
    assert find(text, indirect=True) == []


def test_sentences_in_single_marks_are_quotes():
    text = (
        "‘There are notes,’ the director general, Helena Marsk, told reporters. ‘None of them was reviewed, and a "
        "paper that has no number is not a report.’ Her novel ‘Squared Paper’ is out. The authority’s engineers left."
    )
    assert [quote.text for quote in find(text)] == [
        "There are notes,",
        "None of them was reviewed, and a paper that has no number is not a report.",
    ]
    assert {quote.speaker.resolved for quote in find(text) if quote.speaker} == {"Helena Marsk"}


def test_indirect_speech_is_left_out_when_not_wanted():
    assert find("Helena Marsk said that the dam was safe.") == []


WILD = st.lists(
    st.sampled_from(
        [*"aA. ,\n\"“”‘’'«»„:;-()Ñ漢。「」", " said ", " that ", "Helena Marsk", " according to ", " he ", "the "]
    ),
    max_size=60,
).map("".join)


@given(WILD)
def test_any_text_is_survived_and_offsets_hold(text: str):
    quotes = find(text, indirect=True)
    starts = [quote.start for quote in quotes]
    assert starts == sorted(starts)
    for quote in quotes:
        assert quote.text == " … ".join(text[start:end] for start, end in quote.parts)
        assert (quote.start, quote.end) == (quote.parts[0][0], quote.parts[-1][1])
        if quote.speaker:
            assert text[quote.speaker.start : quote.speaker.end] == quote.speaker.text
            assert 0 <= quote.speaker.confidence <= 1


def test_a_text_may_end_with_the_source_of_nothing():
    assert find("according to bbcJapan narrowly escapes recession", indirect=True) == []


@pytest.mark.parametrize(
    "piece", ['"a" ', "“a. ", "'a ", "he said, “yes,” ", "said ", "a, ", "(a ", "“a.\n\n", "A: “b”\n"]
)
def test_hostile_repetition_takes_linear_time(piece: str):
    find(piece * 5_000, indirect=True)


@pytest.mark.parametrize(
    "text", ["The company announced the new harbour plan", "Helena Marsk announced Ostby Harbour Board"]
)
def test_a_text_that_ends_with_an_object_and_no_full_stop(text: str):
    assert find(text, indirect=True) == []
