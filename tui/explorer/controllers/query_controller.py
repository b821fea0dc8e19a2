"""Running the query: the first page, further pages, and what changes the query, its mode or its order."""

from collections.abc import Awaitable, Callable, Mapping

from ....index.config.settings import Settings
from ....index.model import ENTITY_TYPES, QuoteHit
from ....index.processes.search_process import ServiceError
from ....index.protocol.questions import CountCooccurrences, CountFacets, CountSpeakers, EntityQuestion
from ...commands.registry import key_of
from ...panes.name_trends import BARS, CELLS
from ...session.history import Place
from ...session.session import SORTS, Session
from ...session.trail import Trail
from ...widgets.long_list import PAGE
from ..host import Handler, Host
from ..messages import CloseArticle, LeavePlace, OpenPlace, OpenRow, PageShown, ResultsShown, ShowTrailStatus
from ..pane_layout import Panes

SEARCH_NOTICE_DELAY = 0.2
"""Seconds after which the search line says that a search is under way; until then it shows the results before it."""
DEPENDENT_GROUPS = (
    *("read", "page", "timeline", "entities", "trends", "here", "trail"),
    *("cross", "ahead", "row", "explain", "mark"),
)
"""Tasks whose questions are about the results of the query that is replaced."""


class QueryController:
    """Runs the session's query and shows its results.

    Args:
        host: The screen.
        session: Holds the query.
        panes: Show what came back.
        settings: Of the index.
        save_reads: Writes which articles have been read, for queries that ask for that.
    """

    def __init__(
        self,
        host: Host,
        session: Session,
        panes: Panes,
        settings: Settings,
        save_reads: Callable[[], Awaitable[None]],
    ) -> None:
        self._save_reads = save_reads
        self._host = host
        self._session = session
        self._panes = panes
        self._settings = settings
        self._error = ""
        """Why the query could not be answered."""
        self._has_begun = False
        """Whether a query has been run since the start."""
        self._is_behind = False
        """Whether the index changed while a first search was under way, so that its results do not show that."""

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "results.sort": self.sort_next,
            "search.quotes": self.toggle_quotes,
            "outlets.show": self.show_outlets,
        }

    # Searching

    async def open_index(self) -> None:
        """Open the index, then search; begins where the last run ended."""
        session, panes = self._session, self._panes
        try:
            await session.start()
            panes.title.show_count((await session.status()).articles)
        except (ServiceError, OSError) as error:
            message = f"{error} Run `newsexplore doctor` for details."
            self._is_behind = True  # the next search may find it
            panes.title.fail()
            panes.results.clear(message)
            raise ServiceError(message, "index") from error
        if not self._has_begun:  # else what was typed since is being searched for
            self._host.start("search", self._search, session.unvisited if session.articles else None)

    def start(self, place: Place | None = None, try_prefix: bool = False) -> None:
        """Run the session's query, which has changed; see `StartSearch`."""
        self._has_begun = True
        self._session.unvisited = None
        self._session.results = None
        self._error = ""
        self._host.set_timer(SEARCH_NOTICE_DELAY, self._show_notice)
        self._host.cancel(*DEPENDENT_GROUPS)
        self._host.start("search", self._search, place, try_prefix=try_prefix)

    def edit(self, query: str) -> None:
        """Run a query that is being typed."""
        self._session.query = query
        self.start(try_prefix=True)

    def change(self, query: str, quotes: bool | None = None) -> None:
        """Run another query, as the user's next step; see `ChangeQuery`."""
        session = self._session
        quotes = session.quotes if quotes is None else quotes
        if (query, quotes) == (session.query, session.quotes):
            self._host.notify("That is the present query already.")
            return
        self._host.post(LeavePlace())
        session.query, session.quotes = query, quotes
        self._panes.search.set_query(query)
        self.start()

    def refresh(self) -> None:
        """Run the query again, without moving what the user looks at."""
        if self._session.results is not None:
            self._host.start("search", self._search, None, keep_view=True)

    def check_index(self) -> None:
        """Show the newest commit, without moving what the user looks at."""
        self._host.start("refresh", self._check_index)

    async def _check_index(self) -> None:
        results = self._session.results
        is_ahead = results is not None and results.is_ahead
        before = self._session.version
        status = await self._session.status()
        self._panes.title.show_count(status.articles)
        if status.version == before and not is_ahead:
            return
        if self._session.results is None:
            self._is_behind = True
        else:
            self.refresh()

    async def _search(self, place: Place | None, *, keep_view: bool = False, try_prefix: bool = False) -> None:
        """Show the first page, then open its first article.

        Args:
            place: Where to go in the results instead.
            keep_view: Keep the selected row and the open article.
            try_prefix: The query is still being typed: its last word may be the beginning of one.
        """
        session, rows = self._session, self._panes.results
        if keep_view:
            place = session.unvisited if session.reading is None else None
        kept = place.article if place else (rows.article() or session.article_id) if keep_view else ""
        try:
            if session.asks_for_reads:
                await self._save_reads()
            results = await session.overview(
                PAGE, try_prefix=try_prefix, bars=self._panes.timeline.room(), entities=self._entities_wanted()
            )
        except ServiceError as error:
            self._error = str(error)
            self.show_outcome()
            if not rows.total:
                rows.clear(self._error)
            raise
        items = results.quotes if session.quotes else results.hits
        ids = [item.article if isinstance(item, QuoteHit) else item.id for item in items]
        cursor = ids.index(kept) if kept in ids else 0
        if place is not None and session.quotes:
            cursor = place.row
        elif kept and kept not in ids and not session.quotes:
            cursor = (await session.order(Trail())).get(kept, 0)
        session.results = results
        rows.folded = results.folded
        if items:
            rows.fill(items, results.total, cursor=cursor, keep_view=keep_view)
        else:
            self.show_nothing_found()
        self.show_outcome()
        self.write_out_query()
        self._host.show_titles()
        if items and not keep_view:
            self._panes.entities.await_counts()
        self._open_first(place, bool(items), keep_view)
        if self._is_behind or results.is_ahead:
            self._is_behind = False
            self.check_index()
        # Its questions are asked before the results are painted: their answers can be here when that is done.
        self._host.post(ResultsShown())
        self._host.paint_soon()

    def _entities_wanted(self) -> EntityQuestion:
        """Return what to count of the results for the pane of entities."""
        pane, scope = self._panes.entities, self._session.scope
        wanted = pane.wanted
        if wanted.together is not None:
            return CountCooccurrences(scope, wanted.together, wanted.limit)
        if wanted.speakers:
            return CountSpeakers(scope, wanted.limit * len(ENTITY_TYPES), wanted.holding)
        drawn = not wanted.lists_all and pane.trends.are_wanted(pane.room.width - 2)
        stretches = CELLS if drawn else 0
        return CountFacets(
            scope, limit=wanted.limit, holding=wanted.holding, mentions=False, stretches=stretches, bars=BARS
        )

    def _open_first(self, place: Place | None, found: bool, keep_view: bool) -> None:
        """Open what is to be read of the results."""
        if place is not None and place.article and found:
            self._host.post(OpenPlace(place))
        elif not found:
            self._host.post(CloseArticle())
        elif not keep_view or self._session.reading is None:
            self._host.post(OpenRow())
        else:
            self._host.post(ShowTrailStatus())

    def fetch_page(self, offset: int) -> None:
        """Fetch the page of results that begins at an offset."""
        self._host.start_beside("page", self._fetch_page, offset)

    async def _fetch_page(self, offset: int) -> None:
        session, rows = self._session, self._panes.results
        asked = (session.scope, session.sort, session.results)
        try:
            results = await session.search(offset, PAGE)
        except ServiceError:
            rows.forget_request(offset)
            raise
        if asked == (session.scope, session.sort, session.results):
            rows.put(offset, results.quotes if session.quotes else results.hits, results.total)
            self._host.post(PageShown())

    # The search line

    def searched_for(self, typed: str) -> str:
        """Return the query that was searched for what was typed, where the newest results are an answer to that."""
        results = self._session.results
        return results.interpretation.searched if results and results.interpretation.typed == typed else typed

    def write_out_query(self) -> None:
        """Show the query that was searched in place of the one that was typed, once the user has left the search line.

        Conditions that are added, and the query that is kept, then mean what is shown.
        """
        line = self._panes.search
        searched = self.searched_for(line.input.value)
        if not line.input.has_focus and searched != line.input.value:
            line.set_query(searched)

    def _show_notice(self) -> None:
        if self._session.results is None:
            self.show_outcome()

    def show_outcome(self) -> None:
        """Show in the search line what came back: the count, or the error."""
        session = self._session
        inflected = self._settings.config.search.stemming if session.inflected is None else session.inflected
        self._panes.search.show_status(
            session.results,
            articles=session.articles,
            quotes=session.quotes,
            order=session.order_by if inflected else f"exact words · {session.order_by}",
            trouble=self._error,
        )

    def show_nothing_found(self) -> None:
        """Show in place of the results what the user can do."""
        self._panes.results.clear(self._nothing_found())

    def _nothing_found(self) -> str:
        session, suggestion = self._session, self._panes.search.suggestion
        keys = self._settings.config.interface.keys
        if not session.articles and session.is_indexing:
            return "There are no articles yet.\n\nThey appear here as they are indexed."
        if not session.articles:
            names = ", ".join(corpus.name for corpus in self._settings.corpora)
            show = key_of("indexing.show", keys)
            return f"No articles found in {names or 'this index'}.\n\n{show} lists the sources that could not be read."
        if suggestion:
            return f"Nothing found.\n\nDid you mean “{suggestion}”? {key_of('results.read', keys)} searches for it."
        if session.quotes:
            mode = key_of("search.quotes", keys)
            return f"No quote matches.\n\nRemove a word, or press {mode} to search articles."
        back = key_of("history.back", keys)
        return f"Nothing found.\n\nRemove a word, or press {back} to go back."

    def indexing_ended(self) -> None:
        """Say where there are no articles that there are none."""
        results = self._session.results
        if results is not None and not results.total and not self._session.articles:
            self.show_nothing_found()

    def take_suggestion(self) -> None:
        """Search for the suggested spelling."""
        if suggestion := self._panes.search.suggestion:
            self.change(suggestion)

    # Commands

    def sort_next(self) -> None:
        """Sort the results in the next order."""
        self._host.post(LeavePlace())
        session = self._session
        session.sort = SORTS[(SORTS.index(session.sort) + 1) % len(SORTS)]
        self.start()

    def toggle_quotes(self) -> None:
        """Search quotes in place of articles, or articles again."""
        self._host.post(LeavePlace())
        self._session.quotes = not self._session.quotes
        self.start()

    def show_outlets(self) -> None:
        """Show who published the results; the chosen outlet becomes a condition."""
        from ...screens.outlets_screen import OutletsScreen  # not needed to paint the first frame

        def choose(outlet: str | None) -> None:
            if outlet is not None:
                from ....index.query.compose import toggled_filter

                self.change(toggled_filter(self._session.query, "outlet", outlet))

        self._host.open(OutletsScreen(self._session), choose)
