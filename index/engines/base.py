"""The engine protocol: the whole contract between the house and whatever keeps the index.

Nothing outside `engines/` knows which engine runs. Trees come from `query.parse`; what an engine gives back is the
same for every engine, scores apart.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from ..model import Article, EntityCount, EntityType, Facets, Record, Sort, SourceState, SpeakerCount, Timeline
from ..query.tree import Node
from .entity_merges import EntityId, Merges, Speakers
from .places import Held

Cancelled = Callable[[], bool]
"""Asked now and then during long work; True stops it with `SearchCancelledError`."""


class SearchCancelledError(Exception):
    """The search was stopped because nobody wants it any more."""


class SearchTimeoutError(Exception):
    """The search used up its time budget."""


class EngineError(Exception):
    """The index cannot be used; the message says what is wrong and what to do."""


class IndexVersionError(EngineError):
    """The index was made by another version of newsexplore; the next build makes it anew."""


class IndexBusyError(EngineError):
    """Another process is writing to this index."""


class Found(Struct, frozen=True):
    """A page of articles: ids with scores, in order, and how many match in all."""

    total: int
    page: tuple[tuple[str, float], ...]


class FoundQuotes(Struct, frozen=True):
    """A page of quotes: (article id, index into its quotes, score), in order, and how many match in all."""

    total: int
    page: tuple[tuple[str, int, float], ...]


class FoundSpeakers(Struct, frozen=True):
    """The speakers of some quotes."""

    quotes: int
    unnamed: int
    """Quotes whose speaker is no entity."""
    total: int
    """Named speakers without the limit."""
    speakers: tuple[SpeakerCount, ...]


class Writer(Protocol):
    """One transaction: readers see nothing before `commit`, which is atomic; leaving without it changes nothing."""

    def add(self, prepared: bytes) -> None:
        """Add what `Engine.prepare` made; its articles replace those of the same id."""
        ...

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles with their quotes."""
        ...

    def put_source(self, state: SourceState) -> None:
        """Remember a file as read to its end, in place of what was remembered of the same path and corpus."""
        ...

    def forget_source(self, corpus: str, path: str) -> None:
        """Forget a file; its articles stay until they are removed."""
        ...

    def commit(self) -> None:
        """Make it durable (synced to disk) and visible, all or nothing."""
        ...

    def cancel(self) -> None:
        """Drop the transaction and release the lock."""
        ...


class Engine(Protocol):
    """An open index. One thread uses it at a time."""

    name: str
    budget: float
    """Seconds that a search may take before it raises SearchTimeoutError."""

    @property
    def version(self) -> str:
        """Names what the index holds: after a commit it is another one."""
        ...

    def prepare(self, records: Sequence[Record]) -> bytes:
        """Do the part of writing that can run in any process; the result is a message for `Writer.add`."""
        ...

    def writer(self) -> Writer:
        """Start the one transaction that an index allows at a time.

        Raises:
            IndexBusyError: another process holds it.
        """
        ...

    def hold(self) -> AbstractContextManager[None]:
        """Keep every other writer out over several transactions; raises as `writer` does."""
        ...

    def refresh(self) -> bool:
        """See the newest commit; True when there was a newer one."""
        ...

    def close(self) -> None:
        """Release files."""
        ...

    def check(self) -> list[str]:
        """Read the whole index and tell what is wrong with it, a sentence each; nothing when it is whole."""
        ...

    def sources(self) -> Iterator[SourceState]:
        """Every file the index has read to its end, in no order."""
        ...

    def held(self, corpus: str, source: str) -> Iterator[tuple[str, Held]]:
        """Yield the articles that a corpus has from one file, each with its id, as the last `refresh` saw them."""
        ...

    def count(self) -> int:
        """How many articles there are."""
        ...

    def search(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> Found:
        """Find articles: the total is exact, the page those from `offset` on, at most `limit`.

        Best first, newest first, oldest first, by outlet (case folded) and then newest first, or those first in which
        `matches.find_matches` finds the most places. Undated articles come last in both date orders, those without an
        outlet last among outlets. Scores that differ by less than one in a
        thousand or so are even (see `packed.hits.comparable`); of what is even the newest come first, then ids decide.

        Raises:
            SearchCancelledError: `cancelled` said so.
            SearchTimeoutError: the time budget ran out.
        """
        ...

    def search_quotes(self, tree: Node, *, sort: Sort, offset: int, limit: int, cancelled: Cancelled) -> FoundQuotes:
        """Find quotes: the default field is the quote, and `speaker` and `about` hold of the same quote.

        All other fields hold of the quote's article. Quotes of one article keep their order in the text when sorted
        by date. Raises as `search` does.
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
    ) -> Facets:
        """Count entities (at most `limit` a type) and outlets over all articles that match; raises as `search` does.

        With `quotes` the tree is that of a quote search: counted are the quotes in which an entity is mentioned.

        Aliases are all that the index knows of an entity, from whichever article. `among` leaves out all entities but
        these, which are named as they are merged.
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
        """Count the speakers of the quotes that match, or of all quotes of the articles that match.

        Only speakers that are entities have a name; at most `limit` of them, most quotes first, ties by name. Raises
        as `search` does.

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
        """Every entity of the index as the articles name it, whatever is merged, in no order."""
        ...

    def merge(self, merges: Merges) -> None:
        """From now on, after `refresh` too, answer as if every record were `merging.merged`; these replace others.

        Only `records` and `entities` still tell what is stored. Totals stay exact, and an article that names an
        entity in several ways counts once.
        """
        ...

    def timeline(self, tree: Node, *, buckets: int, cancelled: Cancelled, quotes: bool = False) -> Timeline:
        """Count all articles, or quotes, that match by the finest unit with at most `buckets` bars.

        Units are day, week, month, quarter and year. The undated are counted apart. Raises as `search` does.
        """
        ...

    def ids(self, tree: Node, *, sort: Sort, cancelled: Cancelled) -> Iterator[str]:
        """Every article that matches, in order, without a cap; raises as `search` does."""
        ...

    def records(self, ids: Sequence[str]) -> list[Record]:
        """Fetch articles with their annotations, in the order asked; ids that are not there are left out."""
        ...

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """As `records`, without the annotations: several times as fast."""
        ...

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of titles and texts that start so, with the number of articles they occur in, most first."""
        ...

    def similar(self, field: str, word: str, distance: int, limit: int) -> list[tuple[str, int]]:
        """Words that `Fuzzy` means, at most `limit`, with the number of articles they occur in, most first.

        `field` is one of `tree.TEXT_FIELDS`; "" stands for titles and texts. Of the words of quotes the number is that
        of quotes.
        """
        ...


class EngineModule(Protocol):
    """What a file in `engines/` offers."""

    def open_engine(self, folder: Path, *, create: bool) -> Engine:
        """Open the index in a folder, or make an empty one there.

        Raises:
            EngineError: there is none and `create` is false, or it is damaged or of another version.
        """
        ...
