"""What is read of an index to verify copies: articles in the order of the index, with the words of wanted quotes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np

from ..engines.base import Engine
from ..model import Article
from ..query.analysis import words
from .array_file import ArrayFile
from .numbered_articles import Numbers

_TOGETHER = 100
"""Articles that are read in one call."""


class Table(Protocol):
    """Numbered articles and quotes: see `sketch_table.MarkTable`."""

    places: Numbers
    quote_starts: Numbers

    def id(self, article: int) -> str: ...  # noqa: D102


class CopyReader:
    """Reads articles by the numbers of a table, and what is said in wanted quotes."""

    def __init__(self, engine: Engine, table: Table, wanted: Numbers, check: Callable[[], None], folder: Path) -> None:
        """Read nothing yet.

        Args:
            engine: The open index.
            table: Its table.
            wanted: The numbers of wanted quotes, ascending.
            check: Called often; may raise to stop.
            folder: Where a temporary file may be: all that is said in a large index does not belong in memory.
        """
        self._engine = engine
        self._table = table
        self._check = check
        self._wanted = wanted
        bounds = np.searchsorted(wanted, table.quote_starts)
        self._first, self._end = bounds[:-1], bounds[1:]
        """The wanted quotes of each article."""
        self._unread = self._first < self._end
        self._said = ArrayFile(folder, np.uint8)
        """The words of quotes that have been read, in UTF-8."""
        self._starts = np.zeros(len(wanted), np.int64)
        self._lengths = np.zeros(len(wanted), np.int32)

    def articles(self, numbers: Numbers) -> Iterator[tuple[int, Article]]:
        """Yield articles in the order of the index, without those that are gone."""
        ordered = numbers[np.argsort(self._table.places[numbers], kind="stable")]
        for start in range(0, len(ordered), _TOGETHER):
            self._check()
            some = ordered[start : start + _TOGETHER]
            quoting = self._unread[some]
            plain = {self._table.id(number): number for number in some[~quoting].tolist()}
            for article in self._engine.articles(list(plain)) if plain else ():
                yield plain[article.id], article
            yield from self._records(some[quoting])

    def hear_all(self) -> None:
        """Read the wanted quotes of the articles that have not been read."""
        for _ in self.articles(np.flatnonzero(self._unread)):
            pass

    def said(self, quote: int) -> list[str]:
        """Return the words of a wanted quote that has been read; none if it is gone. Raises OSError as files do."""
        at = int(np.searchsorted(self._wanted, quote))
        start, length = int(self._starts[at]), int(self._lengths[at])
        if not length:
            return []
        return self._said.read(start, start + length).tobytes().decode("utf-8", "surrogatepass").split(" ")

    def _records(self, numbers: Numbers) -> Iterator[tuple[int, Article]]:
        """Yield articles whose quotes are wanted."""
        if not len(numbers):
            return
        self._unread[numbers] = False
        some = {self._table.id(number): number for number in numbers.tolist()}
        for record in self._engine.records(list(some)):
            number = some[record.article.id]
            for at in range(int(self._first[number]), int(self._end[number])):
                quote = int(self._wanted[at] - self._table.quote_starts[number])
                if quote >= len(record.annotations.quotes):
                    continue
                said = " ".join(words(record.annotations.quotes[quote].text)).encode("utf-8", "surrogatepass")
                self._starts[at], self._lengths[at] = len(self._said), len(said)
                self._said.append(np.frombuffer(said, np.uint8))
            yield number, record.article
