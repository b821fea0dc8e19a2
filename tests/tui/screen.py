"""Helpers to read the screen and press keys."""

from textual.pilot import Pilot

from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.entities_pane import EntitiesPane
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.panes.search_line import SearchLine
from newsexplore.tui.panes.status_lines import TrailLine
from newsexplore.tui.widgets.footer_line import FooterLine

from .conftest import lines, settle

WIDE, SMALL = (160, 48), (80, 24)
MINISTER, ENGINEER, BOARD = "Harbour Minister", "Chief Engineer", "Harbour Board"


def explorer(app: NewsExplore) -> Explorer:
    assert isinstance(app.screen, Explorer)
    return app.screen


def shown(app: NewsExplore) -> str:
    return "\n".join(lines(app))


def query(app: NewsExplore) -> str:
    session = explorer(app).session
    assert explorer(app).query_one(SearchLine).input.value == session.query
    return session.query


def names(app: NewsExplore) -> list[str]:
    return [row.name for _, row in app.screen.query_one(EntitiesPane).loaded() if row.name]


def opened(app: NewsExplore) -> str:
    """Return the id of the open article."""
    reading = explorer(app).session.reading
    return reading.article.id if reading else ""


def trail(app: NewsExplore) -> str:
    return str(app.screen.query_one(TrailLine).render()).strip()


def titles(app: NewsExplore) -> list[str]:
    return [item.title for _, item in app.screen.query_one(ResultsPane).loaded()]


def said(app: NewsExplore) -> list[str]:
    """Return the current notification."""
    return [notification.message for notification in app._notifications]  # pyright: ignore[reportPrivateUsage]


def footer(app: NewsExplore) -> str:
    return str(app.screen.query_one(FooterLine).render())


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def search(pilot: Pilot[None], query: str) -> None:
    pilot.app.screen.query_one(SearchLine).input.value = query
    await pilot.press("slash", "enter")
    await settle(pilot)


async def choose(pilot: Pilot[None], name: str) -> None:
    """Select an entity."""
    pane = pilot.app.screen.query_one(EntitiesPane)
    await press(pilot, "4")
    pane.move_to(next(index for index, row in pane.loaded() if row.name == name))
