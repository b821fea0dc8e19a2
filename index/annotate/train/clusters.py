"""Cluster words by their surroundings: "Honda" with "Renault", "prosecutor" with "lawmaker".

The classes are found in texts without annotations, from counts of which words stand beside which; no text is kept:

    python -m newsexplore.index.annotate.train.clusters TEXTS.jsonl … -o lexicon/word_classes.txt.gz

The method: positive pointwise mutual information of each word with its neighbours, context counts raised to 0.75
(Levy, Goldberg and Dagan 2015), reduced by a randomised singular value decomposition (Halko, Martinsson and Tropp
2011), and spherical k-means on what is left, at three grains.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..entities.word_classes import FILE
from ..lexicon.lists import load
from ..text.document import make_document
from ..text.words import Splitter

GRAINS = (600, 150, 40)
"""How many classes there are, from the finest grain to the coarsest."""
_SEEN_AT_LEAST = 4
"""Times that a word must occur to have a class."""
_CONTEXTS = 2000
"""Number of words distinguished as neighbours; all others count by their form."""
_DIMENSIONS, _OVERSAMPLED, _POWERS = 100, 20, 3
_ROUNDS = 25
_EDGE = ""
"""What stands beyond a sentence."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def words_of(paths: Sequence[Path]) -> Iterator[str]:
    """Every word of the texts of some files, with "" between sentences.

    Raises:
        OSError: A file cannot be read.
        KeyError: A line has no `text`.
        ValueError: A line is no JSON object.
    """
    splitter = Splitter(load("common_words"))
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                for word in splitter.words(make_document(json.loads(line)["text"], "en")).words:
                    yield word.text


def classes(words: Iterator[str], seed: int = 3) -> dict[str, tuple[int, ...]]:
    """The number of each frequent word's class at every grain; the same for the same words and seed."""
    random = np.random.default_rng(seed)
    numbers: dict[str, int] = {}
    sequence = np.fromiter((numbers.setdefault(word, len(numbers)) for word in words), np.int64)
    spellings = list(numbers)
    counts = np.bincount(sequence, minlength=len(spellings))
    kept = np.array([at for at in np.argsort(-counts) if counts[at] >= _SEEN_AT_LEAST and spellings[at] != _EDGE])
    vectors = _reduced(_information(sequence, spellings, counts, kept), random)
    weights = np.sqrt(counts[kept]).astype(np.float32)
    found: list[Ints] = []
    for grain in GRAINS:
        labels, vectors = _clustered(vectors, min(grain, len(vectors)), weights, random)
        weights = np.bincount(labels, weights, len(vectors)).astype(np.float32) + 1e-6
        found.append(labels if not found else labels[found[-1]])
    return {spellings[at]: tuple(int(labels[row]) for labels in found) for row, at in enumerate(kept)}


def _information(sequence: Ints, spellings: Sequence[str], counts: Ints, kept: Ints) -> Floats:
    """Positive pointwise mutual information of the kept words with their left and right neighbours."""
    folded: Counter[str] = Counter()
    for spelling, count in zip(spellings, counts.tolist(), strict=True):
        folded[spelling.lower()] += count
    known = {word: number for number, (word, _) in enumerate(folded.most_common(_CONTEXTS))}
    contexts = np.array([known.get(spelling.lower(), _CONTEXTS + _form(spelling)) for spelling in spellings])[sequence]
    width = _CONTEXTS + 4
    rows = np.full(len(spellings), -1)
    rows[kept] = np.arange(len(kept))
    words = rows[sequence]
    table = np.zeros((len(kept), 2 * width), np.float32)
    left, right = words[1:] >= 0, words[:-1] >= 0
    np.add.at(table, (words[1:][left], contexts[:-1][left]), 1)
    np.add.at(table, (words[:-1][right], width + contexts[1:][right]), 1)
    total = table.sum()
    smoothed = table.sum(0) ** 0.75
    smoothed *= total / smoothed.sum()
    expected = table.sum(1, keepdims=True) * smoothed + 1e-9
    return np.maximum(np.log(table * total / expected + 1e-12), 0)


def _form(spelling: str) -> int:
    if spelling[:1].isdigit():
        return 0
    return 1 if spelling.isupper() else 2 if spelling[:1].isupper() else 3


def _reduced(table: Floats, random: np.random.Generator) -> Floats:
    """The rows of a table in a few dimensions, each of length one."""
    size = min(_DIMENSIONS, *table.shape)
    basis = random.standard_normal((table.shape[1], min(size + _OVERSAMPLED, *table.shape)), np.float32)
    for _ in range(_POWERS):
        basis = np.linalg.qr(table @ basis)[0]
        basis = np.linalg.qr(table.T @ basis)[0]
    left, strengths, _ = np.linalg.svd(table @ basis, full_matrices=False)
    return _unit(left[:, :size] * np.sqrt(strengths[:size]))


def _clustered(vectors: Floats, count: int, weights: Floats, random: np.random.Generator) -> tuple[Ints, Floats]:
    """The number of each vector's cluster, and the centres of the clusters: spherical k-means."""
    centres = vectors[random.choice(len(vectors), count, replace=False, p=weights / weights.sum())]
    for _ in range(_ROUNDS):
        labels = (vectors @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, labels, vectors * weights[:, None])
        empty = np.linalg.norm(sums, axis=1) < 1e-6
        sums[empty] = vectors[random.choice(len(vectors), int(empty.sum()))]
        centres = _unit(sums)
    return (vectors @ centres.T).argmax(1), centres


def _unit(vectors: Floats) -> Floats:
    return (vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)).astype(np.float32)


def main(arguments: Sequence[str] | None = None) -> None:
    """Find classes in the articles of a file and write them."""
    parser = argparse.ArgumentParser(description="Find classes of words for newsexplore's tagger of names.")
    parser.add_argument("texts", type=Path, nargs="+", help="files of texts, .jsonl, each line with text")
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    options = parser.parse_args(arguments)
    grouped: dict[tuple[int, ...], list[str]] = {}
    for word, numbers in classes(words_of(options.texts)).items():
        if len(word.split()) == 1:
            grouped.setdefault(numbers, []).append(word)
    with gzip.GzipFile(options.output, "wb", mtime=0) as file:
        for numbers in sorted(grouped):
            file.write(f"{','.join(map(str, numbers))} {' '.join(sorted(grouped[numbers]))}\n".encode())


if __name__ == "__main__":
    main()
