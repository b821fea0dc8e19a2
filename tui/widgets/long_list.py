"""A list of any length: rows come by page as they are scrolled to, and only those on screen are rendered."""

from abc import ABCMeta, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise
from ..terminal.wrap import pad, wrap
from .line_view import LineView

Item = TypeVar("Item")
Line = list[Segment]
"""One line of a row, at most as wide as the list."""

PAGE = 25
"""Rows per question: about two screens."""


class AbstractWidget(type(LineView), ABCMeta):
    """The class of widgets with abstract methods: a subclass that lacks one cannot be made."""


class LongList(LineView, Generic[Item], metaclass=AbstractWidget):
    """Rows of one height, one of them selected. Subclasses render a row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--chosen",
        "row--marker",
        "row--dim",
        "row--strong",
        "row--match",
        "row--empty",
    }

    row_height = 1
    pinned = 0
    """Number of lines at the top that do not scroll."""

    class RowMessage(Message):
        """An event of one row."""

        def __init__(self, source: "LongList[Any]", index: int) -> None:
            super().__init__()
            self.source = source
            self.index = index

        @property
        def control(self) -> "LongList[Any]":
            """The list of the row."""
            return self.source

    class Moved(RowMessage):
        """The user moved to another row."""

    class Chosen(RowMessage):
        """The user pressed Enter on a row, or clicked it twice."""

    class Requested(RowMessage):
        """The page that starts at `index` is on screen but not loaded yet."""

    def __init__(self, *, id: str, empty: str) -> None:
        super().__init__(id=id)
        self.total = 0
        self.cursor = 0
        self.empty = empty
        """Message instead of rows."""
        self._items: dict[int, Item] = {}
        self._requested: set[int] = set()
        self._rendered: tuple[int, list[Line]] | None = None
        """The last row rendered in this frame, with its lines."""
        self._empty_lines: list[str] = []

    # What subclasses say

    @abstractmethod
    def row(self, item: Item, width: int, chosen: bool) -> list[Line]:
        """Return the lines of a row, at most `row_height`, without the marker's column."""

    def pinned_line(self, number: int, width: int) -> Line:  # noqa: ARG002 - subclasses look at them
        """Return a pinned line by its number, from 0; blank unless a subclass pins something."""
        return []

    def title_note(self) -> str:
        """Return the text after the pane's title: the number of rows."""
        return f"{self.total:,}" if self.total else ""

    def selectable(self, index: int) -> bool:  # noqa: ARG002 - used by subclasses
        """Return whether the cursor may be on a row; not on headings."""
        return True

    def marker(self, index: int, selected: bool) -> str:  # noqa: ARG002 - subclasses look at it
        """Return the one character before a row that says whether it is selected."""
        return "▸" if selected else " "

    # What panes do with it

    def item(self, index: int | None = None) -> Item | None:
        """Return the row at an index, by default the selected one; None while it is not loaded."""
        return self._items.get(self.cursor if index is None else index)

    def loaded(self) -> list[tuple[int, Item]]:
        """Return the loaded rows, by index."""
        return sorted(self._items.items(), key=lambda pair: pair[0])

    def fill(
        self, items: Sequence[Item], total: int | None = None, *, cursor: int = 0, keep_view: bool = False
    ) -> None:
        """Replace the rows by the first ones of `total`.

        `keep_view` keeps the selected row on its line of the screen.
        """
        line = self.cursor * self.row_height - self.scroll_offset.y
        self._items = dict(enumerate(items))
        self._requested.clear()
        self.total = len(items) if total is None else total
        self.cursor = min(max(cursor, 0), max(self.total - 1, 0))
        if self.total and not self.selectable(self.cursor):
            self.cursor = self._towards(self.cursor, 1)
        self._measure()
        self.scroll_to(y=max(0, self.cursor * self.row_height - line) if keep_view else 0, animate=False, force=True)
        self._reveal()
        self.refresh()

    def set_row_height(self, lines: int) -> None:
        """Give every row so many lines; the selected row stays in view."""
        if lines != self.row_height:
            first = self.scroll_offset.y // self.row_height
            self.row_height = lines
            self._measure()
            self.scroll_to(y=first * lines, animate=False, force=True)
            self._reveal()
            self.refresh()

    def pin(self, lines: int) -> None:
        """Set the number of pinned lines."""
        if lines != self.pinned:
            self.pinned = lines
            self._measure()
            self._reveal()
        self.refresh()

    def put(self, offset: int, items: Sequence[Item], total: int) -> None:
        """Add a requested page."""
        self._requested.discard(offset // PAGE)
        self._items.update(enumerate(items, offset))
        if total != self.total:
            self.total = total
            self._measure()
        self.refresh()

    def clear(self, empty: str) -> None:
        """Show a message instead of rows."""
        self.empty = empty
        self.fill(())

    def move_to(self, index: int, *, notify: bool = True) -> None:
        """Select a row and scroll to it; `notify` posts Moved."""
        if not self.total:
            return
        index = min(max(index, 0), self.total - 1)
        if not self.selectable(index):
            index = self._towards(index, 1 if index >= self.cursor else -1)
        if index == self.cursor:
            self._reveal()
            return
        before, self.cursor = self.cursor, index
        self._reveal()
        for row in (before, index):
            self.refresh_lines(self.pinned + row * self.row_height, self.row_height)
        if notify:
            self.post_message(self.Moved(self, index))

    def on_screen(self) -> list[tuple[int, tuple[int, int]]]:
        """Return the selectable rows on screen: index, and column and line of the marker on the terminal."""
        region, top = self.scrollable_content_region, self.scroll_offset.y
        first = -(-top // self.row_height)
        last = min(self.total, (top + self._height() - 1) // self.row_height + 1)
        return [
            (index, (region.x, region.y + self.pinned + index * self.row_height - top))
            for index in range(first, last)
            if self.selectable(index)
        ]

    def _towards(self, index: int, step: int) -> int:
        """Return the nearest selectable row from `index` in a direction, or else in the other one."""
        rows = range(self.total)
        for probes in (rows[index::step], rows[index::-step]):
            for probe in probes:
                if self.selectable(probe):
                    return probe
        return self.cursor

    def _height(self) -> int:
        """Return the number of lines for rows."""
        return max(0, self.scrollable_content_region.height - self.pinned)

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.pinned + self.total * self.row_height)

    def _reveal(self) -> None:
        height = self._height()
        if not height:
            return
        top = self.cursor * self.row_height
        if self.cursor and not self.selectable(self.cursor - 1) and height >= 2 * self.row_height:
            top -= self.row_height  # the heading above a row comes into view with it
        bottom = (self.cursor + 1) * self.row_height
        if self.cursor + 2 == self.total and not self.selectable(self.cursor + 1):
            bottom += self.row_height if bottom - top + self.row_height <= height else 0  # so does the list's end
        now = self.scroll_offset.y
        if top < now:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > now + height:
            self.scroll_to(y=bottom - height, animate=False, force=True)

    # Keys and mouse

    def action_move(self, step: int) -> None:
        """Move some rows down, or up."""
        target = self.cursor + step
        if 0 <= target < self.total and not self.selectable(target):
            target = self._towards(target, 1 if step > 0 else -1)
        self.move_to(target)

    def action_page(self, step: int) -> None:
        """Move a page down (1) or up (-1)."""
        self.move_to(self.cursor + step * max(1, self._height() // self.row_height - 1))

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.move_to(self.total - 1)

    def action_choose(self) -> None:
        """Choose the selected row."""
        if self.item() is not None:
            self.post_message(self.Chosen(self, self.cursor))

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = (offset.y - self.pinned + self.scroll_offset.y) // self.row_height
        if offset.y < self.pinned or not 0 <= index < self.total or not self.selectable(index):
            return
        if index == self.cursor and event.chain > 1:
            self.action_choose()
        else:
            self.move_to(index)

    def on_resize(self) -> None:
        """Keep the selected row in view."""
        self._measure()
        self._reveal()

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """Render the visible rows, each once."""
        self._rendered = None
        if not self.total:
            region = self.scrollable_content_region
            self._empty_lines = empty_lines(self.empty, region.width, self._height())
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Render one visible line."""
        width = self.room.width
        base = self.base
        if y < self.pinned:
            return self.strip(self.pinned_line(y, width), width, base)
        y -= self.pinned
        if not self.total:
            return self._empty_line(y, width, base)
        index, line = divmod(y + self.scroll_offset.y, self.row_height)
        if index >= self.total:
            return Strip.blank(width, base)
        item = self._items.get(index)
        if item is None:
            self._request(index)
            return Strip([Segment(pad("  ·" if line == 0 else "", width), base + self.part("row--dim"))], width)
        chosen = index == self.cursor and self.selectable(index)
        if chosen:
            base += self.part("row--chosen")
        if self._rendered is None or self._rendered[0] != index:
            self._rendered = index, self.row(item, width - 2, chosen)
        lines = self._rendered[1]
        marker = Segment(f"{self.marker(index, chosen)} " if line == 0 else "  ", self.part("row--marker"))
        if not self.selectable(index):
            marker = Segment(" ")
        return self.strip([marker, *(lines[line] if line < len(lines) else ())], width, base)

    def _request(self, index: int) -> None:
        page = index // PAGE
        if page not in self._requested:
            self._requested.add(page)
            self.post_message(self.Requested(self, page * PAGE))

    def forget_request(self, offset: int) -> None:
        """Request a page that did not arrive again when it is next on screen."""
        self._requested.discard(offset // PAGE)

    def _empty_line(self, y: int, width: int, base: Style) -> Strip:
        lines = self._empty_lines
        if not 0 <= y < len(lines):
            return Strip.blank(width, base)
        return Strip([Segment(pad(lines[y], width), base + self.part("row--empty"))], width)


def empty_lines(message: str, width: int, height: int) -> list[str]:
    """Wrap and centre a message, a third from the top of an empty pane."""
    room = max(8, min(width - 4, 48))
    lines: list[str] = []
    for paragraph in sanitise(message).split("\n"):
        lines += [paragraph[start:end] for start, end in wrap(paragraph, 0, len(paragraph), room)] or [""]
    centred = [" " * max(0, (width - cell_len(line)) // 2) + line for line in lines]
    return [""] * max(0, (height - len(lines)) // 3) + centred
