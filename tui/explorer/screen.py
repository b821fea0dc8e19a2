"""The one main screen: lays out the panes and passes on what they say."""

import gc
import time
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from ...index.config.settings import Settings
from ...index.model import QuoteHit
from ...index.processes.search import ServiceError
from ..commands.keymap import bindings
from ..commands.registry import BY_ID, Context, keys_of, shown_key
from ..panes.article import ArticlePane
from ..panes.results import ResultsPane
from ..panes.search import SearchLine
from ..panes.status_lines import TitleLine
from ..panes.timeline import TimelinePane
from ..widgets.long_list import PAGE, LongList
from .article_commands import ArticleCommands
from .deciding import Deciding
from .exporting import Exporting
from .indexing_progress import Build, Indexing
from .querying import Querying
from .session import SORTS, Service
from .trail import Place, Trail

REST_SECONDS = 0.06
"""Of selections that follow each other faster than this, only the last one's article is opened."""
WAIT_SECONDS = 0.2
"""A search that takes no longer than this is not announced: what was found before stands until then."""


YOUNG = 25_000
"""Objects after which Python looks for garbage among them. A frame makes thousands of them and drops as many: with the
usual 700 it would look for some several times in the middle of each key, and find none."""


class Explorer(ArticleCommands, Querying, Deciding, Exporting):
    """Search line, timeline, results, article, quotes, entities and trail."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]

    class Opened(Message):
        """The user wants another index in place of this one."""

        def __init__(self, settings: Settings) -> None:
            super().__init__()
            self.settings = settings

    def __init__(self, settings: Settings, service: Service, builder: Build | None) -> None:
        super().__init__(settings, service)
        self._service = service
        self.indexing = Indexing(builder) if builder is not None else None
        self._moved_at = 0.0
        self._trouble = ""
        """Why the search could not be answered."""
        self._behind = False
        """Whether there was a commit that the results do not show, because a search was under way."""

    def on_mount(self) -> None:
        """Start asking once the first frame is painted."""
        self.restore()
        self._tell_search()
        self.tell_trail()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        gc.freeze()  # what is here now stays: to look through it for garbage would be a pause in the middle of a key
        gc.set_threshold(YOUNG)
        gc.enable()
        self.work("open", self._open_index)
        self.work("remember", self.begin_remembering)
        self.work("recall", self.recall_queries)
        self._index()

    def on_descendant_focus(self) -> None:
        """Typing starts: remember where one was."""
        if self.context() == "search":
            self.leave_place()

    # Asking

    async def _open_index(self) -> None:
        try:
            await self._service.start()
            self.query_one(TitleLine).tell((await self.session.status()).articles)
            await self._search(self.first_place())
        except (ServiceError, OSError) as error:
            message = f"{error} `newsexplore doctor` tells more."
            self.query_one(TitleLine).fail()
            self.query_one(ResultsPane).clear(message)
            raise ServiceError(message, "index") from error

    def _index(self) -> None:
        """Bring the index up to date, unless that is under way."""
        if self.indexing is not None and not self.indexing.running:
            self.work("build", self._build, self.indexing)

    async def _build(self, indexing: Indexing) -> None:
        await indexing.run(self.tell_indexing, lambda: self.work("refresh", self._refresh))
        progress = indexing.progress
        if progress is not None and progress.stage == "failed":
            self.say(progress.message)
        elif indexing.rejected:
            key = shown_key(keys_of(BY_ID["indexing.show"], self.settings.config.interface.keys)[0])
            self.say(f"{indexing.rejected:,} sources could not be read: {key} says which, and why.")

    async def _refresh(self) -> None:
        """See the newest commit, and show it without moving anything the user looks at."""
        before = self.session.articles
        articles = (await self.session.status()).articles
        self.query_one(TitleLine).tell(articles)
        self.work("decisions", self.find_decisions)  # what was missing may be there now, under another id
        if articles == before:
            return
        if self.session.results is None:
            self._behind = True
        else:
            self.work("search", self._search, None, True)

    async def _search(self, want: Place | None, quiet: bool = False, begun: bool = False) -> None:
        """Show the first page, open its first article, then count; quietly, keep what is chosen and open.

        A query that is `begun` is still being typed.
        """
        session, rows = self.session, self.query_one(ResultsPane)
        if quiet:
            want = self.place_awaited()
        kept = want.article if want else (rows.article() or session.article_id) if quiet else ""
        try:
            results = await session.overview(
                PAGE, begun=begun, bars=self.query_one(TimelinePane).room(), entities=self.entities_wanted()
            )
        except ServiceError as error:
            self._trouble = str(error)
            self._tell_search()
            raise
        items = results.quotes if session.quotes else results.hits
        ids = [item.article if isinstance(item, QuoteHit) else item.id for item in items]
        cursor = ids.index(kept) if kept in ids else 0
        if want is not None and session.quotes:
            cursor = want.row
        elif kept and kept not in ids and not session.quotes:
            cursor = (await session.order(Trail())).get(kept, 0)
        session.results = results
        if not items:
            rows.clear(self.nothing_found())
        else:
            rows.fill(items, results.total, cursor=cursor, keep_view=quiet)
        self._tell_search()
        self.write_out_query()
        self.title_panes()
        if want is not None and want.article and items:
            self.open_place(want)
        elif not items:
            self.close_article()
        elif not quiet or session.reading is None:
            self.open_row()
        else:
            self.tell_trail()
        if self._behind:
            self._behind = False
            self.work("refresh", self._refresh)
        # Asked in this order, and before the results are painted: all of it can be here when that is done.
        self.explain_search()
        self.work("timeline", self.count_time)
        self.work("entities", self.count_entities)
        if session.trail.kind != "matches":
            self.work("trail", self.place_on_trail)
        self.call_later(self.paint_now)

    def search_again(self) -> None:
        """Show what is found now, without moving anything the user looks at."""
        if self.session.results is not None:
            self.work("search", self._search, None, True)

    @on(LongList.Wanted, "#results")
    def _fetch(self, event: LongList.Wanted) -> None:
        self.work("page", self._page, event.index)

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
            if self.row_awaited and rows.item() is not None:
                self.open_row()

    def search_anew(self, want: Place | None = None, *, begun: bool = False) -> None:
        """Show that what is searched has changed, and ask; go to a place in what is found."""
        self.stop_awaiting()
        self.session.results = None
        self._trouble = ""
        self.set_timer(WAIT_SECONDS, self._tell_waiting)
        for group in ("read", "page", "timeline", "entities", "here", "trail", "cross", "ahead", "row", "explain"):
            self.workers.cancel_group(self, group)
        self.work("search", self._search, want, False, begun)

    def _tell_waiting(self) -> None:
        if self.session.results is None:
            self._tell_search()

    def _tell_search(self) -> None:
        session = self.session
        self.query_one(SearchLine).tell(
            session.results,
            articles=session.articles,
            quotes=session.quotes,
            sort=session.order_by,
            trouble=self._trouble,
        )

    # The way back

    def action_back(self) -> None:
        """Go back to where one was before."""
        session = self.session
        here = self.here()
        place = session.history.back(here)
        if place is None:
            self.say("This is where you began.")
            return
        self.go_to(place)

    def go_to(self, place: Place) -> None:
        """Search what was searched at a place, and open what was open there."""
        session = self.session
        session.follow(place.trail)
        if place.search != self.here().search:
            session.query, session.quotes, session.sort, session.corpus = place.search
            self.query_one(SearchLine).set_query(place.query)
            self.query_one(TitleLine).narrow(place.corpus)
            self.search_anew(place)
        elif place.article:
            self.open_place(place)
            self.work("row", self.choose_row, place.article)

    # What the panes say

    @on(SearchLine.Changed)
    def _typed(self, event: SearchLine.Changed) -> None:
        self.session.query = event.query
        self.search_anew(begun=True)

    @on(LongList.Moved, "#results")
    def _row_chosen(self) -> None:
        now = time.monotonic()
        resting = now - self._moved_at >= REST_SECONDS
        self._moved_at = now
        self.open_row(0.0 if resting else REST_SECONDS)

    @on(LongList.Chosen, "#results")
    def _row_opened(self) -> None:
        self.focus_pane("article")

    # Commands

    def action_corpora(self) -> None:
        """Choose which corpora to search."""
        from ..screens.corpora import Choice, CorporaScreen  # not needed to paint the first frame

        def chosen(choice: Choice | None) -> None:
            if choice is None:
                return
            if choice.settings is not None:
                self.post_message(self.Opened(choice.settings))
            elif choice.corpus is not None and choice.corpus != self.session.corpus:
                self.leave_place()
                self.session.corpus = choice.corpus
                self.query_one(TitleLine).narrow(choice.corpus)
                self.search_anew()

        self.app.push_screen(CorporaScreen(self.settings, self.session), chosen)

    def action_index_again(self) -> None:
        """Look for what is new in the corpora."""
        if self.indexing is None or self.indexing.running:
            self.say("Indexing is under way." if self.indexing else "There is nothing to index.")
        self._index()

    def action_pause_indexing(self) -> None:
        """Hold indexing up, or let it go on."""
        if self.indexing is None or not self.indexing.toggle_pause():
            self.say("Nothing is being indexed.")
        self.tell_indexing()

    def action_indexing(self) -> None:
        """Show how far indexing is, and what could not be read."""
        from ..screens.indexing import IndexingScreen  # not needed to paint the first frame

        self.app.push_screen(IndexingScreen(self.session, self.indexing))

    def tell_indexing(self) -> None:
        """Show in the corner how far indexing is."""
        if self.indexing is not None:
            self.query_one(TitleLine).progress(self.indexing.progress, self.indexing.paused)

    def action_pane(self, name: Context) -> None:
        """Go to a pane."""
        self.focus_pane(name)

    def action_cycle(self, step: int) -> None:
        """Go to the next pane, or the one before."""
        self.step_pane(step)

    def action_result(self, step: int) -> None:
        """Open the next result, or the one before."""
        self.query_one(ResultsPane).action_move(step)

    def action_outlets(self) -> None:
        """Show who published the results."""
        from ..screens.outlets import OutletsScreen  # not needed to paint the first frame

        def chosen(outlet: str | None) -> None:
            if outlet is not None:
                from ...index.query.compose import toggled_filter

                self.change_query(toggled_filter(self.session.query, "outlet", outlet))

        self.app.push_screen(OutletsScreen(self.session), chosen)

    def action_sort(self) -> None:
        """Sort the results in the next way."""
        self.leave_place()
        session = self.session
        session.sort = SORTS[(SORTS.index(session.sort) + 1) % len(SORTS)]
        self.search_anew()

    def action_toggle_quotes(self) -> None:
        """Search quotes in place of articles, or articles again."""
        self.leave_place()
        self.session.quotes = not self.session.quotes
        self.search_anew()

    def action_letters(self) -> None:
        """Show or hide the letters beside mentions."""
        article = self.query_one(ArticlePane)
        article.set_letters(not article.letters)

    def action_help(self) -> None:
        """Show every command."""
        from ..screens.help import HelpScreen  # not needed to paint the first frame

        self.app.push_screen(HelpScreen(self.settings.config.interface.keys))

    async def action_palette(self) -> None:
        """Find a command by its name."""
        await self.app.run_action("command_palette")

    def action_theme(self) -> None:
        """Choose the colours."""
        self.app.search_themes()

    async def action_quit(self) -> None:
        """Leave."""
        await self.app.action_quit()
