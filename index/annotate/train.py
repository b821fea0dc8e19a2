"""Train the tagger of names on annotated texts.

    python -m newsexplore.index.annotate.train FOLDER -o entities.crfsuite

FOLDER holds `.jsonl` files whose lines are `{"text", "entities": [{"start", "end", "type"}, …]}` with types PERSON,
ORG, LOC and MISC, and offsets in code points.
"""

import argparse
import collections
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from . import features
from .document import make_document

_TYPES = {"PERSON": "person", "ORG": "org", "LOC": "place", "MISC": "misc"}
_COMMON_AT_LEAST = 2


def texts(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every annotated text below `folder` with its entities.

    Raises:
        OSError: A file cannot be read.
        ValueError: A line is no JSON object.
    """
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                if record["entities"] is not None:
                    yield record["text"], record["entities"]


def common_words(corpus: Sequence[tuple[str, list[dict[str, Any]]]]) -> list[str]:
    """The words written small often enough to be ordinary words, sorted."""
    counts: collections.Counter[str] = collections.Counter()
    for text, _ in corpus:
        counts.update(token.text for token in make_document(text, "en").tokens if token.text.isalpha())
    return sorted(word for word, count in counts.items() if word.islower() and count >= _COMMON_AT_LEAST)


def sequences(
    text: str, entities: Sequence[dict[str, Any]], splitter: features.Splitter
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """The features and labels of every stretch of a text that may hold names, with a word outside at either end."""
    labels = {
        place: (entity["start"], _TYPES[entity["type"]])
        for entity in sorted(entities, key=lambda entity: entity["start"] - entity["end"])
        if entity["type"] in _TYPES
        for place in range(entity["start"], entity["end"])
    }
    for line in features.read(make_document(text, "en"), splitter):
        for first, last in line.islands:
            rows: list[list[str]] = [["edge"]]
            row_labels = ["O"]
            previous: tuple[int, str] | None = None
            for at in range(first, last):
                found = labels.get(line.starts[at])
                if found and found != previous and line.words[at].text == "the":
                    found = None
                rows.append(features.features(line, at))
                row_labels.append("O" if not found else ("I-" if found == previous else "B-") + found[1])
                previous = found
            yield [*rows, ["edge"]], [*row_labels, "O"]


def train(folder: Path, output: Path, common: frozenset[str], c1: float, c2: float, iterations: int) -> None:
    """Write the model that the texts of `folder` teach to `output`.

    Raises:
        OSError: A text cannot be read.
    """
    splitter = features.Splitter(common)
    trainer = pycrfsuite.Trainer(verbose=False)
    for text, entities in texts(folder):
        for rows, labels in sequences(text, entities, splitter):
            trainer.append(rows, labels)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": 1})
    trainer.train(str(output))
