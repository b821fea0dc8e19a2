"""The results over time as bars, of which one or a span is selected."""

from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ...index.model import Timeline
from ..commands.keymap import bindings
from ..commands.registry import key_of
from ..terminal.wrap import fit, pad
from .timeline_spans import bucket_at, bucket_label, is_informative, span_count, span_dates, span_days

BARS = " ▁▂▃▄▅▆▇█"
WIDEST = 12
"""Cells of the widest bar."""
ROOMY = 100
"""Columns from which on the unit of a bar is shown."""
TALL = 5
"""Rows from which on the selection has a line above the bars, and the scale a column beside them."""
LEAST = 8
"""Bars to ask for at least."""


class TimelinePane(Widget, can_focus=True):
    """Bars with an axis below; while it has the focus, a bar or a span of bars is selected."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--bar", "timeline--cursor", "timeline--axis", "timeline--label", "timeline--undated",
    }  # fmt: skip
    NAME = "Timeline"
    ALLOW_SELECT = False

    class Chosen(Message):
        """The user has chosen dates, as the value of a `date:` field."""

        def __init__(self, dates: str) -> None:
            super().__init__()
            self.dates = dates

    class Resized(Message):
        """There is room for more bars, or for fewer."""

    def __init__(self, *, id: str, empty: str, keys: dict[str, str]) -> None:
        """Take the message before the first counts, and a keymap such as `interface.keys`."""
        self._parts: dict[str, Style] = {}
        """Cached styles of component classes."""
        super().__init__(id=id)
        self.empty = empty
        self.timeline = Timeline("year")
        self.cursor = 0
        self.origin: int | None = None
        """The bar where a span starts, the cursor being its other end; None for no span."""
        self._keys = keys
        self._most = 1
        self._first = 0
        """The leftmost bar on screen."""
        self._asked_width = 0
        self._is_shown = False
        """Whether `show` was called."""

    # What the screen does with it

    def show(self, timeline: Timeline) -> None:
        """Show other counts; the selection stays on its days if they are still there."""
        before = self.timeline
        if timeline == before and self._is_shown:
            return  # the next letter often finds the same
        self._is_shown = True
        here = before.buckets[self.cursor].start if before.buckets else ""
        start = before.buckets[self.origin].start if self.origin is not None else ""
        self.timeline = timeline
        self._most = max((bucket.count for bucket in timeline.buckets), default=0) or 1
        last = max(0, len(timeline.buckets) - 1)
        self.cursor = bucket_at(timeline, here) if here else last
        self.origin = bucket_at(timeline, start) if start and timeline.buckets else None
        if not timeline.buckets:
            self.empty = self._nothing()
        self.refresh()

    def room(self) -> int:
        """Return how many bars fit, also while the pane is hidden."""
        self._asked_width = self._width()
        return max(LEAST, self._asked_width - self._left() - 1 - self._side())

    def _width(self) -> int:
        return self.size.width or self.app.size.width

    def chosen_dates(self) -> str:
        """The value of a `date:` field that means what is chosen; "" without bars."""
        return span_dates(self.timeline, *self.span()) if self.timeline.buckets else ""

    def span(self) -> tuple[int, int]:
        """Return the first and the last selected bar."""
        other = self.cursor if self.origin is None else self.origin
        return min(other, self.cursor), max(other, self.cursor)

    def clear_selection(self) -> bool:
        """Cancel a span; False when none was begun."""
        begun, self.origin = self.origin is not None, None
        self.refresh()
        return begun

    # Keys and mouse

    def action_move(self, step: int) -> None:
        """Move the cursor; a span grows or shrinks."""
        self.cursor = min(max(self.cursor + step, 0), max(0, len(self.timeline.buckets) - 1))
        self.refresh()

    def action_first(self) -> None:
        """Go to the first bar."""
        self.action_move(-len(self.timeline.buckets))

    def action_last(self) -> None:
        """Go to the last bar."""
        self.action_move(len(self.timeline.buckets))

    def action_select(self) -> None:
        """Begin a span at the cursor, or cancel it."""
        if not self.clear_selection() and self.timeline.buckets:
            self.origin = self.cursor
            self.refresh()

    def action_choose(self) -> None:
        """Filter by the selected dates."""
        if self.timeline.buckets:
            self.post_message(self.Chosen(self.chosen_dates()))
            self.clear_selection()

    def action_undated(self) -> None:
        """Toggle the filter by articles without a date."""
        if self.timeline.undated:
            self.post_message(self.Chosen("none"))
        else:
            self.app.notify("All these results have a date.", markup=False)

    def on_focus(self) -> None:
        """Show the selection."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the selection."""
        self.refresh()

    def on_resize(self) -> None:
        """Ask for as many bars as fit."""
        if self._asked_width and self._asked_width != self._width():
            self.post_message(self.Resized())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Select a bar; with Shift the span up to it."""
        number = self._bar_at(event)
        if number is not None:
            if not event.shift:
                self.origin = None
            elif self.origin is None:
                self.origin = self.cursor
            self.cursor = number
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select the bars under a drag."""
        number = self._bar_at(event) if event.button else None
        if number is not None and number != self.cursor:
            if self.origin is None:
                self.origin = self.cursor
            self.cursor = number
            self.refresh()

    async def _on_click(self, event: events.Click) -> None:
        if event.chain > 1 and self._bar_at(event) is not None:
            self.action_choose()

    def _bar_at(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        left = self._left()
        if offset is None or not 0 <= offset.x - left < self._bar_width() * self._visible():
            return None
        return self._first + (offset.x - left) // self._bar_width()

    # Painting

    def _side(self) -> int:
        """Return the cells right of the bars."""
        return 0 if self._is_tall() else cell_len(self._aside()) + 2

    def _is_tall(self) -> bool:
        return self.size.height >= TALL

    def _left(self) -> int:
        """Return the cells left of the bars."""
        return len(f"{self._most:,}") + 2 if self._is_tall() else 1

    def _aside(self) -> str:
        """Return the text beside the bars: what the highest stands for, and the number of undated articles."""
        roomy = self._is_tall() or self.app.size.width >= ROOMY
        told = [f"up to {self._most:,} a {self.timeline.unit}"] if roomy and self.timeline.buckets else []
        if self.timeline.undated:
            told.append(f"{self.timeline.undated:,} undated")
        return " · ".join(told)

    def _nothing(self) -> str:
        """Return what the user can do without bars."""
        if not self.timeline.undated:
            return "No results to show over time."
        return f"None of the results has a date. {key_of('timeline.undated', self._keys)} filters by that."

    def _bar_width(self) -> int:
        return max(1, min(self._for_bars() // max(1, len(self.timeline.buckets)), WIDEST))

    def _for_bars(self) -> int:
        """Return the cells that bars can take."""
        return self.size.width - self._left() - 1 - self._side()

    def _visible(self) -> int:
        """Return the number of bars on screen."""
        return max(1, min(len(self.timeline.buckets), self._for_bars() // self._bar_width()))

    def _part(self, name: str) -> Style:
        style = self._parts.get(name)
        if style is None:
            style = self._parts[name] = self.get_component_rich_style(name, partial=True)
        return style

    def notify_style_update(self) -> None:
        """Drop the cached styles."""
        self._parts.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Scroll to the cursor, and render."""
        visible = self._visible()
        self._first = max(
            min(self._first, self.cursor, len(self.timeline.buckets) - visible), self.cursor - visible + 1
        )
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Render one line: bars above, the axis last."""
        width, height = self.size
        base = self.rich_style
        if not self.timeline.buckets:
            lines = [part for part in (self._aside(), self.empty) if part]
            words = lines[y] if y < len(lines) and height >= len(lines) else " · ".join(lines) if not y else ""
            return Strip([Segment(pad(" " + fit(words, width - 1), width), base + self._part("timeline--axis"))], width)
        if y == height - 1:
            segments = self._axis(width)
        elif self._is_tall():
            segments = self._bars(y - 1, height - 2) if y else self._head(width)
        else:
            segments = self._bars(y, height - 1)
        return Strip(segments).adjust_cell_length(width, base).apply_style(base)

    def _head(self, width: int) -> list[Segment]:
        """Return the line above the bars: the selection, and what the highest bar stands for."""
        aside = fit(self._aside(), width - 2)
        told = fit(self._summary().rstrip() if self.has_focus else "", width - cell_len(aside) - 3)
        space = width - cell_len(told) - cell_len(aside) - 1
        return [
            Segment(told, self._part("timeline--label")),
            Segment(" " * space),
            Segment(aside, self._part("timeline--undated")),
        ]

    def _bars(self, y: int, rows: int) -> list[Segment]:
        """Return one of the `rows` lines of bars, with the scale left of them, or what they stand for at the right."""
        below = (rows - 1 - y) * 8
        width = self._bar_width()
        bar, cursor = self._part("timeline--bar"), self._part("timeline--cursor")
        gap = " " if width > 2 else ""
        low, high = self.span() if self.has_focus else (-1, -1)
        scale = f"{self._most:,} ┤" if y == 0 else "│"
        segments = [Segment(f"{scale:>{self._left()}}" if self._is_tall() else " ", self._part("timeline--axis"))]
        for number in range(self._first, self._first + self._visible()):
            level = -(-self.timeline.buckets[number].count * rows * 8 // self._most)
            block = BARS[min(max(level - below, 0), 8)] * (width - len(gap))
            style = cursor if low <= number <= high else bar
            if gap:
                segments += (Segment(block, style), Segment(gap))
            elif segments[-1].style is style:
                segments[-1] = Segment(segments[-1].text + block, style)  # every segment costs as much as its text
            else:
                segments.append(Segment(block, style))
        if y == max(0, rows - 1) and not self._is_tall():
            used = sum(segment.cell_length for segment in segments)
            space = self.size.width - used - cell_len(self._aside()) - 1
            segments += [Segment(" " * space), Segment(self._aside(), self._part("timeline--undated"))]
        return segments

    def _axis(self, width: int) -> list[Segment]:
        """Return the axis: dates, a heavy line below the selection, and its label."""
        bar_width, first, start = self._bar_width(), self._first, self._left()
        end = start + bar_width * self._visible()
        told = self._summary() if self.has_focus and not self._is_tall() else ""
        at = end
        if end + cell_len(told) > width:  # over the half of the axis that the cursor is not in
            right = (self.cursor - first) * bar_width > (end - start) // 2
            at = 0 if right else max(0, width - cell_len(told))
        left, right = (cell_len(told), end) if told and at < end and not at else (start, min(end, at) if told else end)
        marks = self._ticks(left, right)
        low, high = self.span() if self.has_focus else (-1, -1)
        chosen = range(start + (low - first) * bar_width, start + (high - first + 1) * bar_width)
        plain, label = self._part("timeline--axis"), self._part("timeline--label")
        cells: list[tuple[str, Style | None]] = [(" ", None)] * width
        if self._is_tall():
            cells[start - 3 : start] = [(character, plain) for character in "0 └"]
        for x in range(left, min(right, width)):
            mark = marks.get(x, "─")
            style = plain
            if x in chosen:
                mark, style = ("━", label) if mark == "─" else (mark, label + Style(underline=True))
            cells[x] = (mark, style)
        for x, character in enumerate(told, at):
            if x < width:
                cells[x] = (character, label)
        return [
            Segment("".join(character for character, _ in group), style)
            for style, group in groupby(cells, key=lambda cell: cell[1])
        ]

    def _ticks(self, left: int, right: int) -> dict[int, str]:
        """Return the characters of dates between two columns of the axis, with gaps between them."""
        bar_width, first = self._bar_width(), self._first
        marks: dict[int, str] = {}
        free = left
        for number in range(first, first + self._visible()):
            at = self._left() + (number - first) * bar_width
            label = bucket_label(self.timeline, number, first=number == first)
            if at < free or at + len(label) > right or not is_informative(self.timeline, number, first=number == first):
                continue
            marks.update(enumerate(label, at))
            marks.setdefault(at + len(label), " ")
            if at > left:
                marks[at - 1] = " "
            free = at + len(label) + max(3, (right - left) // 6)
        return marks

    def _summary(self) -> str:
        """Return the label of the selection."""
        low, high = self.span()
        count = span_count(self.timeline, low, high)
        if self.origin is None:
            return f" ▸ {bucket_label(self.timeline, low, full=True)} · {count:,} "
        first, last = span_days(self.timeline, low, high)
        return f" ▸ {first} to {last} · {count:,} article{'s' if count != 1 else ''} "
