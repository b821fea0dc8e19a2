"""A query tree against a snapshot: set operations over packed posting lists, scored by BM25F, no Python a hit.

Whoosh's own matchers step through one posting at a time; here each node of the tree becomes one sorted array of
documents, in a few numpy calls, and `check` is asked between them whether anybody still waits for the answer.
Score: Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6, where all the
words that a prefix, wildcard or fuzzy word means count as one word. Name fields, dates and ids score nothing.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ...query import tree as t
from ...query.terms import Term
from ..packed.arrays import NO_INTS, Bools, Floats, Ints, find, member, ragged
from ..packed.columns import Snapshot
from ..packed.entities import ENTITY_FIELDS, Entities
from ..packed.postings import encode
from ..packed.schema import ARTICLE_NAMES, QUOTE_NAMES, WHOLE
from ..packed.words import matching_terms
from .phrase import phrase_counts

K1 = 1.2
B = 0.75
WEIGHTS = {"title": 2.5, "text": 1.0, "quote": 1.0}
"""What a word in a field counts beside one in the text."""


_KEPT_LEAVES = 32
"""Words, names and dates whose documents are kept: those of some queries before this one."""


class Hits(NamedTuple):
    """Documents, ascending, and their scores; None when all are 0."""

    docs: Ints
    scores: Floats | None = None


class Evaluator:
    """Answers trees over one snapshot; leaves are kept, so that the next query that shares words is cheaper."""

    def __init__(self, snapshot: Snapshot, entities: Entities) -> None:
        self._snapshot = snapshot
        self._entities = entities
        self._leaves: dict[tuple[t.Node, bool], Hits] = {}

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
                return union([self.evaluate(part, quotes=quotes, check=check) for part in parts], self._snapshot.size)
            case t.Not(part=part):
                out = self.evaluate(part, quotes=quotes, check=check).docs
                return _keep(Hits(self._all(quotes)), ~member(self._all(quotes), out))
            case _:
                return self._leaf(node, quotes, check)

    def _all(self, quotes: bool) -> Ints:
        return self._snapshot.quotes if quotes else self._snapshot.articles

    def _and(self, parts: tuple[t.Node, ...], quotes: bool, check: Callable[[], None]) -> Hits:
        wanted = [
            self.evaluate(part, quotes=quotes, check=check)
            for part in parts
            if not isinstance(part, t.Not | t.Everything)
        ]
        wanted.sort(key=lambda hits: len(hits.docs))
        hits = wanted[0] if wanted else Hits(self._all(quotes))
        for other in wanted[1:]:
            hits = _intersection(hits, other)
        for part in parts:
            if isinstance(part, t.Not) and len(hits.docs):
                hits = _keep(hits, ~member(hits.docs, self.evaluate(part.part, quotes=quotes, check=check).docs))
        return hits

    def _leaf(self, node: t.Node, quotes: bool, check: Callable[[], None]) -> Hits:
        key = (node, quotes)
        found = self._leaves.pop(key, None)
        if found is None:
            found = self.find_leaf(node, quotes=quotes, check=check)
        self._leaves[key] = found  # now the newest
        if len(self._leaves) > _KEPT_LEAVES:
            del self._leaves[next(iter(self._leaves))]
        return found

    def find_leaf(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """`evaluate` for a node that has no parts; nothing is kept."""
        hits = self._find(node, quotes, check)
        return _keep(hits, self._snapshot.live[hits.docs]) if self._snapshot.has_deletions else hits

    def _find(self, node: t.Node, quotes: bool, check: Callable[[], None]) -> Hits:
        """A leaf over the documents that its field belongs to, carried over to those that are searched."""
        field = getattr(node, "field", "date")
        if field in t.QUOTE_FIELDS or (quotes and field == ""):
            hits = self._find_field(node, "quote" if field == "" else field, check)
            return hits if quotes else self._articles_with(hits)
        if field in ("", "title", "text") or field in ARTICLE_NAMES:
            hits = self._find_field(node, field, check)
        elif isinstance(node, t.Ids):
            hits = Hits(self._snapshot.with_ids(node.ids))
        elif isinstance(node, t.Dates | t.Undated):
            hits = Hits(self._dated(node))
        else:  # a field that no document has
            hits = Hits(NO_INTS)
        return self._quotes_of(hits) if quotes else hits

    def _dated(self, node: t.Dates | t.Undated) -> Ints:
        articles = self._snapshot.articles
        days = self._snapshot.days[articles]
        if isinstance(node, t.Undated):
            return articles[days == 0]
        first = int(node.start.replace("-", "") or 1)
        last = int(node.end.replace("-", "") or 99991231)
        return articles[(days >= first) & (days <= last)]

    def _articles_with(self, hits: Hits) -> Hits:
        """The articles of quotes, with the score of the best one."""
        parents = self._snapshot.parents[hits.docs]
        heads = np.flatnonzero(np.diff(parents, prepend=-1))
        scores = None if hits.scores is None or not len(heads) else np.maximum.reduceat(hits.scores, heads)
        return Hits(parents[heads], scores)

    def _quotes_of(self, articles: Hits) -> Hits:
        quotes = self._snapshot.quotes
        chosen = np.zeros(self._snapshot.size, np.bool_)
        chosen[articles.docs] = True
        return Hits(quotes[chosen[self._snapshot.parents[quotes]]])

    def _find_field(self, node: t.Node, field: str, check: Callable[[], None]) -> Hits:
        """A leaf in its own field: articles, or quotes for a quote field."""
        match node:
            case t.Phrase():
                texts = [(name, self._phrase(node, name, check)) for name in _texts(field)]
            case t.Word() | t.Prefix() | t.Wildcard() | t.Fuzzy():
                texts = [(name, self._term(node, name, check)) for name in _texts(field) or (field,)]
            case t.Exact() if field in (*ARTICLE_NAMES, *QUOTE_NAMES):
                texts = [(field, self._term(t.Word(field, WHOLE + node.value), field, check))]
            case _:
                texts = []
        if field in (*ARTICLE_NAMES, *QUOTE_NAMES):
            hits = union([Hits(docs) for _, (docs, _) in texts], self._snapshot.size)
            if self._entities and field in ENTITY_FIELDS and isinstance(node, Term | t.Exact):
                return Hits(self._entities.corrected(node, field, hits.docs, check))
            return hits
        return self._score(texts, self._snapshot.quotes if field == "quote" else self._snapshot.articles)

    def _term(self, term: Term, field: str, check: Callable[[], None]) -> tuple[Ints, Ints]:
        """(documents, occurrences) of all the terms that a word means; a document comes once for each of them."""
        docs, freqs = [NO_INTS], [NO_INTS]
        for base, view in zip(self._snapshot.bases, self._snapshot.views, strict=True):
            check()
            postings = view.postings(field)
            terms = matching_terms(term, postings.lexicon)
            if not len(terms):
                continue
            if terms[-1] - terms[0] == len(terms) - 1:  # neighbours: so are their postings
                rows = slice(int(postings.starts[terms[0]]), int(postings.starts[terms[-1] + 1]))
            else:
                starts = postings.starts[terms].astype(np.int64)
                rows = ragged(starts, postings.starts[terms + 1] - starts)
            docs.append(postings.docs[rows].astype(np.int64) + base)
            if postings.freqs is not None:
                freqs.append(postings.freqs[rows])
        return np.concatenate(docs), np.concatenate(freqs)

    def _phrase(self, phrase: t.Phrase, field: str, check: Callable[[], None]) -> tuple[Ints, Ints]:
        """(documents, occurrences) of a phrase in a text field."""
        docs, freqs = [NO_INTS], [NO_INTS]
        for base, view in zip(self._snapshot.bases, self._snapshot.views, strict=True):
            check()
            found, counts = phrase_counts(view.postings(field), [encode(w) for w in phrase.words], phrase.slop)
            docs.append(found + base)
            freqs.append(counts)
        return np.concatenate(docs), np.concatenate(freqs)

    def _score(self, texts: list[tuple[str, tuple[Ints, Ints]]], population: Ints) -> Hits:
        """BM25F of one word, or what counts as one, over the fields that it was looked for in."""
        weighted: list[Hits] = []
        for field, (docs, freqs) in texts:
            lengths, average = self._snapshot.lengths(field)
            weighted.append(Hits(docs, WEIGHTS[field] * freqs / (1 - B + B * lengths[docs] / average)))
        hits = union(weighted, self._snapshot.size)
        if hits.scores is None:
            return hits
        having = len(hits.docs)
        rarity = np.log1p(max(0.0, len(population) - having + 0.5) / (having + 0.5))
        return Hits(hits.docs, rarity * hits.scores * (K1 + 1) / (hits.scores + K1))


def _texts(field: str) -> tuple[str, ...]:
    """The text fields that a field of the query stands for."""
    return ("title", "text") if field == "" else (field,) if field in WEIGHTS else ()


def union(parts: list[Hits], size: int) -> Hits:
    """Documents of any part, scores added up; a part need not be sorted and may name a document twice.

    `size` is one more than the greatest document there can be.
    """
    parts = [part for part in parts if len(part.docs)]
    if not parts:
        return Hits(NO_INTS)
    docs = np.concatenate([part.docs for part in parts])
    if len(parts) == 1 and (np.diff(docs) > 0).all():
        return parts[0]
    scored = any(part.scores is not None for part in parts)
    scores = (
        np.concatenate([np.zeros(len(p.docs)) if p.scores is None else p.scores for p in parts]) if scored else None
    )
    if len(docs) > size // 16:  # many: counting in place is quicker than sorting
        found = np.zeros(size, np.bool_)
        found[docs] = True
        together = np.flatnonzero(found)
        sums = None if scores is None else np.bincount(docs, scores, size)[together].astype(np.float64, copy=False)
        return Hits(together, sums)
    order = np.argsort(docs, kind="stable")
    docs = docs[order]
    heads = np.flatnonzero(np.diff(docs, prepend=-1))
    return Hits(docs[heads], None if scores is None else np.add.reduceat(scores[order], heads))


def _intersection(few: Hits, many: Hits) -> Hits:
    at, both = find(few.docs, many.docs)
    hits = _keep(few, both)
    if many.scores is None:
        return hits
    theirs = many.scores[at[both]]
    return Hits(hits.docs, theirs if hits.scores is None else hits.scores + theirs)


def _keep(hits: Hits, mask: Bools) -> Hits:
    return Hits(hits.docs[mask], None if hits.scores is None else hits.scores[mask])
