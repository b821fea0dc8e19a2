"""How many articles, or quotes, queries find, as far as that is known, or in as few requests as possible."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...model import Sort
from ...query.tree import And, Node, Or, Word
from .opensearch_cluster import never_stop
from .opensearch_facet_aggs import size_of
from .opensearch_facets import Counts
from .opensearch_pages import FoundHit
from .opensearch_schema import LONGEST_COMPLETED
from .opensearch_snapshot import Body, Check, Kind, Snapshot
from .opensearch_words import PrefixWords

Aggs = dict[str, Body]


class Query:
    """The answers to one query, as far as they were asked for."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.total: int | None = None
        self.counts: dict[str, Mapping[str, Any]] = {}
        """Answers to groups of aggregations, by name."""
        self.counted = Counts()
        self.first = ""
        """Id of the first article of the first page."""
        self.orders: dict[Sort, list[FoundHit]] = {}

    def lacks(self, name: str, aggs: Aggs) -> bool:
        """Return whether a group of aggregations is not answered yet."""
        known = self.counts.get(name)
        if known is None:
            return True
        asked = known["asked"]
        return size_of(asked) < size_of(aggs) if name == "facets" else asked != aggs


class Totals:
    """Counts what queries find in one snapshot."""

    words: PrefixWords
    """Knows the articles of single words; set before anything is counted."""

    def __init__(
        self,
        snapshot: Snapshot,
        budget: Callable[[], float],
        query: Callable[[Node, bool, Check], Query],
        queries: Mapping[tuple[Node, bool], Query],
    ) -> None:
        """Take what it asks.

        Args:
            snapshot: The commit.
            budget: Returns the time budget of a search in seconds.
            query: Returns the query of a tree, for articles or quotes.
            queries: Those whose answers are known.
        """
        self._snapshot = snapshot
        self._budget = budget
        self._query = query
        self._queries = queries
        self._expected: Sequence[tuple[Node, bool]] = ()

    def expect(self, trees: Sequence[Node], quotes: bool) -> None:
        """Count what some queries find, articles or quotes, with the next page, so that it need not be asked for."""
        self._expected = [(tree, quotes) for tree in trees]

    def of(self, tree: Node, quotes: bool, check: Check) -> int:
        """Return the number of matches; those that are expected to be asked for come with it."""
        check()
        known = self.known(tree, quotes)
        if known is not None:
            return known
        return self._count([(tree, quotes), *self.take_expected(tree, quotes)], check)[0]

    def _count(self, asked: Sequence[tuple[Node, bool]], check: Check) -> list[int]:
        """Count the articles, or quotes, that some queries find, by one request."""
        if not asked:
            return []
        bodies = [self.counting(*one, check) for one in asked]
        return self.take(asked, self._snapshot.search_all(bodies, check, self._budget()), check)

    def of_all(self, trees: Sequence[Node], check: Check) -> list[int]:
        """Return how many articles each of some queries finds, by one request for those of which it is not known."""
        numbers = {tree: self.known(tree, False) for tree in trees}
        unknown = [tree for tree, number in numbers.items() if number is None]
        numbers.update(zip(unknown, self._count([(tree, False) for tree in unknown], check), strict=True))
        return [numbers[tree] or 0 for tree in trees]

    def of_words(self, words: Sequence[str]) -> dict[str, int]:
        """Return how many articles have each of some words in title or text."""
        return dict(zip(words, self.of_all([Word("", word) for word in words], never_stop), strict=True))

    def known(self, tree: Node, quotes: bool) -> int | None:
        """Return the number of matches if it is known."""
        if word := _lone_word(tree, quotes):
            number = self.words.count(word)
            if number is not None:
                return number
        elif not quotes and self._has_unmet_words(tree):
            return 0
        query = self._queries.get((tree, quotes))
        return None if query is None else query.total

    def _has_unmet_words(self, tree: Node) -> bool:
        """Return whether it is known that nothing is found, because no article has a word: one that is being typed."""
        match tree:
            case And(parts=parts):
                return any(map(self._has_unmet_words, parts))
            case Or(parts=parts):
                return all(map(self._has_unmet_words, parts))
            case _:
                word = _lone_word(tree, False)
                return bool(word) and self.words.count(word) == 0

    def counting(self, tree: Node, quotes: bool, check: Check) -> Body:
        """Return a search for the number of matches of a query."""
        if word := _lone_word(tree, quotes):
            found = self._snapshot.counted({"term": {"vocabulary": {"value": word}}})
        else:
            kind: Kind = "quote" if quotes else "article"
            found = self._snapshot.wrapped(kind, self._query(tree, quotes, check).body)
        return {"size": 0, "track_total_hits": True, "query": found}

    def take(self, asked: Sequence[tuple[Node, bool]], answers: Sequence[Body], check: Check) -> list[int]:
        """Keep the answers to `counting`, and return them."""
        numbers = [int(answer["hits"]["total"]["value"]) for answer in answers]
        for (tree, quotes), number in zip(asked, numbers, strict=True):
            if word := _lone_word(tree, quotes):
                self.words.keep_counts({word: number})
            else:
                self._query(tree, quotes, check).total = number
        return numbers

    def take_expected(self, tree: Node, quotes: bool) -> list[tuple[Node, bool]]:
        """Return the queries whose numbers are expected to be asked for, but for one that is asked for now."""
        expected, self._expected = self._expected, ()
        return [one for one in dict.fromkeys(expected) if one != (tree, quotes) and self.known(*one) is None]


def _lone_word(tree: Node, quotes: bool) -> str:
    """Return the word of a search for the articles with one word in title or text; "" for any other."""
    if isinstance(tree, Word) and not tree.field and not quotes and len(tree.word) <= LONGEST_COMPLETED:
        return tree.word
    return ""
