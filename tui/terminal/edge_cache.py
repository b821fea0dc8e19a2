"""A cache of widget borders, which are rendered once for all lines of a frame."""

from collections.abc import Callable
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache  # pyright: ignore[reportPrivateUsage]
from textual.color import Color
from textual.css.styles import StylesBase
from textual.geometry import Region, Size, Spacing
from textual.strip import Strip
from textual.widget import Widget


class EdgeCache(StylesCache):
    """Renders lines between cached borders of their widget."""

    def __init__(self) -> None:
        super().__init__()
        self._edges: tuple[list[Segment], list[Segment]] | None = None
        """Edges left and right of every line in this frame."""

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Render the lines of a region of the widget."""
        self._edges = None  # styles may have changed since the last frame
        return super().render_widget(widget, crop)

    def render_line(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        styles: StylesBase,
        y: int,
        size: Size,
        content_size: Size,
        padding: Spacing,
        base_background: Color,
        background: Color,
        render_content_line: Callable[[int], Strip],
        *others: Any,
    ) -> Strip:
        """Render one line of the widget, including borders."""
        top = styles.gutter.top
        inside = top <= y < top + content_size.height

        ground = Style.from_color(bgcolor=background.rich_color)

        def blank(_: int) -> Strip:
            return Strip.blank(content_size.width, ground)

        if inside and self._edges is not None:
            left, right = self._edges
            line = render_content_line(y - top)
            below = Segment(" " * (content_size.width - line.cell_length), ground)  # covered by the scrollbar
            return Strip([*left, *line, below, *right] if below.text else [*left, *line, *right], size.width)
        shown = (styles, y, size, content_size, padding, base_background, background)
        if inside:
            edges = super().render_line(*shown, blank, *others)
            left = styles.gutter.left
            self._edges = list(edges.crop(0, left)), list(edges.crop(left + content_size.width, size.width))
        return super().render_line(*shown, render_content_line, *others)
