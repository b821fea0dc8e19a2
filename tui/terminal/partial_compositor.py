"""What of the screen is rendered for a frame: only the widgets that changed, on the lines where they did.

Textual renders every widget within the rectangle around all changes, and cuts each of their lines at the edges of all
other widgets. Here what lies between the changes, or below other widgets, is not looked at.
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
    """What one widget shows of one line: a strip without all that makes others of it, which takes long to set up."""

    segments: list[Segment]
    width: int
    """In cells."""

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join([segment.text for segment in self.segments])


def piece_of(strip: Strip) -> Piece:
    """A whole strip."""
    return Piece(list(strip), strip.cell_length)


Pieces = list[tuple[int, Piece]]
"""What is painted anew of one line of the screen, by the column it starts at."""
_Gaps = list[tuple[int, int]]
"""Columns of one line that no widget has been found for yet, each `[left, right)`."""


class Patch(CompositorUpdate):
    """The pieces of a frame that are painted anew, by line of the screen."""

    def __init__(self, lines: dict[int, Pieces]) -> None:
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The pieces alone, in order; where they stand is up to the painter."""
        for pieces in self.lines.values():
            for _, piece in pieces:
                yield from piece.segments


class PatchCompositor(Compositor):
    """Composes frames of what has changed."""

    def render_partial_update(self) -> Patch | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """What has changed since the last frame; None when nothing has."""
        screen = self.size.region
        regions = [region.intersection(screen) for region in self._dirty_regions]
        self._dirty_regions.clear()
        if not any(regions):
            return None
        gaps = self._gaps(regions)
        lines: dict[int, Pieces] = {y: [] for y in gaps}
        for widget, (region, clip) in self.visible_widgets.items():  # the foremost first
            if not gaps:
                break
            _fill(gaps, lines, widget, region, region.intersection(clip))
        return Patch(lines)

    def _gaps(self, regions: Iterable[Region]) -> dict[int, _Gaps]:
        """The columns to paint of each line, cut where a widget begins or ends: each belongs to one as a whole."""
        gaps: dict[int, _Gaps] = {}
        for y, left, right in self._regions_to_spans(regions):
            cuts = self.cuts[y]
            found = [(begin, end) for begin, end in pairwise(cuts) if begin < right and end > left]
            gaps.setdefault(y, []).extend(gap for gap in found if gap not in gaps.get(y, ()))
        return gaps


def _fill(gaps: dict[int, _Gaps], lines: dict[int, Pieces], widget: Widget, region: Region, area: Region) -> None:
    """Render what a widget shows in the gaps, and take those out.

    Args:
        gaps: By line; is changed.
        lines: The pieces so far; is changed.
        widget: What is rendered.
        region: Where it stands.
        area: The part of that which is on screen.
    """
    left, right = area.column_span
    wanted = [y for y in area.line_range if any(left <= begin and end <= right for begin, end in gaps.get(y, ()))]
    if not wanted or left >= right:
        return
    first = wanted[0]
    crop = Region(left - region.x, first - region.y, area.width, wanted[-1] - first + 1)
    strips = widget.render_lines(crop)
    for y in wanted:
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
    """The part of a strip between two columns of it."""
    segments: list[Segment] = []
    at = 0
    for segment in strip:
        begin, at = at, at + cell_len(segment.text)
        if left <= begin and at <= right:
            segments.append(segment)
        elif begin < right and at > left:
            return piece_of(strip.crop(left, right))  # the cut goes through it
    return Piece(segments, right - left)
