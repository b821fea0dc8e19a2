"""The common engine over packs: queries on the newest commit. Engine-specific parts are abstract."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol, TypeVar

import msgspec
import numpy as np

from ...copies.sketch import CopyMarks
from ...model import Article, EntityCount, EntityType, Facets, Record, Sort, SourceState, Timeline
from ...query.tree import Node, Word
from ...titles import own_title
from ..base import (
    Cancelled,
    EngineError,
    Found,
    FoundQuotes,
    FoundSpeakers,
    SearchCancelledError,
    SearchTimeoutError,
)
from ..entity_merges import EntityId, Merges, Speakers
from ..known_names import KnownNames, NameSink
from ..places import Held, source_key
from ..text_words import SeenWords, count_runs, word_runs
from ..word_tables import WordCounts, WordList, WordRun
from .arrays import Ints
from .columns import Snapshot, View
from .counts import (
    Mentioned,
    Spoken,
    corrected_speakers,
    count_days,
    count_mentioned,
    count_outlets,
    count_speakers,
    fill_bars,
    top_entities,
)
from .hits import Hits, comparable
from .id_lookup import each_id, find_each
from .mapped_memory import MappedMemory
from .mention_counts import count_mentions
from .merged_entities import Entities
from .name_changes import update_names
from .names_over_time import count_names_over_time
from .pack import PackError
from .packed_evaluation import Evaluator
from .packed_schema import NO_STAMP
from .packed_store import REBUILD
from .stored_marks import copy_marks
from .zstd import ZstdError

T = TypeVar("T")

_CACHED_RESULTS = 16
"""Number of cached results: the query, stretches of its timeline, and previous queries, for Backspace."""
_CACHED_MENTIONED = 4
"""Number of cached results whose counted entities are kept: both sides of a comparison, the whole index, the screen."""
_FIRST = 1000
"""Number of first hits found by a partial sort; beyond that, all are sorted."""
_HELD_AT_ONCE = 4096
"""Articles of one file that are looked up together."""
_READ_AT_ONCE = 64
"""Articles whose texts are read between two checks for cancellation."""
_UNLIMITED = 30.0
"""Default time budget of a search in seconds."""


class _Store(Protocol):
    """The store of the engine's commits."""

    def snapshot(self) -> Snapshot: ...

    def generation(self) -> int: ...


class Result:
    """The hits of a query, with its cached sort orders."""

    def __init__(self, tree: Node, hits: Hits, *, quotes: bool) -> None:
        self.tree = tree
        self.hits = hits
        self.quotes = quotes
        self.orders: dict[Sort, Ints] = {}
        self.mentioned: Mentioned | None = None
        """Its entities, once they are counted."""


class PackedEngine(ABC):
    """An open index; see `base.Engine`."""

    is_remote = False
    copy_lookup = None

    def __init__(self, store: _Store) -> None:
        """Open the newest commit of a store; raises EngineError if it is damaged."""
        self.budget = _UNLIMITED
        self._commits = store
        self._merges: Merges = {}
        self._memory = MappedMemory()
        self._show()

    @abstractmethod
    def evaluator(self, snapshot: Snapshot, entities: Entities) -> Evaluator:
        """Create the evaluator of a snapshot."""

    def _show(self) -> None:
        self._snapshot = self._commits.snapshot()
        self._forget()

    def _forget(self) -> None:
        self._entities = Entities(self._snapshot, self._merges)
        self._evaluator = self.evaluator(self._snapshot, self._entities)
        self._results: dict[tuple[Node, bool], Result] = {}
        self._seen_words = SeenWords()

    @property
    def version(self) -> str:
        """Identifier of the commit."""
        return self._snapshot.version

    def refresh(self) -> bool:
        """Switch to the newest commit."""
        if self._commits.generation() == self._snapshot.generation:
            return False
        self._show()
        return True

    def entities(self) -> list[EntityCount]:
        """Return every entity as indexed."""
        return self._entities.all()

    def update_names(self, sink: NameSink, mark: bytes) -> bytes:
        """Tell a table of names what has changed."""
        return update_names(self._snapshot, sink, mark)

    def merge(self, merges: Merges, names: KnownNames | None = None) -> None:
        """Answer as if every record were merged."""
        del names  # they are read from the packs
        if merges != self._merges:
            self._merges = dict(merges)
            self._forget()

    def close(self) -> None:
        """Drop all references: files are unmapped with the last array over them."""
        self._results.clear()
        del self._snapshot, self._evaluator, self._entities

    def sources(self) -> Iterator[SourceState]:
        """Return the state of every fully read file."""
        for doc in self._snapshot.sources.tolist():
            view, local = self._snapshot.locate(doc)
            yield view.source(local)

    def held(self, corpus: str, source: str) -> Iterator[tuple[str, Held]]:
        """Yield the articles of one file with their ids."""
        snapshot = self._snapshot
        docs = snapshot.with_key("source", source_key(corpus, source))
        for start in range(0, len(docs), _HELD_AT_ONCE):
            some = docs[start : start + _HELD_AT_ONCE]
            places = (snapshot.locate(doc) for doc in some.tolist())
            yield from zip(snapshot.ids(some), (view.held(local) for view, local in places), strict=True)

    def count(self) -> int:
        """Return the number of articles."""
        return self._snapshot.count()

    def expect_counts(self, trees: Sequence[Node], *, quotes: bool) -> None:
        """Ignore the announcement: counting is as fast on its own."""
        del trees, quotes

    def search(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> Found:
        """Find articles."""
        if limit <= 0 and isinstance(tree, Word):
            return Found(self._evaluator.count_articles(tree, self._checker(cancelled)), ())
        result = self._find(tree, False, cancelled)
        docs, scores = self._page(result, sort, offset, limit, cancelled)
        return Found(len(result.hits.docs), tuple(zip(self._snapshot.ids(docs), scores, strict=True)))

    def search_quotes(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> FoundQuotes:
        """Find quotes."""
        result = self._find(tree, True, cancelled)
        return self.quotes_found(len(result.hits.docs), *self._page(result, sort, offset, limit, cancelled))

    def quotes_found(self, total: int, docs: Ints, scores: Sequence[float]) -> FoundQuotes:
        """Return a page of quotes from their documents."""
        articles = self._snapshot.parents(docs)
        numbers = (docs - articles - 1).tolist()  # an article's quotes follow it
        return FoundQuotes(total, tuple(zip(self._snapshot.ids(articles), numbers, scores, strict=True)))

    def facets(
        self,
        tree: Node,
        *,
        types: Sequence[EntityType],
        limit: int,
        cancelled: Cancelled,
        among: Collection[EntityId] | None = None,
        quotes: bool = False,
        mentions: bool = True,
    ) -> Facets:
        """Count entities and outlets over all matches."""
        del mentions  # counting them as well takes no longer
        docs = (result := self._find(tree, quotes, cancelled)).hits.docs
        outlets, check = count_outlets(self._snapshot, docs), self._checker(cancelled)
        if not types:
            return Facets((), outlets, ())
        if result.mentioned is None:
            result.mentioned = count_mentioned(self._snapshot, self._entities, docs, check, quotes=quotes)
            for one in [one for one in self._results.values() if one.mentioned is not None][:-_CACHED_MENTIONED]:
                one.mentioned = None
        found = top_entities(self._entities, result.mentioned, types, limit, check, among)
        return Facets(found.entities, outlets, found.totals)

    def count_names_over_time(
        self,
        tree: Node,
        *,
        names: Sequence[EntityId],
        firsts: Sequence[str],
        cancelled: Cancelled,
        quotes: bool = False,
    ) -> list[tuple[int, ...]]:
        """Count in how many matches each name is mentioned in each stretch of time."""
        docs = self._find(tree, quotes, cancelled).hits.docs
        return count_names_over_time(self._snapshot, self._entities, docs, names, firsts, self._checker(cancelled))

    def speakers(
        self,
        tree: Node,
        *,
        quotes: bool,
        limit: int,
        cancelled: Cancelled,
        among: Collection[EntityId] | None = None,
        corrected: Speakers | None = None,
    ) -> FoundSpeakers:
        """Count the speakers of matching quotes, or of the quotes of matching articles."""
        check = self._checker(cancelled)
        hits = self._find(tree, quotes, cancelled).hits
        docs = hits.docs if quotes else self._evaluator.quotes_of(hits).docs
        found = Spoken(self._evaluator.doubtful(check), corrected_speakers(self._snapshot, corrected or {}))
        return count_speakers(self._snapshot, self._entities, docs, limit, check, found, among)

    def warm_up(self, cancelled: Cancelled) -> None:
        """Compute who speaks each quote, and how surely."""
        self._evaluator.doubtful(check := self._checker(cancelled))
        check()
        _ = self._entities.speaker_ids

    def timeline(
        self, tree: Node, *, buckets: int, cancelled: Cancelled, quotes: bool = False, bars: Timeline | None = None
    ) -> Timeline:
        """Count all matches over time."""
        if bars is None:
            owners = self._snapshot.owners[self._find(tree, quotes, cancelled).hits.docs]
            return count_days(self._snapshot.days[owners], buckets)
        # One of many parts of a result: it must not drive the result itself from the cache.
        docs = self._evaluator.find(tree, quotes=quotes, check=self._checker(cancelled)).docs
        return fill_bars(*np.unique(self._snapshot.days[self._snapshot.owners[docs]], return_counts=True), bars)

    def ids(self, tree: Node, *, sort: Sort, cancelled: Cancelled) -> Iterator[str]:
        """Return the ids of all matching articles, in order."""
        result = self._find(tree, False, cancelled)
        return iter(self._snapshot.ids(self._page(result, sort, 0, len(result.hits.docs), cancelled)[0]))

    def all_ids(self) -> Iterator[str]:
        """Yield the ids of all articles, and of some that were removed."""
        return each_id(self._snapshot)

    def copy_marks(self) -> Iterator[CopyMarks]:
        """Yield what is stored of every article to find its copies."""
        return copy_marks(self._snapshot, self._memory)

    def records(self, ids: Sequence[str]) -> list[Record]:
        """Fetch articles with their annotations, in the given order."""
        return self._fetch(ids, lambda view, doc, id: view.record(doc, id))

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Fetch articles without annotations, in the given order."""
        return self._fetch(ids, lambda view, doc, id: view.stored_article(doc, id))

    def word_list(self) -> WordList:
        """Return the words that have been met."""
        return self._seen_words

    def count_words(self, tree: Node, *, quotes: bool, cancelled: Cancelled) -> WordCounts:
        """Count the words of all matches by reading them."""
        return count_runs(self.word_runs(tree, quotes=quotes, cancelled=cancelled), lambda: len(self._seen_words))

    def word_runs(self, tree: Node, *, quotes: bool, cancelled: Cancelled) -> Iterator[WordRun]:
        """Yield the words of all matches by reading them."""
        docs = self._find(tree, quotes, cancelled).hits.docs
        texts = self._quoted(docs, cancelled) if quotes else self._titles_and_bodies(docs, cancelled)
        return word_runs(self._seen_words, texts, 1 if quotes else 2)

    def _titles_and_bodies(self, docs: Ints, cancelled: Cancelled) -> Iterator[tuple[str, str]]:
        for start in range(0, len(docs), _READ_AT_ONCE):
            if cancelled():
                raise SearchCancelledError
            for article in self.articles(self._snapshot.ids(docs[start : start + _READ_AT_ONCE])):
                yield own_title(article), article.text[article.body :]

    def _quoted(self, docs: Ints, cancelled: Cancelled) -> Iterator[tuple[str]]:
        parents = self._snapshot.parents(docs)
        articles = np.unique(parents)
        for start in range(0, len(articles), _READ_AT_ONCE):
            if cancelled():
                raise SearchCancelledError
            some = articles[start : start + _READ_AT_ONCE]
            for article, record in zip(some.tolist(), self.records(self._snapshot.ids(some)), strict=True):
                low, high = np.searchsorted(parents, (article, article + 1))
                for number in (docs[low:high] - article - 1).tolist():  # an article's quotes follow it
                    yield (record.annotations.quotes[number].text,)

    def _fetch(self, ids: Sequence[str], read: Callable[[View, int, str], T]) -> list[T]:
        self._memory.release(self._snapshot)
        found: list[T] = []
        for id, doc in zip(ids, find_each(self._snapshot, ids), strict=True):
            if doc >= 0:
                view, local = self._snapshot.locate(doc)
                try:
                    found.append(read(view, local, id))
                except (ZstdError, msgspec.MsgspecError, PackError, FileNotFoundError) as error:
                    raise EngineError(f"The index is damaged where article {id} is ({error}). {REBUILD}") from error
        return found

    def _find(self, tree: Node, quotes: bool, cancelled: Cancelled) -> Result:
        key = (tree, quotes)
        result = self._results.pop(key, None)
        if result is None:
            hits = self._evaluator.find(tree, quotes=quotes, check=self._checker(cancelled))
            result = Result(tree, hits, quotes=quotes)
        self._results[key] = result  # now the most recent
        if len(self._results) > _CACHED_RESULTS:
            del self._results[next(iter(self._results))]
        return result

    def _checker(self, cancelled: Cancelled) -> Callable[[], None]:
        end = time.monotonic() + self.budget

        def check() -> None:
            if cancelled():
                raise SearchCancelledError
            if time.monotonic() > end:
                raise SearchTimeoutError(f"The search took longer than {self.budget:g} s.")

        return check

    def _page(
        self, result: Result, sort: Sort, offset: int, limit: int, cancelled: Cancelled
    ) -> tuple[Ints, list[float]]:
        """Return documents and scores of at most `limit` hits from `offset`."""
        docs, scores = result.hits
        if limit <= 0:
            return docs[:0], []
        order = result.orders.get(sort)
        if order is None and sort == "mentions":
            order = result.orders[sort] = self._by_mentions(result, cancelled)
        elif order is None and offset >= 0 and offset + limit < min(_FIRST, len(docs) // 4):
            order = self._first(result.hits, sort, offset + limit)
        elif order is None:
            order = result.orders[sort] = np.lexsort(self._keys(result.hits, sort))
        chosen = order[max(0, offset) : max(0, offset + limit)]
        return docs[chosen], [0.0] * len(chosen) if scores is None else scores[chosen].tolist()

    def _first(self, hits: Hits, sort: Sort, number: int) -> Ints:
        """Return indexes of at least the first `number` hits in order, by a partial sort."""
        first = self._keys(hits, sort)[-1]
        likely = np.flatnonzero(first <= np.partition(first, number - 1)[number - 1])
        some = Hits(hits.docs[likely], None if hits.scores is None else hits.scores[likely])
        return likely[np.lexsort(self._keys(some, sort))]

    def _by_mentions(self, result: Result, cancelled: Cancelled) -> Ints:
        """Indexes into the hits: those in which the query is met most often first, then the newest."""
        docs, check = result.hits.docs, self._checker(cancelled)
        counts = count_mentions(self._evaluator, result.tree, docs, self._merges, quotes=result.quotes, check=check)
        return np.lexsort((*self._keys(Hits(docs), "newest"), -counts))

    def _keys(self, hits: Hits, sort: Sort) -> tuple[Ints, ...]:
        """Return ascending sort keys of hits, the most significant last, for `lexsort`: ties stay in document order."""
        snapshot = self._snapshot
        owners = snapshot.owners[hits.docs]
        ranks = snapshot.id_ranks[owners]
        stamps = snapshot.stamps[owners]
        if sort == "relevance":
            return (ranks, -stamps) if hits.scores is None else (ranks, -stamps, -comparable(hits.scores))
        if sort == "oldest":
            return ranks, np.where(stamps == NO_STAMP, -NO_STAMP, stamps)
        if sort == "newest":
            return ranks, -stamps
        outlets = snapshot.outlets[owners]
        return ranks, -stamps, np.where(outlets == 0, len(snapshot.outlet_names), outlets)
