"""What is new in saved searches: counted at the start and after commits, marked in the results, marked as seen."""

from msgspec.structs import replace

from ....index.decisions import Change, SavedSearch, SaveSearch
from ....index.protocol.news import FindNews, MarkSeen, MarkUnseen, News
from ...commands.registry import key_of
from ...session.saved_news import SavedNews
from ...session.session import Session
from ...storage.curation_cache import CurationCache
from ...storage.undo_stack import SeenSearch
from ..host import Host
from ..pane_layout import Panes


class NewsController:
    """Counts what is new in saved searches, and marks it as seen when the user goes to one.

    Args:
        host: The screen.
        session: Asks, and knows what is on screen.
        panes: Show what is new.
        curation_cache: Knows the saved searches.
        news: What was counted.
        keys: A keymap such as `interface.keys`, for messages.
    """

    def __init__(
        self,
        host: Host,
        session: Session,
        panes: Panes,
        curation_cache: CurationCache,
        news: SavedNews,
        keys: dict[str, str],
    ) -> None:
        self._host = host
        self._session = session
        self._panes = panes
        self._curation_cache = curation_cache
        self._news = news
        self._keys = keys

    @property
    def _searches(self) -> dict[str, SavedSearch]:
        return self._curation_cache.curation.searches

    # Counting

    def count(self) -> None:
        """Count what is new in every saved search."""
        self._host.start("news", self._count)

    async def _count(self) -> None:
        searches = dict(self._searches)
        self._news.keep_only(searches)
        for name, search in searches.items():
            is_open = self._news.is_open(search)
            news = await self._session.ask(FindNews(name, search, ids=is_open), News)
            if is_open and news.looked:
                self._news.add(search, news.ids)
            self._put(news)
        self._show()

    def _put(self, news: News) -> None:
        self._news.put(replace(news, ids=()))

    def _show(self) -> None:
        summary = self._news.summary()
        self._panes.title.show_news(f"{summary} ({key_of('keep.list', self._keys)})" if summary else "")
        self.results_shown()

    def results_shown(self) -> None:
        """Mark in the results what is new in the saved search that they are of."""
        self._news.show(self._session.query, self._session.quotes)
        self._panes.results.refresh()

    def decisions_made(self, changes: tuple[Change, ...]) -> None:
        """Count again when searches were saved or removed; what is on screen when it is saved has been seen."""
        saved = [change for change in changes if isinstance(change, SaveSearch)]
        on_screen = self._session.query, self._session.quotes
        for change in saved:
            if change.search is not None and (change.search.query, change.search.quotes) == on_screen:
                self._host.start_beside("seen", self._mark_beside, change.name, change.search, undoable=False)
        if saved:
            self.count()

    # What has been seen

    def opened(self, search: SavedSearch) -> None:
        """Mark what a saved search finds as seen: the user goes to it."""
        for name, one in self._searches.items():
            if one == search:
                self._host.start_beside("seen", self._open, name, search)

    async def _open(self, name: str, search: SavedSearch) -> None:
        before = await self._mark(name, search)
        self._news.open(search, before.ids if before.looked else ())
        self._show()
        if before.looked and before.new:
            undo = key_of("keep.undo", self._keys)
            self._host.notify(f"{before.new:,} new since {before.looked}; {undo} keeps them as new.")

    def mark_seen(self, name: str) -> None:
        """Mark what a saved search finds as seen, without going to it."""
        search = self._searches.get(name)
        if search is not None:
            self._host.start_beside("seen", self._mark_beside, name, search)

    async def _mark_beside(self, name: str, search: SavedSearch, *, undoable: bool = True) -> None:
        await self._mark(name, search, undoable=undoable)

    async def _mark(self, name: str, search: SavedSearch, *, undoable: bool = True) -> News:
        """Mark what a search finds as seen, and return what was new."""
        before = await self._session.ask(MarkSeen(name, search), News)
        if undoable and (before.ids or not before.looked):
            self._curation_cache.record_seen(SeenSearch(name, search, before.ids, before.looked))
        self._put(await self._session.ask(FindNews(name, search), News))
        self._show()
        return before

    def mark_unseen(self, seen: SeenSearch) -> None:
        """Undo that what a saved search finds was marked as seen."""
        self._host.start_beside("seen", self._unmark, seen)

    async def _unmark(self, seen: SeenSearch) -> None:
        question = MarkUnseen(seen.name, seen.search, seen.ids, seen.looked)
        self._put(await self._session.ask(question, News))
        self._show()
