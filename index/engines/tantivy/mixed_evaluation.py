"""Trees beyond tantivy's queries: parts it supports run as one query, and the rest combines arrays of documents.

These are conditions on articles and quotes at once, merged names, and three or more words near each other.
"""

import gc
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import numpy as np
from tantivy import DocAddress, Occur, Query

from ...query import tree as t
from ...query.analysis import words
from ...query.terms import near
from ...titles import own_title
from ..packed.arrays import NO_INTS, Floats, Ints
from ..packed.hits import Hits, intersection, keep
from ..packed.merged_entities import Entities
from ..packed.packed_evaluation import Evaluator
from ..packed.packed_schema import ARTICLE_NAMES, QUOTE_NAMES, text_fields
from .native_calls import run
from .steady_scores import best, is_explainable, rescored
from .tantivy_query import Translator, has_score
from .tantivy_store import TantivySnapshot, count

_AT_ONCE = 100_000
"""Hits per call to tantivy: each is a Python object, and a search can be cancelled between calls."""
_FEW = 1000
"""Maximum number of documents that a tantivy query can be restricted to."""


class TantivyEvaluator(Evaluator):
    """Evaluates trees on a snapshot."""

    cached_leaves = 4

    def __init__(self, snapshot: TantivySnapshot, entities: Entities) -> None:
        super().__init__(snapshot, entities)
        self._native = snapshot
        self.searcher = snapshot.searcher
        self.translator = Translator(snapshot, entities)

    def evaluate(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """Return the articles, or quotes, that satisfy a tree, with one tantivy query per supported part."""
        if isinstance(node, t.Everything):
            return super().evaluate(node, quotes=quotes, check=check)
        query = self.translator.translate(node, quotes=quotes, check=check)
        if query is not None:
            steady = query if is_explainable(node) else None
            return self.run(query, scored=has_score(node), quotes=quotes, check=check, steady=steady)
        if isinstance(node, t.And):
            return self._and_supported(node, quotes, check)
        return super().evaluate(node, quotes=quotes, check=check)

    def _and_supported(self, node: t.And, quotes: bool, check: Callable[[], None]) -> Hits:
        """Run the supported parts of an `And` as one query, restricted to the hits of the others if these are few."""
        queries = [(part, self.translator.translate(part, quotes=quotes, check=check)) for part in node.parts]
        sayable = t.And(tuple(part for part, query in queries if query is not None))
        others = t.And(tuple(part for part, query in queries if query is None))
        hits = super().evaluate(others, quotes=quotes, check=check)
        query = self.translator.translate(sayable, quotes=quotes, check=check)
        if query is None or not sayable.parts or not len(hits.docs):
            return hits
        steady = query if is_explainable(sayable) else None
        if len(hits.docs) <= _FEW:
            within = self.translator.numbered(self._native.numbers(hits.docs))
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, within)])
        said = self.run(query, scored=has_score(sayable), quotes=quotes, check=check, steady=steady)
        return intersection(*sorted((said, hits), key=lambda each: len(each.docs)))

    def find(self, node: t.Node, *, quotes: bool, check: Callable[[], None]) -> Hits:
        """Evaluate for counting and sort orders other than relevance: scores are not computed on purpose."""
        query = None if isinstance(node, t.Everything) else self.translator.translate(node, quotes=quotes, check=check)
        if query is None:
            return self.evaluate(node, quotes=quotes, check=check)
        return self.run(query, scored=False, quotes=quotes, check=check)

    def run(
        self, query: Query, *, scored: bool, quotes: bool, check: Callable[[], None], steady: Query | None = None
    ) -> Hits:
        """Run a tantivy query and return all articles, or quotes, that it finds.

        `steady` is the part of it by which the best hits are scored again; see `steady_scores`.
        """
        check()
        if not scored:
            return Hits(self._all_of(query, quotes, check))
        most = self.count(query, check)
        if not most:
            return Hits(NO_INTS)
        with _without_gc():
            hits = run(lambda: self.searcher.search(query, most, count=False), check).hits
            check()
            scores = np.array([score for score, _ in hits], np.float64)
            averages = self.translator.averages(quotes=quotes)
            if steady is not None and averages:
                again = best(scores)
                scores[:again] = rescored(self.searcher, steady, hits[:again], averages, check)
            docs = self.documents([address for _, address in hits])
        order = np.argsort(docs)
        return Hits(docs[order], scores[order])

    def _all_of(self, query: Query, quotes: bool, check: Callable[[], None]) -> Ints:
        """Return all articles, or quotes, that a query finds, ascending; by complement if that is smaller."""
        everything = self.snapshot.quotes if quotes else self.snapshot.articles
        number = self.count(query, check)
        fewer = 2 * number > len(everything)
        if fewer:
            query, number = self.translator.others(query, quotes=quotes), len(everything) - number
        parts = -(-number // _AT_ONCE)
        found = np.zeros(self.snapshot.size, np.bool_)
        for first, last in pairwise(i * self._native.following // max(1, parts) for i in range(parts + 1)):
            check()
            part = self.translator.unscored(query if parts == 1 else self.translator.between(query, first, last - 1))
            with _without_gc():
                hits = run(lambda part=part: self.searcher.search(part, number, count=False), check).hits
                found[self.documents([address for _, address in hits])] = True
        check()
        return everything[~found[everything]] if fewer else np.flatnonzero(found)

    def count(self, query: Query, check: Callable[[], None]) -> int:
        """Count the documents that a query finds."""
        return run(lambda: count(self.searcher, query), check)

    def documents(self, addresses: Sequence[DocAddress]) -> Ints:
        """Return the documents at tantivy's addresses."""
        return self._native.docs(np.array(self.searcher.fast_field_values("doc", list(addresses)), np.int64))

    def find_field(self, node: t.Node, field: str, check: Callable[[], None]) -> Hits:
        """Evaluate a leaf in its field; see `Evaluator`."""
        query = self.translator.in_field(node, field)
        if query is None:
            assert isinstance(node, t.Phrase)  # noqa: S101 - tantivy supports everything else in its own field
            return self._near(node, field, check)
        steady = query if is_explainable(node) else None
        scored, quotes = has_score(node), field in t.QUOTE_FIELDS
        hits = self.run(query, scored=scored, quotes=quotes, check=check, steady=steady)
        return self.named(node, field, hits.docs, check) if field in (*ARTICLE_NAMES, *QUOTE_NAMES) else hits

    def _near(self, phrase: t.Phrase, field: str, check: Callable[[], None]) -> Hits:
        """Find words near each other, verified on the texts where tantivy finds any two of them near."""
        docs, scores = [NO_INTS], [np.empty(0)]
        for name in text_fields(field):
            query = self.translator.near_at_most(phrase, name)
            found = self.run(query, scored=True, quotes=name == "quote", check=check, steady=query)
            mask = np.fromiter((self._holds(phrase, name, doc, check) for doc in found.docs.tolist()), np.bool_)
            found = keep(found, mask.astype(np.bool_))
            docs.append(found.docs)
            scores.append(np.zeros(len(found.docs)) if found.scores is None else found.scores)
        together: Ints = np.concatenate(docs)
        added: Floats = np.concatenate(scores)
        unique, places = np.unique(together, return_inverse=True)
        return Hits(unique, np.bincount(places, added, len(unique)).astype(np.float64, copy=False))

    def _holds(self, phrase: t.Phrase, field: str, doc: int, check: Callable[[], None]) -> bool:
        """Return whether words are near each other in a text of one document."""
        check()
        parent = int(self.snapshot.parents(np.array([doc]))[0])
        view, local = self.snapshot.locate(parent)
        record = view.record(local)
        article = record.article
        if field == "quote":
            text = record.annotations.quotes[doc - parent - 1].text
        else:
            text = own_title(article) if field == "title" else article.text[article.body :]
        places: dict[str, list[int]] = {}
        for position, word in enumerate(words(text)):
            places.setdefault(word, []).append(position)
        return bool(near(phrase.words, phrase.slop, places))


@contextmanager
def _without_gc() -> Generator[None]:
    """Disable GC: many hits at once would trigger it repeatedly, and contain no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
