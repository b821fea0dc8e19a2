"""The base of lists and texts: lines that scroll, whose number can change without a new layout."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from ..terminal.painting import cache_edges


class LineView(ScrollView, can_focus=True):
    """A scrolling view that renders only the lines on screen."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ALLOW_SELECT = False

    # The widget's size does not depend on its content, and its scrollbar always has a column: unlike in other widgets,
    # a change in the number of lines needs no new layout.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, *, id: str) -> None:
        self._base: Style | None = None
        self._parts: dict[str, Style] = {}
        """Cached styles of component classes."""
        super().__init__(id=id)
        self.room = Size(0, 0)
        """Size of the scrolled content in the current frame."""
        cache_edges(self)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Return the scrollbar, whose lines need no borders."""
        bar = super().vertical_scrollbar
        cache_edges(bar)
        return bar

    def render_lines(self, crop: Region) -> list[Strip]:
        """Render the visible lines."""
        self.room = self.scrollable_content_region.size
        return super().render_lines(crop)

    def watch_virtual_size(self, size: Size) -> None:
        """Show the number of lines in the scrollbar."""
        if self.is_attached:
            self._scroll_update(size)

    def notify_style_update(self) -> None:
        """Drop the cached styles."""
        self._base = None
        self._parts.clear()
        super().notify_style_update()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Skip the filter that converts ANSI colours: our themes use none."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    @property
    def base(self) -> Style:
        """Return the style shared by all lines."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def part(self, name: str) -> Style:
        """Return the style of a component class, without the line's own."""
        style = self._parts.get(name)
        if style is None:
            style = self._parts[name] = self.get_component_rich_style(name, partial=True)
        return style

    def strip(self, segments: Iterable[Segment], width: int, base: Style) -> Strip:
        """Return a line of segments over a style, cut or padded to a width."""
        laid: list[Segment] = []
        room = width
        for text, style, _ in segments:
            if not text:
                continue
            room -= cell_len(text)
            laid.append(Segment(text, base + style if style else base))
        if room < 0:
            return Strip(laid, width - room).crop(0, width)
        if room:
            laid.append(Segment(" " * room, base))
        return Strip(laid, width)
