"""Keeping the index fresh from the interface: files that change are indexed without a key."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.protocol.build_progress import Progress
from newsexplore.tui.app import NewsExplore

from ...conftest import AppMaker, settle, until
from ...fake import FakeService
from ...screen import opened, press, said, titles, trail

pytest.importorskip("watchfiles")


class CountingBuild:
    """Ends at once, and counts how often it ran."""

    def __init__(self) -> None:
        self.runs = 0

    async def run(self, *, prune: bool = False) -> AsyncIterator[Progress]:
        del prune
        self.runs += 1
        yield Progress("done", fraction=1.0)

    def pause(self, paused: bool) -> None:
        del paused

    def cancel(self) -> None:
        pass


def app_on(folder: Path, build: CountingBuild, *, watch: bool) -> NewsExplore:
    config = load_config(None)
    index = msgspec.structs.replace(config.index, watch=watch)
    interface = msgspec.structs.replace(config.interface, restore=False)
    settings = for_paths(msgspec.structs.replace(config, index=index, interface=interface), [str(folder)])
    return NewsExplore(settings, FakeService(), build)


async def test_with_the_configuration_a_change_is_indexed_and_the_reader_stays(tmp_path: Path) -> None:
    build = CountingBuild()
    app = app_on(tmp_path, build, watch=True)
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: build.runs == 1 and titles(app))
        await pilot.press("enter")
        await until(pilot, lambda: opened(app))
        article, place = opened(app), trail(app)
        runs, number = build.runs, 0
        async with asyncio.timeout(60):
            while build.runs == runs:  # the watch is set up beside the first run: one of these changes comes after it
                (tmp_path / f"{number}.txt").write_text("Port\n\nThe port is open again.\n", "utf-8")
                number += 1
                await pilot.pause(2)
        await pilot.pause(0.2)
        assert (opened(app), trail(app)) == (article, place)


async def test_a_key_turns_it_on_and_off(tmp_path: Path) -> None:
    build = CountingBuild()
    app = app_on(tmp_path, build, watch=False)
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: build.runs == 1 and titles(app))
        await settle(pilot)
        await pilot.press("f7")
        await until(pilot, lambda: build.runs == 2)
        assert said(app)[-1] == "New and changed files are indexed as soon as they are written."
        await pilot.press("f7")
        await settle(pilot)
        assert said(app)[-1] == "New and changed files are no longer indexed by themselves."


async def test_without_anything_to_index_it_says_so(make_app: AppMaker) -> None:
    app = make_app(FakeService())
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f7")
        assert said(app) == ["There is nothing to index."]
