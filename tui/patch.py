"""What of the screen is rendered for a frame: only the widgets that changed, on the lines where they did.

Textual renders every widget within the rectangle around all changes, and cuts each of their lines at the edges of all
other widgets. Here what lies between the changes, or below other widgets, is not looked at.
"""

from collections.abc import Iterable
from itertools import pairwise

from rich.console import Console, ConsoleOptions, RenderResult
from textual._compositor import Compositor, CompositorUpdate  # pyright: ignore[reportPrivateUsage]
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Pieces = list[tuple[int, Strip]]
"""What is painted anew of one line of the screen: strips by the column they start at."""
_Gaps = list[tuple[int, int]]
"""Columns of one line that no widget has been found for yet, each `[left, right)`."""


class Patch(CompositorUpdate):
    """The pieces of a frame that are painted anew, by line of the screen."""

    def __init__(self, lines: dict[int, Pieces]) -> None:
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The pieces alone, in order; where they stand is up to the painter."""
        for pieces in self.lines.values():
            for _, strip in pieces:
                yield from strip


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
                pieces.append((begin, strip))
            else:
                pieces.append((begin, strip.crop(begin - left, end - left)))
        if rest:
            gaps[y] = rest
        else:
            del gaps[y]
