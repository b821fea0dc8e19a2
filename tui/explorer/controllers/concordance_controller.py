"""The concordance: every stop of the trail in its context."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ....index.protocol.answers import KwicLine, KwicLines
from ....index.protocol.questions import Kwic
from ...session.session import Session
from ...session.trail import Trail
from ..host import Handler, Host
from ..messages import GoToSpan, LeavePlace, OpenArticle, SelectResult

if TYPE_CHECKING:
    from ...screens.kwic_screen import Fetch, Order


class ConcordanceController:
    """Opens the concordance, and goes to the line that the user chooses in it."""

    def __init__(self, host: Host, session: Session) -> None:
        self._host = host
        self._session = session

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"trail.kwic": self.show}

    def show(self) -> None:
        """Show every stop of the trail in its context."""
        from ...screens.kwic_screen import KwicScreen  # not needed to paint the first frame

        session, trail = self._session, self._session.trail
        if trail.kind == "matches" and not session.query.strip():
            self._host.notify("No matches to show: type a query first, or follow an entity or a speaker.")
            return
        title = f"Concordance · {f'matches of {session.query}' if trail.kind == 'matches' else trail.title}"
        self._host.open(KwicScreen(title, self._source(trail)), self._go_to_line)

    def _source(self, trail: Trail) -> "Fetch":
        """Return what fetches the lines: the index, or for words found in the article the article itself."""
        session = self._session
        reading, stops = session.reading, session.stops
        if trail.kind == "find" and reading is not None:
            from ....index.model import Record
            from ....index.search.concordance import Concordance

            asked = Kwic(session.scope, "matches")
            article = Concordance(
                asked,
                iter([Record(reading.article, reading.annotations)]),
                lambda _: stops,
                lambda _: [reading.article],
            )

            async def fetch_found(sort: "Order", offset: int, limit: int) -> KwicLines:
                return article.page(replace(asked, sort=sort, offset=offset, limit=limit), lambda: False)

            return fetch_found
        kind = trail.kind if trail.kind != "find" else "matches"
        question = Kwic(trail.scope(session.scope), kind, trail.name, trail.type, session.order_by)

        async def fetch(sort: "Order", offset: int, limit: int) -> KwicLines:
            return await session.kwic(replace(question, sort=sort, offset=offset, limit=limit))

        return fetch

    def _go_to_line(self, line: KwicLine | None) -> None:
        """Go where a line is from."""
        if line is None:
            return
        self._host.post(LeavePlace())
        self._host.focus("article")
        span = line.start, line.end
        if line.article == self._session.article_id:
            self._host.post(GoToSpan(span))
        else:
            self._host.post(OpenArticle(line.article, span))
            self._host.post(SelectResult(line.article))
