"""Two searches side by side: who is named and quoted in each, which words mark each, and what one leaves out."""

from collections.abc import Iterable, Sequence

import numpy as np

from ..engines.base import Cancelled, Engine
from ..engines.entity_merges import EntityId
from ..model import ENTITY_TYPES
from ..protocol.questions import CompareScopes, Scope
from ..protocol.reports import Keyword, Rate, ScopeComparison, Side
from ..query.tree import And, Node, Not, Undated
from ..statistics.keyness import keyness, log_ratio
from .interpreter import Interpreter
from .word_statistics import WordStatistics

EVERY = 1_000_000_000
"""More rows than an index has."""
_CONSIDERED = 200
"""Names of each type, and speakers, of each side that are compared unless all are asked for."""
_LEAST = 3
"""Occurrences of a keyword at least, on both sides together."""
_THOUSAND = 1000


class Comparisons:
    """Compares searches of an open index; raises what `Engine.search` and `Engine.count_words` raise."""

    def __init__(self, engine: Engine, interpreter: Interpreter, words: WordStatistics) -> None:
        self._engine = engine
        self._interpreter = interpreter
        self._words = words

    def compare(self, question: CompareScopes, cancelled: Cancelled) -> ScopeComparison:
        """Compare two searches."""
        self._interpreter.merges(cancelled)
        scopes = (question.a, question.b)
        quotes, limit = question.a.quotes, question.limit
        trees = [self._interpreter.understand(scope).tree for scope in scopes]
        sides = [self._side(scope, tree, cancelled) for scope, tree in zip(scopes, trees, strict=True)]
        sizes = [side.quotes if quotes else side.articles for side in sides]
        considered = _CONSIDERED if limit else EVERY
        names = self._names(trees, sizes, considered, cancelled, quotes=quotes)
        speakers = self._speakers(scopes, [side.quotes for side in sides], considered, cancelled)
        keywords = [
            self._keywords(one, other, limit, cancelled, quotes=quotes) if all(side.words for side in sides) else ()
            for one, other in (trees, trees[::-1])
        ]
        cut = limit or None
        return ScopeComparison(
            *sides,
            both=self._total(And(tuple(trees)), cancelled, quotes=quotes),
            names=tuple(_different(names)[:cut]) if all(sizes) else (),  # nothing is more or less than in no article
            speakers=tuple(_different(speakers)[:cut]) if all(side.quotes for side in sides) else (),
            keywords_a=keywords[0],
            keywords_b=keywords[1],
            only_a=tuple(sorted((one for one in names if not one.b), key=lambda one: (-one.a, one.name))[:cut]),
            only_b=tuple(sorted((one for one in names if not one.a), key=lambda one: (-one.b, one.name))[:cut]),
            considered=_CONSIDERED if limit else 0,
        )

    def _total(self, tree: Node, cancelled: Cancelled, *, quotes: bool) -> int:
        search = self._engine.search_quotes if quotes else self._engine.search
        return search(tree, sort="newest", offset=0, limit=0, cancelled=cancelled).total

    def _side(self, scope: Scope, tree: Node, cancelled: Cancelled) -> Side:
        quotes = scope.quotes
        facets = self._engine.facets(tree, types=(), limit=0, cancelled=cancelled, quotes=quotes)
        spoken = self._engine.speakers(tree, quotes=quotes, limit=0, cancelled=cancelled)
        timeline = self._engine.timeline(tree, buckets=1, cancelled=cancelled, quotes=quotes)
        words = self._engine.count_words(tree, quotes=quotes, cancelled=cancelled)
        first, last = (self._date(tree, cancelled, newest=newest, quotes=quotes) for newest in (False, True))
        return Side(
            query=scope.query,
            articles=self._total(tree, cancelled, quotes=False) if not quotes else 0,
            words=words.words,
            quotes=spoken.quotes,
            unnamed=spoken.unnamed,
            undated=timeline.undated,
            outlets=len(facets.outlets),
            first=first,
            last=last,
        )

    def _date(self, tree: Node, cancelled: Cancelled, *, newest: bool, quotes: bool) -> str:
        """Return the date of the earliest or latest dated match; "" if none has a date."""
        sort = "newest" if newest else "oldest"
        dated = And((tree, Not(Undated())))
        search = self._engine.search_quotes if quotes else self._engine.search
        page = search(dated, sort=sort, offset=0, limit=1, cancelled=cancelled).page
        return next((article.date for article in self._engine.articles([one[0] for one in page])), "")

    def _names(
        self, trees: Sequence[Node], sizes: Sequence[int], considered: int, cancelled: Cancelled, *, quotes: bool
    ) -> list[Rate]:
        """Return the frequent names of both sides with their counts on each."""
        frequent: dict[EntityId, None] = {}
        for tree in trees:
            found = self._engine.facets(
                tree, types=ENTITY_TYPES, limit=considered, cancelled=cancelled, quotes=quotes, mentions=False
            )
            frequent.update(dict.fromkeys((one.type, one.name) for one in found.entities))
        counts: list[dict[EntityId, int]] = []
        for tree in trees:
            counted = self._engine.facets(
                tree,
                types=ENTITY_TYPES,
                limit=len(frequent),
                cancelled=cancelled,
                among=list(frequent),
                quotes=quotes,
                mentions=False,
            )
            counts.append({(one.type, one.name): one.articles for one in counted.entities})
        return _rates(frequent, counts, sizes)

    def _speakers(
        self, scopes: Sequence[Scope], sizes: Sequence[int], considered: int, cancelled: Cancelled
    ) -> list[Rate]:
        """Return the speakers of both sides with their quotes on each."""
        corrected = self._interpreter.library.speakers(self._interpreter.merges(cancelled))
        quotes = scopes[0].quotes

        def count(tree: Node, limit: int, among: list[EntityId] | None) -> dict[EntityId, int]:
            found = self._engine.speakers(
                tree, quotes=quotes, limit=limit, cancelled=cancelled, among=among, corrected=corrected
            )
            return {(one.type, one.name): one.quotes for one in found.speakers}

        trees = [self._interpreter.understand(scope).tree for scope in scopes]
        frequent = dict.fromkeys(id for tree in trees for id in count(tree, considered, None))
        counts = [count(tree, len(frequent), list(frequent)) for tree in trees]
        return _rates(frequent, counts, sizes)

    def _keywords(
        self, one: Node, other: Node, limit: int, cancelled: Cancelled, *, quotes: bool
    ) -> tuple[Keyword, ...]:
        return self._words.keywords(one, other, quotes=quotes, least=_LEAST, limit=limit or EVERY, cancelled=cancelled)


def _rates(ids: Iterable[EntityId], counts: Sequence[dict[EntityId, int]], sizes: Sequence[int]) -> list[Rate]:
    """Return names with their counts, rates per thousand and measures."""
    names = list(ids)
    here, there = (np.array([side.get(id, 0) for id in names], np.int64) for side in counts)
    a_size, b_size = sizes
    columns = zip(
        names,
        here.tolist(),
        there.tolist(),
        (here * _THOUSAND / max(a_size, 1)).tolist(),
        (there * _THOUSAND / max(b_size, 1)).tolist(),
        keyness(here, there, a_size, b_size).tolist(),
        log_ratio(here, there, a_size, b_size).tolist(),
        strict=True,
    )
    return [Rate(name, kind, *figures) for (kind, name), *figures in columns]


def _different(rates: Iterable[Rate]) -> list[Rate]:
    """Sort names by how sure their difference is, whichever side has more."""
    return sorted(rates, key=lambda one: (-abs(one.log_likelihood), one.name, one.type))
