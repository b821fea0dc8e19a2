"""The concordance of the trail: one line for each stop, in its context."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.processes.search_process import ServiceError
from ...index.protocol.answers import KwicLine, KwicLines
from ...index.query.kwic import KwicSortError, sort_key
from ..commands.keymap import bindings
from ..panes.results_pane import shown_date
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, pad
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import PAGE, Line, LongList
from ..widgets.prompt import Prompt, PromptHistory
from .overlay import OverScreen

Order = str
"""As `Kwic.sort`."""
ORDERS: dict[Order, str] = {
    "article": "by article",
    "left": "by what precedes",
    "right": "by what follows",
}
ROOMY, SOURCE = 100, 26
"""Columns from which on lines end with date and outlet, and the cells of these."""

Fetch = Callable[[Order, int, int], Awaitable[KwicLines]]
"""Order, number of the first line from 0, how many -> lines; raises ServiceError."""


class KwicList(LongList[KwicLine]):
    """What precedes, the stop itself in the middle, and what follows."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("kwic")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--meta"}
    row_height = 1

    def row(self, item: KwicLine, width: int, chosen: bool) -> list[Line]:
        """Return one line with the stop in a fixed column."""
        source = SOURCE if width >= ROOMY else 0
        left = (width - source) * 9 // 20
        room = width - source - left - 1
        keyword = fit(sanitise_line(item.keyword), room)
        before, after = sanitise_line(item.left), sanitise_line(item.right)
        before = f"{before} " if item.space_before else before
        rest = pad(f" {after}" if item.space_after else after, room - cell_len(keyword))
        look = self.part("row--strong") if chosen else None
        line = [
            Segment(padded_left(before, left + 1), look),
            Segment(keyword, self.part("row--match")),
            Segment(rest, look),
        ]
        if source:
            where = " · ".join(part for part in (shown_date(item.date), sanitise_line(item.outlet)) if part)
            line.append(Segment("  " + fit(where, source - 2), self.part("row--meta")))
        return [line]


class KwicScreen(OverScreen[KwicLine]):
    """Lists the lines as they are scrolled to; Enter ends with the chosen one."""

    positions: ClassVar[PromptHistory] = PromptHistory(("1R,2R,1L", "1L,2L,1R"))
    """Positions that lines were sorted by."""

    def __init__(self, title: str, fetch: Fetch) -> None:
        super().__init__()
        self._title = title
        self._fetch = fetch
        self._order: Order = "article"
        self._lines: KwicLines | None = None

    def compose(self) -> ComposeResult:
        """The list over the keys that work in it."""
        with Vertical(classes="over-box"):
            yield KwicList(id="kwic", empty="Collecting the lines …")
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Ask for the first lines."""
        self.query_one(FooterLine).show("kwic")
        self.set_focus(self.query_one(KwicList))
        self._begin()

    def _begin(self) -> None:
        self.name_box(self._title, "looking …")
        self.run_worker(self._first(self._order), group="first", exclusive=True)

    async def _first(self, order: Order) -> None:
        rows = self.query_one(KwicList)
        try:
            self._lines = lines = await self._fetch(order, 0, 2 * PAGE)
        except ServiceError as error:
            if error.kind != "cancelled":
                rows.clear(str(error))
                self.name_box(self._title)
            return
        if lines.lines:
            rows.fill(lines.lines, self._total(lines))
        else:
            rows.clear("No stop of the trail is in the text of an article, so there is no context to show.")
        self._show_state(lines)

    @on(LongList.Requested, "#kwic")
    def _page_requested(self, event: LongList.Requested) -> None:
        self.run_worker(self._page(self._order, event.index), group="page")

    async def _page(self, order: Order, offset: int) -> None:
        rows = self.query_one(KwicList)
        try:
            lines = await self._fetch(order, offset, PAGE)
        except ServiceError as error:
            rows.forget_request(offset)
            if error.kind != "cancelled":
                self.name_box(self._title, str(error))
            return
        if order == self._order:
            self._lines = lines
            rows.put(offset, lines.lines, self._total(lines))
            if rows.cursor >= rows.total:
                rows.move_to(rows.total - 1)
            self._show_state(lines)

    def _total(self, lines: KwicLines) -> int:
        """Rows of the list: while there are more lines than are known, one page more, which asks for them."""
        return lines.total if lines.complete else lines.total + PAGE

    def _show_state(self, lines: KwicLines) -> None:
        more = "" if lines.complete else " and more"
        self.name_box(
            self._title,
            f"{lines.total:,} lines{more}, {ORDERS.get(self._order, f'by {self._order}')}" if lines.total else "",
        )

    def action_sort(self) -> None:
        """Sort in the next order."""
        orders = list(ORDERS)
        at = orders.index(self._order) if self._order in orders else -1
        self._sort(orders[(at + 1) % len(orders)])

    def action_positions(self) -> None:
        """Ask for the positions to sort by."""

        def sort(order: str | None) -> None:
            if order is not None and order.strip():
                self._sort(",".join(order.replace(",", " ").upper().split()))

        prompt = Prompt("sort by words", hint="1R,2R,1L", memory=self.positions, check=_explain_order)
        self.app.push_screen(prompt, sort)

    def _sort(self, order: Order) -> None:
        self._order = order
        self.workers.cancel_group(self, "page")
        self._begin()

    @on(LongList.Chosen, "#kwic")
    def _chosen(self) -> None:
        line = self.query_one(KwicList).item()
        if line is not None:
            self.dismiss(line)


def _explain_order(order: str) -> str:
    """Return what is wrong with positions to sort by; "" if nothing is."""
    try:
        sort_key(order)
    except KwicSortError as error:
        return str(error)
    return ""


def padded_left(text: str, width: int) -> str:
    """The end of a text in exactly so many cells, blanks before it where it is shorter."""
    used = 0
    start = len(text)
    for begin, _, cells in reversed(split_graphemes(text[-2 * width :] if width else "")[0]):
        if used + cells > width:
            break
        used += cells
        start = max(0, len(text) - 2 * width) + begin
    return " " * (width - used) + text[start:]
