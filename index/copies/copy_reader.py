"""What is read of an index to verify copies: each article once, with its quotes if those are verified as well."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ..engines.base import Engine
from ..model import Article, Record
from ..query.analysis import words
from .copy_index import Printed
from .sketch_table import MarkTable, Numbers
from .verification import body_words

_TOGETHER = 100
"""Records that are read in one call."""
_RECENT = 20_000
"""Articles that are remembered, at most: 60 MB."""
_MANY = 2000
"""Texts from which on it is worth while to number all words of the index, if it holds the places of its words."""


class CopyReader:
    """Reads articles by the numbers of a table; remembers when and where they were printed, and wanted quotes."""

    def __init__(self, engine: Engine, table: MarkTable, check: Callable[[], None]) -> None:
        """Take the open index, what is stored of its copies, and what is called between articles and may raise."""
        self._engine = engine
        self._table = table
        self._check = check
        self._numbers = {id: number for number, id in enumerate(table.ids)}
        self._printed: dict[str, Printed] = {}
        self._wanted: defaultdict[int, list[int]] = defaultdict(list)
        """Quotes that are still to be read, by article."""
        self._said: dict[int, tuple[str, ...]] = {}
        self._recent: dict[int, Article] = {}
        """Articles whose bodies were read last: the names of some are looked at next."""
        self._spelled: dict[str, str] = {}
        """Each word once: most are in many quotes, and all of these are in memory at the same time."""

    def number(self, id: str) -> int:
        """Return the number of an article; -1 if it is gone."""
        return self._numbers.get(id, -1)

    def want(self, quotes: Numbers) -> None:
        """Ask for the words of quotes: they are read with their articles."""
        for article, quote in zip(self._table.quote_articles[quotes].tolist(), quotes.tolist(), strict=True):
            self._wanted[article].append(quote)

    def size(self, number: int) -> int:
        """Return about how many words an article has: its different runs."""
        return int(self._table.articles.sizes[number])

    def bodies(self, numbers: Sequence[int]) -> Iterator[tuple[int, npt.NDArray[np.unsignedinteger]]]:
        """Yield the words of the bodies of articles as numbers, without articles that are gone."""
        if len(numbers) >= _MANY and (found := self._engine.word_list().bodies(self._ids(numbers), self._check)):
            yield from ((self._numbers[id], words) for id, words in found)
            return
        recent: dict[int, Article] = {}
        for start in range(0, len(numbers), _TOGETHER):
            for number, article in self.articles(numbers[start : start + _TOGETHER]):
                if len(recent) < _RECENT:
                    recent[number] = article
                yield number, body_words(article)
        self._recent = recent

    def articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
        """Fetch articles, without those that are gone."""
        left: list[int] = []
        for number in numbers:
            if (article := self._recent.get(number)) is not None:
                yield number, article
            else:
                left.append(number)
        quoting = [number for number in left if number in self._wanted]
        plain = [number for number in left if number not in self._wanted]
        for one in self._engine.articles(self._ids(plain)) if plain else ():
            yield self._numbers[one.id], self._note(one)
        for record in self._engine.records(self._ids(quoting)) if quoting else ():
            yield self._numbers[record.article.id], self._note(record.article)
            self._hear(record)

    def said(self) -> dict[int, tuple[str, ...]]:
        """Return the words of the quotes that were asked for, by number, without those that are gone."""
        left = list(self._wanted)
        for start in range(0, len(left), _TOGETHER):
            self._check()
            for record in self._engine.records(self._ids(left[start : start + _TOGETHER])):
                self._note(record.article)
                self._hear(record)
        return self._said

    def printed(self, ids: Sequence[str]) -> dict[str, Printed]:
        """Return when and where articles were printed."""
        left = [id for id in ids if id not in self._printed]
        for start in range(0, len(left), _TOGETHER):
            self._check()
            for article in self._engine.articles(left[start : start + _TOGETHER]):
                self._note(article)
        return {id: self._printed[id] for id in ids if id in self._printed}

    def _ids(self, numbers: Iterable[int]) -> list[str]:
        return [self._table.ids[number] for number in numbers]

    def _note(self, article: Article) -> Article:
        self._printed[article.id] = Printed(article.date, article.outlet)
        return article

    def _hear(self, record: Record) -> None:
        """Take the words of the wanted quotes of an article."""
        spelled = self._spelled
        for quote in self._wanted.pop(self._numbers[record.article.id], ()):
            text = record.annotations.quotes[int(self._table.quote_numbers[quote])].text
            self._said[quote] = tuple([spelled.setdefault(word, word) for word in words(text)])
