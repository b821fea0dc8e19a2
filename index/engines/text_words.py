"""Words counted by reading the stored texts: what an engine offers that has no columns of its own for it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count, islice

import numpy as np

from ..query.analysis import words
from .packed.arrays import NO_INTS, Ints, distinct
from .word_tables import WordCounts, WordRun

MAX_WORD = 255
"""Letters of a word that count, as in the indexes."""
_AT_ONCE = 256
"""Documents whose words are counted together."""


class SeenWords:
    """Numbers words as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []

    def __len__(self) -> int:
        return len(self._words)

    def word(self, number: int) -> str:
        """Return a word by its number."""
        return self._words[number]

    def all(self) -> list[str]:
        """Return every word in the order of numbers."""
        return list(self._words)

    def bodies(self, ids: Sequence[str], check: Callable[[], None]) -> None:
        """Return None: words are met only in texts."""
        del ids, check

    def numbers(self, words: Sequence[str]) -> Ints:
        """Return the numbers of words, numbering those that are new."""
        return np.array(self.numbered([word[:MAX_WORD] for word in words]), np.int32)

    def numbered(self, text: Sequence[str]) -> list[int]:
        """Return the numbers of words, numbering those that are new."""
        known = self._numbers
        try:
            return [known[word] for word in text]
        except KeyError:
            fresh = count(len(self._words))
            for word in text:
                if word not in known:
                    known[word] = next(fresh)
                    self._words.append(word)
            return [known[word] for word in text]


def word_runs(seen: SeenWords, documents: Iterable[Sequence[str]], parts: int) -> Iterator[WordRun]:
    """Yield the words of documents, each given by its texts: `parts` of them.

    Args:
        seen: Numbers the words.
        documents: The texts of each document, in order.
        parts: 2 for title and body, 1 for a quote.
    """
    rest = iter(documents)
    while some := list(islice(rest, _AT_ONCE)):
        texts = [seen.numbered([word[:MAX_WORD] for word in words(text)]) for one in some for text in one]
        ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
        numbers = np.fromiter(chain.from_iterable(texts), np.int32, int(ends[-1]) if len(ends) else 0)
        yield WordRun(numbers, ends, parts, len(some))


def count_runs(runs: Iterable[WordRun], listed: Callable[[], int]) -> WordCounts:
    """Count the words of runs; `listed` returns the number of words in the list."""
    occurrences, documents, size = NO_INTS, NO_INTS, 0
    for run in runs:
        owners = np.repeat(np.arange(len(run.ends)) // run.parts, np.diff(run.ends, prepend=0))
        pairs = distinct(owners << 32 | run.numbers)
        occurrences = _grown(occurrences, listed()) + np.bincount(run.numbers, minlength=listed())
        documents = _grown(documents, listed()) + np.bincount(pairs & 0xFFFFFFFF, minlength=listed())
        size += run.documents
    return WordCounts(_grown(occurrences, listed()), _grown(documents, listed()), size)


def _grown(counts: Ints, size: int) -> Ints:
    return np.pad(counts, (0, size - len(counts)))
