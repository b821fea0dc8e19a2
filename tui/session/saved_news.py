"""What is new in saved searches, as last counted, and which articles on screen are new in one. No widgets here."""

from collections.abc import Callable, Collection

from ...index.decisions import SavedSearch
from ...index.protocol.news import News

SearchKey = tuple[str, bool]
"""Query and mode of a search."""


class SavedNews:
    """What is new in saved searches."""

    def __init__(self) -> None:
        self._counts: dict[str, News] = {}
        self._opened: dict[SearchKey, frozenset[str]] = {}
        """New articles of the searches that were opened in this session."""
        self._fresh: frozenset[str] = frozenset()
        self.listener: Callable[[], None] | None = None
        """Called when something was counted."""

    def put(self, news: News) -> None:
        """Store what was counted of a search."""
        self._counts[news.name] = news
        if self.listener is not None:
            self.listener()

    def keep_only(self, names: Collection[str]) -> None:
        """Forget searches that are no longer saved."""
        self._counts = {name: news for name, news in self._counts.items() if name in names}

    def of(self, name: str) -> News | None:
        """Return what was counted of a search; None while it has not been counted."""
        return self._counts.get(name)

    def open(self, search: SavedSearch, ids: Collection[str]) -> None:
        """Remember the new articles of a search that the user opens: they stay marked in its results."""
        self._opened[search.query, search.quotes] = frozenset(ids)

    def add(self, search: SavedSearch, ids: Collection[str]) -> None:
        """Mark articles that have come since a search was opened, too."""
        self._opened[search.query, search.quotes] |= frozenset(ids)

    def is_open(self, search: SavedSearch) -> bool:
        """Return whether a search was opened in this session."""
        return (search.query, search.quotes) in self._opened

    def show(self, query: str, quotes: bool) -> None:
        """Mark the new articles of the search that is on screen now; none if it is not a saved one."""
        self._fresh = self._opened.get((query, quotes), frozenset())

    def is_new(self, id_: str) -> bool:
        """Return whether an article on screen is new."""
        return id_ in self._fresh

    def summary(self) -> str:
        """Return `17 new in 2 saved searches`; "" if there is nothing new in any that was ever looked at."""
        fresh = [news for news in self._counts.values() if news.new and news.looked]
        if not fresh:
            return ""
        number = sum(news.new for news in fresh)
        return f"{number:,} new in {len(fresh):,} saved search{'' if len(fresh) == 1 else 'es'}"


def news_label(found: News | None, *, quotes: bool) -> str:
    """Return `12 new of 118 articles since 2025-11-03 14:20`; "" while it has not been counted."""
    if found is None:
        return ""
    what = f"{found.total:,} {'quote' if quotes else 'article'}{'' if found.total == 1 else 's'}"
    if not found.looked:
        return f"{what}, never looked at"
    return (
        f"{found.new:,} new of {what} since {found.looked}" if found.new else f"{what}, none new since {found.looked}"
    )
