"""A cache of widget borders, which are rendered once for all lines of a frame; and scrollbars, which need none."""

from collections.abc import Callable
from typing import Any, cast

from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache  # pyright: ignore[reportPrivateUsage]
from textual.color import Color
from textual.css.styles import StylesBase
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size, Spacing
from textual.scrollbar import ScrollBar, ScrollBarRender
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
        if isinstance(widget, ScrollBar) and widget.vertical:
            return _bar(widget, crop)
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


def _bar(widget: ScrollBar, crop: Region) -> list[Strip]:
    """Render lines of a vertical scrollbar, each a single segment: half of the lines of a frame are such.

    Textual prints the bar to a console and lays a style over every line of what comes out.
    """
    bar = cast("ScrollBarRender", widget.render())
    style = cast("Style", bar.style)
    width, height = widget.size
    drawn = bar.render_bar(
        size=height,
        virtual_size=bar.virtual_size,
        window_size=bar.window_size,
        position=bar.position,
        thickness=width,
        vertical=True,
        back_color=style.bgcolor or Color.parse("#555555").rich_color,
        bar_color=style.color or Color.parse("bright_magenta").rich_color,
    )
    ground = widget.visual_style.rich_style
    filters = [one for one in widget.get_line_filters() if not isinstance(one, ANSIToTruecolor)]
    background = widget.background_colors[1]
    strips: dict[int, Strip] = {}
    """By segment: nearly all of a bar are the same three."""
    lines: list[Strip] = []
    for segment in drawn.segments[crop.y : crop.bottom]:
        strip = strips.get(id(segment))
        if strip is None:
            strip = Strip(Segment.apply_style([segment], ground), width)
            for one in filters:
                strip = strip.apply_filter(one, background)
            strips[id(segment)] = strip
        lines.append(strip)
    return lines
