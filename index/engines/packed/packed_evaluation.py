"""Evaluation of query trees: set operations over sorted arrays of documents, without per-hit Python.

Each node becomes one array in a few numpy calls; `check` is called between them to allow cancellation. Engines
implement how a leaf is found in its field.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

import numpy as np

from ...query import tree as t
from ...query.terms import Term
from ...quotation import doubtful_below
from .arrays import NO_INTS, Ints, member
from .columns import Snapshot
from .hits import Hits, intersection, keep, union
from .id_lookup import with_ids
from .merged_entities import ENTITY_FIELDS, Entities
from .packed_schema import ARTICLE_NAMES

_LARGE, _SETS = 1000, 4
"""Ids from which a set is kept, and how many are."""


class Evaluator(ABC):
    """Evaluates trees on a snapshot, caching leaves for later queries that share words."""

    cached_leaves = 32
    """Number of cached leaves: words, names and dates of recent queries."""

    def __init__(self, snapshot: Snapshot, entities: Entities) -> None:
        self.snapshot = snapshot
        self.entities = entities
        self._leaves: dict[tuple[t.Node, bool], Hits] = {}
        self._sets: dict[frozenset[str], Ints] = {}
        """The articles with the ids of large sets: all copies, all that a tag has."""
        self._doubtful: Ints | None = None

    def doubtful(self, check: Callable[[], None]) -> Ints:
        """Return the quotes with a doubtful attribution, ascending: those of such confidences as `query.values` has."""
        if self._doubtful is None:
            tree = t.Or(tuple(t.Word("confidence", str(percent)) for percent in range(round(doubtful_below() * 100))))
            self._doubtful = self.find(tree, quotes=True, check=check).docs
        return self._doubtful

    def find(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """Evaluate a whole query."""
        return self.evaluate(node, quotes=quotes, check=check)

    def evaluate(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """Return the articles, or quotes, that satisfy a tree; `check` may raise to stop."""
        check()
        match node:
            case t.Everything():
                return Hits(self._all(quotes))
            case t.Nothing():
                return Hits(NO_INTS)
            case t.And(parts=parts):
                return self._and(parts, quotes, check)
            case t.Or(parts=parts):
                return union([self.evaluate(part, quotes=quotes, check=check) for part in parts], self.snapshot.size)
            case t.Not(part=part):
                out = self.evaluate(part, quotes=quotes, check=check).docs
                return keep(Hits(self._all(quotes)), ~member(self._all(quotes), out))
            case t.InArticle(part=part):
                articles = self.evaluate(part, quotes=False, check=check)
                return self.quotes_of(articles) if quotes else articles
            case _:
                return self._leaf(node, quotes, check)

    def _all(self, quotes: bool) -> Ints:
        return self.snapshot.quotes if quotes else self.snapshot.articles

    def _and(self, parts: tuple[t.Node, ...], quotes: bool, check: Callable[[], None]) -> Hits:
        wanted = [
            self.evaluate(part, quotes=quotes, check=check)
            for part in parts
            if not isinstance(part, t.Not | t.Everything)
        ]
        wanted.sort(key=lambda hits: len(hits.docs))
        hits = wanted[0] if wanted else Hits(self._all(quotes))
        for other in wanted[1:]:
            hits = intersection(hits, other)
        for part in parts:
            if isinstance(part, t.Not) and len(hits.docs):
                hits = keep(hits, ~member(hits.docs, self.evaluate(part.part, quotes=quotes, check=check).docs))
        return hits

    def _leaf(self, node: t.Node, quotes: bool, check: Callable[[], None]) -> Hits:
        key = (node, quotes)
        found = self._leaves.pop(key, None)
        if found is None:
            found = self.find_leaf(node, quotes=quotes, check=check)
        self._leaves[key] = found  # now the newest
        if len(self._leaves) > self.cached_leaves:
            del self._leaves[next(iter(self._leaves))]
        return found

    def find_leaf(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """Evaluate a leaf, uncached."""
        hits = self._find(node, quotes, check)
        return keep(hits, self.snapshot.live[hits.docs]) if self.snapshot.has_deletions else hits

    def _find(self, node: t.Node, quotes: bool, check: Callable[[], None]) -> Hits:
        """Evaluate a leaf on the documents of its field, and map the result to the searched kind."""
        field = getattr(node, "field", "date")
        if isinstance(node, t.QuoteIds):
            hits = Hits(self._numbered_quotes(node))
            return hits if quotes else self._articles_with(hits)
        if isinstance(node, t.Name):
            hits = Hits(self.entities.mentioning(node))
            return self._of_kind(hits, of_quotes=field in t.QUOTE_FIELDS, quotes=quotes)
        if field in t.QUOTE_FIELDS or (quotes and field == ""):
            hits = self.find_field(node, "quote" if field == "" else field, check)
            return hits if quotes else self._articles_with(hits)
        if field in ("", "title", "text") or field in ARTICLE_NAMES:
            hits = self.find_field(node, field, check)
        elif isinstance(node, t.Ids):
            hits = Hits(self._with_ids(node.ids))
        elif isinstance(node, t.Dates | t.Undated):
            hits = Hits(self._dated(node))
        else:  # no document has this field
            hits = Hits(NO_INTS)
        return self.quotes_of(hits) if quotes else hits

    def _with_ids(self, ids: frozenset[str]) -> Ints:
        """Return the articles with some ids; the last large sets are kept, which cost as much as a hundred words."""
        if len(ids) < _LARGE:
            return with_ids(self.snapshot, ids)
        found = self._sets.pop(ids, None)
        if found is None:
            found = with_ids(self.snapshot, ids)
        self._sets[ids] = found  # now the newest
        if len(self._sets) > _SETS:
            del self._sets[next(iter(self._sets))]
        return found

    def _of_kind(self, hits: Hits, *, of_quotes: bool, quotes: bool) -> Hits:
        """Map articles, or quotes, to the searched kind."""
        if of_quotes == quotes:
            return hits
        return self.quotes_of(hits) if quotes else self._articles_with(hits)

    def _numbered_quotes(self, node: t.QuoteIds) -> Ints:
        """Return quotes by number: an article's quotes follow it."""
        ids: dict[int, list[str]] = {}
        for id, number in node.ids:
            ids.setdefault(number, []).append(id)
        found = [NO_INTS]
        for number, articles in ids.items():
            heads = with_ids(self.snapshot, articles)
            docs = heads + 1 + number
            inside = docs < self.snapshot.size
            heads, docs = heads[inside], docs[inside]
            found.append(docs[self.snapshot.parents(docs) == heads])
        return np.unique(np.concatenate(found)).astype(np.int32)

    def _dated(self, node: t.Dates | t.Undated) -> Ints:
        articles = self.snapshot.articles
        days = self.snapshot.days[self.snapshot.owners[articles]]
        if isinstance(node, t.Undated):
            return articles[days == 0]
        first = int(node.start.replace("-", "") or 1)
        last = int(node.end.replace("-", "") or 99991231)
        return articles[(days >= first) & (days <= last)]

    def _articles_with(self, hits: Hits) -> Hits:
        """Return the articles of quotes, with the best quote's score."""
        parents = self.snapshot.parents(hits.docs)
        heads = np.flatnonzero(np.diff(parents, prepend=-1))
        scores = None if hits.scores is None or not len(heads) else np.maximum.reduceat(hits.scores, heads)
        return Hits(parents[heads], scores)

    def quotes_of(self, articles: Hits) -> Hits:
        """Return all quotes of articles."""
        quotes, owners = self.snapshot.quotes, self.snapshot.owners
        chosen = np.zeros(len(self.snapshot.heads), np.bool_)
        chosen[owners[articles.docs]] = True
        return Hits(quotes[chosen[owners[quotes]]])

    def named(self, node: t.Node, field: str, docs: Ints, check: Callable[[], None]) -> Hits:
        """Evaluate a leaf in a name field with merged entities, given the result as indexed.

        Args:
            node: The leaf.
            field: One of `ARTICLE_NAMES` or `QUOTE_NAMES`.
            docs: Articles, or quotes, as indexed, ascending.
            check: May raise to stop.
        """
        if self.entities and field in ENTITY_FIELDS and isinstance(node, Term | t.Exact):
            return Hits(self.entities.corrected(node, field, docs, check))
        return Hits(docs)

    def count_words(self, words: tuple[t.Word, ...], check: Callable[[], None]) -> Ints | None:
        """How often words of title and text are in each document of the snapshot; None where only the texts tell."""
        del words, check
        return None

    def count_articles(self, word: t.Word, check: Callable[[], None]) -> int:
        """Count the articles with a word; an engine that can spare itself their scores does so."""
        return len(self.find(word, quotes=False, check=check).docs)

    @abstractmethod
    def find_field(self, node: t.Node, field: str, check: Callable[[], None]) -> Hits:
        """Evaluate a leaf in its field: articles, or quotes for a quote field, possibly deleted ones."""
