"""Reading: opening articles, stepping along the trail through one and on into the next, remembering places."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Literal, ParamSpec

from textual.css.query import NoMatches

from ...index.config.settings import Settings
from ...index.model import Annotations, QuoteHit
from ...index.processes.search import ServiceError
from ...index.protocol import Reading
from ..panes.article import ArticlePane
from ..panes.entities import EntitiesPane
from ..panes.quotes import QuotesPane
from ..panes.results import ResultsPane
from ..panes.status_lines import TrailLine
from ..terminal.sanitise import sanitise
from .pane_layout import PANES, Desk
from .session import Service, Session
from .trail import Place, Trail

Landing = Literal["first", "last", "again"] | Place | tuple[int, int]
"""Where to go in an article that opens: first or last stop of the trail, again where one was in it, a place, a span."""

Asked = ParamSpec("Asked")


class Reader(Desk):
    """The desk with an article on it."""

    def __init__(self, settings: Settings, service: Service) -> None:
        super().__init__(settings)
        self.session = Session(service, settings.config.search.sort)
        self._steps = 0
        """Along the trail that keys asked for while another article is on its way; negative for back."""
        self.row_awaited = False
        """Whether the article to open is that of a row which has not come yet."""

    def work(
        self, group: str, task: Callable[Asked, Awaitable[None]], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> None:
        """Do one thing at a time of each group, the newest; one that is not wanted any more is cancelled.

        A question that could not be answered is told in the trail line.
        """
        self.run_worker(partial(self._calmly, partial(task, *args, **kwargs)), group=group, exclusive=group != "page")

    async def _calmly(self, task: Callable[[], Awaitable[None]]) -> None:
        try:
            await task()
        except NoMatches:
            if all(self.query(f"#{pane}") for pane in PANES):
                raise
            # else the answer came when panes had gone: one leaves, or opens another index
        except ServiceError as error:
            if error.kind != "cancelled":
                self.query_one(TrailLine).say(str(error), trouble=True)

    def say(self, message: str) -> None:
        """Tell something that passes; it may hold text from anywhere."""
        self.notify(sanitise(message), markup=False)

    def for_the_terminal(self) -> bool:
        """Whether the user sits at this machine; else tell that what was asked for would be done on it."""
        if self.app.is_web:
            self.say("Not from a browser: it would be done on the machine that serves this page.")
        return not self.app.is_web

    def leave_place(self) -> None:
        """Remember where one is, before going somewhere else."""
        self.session.history.leave(self.here())

    def here(self) -> Place:
        """Where one is."""
        return self.session.place(self.query_one(ArticlePane).top())._replace(row=self.query_one(ResultsPane).cursor)

    def turn_page(self, reading: Reading, landing: Landing) -> Landing:  # noqa: ARG002 - for those who remember
        """Another article is about to be opened: where in it to go."""
        return "first" if landing == "again" else landing

    def page_turned(self) -> None:
        """Another article is open."""

    # The article

    def open_article(self, id_: str, landing: Landing, delay: float = 0.0) -> None:
        """Open an article after `delay` seconds, unless another one is wanted by then; one that is ready at once."""
        self._stay()
        reading = self.session.ready(id_) if not delay else None
        if reading is None:
            self.work("read", self._read, id_, landing, delay)
        else:
            self.workers.cancel_group(self, "read")
            self._show(reading, landing)

    def open_row(self, delay: float = 0.0) -> None:
        """Open the chosen row's article, at its first stop of the trail or at the quote that was found."""
        rows = self.query_one(ResultsPane)
        item = rows.item()
        self.row_awaited = item is None
        if item is not None:
            span = (item.quote.start, item.quote.end) if isinstance(item, QuoteHit) else "again"
            self.open_article(rows.article(), span, delay)

    async def _read(self, id_: str, landing: Landing, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        self._show(await self.session.read(id_), landing)

    def _show(self, reading: Reading, landing: Landing) -> None:
        """Make an article the open one in all panes."""
        session, article = self.session, self.query_one(ArticlePane)
        landing = self.turn_page(reading, landing)
        session.open(reading)
        article.open(reading, at=landing.top if isinstance(landing, Place) else 0)
        self.query_one(QuotesPane).show(reading.annotations.quotes)
        self.query_one(EntitiesPane).show_article(reading.annotations)
        self.title_panes()
        self.land(landing)
        self.tell_trail()
        self.page_turned()
        if session.trail.kind != "matches":
            self.work("trail", self.place_on_trail)

    async def _return(self, place: Place) -> None:
        """Open a place's article; where it is gone, the chosen row's."""
        try:
            await self._read(place.article, place, 0.0)
        except ServiceError as error:
            if error.kind == "cancelled":
                raise
            self.open_row()

    def open_place(self, place: Place) -> None:
        """Open a place's article as it was there."""
        self._stay()
        self.work("read", self._return, place)

    def land(self, landing: Landing) -> None:
        """Go somewhere in the open article."""
        session, article = self.session, self.query_one(ArticlePane)
        stops = session.stops
        if isinstance(landing, Place):
            if landing.stop is not None and landing.stop < len(stops):
                session.stop = landing.stop
                article.mark(stops[landing.stop])
        elif isinstance(landing, tuple):
            session.stop = next((i for i, stop in enumerate(stops) if landing[0] <= stop[0] < landing[1]), None)
            article.reveal(landing)
        elif stops:
            self.go(0 if landing == "first" else len(stops) - 1)

    def close_article(self) -> None:
        """Open none."""
        self.session.reading, self.session.stops, self.session.stop = None, (), None
        self.query_one(ArticlePane).close("Nothing is open.\n\nPress / and type to find something.")
        self.query_one(QuotesPane).close("What people say in the open article shows here.")
        self.query_one(EntitiesPane).show_article(Annotations())
        self.title_panes()
        self.tell_trail()

    # The trail

    def go(self, stop: int) -> None:
        """Go to a stop of the trail in the open article."""
        self.session.stop = stop
        self.query_one(ArticlePane).reveal(self.session.stops[stop])
        self.tell_trail()

    def action_step(self, step: int) -> None:
        """Go to the next or previous stop, on into another article when there is none left in this one."""
        session = self.session
        if session.quotes and session.trail.kind == "matches":
            self.query_one(ResultsPane).action_move(step)  # the results are the quotes that were found
            return
        if any(not worker.is_finished for worker in self.workers if worker.group == "cross"):
            self._steps += step
        elif not self._step(step) and session.results is not None:
            self.work("cross", self._cross, step)

    def _step(self, step: int) -> bool:
        """Go to the next or previous stop of the open article; False when there is none."""
        session = self.session
        start = session.stop if session.stop is not None else -1 if step > 0 else len(session.stops)
        if not 0 <= start + step < len(session.stops):
            return False
        self.go(start + step)
        self._look_ahead(step)
        return True

    async def _cross(self, step: int) -> None:
        """Go on to the next article of the trail, or back to the one before; then go as far as keys asked meanwhile."""
        self._steps = step
        while self._steps:
            step = 1 if self._steps > 0 else -1
            self._steps -= step
            if not self._step(step) and not await self._turn(step):
                break

    def _stay(self) -> None:
        """Go no further along the trail: something else is wanted since."""
        self.workers.cancel_group(self, "cross")

    async def _turn(self, step: int) -> bool:
        """Open the next article of the trail, or the one before; False when there is none, which is told."""
        session, rows = self.session, self.query_one(ResultsPane)
        chosen = rows.cursor
        id_, row = await self._beyond(step)
        if rows.cursor != chosen:
            return False  # the user chose another row while this was under way: its message is on the way
        if not id_:
            end = "last" if step > 0 else "first"
            what = f"{end} {session.trail.stop_name}"
            self.query_one(TrailLine).say(f"That was the {what} in these results.")
            return False
        self.leave_place()
        reading = await session.read(id_)
        if rows.cursor != chosen:
            return False
        self.workers.cancel_group(self, "read")
        if row is None:
            await self.choose_row(id_)
        else:
            rows.move_to(row, tell=False)
        self._show(reading, "first" if step > 0 else "last")
        self._look_ahead(step)
        return True

    async def _beyond(self, step: int) -> tuple[str, int | None]:
        """Id of the next article of the trail, or of the one before, and its row where that is known; "" for none."""
        session, rows = self.session, self.query_one(ResultsPane)
        here = session.article_id
        if here and session.trail.kind == "matches" and not session.quotes and rows.article() == here:
            # The results are the trail: one need not ask for all of them to know the next.
            row = rows.cursor + step
            if rows.article(row) or not 0 <= row < rows.total:
                return rows.article(row), row
            return next((hit.id for hit in (await session.search(row, 1)).hits), ""), row
        order = await session.order(session.trail)
        place = order.get(here)
        target = (0 if step > 0 else len(order) - 1) if place is None else place + step
        return next((id_ for id_, number in order.items() if number == target), ""), None

    def _look_ahead(self, step: int) -> None:
        """At the last stop of an article, have the one ready that the next step leads to."""
        session = self.session
        if session.stop == (len(session.stops) - 1 if step > 0 else 0):
            self.work("ahead", self._have_ready, step)

    async def _have_ready(self, step: int) -> None:
        with suppress(ServiceError):  # who goes there is told
            id_, _ = await self._beyond(step)
            if id_:
                await self.count_ahead(await self.session.read(id_))

    async def count_ahead(self, reading: Reading) -> None:
        """Have the counts ready that are shown with an article: it may be opened next."""

    async def choose_row(self, id_: str) -> None:
        """Move the cursor of the results to an article that was opened from elsewhere."""
        rows = self.query_one(ResultsPane)
        loaded = next((index for index, _ in rows.loaded() if rows.article(index) == id_), None)
        if loaded is None and not self.session.quotes:
            loaded = (await self.session.order(Trail())).get(id_)
        if loaded is not None:
            rows.move_to(loaded, tell=False)

    def follow(self, trail: Trail) -> None:
        """Make something else the trail, and go to its first stop from here on."""
        session, article = self.session, self.query_one(ArticlePane)
        self._stay()
        self.leave_place()
        session.follow(trail)
        article.mark(None)
        if session.stops:
            top = article.top()
            self.go(next((i for i, stop in enumerate(session.stops) if stop[0] >= top), 0))
            self.work("trail", self.place_on_trail)
        else:
            self.work("cross", self._cross, 1)
        if self.tabbed:
            self.focus_pane("article")

    async def place_on_trail(self) -> None:
        """Tell where on the trail the open article is, once that is known."""
        self.tell_trail(await self.session.order(self.session.trail))

    def tell_trail(self, order: dict[str, int] | None = None) -> None:
        """Show where one is; `order` is that of the trail's articles, where it is known."""
        session, rows = self.session, self.query_one(ResultsPane)
        order = session.known_order() if order is None else order
        parts: list[str] = []
        if session.quotes and session.trail.kind == "matches":
            if rows.total:
                parts.append(f"quote {rows.cursor + 1:,} of {rows.total:,}")
        elif session.stops:
            number = session.stop + 1 if session.stop is not None else 0
            parts.append(f"{session.trail.stop_name} {number} of {len(session.stops)}")
        id_ = session.article_id
        if id_ and order is not None:
            parts.append(f"article {order[id_] + 1 if id_ in order else '–'} of {len(order):,}")
        elif id_ and session.trail.kind == "matches" and not session.quotes and rows.article() == id_:
            parts.append(f"article {rows.cursor + 1:,} of {rows.total:,}")
        self.query_one(TrailLine).tell(session.trail.title, " · ".join(parts))

    def action_clear_trail(self) -> None:
        """Follow the search's matches again; from there, go to the results."""
        session = self.session
        if session.trail.kind == "matches":
            self.focus_pane("results")
            return
        self.leave_place()
        session.follow(Trail())
        self.query_one(ArticlePane).mark(None)
        self.tell_trail()
