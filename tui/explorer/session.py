"""What the user is doing: the search, the open article, the trail; and the questions that follow from it. No screen."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from ...index.model import EntityCount, EntityType, Sort, Span, Timeline
from ...index.processes.search import ServiceError
from ...index.protocol import (
    Answer,
    Complete,
    Completions,
    CountFacets,
    CountTimeline,
    CountTogether,
    Explain,
    Explanation,
    FacetsAnswer,
    Filter,
    Ids,
    Kwic,
    KwicLines,
    List,
    ListRejects,
    ListVariants,
    Overview,
    Question,
    Raw,
    RawSource,
    Read,
    Reading,
    Refresh,
    Rejects,
    Results,
    Scope,
    Search,
    Status,
    TimelineAnswer,
    Together,
    Variants,
)
from .history import History, Place
from .overview_parts import OverviewParts
from .trail import Trail

SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "outlet")
_CONDITIONS = re.compile(
    r"(?:\s*-?(?:date|outlet|person|org|place|entity|speaker|about|topic|lang|byline|tag|corpus):"
    r"(?:\"(?:[^\"\\]|\\.)*\"|\[[^\]]*\]|[^\s()\"\[]+)(?!\S))*\s*"
)
"""A query that asks for no words, only for dates and names, or for nothing."""
FREQUENT = 2000
"""Entities of a type to complete names from."""
READINGS = 32
"""Articles kept ready to be shown again."""

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
        """Let go of it."""
        ...


class Session:
    """The search, the open article, where on the trail one is, and where one has been."""

    def __init__(self, service: Service, sort: Sort) -> None:
        self.query = ""
        self.quotes = False
        self.corpus = ""
        """The only corpus that is searched; "" for all of the index."""
        self.sort: Sort = sort
        self.trail = Trail()
        self.history = History()
        self.results: Results | None = None
        """The newest first page; None while a first search is under way."""
        self.reading: Reading | None = None
        """The open article."""
        self.stops: tuple[Span, ...] = ()
        """What the trail stops at in it."""
        self.stop: int | None = None
        """Index into `stops`."""
        self.articles = 0
        """How many can be searched."""
        self.unvisited: Place | None = None
        """Where the last run ended, until the user is there again or somewhere else."""
        self._before: tuple[Trail, int | None] = (Trail(), None)
        """The trail that was left to find something in the article, and where on it one was."""
        self._service = service
        self._readings: OrderedDict[tuple[str, Scope], Reading] = OrderedDict()
        self._orders: dict[tuple[Scope, Sort], dict[str, int]] = {}
        self._order_lock = asyncio.Lock()
        self._overview: OverviewParts | None = None
        """The answer to the newest settled query, as far as it has come."""
        self._overview_task: asyncio.Task[None] | None = None

    @property
    def scope(self) -> Scope:
        """What is being searched."""
        return Scope(self.query, self.quotes, _only(self.corpus))

    @property
    def article_id(self) -> str:
        """Id of the open article, "" for none."""
        return self.reading.article.id if self.reading is not None else ""

    @property
    def order_by(self) -> Sort:
        """How the results are sorted: with no words to be relevant to, the newest come first."""
        return "newest" if self.sort == "relevance" and _CONDITIONS.fullmatch(self.query) else self.sort

    def place(self, top: int, row: int = 0) -> Place:
        """Return the present place, with the offset of the first character on screen and the selected row.

        Words found in the article are no trail to return to: the one before them is.
        """
        trail, stop = self._before if self.trail.kind == "find" else (self.trail, self.stop)
        return Place(self.query, self.quotes, self.sort, self.article_id, top, trail, stop, self.corpus, row)

    def open(self, reading: Reading) -> None:
        """Make an article the open one, before its first stop; what was found in the one before is left."""
        self.reading = reading
        if self.trail.kind == "find":
            self.trail = self._before[0]
        self.stop = None
        self.stops = self.trail.stops(reading)

    def follow(self, trail: Trail) -> None:
        """Change the trail; one is before its first stop in the open article."""
        self.trail = trail
        self.stop = None
        self.stops = trail.stops(self.reading) if self.reading else ()

    def find(self, words: str, spans: tuple[Span, ...], stop: int) -> None:
        """Make the trail what was found in the open article."""
        if self.trail.kind != "find":
            self._before = self.trail, self.stop
        self.trail, self.stops, self.stop = Trail("find", words), spans, stop

    def end_find(self) -> None:
        """Be back on the trail that was left for it, where one was."""
        trail, stop = self._before
        self.follow(trail)
        self.stop = stop

    def forget(self) -> None:
        """Ask anew for articles and their order: something was decided that changes them."""
        self._overview = None
        self._readings.clear()
        self._orders.clear()

    async def start(self) -> None:
        """Open the index; raises ServiceError or OSError."""
        await self._service.start()

    async def status(self) -> Status:
        """What the index holds by now; raises ServiceError, as all the questions below do."""
        status = await self._ask(Refresh(), Status)
        if status.articles != self.articles:
            self._readings.clear()
        self._orders.clear()
        self.articles = status.articles
        return status

    async def count_corpus(self, name: str) -> int:
        """How many articles a corpus has; all of them for ""."""
        return (await self._ask(Search(Scope("", filters=_only(name)), limit=0), Results)).total

    async def rejects(self, question: ListRejects) -> Rejects:
        """What could not be read."""
        return await self._ask(question, Rejects)

    async def search(self, offset: int, limit: int, *, begun: bool = False) -> Results:
        """A page of results; with the first one often comes the article of the first hit, which is kept ready.

        With `begun` the query may change: to one whose last word is a beginning, where nothing has it as a whole.
        """
        scope = self.scope
        question = Search(scope, self.order_by, offset, limit, read=not offset and not scope.quotes, begun=begun)
        results = await self._ask(question, Results)
        if results.interpretation.reason == "prefix" and scope == self.scope:
            self.query = results.interpretation.searched
        if results.first is not None:
            self._keep_ready((results.first.article.id, self.scope), results.first)
        return results

    async def overview(
        self, limit: int, *, begun: bool = False, bars: int = 0, entities: CountFacets | CountTogether | None = None
    ) -> Results:
        """Ask all that is shown of a settled query as one question, and return its first page of results.

        `read`, `explain`, `timeline`, `facets` and `together` then wait for its parts where these are what they need.
        The parts of the overview before it that have not come are cancelled with this one's beginning, and its own
        when the task that waits for the results is cancelled.
        """
        if self._overview_task is not None:
            self._overview_task.cancel()
        scope = self.scope
        search = Search(scope, self.order_by, 0, limit, read=not scope.quotes, begun=begun)
        parts = self._overview = OverviewParts(Overview(search, bars=bars, entities=entities))
        task = self._overview_task = asyncio.create_task(self._gather(parts))
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
        """The results over time."""
        if (parts := self._parts()) and (known := await parts.timeline(buckets)):
            return known.timeline
        return (await self._ask(CountTimeline(self.scope, buckets), TimelineAnswer)).timeline

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
        question = CountFacets(self.scope, limit=limit, holding=holding, among=among, also=also)
        if (parts := self._parts()) and (known := await parts.facets(question)):
            return known
        return await self._ask(question, FacetsAnswer)

    async def outlets(self) -> tuple[tuple[str, int], ...]:
        """The outlets of the results with their articles, most first."""
        return (await self._ask(CountFacets(self.scope, types=()), FacetsAnswer)).facets.outlets

    async def frequent_entities(self, types: Sequence[EntityType]) -> Sequence[EntityCount]:
        """The entities of some types in the most articles of the whole index."""
        answer = await self._ask(CountFacets(Scope(""), tuple(types), FREQUENT), FacetsAnswer)
        return answer.facets.entities

    async def variants(self, kind: EntityType, name: str) -> Sequence[EntityCount]:
        """The entities, as articles name them, that are merged into one."""
        return (await self._ask(ListVariants((kind, name)), Variants)).entities

    async def together(self, entity: tuple[EntityType, str], *, limit: int) -> Together:
        """The entities, at most `limit` a type, that the results mention together with one."""
        question = CountTogether(self.scope, entity, limit)
        if (parts := self._parts()) and (known := await parts.together(question)):
            return known
        return await self._ask(question, Together)

    async def complete(self, query: str, cursor: int) -> Completions:
        """What could stand at the cursor of a query."""
        return await self._ask(Complete(query, cursor), Completions)

    async def explain(self) -> Explanation:
        """What each word of the query finds."""
        if (parts := self._parts()) and (known := await parts.explanation()):
            return known
        return await self._ask(Explain(self.scope), Explanation)

    async def read(self, id_: str) -> Reading:
        """An article with its matches; the last few come without asking."""
        key = (id_, self.scope)
        reading = self._readings.get(key)
        if reading is None and (parts := self._parts()):
            reading = await parts.reading(id_)
        if reading is None:
            reading = await self._ask(Read(id_, key[1]), Reading)
        self._keep_ready(key, reading)
        return reading

    def ready(self, id_: str) -> Reading | None:
        """An article that `read` would give without asking; None where it has to ask."""
        return self._readings.get((id_, self.scope))

    def _keep_ready(self, key: tuple[str, Scope], reading: Reading) -> None:
        self._readings[key] = reading
        self._readings.move_to_end(key)
        while len(self._readings) > READINGS:
            self._readings.popitem(last=False)

    async def raw(self, id_: str, start: int | None) -> RawSource:
        """A part of what an article was read from; without a start, that where its record begins."""
        return await self._ask(Raw(id_, start), RawSource)

    async def kwic(self, question: Kwic) -> KwicLines:
        """A page of a concordance."""
        return await self._ask(question, KwicLines)

    async def order(self, trail: Trail) -> dict[str, int]:
        """The articles a trail leads through: id to position from 0, in the order of the results. Asked once."""
        key = (trail.scope(self.scope), self.order_by)
        async with self._order_lock:
            if key not in self._orders:
                ids = await self._ask(List(key[0], key[1]), Ids)
                if len(self._orders) > 8:
                    self._orders.clear()
                self._orders[key] = {id_: number for number, id_ in enumerate(dict.fromkeys(ids.ids))}
            return self._orders[key]

    def known_order(self) -> dict[str, int] | None:
        """The trail's articles, where `order` has asked for them already."""
        return self._orders.get((self.trail.scope(self.scope), self.order_by))

    async def _ask(self, question: Question, kind: type[Kind]) -> Kind:
        answer = await self._service.ask(question)
        assert isinstance(answer, kind)  # noqa: S101 - the service answers each question with its own struct
        return answer


def _only(corpus: str) -> tuple[Filter, ...]:
    return (Filter("corpus", corpus),) if corpus else ()
