"""Indexing in the background: pausing it, and rejects."""

import asyncio
from collections.abc import AsyncIterator, Callable

from textual.pilot import Pilot

from newsexplore.index.model import Reject
from newsexplore.index.protocol.build_progress import MissingRoot, Progress
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.panes.status_lines import TitleLine
from newsexplore.tui.screens.indexing_screen import IndexingScreen, RejectList

from ...conftest import AppMaker, lines, settle, until
from ...fake import FakeService
from ...fake_records import record
from ...screen import press, said


class SlowBuild:
    """A build that rejects a file, then runs until released."""

    def __init__(self) -> None:
        self.end = asyncio.Event()
        self.pauses: list[bool] = []
        self.runs = 0
        self.prunes: list[bool] = []
        self.missing: tuple[MissingRoot, ...] = ()
        self.reason = "The JSON ends in the middle of a string."

    async def run(self, *, prune: bool = False) -> AsyncIterator[Progress]:
        self.runs += 1
        self.prunes.append(prune)
        rejects = (Reject("wire.zip!torn.json", self.reason),)
        yield Progress("reading", done=2, fraction=0.25, rate=410.0, left=31.0, rejects=rejects)
        await self.end.wait()
        yield Progress("done", done=2, fraction=1.0, missing=() if prune else self.missing)

    def pause(self, paused: bool) -> None:
        self.pauses.append(paused)

    def cancel(self) -> None:
        self.end.set()


async def under_way(pilot: Pilot[None]) -> None:
    """Wait for the first progress."""
    screen = pilot.app.screen
    assert isinstance(screen, Explorer)
    indexing = screen.controllers.indexing.indexing
    assert indexing is not None
    await until(pilot, lambda: indexing.progress is not None)


async def test_one_key_pauses_and_resumes_indexing(make_app: AppMaker) -> None:
    build = SlowBuild()
    app = make_app(FakeService(), build)
    async with app.run_test(size=(160, 48)) as pilot:
        await under_way(pilot)
        await pilot.press("P")
        await pilot.pause()
        assert "paused at 25%" in str(app.screen.query_one(TitleLine).render())
        await pilot.press("P")
        await pilot.pause()
        assert "indexing ▓" in str(app.screen.query_one(TitleLine).render())
        assert build.pauses == [True, False]


async def test_rejects_are_listed_with_their_reason(make_app: AppMaker) -> None:
    service = FakeService()
    service.rejects = [Reject("old.bin", "This is no text.")]
    app = make_app(service, SlowBuild())
    async with app.run_test(size=(120, 40)) as pilot:
        await under_way(pilot)
        await pilot.press("I")
        await until(pilot, lambda: "2 could not be read" in "\n".join(lines(app)))
        screen = app.screen
        assert isinstance(screen, IndexingScreen)
        assert [item.locator for _, item in screen.query_one(RejectList).loaded()] == ["old.bin", "wire.zip!torn.json"]
        text = "\n".join(lines(app))
        assert "middle of a string" in text and "2 could not be read" in text and "25%" in text
        await pilot.press("q")
        await pilot.pause()
        assert app.screen is not screen and app.is_running


async def test_a_rescan_waits_for_the_previous_run(make_app: AppMaker) -> None:
    build = SlowBuild()
    app = make_app(FakeService(), build)
    async with app.run_test(size=(120, 40)) as pilot:
        await under_way(pilot)
        await pilot.press("f5")
        await pilot.pause()
        assert build.runs == 1
        build.end.set()
        await settle(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: build.runs == 2)


async def test_articles_of_a_missing_folder_are_removed_only_after_a_question(make_app: AppMaker) -> None:
    build = SlowBuild()
    build.missing = (MissingRoot("usb", "/media/usb", 1234, "is missing"),)
    build.end.set()
    app = make_app(FakeService(), build)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "1,234 articles kept: folder missing" in "\n".join(lines(app)))
        await settle(pilot)
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, IndexingScreen))
        await pilot.press("q")
        await pilot.press("f6")
        await until(pilot, lambda: "Remove 1,234 articles" in "\n".join(lines(app)))
        await pilot.press("down", "enter")
        await settle(pilot)
        assert build.prunes == [False]
        await pilot.press("f6")
        await until(pilot, lambda: "Remove 1,234 articles" in "\n".join(lines(app)))
        await pilot.press("enter")
        await until(pilot, lambda: build.prunes == [False, True])
        await until(pilot, lambda: "folder missing" not in "\n".join(lines(app)))
        await settle(pilot)
        await pilot.press("f6")
        await settle(pilot)
        assert isinstance(app.screen, Explorer)
        assert build.prunes == [False, True]


class QuickBuild:
    """A build that adds `found` to the index once released."""

    def __init__(self, found: Callable[[], None]) -> None:
        self.found = found

    async def run(self, *, prune: bool = False) -> AsyncIterator[Progress]:
        del prune
        self.found()
        yield Progress("done", fraction=1.0)

    def pause(self, paused: bool) -> None:
        pass

    def cancel(self) -> None:
        pass


async def test_the_library_that_a_source_needs_is_named(make_app: AppMaker) -> None:
    build = SlowBuild()
    build.reason = "PDF documents need a library that is missing: pip install 'newsexplore[pdf]'"
    app = make_app(FakeService(), build)
    async with app.run_test(size=(160, 48)) as pilot:
        await under_way(pilot)
        build.end.set()
        await until(
            pilot, lambda: "pip install 'newsexplore[pdf]' and newsexplore index --retry" in " ".join(said(app))
        )


async def test_a_rescan_reports_what_it_found(make_app: AppMaker) -> None:
    service = FakeService()
    more = [record("new", "A new report", "Something about the storm.")]
    build = QuickBuild(lambda: None)
    app = make_app(service, build)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f5")
        await until(pilot, lambda: "Index up to date: 5 articles, as before." in said(app))
        build.found = lambda: service.records.extend(more)
        await press(pilot, "f5")
        await until(pilot, lambda: "Index up to date: 6 articles, 1 more than before." in said(app))


async def test_an_empty_folder_says_so(make_app: AppMaker) -> None:
    app = make_app(FakeService([]), QuickBuild(lambda: None))
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: "No articles found in harbour." in "\n".join(lines(app)))
        assert "I lists the sources" in "\n".join(lines(app))
