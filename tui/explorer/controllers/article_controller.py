"""Opening articles in their panes."""

import asyncio
import time
from collections.abc import Mapping
from functools import partial

from ....index.model import Annotations, QuoteHit
from ....index.processes.search_process import ServiceError
from ....index.protocol.answers import Reading
from ...session.history import Place
from ...session.session import Session
from ..host import NO_ARTICLE, Handler, Host
from ..messages import ArticleClosed, ArticleOpened, ArticleOpening, Landing
from ..pane_layout import Panes
from ..reading_positions import ReadingPositions
from ..result_rows import select_article

SELECT_DEBOUNCE = 0.06
"""Seconds: of selections that follow each other faster, only the last one's article opens."""


class ArticleController:
    """Shows the open article, its quotes and its entities."""

    def __init__(self, host: Host, session: Session, panes: Panes, positions: ReadingPositions) -> None:
        self._host = host
        self._session = session
        self._panes = panes
        self._positions = positions
        self._is_row_awaited = False
        """Whether the article to open is that of a row that has not arrived yet."""
        self._selected_at = 0.0

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"article.raw": self.show_source}

    def open(self, article: str, landing: Landing, delay: float = 0.0) -> None:
        """Open an article; see `OpenArticle`. One that is here already opens at once."""
        if landing == "stay":
            landing = self._session.place(self._panes.article.top())
        self._host.cancel("cross")
        reading = self._session.ready(article) if not delay else None
        if reading is None:
            self._host.start("read", self._read, article, landing, delay)
        else:
            self._host.cancel("read")
            self.show(reading, landing)

    def open_row(self, delay: float = 0.0) -> None:
        """Open the selected result: an article where the reader left it, or a quote; see `OpenRow`."""
        rows = self._panes.results
        item = rows.item()
        self._is_row_awaited = item is None
        if item is not None:
            landing: Landing = (item.quote.start, item.quote.end) if isinstance(item, QuoteHit) else "resume"
            self.open(rows.article(), landing, delay)

    def row_selected(self) -> None:
        """Open the result that the user has moved to, at once unless the keys come fast."""
        now = time.monotonic()
        is_resting = now - self._selected_at >= SELECT_DEBOUNCE
        self._selected_at = now
        self.open_row(0.0 if is_resting else SELECT_DEBOUNCE)

    def open_awaited_row(self) -> None:
        """Open the selected result if it was to be opened before it had arrived."""
        if self._is_row_awaited and self._panes.results.item() is not None:
            self.open_row()

    def open_place(self, place: Place) -> None:
        """Open a place's article as it was there."""
        self._host.cancel("cross")
        self._host.start("read", self._reopen, place)

    def select_result(self, article: str) -> None:
        """Move the cursor of the results to an article, without opening it."""
        self._host.start("row", select_article, self._session, self._panes.results, article)

    async def _reopen(self, place: Place) -> None:
        """Open a place's article; if it is gone, that of the selected result."""
        try:
            await self._read(place.article, place, 0.0)
        except ServiceError as error:
            if error.kind == "cancelled":
                raise
            self.open_row()

    async def _read(self, id_: str, landing: Landing, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        self.show(await self._session.read(id_), landing)

    def show(self, reading: Reading, landing: Landing) -> None:
        """Show an article in all panes, and go somewhere in it."""
        session, panes = self._session, self._panes
        self._positions.save(session, panes.article.top())
        if landing == "resume":
            landing = self._positions.landing(session, reading)
        session.unvisited = None
        self._host.post(ArticleOpening(reading))
        session.open(reading)
        panes.article.open(reading, at=landing.top if isinstance(landing, Place) else 0)
        panes.quotes.show(reading.annotations.quotes, reading.article.lang)
        panes.entities.show_article(reading.annotations)
        self._host.show_titles()
        self._host.post(ArticleOpened(landing))
        self._positions.begin(session)

    def close(self) -> None:
        """Show no article."""
        self._session.reading, self._session.stops, self._session.stop = None, (), None
        self._panes.article.close("No article is open.\n\nPress / and type to search.")
        self._panes.quotes.close("What people say in the open article shows here.")
        self._panes.entities.show_article(Annotations())
        self._host.show_titles()
        self._host.post(ArticleClosed())

    def show_source(self) -> None:
        """Show the file or record that the article was read from."""
        from ...screens.raw_screen import RawScreen  # not needed to paint the first frame

        reading = self._session.reading
        if reading is None:
            self._host.notify(NO_ARTICLE)
        else:
            fetch = partial(self._session.raw, reading.article.id)
            self._host.open(RawScreen(reading.article.locator, fetch))
