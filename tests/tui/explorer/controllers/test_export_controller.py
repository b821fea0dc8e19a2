"""Export from the interface, on a real index."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.export.job import ExportProgress
from newsexplore.index.processes.export_process import Exporter
from newsexplore.index.processes.search_process import IndexService
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.screen import Explorer
from newsexplore.tui.screens import export_screen
from newsexplore.tui.screens.export_screen import ExportingScreen, ExportScreen
from newsexplore.tui.widgets.prompt import Prompt

from ...conftest import lines, settle, until
from ...screen import press


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewsExplore:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(3):
        (corpus / f"{number}.txt").write_text(f"Title: Dam Report {number}\n\n“The dam is safe,” said Ilka Vorrin.\n")
    settings = for_paths(load_config(None), [str(corpus)])
    build(settings)
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    return NewsExplore(settings, IndexService(settings))


async def test_exports_never_replace_a_file_without_asking(app: NewsExplore) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "E")
        assert isinstance(app.screen, ExportScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, Prompt) and app.screen.text == "corpus.csv"
        await press(pilot, "enter")
        assert "3 articles written to" in "\n".join(lines(app))
        assert Path("corpus.csv").read_text("utf-8").count("Dam Report") == 3
        await press(pilot, "E", "enter")
        assert isinstance(app.screen, Prompt) and app.screen.text == "corpus-2.csv"
        for _ in "-2.csv":
            await pilot.press("backspace")
        await pilot.press(*".csv", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Prompt) and "Press Enter again to replace it" in "\n".join(lines(app))
        await press(pilot, "escape")
        assert isinstance(app.screen, Explorer)


async def test_quotes_of_the_open_article_as_markdown(app: NewsExplore) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "E", "j", "enter", "ctrl+u")
        await pilot.press(*"said.md", "enter")
        await settle(pilot)
        assert "> “The dam is safe”[^1]\n>\n> — Ilka Vorrin" in Path("said.md").read_text("utf-8")


async def test_a_file_name_without_a_format_is_reported(app: NewsExplore) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "E", "enter", "ctrl+u")
        await pilot.press(*"said.xls", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Prompt) and "must end in" in "\n".join(lines(app))


async def test_a_running_export_can_be_inspected_and_stopped(app: NewsExplore, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = asyncio.Event()

    async def run(self: Exporter) -> AsyncIterator[ExportProgress]:
        # Three articles would be written before the key is pressed.
        yield ExportProgress("writing", 1, 3)
        await stopped.wait()
        yield ExportProgress("cancelled")

    monkeypatch.setattr(Exporter, "run", run)
    monkeypatch.setattr(Exporter, "cancel", lambda _: stopped.set())
    monkeypatch.setattr(export_screen, "EVERY_SECONDS", 0.001)  # it ticks while the screen is closing
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        explorer = app.screen
        assert isinstance(explorer, Explorer)
        await press(pilot, "E", "enter")
        await pilot.press("enter")
        await until(pilot, lambda: "1 of 3" in explorer.controllers.export.progress)
        await pilot.press("E")
        await pilot.pause()
        assert isinstance(app.screen, ExportingScreen)
        await pilot.press("j", "enter")
        await settle(pilot)
        assert stopped.is_set() and isinstance(app.screen, Explorer)
        assert "nothing was written" in "\n".join(lines(app))
