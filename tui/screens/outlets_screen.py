"""The outlets of the results with the number of their articles."""

from typing import ClassVar

from rich.segment import Segment
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from ...index.processes.search_process import ServiceError
from ..session.session import Session
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import pad
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

NUMBER, BAR = 10, 24
"""Cells of the columns of counts and of bars."""


class OutletList(LongList[tuple[str, int]]):
    """An outlet a row, most articles first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--bar"}
    row_height = 1

    def row(self, item: tuple[str, int], width: int, chosen: bool) -> list[Line]:
        """Name, articles, and a bar beside that of the first outlet."""
        first = self.item(0)
        most = first[1] if first is not None else item[1]
        bar = "█" * max(1, round(item[1] / most * (BAR - 1)))
        look = self.part("row--strong") if chosen else None
        return [
            [
                Segment(pad(sanitise_line(item[0]), width - NUMBER - BAR), look),
                Segment(f"{item[1]:>{NUMBER - 1},} ", self.part("row--dim")),
                Segment(pad(bar, BAR), self.part("row--bar")),
            ]
        ]


class OutletsScreen(OverScreen[str]):
    """Ends with the outlet to filter by, or with None."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="over-box"):
            yield OutletList(id="outlets", empty="Counting …")

    def on_mount(self) -> None:
        """Count the outlets."""
        self.name_box("Outlets of the results", "Enter filters by an outlet")
        self.rows().focus()
        self._count()

    @work
    async def _count(self) -> None:
        rows = self.query_one(OutletList)
        try:
            outlets = await self._session.outlets()
        except ServiceError as error:
            rows.clear(str(error))
            return
        if outlets:
            rows.fill(outlets)
            self.name_box(f"Outlets of the results · {len(outlets):,}", "Enter filters by an outlet")
        else:
            rows.clear("None of the results names its outlet.\n\nSet `outlet` for a corpus in the configuration.")

    @on(LongList.Chosen)
    def _choose(self) -> None:
        outlet = self.query_one(OutletList).item()
        if outlet is not None:
            self.dismiss(outlet[0])
