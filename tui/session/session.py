"""The session: query, open article and trail, and the questions about them. No widgets here."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol, TypeVar

from ...index.model import EntityCount, EntityType, Sort, Span, Timeline
from ...index.processes.search_process import ServiceError
from ...index.protocol.answers import (
    Answer,
    Completions,
    Cooccurrences,
    Denials,
    Explanation,
    FacetsAnswer,
    Ids,
    KwicLines,
    RawSource,
    Reading,
    Rejects,
    Results,
    Speakers,
    Status,
    TimelineAnswer,
    Variants,
)
from ...index.protocol.questions import (
    Complete,
    CountCooccurrences,
    CountFacets,
    CountSpeakers,
    CountTimeline,
    EntityQuestion,
    Explain,
    Filter,
    FindDenials,
    Kwic,
    List,
    ListRejects,
    ListVariants,
    Overview,
    Question,
    Raw,
    Read,
    Refresh,
    Scope,
    Search,
)
from .history import History, Place
from .overview_parts import OverviewParts
from .trail import Trail

SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "outlet", "mentions")
_CONDITIONS = re.compile(
    r"(?:\s*-?(?:date|outlet|person|org|place|entity|speaker|about|topic|lang|byline|tag|is|corpus):"
    r"(?:\"(?:[^\"\\]|\\.)*\"|\[[^\]]*\]|[^\s()\"\[]+)(?!\S))*\s*"
)
"""A query of conditions alone, or an empty one."""
FREQUENT = 2000
"""Entities of a type to complete names from."""
ALL = 1_000_000
"""Articles of a trail, at least: all there can be."""
READINGS = 32
"""Articles in the cache."""
HEAD_START = 0.1
"""Seconds that completions wait for results."""

Kind = TypeVar("Kind", bound=Answer)


class Service(Protocol):
    """What the interface asks: `IndexService`, or a stand-in for tests."""

    async def start(self) -> None:
        """Open the index."""
        ...

    async def ask(self, question: Question, on_part: Callable[[Answer], None] | None = None) -> Answer:
        """Answer a question; parts of an answer go to `on_part` as they come."""
        ...

    async def close(self) -> None:
        """Close the index."""
        ...


class Session:
    """Query, open article, trail and history."""

    def __init__(self, service: Service, sort: Sort) -> None:
        self.query = ""
        self.quotes = False
        self.corpus = ""
        """The only corpus that is searched; "" for all of the index."""
        self.sort: Sort = sort
        self.fold = False  # copies into the first of them
        self.inflected: bool | None = None  # whether words have inflections; None: as configured
        self.trail = Trail()
        self.history = History()
        self.results: Results | None = None
        """The newest first page; None while a first search is under way."""
        self.reading: Reading | None = None
        """The open article."""
        self.stops: tuple[Span, ...] = ()
        """The trail's stops in it."""
        self.stop: int | None = None
        """Index into `stops`."""
        self.articles = 0
        """How many are searchable."""
        self.version = ""
        """The commit that is shown."""
        self.is_indexing = False
        """Whether more articles may come."""
        self.unvisited: Place | None = None
        """Where the last run ended, until the user is there again or somewhere else."""
        self._before: tuple[Trail, int | None] = (Trail(), None)  # the trail before words were found, and its stop
        self._service = service
        self._readings: OrderedDict[tuple[str, Scope], Reading] = OrderedDict()
        self._orders: dict[tuple[Scope, Sort, bool], dict[str, int]] = {}
        self._order_lock = asyncio.Lock()
        self._overview: OverviewParts | None = None
        """The answer to the newest settled query, as far as it has come."""
        self._overview_task: asyncio.Task[None] | None = None

    @property
    def scope(self) -> Scope:
        """The query, mode and filters."""
        return Scope(self.query, self.quotes, _only(self.corpus), self.inflected)

    @property
    def article_id(self) -> str:
        """Id of the open article, "" for none."""
        return self.reading.article.id if self.reading is not None else ""

    @property
    def order_by(self) -> Sort:
        """The order of the results; without words there is no relevance, and the newest come first."""
        return "newest" if self.sort == "relevance" and _CONDITIONS.fullmatch(self.query) else self.sort

    @property
    def asks_for_reads(self) -> bool:
        """Whether the results depend on which articles have been read."""
        return "is:" in self.query.lower()

    def place(self, top: int, row: int = 0) -> Place:
        """Return the present place, with the offset of the first character on screen and the selected row.

        Words found in the article are no trail to return to: the one before them is.
        """
        trail, stop = self._before if self.trail.kind == "find" else (self.trail, self.stop)
        return Place(self.query, self.quotes, self.sort, self.article_id, top, trail, stop, self.corpus, row)

    def open(self, reading: Reading) -> None:
        """Set the open article, before its first stop; words found in the previous one are dropped."""
        self.reading = reading
        if self.trail.kind == "find":
            self.trail = self._before[0]
        self.stop = None
        self.stops = self.trail.stops(reading)

    def follow(self, trail: Trail) -> None:
        """Set the trail, before its first stop in the open article."""
        self.trail = trail
        self.stop = None
        self.stops = trail.stops(self.reading) if self.reading else ()

    def find(self, words: str, spans: tuple[Span, ...], stop: int) -> None:
        """Make found words of the open article the trail."""
        if self.trail.kind != "find":
            self._before = self.trail, self.stop
        self.trail, self.stops, self.stop = Trail("find", words), spans, stop

    def end_find(self) -> None:
        """Return to the trail before the found words, at its stop."""
        trail, stop = self._before
        self.follow(trail)
        self.stop = stop

    def forget(self) -> None:
        """Clear the caches: a decision has changed the answers."""
        self._overview = None
        self._readings.clear()
        self._orders.clear()

    async def start(self) -> None:
        """Open the index; raises ServiceError or OSError."""
        await self._service.start()

    async def status(self) -> Status:
        """Fetch the state of the index; raises ServiceError, as do all questions below."""
        status = await self.newest()
        if status.version != self.version:
            self._readings.clear()
        self._orders.clear()
        self.articles, self.version = status.articles, status.version
        return status

    async def newest(self) -> Status:
        """Fetch the state of the newest commit, without showing it."""
        return await self.ask(Refresh(), Status)

    async def count_corpus(self, name: str) -> int:
        """How many articles a corpus has; all of them for ""."""
        return (await self.ask(Search(Scope("", filters=_only(name)), limit=0), Results)).total

    async def rejects(self, question: ListRejects) -> Rejects:
        """Fetch the rejected sources."""
        return await self.ask(question, Rejects)

    async def search(self, offset: int, limit: int, *, try_prefix: bool = False) -> Results:
        """A page of results; with the first one often comes the article of the first hit, which is kept ready.

        With `try_prefix` the query may change: to one whose last word is a beginning, where nothing has it as a whole.
        """
        scope = self.scope
        question = Search(
            scope,
            self.order_by,
            offset,
            limit,
            read=not offset and not scope.quotes,
            try_prefix=try_prefix,
            fold=self.fold,
        )
        results = await self.ask(question, Results)
        if results.interpretation.reason == "prefix" and scope == self.scope:
            self.query = results.interpretation.searched
        if results.first is not None:
            self._keep_ready((results.first.article.id, self.scope), results.first)
        return results

    async def overview(
        self, limit: int, *, try_prefix: bool = False, bars: int = 0, entities: EntityQuestion | None = None
    ) -> Results:
        """Ask all that is shown of a settled query as one question, and return its first page of results.

        `read`, `explain`, `timeline`, `facets` and `together` then wait for its parts where these are what they need.
        The parts of the overview before it that have not come are cancelled with this one's beginning, and its own
        when the task that waits for the results is cancelled.
        """
        if self._overview_task is not None:
            self._overview_task.cancel()
        scope = self.scope
        if self.asks_for_reads:
            self._orders.clear()
        search = Search(scope, self.order_by, 0, limit, read=not scope.quotes, try_prefix=try_prefix, fold=self.fold)
        parts = self._overview = OverviewParts(Overview(search, bars=bars, entities=entities))
        task = self._overview_task = asyncio.create_task(self._gather(parts))
        task.add_done_callback(lambda _: parts.end())  # also when it is cancelled before it begins
        try:
            results = await parts.results()
        except asyncio.CancelledError:
            task.cancel()
            raise
        if results.interpretation.reason == "prefix" and scope == self.scope:
            self.query = results.interpretation.searched
        if results.first is not None:
            self._keep_ready((results.first.article.id, self.scope), results.first)
        return results

    async def _gather(self, parts: OverviewParts) -> None:
        error = None
        try:
            await self._service.ask(parts.question, parts.put)
        except ServiceError as caught:
            error = caught
        finally:
            parts.end(error)

    def _parts(self) -> OverviewParts | None:
        """The parts of the present query's overview."""
        return self._overview if self._overview is not None and self._overview.scope == self.scope else None

    async def timeline(self, buckets: int) -> Timeline:
        """Count the results over time."""
        if (parts := self._parts()) and (known := await parts.timeline(buckets)):
            return known.timeline
        return (await self.ask(CountTimeline(self.scope, buckets), TimelineAnswer)).timeline

    async def facets(
        self,
        *,
        limit: int = 50,
        holding: str = "",
        among: tuple[tuple[EntityType, str], ...] | None = None,
        also: tuple[tuple[EntityType, str], ...] = (),
    ) -> FacetsAnswer:
        """Entities, at most `limit` a type, and outlets of the results.

        Only entities with a name that holds `holding`, and only those among `among`; those of `also` in any case.
        """
        question = CountFacets(self.scope, limit=limit, holding=holding, among=among, also=also, mentions=False)
        if (parts := self._parts()) and (known := await parts.facets(question)):
            return known
        return await self.ask(question, FacetsAnswer)

    async def outlets(self) -> tuple[tuple[str, int], ...]:
        """Count the articles of each outlet of the results, most first."""
        return (await self.ask(CountFacets(self.scope, types=(), mentions=False), FacetsAnswer)).facets.outlets

    async def frequent_entities(self, types: Sequence[EntityType]) -> Sequence[EntityCount]:
        """Fetch the entities of some types in the most articles of the whole index."""
        answer = await self.ask(CountFacets(Scope(""), tuple(types), FREQUENT, mentions=False), FacetsAnswer)
        return answer.facets.entities

    async def variants(self, kind: EntityType, name: str) -> Sequence[EntityCount]:
        """Fetch the entities, as articles name them, that are merged into one."""
        return (await self.ask(ListVariants((kind, name)), Variants)).entities

    async def together(self, entity: tuple[EntityType, str], *, limit: int) -> Cooccurrences:
        """Count the entities, at most `limit` a type, that the results mention together with one."""
        question = CountCooccurrences(self.scope, entity, limit)
        if (parts := self._parts()) and (known := await parts.together(question)):
            return known
        return await self.ask(question, Cooccurrences)

    async def speakers(self, *, limit: int, holding: str = "") -> Speakers:
        """Count who is quoted in the results: at most `limit` names, only those that hold `holding`."""
        question = CountSpeakers(self.scope, limit, holding)
        if (parts := self._parts()) and (known := await parts.speakers(question)):
            return known
        return await self.ask(question, Speakers)

    async def denials(self, limit: int) -> Denials:
        """Find denials in the results, at most so many, with what others say on the same matter."""
        return await self.ask(FindDenials(self.scope, limit), Denials)

    async def complete(self, query: str, cursor: int) -> Completions:
        """Fetch completions at the cursor of a query; results that are on their way go first, unless they are slow."""
        if self._overview is not None:
            with suppress(ServiceError, TimeoutError):
                await asyncio.wait_for(self._overview.results(), HEAD_START)
        return await self.ask(Complete(query, cursor, inflected=self.inflected), Completions)

    async def explain(self) -> Explanation:
        """Fetch what each word of the query finds."""
        if (parts := self._parts()) and (known := await parts.explanation()):
            return known
        return await self.ask(Explain(self.scope), Explanation)

    async def read(self, id_: str) -> Reading:
        """Fetch an article with its matches; recent ones come from the cache."""
        key = (id_, self.scope)
        reading = self._readings.get(key)
        if reading is None and (parts := self._parts()):
            reading = await parts.reading(id_)
        if reading is None:
            reading = await self.ask(Read(id_, key[1]), Reading)
        self._keep_ready(key, reading)
        return reading

    def ready(self, id_: str) -> Reading | None:
        """Return an article from the cache; None when it is not there."""
        return self._readings.get((id_, self.scope))

    def _keep_ready(self, key: tuple[str, Scope], reading: Reading) -> None:
        self._readings[key] = reading
        self._readings.move_to_end(key)
        while len(self._readings) > READINGS:
            self._readings.popitem(last=False)

    async def raw(self, id_: str, start: int | None) -> RawSource:
        """Fetch a part of an article's source; without a start, the one where its record begins."""
        return await self.ask(Raw(id_, start), RawSource)

    async def kwic(self, question: Kwic) -> KwicLines:
        """Fetch a page of a concordance."""
        return await self.ask(question, KwicLines)

    async def report(self, question: Question, kind: type[Kind]) -> Kind:
        """Fetch a table of words, a profile or another report."""
        return await self.ask(question, kind)

    async def order(self, trail: Trail) -> dict[str, int]:
        """Fetch the articles of a trail, id -> position from 0 in the order of the results. Cached."""
        key = (trail.scope(self.scope), self.order_by, self.fold)
        async with self._order_lock:
            if key not in self._orders:
                ids = await self.ask(List(key[0], key[1], limit=max(ALL, 2 * self.articles), fold=self.fold), Ids)
                if len(self._orders) > 8:
                    self._orders.clear()
                self._orders[key] = {id_: number for number, id_ in enumerate(dict.fromkeys(ids.ids))}
            return self._orders[key]

    def known_order(self) -> dict[str, int] | None:
        """Return the trail's articles from the cache of `order`; None when they are not there."""
        return self._orders.get((self.trail.scope(self.scope), self.order_by, self.fold))

    async def ask(self, question: Question, kind: type[Kind]) -> Kind:
        """Answer any question that has a single answer."""
        answer = await self._service.ask(question)
        assert isinstance(answer, kind)  # noqa: S101 - the service answers each question with its own struct
        return answer


def _only(corpus: str) -> tuple[Filter, ...]:
    return (Filter("corpus", corpus),) if corpus else ()
