"""Choosing what to export, and the progress of an export."""

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from ...index.export.job import SUFFIXES, What
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, pad
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

NAME = 32
"""Cells of the first column."""
EVERY_SECONDS = 0.3
"""Seconds between two updates of the progress."""


class Choice(NamedTuple):
    """What to export, or what to do about a running export."""

    what: What | None
    text: str
    detail: str
    stop: bool = False
    marked: bool = False
    """Only what is marked of it."""


class ChoiceList(LongList[Choice]):
    """One line for each row."""

    row_height = 1

    def row(self, item: Choice, width: int, chosen: bool) -> list[Line]:
        """Return what, and how much or which."""
        look = self.part("row--strong") if chosen else None
        detail = Segment(fit(sanitise_line(item.detail), max(0, width - NAME)), self.part("row--dim"))
        return [[Segment(pad(item.text, NAME), look), detail]]


class ExportScreen(OverScreen[Choice]):
    """Ends with what to export, or with None."""

    def __init__(self, choices: list[Choice]) -> None:
        super().__init__()
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="over-box"):
            yield ChoiceList(id="exports", empty="There is nothing to export.")

    def on_mount(self) -> None:
        """Show the choices."""
        self.name_box("Export what?", f"as {' '.join(SUFFIXES)}")
        self.query_one(ChoiceList).fill(self._choices)
        self.query_one(ChoiceList).focus()

    @on(LongList.Chosen)
    def _chosen(self) -> None:
        item = self.query_one(ChoiceList).item()
        if item is not None and item.what is not None:
            self.dismiss(item)


class ExportingScreen(OverScreen[None]):
    """Tells of an export while it goes on; Enter on the line stops it.

    Args:
        state: Says how far it is; "" when it has ended.
        stop: Stops it.
    """

    def __init__(self, state: Callable[[], str], stop: Callable[[], None]) -> None:
        super().__init__()
        self._state = state
        self._stop = stop

    def compose(self) -> ComposeResult:
        """Compose the progress over the choices."""
        with Vertical(classes="over-box"):
            yield Static(id="indexing-state")
            yield ChoiceList(id="exports", empty="")

    def on_mount(self) -> None:
        """Update the progress until the export ends."""
        self.name_box("Export")
        rows = self.query_one(ChoiceList)
        rows.fill(
            [Choice(None, "Continue the export", ""), Choice(None, "Stop the export", "nothing is written", stop=True)]
        )
        rows.focus()
        self._show_state()
        self.set_interval(EVERY_SECONDS, self._show_state)

    def _show_state(self) -> None:
        if not self.is_current:  # a choice has closed it, and the timer ticks once more
            return
        state = self._state()
        if not state:
            self.dismiss()
            return
        self.query_one("#indexing-state", Static).update(Content(sanitise_line(state)))

    @on(LongList.Chosen)
    def _chosen(self) -> None:
        item = self.query_one(ChoiceList).item()
        if item is not None and item.stop:
            self._stop()
        self.dismiss()
