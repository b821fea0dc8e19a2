"""Denials among the stand-in's articles: the index's own finder, over an engine that evaluates trees on records."""

from collections.abc import Sequence
from typing import Any, cast

from newsexplore.index.engines.base import Cancelled, Engine, FoundQuotes, never
from newsexplore.index.model import QuoteHit, Record
from newsexplore.index.protocol.answers import Denials, WordForms
from newsexplore.index.protocol.questions import FindDenials, Scope
from newsexplore.index.query.analysis import words
from newsexplore.index.query.holds import quote_holds
from newsexplore.index.query.stemming import inflection
from newsexplore.index.query.tree import Node, Parsed
from newsexplore.index.search.denials import DenialFinder
from newsexplore.index.search.interpreter import Interpreter


class RecordEngine:
    """Finds quotes in records, in their order."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records

    def search_quotes(self, tree: Node, *, offset: int, limit: int, **_: Any) -> FoundQuotes:
        """Find quotes; the order is that of the records."""
        found = [
            (one.article.id, number, 1.0)
            for one in self._records
            for number in range(len(one.annotations.quotes))
            if quote_holds(tree, one, number)
        ]
        return FoundQuotes(len(found), tuple(found[offset : offset + limit]))


class RecordForms:
    """The English forms of words, of those in quotes."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._words = {word for one in records for quote in one.annotations.quotes for word in words(quote.text)}

    def forms(self, word: str) -> WordForms:
        """Return the forms of a word; how many articles have each is not counted."""
        english = inflection("en")
        others = sorted(filter(english.forms_of(word), self._words - {word})) if english is not None else ()
        return WordForms(word, tuple((other, 1) for other in others))


class TreeInterpreter:
    """Knows no decisions, and one tree."""

    def __init__(self, tree: Node, records: Sequence[Record]) -> None:
        self._tree = tree
        self.forms = RecordForms(records)

    def merges(self, cancelled: Cancelled) -> None:
        """Merge nothing."""
        del cancelled

    def read(self, scope: Scope) -> Parsed:
        """Return the tree."""
        del scope
        return Parsed(self._tree)


def denials(question: FindDenials, records: Sequence[Record], tree: Node) -> Denials:
    """Find denials in records, where the question's scope is read as a tree."""
    by_id = {one.article.id: one for one in records}

    def fetch(page: Sequence[tuple[str, int]]) -> tuple[QuoteHit, ...]:
        return tuple(quote_hit(by_id[id], number) for id, number in page)

    engine = cast("Engine", RecordEngine(records))
    interpreter = cast("Interpreter", TreeInterpreter(tree, records))
    return DenialFinder(engine, interpreter, fetch).find(question, never)


def quote_hit(one: Record, number: int) -> QuoteHit:
    """Return a quote of a record as a quote search finds it."""
    article = one.article
    quote = one.annotations.quotes[number]
    return QuoteHit(article.id, number, quote, article.title, article.date, article.outlet)
