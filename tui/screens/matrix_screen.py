"""The matrix of names that appear together: a name a row, the same names as columns."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.model import EntityCount
from ...index.processes.search_process import ServiceError
from ...index.protocol.pictures import Matrix
from ..commands.keymap import bindings
from ..panes.matrix_cells import NAME, cell_text, column_window, head_text
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

Fetch = Callable[[], Awaitable[Matrix]]
"""Counts the names; raises ServiceError."""
Pair = tuple[EntityCount, EntityCount]


class MatrixList(LongList[int]):
    """A name a row; the selected column is marked in the heading."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("matrix")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--heading"}
    row_height = 1
    pinned = 1

    def __init__(self) -> None:
        super().__init__(id="matrix", empty="Counting …")
        self.matrix = Matrix((), (), 0)
        self.column = 0
        """The selected column."""

    def columns(self, width: int) -> range:
        """Return the columns that fit, the selected one among them."""
        return column_window(len(self.matrix.names), self.column, width)

    def pinned_line(self, number: int, width: int) -> Line:
        """Return the numbers of the columns."""
        del number
        heads = "".join(head_text(column, chosen=column == self.column) for column in self.columns(width - 2))
        return [Segment(fit(f"{'':{NAME + 2}}{heads}", width), self.part("row--dim"))]

    def row(self, item: int, width: int, chosen: bool) -> list[Line]:
        """Return number and name, and how many matches have it together with each name."""
        name = self.matrix.names[item]
        label = fit(f"{item + 1:>2} {sanitise_line(name.name)}", NAME - 6)
        line = [Segment(f"{label:<{NAME - 6}}{name.articles:>6,}", self.part("row--strong") if chosen else None)]
        counts = self.matrix.counts[item]
        most = max(
            (n for row, found in enumerate(self.matrix.counts) for at, n in enumerate(found) if at != row), default=1
        )
        for column in self.columns(width):
            look = self.part("row--strong") if chosen and column == self.column else self.part("row--dim")
            line.append(Segment(cell_text(counts[column], most, same=column == item), look))
        return [line]

    def action_column(self, step: int) -> None:
        """Select the next column (1) or the previous one (-1)."""
        self.column = min(max(self.column + step, 0), max(0, len(self.matrix.names) - 1))
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))


class MatrixScreen(OverScreen[Pair]):
    """Ends with the two names of the chosen cell, or with None."""

    def __init__(self, title: str, fetch: Fetch, what: str) -> None:
        """Take a title, what counts, and what is counted: "articles" or "quotes"."""
        super().__init__()
        self._title = title
        self._fetch = fetch
        self._what = what

    def compose(self) -> ComposeResult:
        """The rows over the keys that work in them."""
        with Vertical(classes="over-box"):
            yield MatrixList()
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Count at once."""
        self.query_one(FooterLine).show("matrix")
        self.set_focus(self.query_one(MatrixList))
        self.name_box(self._title, "counting …")
        self.run_worker(self._count())

    async def _count(self) -> None:
        rows = self.query_one(MatrixList)
        try:
            found = await self._fetch()
        except ServiceError as error:
            rows.clear(str(error))
            self.name_box(self._title)
            return
        if not found.names:
            rows.clear("The results name nobody and nothing.")
            self.name_box(self._title)
            return
        rows.matrix = found
        rows.column = min(1, len(found.names) - 1)
        rows.fill(range(len(found.names)))
        self._show_pair()

    def _pair(self) -> Pair | None:
        rows = self.query_one(MatrixList)
        row = rows.item()
        return None if row is None else (rows.matrix.names[row], rows.matrix.names[rows.column])

    @on(LongList.Moved, "#matrix")
    def _show_pair(self) -> None:
        """Say in words what the selected cell is."""
        rows, pair = self.query_one(MatrixList), self._pair()
        if pair is None:
            return
        one, other = pair
        number = rows.matrix.counts[rows.cursor][rows.column]
        shown = len(rows.matrix.names)
        of = f"{shown:,} of {rows.matrix.total:,} names" if shown < rows.matrix.total else f"{shown:,} names"
        both = one.name if one == other else f"{one.name} + {other.name}"
        self.name_box(f"{self._title} · {of}", f"{both}: {number:,} {self._what}")

    @on(LongList.Chosen, "#matrix")
    def _chosen(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.dismiss(pair)
