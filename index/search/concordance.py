"""Concordances for the interface: the stops of a trail over all results, gathered while scrolling."""

from collections.abc import Callable, Iterator

from ..engines.base import Cancelled, SearchCancelledError
from ..model import Record, Span
from ..protocol.answers import KwicLine, KwicLines
from ..protocol.questions import Kwic
from ..query.kwic import concordance, sort_key
from ..query.stops import stops

MOST = 20_000
"""Maximum lines of a concordance: for sorting they are all in memory."""
LOOK = 32
"""Articles between two checks for cancellation."""

Found = Callable[[Record], tuple[Span, ...]]
"""Returns the search's matches in an article."""


class Concordance:
    """The lines of one trail, gathered from its articles as far as requested."""

    def __init__(self, question: Kwic, records: Iterator[Record], matches: Found) -> None:
        """Prepare a concordance; `records` are all articles of the trail in order, with merged entities."""
        self.question = question
        self._records = records
        self._matches = matches
        self._lines: list[KwicLine] = []
        self._sorted: dict[str, list[KwicLine]] = {}
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
        self._gather(end if question.sort == "article" else MOST, cancelled)
        lines = self._lines
        if question.sort != "article":
            known = self._sorted.get(question.sort)
            if known is None:
                known = self._sorted[question.sort] = sorted(lines, key=sort_key(question.sort))
            lines = known
        cut = len(lines) >= MOST and not self._complete
        return KwicLines(tuple(lines[question.offset : end]), question.offset, len(lines), self._complete, cut)

    def _gather(self, count: int, cancelled: Cancelled) -> None:
        """Gather lines until there are `count`, or no more articles."""
        count = min(count, MOST)
        seen = 0
        while len(self._lines) < count and not self._complete:
            seen += 1
            if seen % LOOK == 0 and cancelled():
                raise SearchCancelledError
            record = next(self._records, None)
            if record is None:
                self._complete = True
                return
            self._lines += self._of(record)[: MOST - len(self._lines)]

    def _of(self, record: Record) -> list[KwicLine]:
        question, article = self.question, record.article
        matches = self._matches(record) if question.kind == "matches" else ()
        found = stops(question.kind, question.name, question.entity_type, record.annotations, matches)
        said = question.kind == "speaker"
        spans = [_first_word(article.text, span) for span in found] if said else found
        return [
            KwicLine(
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
            for line, stop in zip(concordance(article, spans, question.width), found, strict=True)
        ]


def _first_word(text: str, span: Span) -> Span:
    """Return the first word of a quote: the rest is its right context, by which lines are sorted."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    stop = start
    while stop < end and not text[stop].isspace():
        stop += 1
    return (start, stop) if start < stop else span
