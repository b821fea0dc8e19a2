"""What helps to write a query: completions, an explanation of each word, and earlier queries."""

import asyncio

from ....index.config.settings import Settings, user_folder
from ....index.processes.search_process import ServiceError
from ...session.session import Session
from ...storage import query_history
from ...storage.legacy_files import take_over_queries
from ..host import Host
from ..messages import NothingFound
from ..pane_layout import Panes


class CompletionController:
    """Feeds the search line with completions, explanations and earlier queries."""

    def __init__(self, host: Host, session: Session, panes: Panes, settings: Settings) -> None:
        self._host = host
        self._session = session
        self._line = panes.search
        self._settings = settings
        self._saving = asyncio.Lock()

    def complete(self, query: str, cursor: int) -> None:
        """Fetch completions for a query with the cursor at a place."""
        self._host.start("complete", self._complete, query, cursor)

    async def _complete(self, query: str, cursor: int) -> None:
        try:
            found = await self._session.complete(query, cursor)
        except ServiceError:
            return  # typing goes on without completions
        self._line.offer(query, cursor, found)
        self._host.paint_soon()

    def explain(self) -> None:
        """Fetch what each word of the query finds."""
        if self._session.query.strip():
            self._host.start("explain", self._explain)

    async def _explain(self) -> None:
        results = self._session.results
        try:
            explanation = await self._session.explain()
        except ServiceError:
            return  # the results stand without it
        if results is None or self._session.results is not results:
            return
        self._line.explain(explanation)
        if not explanation.total and not results.total:
            self._host.post(NothingFound())

    # Earlier queries

    async def load_history(self) -> None:
        """Give the search line the queries of earlier runs."""
        try:
            await asyncio.to_thread(take_over_queries, self._settings)
            kept = await asyncio.to_thread(query_history.load, user_folder())
        except OSError as error:
            self._host.notify(f"Cannot read earlier queries: {error.strerror or error}.")
            return
        self._line.remember(kept)

    def save_query(self, query: str) -> None:
        """Add a query to the history. Of two that end right after each other none is lost."""
        self._host.start_beside("save query", self.write_query, query)

    async def write_query(self, query: str) -> None:
        """Add a query to the history, and wait until it is written."""
        if not query.strip():
            return
        async with self._saving:
            try:
                kept = await asyncio.to_thread(query_history.add, user_folder(), query)
            except OSError as error:
                self._host.notify(f"Cannot save this query: {error.strerror or error}.")
                return
        if self._line.is_attached:
            self._line.remember(kept)
