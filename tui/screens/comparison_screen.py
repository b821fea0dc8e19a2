"""Two articles compared word by word, side by side or in one text."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.model import Article
from ...index.processes.search_process import ServiceError
from ...index.protocol.related_answers import Comparison
from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise_line
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import Line, LongList
from .comparison_layout import Pieces, Row, inline, side_by_side
from .overlay import OverScreen

ROOMY = 100
"""Columns from which on the texts stand side by side at first."""

Fetch = Callable[[], Awaitable[Comparison]]
"""Compares the two articles; raises ServiceError."""


class ComparisonView(LongList[Row]):
    """The lines of both texts; signs tell what differs, colours repeat it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("comparison")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--cut", "row--added"}
    row_height = 1
    found: Comparison | None = None
    beside: bool | None = None
    """Whether the texts stand side by side; None until their first layout."""
    _laid = (0, False)

    def show(self, found: Comparison) -> None:
        """Show a comparison."""
        self.found = found
        self._lay_out()

    def toggle(self) -> None:
        """Put the texts side by side, or in one text."""
        self.beside = not self.beside
        self._lay_out()

    def on_resize(self) -> None:
        """Lay the texts out for another width."""
        if self._laid[0] != self.scrollable_content_region.width:
            self._lay_out()
        super().on_resize()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self.found is None or not width:
            return
        if self.beside is None:
            self.beside = width >= ROOMY
        self._laid = (width, self.beside)
        arrange = side_by_side if self.beside else inline
        room = width - 3
        rows = [*arrange(self.found.title, room), *arrange(self.found.text, room)]
        self.fill(rows, cursor=min(self.cursor, len(rows)))

    def row(self, item: Row, width: int, chosen: bool) -> list[Line]:  # noqa: ARG002 - the marker tells
        """Return one line, in one column or two."""
        if item.right is None:
            return [self._segments(item.left)]
        room = max(8, (width - 4) // 2)
        left = self._segments(item.left)
        used = sum(segment.cell_length for segment in left)
        return [[*left, Segment(" " * max(0, room - used) + " │ "), *self._segments(item.right)]]

    def _segments(self, pieces: Pieces) -> Line:
        looks = {"same": None, "cut": self.part("row--cut"), "added": self.part("row--added")}
        return [Segment(piece.text, looks[piece.kind]) for piece in pieces]

    def action_difference(self, step: int) -> None:
        """Go to the next stretch that differs (1), or the previous one (-1)."""
        at = self.cursor
        while 0 <= at < self.total and self._differs(at):
            at += step
        while 0 <= at < self.total and not self._differs(at):
            at += step
        if 0 <= at < self.total:
            self.move_to(at)

    def _differs(self, index: int) -> bool:
        row = self.item(index)
        pieces = [] if row is None else [*row.left, *(row.right or ())]
        return any(piece.kind != "same" for piece in pieces)

    def title_note(self) -> str:
        """Return nothing: lines are not counted."""
        return ""


class ComparisonScreen(OverScreen[None]):
    """Shows two articles compared."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self._fetch = fetch

    def compose(self) -> ComposeResult:
        """The texts over the keys that work in them."""
        with Vertical(classes="over-box"):
            yield ComparisonView(id="comparison", empty="Comparing …")
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Ask for the comparison."""
        self.query_one(FooterLine).show("comparison")
        self.set_focus(self.query_one(ComparisonView))
        self.name_box("Comparison", "comparing …")
        self.run_worker(self._show(), group="first", exclusive=True)

    async def _show(self) -> None:
        view = self.query_one(ComparisonView)
        try:
            found = await self._fetch()
        except ServiceError as error:
            if error.kind != "cancelled":
                view.clear(str(error))
                self.name_box("Comparison")
            return
        view.show(found)
        counts = f"{found.same:,} words the same · [-cut-] {found.cut:,} · {{+added+}} {found.added:,}"
        self.name_box(f"[-{_named(found.first)}-]  {{+{_named(found.second)}+}}", counts)

    def action_arrange(self) -> None:
        """Put the texts side by side, or in one text."""
        self.query_one(ComparisonView).toggle()


def _named(article: Article) -> str:
    """Return date and outlet of an article."""
    when = article.date[:16].replace("T", " ") or "undated"
    return sanitise_line(f"{when} · {article.outlet or 'unknown outlet'}")
