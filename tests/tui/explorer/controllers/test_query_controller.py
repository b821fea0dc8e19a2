"""Articles indexed while reading appear without moving anything."""

import asyncio
from collections.abc import AsyncIterator

from newsexplore.index.model import Reject
from newsexplore.index.protocol.build_progress import Progress
from newsexplore.tui.panes.results_pane import ResultsPane
from newsexplore.tui.panes.status_lines import TitleLine

from ...conftest import AppMaker, settle, until
from ...fake import FakeService
from ...fake_records import RECORDS, record
from ...screen import WIDE, opened, titles, trail


class FakeBuilder:
    """A build that adds articles to a service in steps."""

    def __init__(self, service: FakeService, late: int = 1) -> None:
        self.service = service
        self.late = late
        self.go = asyncio.Event()
        self.cancelled = False

    async def run(self, *, prune: bool = False) -> AsyncIterator[Progress]:
        yield Progress("reading", done=2, fraction=0.5, rate=410.0, left=31.0, committed=0)
        await self.go.wait()
        for number in range(self.late):
            self.service.records.insert(0, record(f"new{number}", "Just in", "A late wire.", date="2031-06-01"))
        yield Progress("reading", done=6, fraction=1.0, committed=6, rejects=(Reject("a.txt", "empty"),))
        yield Progress("done", done=6, fraction=1.0, committed=6)

    def pause(self, paused: bool) -> None:
        self.paused = paused

    def cancel(self) -> None:
        self.cancelled = True


async def test_indexing_is_shown_and_its_commits_appear_without_moving_anything(make_app: AppMaker) -> None:
    more = [record(f"r{number}", f"Report {number}", "One of many.") for number in range(40)]
    service = FakeService([*RECORDS, *more])
    builder = FakeBuilder(service)
    app = make_app(service, builder)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "50%" in str(app.screen.query_one(TitleLine).render()))
        title = str(app.screen.query_one(TitleLine).render())
        assert "410/s" in title and "0:31" in title
        await pilot.press("j")
        await until(pilot, lambda: opened(app) == "a2")
        builder.go.set()
        await until(pilot, lambda: titles(app)[:1] == ["Just in"])
        await settle(pilot)
        rows = app.screen.query_one(ResultsPane)
        assert rows.article() == opened(app) == "a2"
        assert rows.cursor * rows.row_height - rows.scroll_offset.y == rows.row_height  # on the same line
        assert "46 articles" in str(app.screen.query_one(TitleLine).render())
    assert builder.cancelled and service.closed


async def test_the_open_article_stays_selected_when_articles_arrive_before_it(make_app: AppMaker) -> None:
    service = FakeService()
    builder = FakeBuilder(service, late=200)
    app = make_app(service, builder)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: opened(app) == "a1")
        await pilot.press("j")
        await until(pilot, lambda: opened(app) == "a2")
        builder.go.set()
        rows = app.screen.query_one(ResultsPane)
        await until(pilot, lambda: (rows.cursor, rows.article(), opened(app)) == (201, "a2", "a2"))
        await pilot.press("f12")  # ends the message about the source that could not be read
        assert "article 202 of 205" in trail(app)
