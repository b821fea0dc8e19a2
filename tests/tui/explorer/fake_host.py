"""A stand-in for the main screen: runs controllers without a terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast
from unittest.mock import MagicMock

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from newsexplore.index.model import Record
from newsexplore.index.protocol.answers import Reading
from newsexplore.tui.commands.registry import Context
from newsexplore.tui.explorer.pane_layout import PaneLayout, Panes


class FakeHost:
    """Records calls of controllers; tasks run in the test's event loop, and `finish` waits for them."""

    def __init__(self) -> None:
        self.posted: list[tuple[Any, ...]] = []
        self.notices: list[str] = []
        self.statuses: list[str] = []
        self.opened: list[Screen[Any]] = []
        self.focused: list[Context] = []
        self.cancelled: list[str] = []
        self.current: Context = "results"
        self.local = True
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def app(self) -> App[None]:
        return cast(App[None], MagicMock())

    def start(self, group: str, task: Callable[..., Awaitable[None]], *args: Any, **kwargs: Any) -> None:
        if (before := self._tasks.get(group)) is not None:
            before.cancel()
        self._tasks[group] = asyncio.ensure_future(self._run(task, *args, **kwargs))

    def start_beside(self, group: str, task: Callable[..., Awaitable[None]], *args: Any, **kwargs: Any) -> None:
        self.start(f"{group} {len(self._tasks)}", task, *args, **kwargs)

    async def _run(self, task: Callable[..., Awaitable[None]], *args: Any, **kwargs: Any) -> None:
        await task(*args, **kwargs)

    async def finish(self) -> None:
        while tasks := [task for task in self._tasks.values() if not task.done()]:
            await asyncio.wait(tasks)
        for task in self._tasks.values():
            if not task.cancelled():
                task.result()

    def cancel(self, *groups: str) -> None:
        self.cancelled += groups

    def is_running(self, group: str) -> bool:
        return group in self._tasks and not self._tasks[group].done()

    def set_timer(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return cast(Timer, MagicMock())

    def post(self, message: tuple[Any, ...]) -> None:
        self.posted.append(message)

    def notify(self, message: str) -> None:
        self.notices.append(message)

    def show_status(self, message: str, *, error: bool = False) -> None:
        self.statuses.append(message)

    def open(self, screen: Screen[Any], callback: Callable[[Any], None] | None = None) -> None:
        self.opened.append(screen)

    def context(self) -> Context:
        return self.current

    def focus(self, pane: Context) -> None:
        self.focused.append(pane)

    def show_titles(self) -> None:
        pass

    def paint_soon(self) -> None:
        pass

    def is_local(self) -> bool:
        return self.local


def fake_panes() -> Panes:
    """Return mock panes without results."""
    panes = Panes(*(MagicMock(name=name) for name in Panes._fields))
    rows = cast(MagicMock, panes.results)
    rows.item.return_value, rows.article.return_value, rows.cursor, rows.total = None, "", 0, 0
    cast(MagicMock, panes.article).top.return_value = 0
    cast(MagicMock, panes.entities).chosen.return_value = None
    cast(MagicMock, panes.entities).typing = False
    cast(MagicMock, panes.quotes).quote.return_value = None
    cast(MagicMock, panes.timeline).clear_selection.return_value = False
    return panes


def fake_layout(panes: Panes) -> PaneLayout:
    """Return a layout of mock panes, side by side."""
    layout = MagicMock(panes=panes, tabbed=False)
    return cast(PaneLayout, layout)


def reading_of(record: Record, *matches: tuple[int, int]) -> Reading:
    """Return an article with its matches."""
    return Reading(record.article, record.annotations, matches)
