"""What another process commits is shown without a key, and the reader stays."""

import pytest

from newsexplore.index.protocol.questions import Refresh
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.controllers import commits_controller

from ...conftest import AppMaker, lines, settle, until
from ...fake import RECORDS, FakeService
from ...screen import opened, press

WIDE = (160, 48)


def _screen(app: NewsExplore) -> str:
    return "\n".join(lines(app))


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for commits all the time."""
    monkeypatch.setattr(commits_controller, "SECONDS", 0.02)


async def test_a_commit_of_another_process_is_shown_and_the_reader_stays(make_app: AppMaker) -> None:
    service = FakeService(RECORDS[:-1])
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "down", "enter")
        article = opened(app)
        assert f"{len(RECORDS) - 1} articles" in _screen(app)
        service.records.append(RECORDS[-1])
        await until(pilot, lambda: f"{len(RECORDS)} articles" in _screen(app))
        await settle(pilot)
        assert RECORDS[-1].article.title in _screen(app)
        assert opened(app) == article


async def test_an_outage_that_nobody_asked_about_is_not_told(make_app: AppMaker) -> None:
    service = FakeService()
    app = make_app(service)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = _screen(app)
        service.fail[Refresh] = "The cluster does not answer."
        asked = len(service.asked)
        await until(pilot, lambda: len(service.asked) > asked + 2)
        assert _screen(app) == before
