"""Fixtures for tests of the interface: settings, and the app on an index in memory."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from newsexplore.index.config.configuration import CorpusConfig, InterfaceConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings
from newsexplore.tui.app import NewsExplore
from newsexplore.tui.explorer.controllers import read_state_controller
from newsexplore.tui.panes import status_lines

from .fake import FakeService

AppMaker = Callable[..., NewsExplore]


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing counts as read, however long a loaded machine takes for the keys; a test of that sets another time."""
    monkeypatch.setattr(read_state_controller, "READ_SECONDS", 3600)


@pytest.fixture(autouse=True)
def lasting_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages stay until the next step, on a slow machine too; a test of that sets another time."""
    monkeypatch.setattr(status_lines, "MESSAGE_SECONDS", 3600)
    monkeypatch.setattr(status_lines, "ERROR_SECONDS", 3600)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the default configuration with a separate index folder."""
    return Settings(load_config(None), (CorpusConfig(name="harbour", paths=(str(tmp_path),)),), str(tmp_path / "index"))


@pytest.fixture
def make_app(settings: Settings) -> AppMaker:
    """Return a factory of the app with a service and interface settings."""

    def make(service: FakeService | None = None, builder: Any = None, **interface: Any) -> NewsExplore:
        config = settings.config
        changed: InterfaceConfig = msgspec.structs.replace(config.interface, **interface)
        config = msgspec.structs.replace(config, interface=changed)
        return NewsExplore(Settings(config, settings.corpora, settings.folder), service or FakeService(), builder)

    return make


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no question or repaint is pending."""
    for _ in range(2):
        while not all(worker.is_finished for worker in pilot.app.workers):
            with suppress(WorkerCancelled):  # replaced by a newer question: wait for that
                await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def until(pilot: Pilot[None], true: Callable[[], object]) -> None:
    """Wait for a condition that depends on a process or timer; fails after a generous timeout."""
    async with asyncio.timeout(30):
        while not true():
            await pilot.pause(0.02)


def lines(app: App[Any]) -> list[str]:
    """Return the lines of the screen."""
    return [strip.text for strip in strips(app)]


def strips(app: App[Any]) -> list[Strip]:
    """Return the lines of the screen with styles."""
    return app.screen._compositor.render_strips(app.size)  # pyright: ignore[reportPrivateUsage]
