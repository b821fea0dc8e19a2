"""The partial compositor: renders only changed widgets, on their changed lines.

Textual renders every widget within the rectangle around all changes, and cuts each of their lines at the edges of all
other widgets. Here, regions between changes and below other widgets are skipped.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from textual._compositor import Compositor, CompositorUpdate  # pyright: ignore[reportPrivateUsage]
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Piece(NamedTuple):
    """A widget's part of one line: a minimal strip, faster to create than Textual's."""

    segments: list[Segment]
    width: int
    """In cells."""

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join([segment.text for segment in self.segments])


def piece_of(strip: Strip) -> Piece:
    """Convert a whole strip."""
    return Piece(list(strip), strip.cell_length)


Pieces = list[tuple[int, Piece]]
"""Repainted pieces of a line by start column."""
_Gaps = list[tuple[int, int]]
"""Columns of a line not covered by a widget yet, each `[left, right)`."""


class Patch(CompositorUpdate):
    """The repainted pieces of a frame by line of the screen."""

    def __init__(self, lines: dict[int, Pieces]) -> None:
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the pieces in order; positions are up to the painter."""
        for pieces in self.lines.values():
            for _, piece in pieces:
                yield from piece.segments


class PatchCompositor(Compositor):
    """A compositor of changed regions."""

    def render_partial_update(self) -> Patch | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return what has changed since the last frame; None for nothing."""
        screen = self.size.region
        regions = [region.intersection(screen) for region in self._dirty_regions]
        self._dirty_regions.clear()
        if not any(regions):
            return None
        gaps = self._gaps(regions)
        lines: dict[int, Pieces] = {y: [] for y in gaps}
        for widget, (region, clip) in self.visible_widgets.items():  # front to back
            if not gaps:
                break
            _fill(gaps, lines, widget, region, region.intersection(clip))
        return Patch(lines)

    def _gaps(self, regions: Iterable[Region]) -> dict[int, _Gaps]:
        """Return the columns to paint of each line, split at widget edges: each part belongs to one widget."""
        gaps: dict[int, _Gaps] = {}
        for y, left, right in self._regions_to_spans(regions):
            cuts = self.cuts[y]
            found = [(begin, end) for begin, end in pairwise(cuts) if begin < right and end > left]
            gaps.setdefault(y, []).extend(gap for gap in found if gap not in gaps.get(y, ()))
        return gaps


def _fill(gaps: dict[int, _Gaps], lines: dict[int, Pieces], widget: Widget, region: Region, area: Region) -> None:
    """Render a widget's part of the gaps, and remove these from the gaps.

    Args:
        gaps: Gaps by line; modified.
        lines: Pieces so far; modified.
        widget: The widget.
        region: Its region.
        area: The visible part of its region.
    """
    left, right = area.column_span
    wanted = [y for y in area.line_range if any(left <= begin and end <= right for begin, end in gaps.get(y, ()))]
    if not wanted or left >= right:
        return
    first = wanted[0]
    crop = Region(left - region.x, first - region.y, area.width, wanted[-1] - first + 1)
    strips = widget.render_lines(crop)
    for y in wanted:
        if y - first >= len(strips):
            break  # the widget has become smaller since the layout; the next one, which is due, repaints all of it
        strip, pieces, rest = strips[y - first], lines[y], list[tuple[int, int]]()
        for begin, end in gaps[y]:
            if not (left <= begin and end <= right):
                rest.append((begin, end))
            elif (begin, end) == (left, right):
                pieces.append((begin, piece_of(strip)))
            else:
                pieces.append((begin, _cut(strip, begin - left, end - left)))
        if rest:
            gaps[y] = rest
        else:
            del gaps[y]


def _cut(strip: Strip, left: int, right: int) -> Piece:
    """Return the part of a strip between two columns."""
    segments: list[Segment] = []
    at = 0
    for segment in strip:
        begin, at = at, at + cell_len(segment.text)
        if left <= begin and at <= right:
            segments.append(segment)
        elif begin < right and at > left:
            return piece_of(strip.crop(left, right))  # cut within this segment
    return Piece(segments, right - left)
