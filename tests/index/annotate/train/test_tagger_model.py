"""Training: annotated texts in, a model out that reads what it was taught."""

import json
from pathlib import Path

import pytest

from newsexplore.index.annotate.entities import crf, features
from newsexplore.index.annotate.text.document import make_document
from newsexplore.index.annotate.text.words import Splitter
from newsexplore.index.annotate.train import tagger_model

TEXT = "The minister met Helena Marsk in Velmora. The bridge in Dovrin fell. In Velmora the minister slept."


def _record(text: str, *spans: tuple[str, str]) -> str:
    entities = [
        {"start": start, "end": start + len(words), "type": kind}
        for words, kind in spans
        for start in [text.index(words)]
    ]
    return json.dumps({"id": "x", "text": text, "entities": entities}) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    line = _record(TEXT, ("Helena Marsk", "PERSON"), ("Velmora", "LOC"), ("Dovrin", "LOC"))
    (tmp_path / "ner_small.jsonl").write_text(line * 20 + json.dumps({"text": "x", "entities": None}) + "\n")
    (tmp_path / "other.jsonl").write_text("not read")
    return tmp_path


def test_a_trained_model_labels_what_it_was_taught(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "entities.crfsuite"
    tagger_model.main([str(folder), "-o", str(output)])
    tagger = crf.Tagger(crf.Model(output))
    splitter = Splitter(frozenset())
    reading = features.Reading(make_document(TEXT, "en"), splitter)
    stretches = tagger.weigh(reading)
    labels = tagger.decode(stretches)
    found = {
        reading.words[place].text: tagger.labels[label] for place, label in zip(stretches.places, labels, strict=True)
    }
    assert found["Helena"] == "B-person"
    assert found["Marsk"] == "I-person"
    assert found["Dovrin"] == "B-place"
    assert found["The"] == "O"


def test_words_mostly_written_small_are_common(folder: Path, tmp_path: Path) -> None:
    tagger_model.main([str(folder), "-o", str(tmp_path / "m.crfsuite")])
    words = (tmp_path / "common_words.txt").read_text().splitlines()
    assert {"minister", "met", "slept"} <= set(words)
    assert not {"marsk", "velmora"} & set(words)
    assert words[0].startswith("#")


def test_training_twice_gives_the_same_model(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        tagger_model.main([str(folder), "-o", str(tmp_path / name)])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
