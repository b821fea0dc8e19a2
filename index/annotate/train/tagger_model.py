"""Train the tagger of names on annotated texts.

    python -m newsexplore.index.annotate.train.tagger_model FOLDER -o entities.crfsuite

FOLDER holds `ner_*.jsonl` files whose lines are `{"text", "entities": [{"start", "end", "type"}, …]}`, types PERSON,
ORG, LOC and MISC, and offsets in code points. Needs the extra `train`.
"""

import argparse
import collections
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from ..entities import features
from ..lexicon import gazetteers
from ..text.document import make_document
from ..text.words import Splitter

_TYPES = {"PERSON": "person", "ORG": "org", "LOC": "place", "MISC": "misc"}
_COMMON_AT_LEAST = 2
_SMALL_SHARE = 0.3
"""How often a common word is written small for each time that it has a capital, at the least: "paris" is a slip."""
_WORDS_HEAD = (
    "# Words that the training texts write small: ordinary words, not names. "
    "Licence: ../entities/entities.crfsuite.LICENSE"
)
_SOURCES = ("ner_",)
"""What the files with spans annotated by hand begin with: spans derived by rule teach less than they confuse."""
# Weights of the L1 and L2 norms: what keeps the model small and lets it hold for texts it has not seen.
_C1, _C2 = 0.6, 3.0
_ITERATIONS = 120
_HIDDEN = 0.25
"""The share of the lists' names that a second copy of the texts does without: a model that is always told by a list
never learns what surrounds the names that no list holds."""
_NAMES = frozenset("kqpcfsom")
"""The kinds of the lists that hold names, not ordinary words."""


class _Fewer(gazetteers.Gazetteers):
    """The lists without a share of their names: drawn by chance, but the same wherever a name stands."""

    def kinds(self, word: str) -> str:
        found = super().kinds(word)
        return "".join(letter for letter in found if letter not in _NAMES) if found and _hidden(word) else found

    def phrase(self, words: Sequence[str]) -> tuple[int, str]:
        length, letter = super().phrase(words)
        return (0, "") if length and _hidden(" ".join(words[:length])) else (length, letter)


def _hidden(name: str) -> bool:
    return zlib.crc32(f"1{name}".encode()) % 1000 < _HIDDEN * 1000


def texts(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every annotated text below `folder` with its entities.

    Raises:
        OSError: A file cannot be read.
        ValueError: A line is no JSON object.
    """
    for path in sorted(folder.glob("*.jsonl")):
        if not path.name.startswith(_SOURCES):
            continue
        with path.open(encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                if record["entities"] is not None:
                    yield record["text"], record["entities"]


def common_words(corpus: Sequence[tuple[str, list[dict[str, Any]]]]) -> list[str]:
    """The words that are written small more than once, and not mostly with a capital, sorted."""
    counts: collections.Counter[str] = collections.Counter()
    for text, _ in corpus:
        counts.update(token.text for token in make_document(text, "en").tokens if token.text.isalpha())
    return sorted(
        word
        for word, count in counts.items()
        if word.islower() and count >= _COMMON_AT_LEAST and count > _SMALL_SHARE * counts[word.title()]
    )


def sequences(
    text: str, entities: Sequence[dict[str, Any]], splitter: Splitter
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """The features and labels of every stretch of a text that may hold names, with a word outside at either end."""
    labels = {
        place: (entity["start"], _TYPES[entity["type"]])
        for entity in sorted(entities, key=lambda entity: entity["start"] - entity["end"])
        if entity["type"] in _TYPES
        for place in range(entity["start"], entity["end"])
    }
    reading = features.Reading(make_document(text, "en"), splitter)
    for first, last in reading.islands:
        rows: list[list[str]] = [["edge"]]
        row_labels = ["O"]
        previous: tuple[int, str] | None = None
        for at in range(first, last):
            found = labels.get(reading.starts[at])
            if found and found != previous and reading.words[at].text == "the":
                found = None
            rows.append(features.features(reading, at))
            row_labels.append("O" if not found else ("I-" if found == previous else "B-") + found[1])
            previous = found
        yield [*rows, ["edge"]], [*row_labels, "O"]


def train(folder: Path, output: Path, iterations: int = _ITERATIONS) -> None:
    """Write the model that the texts of `folder` teach to `output`, and the words they write small to the lexicon.

    Raises:
        OSError: A text cannot be read, or the model not written.
        ValueError: A line is no JSON object.
    """
    corpus = list(texts(folder))
    common = common_words(corpus)
    trainer = pycrfsuite.Trainer(verbose=False)  # pyright: ignore[reportAttributeAccessIssue]
    for lists in (gazetteers.load(), _Fewer()):
        splitter = Splitter(frozenset(common))
        splitter.lists = lists
        for text, entities in corpus:
            for rows, labels in sequences(text, entities, splitter):
                trainer.append(rows, labels)
    trainer.set_params({"c1": _C1, "c2": _C2, "max_iterations": iterations})
    trainer.train(str(output))
    words = output.with_name("common_words.txt")
    words.write_text("\n".join((_WORDS_HEAD, *common, "")), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train from a folder of annotated texts."""
    parser = argparse.ArgumentParser(description="Train newsexplore's tagger of names.")
    parser.add_argument("folder", type=Path, help="annotated texts, .jsonl")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the model; common_words.txt goes beside it")
    options = parser.parse_args(arguments)
    train(options.folder, options.output)


if __name__ == "__main__":
    main()
