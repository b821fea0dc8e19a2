"""The results over time, as bars."""

from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ...index.model import Timeline
from ..keymap import bindings
from ..widgets.wrap import fit, pad

BARS = " ▁▂▃▄▅▆▇█"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class TimelinePane(Widget, can_focus=True):
    """A strip of bars with an axis below; while it has the focus, one bar is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--bar", "timeline--cursor", "timeline--axis", "timeline--label", "timeline--undated",
    }  # fmt: skip
    NAME = "Timeline"
    ALLOW_SELECT = False

    class Chosen(Message):
        """The user wants only the articles of some dates: the value of a `date:` field."""

        def __init__(self, dates: str) -> None:
            super().__init__()
            self.dates = dates

    def __init__(self, *, id: str, empty: str) -> None:
        super().__init__(id=id)
        self.empty = empty
        self.timeline = Timeline("year")
        self.cursor = 0

    def show(self, timeline: Timeline) -> None:
        """Show other counts; the cursor stays on the bar it was on, if it is still there."""
        here = self.chosen_dates()
        self.timeline = timeline
        self.cursor = max(0, len(timeline.buckets) - 1)
        for number in range(len(timeline.buckets)):
            if here and self.dates(number) == here:
                self.cursor = number
        self.refresh()

    def room(self) -> int:
        """How many bars there is room for."""
        return max(8, self.size.width - 2 - self._side())

    def dates(self, number: int) -> str:
        """The value of a `date:` field that means one bar."""
        return bucket_dates(self.timeline, number)

    def chosen_dates(self) -> str:
        """That of the chosen bar, "" without bars."""
        return self.dates(self.cursor) if self.timeline.buckets else ""

    def action_move(self, step: int) -> None:
        """Choose a bar to the right, or to the left."""
        self.cursor = min(max(self.cursor + step, 0), max(0, len(self.timeline.buckets) - 1))
        self.refresh()

    def action_first(self) -> None:
        """Choose the first bar."""
        self.action_move(-len(self.timeline.buckets))

    def action_last(self) -> None:
        """Choose the last bar."""
        self.action_move(len(self.timeline.buckets))

    def action_choose(self) -> None:
        """Ask for the chosen bar's articles alone."""
        if self.timeline.buckets:
            self.post_message(self.Chosen(self.chosen_dates()))

    def action_undated(self) -> None:
        """Ask for the undated articles alone."""
        if self.timeline.undated:
            self.post_message(self.Chosen("none"))
        else:
            self.app.notify("Every article of these results has a date.", markup=False)

    def on_focus(self) -> None:
        """Show the chosen bar."""
        self.refresh()

    def on_blur(self) -> None:
        """Show all bars alike."""
        self.refresh()

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        width = self._bar_width()
        if offset is not None and 0 <= offset.x - 1 < width * len(self.timeline.buckets):
            self.cursor = (offset.x - 1) // width
            self.refresh()
            if event.chain > 1:
                self.action_choose()

    # Painting

    def _side(self) -> int:
        return len(self._undated()) + 2

    def _undated(self) -> str:
        return f"{self.timeline.undated:,} undated" if self.timeline.undated else ""

    def _bar_width(self) -> int:
        return max(1, min(self.room() // max(1, len(self.timeline.buckets)), 12))

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def render_line(self, y: int) -> Strip:
        """Render one line: bars above, the axis last."""
        width = self.size.width
        base = self.rich_style
        if not self.timeline.buckets:
            lines = {0: " " + (self._undated() or self.empty)}
            words = pad(fit(lines.get(y, ""), width), width)
            return Strip([Segment(words, base + self._part("timeline--axis"))], width)
        segments = self._axis(width) if y == self.size.height - 1 else self._bars(y)
        return Strip(segments).adjust_cell_length(width, base).apply_style(base)

    def _bars(self, y: int) -> list[Segment]:
        height = self.size.height - 1
        below = (height - 1 - y) * 8
        most = max(bucket.count for bucket in self.timeline.buckets) or 1
        width = self._bar_width()
        bar, cursor = self._part("timeline--bar"), self._part("timeline--cursor")
        gap = " " if width > 2 else ""
        segments = [Segment(" ")]
        for number, bucket in enumerate(self.timeline.buckets):
            level = -(-bucket.count * height * 8 // most)
            block = BARS[min(max(level - below, 0), 8)] * (width - len(gap))
            chosen = self.has_focus and number == self.cursor
            if chosen and block.isspace() and not below:
                block = "▁" * len(block)
            segments.append(Segment(block, cursor if chosen else bar))
            segments.append(Segment(gap))
        if y == height - 1 and self.timeline.undated:
            used = sum(segment.cell_length for segment in segments)
            space = self.size.width - used - len(self._undated()) - 1
            segments += [Segment(" " * space), Segment(self._undated(), self._part("timeline--undated"))]
        return segments

    def _axis(self, width: int) -> list[Segment]:
        """First and last date, some between, and what the chosen bar stands for."""
        bar_width = self._bar_width()
        buckets = self.timeline.buckets
        span = min(bar_width * len(buckets), width - 2)
        axis = ["─"] * span
        end = 0
        labels = [0, *range(1, len(buckets))]
        for number in labels:
            at = number * bar_width
            label = bucket_label(self.timeline, number)
            far_enough = at >= end + max(4, span // 6) if number else True
            if far_enough and at + len(label) <= span and _telling(self.timeline, number):
                axis[at : at + len(label)] = label
                if at + len(label) < span:
                    axis[at + len(label)] = " "
                if at:
                    axis[at - 1] = " "
                end = at + len(label)
        segments = [Segment(" "), Segment("".join(axis), self._part("timeline--axis"))]
        if self.has_focus:
            bucket = buckets[self.cursor]
            label = f" ▸ {bucket_label(self.timeline, self.cursor, full=True)} · {bucket.count:,} "
            if span + len(label) + 1 <= width:
                return [*segments, Segment(label, self._part("timeline--label"))]
            keep = max(0, width - len(label) - 2)
            return [
                Segment(" "),
                Segment("".join(axis)[:keep], self._part("timeline--axis")),
                Segment(label, self._part("timeline--label")),
            ]
        return segments


def bucket_dates(timeline: Timeline, number: int) -> str:
    """The value of a `date:` field that means one bar: a day, month or year, or a range of days."""
    start = timeline.buckets[number].start[:10]
    if timeline.unit == "year":
        return start[:4]
    if timeline.unit == "month":
        return start[:7]
    if timeline.unit == "day":
        return start
    first = date.fromisoformat(start)
    if timeline.unit == "week":
        after = first + timedelta(days=7)
    else:
        after = date(first.year + (first.month > 9), (first.month + 2) % 12 + 1, 1)
    return f"[{start} TO {(after - timedelta(days=1)).isoformat()}]"


def bucket_label(timeline: Timeline, number: int, *, full: bool = False) -> str:
    """What stands on the axis below a bar, or in full what the bar covers."""
    start = timeline.buckets[number].start[:10]
    year, month = start[:4], int(start[5:7] or 1)
    if timeline.unit == "year":
        return year
    if timeline.unit == "quarter":
        return f"{year} Q{(month + 2) // 3}"
    if timeline.unit == "month":
        return f"{MONTHS[month - 1]} {year}" if full or number == 0 or month != 1 else year
    day = f"{int(start[8:10])} {MONTHS[month - 1]}"
    if not full:
        return f"{day} {year}" if number == 0 else day
    return f"week of {day} {year}" if timeline.unit == "week" else f"{day} {year}"


def _telling(timeline: Timeline, number: int) -> bool:
    """Whether a bar is a good place for a label: the first one, or where a year or month begins."""
    if number == 0 or (timeline.unit in ("day", "week") and len(timeline.buckets) < 40):
        return True
    now, before = timeline.buckets[number].start, timeline.buckets[number - 1].start
    if timeline.unit == "year":
        return int(now[:4]) % 5 == 0 or len(timeline.buckets) < 20
    if timeline.unit in ("month", "quarter"):
        return now[:4] != before[:4] or len(timeline.buckets) < 20
    return now[:7] != before[:7]
