"""Messages: they cover nothing, stay until the next key, and can be listed."""

import pytest

from newsexplore.tui.screens.messages_screen import MessagesScreen

from ..conftest import AppMaker, lines, settle
from ..screen import SMALL, WIDE, explorer, press, shown, trail

NOTHING = "There is nothing to go back to."


@pytest.mark.parametrize("size", [WIDE, SMALL, (250, 60)])
async def test_a_message_covers_no_pane_and_stays_until_the_next_key(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        before = lines(app)
        await press(pilot, "backspace")
        assert trail(app) == NOTHING
        assert lines(app)[:-2] == before[:-2]
        explorer(app).panes.trail.tell("other", "")  # what is shown meanwhile does not end it
        await settle(pilot)
        assert trail(app) == NOTHING
        await press(pilot, "F12")
        assert trail(app).startswith("trail:")


async def test_past_messages_are_listed_the_newest_first(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "f4")
        assert "There are no messages yet." in shown(app)
        await press(pilot, "escape", "backspace", "f6", "f4")
        assert isinstance(app.screen, MessagesScreen)
        rows = [line for line in lines(app) if ":" in line and "There is nothing" in line]
        assert len(rows) == 1 and NOTHING in rows[0]
        await press(pilot, "escape")
        assert explorer(app).is_current


async def test_a_message_over_a_dialog_is_in_its_last_lines(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "V")
        before = lines(app)
        app.notify("This is all of the text.", markup=False)
        await settle(pilot)
        assert "This is all of the text." in "\n".join(lines(app)[-2:])
        assert lines(app)[:-2] == before[:-2]
