"""What the main screen offers to the controllers that it holds."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, ParamSpec, Protocol, TypeVar

from textual.app import App
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.timer import Timer

from ...index.processes.search_process import ServiceError
from ..commands.registry import Context
from ..terminal.sanitise import sanitise
from .messages import Router
from .pane_layout import PaneLayout

Args = ParamSpec("Args")
Outcome = TypeVar("Outcome")

NO_ARTICLE = "Open an article first: select one in the results (1)."
"""What a command says that needs an open article."""
Handler = Callable[[], Awaitable[None] | None]
"""Does what a command is for."""


class Host(Protocol):
    """The screen, as far as controllers know it; a stand-in runs them without a terminal."""

    def start(self, group: str, task: Callable[Args, Awaitable[None]], *args: Args.args, **kwargs: Args.kwargs) -> None:
        """Run a task in place of the last one of its group, which is cancelled."""
        ...

    def start_beside(
        self, group: str, task: Callable[Args, Awaitable[None]], *args: Args.args, **kwargs: Args.kwargs
    ) -> None:
        """Run a task beside the others of its group."""
        ...

    def cancel(self, *groups: str) -> None:
        """Cancel the tasks of some groups."""
        ...

    def is_running(self, group: str) -> bool:
        """Return whether a task of a group has not ended yet."""
        ...

    def set_timer(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Call back once, later."""
        ...

    def post(self, message: tuple[Any, ...]) -> None:
        """Pass one of the messages in `messages` to whoever handles it."""
        ...

    def notify(self, message: str) -> None:
        """Show a message for a few seconds; the text may come from anywhere."""
        ...

    def show_status(self, message: str, *, error: bool = False) -> None:
        """Show a message in the trail line, until the next step."""
        ...

    def open(self, screen: Screen[Outcome], callback: Callable[[Outcome | None], None] | None = None) -> None:
        """Open a screen over the panes; `callback` gets what it ends with."""
        ...

    def context(self) -> Context:
        """Return the context whose keys work now."""
        ...

    def focus(self, pane: Context) -> None:
        """Show a pane and give it the focus."""
        ...

    def show_titles(self) -> None:
        """Write number, name and count into the borders of the panes."""
        ...

    def paint_soon(self) -> None:
        """Paint what has changed once the pending messages are handled, not at the next frame."""
        ...

    def is_local(self) -> bool:
        """Return whether the user sits at this machine; if not, say that the command is not available."""
        ...

    @property
    def app(self) -> App[None]:
        """The app: its clipboard, its terminal, and the screen on top."""
        ...


class ScreenHost:
    """The host that the main screen gives to its controllers.

    Args:
        screen: Runs workers and timers.
        layout: Knows which pane has the focus.
        router: Passes messages between controllers.
        paint: Paints what has changed.
    """

    def __init__(self, screen: Screen[None], layout: PaneLayout, router: Router, paint: Callable[[], None]) -> None:
        self._screen = screen
        self._layout = layout
        self._router = router
        self._paint = paint

    @property
    def app(self) -> App[None]:
        """The app: its clipboard, its terminal, and the screen on top."""
        return self._screen.app

    def start(self, group: str, task: Callable[Args, Awaitable[None]], *args: Args.args, **kwargs: Args.kwargs) -> None:
        """Run a task in place of the last one of its group, which is cancelled."""
        self._run(group, partial(task, *args, **kwargs), exclusive=True)

    def start_beside(
        self, group: str, task: Callable[Args, Awaitable[None]], *args: Args.args, **kwargs: Args.kwargs
    ) -> None:
        """Run a task beside the others of its group."""
        self._run(group, partial(task, *args, **kwargs), exclusive=False)

    def _run(self, group: str, task: Callable[[], Awaitable[None]], *, exclusive: bool) -> None:
        self._screen.run_worker(partial(self._report_errors, task), group=group, exclusive=exclusive)

    async def _report_errors(self, task: Callable[[], Awaitable[None]]) -> None:
        """Run a task, and show a question that could not be answered in the trail line."""
        try:
            await task()
        except NoMatches:
            if self._layout.is_complete():
                raise
            # else the answer came after the panes had gone: the user leaves, or opens another index
        except ServiceError as error:
            if error.kind != "cancelled":
                self.show_status(str(error), error=True)

    def cancel(self, *groups: str) -> None:
        """Cancel the tasks of some groups."""
        for group in groups:
            self._screen.workers.cancel_group(self._screen, group)

    def is_running(self, group: str) -> bool:
        """Return whether a task of a group has not ended yet."""
        return any(not worker.is_finished for worker in self._screen.workers if worker.group == group)

    def set_timer(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Call back once, later."""
        return self._screen.set_timer(seconds, callback)

    def post(self, message: tuple[Any, ...]) -> None:
        """Pass one of the messages in `messages` to whoever handles it."""
        self._router.post(message)

    def notify(self, message: str) -> None:
        """Show a message for a few seconds; the text may come from anywhere."""
        self._screen.notify(sanitise(message), markup=False)

    def show_status(self, message: str, *, error: bool = False) -> None:
        """Show a message in the trail line, until the next step."""
        self._layout.panes.trail.say(message, trouble=error)

    def open(self, screen: Screen[Outcome], callback: Callable[[Outcome | None], None] | None = None) -> None:
        """Open a screen over the panes; `callback` gets what it ends with."""
        self.app.push_screen(screen, callback)

    def context(self) -> Context:
        """Return the context whose keys work now."""
        return self._layout.context()

    def focus(self, pane: Context) -> None:
        """Show a pane and give it the focus."""
        self._layout.focus(pane)

    def show_titles(self) -> None:
        """Write number, name and count into the borders of the panes."""
        self._layout.show_titles()

    def paint_soon(self) -> None:
        """Paint what has changed once the pending messages are handled, not at the next frame."""
        # Twice, because widgets tell the screen that they have changed once they are idle, which is after the first.
        self._screen.call_later(self._screen.call_later, self._paint)

    def is_local(self) -> bool:
        """Return whether the user sits at this machine; if not, say that the command is not available."""
        if self.app.is_web:
            self.notify("Not available from a browser: it would run on the machine that serves this page.")
        return not self.app.is_web
