"""The engine protocol: the whole contract between the program and the engine of its index.

Nothing outside `engines/` knows which engine runs. Trees come from `query.parse`; all engines return the same results,
except for scores.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from ..config.configuration import ClusterConfig
from ..copies.sketch import CopyMarks
from ..model import Article, EntityCount, EntityType, Facets, Record, Sort, SourceState, SpeakerCount, Timeline
from ..query.tree import Node
from .copy_lookup import CopyLookup
from .entity_merges import EntityId, Merges, Speakers
from .known_names import KnownNames, NameSink
from .places import Held
from .word_tables import WordCounts, WordList, WordRun

Cancelled = Callable[[], bool]
"""Polled during long work; True stops it with `SearchCancelledError`."""


def never() -> bool:
    """Never cancel: a `Cancelled` for work that runs to completion."""
    return False


class SearchCancelledError(Exception):
    """Raised when a search was cancelled."""


class SearchTimeoutError(Exception):
    """Raised when a search exceeded its time budget."""


class EngineError(Exception):
    """Raised for an unusable index; the message says what is wrong and what to do."""


class IndexVersionError(EngineError):
    """Raised for an index of another version of newsexplore; the next build replaces it."""


class IndexBusyError(EngineError):
    """Raised when another process is writing to the index."""


class Found(Struct, frozen=True):
    """A page of articles: ids with scores in order, and the total of matches."""

    total: int
    page: tuple[tuple[str, float], ...]


class FoundQuotes(Struct, frozen=True):
    """A page of quotes: (article id, index into its quotes, score) in order, and the total of matches."""

    total: int
    page: tuple[tuple[str, int, float], ...]


class FoundSpeakers(Struct, frozen=True):
    """Speakers of a set of quotes."""

    quotes: int
    unnamed: int
    """Quotes whose speaker is not an entity."""
    total: int
    """Named speakers without the limit."""
    speakers: tuple[SpeakerCount, ...]


class Writer(Protocol):
    """A transaction: readers see nothing before `commit`, which is atomic; leaving without it changes nothing."""

    def add(self, prepared: bytes) -> None:
        """Add a batch from `Engine.prepare`; its articles replace those with the same id."""
        ...

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles with their quotes."""
        ...

    def put_source(self, state: SourceState) -> None:
        """Record a file as fully read, replacing its state under the same path and corpus."""
        ...

    def forget_source(self, corpus: str, path: str) -> None:
        """Drop the state of a file; its articles stay until they are removed."""
        ...

    def commit(self, cancelled: Cancelled = ...) -> None:
        """Commit atomically: synced to disk, then visible. `cancelled` leaves merging to a later commit."""
        ...

    def cancel(self) -> None:
        """Abort the transaction and release the lock."""
        ...


class Engine(Protocol):
    """An open index, for one thread at a time."""

    name: str
    is_remote: bool
    """Whether questions go to a cluster: many small ones take long."""
    budget: float
    """Time budget of a search in seconds; exceeding it raises SearchTimeoutError."""

    @property
    def version(self) -> str:
        """Identifier of the index content; each commit changes it."""
        ...

    def prepare(self, records: Sequence[Record]) -> bytes:
        """Do the part of writing that can run in any process; return a message for `Writer.add`."""
        ...

    def writer(self) -> Writer:
        """Start a transaction; an index allows one at a time.

        Raises:
            IndexBusyError: another process has the lock.
        """
        ...

    def hold(self) -> AbstractContextManager[None]:
        """Hold the writer lock over several transactions; raises as `writer`."""
        ...

    def refresh(self) -> bool:
        """Switch to the newest commit; return True if there was a newer one."""
        ...

    def close(self) -> None:
        """Close all files."""
        ...

    def check(self) -> list[str]:
        """Verify the whole index; return a sentence per problem."""
        ...

    def sources(self) -> Iterator[SourceState]:
        """Return the state of every fully read file, in any order."""
        ...

    def held(self, corpus: str, source: str) -> Iterator[tuple[str, Held]]:
        """Yield the articles that a corpus has from one file, each with its id, as the last `refresh` saw them."""
        ...

    def count(self) -> int:
        """Return the number of articles."""
        ...

    def search(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> Found:
        """Find articles: an exact total, and a page of at most `limit` from `offset`.

        Best first, newest first, oldest first, by outlet (case folded) and then newest first, or those first in which
        `matches.find_matches` finds the most places. Undated articles come last in both date orders, those without an
        outlet last among outlets. Scores that differ by less than one in a
        thousand or so are even (see `packed.hits.comparable`); of what is even the newest come first, then ids decide.

        Raises:
            SearchCancelledError: `cancelled` returned True.
            SearchTimeoutError: the time budget was exceeded.
        """
        ...

    def search_quotes(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> FoundQuotes:
        """Find quotes: the default field and the quote fields apply to the same quote.

        All other fields apply to the quote's article. Quotes of one article stay in text order when sorted by date.
        Raises as `search`.
        """
        ...

    def expect_counts(self, trees: Sequence[Node], *, quotes: bool) -> None:
        """Announce that after the next search the totals of other queries are asked for: one request can bring all."""
        ...

    def warm_up(self, cancelled: Cancelled) -> None:
        """Compute what counts of words and speakers need, and is kept until the next commit: the first count is slow.

        Again is cheap, as it is on an engine that keeps nothing.

        Raises:
            SearchCancelledError: `cancelled` returned True; what was computed is kept.
        """
        ...

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
        """Count entities, at most `limit` per type, and outlets over all matching articles; raises as `search`.

        With `quotes` the tree is a quote search, and the quotes that mention an entity are counted.

        Aliases are those of the whole index. `among` restricts the count to these entities, given by their merged
        names. Without `mentions` they may be left uncounted, as 0: on a cluster they take a second request.
        """
        ...

    def count_names_over_time(
        self,
        tree: Node,
        *,
        names: Sequence[EntityId],
        firsts: Sequence[str],
        cancelled: Cancelled,
        quotes: bool = False,
    ) -> list[tuple[int, ...]]:
        """Count in how many matching articles, or quotes, each name is mentioned in each stretch of time.

        The answer has a row for each of `names`, given as merged, in their order, with a number for each stretch.
        `firsts` are the first days of the stretches, ISO, ascending; the last one is open. What is undated or earlier
        is left out. Raises as `search`.
        """
        ...

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
        """Count the speakers of matching quotes, or of all quotes of matching articles.

        Only speakers that are entities are named: at most `limit`, most quotes first, ties by name. Raises as `search`.

        Args:
            tree: What is searched.
            quotes: Whether the tree is a quote search.
            limit: Speakers, at most.
            cancelled: As in `search`.
            among: Leaves out all speakers but these, which are named as they are merged; their quotes count as named.
            corrected: Quotes that others said than was indexed, by entities as they are merged. These are certain.
        """
        ...

    def entities(self) -> list[EntityCount]:
        """Return every entity as named in the articles, ignoring merges, in any order."""
        ...

    def update_names(self, sink: NameSink, mark: bytes) -> bytes:
        """Bring a table of all names up to date without reading those that have not changed.

        Args:
            sink: The table. It is right after this, or an error is raised.
            mark: What this returned for the state of the table, by any engine; empty for a new one.

        Returns:
            The mark of the new state.
        """
        ...

    def merge(self, merges: Merges, names: KnownNames | None = None) -> None:
        """Set the merges: from now on, answer as if every record were `entity_merges.merged`.

        They replace earlier ones and survive `refresh`. Only `records` and `entities` still return what is stored.
        Totals stay exact; an article that names an entity in several ways counts once. A cluster need not be asked
        for what `names` know, until another commit is shown.
        """
        ...

    def timeline(
        self, tree: Node, *, buckets: int, cancelled: Cancelled, quotes: bool = False, bars: Timeline | None = None
    ) -> Timeline:
        """Count all matching articles, or quotes, over time, in the finest unit with at most `buckets` bars.

        Units are day, week, month, quarter and year. Undated ones are counted separately. With `bars` the matches are
        counted in the bars of another timeline, and what is before or after them is left out. Raises as `search`.
        """
        ...

    def ids(self, tree: Node, *, sort: Sort, cancelled: Cancelled) -> Iterator[str]:
        """Return the ids of all matching articles in order, uncapped; raises as `search`."""
        ...

    def all_ids(self) -> Iterator[str]:
        """Yield the ids of all articles, in any order; those of some that were removed may be among them."""
        ...

    def records(self, ids: Sequence[str]) -> list[Record]:
        """Fetch articles with their annotations in the given order; unknown ids are skipped."""
        ...

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Fetch articles without annotations, several times as fast as `records`."""
        ...

    def copy_marks(self) -> Iterator[CopyMarks]:
        """Yield what was stored of every article to find its copies, in the order in which articles are read best."""
        ...

    @property
    def copy_lookup(self) -> CopyLookup | None:
        """What finds the copies of a few articles; None of an index that is read through as fast."""

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return words of titles and texts with a prefix, with their number of articles, most first."""
        ...

    def candidates(self, prefixes: Sequence[str], limit: int) -> list[str]:
        """Return words of titles and texts with any of some prefixes, in any order; fast enough for every key typed.

        Of more than `limit` for a prefix those that are in most articles, roughly. Words that only replaced or removed
        articles have may be among them.
        """
        ...

    def word_list(self) -> WordList:
        """Return the words that `count_words` and `word_runs` number."""
        ...

    def count_words(self, tree: Node, *, quotes: bool, cancelled: Cancelled) -> WordCounts:
        """Count every word of title and body of the matching articles, or of the matching quotes.

        There is no time budget: where texts are read, it takes minutes in a large index. Raises SearchCancelledError.
        """
        ...

    def word_runs(self, tree: Node, *, quotes: bool, cancelled: Cancelled) -> Iterator[WordRun]:
        """Yield the running words of the matching articles, or quotes, each in one run; raises as `count_words`."""
        ...

    def similar(self, field: str, word: str, distance: int, limit: int) -> list[tuple[str, int]]:
        """Return words that `Fuzzy` matches, at most `limit`, with their number of articles, most first.

        `field` is one of `tree.TEXT_FIELDS`; "" stands for titles and texts. For words of quotes, quotes are counted.
        """
        ...


class EngineModule(Protocol):
    """The interface of an engine's module."""

    def open_engine(self, folder: Path, *, create: bool) -> Engine:
        """Open the index in a folder, or create an empty one.

        Raises:
            EngineError: there is no index and `create` is false, or it is damaged or of another version.
        """
        ...


class ClusterModule(Protocol):
    """The interface of the module of an engine on a cluster."""

    def open_engine(
        self, folder: Path, *, create: bool, cluster: ClusterConfig | None = None, share: str = ""
    ) -> Engine:
        """Open the index of a folder as `EngineModule`; see `engines.open_engine`."""
        ...
