"""What is read and unread: queries that ask for it."""

import pytest

from newsexplore.tui.explorer.controllers import read_state_controller
from newsexplore.tui.explorer.screen import Explorer

from ...conftest import AppMaker, lines, settle


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing counts as read, however long a loaded machine takes for the keys."""
    monkeypatch.setattr(read_state_controller, "READ_SECONDS", 3600)


async def test_unread_articles_are_searched_as_they_are_now(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, Explorer)
        before = app.screen.panes.results.total
        await pilot.press("1", "U")
        for key in ("slash", *"is", "colon", *"unread", "enter"):
            await pilot.press(key)
        await settle(pilot)
        assert app.screen.panes.results.total == before - 1
        assert f"articles ▸ {before - 1} of {before}" in lines(app)[1]
        await pilot.press("U")  # the query asks for it: the row goes
        await settle(pilot)
        assert app.screen.panes.results.total == before - 2
        await pilot.press("u")
        await settle(pilot)
        assert app.screen.panes.results.total == before - 1
