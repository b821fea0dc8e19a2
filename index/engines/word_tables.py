"""Words of articles and quotes as numbers: how often each occurs, and in which order they stand.

The numbers are those of the engine's word list. They stay the same until another commit is shown; the list may grow.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from .packed.arrays import Ints


class WordList(Protocol):
    """The words of an index by number."""

    def __len__(self) -> int:
        """Return one more than the greatest number so far."""
        ...

    def word(self, number: int) -> str:
        """Return a word by its number."""
        ...

    def all(self) -> list[str]:
        """Return every word in the order of numbers."""
        ...

    def bodies(self, ids: Sequence[str], check: Callable[[], None]) -> Iterator[tuple[str, Ints]] | None:
        """Return ids with the words of the articles' bodies by number, in any order, without articles that are gone.

        None if the index does not hold the places of its words. `check` may raise to stop.
        """
        ...

    def numbers(self, words: Sequence[str]) -> Ints:
        """Return the numbers of folded words; -1 for a word that no text of the index has."""
        ...


class WordCounts(NamedTuple):
    """How often each word occurs in a set of articles, or of quotes."""

    occurrences: Ints
    """By word number; words beyond the end occur in none."""
    documents: Ints
    """Articles, or quotes, with the word, by word number."""
    size: int
    """Articles, or quotes, counted."""

    @property
    def words(self) -> int:
        """Return the number of running words."""
        return int(self.occurrences.sum())


class WordRun(NamedTuple):
    """The running words of some articles, or quotes, in order."""

    numbers: Ints
    """The number of each word, text by text."""
    ends: Ints
    """Where each text ends in `numbers`: title and body of each article, or each quote."""
    parts: int
    """Texts of each document: 2 for articles (title, body), 1 for quotes."""
    documents: int
    """Articles, or quotes, in this run."""
