"""Names by a spaCy pipeline: one built here, of rules alone, so that no model is needed."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.annotate.entities.entity_errors import EngineError
from newsexplore.index.annotate.entities.entity_finder import EntityFinder
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.config.configuration import EntitiesConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.model import Entity

installed = pytest.mark.skipif(find_spec("spacy") is None, reason="spaCy is an extra, and is not installed")

PATTERNS = {
    "PERSON": ["Ilka Vorrin", "Vorrin", "Vorrin's"],
    "ORG": ["Water Authority"],
    "GPE": ["the Velmora", "Velmora"],
    "FAC": ["Kaldar Dam"],
    "EVENT": ["Storm Ottilie"],
    "DATE": ["Tuesday"],
    "QUANTITY": ["nine metres"],
}


def settings(model: str, **rest: Any) -> EntitiesConfig:
    return EntitiesConfig(engine="spacy", model=model, **{"aliases": {}, "gazetteer": {}, **rest})


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a pipeline that knows some names."""
    spacy: Any = pytest.importorskip("spacy", reason="spaCy is an extra, and is not installed")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": label, "pattern": name} for label, names in PATTERNS.items() for name in names]
    )
    folder = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(folder)
    return str(folder)


def found(model: str, text: str, **rest: Any) -> list[tuple[str, str]]:
    entities, mentions = EntityFinder(settings(model, **rest)).find(make_document(text))
    return [(text[one.start : one.end], entities[one.entity].type) for one in mentions]


@installed
def test_labels_become_types_and_dates_and_numbers_are_no_names(pipeline: str):
    text = "On Tuesday Ilka Vorrin of the Water Authority saw Velmora and Kaldar Dam, nine metres low in Storm Ottilie."
    assert found(pipeline, text) == [
        ("Ilka Vorrin", "person"),
        ("Water Authority", "org"),
        ("Velmora", "place"),
        ("Kaldar Dam", "place"),
        ("Storm Ottilie", "misc"),
    ]


@installed
def test_names_are_linked_as_those_of_the_builtin_finder(pipeline: str):
    text = "The Dam Report\n\nIlka Vorrin spoke.\n\nLater Vorrin left."
    entities, mentions = EntityFinder(settings(pipeline)).find(make_document(text))
    assert entities == (Entity("Ilka Vorrin", "person", ("Vorrin",)),)
    assert [text[one.start : one.end] for one in mentions] == ["Ilka Vorrin", "Vorrin"]


@installed
def test_spans_are_trimmed(pipeline: str):
    assert found(pipeline, "In the Velmora of old, Vorrin's house stood.") == [
        ("Velmora", "place"),
        ("Vorrin", "person"),
    ]


@installed
def test_the_users_names_and_aliases_hold(pipeline: str):
    config = {"gazetteer": {"org": ("Harbour Board",)}, "aliases": {"Ilka Vorrin": ("Board chief",)}}
    assert found(pipeline, "The Harbour Board met Vorrin.", **config) == [
        ("Harbour Board", "org"),
        ("Vorrin", "person"),
    ]


@installed
def test_quotes_are_resolved_to_its_names(pipeline: str):
    config = load_config(None)
    text = "Ilka Vorrin came to Velmora.\n\n“The dam is safe,” Vorrin said."
    (quote,) = Annotator(config.quotes, settings(pipeline)).annotate(text).quotes
    assert quote.speaker is not None
    assert quote.speaker.resolved == "Ilka Vorrin"


@installed
def test_a_paragraph_longer_than_a_pipeline_takes_at_once(pipeline: str):
    text = "Vorrin went on and on. " * 60_000
    assert len(text) > 1_000_000
    assert len(found(pipeline, text)) == pytest.approx(60_000, abs=len(text) // 100_000)


@installed
@pytest.mark.parametrize("text", ["", "\n\n", " ", "\x00\ud800 Vorrin"])
def test_any_text_will_do(pipeline: str, text: str):
    assert len(found(pipeline, text)) == text.count("Vorrin")


@installed
@pytest.mark.parametrize(
    ("model", "told"), [("", "entities.model"), ("no_such_pipeline", "spacy download no_such_pipeline")]
)
def test_a_pipeline_that_is_not_there(model: str, told: str):
    with pytest.raises(EngineError, match=told) as error:
        EntityFinder(settings(model))
    assert "\n" not in str(error.value)


@installed
def test_a_pipeline_that_finds_no_names(tmp_path: Path):
    spacy: Any = pytest.importorskip("spacy", reason="spaCy is an extra, and is not installed")
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(EngineError, match="finds no names"):
        EntityFinder(settings(str(tmp_path)))


@installed
def test_a_pipeline_that_is_damaged(tmp_path: Path):
    (tmp_path / "meta.json").write_text("{", "utf-8")
    (tmp_path / "config.cfg").write_text("[nlp", "utf-8")
    with pytest.raises(EngineError) as error:
        EntityFinder(settings(str(tmp_path)))
    assert "\n" not in str(error.value)


def test_without_spacy_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(EngineError, match=r"pip install 'newsexplore\[spacy\]'"):
        EntityFinder(settings("en_core_web_sm"))
