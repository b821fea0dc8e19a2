"""A long text to read, with marks: a line-API widget that renders only the lines on screen."""

from collections.abc import Iterable
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from .line_view import LineView
from .long_list import empty_lines
from .page import Layout, Line, Page, Span, overlapping
from .wrap import fit, pad

GUTTER = 2
"""Cells left of the text, for the bar beside quotes."""


class TextView(LineView):
    """Shows one page, wrapped to a measure and set in the middle of the pane when that is wider."""

    BINDINGS: ClassVar[list[BindingType]] = []
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--headline", "text--meta", "text--byline", "text--dateline", "text--caption", "text--crosshead",
        "text--paragraph", "text--gutter", "text--letter", "text--current", "text--empty",
    }  # fmt: skip

    def __init__(self, *, id: str, measure: int, letters: bool, empty: str) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self.empty = empty
        self.letters = letters
        self.current: Span | None = None
        """The span the trail has reached."""
        self._measure = measure
        self._layout: Layout | None = None
        self._laid_out = 0
        self._waiting: Span | int = 0
        """What to bring into view once the pane has a size: it has none while another tab is open."""

    def show(self, page: Page | None, *, at: int = 0) -> None:
        """Show a page from the line on that shows the offset `at`; None shows what to do instead."""
        self.page = page
        self.current = None
        self._lay_out(at)

    def reveal(self, span: Span) -> None:
        """Make a span the current one and scroll so that it stands in view, a third from the top unless it is there."""
        self.current = span
        if self._layout is None:
            self._waiting = span
        else:
            line = self._layout.line_of(span[0])
            height = self.scrollable_content_region.height
            top = self.scroll_offset.y
            if not top + 1 <= line < top + max(1, height * 3 // 4):
                self.scroll_to(y=max(0, line - height // 3), animate=False, force=True)
        self.refresh()

    def mark(self, span: Span | None) -> None:
        """Make a span the current one, or none, without scrolling."""
        self.current = span
        self.refresh()

    def top(self) -> int:
        """Offset into the page's text of the first character on screen."""
        if self._layout is None:
            return self._waiting if isinstance(self._waiting, int) else self._waiting[0]
        return self._layout.offset_of(self.scroll_offset.y)

    def on_screen(self, spans: Iterable[Span]) -> list[tuple[Span, tuple[int, int]]]:
        """Those of some spans that begin on screen, each with the column and line of its start on the terminal."""
        layout = self._layout
        if layout is None:
            return []
        region, top = self.scrollable_content_region, self.scroll_offset.y
        shown: list[tuple[Span, tuple[int, int]]] = []
        for span in spans:
            number = layout.line_of(span[0])
            if 0 <= number - top < region.height:
                left = max(1, (region.width - self._laid_out - GUTTER) // 2) + GUTTER
                before = layout.text[layout.lines[number].start : layout.span(span)[0]]
                shown.append((span, (region.x + left + cell_len(before), region.y + number - top)))
        return shown

    def set_letters(self, letters: bool) -> None:
        """Show or hide the letters that tell kinds of marks apart."""
        self.letters = letters
        self._lay_out(self.top())

    def on_resize(self) -> None:
        """Wrap again, and keep the same words at the top."""
        if self._width() == self._laid_out and self._layout is not None:
            return
        waiting = self._waiting
        self._lay_out(self.top())
        if self._layout is not None and not isinstance(waiting, int):
            self.reveal(waiting)

    def _width(self) -> int:
        """Cells a line of text may take; 0 while the pane has no size."""
        room = self.scrollable_content_region.width
        return max(10, min(self._measure, room - GUTTER - 2)) if room else 0

    def _lay_out(self, at: int) -> None:
        width = self._laid_out = self._width()
        if self.page is None or not width:
            self._layout = None
            self.virtual_size = Size(0, 0)
        else:
            self._layout = Layout(self.page, width, letters=self.letters)
            self.virtual_size = Size(self.scrollable_content_region.width, len(self._layout.lines) + 1)
        top = 0 if self._layout is None or at <= 0 else self._layout.line_of(at)
        self.scroll_to(y=top, animate=False, force=True)
        self._waiting = 0 if self._layout is not None else at
        self.refresh()

    # Keys

    def action_move(self, step: int) -> None:
        """Scroll some lines down, or up."""
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)

    def action_page(self, step: int) -> None:
        """Scroll a page, less two lines to find one's place by."""
        self.action_move(step * max(1, self.scrollable_content_region.height - 2))

    def action_top(self) -> None:
        """Scroll to the first line."""
        self.scroll_to(y=0, animate=False, force=True)

    def action_bottom(self) -> None:
        """Scroll to the last line."""
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    # Painting

    def render_line(self, y: int) -> Strip:
        """Render one line of what is on screen."""
        region = self.scrollable_content_region
        base = self._base
        if self._layout is None:
            lines = empty_lines(self.empty, region.width, region.height)
            words = pad(lines[y], region.width) if y < len(lines) else " " * region.width
            return Strip([Segment(words, base + self.part("text--empty"))], region.width)
        number = y + self.scroll_offset.y
        if number >= len(self._layout.lines):
            return Strip.blank(region.width, base)
        left = max(1, (region.width - self._laid_out - GUTTER) // 2)
        segments = self._segments(self._layout, number, left)
        return self.strip(segments, region.width, base)

    def _segments(self, layout: Layout, number: int, left: int) -> list[Segment]:
        line = layout.lines[number]
        blank = Segment(" " * (left + GUTTER))
        if not line.kind:
            if _inside(layout.gutter, line.start):
                return [Segment(" " * left), Segment("▎ ", self.part("text--gutter"))]
            return [blank]
        style = self.part(f"text--{line.kind}")
        if line.words:
            return [blank, Segment(fit(line.words, self._laid_out), style)]
        if overlapping(layout.gutter, line.start, line.end):
            indent = [Segment(" " * left), Segment("▎ ", self.part("text--gutter"))]
        else:
            indent = [blank]
        if line.kind == "caption":
            opens = number == 0 or layout.lines[number - 1].kind != line.kind
            indent.append(Segment("▫ " if opens else "  ", style))
        return indent + self._marked(layout, line, style)

    def _marked(self, layout: Layout, line: Line, style: Style) -> list[Segment]:
        """The words of a line, cut wherever a mark begins or ends."""
        marks = [
            (max(start, line.start), min(end, line.end), self.part(name))
            for name, spans in [*layout.layers, ("text--letter", layout.letters)]
            for start, end in overlapping(spans, line.start, line.end)
        ]
        if self.current is not None:
            start, end = layout.span(self.current)
            if start < line.end and end > line.start:
                marks.append((max(start, line.start), min(end, line.end), self.part("text--current")))
        cuts = sorted({line.start, line.end, *(at for start, end, _ in marks for at in (start, end))})
        segments: list[Segment] = []
        for start, end in pairwise(cuts):
            look = style
            for first, last, over in marks:
                if first <= start and end <= last:
                    look += over
            segments.append(Segment(layout.text[start:end], look))
        return segments


def _inside(spans: tuple[Span, ...], offset: int) -> bool:
    return any(start < offset < end for start, end in overlapping(spans, offset, offset + 1))
