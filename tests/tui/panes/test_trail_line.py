"""Messages in the line of the trail."""

import pytest

from newsexplore.tui.panes import status_lines
from newsexplore.tui.panes.status_lines import TrailLine

from ..conftest import AppMaker, settle, until
from ..screen import WIDE, trail


@pytest.mark.parametrize("trouble", [False, True])
async def test_the_trail_returns_by_itself_after_a_message(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, *, trouble: bool
) -> None:
    monkeypatch.setattr(status_lines, "MESSAGE_SECONDS", 0.05)
    monkeypatch.setattr(status_lines, "ERROR_SECONDS", 0.05)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = trail(app)
        app.screen.query_one(TrailLine).say("The clipboard is empty.", trouble=trouble)
        assert trail(app) == "The clipboard is empty."
        await until(pilot, lambda: trail(app) == before)


async def test_a_newer_message_has_its_own_time(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_lines, "MESSAGE_SECONDS", 0.05)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        line = app.screen.query_one(TrailLine)
        line.say("First.")
        monkeypatch.setattr(status_lines, "MESSAGE_SECONDS", 3600)
        line.say("Second.")
        await pilot.pause(0.2)
        assert trail(app) == "Second."
