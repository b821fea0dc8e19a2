"""Concordances for the interface: the stops of a trail over all results, gathered while scrolling.

However many lines there are, only their places are kept: twelve bytes each. Their text is read again for each page.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..engines.base import Cancelled, SearchCancelledError
from ..model import Article, Record, Span
from ..protocol.answers import KwicLine, KwicLines
from ..protocol.questions import Kwic
from ..query.kwic import concordance, packed_key, sort_key
from ..query.stops import stops

LOOK = 32
"""Articles between two checks for cancellation."""

Found = Callable[[Record], tuple[Span, ...]]
"""Returns the search's matches in an article."""
Fetch = Callable[[Sequence[str]], Iterable[Article]]
"""Returns articles by their ids."""


class Concordance:
    """The lines of one trail, gathered from its articles as far as requested."""

    def __init__(self, question: Kwic, records: Iterator[Record], matches: Found, fetch: Fetch) -> None:
        """Prepare a concordance.

        Args:
            question: Which lines; its order and page do not matter.
            records: All articles of the trail in order, with merged entities.
            matches: Returns the search's matches in an article.
            fetch: Returns articles again, for the text of their lines.
        """
        self.question = question
        self._records = records
        self._matches = matches
        self._fetch = fetch
        self._ids: list[str] = []
        """Articles with lines."""
        self._articles, self._starts, self._ends = array("i"), array("i"), array("i")
        """Of each line: the number of its article, and its stop."""
        self._seen = 0
        """Articles looked at, with and without lines."""
        self._last: Article | None = None
        """The article whose lines were gathered last."""
        self._orders: dict[str, array[int]] = {}
        """The numbers of the lines in each order that was asked for."""
        self._complete = False

    def serves(self, question: Kwic) -> bool:
        """Return whether a question asks for these lines, in any order and from any offset."""
        mine = self.question
        return (mine.scope, mine.kind, mine.name, mine.entity_type, mine.order, mine.width) == (
            question.scope, question.kind, question.name, question.entity_type, question.order, question.width,
        )  # fmt: skip

    def page(self, question: Kwic, cancelled: Cancelled) -> KwicLines:
        """Return a page of lines. Sorting by context requires gathering all of them.

        Raises:
            SearchCancelledError: `cancelled` returned True; this object must not be used afterwards.
            KwicSortError: the sort order cannot be read.
        """
        end = question.offset + question.limit
        if question.sort == "article":
            self._gather(end, cancelled)
            wanted: Sequence[int] = range(question.offset, min(end, len(self._starts)))
        else:
            wanted = self._order(question.sort, cancelled)[question.offset : end]
        return KwicLines(tuple(self._lines(wanted)), question.offset, len(self._starts), self._complete)

    def _lines(self, wanted: Sequence[int]) -> Iterator[KwicLine]:
        ids = list(dict.fromkeys(self._ids[self._articles[line]] for line in wanted))
        articles = {article.id: article for article in self._fetch(ids)}
        for line in wanted:
            article = articles.get(self._ids[self._articles[line]])
            if article is not None:
                yield self._line(article, (self._starts[line], self._ends[line]))

    def _line(self, article: Article, stop: Span) -> KwicLine:
        span = _first_word(article.text, stop) if self.question.kind == "speaker" else stop
        (line,) = concordance(article, (span,), self.question.width)
        return KwicLine(
            line.left,
            line.keyword,
            line.right,
            article.id,
            *stop,
            article.outlet,
            article.date,
            line.space_before,
            line.space_after,
        )

    def _gather(self, count: int, cancelled: Cancelled) -> None:
        """Gather lines until there are `count`, or no more articles."""
        while len(self._starts) < count and not self._complete:
            self._seen += 1
            if self._seen % LOOK == 0 and cancelled():
                raise SearchCancelledError
            record = next(self._records, None)
            if record is None:
                self._complete = True
                return
            self._add(record)

    def _add(self, record: Record) -> None:
        question = self.question
        matches = self._matches(record) if question.kind == "matches" else ()
        found = stops(question.kind, question.name, question.entity_type, record.annotations, matches)
        if found:
            self._articles.extend([len(self._ids)] * len(found))
            self._ids.append(record.article.id)
            self._last = record.article
            self._starts.extend(start for start, _ in found)
            self._ends.extend(end for _, end in found)

    def _order(self, sort: str, cancelled: Cancelled) -> "array[int]":
        """Return the numbers of all lines in an order; the keys are kept only while sorting."""
        known = self._orders.get(sort)
        if known is None:
            keys = self._keys(sort_key(sort), cancelled)
            known = self._orders[sort] = array("i", sorted(range(len(keys)), key=keys.__getitem__))
        return known

    def _keys(self, key: Callable[[KwicLine], tuple[object, ...]], cancelled: Cancelled) -> list[bytes]:
        """Return the sort keys of all lines: of those to come while they are gathered, which spares reading twice."""
        keys: list[bytes] = []
        for first in range(0, len(self._starts), LOOK):
            if cancelled():
                raise SearchCancelledError
            lines = range(first, min(first + LOOK, len(self._starts)))
            keys += [packed_key(key(line)) for line in self._lines(lines)]
        while not self._complete:
            self._gather(len(self._starts) + 1, cancelled)
            for line in range(len(keys), len(self._starts)):
                assert self._last is not None  # noqa: S101 - new lines come with their article
                keys.append(packed_key(key(self._line(self._last, (self._starts[line], self._ends[line])))))
        return keys


def _first_word(text: str, span: Span) -> Span:
    """Return the first word of a quote: the rest is its right context, by which lines are sorted."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    stop = start
    while stop < end and not text[stop].isspace():
        stop += 1
    return (start, stop) if start < stop else span
