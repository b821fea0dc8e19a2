"""The whole of extraction, from a text to its quotes."""

from pathlib import Path

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.configuration import EntitiesConfig, QuotesConfig
from newsexplore.index.model import Annotations
from newsexplore.index.quotation import DOUBTFUL


def annotator(*, indirect: bool) -> Annotator:
    return Annotator(
        QuotesConfig(indirect=indirect, cues=()), EntitiesConfig(engine="builtin", model="", aliases={}, gazetteer={})
    )


@pytest.fixture(scope="module")
def found() -> Annotations:
    text = "“The dam is safe,” Helena Marsk said on Monday. She said that it would stand for a century."
    return annotator(indirect=True).annotate(text)


def test_speakers_point_at_entities(found: Annotations):
    speaker = found.quotes[0].speaker
    assert speaker
    assert speaker.entity is not None
    assert found.entities[speaker.entity].name == speaker.resolved == "Helena Marsk"


def test_indirect_speech_stands_beside_direct(found: Annotations):
    assert [quote.type for quote in found.quotes] == ["direct", "indirect"]


def test_an_empty_text_has_nothing():
    assert annotator(indirect=True).annotate("") == Annotations()


def test_english_verbs_say_nothing_in_other_letters():
    text = "Министр заявил, что мост будет открыт в мае. «Мы закончим работы вовремя», said Helena Marsk в Москве."
    (quote,) = annotator(indirect=True).annotate(text).quotes
    assert quote.text == "Мы закончим работы вовремя"
    assert quote.speaker is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ha", "Helena Marsk ya ce: “Madatsar ruwa tana da aminci ga kowa da kowa a birni.”"),
        ("sv", "”Dammen är säker för alla i staden”, said Helena Marsk. Anton Veyra says that dammen är säker."),
        ("pcm", "Helena Marsk tell BBC say “di dam dey safe for everybody wey dey di city now now”."),
    ],
)
def test_who_speaks_is_not_guessed_in_languages_that_are_not_analysed(lang: str, text: str) -> None:
    quotes = annotator(indirect=True).annotate(text, lang).quotes
    assert [quote.type for quote in quotes] in (["direct"], ["mixed"])
    assert [quote.speaker for quote in quotes] == [None]


def test_labels_name_who_speaks_in_every_language() -> None:
    turns = ("Марск: Плотина надёжна?", "Вейра: Да, она надёжна.", "Марск: А город?", "Вейра: И город тоже.")
    text = "\n\n".join(("О плотине", "Разговор о плотине и о городе состоялся вчера в порту.", *turns))
    speakers = [quote.speaker for quote in annotator(indirect=True).annotate(text, "ru").quotes]
    assert [speaker and speaker.text for speaker in speakers] == ["Марск", "Вейра"] * 2


def test_a_label_before_words_in_marks_is_doubtful_where_nothing_is_analysed() -> None:
    (quote,) = annotator(indirect=True).annotate("Владимир Марск: «Плотина надёжна для всех в городе».", "ru").quotes
    assert quote.speaker
    assert quote.speaker.text == "Владимир Марск"
    assert quote.speaker.confidence < DOUBTFUL


def story(shared: Path, *, indirect: bool) -> Annotations:
    (path,) = (shared / "seeds").glob("*.txt")
    return annotator(indirect=indirect).annotate(path.read_text(encoding="utf-8"))


def test_the_real_story_reads_exactly_so(shared: Path):
    rows = [
        (quote.text[:25], quote.text[-12:], quote.type, quote.speaker.text, quote.speaker.resolved)
        for quote in story(shared, indirect=False).quotes
        if quote.speaker
    ]
    assert rows == [
        ("These facts are conclusiv", "State units,", "direct", "the defense ministry", "the defense ministry"),
        ("President Trump and Presi", "IS in Syria,", "direct", "the statement", "the statement"),
        ("maintain open military ch", "is achieved.", "mixed", "It", "the statement"),
        ("save tremendous numbers o", "ery quickly.", "mixed", "Trump", "Donald Trump"),
        ("We seem to have a very go", "elationship.", "direct", "Trump", "Donald Trump"),
        ("ridiculous", "ridiculous", "mixed", "The Pentagon", "Pentagon"),
        ("The actions of the Pentag", "s operation?", "direct", "Major-General Igor Konashenkov", "Igor Konashenkov"),
        ("artful move to drive Isla", "int bombing?", "mixed", "The military chief", "Igor Konashenkov"),
    ]


def test_the_real_story_has_its_indirect_speech_beside(shared: Path):
    rows = [
        (quote.text[:20], quote.speaker.text, quote.speaker.resolved)
        for quote in story(shared, indirect=True).quotes
        if quote.type == "indirect" and quote.speaker
    ]
    assert rows == [
        ("the U.S.-led coaliti", "Moscow", "Moscow"),
        ("Moscow had promised ", "Russian Foreign Minister Sergei Lavrov", "Sergei Lavrov"),
        ("the presence of Iran", "He", "Sergei Lavrov"),
        ("the U.S. is pretendi", "Russia", "Russia"),
    ]
