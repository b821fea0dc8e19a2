"""The engine over a cluster; see `base.Engine`."""

import time
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from ...config.configuration import ClusterConfig
from ...copies.sketch import CopyMarks
from ...model import Article, EntityCount, EntityType, Facets, Record, Sort, SourceState, Timeline
from ...query.tree import Everything, InArticle, Node
from ..base import (
    Cancelled,
    Found,
    FoundQuotes,
    FoundSpeakers,
    SearchCancelledError,
    SearchTimeoutError,
    never,
)
from ..entity_merges import EntityId, Merges, Speakers
from ..known_names import KnownNames, NameSink
from ..places import Held
from ..shares import Share
from ..word_tables import WordCounts, WordList, WordRun
from .opensearch_cluster import Cluster, never_stop
from .opensearch_copies import ClusterCopies
from .opensearch_documents import article_entry
from .opensearch_entities import NameUpdate, all_entities
from .opensearch_facet_aggs import facet_size, read_outlets
from .opensearch_facets import FacetCounter
from .opensearch_index import Index, open_index
from .opensearch_lock import alive
from .opensearch_reader import StoredReader
from .opensearch_searches import Searches
from .opensearch_snapshot import Body, Check, Snapshot
from .opensearch_speakers import SpeakerCounter
from .opensearch_texts import RunningWords
from .opensearch_timeline import count_names, read_timeline
from .opensearch_word_documents import KnownWords
from .opensearch_words import words_near
from .opensearch_writer import ClusterWriter

_UNLIMITED = 30.0
"""Default time budget of a search in seconds."""


def open_engine(
    folder: Path, *, create: bool, cluster: ClusterConfig | None = None, share: str = ""
) -> "ClusterEngine":
    """Open the index that belongs to a folder, or create an empty one; see `base.EngineModule`.

    Args:
        folder: Holds the name of the index and the lock of writers on this machine, nothing else.
        create: Whether to create the index.
        cluster: Where the cluster is; None for the environment and the defaults.
        share: The share of the files that is going to be written, `1/4`, while other machines write others.
    """
    index = open_index(folder, cluster or ClusterConfig(), create=create)
    index.lock.name = share
    return ClusterEngine(index)


class ClusterEngine:
    """An open index; see `base.Engine`."""

    name = "opensearch"
    is_remote = True

    def __init__(self, index: Index) -> None:
        """Open the newest commit."""
        self.budget = _UNLIMITED
        self._index = index
        self._cluster: Cluster = index.cluster
        self._snapshot = Snapshot(index.cluster, index.state)
        self._shown = self._snapshot.state.generation
        """The commit that was last reported."""
        self._stored = StoredReader(self._snapshot, lambda: self.budget)
        self._merges: Merges = {}
        self._wanted: dict[str, dict[str, Body]] = {}
        """Aggregations that were asked for last: the next search brings their answers."""
        self._running = RunningWords()
        self._written_words = KnownWords()
        self._names: KnownNames | None = None
        self._forget()

    def _forget(self, span: int | None = None) -> None:
        self._searches = Searches(self._snapshot, self._stored, self._merges, self._wanted, lambda: self.budget)
        self._searches.span = span
        self._searches.names.table = self._names

    # The index

    @property
    def version(self) -> str:
        """Identifier of the commit."""
        return f"{self._snapshot.state.identity}-{self._snapshot.state.generation}"

    @property
    def is_ahead(self) -> bool:
        """Whether a node's death has made searches show a newer commit than `refresh` has."""
        return self._snapshot.state.generation != self._shown

    def shares(self) -> dict[str, Share]:
        """Return the shares of the files that were written alone, with their last commit and who writes them now."""
        state = self._index.state.read()
        return {
            name: Share(state.shares.get(name, 0.0), alive(state.locks.get(name)))
            for name in sorted({*state.shares, *filter(None, state.locks)})
        }

    def prepare(self, records: Sequence[Record]) -> bytes:
        """Make the documents of articles."""
        return msgspec.msgpack.encode([article_entry(record) for record in records]) if records else b""

    def writer(self) -> ClusterWriter:
        """Start a transaction."""
        return ClusterWriter(self._cluster, self._index.state, self._index.lock, self._written_words)

    @contextmanager
    def hold(self) -> Generator[None]:
        """Hold the writer lock over several transactions."""
        holder = self.writer()
        try:
            yield
        finally:
            holder.cancel()

    def refresh(self) -> bool:
        """Switch to the newest commit."""
        if self._index.state.read().generation == self._shown:
            return False
        self._snapshot.renew()
        self._shown = self._snapshot.state.generation
        self._stored.clear()
        self._running = RunningWords()
        self._names = None
        self._forget()
        return True

    def close(self) -> None:
        """Close the point in time and all connections."""
        self._snapshot.close()
        self._cluster.close()

    def check(self) -> list[str]:
        """Verify the index; return a sentence per problem."""
        return self._index.check(self._snapshot)

    def sources(self) -> Iterator[SourceState]:
        """Return the state of every fully read file."""
        return self._stored.sources()

    def held(self, corpus: str, source: str) -> Iterator[tuple[str, Held]]:
        """Yield the articles of one file with their ids."""
        return self._stored.held(corpus, source)

    def count(self) -> int:
        """Return the number of articles."""
        return self._searches.totals.of(Everything(), False, never_stop)

    def records(self, ids: Sequence[str]) -> list[Record]:
        """Fetch articles with their annotations."""
        return self._stored.records(ids)

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Fetch articles without annotations."""
        return self._stored.articles(ids)

    def copy_marks(self) -> Iterator[CopyMarks]:
        """Return what is stored of every article to find its copies."""
        return self._stored.copy_marks()

    @property
    def copy_lookup(self) -> ClusterCopies:
        """What finds the copies of a few articles."""
        return ClusterCopies(self._index, self._snapshot, self._stored, self.count)

    # Searches

    def expect_counts(self, trees: Sequence[Node], *, quotes: bool) -> None:
        """Count what some queries find with the next page."""
        self._searches.totals.expect(trees, quotes)

    def warm_up(self, cancelled: Cancelled) -> None:
        """Do nothing: the cluster counts."""
        del cancelled

    def search(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> Found:
        """Find articles."""
        total, hits = self._searches.page(tree, False, sort, offset, limit, self._checker(cancelled))
        return Found(total, tuple((hit.id, hit.score) for hit in hits))

    def search_quotes(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> FoundQuotes:
        """Find quotes."""
        total, hits = self._searches.page(tree, True, sort, offset, limit, self._checker(cancelled))
        return FoundQuotes(total, tuple((hit.id, hit.number, hit.score) for hit in hits))

    def ids(self, tree: Node, *, sort: Sort, cancelled: Cancelled) -> Iterator[str]:
        """Return the ids of all matching articles, in order."""
        check = self._checker(cancelled)
        return (hit.id for hit in self._searches.ordered(tree, False, sort, check))

    def all_ids(self) -> Iterator[str]:
        """Yield the ids of all articles."""
        return self.ids(Everything(), sort="relevance", cancelled=never)

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
        check = self._checker(cancelled)
        query = self._searches.query(tree, quotes, check)
        if among is None and (limit <= 0 or not types):
            return Facets((), read_outlets(self._searches.outlets(query, quotes, check)))
        first = self._searches.facets(query, quotes, 0 if among is not None else facet_size(limit), check)
        field = "bits" if quotes else "info"
        counter = FacetCounter(
            self._searches.names,
            first,
            lambda aggs, names: self._searches.aggregate(query, quotes, aggs, check, names),
            field,
            lambda: self._searches.high_bits(field),
            query.counted,
            () if quotes else self._searches.named_first(query),
        )
        if among is None:
            found = counter.top(types, limit, mentions=mentions)
        else:
            every = counter.among([one for one in among if one[0] in types], mentions=mentions)
            every.sort(key=lambda one: (-one.articles, one.name))
            found = [
                one for kind in dict.fromkeys(types) for one in [e for e in every if e.type == kind][: max(0, limit)]
            ]
        found.sort(key=lambda one: (-one.articles, one.name))
        return Facets(tuple(self._searches.with_aliases(found)), read_outlets(first))

    def count_names_over_time(
        self,
        tree: Node,
        *,
        names: Sequence[EntityId],
        firsts: Sequence[str],
        cancelled: Cancelled,
        quotes: bool = False,
    ) -> list[tuple[int, ...]]:
        """Count in how many matches each name is mentioned in each stretch of time, by one request."""
        check = self._checker(cancelled)
        query = self._searches.query(tree, quotes, check)
        return count_names(
            names,
            firsts,
            self._searches.names.members,
            "said" if quotes else "entities",
            lambda aggs, named: self._searches.aggregate(query, quotes, aggs, check, named),
        )

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
        query = self._searches.query(tree if quotes else InArticle(tree), True, check)

        def ask(further: Body, body: Body) -> Body:
            both = {"bool": {"filter": [query.body, further]}}
            return self._searches.send({**body, "query": self._snapshot.wrapped("quote", both)}, check)

        return SpeakerCounter(self._searches.names, ask, corrected or {}).count(limit, among)

    def timeline(
        self, tree: Node, *, buckets: int, cancelled: Cancelled, quotes: bool = False, bars: Timeline | None = None
    ) -> Timeline:
        """Count all matches over time."""
        check = self._checker(cancelled)
        found = self._searches.timeline(tree, quotes, check)
        return read_timeline(found, buckets, lambda: self._searches.timeline(tree, quotes, check, days=True), bars)

    def entities(self) -> list[EntityCount]:
        """Return every entity as indexed, by reading all of them."""
        return all_entities(self._snapshot, self._ask, self.count())

    def update_names(self, sink: NameSink, mark: bytes) -> bytes:
        """Tell a table of names what commits have changed."""
        return NameUpdate(self._snapshot, self._ask, sink).run(mark, self.count())

    def _ask(self, body: Body) -> Body:
        return self._searches.send(body, never_stop)

    def merge(self, merges: Merges, names: KnownNames | None = None) -> None:
        """Answer as if every record were merged."""
        self._names = names
        self._searches.names.table = names
        if merges != self._merges:
            self._merges = dict(merges)
            self._forget(self._searches.span)

    def word_list(self) -> WordList:
        """Return the words that have been met."""
        return self._running.seen

    def count_words(self, tree: Node, *, quotes: bool, cancelled: Cancelled) -> WordCounts:
        """Count the words of all matches by reading them."""
        return self._running.count(self._searches, tree, quotes=quotes, cancelled=cancelled)

    def word_runs(self, tree: Node, *, quotes: bool, cancelled: Cancelled) -> Iterator[WordRun]:
        """Yield the words of all matches by reading them."""
        return self._running.runs(self._searches, tree, quotes=quotes, cancelled=cancelled)

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return words of titles and texts with a prefix, most articles first, then by spelling."""
        return self._searches.words.most(prefix, limit)

    def candidates(self, prefixes: Sequence[str], limit: int) -> list[str]:
        """Return words of titles and texts with any of some prefixes, in one request if it is not known yet."""
        return self._searches.words.with_any(prefixes, limit)

    def similar(self, field: str, word: str, distance: int, limit: int) -> list[tuple[str, int]]:
        """Return words that `Fuzzy` matches, most articles first, then by spelling."""
        return words_near(self._searches.searching, field, word, distance, limit)

    def _checker(self, cancelled: Cancelled) -> Check:
        end = time.monotonic() + self.budget

        def check() -> None:
            if cancelled():
                raise SearchCancelledError
            if time.monotonic() > end:
                raise SearchTimeoutError(f"The search took longer than {self.budget:g} s.")

        return check
