"""Classes of words that stand in the same surroundings: "Honda" with "Renault", "prosecutor" with "lawmaker".

A tagger that has seen a few words of a class in the training texts knows the others by it. `train/clusters.py` finds
the classes.
"""

import gzip
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "lexicon" / "word_classes.txt.gz"
_PREFIXES = "cdb"
"""One letter for each grain, for the names of features."""


@lru_cache(maxsize=1)
def load() -> dict[str, tuple[str, ...]]:
    """The classes of every word that has any, as names of features, the finest first: `("c=607", "d=87", "b=3")`.

    Raises:
        OSError: The list cannot be read.
    """
    known: dict[str, tuple[str, ...]] = {}
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        for line in file:
            numbers, *words = line.split()
            names = tuple(f"{letter}={number}" for letter, number in zip(_PREFIXES, numbers.split(","), strict=True))
            known.update(dict.fromkeys(words, names))
    return known
