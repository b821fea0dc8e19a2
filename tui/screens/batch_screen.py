"""A batch file: its queries or names with their counts, each of which can be searched."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.processes.search_process import ServiceError
from ...index.protocol.questions import Scope
from ...index.query.batch_file import BatchError, BatchRow
from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, pad
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import Line, LongList
from .overlay import OverScreen

NUMBER = 10
"""Cells of a column of counts."""
SORTS = ("line", "articles", "quotes")

Read = Callable[[bool], tuple[BatchRow, ...]]
"""Reads the file, with its rows as names or as queries; raises BatchError."""
Count = Callable[[Scope], Awaitable[int]]
"""Counts the articles or quotes that a search finds; raises ServiceError."""


class BatchLine(NamedTuple):
    """A row of the file, with its counts once they are here; or a problem in the file."""

    row: BatchRow | None
    articles: int | None = None
    quotes: int | None = None
    problem: str = ""


class BatchList(LongList[BatchLine]):
    """Line, articles, quotes, and the query or name."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("batch")]
    row_height = 1
    pinned = 1
    names = False

    def __init__(self) -> None:
        super().__init__(id="batch", empty="Reading …")

    def pinned_line(self, number: int, width: int) -> Line:
        """Return the headings."""
        del number
        heading = f"  {'line':>6}{'articles':>{NUMBER}}{'quotes by' if self.names else 'quotes':>{NUMBER}}  "
        return [Segment(fit(heading + ("name" if self.names else "query"), width), self.part("row--dim"))]

    def row(self, item: BatchLine, width: int, chosen: bool) -> list[Line]:
        """Return the counts and the text of a row, or a problem."""
        look = self.part("row--strong") if chosen else None
        if item.row is None:
            return [[Segment(pad(sanitise_line(item.problem), width), look)]]
        figures = f"{item.row.line:>6}{_shown(item.articles)}{_shown(item.quotes)}"
        text = pad(f"  {sanitise_line(item.row.text)}", max(0, width - len(figures)))
        return [[Segment(figures, self.part("row--dim")), Segment(text, look)]]


class BatchScreen(OverScreen[Scope]):
    """Ends with the search of the chosen row, or with None.

    Args:
        file: The name of the file.
        read: Reads it.
        count: Counts what a search finds.
    """

    def __init__(self, file: str, read: Read, count: Count) -> None:
        super().__init__()
        self._file = file
        self._read = read
        self._count = count
        self._lines: list[BatchLine] = []
        self._sort = 0
        self._names = False

    def compose(self) -> ComposeResult:
        """The list over the keys that work in it."""
        with Vertical(classes="over-box"):
            yield BatchList()
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Read the file, and count."""
        self.query_one(FooterLine).show("batch")
        self.set_focus(self.query_one(BatchList))
        self._begin()

    def _begin(self) -> None:
        rows = self.query_one(BatchList)
        rows.names = self._names
        self.workers.cancel_group(self, "count")
        try:
            found = self._read(self._names)
        except BatchError as error:
            self._lines = [BatchLine(None, problem=problem) for problem in error.problems]
            number = len(self._lines)
            self._show(f"{number:,} problem{'' if number == 1 else 's'}: nothing is searched until they are mended")
            return
        self._lines = [BatchLine(row) for row in found]
        self._show("counting …")
        self.run_worker(self._count_all(), group="count", exclusive=True)

    def _show(self, state: str) -> None:
        rows = self.query_one(BatchList)
        lines = self._lines
        if self._sort:
            lines = sorted(lines, key=lambda line: -((line.articles if self._sort == 1 else line.quotes) or 0))
        rows.fill(lines, cursor=rows.cursor, keep_view=True)
        self._name_state(state)

    def _name_state(self, state: str) -> None:
        rows = sum(line.row is not None for line in self._lines)
        counted = f" · {rows:,} {'names' if self._names else 'queries'}" if rows else ""
        self.name_box(f"Batch · {self._file}{counted}", state)

    async def _count_all(self) -> None:
        for number, line in enumerate(self._lines):
            row = line.row
            if row is None:
                continue
            try:
                articles = await self._count(Scope(row.articles))
                quotes = await self._count(Scope(row.quotes, quotes=True))
            except ServiceError as error:
                if error.kind == "cancelled":
                    return
                self._lines[number] = BatchLine(None, problem=f"line {row.line}: {error}")
            else:
                self._lines[number] = BatchLine(row, articles, quotes)
            self.query_one(BatchList).put(number, self._lines[number : number + 1], len(self._lines))
            self._name_state(f"{number + 1:,} of {len(self._lines):,} counted")
        self._show(f"by {SORTS[self._sort]} · each copy counts")

    # Keys

    def action_names(self) -> None:
        """Read the rows as names, or as queries again."""
        self._names = not self._names
        self._begin()

    def action_sort(self) -> None:
        """Sort by the next column."""
        if any(line.row is not None and line.quotes is None for line in self._lines):
            self.notify("Wait until all rows are counted.")
            return
        self._sort = (self._sort + 1) % len(SORTS)
        self._show(f"by {SORTS[self._sort]} · each copy counts")

    def action_search_quotes(self) -> None:
        """Search the quotes of the selected row."""
        row = self._selected()
        if row is not None:
            self.dismiss(Scope(row.quotes, quotes=True))

    @on(LongList.Chosen, "#batch")
    def _chosen(self) -> None:
        row = self._selected()
        if row is not None:
            self.dismiss(Scope(row.articles))

    def _selected(self) -> BatchRow | None:
        line = self.query_one(BatchList).item()
        return line.row if line is not None else None


def _shown(count: int | None) -> str:
    return f"{'…' if count is None else f'{count:,}':>{NUMBER}}"
