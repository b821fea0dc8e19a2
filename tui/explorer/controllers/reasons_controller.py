"""“Why is this here?”: what a result's score is made of, and why a quote is attributed as it is."""

from collections.abc import Mapping

from ....index.model import QuoteHit
from ....index.protocol.questions import ExplainResult
from ....index.protocol.reasons import Reasons
from ...session.session import Session
from ..host import NO_ARTICLE, Handler, Host
from ..pane_layout import Panes


class ReasonsController:
    """Explains the selected result, or the selected quote of the open article."""

    def __init__(self, host: Host, session: Session, panes: Panes) -> None:
        self._host = host
        self._session = session
        self._panes = panes

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"search.why": self.show}

    def show(self) -> None:
        """Explain what is selected."""
        question = self._question()
        if question is None:
            self._host.notify(NO_ARTICLE)
            return
        self._host.start("why", self._show, question)

    def _question(self) -> ExplainResult | None:
        session, scope = self._session, self._session.scope
        item = self._panes.results.item()
        reading = session.reading
        if self._host.context() == "quotes" and reading is not None:
            quote = self._panes.quotes.quote()
            if quote is not None:
                number = reading.annotations.quotes.index(quote)
                return ExplainResult(session.article_id, scope, number)
        if self._host.context() == "article" and reading is not None and not scope.quotes:
            return ExplainResult(session.article_id, scope)
        if isinstance(item, QuoteHit):
            return ExplainResult(item.article, scope, item.number)
        return ExplainResult(item.id, scope) if item is not None else None

    async def _show(self, question: ExplainResult) -> None:
        from ...reports.reason_lines import reason_lines  # not needed to paint the first frame
        from ...screens.reasons_screen import ReasonsScreen

        found = await self._session.report(question, Reasons)
        scope = question.scope
        lines = reason_lines(found, scope.query, self._session.order_by, quotes=scope.quotes)
        self._host.open(ReasonsScreen("Why is this here?", lines))
