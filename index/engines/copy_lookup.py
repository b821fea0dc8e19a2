"""How a large index finds what may be copies of a few articles, without all that is stored being read back."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from ..copies.sketch import CopyMarks, Hashes


class QuoteMark(NamedTuple):
    """What is stored of a quote to find its copies."""

    id: str
    """Its article."""
    number: int
    """Its index into the article's quotes."""
    key: int
    """Equal only for the same words, speaker and stance."""
    hashes: Hashes
    stamp: int
    """Time of its article, as in `CopyMarks`."""
    outlet: str


class CopyChanges(NamedTuple):
    """What has changed in an index."""

    written: list[str]
    """Articles that were added or written again."""
    gone: list[str]
    """Articles that were removed; some may be there again."""
    total: int
    """Articles in the index now."""


class CopyLookup(Protocol):
    """Looks for copies in the commit that an engine shows. The number of requests depends on that of what is asked.

    Of several equal texts with runs of words, the first stands for all: by id, and of quotes by their number, too.
    """

    def mark(self) -> bytes:
        """Return what `changes` tells changes from: the commit that is shown now."""
        ...

    def changes(self, mark: bytes) -> CopyChanges | None:
        """Return what has changed since a mark; None if that is not known."""
        ...

    def marks(self, ids: Iterable[str]) -> Iterator[CopyMarks]:
        """Yield what is stored of some articles, in any order, without those that are gone."""
        ...

    def equal_texts(self, keys: Iterable[int]) -> Iterator[CopyMarks]:
        """Yield all articles whose texts have some keys."""
        ...

    def equal_quotes(self, keys: Iterable[int]) -> Iterator[QuoteMark]:
        """Yield all quotes that have some keys."""
        ...

    def seldom(self, hashes: Hashes, most: int, *, quotes: bool) -> Hashes:
        """Return which hashes at most some different texts have, or quotes; given and returned ascending."""
        ...

    def like_texts(self, sketches: Sequence[Hashes]) -> Iterator[CopyMarks]:
        """Yield the articles that share two hashes or more with any of some sketches."""
        ...

    def like_quotes(self, sketches: Sequence[Hashes]) -> Iterator[QuoteMark]:
        """Yield the quotes that share enough with any of some sketches.

        That is two hashes, or a single one if either has no more than `sketch.FEW`.
        """
        ...
