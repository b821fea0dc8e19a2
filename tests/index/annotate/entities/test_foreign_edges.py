"""Where names end in languages that the tagger of names has not learnt."""

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.config.load import load_config

CONFIG = load_config(None)
ANNOTATOR = Annotator(CONFIG.quotes, CONFIG.entities)


def _names(text: str, lang: str) -> set[str]:
    return {text[mention.start : mention.end] for mention in ANNOTATOR.annotate(text, lang).mentions}


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Laut BBC News ist der Damm in der Stadt seit Jahren sicher.", "de", "BBC News"),
        ("Il New York Times scriveva in serata che la diga è sicura.", "it", "New York Times"),
        ("Der Damm hält, meldet der Fernsehsender Sky News aus der Stadt.", "de", "Sky News"),
        ("Die Nachrichtenagentur Associated Press meldet, dass der Damm hält.", "de", "Associated Press"),
        ("La France a dit que le barrage de la ville est sûr.", "fr", "France"),
    ],
)
def test_an_article_is_no_part_of_a_name(text: str, lang: str, name: str) -> None:
    assert name in _names(text, lang)


def test_an_article_that_belongs_to_a_name_stays() -> None:
    assert "El Salvador" in _names("El Salvador no tiene un dique seguro para la ciudad.", "es")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A Lei Complementar foi votada, e a cidade de Nova York também.", "pt"),
        ("Der Tod Helena Marsks und die Art Sport sind kein Thema.", "de"),
    ],
)
def test_a_common_noun_is_no_first_name(text: str, lang: str) -> None:
    assert not _names(text, lang) & {"Lei Complementar", "Nova York", "Tod Helena Marsks", "Art Sport"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Neste ano, a barragem foi fechada. Neste mês, a cidade paga por isso.", "pt"),
        ("Das Gesetz tritt am Montag in Kraft, und der Erste an Bord war er.", "de"),
    ],
)
def test_a_word_of_the_language_is_no_firm(text: str, lang: str) -> None:
    assert not _names(text, lang) & {"Neste", "Kraft", "Erste", "Bord"}


def test_a_sentence_that_begins_without_a_space_is_no_part_of_a_name() -> None:
    assert "Hong Kong" in _names("Le barrage est à Hong Kong.Le port est fermé depuis hier.", "fr")


def test_a_headline_that_runs_into_its_text_names_a_person_once() -> None:
    text = "La digue est sûre, déclare Mohamed Salah Mohamed Salah et la ville sont contents de leur digue."
    assert "Mohamed Salah Mohamed Salah" not in _names(text, "fr")
