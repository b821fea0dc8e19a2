"""The denials in the results, beside what others say on the same matter."""

from collections.abc import Mapping

from ....index.model import QuoteHit
from ...session.session import Session
from ..host import Handler, Host
from ..messages import GoToSpan, LeavePlace, OpenArticle, SelectResult


class DenialsController:
    """Opens the list of denials, and goes to the quote that the user chooses in it."""

    def __init__(self, host: Host, session: Session) -> None:
        self._host = host
        self._session = session

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {"search.denials": self.show}

    def show(self) -> None:
        """Show the denials in the results."""
        from ...screens.denials_screen import DenialsScreen  # not needed to paint the first frame

        query = self._session.query.strip() or f"all {'quotes' if self._session.quotes else 'articles'}"
        self._host.open(DenialsScreen(f"Denials · {query}", self._session.denials), self._go_to_quote)

    def _go_to_quote(self, hit: QuoteHit | None) -> None:
        """Show a quote in its article."""
        if hit is None:
            return
        self._host.post(LeavePlace())
        self._host.focus("article")
        span = hit.quote.start, hit.quote.end
        if hit.article == self._session.article_id:
            self._host.post(GoToSpan(span))
        else:
            self._host.post(OpenArticle(hit.article, span))
            self._host.post(SelectResult(hit.article))
