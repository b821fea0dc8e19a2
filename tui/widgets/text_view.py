"""A long text with marks; renders only the lines on screen."""

import asyncio
import time
from collections.abc import Iterable
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from ..terminal.wrap import fit, pad
from .line_view import LineView
from .long_list import empty_lines
from .page import Layout, Line, Page, Span, overlapping
from .text_selection import offset_at

GUTTER = 2
"""Width of the gutter in cells, for the bar beside quotes."""
AT_ONCE = 0.012
"""Seconds of layout before a text is shown; the rest follows while keys are handled."""


class TextView(LineView):
    """A page, wrapped to a measure and centred in a wider pane."""

    BINDINGS: ClassVar[list[BindingType]] = []
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--headline", "text--meta", "text--byline", "text--dateline", "text--caption", "text--crosshead",
        "text--paragraph", "text--contact", "text--source", "text--gutter", "text--letter", "text--found",
        "text--current", "text--selected", "text--empty",
    }  # fmt: skip

    def __init__(self, *, id: str, measure: int, letters: bool, empty: str) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self.empty = empty
        self.letters = letters
        self.current: Span | None = None
        """The current span of the trail."""
        self.found: tuple[Span, ...] = ()
        """Spans of found words, sorted and disjoint."""
        self.selected: Span | None = None
        """The selected span; an empty one is shown as the character after it."""
        self._measure = measure
        self._layout: Layout | None = None
        self._laid_out = 0
        self._waiting: Span | int | None = None
        """A span to scroll into view, or an offset to scroll to the top, once laid out."""

    def show(self, page: Page | None, *, at: int = 0) -> None:
        """Show a page from the line with the offset `at`; None shows the placeholder."""
        self.page = page
        self.current = self.selected = None
        self.found = ()
        self._lay_out(at)

    def reshow(self, page: Page) -> None:
        """Show a page of the same text with other extra lines, keeping the top line."""
        at = self.top()
        self.page = page
        self._lay_out(at)

    def reveal(self, span: Span) -> None:
        """Make a span the current one and scroll it into view, a third from the top unless it is visible."""
        self.current = span
        self._bring(span)
        self.refresh()

    def _bring(self, span: Span) -> None:
        layout = self._layout
        if layout is None or not layout.reaches(span[0]):
            self._waiting = span
            return
        self._waiting = None
        line = layout.line_of(span[0])
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if not top + 1 <= line < top + max(1, height * 3 // 4):
            self.scroll_to(y=max(0, line - height // 3), animate=False, force=True)

    def mark(self, span: Span | None) -> None:
        """Set or clear the current span without scrolling."""
        self.current = span
        self.refresh()

    def find(self, spans: tuple[Span, ...]) -> None:
        """Mark found spans, which are sorted and disjoint."""
        if spans != self.found:
            self.found = spans
            self.refresh()

    def top(self) -> int:
        """Return the offset in the page's text of the first visible character."""
        if self._layout is None or isinstance(self._waiting, int):
            waiting = self._waiting or 0
            return waiting if isinstance(waiting, int) else waiting[0]
        return self._layout.offset_of(self.scroll_offset.y)

    def to_top(self, offset: int) -> None:
        """Scroll the line of an offset to the top."""
        if self._layout is None or not self._layout.reaches(offset):
            self._waiting = offset
        else:
            self._waiting = None
            self.scroll_to(y=0 if offset <= 0 else self._layout.line_of(offset), animate=False, force=True)

    def on_screen(self, spans: Iterable[Span]) -> list[tuple[Span, tuple[int, int]]]:
        """Return the spans that start on screen, each with the terminal column and line of its start."""
        layout = self._layout
        if layout is None or not layout.lines:
            return []
        region, top = self.scrollable_content_region, self.scroll_offset.y
        shown: list[tuple[Span, tuple[int, int]]] = []
        for span in spans:
            number = layout.line_of(span[0])
            if 0 <= number - top < region.height:
                line = layout.lines[number]
                before = layout.words(line.start, layout.span(span)[0])
                left = self._left() + self._indent(line)
                shown.append((span, (region.x + left + cell_len(before), region.y + number - top)))
        return shown

    def set_letters(self, letters: bool) -> None:
        """Show or hide the letters that distinguish kinds of marks."""
        self.letters = letters
        self._lay_out(self.top())

    def on_resize(self) -> None:
        """Wrap again, keeping the top line."""
        if self._width() == self._laid_out and self._layout is not None:
            return
        waiting = self._waiting
        self._lay_out(self.top())
        if isinstance(waiting, tuple):
            self._bring(waiting)

    @property
    def laid_out(self) -> Layout | None:
        """Return the layout; None while nothing is shown or the view has no size."""
        return self._layout

    def lines_in_view(self) -> range:
        """Return the numbers of visible lines."""
        top = self.scroll_offset.y
        count = len(self._layout.lines) if self._layout is not None else 0
        return range(min(top, count), min(count, top + self.scrollable_content_region.height))

    def in_view(self, span: Span) -> bool:
        """Return whether a span starts on screen."""
        return self._layout is not None and self._layout.line_of(span[0]) in self.lines_in_view()

    def keep_in_view(self, offset: int) -> None:
        """Scroll the line of an offset into view, as little as possible."""
        layout = self._layout
        if layout is None or not layout.reaches(offset):
            self._waiting = (offset, offset)
            return
        line, height, top = layout.line_of(offset), self.scrollable_content_region.height, self.scroll_offset.y
        if line < top:
            self.scroll_to(y=line, animate=False, force=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True)

    def offset_under(self, x: int, y: int) -> int | None:
        """Return the offset of the character at, or nearest to, a cell of the view; None without text."""
        layout = self._layout
        if layout is None or not layout.lines:
            return None
        number = min(max(y + self.scroll_offset.y, 0), len(layout.lines) - 1)
        line = layout.lines[number]
        return offset_at(layout, number, x - self._left() - self._indent(line))

    # Laying out

    def _width(self) -> int:
        """Return the width of text lines in cells; 0 while the pane has no size, because another tab is open."""
        room = self.scrollable_content_region.width
        return max(10, min(self._measure, room - GUTTER - 2)) if room else 0

    def _left(self) -> int:
        """Return the number of cells left of the gutter."""
        return max(1, (self.scrollable_content_region.width - self._laid_out - GUTTER) // 2)

    def _indent(self, line: Line) -> int:
        """Return the number of cells between gutter and first character of a line."""
        return GUTTER + (2 if line.kind == "caption" else 0)

    def _lay_out(self, at: int) -> None:
        width = self._laid_out = self._width()
        self.workers.cancel_group(self, "layout")
        self._waiting = None
        if self.page is None or not width:
            self._layout = None
            self.virtual_size = Size(0, 0)
            self._waiting = at
        else:
            layout = self._layout = Layout(self.page, width, letters=self.letters)
            until = time.perf_counter() + AT_ONCE
            more = layout.extend()
            while more and time.perf_counter() < until:
                more = layout.extend()
            self._measure_lines(layout)
            self.scroll_to(y=0, animate=False, force=True)
            self.to_top(at)
            if more:
                self.run_worker(self._lay_out_the_rest(layout), group="layout", exclusive=True)
        self.refresh()

    async def _lay_out_the_rest(self, layout: Layout) -> None:
        """Lay out the rest of the text in steps, so that keys are handled in between."""
        more = True
        while more and layout is self._layout:
            await asyncio.sleep(0)
            more = layout.extend()
            wanted = self._waiting
            if not more or (wanted is not None and layout.reaches(wanted if isinstance(wanted, int) else wanted[0])):
                self._measure_lines(layout)
                if isinstance(wanted, int):
                    self.to_top(wanted)
                elif wanted is not None:
                    self._bring(wanted)
                self.refresh()
            elif len(layout.lines) > self.virtual_size.height * 3 // 2:
                self._measure_lines(layout)

    def _measure_lines(self, layout: Layout) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(layout.lines) + 1)

    # Keys

    def action_move(self, step: int) -> None:
        """Scroll some lines down, or up."""
        self._waiting = None
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)

    def action_page(self, step: int) -> None:
        """Scroll a page, less two lines of overlap."""
        self.action_move(step * max(1, self.scrollable_content_region.height - 2))

    def action_top(self) -> None:
        """Scroll to the first line."""
        self._waiting = None
        self.scroll_to(y=0, animate=False, force=True)

    def action_bottom(self) -> None:
        """Scroll to the last line."""
        if self._layout is not None and self.page is not None and not self._layout.done:
            self._waiting = len(self.page.text)
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    # Painting

    def render_line(self, y: int) -> Strip:
        """Render one visible line."""
        region = self.room
        base = self.base
        if self._layout is None:
            lines = empty_lines(self.empty, region.width, region.height)
            words = pad(lines[y], region.width) if y < len(lines) else " " * region.width
            return Strip([Segment(words, base + self.part("text--empty"))], region.width)
        number = y + self.scroll_offset.y
        if number >= len(self._layout.lines):
            return Strip.blank(region.width, base)
        return self.strip(self._segments(self._layout, number), region.width, base)

    def _segments(self, layout: Layout, number: int) -> list[Segment]:
        line = layout.lines[number]
        left = self._left()
        blank = Segment(" " * (left + GUTTER))
        start, end = layout.offset(line.start), layout.offset(line.end)
        if not line.kind:
            if any(first < start < last for first, last in overlapping(layout.gutter, start, start + 1)):
                return [Segment(" " * left), Segment("▎ ", self.part("text--gutter"))]
            return [blank]
        style = self.part(f"text--{line.kind}")
        if line.words:
            return [blank, Segment(fit(line.words, self._laid_out), style)]
        if overlapping(layout.gutter, start, end):
            indent = [Segment(" " * left), Segment("▎ ", self.part("text--gutter"))]
        else:
            indent = [blank]
        if line.kind == "caption":
            opens = number == 0 or layout.lines[number - 1].kind != line.kind
            indent.append(Segment("▫ " if opens else "  ", style))
        return indent + self._marked(layout, number, style)

    def _marked(self, layout: Layout, number: int, style: Style) -> list[Segment]:
        """Return the segments of a line, split where marks start or end."""
        line = layout.lines[number]
        start, end = layout.offset(line.start), layout.offset(line.end)
        marks = [
            (*layout.span(span), self.part(name))
            for name, spans in layout.layers
            for span in overlapping(spans, start, end)
        ]
        marks += [(*span, self.part("text--letter")) for span in layout.letters(line)]
        marks += [(*layout.span(span), self.part("text--found")) for span in overlapping(self.found, start, end)]
        if self.current is not None and self.selected is None:
            marks.append((*layout.span(self.current), self.part("text--current")))
        beyond: list[Segment] = []
        if self.selected is not None:
            first, last = layout.span(self.selected)
            if first == last:
                last += 1
                if first == line.end and layout.line_of(self.selected[0]) == number:
                    beyond = [Segment(" ", self.part("text--selected"))]
            marks.append((first, last, self.part("text--selected")))
        marks = [(max(first, line.start), min(last, line.end), over) for first, last, over in marks]
        marks = [mark for mark in marks if mark[0] < mark[1]]
        cuts = sorted({line.start, line.end, *(at for first, last, _ in marks for at in (first, last))})
        segments: list[Segment] = []
        for begin, stop in pairwise(cuts):
            look = style
            for first, last, over in marks:
                if first <= begin and stop <= last:
                    look += over
            segments.append(Segment(layout.words(begin, stop), look))
        return segments + beyond
