"""The one main screen: lays out the panes and passes on what they say."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from ..index.builder import Builder
from ..index.model import Annotations, QuoteHit
from ..index.query.compose import with_filter
from ..index.service import ServiceError
from ..index.settings import Settings
from .commands import Context
from .help import HelpScreen
from .keymap import bindings
from .panes.article import ArticlePane
from .panes.entities import EntitiesPane
from .panes.lines import FooterLine, TabLine, TitleLine, TrailLine
from .panes.quotes import QuotesPane
from .panes.results import ResultsPane
from .panes.search import SearchLine
from .panes.timeline import TimelinePane
from .session import SORTS, Service, Session
from .trail import Place, Trail, filter_field, speaker_name
from .widgets.long_list import PAGE, LongList

PANES: tuple[Context, ...] = ("results", "article", "quotes", "entities", "timeline")
NO_PANE: Context = "everywhere"
NARROW, SHORT, TALL = 100, 30, 44
"""Below this many columns or rows the panes become tabs; from so many rows on the timeline is taller."""
REST_SECONDS = 0.06
"""Of selections that follow each other faster than this, only the last one's article is opened."""
Landing = Literal["first", "last"] | Place | tuple[int, int]
"""Where to go in an article that opens: first or last stop of the trail, where one was before, or a span."""


class Explorer(Screen[None]):
    """Search line, timeline, results, article, quotes, entities and trail."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]
    AUTO_FOCUS = "#results"

    def __init__(self, settings: Settings, service: Service, builder: Builder | None) -> None:
        super().__init__()
        self.session = Session(service, settings.config.search.sort)
        self.tabbed = False
        """Whether only one pane is shown at a time."""
        self._settings = settings
        self._service = service
        self._builder = builder
        self._pane: Context = "results"
        self._moved_at = 0.0

    # The layout

    def compose(self) -> ComposeResult:
        """All panes; which of them are shown is up to the size of the terminal."""
        interface = self._settings.config.interface
        yield TitleLine(self._settings.name)
        yield SearchLine(id="search", debounce=self._settings.config.search.debounce_ms / 1000)
        yield TabLine([pane.capitalize() for pane in PANES])
        yield TimelinePane(id="timeline", empty="When the results were published shows here.")
        with Horizontal(id="panes"):
            yield ResultsPane(id="results", empty="Opening the index …")
            with Vertical(id="middle"):
                yield ArticlePane(
                    id="article",
                    measure=interface.measure,
                    letters=interface.marks == "letters",
                    empty="Choose an article in the results (1) to read it here.",
                )
                yield QuotesPane(id="quotes", empty="What people say in the open article shows here.")
            yield EntitiesPane(id="entities", empty="Who and what the results mention shows here.")
        yield TrailLine()
        yield FooterLine(interface.keys)

    def on_mount(self) -> None:
        """Start asking once the first frame is painted."""
        panes = self._settings.config.interface.panes
        self._shown = {"timeline": panes.timeline, "quotes": panes.quotes, "entities": panes.entities}
        self._tell_search()
        self._tell_trail()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._work("open", self._open_index())
        if self._builder is not None:
            self._work("build", self._build(self._builder))

    def on_resize(self, event: events.Resize) -> None:
        """Columns where there is room for them, else tabs."""
        width, height = event.size
        self.tabbed = width < NARROW or height < SHORT
        self.set_class(self.tabbed, "-tabs")
        self.set_class(height >= TALL, "-tall")
        self._arrange(width)

    def _arrange(self, width: int) -> None:
        """Show the panes that are to be shown, at their widths."""
        wide = self._settings.config.interface.panes
        for pane in PANES:
            self.pane(pane).display = pane == self._pane if self.tabbed else self._shown.get(pane, True)
        middle, panes = self.query_one("#middle"), self.query_one("#panes")
        middle.display = not self.tabbed or self._pane in ("article", "quotes")
        panes.display = not self.tabbed or self._pane != "timeline"
        if not self.tabbed:
            self.pane("results").styles.width = min(wide.results_width, width * 3 // 10)
            self.pane("entities").styles.width = min(wide.entities_width, width * 23 // 100)
            self.pane("results").styles.height = self.pane("entities").styles.height = "1fr"
        else:
            for pane in ("results", "entities"):
                self.pane(pane).styles.width = "1fr"
        self.query_one(TabLine).show(PANES.index(self._pane))

    def pane(self, name: Context) -> Widget:
        """A pane by its context."""
        return self.query_one("#query" if name == "search" else f"#{name}")

    def focus_pane(self, name: Context) -> None:
        """Show a pane and give it the focus."""
        self._pane = name
        if name in self._shown:
            self._shown[name] = True
        self._arrange(self.size.width)
        self.pane(name).focus()

    def context(self) -> Context:
        """Whose keys work now."""
        focused = self.focused.id if self.focused is not None else None
        if focused == "query":
            return "search"
        return next((pane for pane in PANES if pane == focused), NO_PANE)

    def on_descendant_focus(self) -> None:
        """Tell of the keys that work now; mark the pane."""
        context = self.context()
        self.query_one(FooterLine).show(context)
        if context in PANES:
            self._pane = context
            self.query_one(TabLine).show(PANES.index(context))
        elif context == "search":
            self._leave_place()
        self._title_panes()

    def _title_panes(self) -> None:
        session = self.session
        said = len(session.reading.annotations.quotes) if session.reading else 0
        results = session.results.total if session.results else 0
        counts = {"results": results, "quotes": said}
        context = self.context()
        for number, name in enumerate(PANES[:4], 1):
            pane = self.pane(name)
            count = f" · {counts[name]:,}" if counts.get(name) else ""
            focus = "● " if name == context else ""
            pane.border_title = Content(f"{focus}{number} {name.capitalize()}{count}")

    # Asking

    def _work(self, group: str, task: Coroutine[Any, Any, None]) -> None:
        """Run one thing at a time of each group: the newest; one that is not wanted any more is cancelled."""
        self.run_worker(self._calmly(task), group=group, exclusive=True)

    async def _calmly(self, task: Coroutine[Any, Any, None]) -> None:
        try:
            await task
        except ServiceError as error:
            if error.kind != "cancelled":
                self.query_one(TrailLine).trouble(str(error))

    async def _open_index(self) -> None:
        try:
            await self._service.start()
            self.query_one(TitleLine).tell((await self.session.status()).articles)
            await self._search(None)
        except (ServiceError, OSError) as error:
            message = f"{error} `newsexplore doctor` tells more."
            self.query_one(ResultsPane).clear(message)
            raise ServiceError(message, "index") from error

    async def _build(self, builder: Builder) -> None:
        title = self.query_one(TitleLine)
        committed, rejected = 0, 0
        async for progress in builder.run():
            title.progress(progress)
            rejected += len(progress.rejects)
            if progress.committed > committed:
                committed = progress.committed
                title.tell((await self.session.status()).articles)
                self._work("search", self._search(None, quiet=True))
            if progress.stage == "done":
                title.tell((await self.session.status()).articles)
                if rejected:
                    self._say(f"{rejected:,} sources could not be read: `newsexplore doctor` says which, and why.")
            elif progress.stage == "failed":
                self._say(progress.message)

    def _say(self, message: str) -> None:
        self.notify(message, markup=False)

    async def _search(self, want: Place | None, *, quiet: bool = False) -> None:
        """Show the first page, open its first article, then count; quietly, keep what is chosen and open."""
        session, rows = self.session, self.query_one(ResultsPane)
        kept = rows.article() if quiet else want.article if want else ""
        try:
            results = await session.search(0, PAGE)
        except ServiceError as error:
            self._tell_search(str(error))
            raise
        session.results = results
        items = results.quotes if session.quotes else results.hits
        ids = [item.article if isinstance(item, QuoteHit) else item.id for item in items]
        cursor = ids.index(kept) if kept in ids else rows.cursor if quiet else 0
        if not items:
            rows.clear(self._nothing_found())
        else:
            rows.fill(items, results.total, cursor=cursor, keep_view=quiet)
        self._tell_search()
        self._title_panes()
        if want is not None and want.article:
            self._open(want.article, want)
        elif not items:
            self._close_article()
        elif not quiet or session.reading is None:
            self._open_row()
        self._work("count", self._count())

    def _nothing_found(self) -> str:
        if not self.session.articles:
            return "There are no articles yet.\n\nThey show here as soon as the first ones are indexed."
        if not self.session.query:
            return "Nothing here.\n\nPress t to search articles again."
        return "Nothing found.\n\nTake a word away, or press Backspace to go back to where you were."

    async def _count(self) -> None:
        """Count the results over time, then their entities; both come after the first page."""
        timeline = self.query_one(TimelinePane)
        timeline.show(await self.session.timeline(timeline.room()))
        self.query_one(EntitiesPane).show_results((await self.session.facets()).entities)
        if self.session.trail.kind != "matches":
            await self._place_on_trail()

    @on(LongList.Wanted, "#results")
    def _fetch(self, event: LongList.Wanted) -> None:
        self.run_worker(self._calmly(self._page(event.index)), group="page")

    async def _page(self, offset: int) -> None:
        session, rows = self.session, self.query_one(ResultsPane)
        asked = (session.scope, session.sort, session.results)
        try:
            results = await session.search(offset, PAGE)
        except ServiceError:
            rows.forget_wanted(offset)
            raise
        if asked == (session.scope, session.sort, session.results):
            rows.put(offset, results.quotes if session.quotes else results.hits, results.total)

    def _new_search(self, want: Place | None = None) -> None:
        """What is searched has changed: show so at once, and ask."""
        self.session.results = None
        self._tell_search()
        for group in ("read", "page", "count", "trail"):
            self.workers.cancel_group(self, group)
        self._work("search", self._search(want))

    def _tell_search(self, trouble: str = "") -> None:
        session = self.session
        self.query_one(SearchLine).tell(
            session.results, articles=session.articles, quotes=session.quotes, sort=session.sort, trouble=trouble
        )

    # The article

    def _open(self, id_: str, landing: Landing, delay: float = 0.0) -> None:
        self._work("read", self._read(id_, landing, delay))

    def _open_row(self, delay: float = 0.0) -> None:
        """Open the chosen row's article, at its first stop of the trail or at the quote that was found."""
        rows = self.query_one(ResultsPane)
        item = rows.item()
        if item is not None:
            span = (item.quote.start, item.quote.end) if isinstance(item, QuoteHit) else "first"
            self._open(rows.article(), span, delay)

    async def _read(self, id_: str, landing: Landing, delay: float) -> None:
        session = self.session
        if delay:
            await asyncio.sleep(delay)
        reading = await session.read(id_)
        article = self.query_one(ArticlePane)
        session.open(reading)
        article.open(reading, at=landing.top if isinstance(landing, Place) else 0)
        quotes = reading.annotations.quotes
        self.query_one(QuotesPane).fill(quotes)
        if not quotes:
            self.query_one(QuotesPane).clear("Nobody is quoted in this article.")
        self.query_one(EntitiesPane).show_article(reading.annotations)
        self._title_panes()
        self._land(landing)
        self._tell_trail()
        if session.trail.kind != "matches":
            self._work("trail", self._place_on_trail())

    def _land(self, landing: Landing) -> None:
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
            self._go(0 if landing == "first" else len(stops) - 1)

    def _close_article(self) -> None:
        self.session.reading, self.session.stops, self.session.stop = None, (), None
        self.query_one(ArticlePane).close("Nothing is open.")
        self.query_one(QuotesPane).clear("What people say in the open article shows here.")
        self.query_one(EntitiesPane).show_article(Annotations())
        self._tell_trail()

    # The trail

    def _go(self, stop: int) -> None:
        self.session.stop = stop
        self.query_one(ArticlePane).reveal(self.session.stops[stop])
        self._tell_trail()

    def action_step(self, step: int) -> None:
        """Go to the next or previous stop, on into another article when there is none left in this one."""
        session = self.session
        start = session.stop if session.stop is not None else -1 if step > 0 else len(session.stops)
        if 0 <= start + step < len(session.stops):
            self._go(start + step)
        elif session.results is not None:
            self._work("trail", self._cross(step))

    async def _cross(self, step: int) -> None:
        """Go on to the next article of the trail, or back to the one before."""
        session = self.session
        order = await session.order(session.trail)
        here = order.get(session.reading.article.id) if session.reading else None
        target = (0 if step > 0 else len(order) - 1) if here is None else here + step
        if not 0 <= target < len(order):
            end = "last" if step > 0 else "first"
            what = f"{end} {session.trail.stop_name}"
            self.query_one(TrailLine).trouble(f"That was the {what} in these results." if order else "No results.")
            return
        id_ = next(id_ for id_, number in order.items() if number == target)
        self._leave_place()
        self._open(id_, "first" if step > 0 else "last")
        await self._choose_row(id_)

    async def _choose_row(self, id_: str) -> None:
        """Move the cursor of the results to an article that was opened from elsewhere."""
        rows = self.query_one(ResultsPane)
        loaded = next((index for index, _ in rows.loaded() if rows.article(index) == id_), None)
        if loaded is None and not self.session.quotes:
            loaded = (await self.session.order(Trail())).get(id_)
        if loaded is not None:
            rows.move_to(loaded, tell=False)

    def _follow(self, trail: Trail) -> None:
        """Make something else the trail, and go to its first stop from here on."""
        session, article = self.session, self.query_one(ArticlePane)
        self._leave_place()
        session.follow(trail)
        article.mark(None)
        if session.stops:
            top = article.top()
            self._go(next((i for i, stop in enumerate(session.stops) if stop[0] >= top), 0))
            self._work("trail", self._place_on_trail())
        else:
            self._work("trail", self._cross(1))
        if self.tabbed:
            self.focus_pane("article")

    async def _place_on_trail(self) -> None:
        """Tell where on the trail the open article is, once that is known."""
        self._tell_trail(await self.session.order(self.session.trail))

    def _tell_trail(self, order: dict[str, int] | None = None) -> None:
        session = self.session
        trail, parts = session.trail, list[str]()
        if session.stops:
            number = session.stop + 1 if session.stop is not None else 0
            parts.append(f"{trail.stop_name} {number} of {len(session.stops)}")
        if order is None:
            order = session.known_order()
        if session.reading is not None:
            id_ = session.reading.article.id
            if order is not None:
                parts.append(f"article {order[id_] + 1 if id_ in order else '–'} of {len(order):,}")
            elif trail.kind == "matches" and session.results is not None and not session.quotes:
                rows = self.query_one(ResultsPane)
                if rows.article() == id_:
                    parts.append(f"article {rows.cursor + 1:,} of {rows.total:,}")
        name = {"matches": "matches", "speaker": f"what {trail.name} said"}.get(trail.kind, trail.name)
        self.query_one(TrailLine).tell(name, " · ".join(parts))

    def action_clear_trail(self) -> None:
        """Follow the search's matches again; from there, go to the results."""
        session = self.session
        if session.trail.kind == "matches":
            self.focus_pane("results")
            return
        self._leave_place()
        session.follow(Trail())
        self.query_one(ArticlePane).mark(None)
        self._tell_trail()

    # The way back

    def _leave_place(self) -> None:
        self.session.history.leave(self._here())

    def _here(self) -> Place:
        return self.session.place(self.query_one(ArticlePane).top())

    def action_back(self) -> None:
        """Go back to where one was before."""
        session = self.session
        here = self._here()
        place = session.history.back(here)
        if place is None:
            self._say("This is where you began.")
            return
        session.follow(place.trail)
        if (place.query, place.quotes, place.sort) != (here.query, here.quotes, here.sort):
            session.query, session.quotes, session.sort = place.query, place.quotes, place.sort
            self.query_one(SearchLine).set_query(place.query)
            self._new_search(place)
        elif place.article:
            self._open(place.article, place)
            self.run_worker(self._calmly(self._choose_row(place.article)), group="row", exclusive=True)

    # What the panes say

    @on(SearchLine.Changed)
    def _typed(self, event: SearchLine.Changed) -> None:
        self.session.query = event.query
        self._new_search()

    @on(SearchLine.Left)
    def _typing_done(self) -> None:
        self.focus_pane("results")

    @on(LongList.Moved, "#results")
    def _row_chosen(self) -> None:
        now = time.monotonic()
        resting = now - self._moved_at >= REST_SECONDS
        self._moved_at = now
        self._open_row(0.0 if resting else REST_SECONDS)

    @on(LongList.Chosen, "#results")
    def _row_opened(self) -> None:
        self.focus_pane("article")

    @on(LongList.Chosen, "#quotes")
    def _quote_chosen(self) -> None:
        quote = self.query_one(QuotesPane).item()
        if quote is not None:
            self._leave_place()
            self._land((quote.start, quote.end))
            self._tell_trail()
            if self.tabbed:
                self.focus_pane("article")

    @on(QuotesPane.SpeakerChosen)
    def _speaker_chosen(self, event: QuotesPane.SpeakerChosen) -> None:
        if event.quote.speaker is not None:
            self._follow(Trail("speaker", speaker_name(event.quote.speaker)))

    @on(LongList.Chosen, "#entities")
    def _entity_chosen(self) -> None:
        row = self.query_one(EntitiesPane).item()
        if row is not None and row.name:
            self._follow(Trail("entity", row.name, row.type))

    @on(TimelinePane.Chosen)
    def _dates_chosen(self, event: TimelinePane.Chosen) -> None:
        self._narrow(with_filter(self.session.query, "date", event.dates))

    # Commands

    def action_search(self) -> None:
        """Go to the search line."""
        self.query_one(SearchLine).input.focus()

    def action_pane(self, name: Context) -> None:
        """Go to a pane."""
        self.focus_pane(name)

    def action_cycle(self, step: int) -> None:
        """Go to the next pane, or the one before, of those that are shown."""
        order: list[Context] = [pane for pane in PANES if self.tabbed or self.pane(pane).display]
        at = order.index(self._pane) if self._pane in order else 0
        self.focus_pane(order[(at + (step if self.context() != "search" else 0)) % len(order)])

    def action_result(self, step: int) -> None:
        """Open the next result, or the one before."""
        self.query_one(ResultsPane).action_move(step)

    def action_sort(self) -> None:
        """Sort the results in the next way."""
        self._leave_place()
        session = self.session
        session.sort = SORTS[(SORTS.index(session.sort) + 1) % len(SORTS)]
        self._new_search()

    def action_toggle_quotes(self) -> None:
        """Search quotes in place of articles, or articles again."""
        self._leave_place()
        self.session.quotes = not self.session.quotes
        self._new_search()

    def action_letters(self) -> None:
        """Show or hide the letters beside mentions."""
        article = self.query_one(ArticlePane)
        article.set_letters(not article.letters)

    def action_filter(self) -> None:
        """Add the chosen entity or speaker to the query, or else the one the trail follows."""
        entity, quote = self.query_one(EntitiesPane).item(), self.query_one(QuotesPane).item()
        context, trail = self.context(), self.session.trail
        if context == "entities" and entity is not None:
            field, name = filter_field(entity.type), entity.name
        elif context == "quotes" and quote is not None and quote.speaker is not None:
            field, name = "speaker", speaker_name(quote.speaker)
        elif trail.kind != "matches":
            field, name = "speaker" if trail.kind == "speaker" else filter_field(trail.type), trail.name
        else:
            self._say("Choose an entity first: press 4, move to it, and press f.")
            return
        self._narrow(with_filter(self.session.query, field, name))

    def _narrow(self, query: str) -> None:
        """Search something narrower that was made by a command, not by typing."""
        self._leave_place()
        self.session.query = query
        self.query_one(SearchLine).set_query(query)
        self._new_search()

    def action_help(self) -> None:
        """Show every command."""
        self.app.push_screen(HelpScreen(self._settings.config.interface.keys))

    async def action_palette(self) -> None:
        """Find a command by its name."""
        await self.app.run_action("command_palette")

    def action_theme(self) -> None:
        """Choose the colours."""
        self.app.search_themes()

    async def action_quit(self) -> None:
        """Leave."""
        await self.app.action_quit()
