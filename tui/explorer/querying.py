"""Around the query: what completes and explains it, and the queries of before."""

import asyncio

from textual import on

from ...index.config.settings import Settings, user_folder
from ...index.processes.search import ServiceError
from ..commands.registry import key_of
from ..panes.results import ResultsPane
from ..panes.search import SearchLine
from ..storage import query_history
from ..storage.legacy_files import take_over_queries
from .narrowing import Narrowing
from .remembering import Remembering
from .session import Service


class Querying(Narrowing, Remembering):
    """The screen with a search line that knows more than what is typed into it."""

    def __init__(self, settings: Settings, service: Service) -> None:
        super().__init__(settings, service)
        self._keeping = asyncio.Lock()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types a query, the keys that go from pane to pane complete it."""
        if action == "cycle" and self.context() == "search":
            return False
        return super().check_action(action, parameters)

    # Completing

    @on(SearchLine.Wanted)
    def _choices_wanted(self, event: SearchLine.Wanted) -> None:
        self.work("complete", self._complete, event)

    async def _complete(self, event: SearchLine.Wanted) -> None:
        try:
            found = await self.session.complete(event.query, event.cursor)
        except ServiceError:
            return  # one types on without
        self.query_one(SearchLine).offer(event.query, event.cursor, found)

    # Explaining

    def explain_search(self) -> None:
        """Ask what each word of the query finds, now that its results are here."""
        if self.session.query.strip():
            self.work("explain", self._explain)

    async def _explain(self) -> None:
        session, line = self.session, self.query_one(SearchLine)
        results = session.results
        try:
            explanation = await session.explain()
        except ServiceError:
            return  # what was found stands without it
        if results is None or session.results is not results:
            return
        line.explain(explanation)
        if not explanation.total and not results.total:
            self.query_one(ResultsPane).clear(self.nothing_found())

    def nothing_found(self) -> str:
        """What to do where the results would be."""
        session, line = self.session, self.query_one(SearchLine)
        if not session.articles:
            return "There are no articles yet.\n\nThey show here as soon as the first ones are indexed."
        keys = self.settings.config.interface.keys
        if line.suggestion:
            take = key_of("results.read", keys)
            return f"Nothing found.\n\nDid you mean “{line.suggestion}”? {take} here searches for it."
        if session.quotes:
            mode = key_of("search.quotes", keys)
            return f"No quote is like this.\n\nTake a word away, or press {mode} to search articles."
        back = key_of("history.back", keys)
        return f"Nothing found.\n\nTake a word away, or press {back} to go back to where you were."

    @on(ResultsPane.NothingChosen)
    def _take_suggestion(self) -> None:
        line = self.query_one(SearchLine)
        if line.suggestion:
            self.change_query(line.suggestion)

    # Earlier queries

    async def recall_queries(self) -> None:
        """Let the search line know the queries of before."""
        try:
            await asyncio.to_thread(take_over_queries, self.settings)
            kept = await asyncio.to_thread(query_history.load, user_folder())
        except OSError as error:
            self.say(f"Earlier queries cannot be read: {error.strerror or error}.")
            return
        self.query_one(SearchLine).remember(kept)

    def write_out_query(self) -> None:
        """Where what is found goes beyond what was typed, say so in the search line once nobody types there any more.

        Conditions that are added, and the query that is kept, then mean what is shown.
        """
        line = self.query_one(SearchLine)
        searched = self._searched(line.input.value)
        if not line.input.has_focus and searched != line.input.value:
            line.set_query(searched)

    @on(SearchLine.Left)
    def _query_left(self, event: SearchLine.Left) -> None:
        query = self._searched(event.query)
        self.write_out_query()
        # No worker of the exclusive kind: of two queries that are left right after each other none may be lost.
        self.run_worker(self._keep_query(query), group="keep query")

    def _searched(self, typed: str) -> str:
        """The query that was searched for what was typed, where the newest results are an answer to that."""
        results = self.session.results
        return results.interpretation.searched if results and results.interpretation.typed == typed else typed

    async def farewell(self) -> str:
        """Save everything for the next run, and with it a query that is still being typed."""
        if self.context() == "search":
            await self._keep_query(self.query_one(SearchLine).input.value)
        return await super().farewell()

    async def _keep_query(self, query: str) -> None:
        if not query.strip():
            return
        async with self._keeping:
            try:
                kept = await asyncio.to_thread(query_history.keep, user_folder(), query)
            except OSError as error:
                self.say(f"This query cannot be kept: {error.strerror or error}.")
                return
        if self.is_attached:
            self.query_one(SearchLine).remember(kept)
