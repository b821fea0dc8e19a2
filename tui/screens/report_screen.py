"""A report over the panes: rows of text, of which those that lead somewhere can be chosen."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.processes.search_process import ServiceError
from ..commands.keymap import bindings
from ..reports.report_rows import Goal, ReportRow
from ..terminal.wrap import pad
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

Answered = TypeVar("Answered")
_LOOKS = {"heading": "row--heading", "dim": "row--dim", "quote": "row--quote"}
"""Style of each look of a row."""


class ReportList(LongList[ReportRow]):
    """The rows of a report; the cursor moves along those that lead somewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("report")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--heading", "row--quote"}
    row_height = 1

    def selectable(self, index: int) -> bool:
        """Return whether a row leads somewhere."""
        row = self.item(index)
        return row is not None and row.goal is not None

    def row(self, item: ReportRow, width: int, chosen: bool) -> list[Line]:
        """Return the line of a row."""
        del chosen  # the marker and the background show it
        look = _LOOKS.get(item.look)
        return [[Segment(pad(item.text, width), self.part(look) if look else None)]]

    def action_page(self, step: int) -> None:
        """Scroll a page, also past rows that lead nowhere."""
        height = max(1, self.scrollable_content_region.height - 1)
        self.scroll_relative(y=step * height, animate=False)
        top = int(self.scroll_offset.y)
        place = top if step > 0 else top + height
        self.move_to(min(max(place, 0), max(self.total - 1, 0)))


class ReportScreen(OverScreen[Goal], Generic[Answered]):
    """Ends with the goal of the chosen row, or with None."""

    def __init__(
        self,
        title: str,
        fetch: Callable[[int], Awaitable[Answered]],
        lay_out: Callable[[Answered, int], list[ReportRow]],
        limit: int,
        *,
        wide: bool = False,
    ) -> None:
        """Prepare a report.

        Args:
            title: What the box is called.
            fetch: Asks for the report with at most so many rows a list, 0 for all; raises ServiceError.
            lay_out: Returns the rows of the answer, at most so many cells wide.
            limit: Rows a list at first; 0 for a report that has no lists to shorten.
            wide: Whether it takes the whole width of the terminal: a picture, not text.
        """
        super().__init__(classes="-wide" if wide else None)
        self._title = title
        self._fetch = fetch
        self._lay_out = lay_out
        self._few = limit
        self._limit = limit
        self._answer: Answered | None = None

    def compose(self) -> ComposeResult:
        """The rows over the keys that work in them."""
        with Vertical(classes="over-box"):
            yield ReportList(id="report", empty="Counting …")
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Count at once."""
        self.query_one(FooterLine).show("report")
        self.set_focus(self.query_one(ReportList))
        self._begin()

    def _begin(self) -> None:
        self.name_box(self._title, "counting …")
        self.run_worker(self._ask(self._limit), group="report", exclusive=True)

    async def _ask(self, limit: int) -> None:
        rows = self.query_one(ReportList)
        try:
            self._answer = await self._fetch(limit)
        except ServiceError as error:
            if error.kind != "cancelled":
                rows.clear(str(error))
                self.name_box(self._title)
            return
        self._show()

    def _show(self) -> None:
        rows = self.query_one(ReportList)
        width = rows.scrollable_content_region.width - 2
        if self._answer is not None and width > 0:
            rows.fill(self._lay_out(self._answer, width), cursor=rows.cursor)
            every = "all rows of each list" if not self._limit else f"at most {self._limit} rows a list"
            self.name_box(self._title, every if self._few else "")

    def on_resize(self, event: events.Resize) -> None:
        """Lay the report out for the new width."""
        del event
        self.call_after_refresh(self._show)

    def action_all(self) -> None:
        """List all rows of each list, or the first ones again."""
        self._limit = 0 if self._limit else self._few
        self._begin()

    @on(LongList.Chosen, "#report")
    def _chosen(self) -> None:
        row = self.query_one(ReportList).item()
        if row is not None and row.goal is not None:
            self.dismiss(row.goal)
