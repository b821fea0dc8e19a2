"""The row of an article in the results."""

from ..panes.results_pane import ResultsPane
from ..session.session import Session
from ..session.trail import Trail


async def select_article(session: Session, rows: ResultsPane, id_: str) -> None:
    """Move the cursor of the results to an article, without opening it; raises ServiceError."""
    loaded = next((index for index, _ in rows.loaded() if rows.article(index) == id_), None)
    if loaded is None and not session.quotes:
        loaded = (await session.order(Trail())).get(id_)
    if loaded is not None:
        rows.move_to(loaded, notify=False)
