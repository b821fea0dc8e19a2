"""The one-line text field, as keys reach it that arrive together, as they do over a slow connection."""

import pytest
from textual import events

from newsexplore.tui.panes.search_line import SearchLine

from ..conftest import AppMaker, settle
from ..screen import WIDE, explorer


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        (("a", "b", "ctrl+u", *"dam"), "dam"),
        (("d", "a", "x", "backspace", "m"), "dam"),
        (("a", "m", "home", "d"), "dam"),
        (("d", "m", "left", "a"), "dam"),
    ],
)
async def test_keys_that_arrive_together_keep_their_order(
    make_app: AppMaker, keys: tuple[str, ...], typed: str
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert explorer(app).query_one(SearchLine).input.value == typed
