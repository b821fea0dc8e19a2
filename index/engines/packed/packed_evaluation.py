"""A query tree against a snapshot: set operations over sorted arrays of documents, no Python a hit.

Each node of the tree becomes one array in a few numpy calls, and `check` is asked between them whether anybody still
waits for the answer. What a leaf finds in its own field is the engine's.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

import numpy as np

from ...query import tree as t
from ...query.terms import Term
from .arrays import NO_INTS, Ints, member
from .columns import Snapshot
from .hits import Hits, intersection, keep, union
from .merged_entities import ENTITY_FIELDS, Entities
from .packed_schema import ARTICLE_NAMES


class Evaluator(ABC):
    """Answers trees over one snapshot; leaves are kept, so that the next query that shares words is cheaper."""

    kept_leaves = 32
    """Words, names and dates whose documents are kept: those of some queries before this one."""

    def __init__(self, snapshot: Snapshot, entities: Entities) -> None:
        self.snapshot = snapshot
        self.entities = entities
        self._leaves: dict[tuple[t.Node, bool], Hits] = {}

    def find(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """`evaluate` for a whole query."""
        return self.evaluate(node, quotes=quotes, check=check)

    def evaluate(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """The articles, or quotes, for which a tree holds; `check` may raise to stop."""
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
        if len(self._leaves) > self.kept_leaves:
            del self._leaves[next(iter(self._leaves))]
        return found

    def find_leaf(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """`evaluate` for a node that has no parts; nothing is kept."""
        hits = self._find(node, quotes, check)
        return keep(hits, self.snapshot.live[hits.docs]) if self.snapshot.has_deletions else hits

    def _find(self, node: t.Node, quotes: bool, check: Callable[[], None]) -> Hits:
        """A leaf over the documents that its field belongs to, carried over to those that are searched."""
        field = getattr(node, "field", "date")
        if isinstance(node, t.QuoteIds):
            hits = Hits(self._numbered_quotes(node))
            return hits if quotes else self._articles_with(hits)
        if field in t.QUOTE_FIELDS or (quotes and field == ""):
            hits = self.find_field(node, "quote" if field == "" else field, check)
            return hits if quotes else self._articles_with(hits)
        if field in ("", "title", "text") or field in ARTICLE_NAMES:
            hits = self.find_field(node, field, check)
        elif isinstance(node, t.Ids):
            hits = Hits(self.snapshot.with_ids(node.ids))
        elif isinstance(node, t.Dates | t.Undated):
            hits = Hits(self._dated(node))
        else:  # a field that no document has
            hits = Hits(NO_INTS)
        return self.quotes_of(hits) if quotes else hits

    def _numbered_quotes(self, node: t.QuoteIds) -> Ints:
        """Some quotes by their numbers: an article's quotes follow it."""
        ids: dict[int, list[str]] = {}
        for id, number in node.ids:
            ids.setdefault(number, []).append(id)
        found = [NO_INTS]
        for number, articles in ids.items():
            heads = self.snapshot.with_ids(articles)
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
        """The articles of quotes, with the score of the best one."""
        parents = self.snapshot.parents(hits.docs)
        heads = np.flatnonzero(np.diff(parents, prepend=-1))
        scores = None if hits.scores is None or not len(heads) else np.maximum.reduceat(hits.scores, heads)
        return Hits(parents[heads], scores)

    def quotes_of(self, articles: Hits) -> Hits:
        """All quotes of some articles."""
        quotes, owners = self.snapshot.quotes, self.snapshot.owners
        chosen = np.zeros(len(self.snapshot.heads), np.bool_)
        chosen[owners[articles.docs]] = True
        return Hits(quotes[chosen[owners[quotes]]])

    def named(self, node: t.Node, field: str, docs: Ints, check: Callable[[], None]) -> Hits:
        """What a leaf finds in a name field, entities as they are merged; `docs` is what it finds as they were indexed.

        Args:
            node: The leaf.
            field: One of `ARTICLE_NAMES` or `QUOTE_NAMES`.
            docs: Articles, or quotes, ascending.
            check: May raise to stop.
        """
        if self.entities and field in ENTITY_FIELDS and isinstance(node, Term | t.Exact):
            return Hits(self.entities.corrected(node, field, docs, check))
        return Hits(docs)

    def count_words(self, words: tuple[t.Word, ...], check: Callable[[], None]) -> Ints | None:
        """How often words of title and text are in each document of the snapshot; None where only the texts tell."""
        del words, check
        return None

    @abstractmethod
    def find_field(self, node: t.Node, field: str, check: Callable[[], None]) -> Hits:
        """A leaf in its own field: articles, or quotes for a quote field; deleted ones may be among them."""
