"""The whole of extraction, from a text to its quotes."""

from pathlib import Path

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.configuration import EntitiesConfig, QuotesConfig
from newsexplore.index.model import Annotations


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
