"""Helpers to type into the search line and to read it."""

import asyncio

from textual.pilot import Pilot

from newsexplore.tui.app import NewsExplore
from newsexplore.tui.panes.query_status import StatusLine
from newsexplore.tui.panes.search_line import SearchLine
from newsexplore.tui.widgets.choice_list import ChoiceList

from ..conftest import settle

WIDE, SMALL = (160, 48), (80, 24)
REST = 0.3
"""Seconds after which what was typed is searched, completed and explained."""


def line(app: NewsExplore) -> SearchLine:
    return app.screen.query_one(SearchLine)


def typed(app: NewsExplore) -> str:
    return line(app).input.value


def told(app: NewsExplore) -> str:
    return " ".join(str(app.screen.query_one(StatusLine).render()).split())


def listed(app: NewsExplore) -> list[str]:
    choices = app.screen.query_one(ChoiceList)
    return [row.rstrip() for row in str(choices.render()).split("\n")] if choices.open else []


async def rest(pilot: Pilot[None]) -> None:
    await asyncio.sleep(REST)
    await settle(pilot)


async def type_in(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash", *(" " if letter == " " else letter for letter in text))
    await rest(pilot)
