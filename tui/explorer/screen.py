"""The main screen: lays out the panes, holds the controllers, and routes keys and messages to them."""

import gc
from inspect import isawaitable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from ...index.config.settings import Settings, user_folder
from ..commands.keymap import bindings
from ..panes.article_pane import ArticlePane
from ..panes.entities_pane import EntitiesPane
from ..panes.quotes_pane import QuotesPane
from ..panes.results_pane import ResultsPane
from ..panes.search_line import SearchLine
from ..panes.timeline_pane import TimelinePane
from ..session.indexing_progress import Build
from ..session.saved_news import SavedNews
from ..session.session import Service, Session
from ..storage.curation_cache import CurationCache, UserMarks
from ..storage.read_marks import ReadMarks
from ..terminal.painting import compositor, is_fast
from ..widgets.long_list import LongList
from .assembly import connect, create_controllers
from .host import ScreenHost
from .messages import Router
from .pane_layout import PaneLayout, create_panes

GC_THRESHOLD = 25_000
"""Allocations between two collections of young objects. 700 is Python's default, and a frame allocates thousands: each
key would pay for several collections that find nothing."""
SAVE_INTERVAL = 5.0
"""Seconds between two saves: a crash loses no more than that."""


class Explorer(Screen[None]):
    """Search line, timeline, results, article, quotes, entities and trail."""

    AUTO_FOCUS: ClassVar[str | None] = "#results"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]

    # Panes paint themselves when they gain or lose the focus: nothing else on the screen changes with it.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    class IndexChosen(Message):
        """The user wants another index in place of this one."""

        def __init__(self, settings: Settings) -> None:
            super().__init__()
            self.settings = settings

    def __init__(self, settings: Settings, service: Service, build: Build | None) -> None:
        super().__init__()
        self._compositor = compositor()
        self.settings = settings
        self.session = Session(service, settings.config.search.sort)
        self.session.fold = settings.config.interface.fold_copies
        self.panes = create_panes(settings)
        self.pane_layout = PaneLayout(self, self.panes, settings.config.interface)
        self.read_marks = ReadMarks(user_folder())
        self.curation_cache = CurationCache(service)
        self.saved_news = SavedNews()
        router = Router()
        self.host = ScreenHost(self, self.pane_layout, router, self.paint_now)
        self.controllers = create_controllers(
            self.host,
            self.pane_layout,
            settings,
            self.session,
            build,
            self.read_marks,
            self.curation_cache,
            self.saved_news,
            self._choose_index,
            self._strips,
        )
        connect(router, self.controllers)
        self.handlers = self.controllers.handlers()
        """What each command does, by its id."""

    def _choose_index(self, settings: Settings) -> None:
        self.post_message(self.IndexChosen(settings))

    # Life

    def compose(self) -> ComposeResult:
        """Place the panes; the size of the terminal decides which of them are shown."""
        panes = self.panes
        yield panes.title
        yield panes.search
        yield panes.tabs
        yield panes.timeline
        with Horizontal(id="panes"):
            yield panes.results
            with Vertical(id="middle"):
                yield panes.article
                yield panes.quotes
            yield panes.entities
        yield panes.trail
        yield panes.footer

    def on_mount(self) -> None:
        """Show what needs no index; open the index after the first frame."""
        held = self.controllers
        self.panes.results.show_marks(UserMarks(self.read_marks, self.curation_cache, self.saved_news))
        held.restore.restore()
        held.query.show_outcome()
        held.trail.show_status()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        gc.freeze()  # objects of the first frame stay: a collection that visits them would pause the program amid a key
        gc.set_threshold(GC_THRESHOLD)
        gc.enable()
        held, start = self.controllers, self.host.start
        start("open", held.query.open_index)
        start("curation", held.curation.load)
        start("read marks", held.read_state.load)
        start("history", held.completion.load_history)
        held.restore.report()
        held.indexing.start()
        held.commits.start()
        if self.settings.config.index.watch:
            held.watch.start()
        self.set_interval(SAVE_INTERVAL, self._save)

    async def _save(self) -> None:
        await self.controllers.read_state.save()
        await self.controllers.restore.save()

    async def save_on_exit(self) -> str:
        """Save everything for the next run.

        Returns:
            Why that failed, for the terminal; "" when it did not.
        """
        held = self.controllers
        if self.pane_layout.context() == "search":
            await held.completion.write_query(self.panes.search.input.value)
        await self.curation_cache.settled()
        try:
            await self.read_marks.save()
            held.restore.save_now()
        except OSError as error:
            where = f"Cannot save the session in {user_folder()}: {error.strerror or error}."
            return f"{where}{held.restore.unsaved()}\n"
        return ""

    # Painting

    def _compositor_refresh(self) -> None:
        """Paint when it will be seen: not amid a batch of changes, nor before every pane has its room."""
        if self.app._batch_count or not self.pane_layout.is_measured:  # pyright: ignore[reportPrivateUsage]
            self._repaint_required = True
        else:
            super()._compositor_refresh()

    def paint_now(self) -> None:
        """Paint what has changed without waiting for the next frame's turn: a key is being answered."""
        if not is_fast():
            return
        for widget in self._compositor.visible_widgets:
            if widget._repaint_required and not (widget._layout_required or widget._scroll_required):
                widget._repaint_required = False
                self._dirty_widgets.add(widget)
        self._on_timer_update()

    def _strips(self) -> list[Strip]:
        """Return what is on screen, line by line."""
        return self._compositor.render_strips(self.size)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Skip the redundant restyle on the first resume."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0

    def on_resize(self, event: events.Resize) -> None:
        """Columns where there is room for them, else tabs."""
        self.pane_layout.give_room(event.size)

    # Commands

    async def action_run(self, command: str) -> None:
        """Run a command by its id."""
        outcome = self.handlers[command]()
        if isawaitable(outcome):
            await outcome

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action may run now; of a command its controllers decide."""
        if action == "run":
            return self.controllers.is_enabled(str(parameters[0]))
        return super().check_action(action, parameters)

    # What the panes say

    def on_descendant_focus(self) -> None:
        """Show the keys that work now. When typing begins, remember the present place."""
        if self.pane_layout.context() == "search":
            self.controllers.navigation.leave_place()
        self.pane_layout.show_focus()
        self.controllers.copy.show_footer()
        self.controllers.read_state.focus_changed()

    @on(SearchLine.Changed)
    def _query_typed(self, event: SearchLine.Changed) -> None:
        self.controllers.query.edit(event.query)

    @on(SearchLine.Requested)
    def _completions_requested(self, event: SearchLine.Requested) -> None:
        self.controllers.completion.complete(event.query, event.cursor)

    @on(SearchLine.Left)
    def _query_left(self, event: SearchLine.Left) -> None:
        query = self.controllers.query
        searched = query.searched_for(event.query)
        query.write_out_query()
        self.controllers.completion.save_query(searched)

    @on(LongList.Requested, "#results")
    def _page_requested(self, event: LongList.Requested) -> None:
        self.controllers.query.fetch_page(event.index)

    @on(LongList.Moved, "#results")
    def _result_selected(self) -> None:
        self.controllers.article.row_selected()

    @on(LongList.Chosen, "#results")
    def _result_chosen(self) -> None:
        self.pane_layout.focus("article")

    @on(ResultsPane.NothingChosen)
    def _no_result_chosen(self) -> None:
        self.controllers.query.take_suggestion()

    @on(LongList.Chosen, "#quotes")
    def _quote_chosen(self) -> None:
        self.controllers.quotes.go_to_quote()

    @on(QuotesPane.Grouped)
    def _quotes_grouped(self) -> None:
        self.pane_layout.show_titles()

    @on(QuotesPane.SpeakerChosen)
    def _speaker_chosen(self, event: QuotesPane.SpeakerChosen) -> None:
        self.controllers.quotes.choose_speaker(event.name, event.wish)

    @on(LongList.Moved, "#entities")
    @on(LongList.Moved, "#quotes")
    def _name_selected(self) -> None:
        self.controllers.facets.row_selected()

    @on(LongList.Chosen, "#entities")
    def _entity_chosen(self) -> None:
        self.controllers.facets.follow_entity()

    @on(EntitiesPane.Typing)
    def _entity_typed(self) -> None:
        self.controllers.facets.show_typing()

    @on(EntitiesPane.Asked)
    def _other_entities_requested(self) -> None:
        self.controllers.facets.list_other_entities()

    @on(EntitiesPane.Ended)
    def _next_entities_requested(self, event: EntitiesPane.Ended) -> None:
        self.controllers.facets.list_next(event.kind, event.listed)

    @on(EntitiesPane.Uncounted)
    def _counts_requested(self) -> None:
        self.controllers.facets.count_here()

    @on(EntitiesPane.Untimed)
    def _trends_requested(self) -> None:
        self.controllers.facets.count_trends()

    @on(TimelinePane.Chosen)
    def _dates_chosen(self, event: TimelinePane.Chosen) -> None:
        self.controllers.facets.toggle_dates(event.dates)

    @on(TimelinePane.Resized)
    def _timeline_resized(self) -> None:
        self.controllers.facets.recount_dates()

    @on(ArticlePane.Selecting)
    def _text_selected(self) -> None:
        self.controllers.copy.show_footer()
