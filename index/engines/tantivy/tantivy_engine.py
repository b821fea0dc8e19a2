"""The tantivy engine: what it adds to the engine over packs."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
import numpy as np
from tantivy import Query

from ...model import Record, Sort
from ...query.tree import Fuzzy, Node, Word
from ..base import Cancelled, Found, FoundQuotes
from ..packed.arrays import Ints
from ..packed.columns import Snapshot
from ..packed.hits import comparable
from ..packed.merged_entities import Entities
from ..packed.packed_engine import PackedEngine, Result
from ..packed.packed_schema import text_fields
from .batch_words import prepare
from .mixed_evaluation import TantivyEvaluator
from .native_calls import run
from .steady_scores import SLACK, best, is_explainable, rescored
from .tantivy_check import check_index
from .tantivy_query import has_score
from .tantivy_schema import decode, encode
from .tantivy_store import TantivySnapshot, TantivyStore, converted_errors, counted
from .tantivy_writer import TantivyWriter


def open_engine(folder: Path, *, create: bool) -> "TantivyEngine":
    """Open the index in a folder, or create an empty one; see `base.EngineModule`."""
    return TantivyEngine(TantivyStore(folder, create=create))


_COUNTED_FIRST = 1000
"""Number of hits above which they are counted before fetching: tantivy allocates for the requested number."""

_SLACK = 12
"""Hits fetched beyond a page: ties of its last hit are rarely more."""


class TantivyEngine(PackedEngine):
    """An open index; see `base.Engine`."""

    name = "tantivy"

    def __init__(self, store: TantivyStore) -> None:
        """Open the newest commit of a store; raises EngineError if it is damaged."""
        self._store = store
        super().__init__(store)

    def evaluator(self, snapshot: Snapshot, entities: Entities) -> TantivyEvaluator:
        """Create the evaluator of a snapshot."""
        if not isinstance(snapshot, TantivySnapshot):
            raise TypeError(snapshot)
        self._answering = TantivyEvaluator(snapshot, entities)
        return self._answering

    def prepare(self, records: Sequence[Record]) -> bytes:
        """Write a pack that is not committed yet, and analyse its words; empty if there is nothing to write."""
        if not records:
            return b""
        segment = self._store.new_segment()
        prepared = prepare(self._store.path(segment), segment, records, self._store.dictionary())
        return msgspec.msgpack.encode(prepared)

    def writer(self) -> TantivyWriter:
        """Start a transaction."""
        return TantivyWriter(self._store)

    def close(self) -> None:
        """Drop all references to open files."""
        super().close()
        del self._answering

    def hold(self) -> AbstractContextManager[None]:
        """Hold the writer lock over several transactions."""
        return self._store.hold()

    def check(self) -> list[str]:
        """Verify the index; see `base.Engine`."""
        return check_index(self._store)

    def search(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> Found:
        """Find articles."""
        check = self._checker(cancelled)
        query = self._ranking(tree, sort, limit, quotes=False, check=check)
        if query is None:
            return super().search(tree, sort=sort, offset=offset, limit=limit, cancelled=cancelled)
        total, _, ids, scores = self._ranked(tree, query, offset, limit, check, quotes=False)
        return Found(total, tuple(zip(ids, scores, strict=True)))

    def search_quotes(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> FoundQuotes:
        """Find quotes."""
        check = self._checker(cancelled)
        query = self._ranking(tree, sort, limit, quotes=True, check=check)
        if query is None:
            return super().search_quotes(tree, sort=sort, offset=offset, limit=limit, cancelled=cancelled)
        total, docs, ids, scores = self._ranked(tree, query, offset, limit, check, quotes=True)
        numbers = (docs - self._snapshot.parents(docs) - 1).tolist()  # an article's quotes follow it
        return FoundQuotes(total, tuple(zip(ids, numbers, scores, strict=True)))

    def ids(self, tree: Node, *, sort: Sort, cancelled: Cancelled) -> Iterator[str]:
        """Return the ids of all matching articles, in order."""
        check = self._checker(cancelled)
        query = self._ranking(tree, sort, self._snapshot.size, quotes=False, check=check)
        if query is None:
            return super().ids(tree, sort=sort, cancelled=cancelled)
        return iter(self._ranked(tree, query, 0, self._snapshot.size, check, quotes=False)[2])

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return words of titles and texts with a prefix, most articles first, then by spelling."""
        with converted_errors(self._store.folder):
            return self._frequent(prefix, limit)

    def _frequent(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        start = encode(prefix) if prefix else ""
        counts: dict[str, int] = {}
        number = 4 * limit
        while limit > 0:
            # tantivy's counts are upper bounds: they include deleted documents, and documents with the word in both
            # fields twice.
            most = [self._answering.searcher.terms_with_prefix(name, start, limit=number) for name in ("title", "text")]
            others = sum(words[-1][1] for words in most if len(words) == number)
            self._count({word for words in most for word, _ in words}, "", limit, counts)
            least = sorted(counts.values(), reverse=True)[limit - 1 : limit]
            if not others or (least and least[0] > others):
                break
            number *= 4
        return _most(counts, limit)

    def candidates(self, prefixes: Sequence[str], limit: int) -> list[str]:
        """Return words of titles and texts with any of some prefixes, from the term dictionaries alone."""
        found: set[str] = set()
        with converted_errors(self._store.folder):
            searcher = self._answering.searcher
            for prefix in prefixes:
                start = encode(prefix) if prefix else ""
                for name in ("title", "text"):
                    found.update(word for word, _ in searcher.terms_with_prefix(name, start, limit=limit))
        return list(map(decode, found))

    def similar(self, field: str, word: str, distance: int, limit: int) -> list[tuple[str, int]]:
        """Return words that `Fuzzy` matches, most articles first, then by spelling."""
        counts: dict[str, int] = {}
        with converted_errors(self._store.folder):
            for name in text_fields(field):
                found = self._answering.translator.words(Fuzzy(field, word, distance), name)
                self._count({word for word, _ in found}, field, limit, counts)
        return _most(counts, limit)

    def _count(self, words: Collection[str], field: str, limit: int, counts: dict[str, int]) -> None:
        """Count those words that may be among the `limit` most frequent, in `counts`."""
        searcher = self._answering.searcher
        rough = {word: sum(searcher.doc_freq(name, word) for name in text_fields(field)) for word in words}
        for word in sorted(rough, key=lambda word: (-rough[word], word)):
            least = sorted(counts.values(), reverse=True)[limit - 1 : limit]
            if least and rough[word] < least[0]:
                break
            if word not in counts:
                query = self._answering.translator.in_field(Word(field, decode(word)), field)
                counts[word] = 0 if query is None else self._answering.count(query, lambda: None)

    def _ranking(self, tree: Node, sort: Sort, limit: int, *, quotes: bool, check: Callable[[], None]) -> Query | None:
        """Return a query that tantivy itself can rank or count; None for other sort orders."""
        check()
        if limit > 0 and (sort != "relevance" or not has_score(tree)):
            return None
        with converted_errors(self._store.folder):
            return self._answering.translator.translate(tree, quotes=quotes, check=check)

    def _find(self, tree: Node, quotes: bool, cancelled: Cancelled) -> Result:
        """Return all hits."""
        with converted_errors(self._store.folder):
            return super()._find(tree, quotes, cancelled)

    def _ranked(
        self, tree: Node, query: Query, offset: int, limit: int, check: Callable[[], None], *, quotes: bool
    ) -> tuple[int, Ints, list[str], list[float]]:
        with converted_errors(self._store.folder):
            return self._best_of(tree, query, offset, limit, check, quotes=quotes)

    def _best_of(
        self, tree: Node, query: Query, offset: int, limit: int, check: Callable[[], None], *, quotes: bool
    ) -> tuple[int, Ints, list[str], list[float]]:
        """Return (total, documents, ids of their articles, scores) of a page of the best hits, ties sorted by id."""
        searcher, translator = self._answering.searcher, self._answering.translator
        first, last = max(0, offset), max(0, offset + limit)
        if last <= first:
            return self._answering.count(query, check), self._answering.documents([]), [], []
        averages = translator.averages(quotes=quotes)
        # No score changes by a greater factor than the average length, and those this near may be even.
        reach = SLACK * max((max(ours / theirs, theirs / ours) ** 2 for theirs, ours in averages.items()), default=1.0)
        wanted = last + _SLACK if last < _COUNTED_FIRST else min(last, self._answering.count(query, check)) + _SLACK
        while True:
            found = run(lambda wanted=wanted: searcher.search(query, wanted, count=True), check)
            hits, total = found.hits, counted(found)
            native = np.array([score for score, _ in hits], np.float64)
            # The page ends within hits of which any may be on it: all of them are needed to sort them.
            if wanted >= total or native[-1] * reach < native[last - 1]:
                break
            wanted = min(4 * wanted, total + 1)
        if first >= len(hits):
            return total, self._answering.documents([]), [], []
        start = int(np.searchsorted(-native, -native[first] * reach, side="left"))
        end = int(np.searchsorted(-native, -native[min(last, len(hits)) - 1] / reach, side="right"))
        page = hits[start:end]
        again = best(native)
        scores = native[start:end]
        if averages and start < again and is_explainable(tree):
            scores[: again - start] = rescored(searcher, query, page[: again - start], averages, check)
        docs = self._answering.documents([address for _, address in page])
        ids = self._snapshot.ids(docs)
        stamps = self._snapshot.stamps[self._snapshot.owners[docs]].tolist()
        even = (-comparable(scores)).tolist()
        order = sorted(range(len(page)), key=lambda i: (start + i >= again, even[i], -stamps[i], ids[i], docs[i]))
        order = order[first - start : last - start]
        return total, docs[order], [ids[i] for i in order], scores[order].tolist()


def _most(counts: Mapping[str, int], limit: int) -> list[tuple[str, int]]:
    """Return the most frequent words, then by spelling."""
    found = ((decode(word), number) for word, number in counts.items() if number)
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]
