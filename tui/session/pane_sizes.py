"""The sizes of the panes, as the user left them. No widgets here."""

from msgspec import Struct

from ...index.config.configuration import PanesConfig
from ..commands.registry import Context

HIDEABLE: tuple[Context, ...] = ("timeline", "quotes", "entities")
"""Panes that can be hidden; results and article always show."""
SMALLEST = {"results": 20, "entities": 20, "quotes": 4, "timeline": 2}
"""Minimum columns or rows of a pane."""
STEP = {"results": 4, "entities": 4, "quotes": 2, "timeline": 1}
"""Columns or rows of one step."""


class PaneSizes(Struct):
    """Columns of the side panes, rows of the quotes and of the timeline, and which panes are open.

    A size of 0 is the configured one, or one that fits. Sizes are wishes: a terminal without the room grants less.
    """

    results: int = 0
    entities: int = 0
    quotes: int = 0
    timeline: int = 0
    hidden: tuple[str, ...] = ()
    zoomed: bool = False
    """Whether the focused pane has all the room."""
    compact: bool | None = None
    """Whether a result is one line; None for as configured."""
    fold: bool | None = None
    """Whether copies are folded in the results; None for as configured."""
    inflected: bool | None = None
    """Whether words are searched for with their inflections; None for as configured."""


def configured(panes: PanesConfig) -> PaneSizes:
    """Return the configured sizes."""
    opened = {"timeline": panes.timeline, "quotes": panes.quotes, "entities": panes.entities}
    return PaneSizes(hidden=tuple(pane for pane in HIDEABLE if not opened[pane]))


def resized(layout: PaneSizes, pane: Context, step: int, now: dict[str, int], room: dict[str, int]) -> bool:
    """Make a pane some steps larger, or smaller; False when it can be no larger or smaller.

    The article takes what the others leave: it grows by the quotes below it.

    Args:
        layout: Is changed.
        pane: The pane that has the focus.
        step: 1 to grow, -1 to shrink.
        now: Columns or rows of each pane but the article, as they are on the screen.
        room: The most that each of them may take.
    """
    if pane == "article":
        pane, step = "quotes", -step
    if pane not in STEP:
        return False
    wanted = max(SMALLEST[pane], min(room[pane], now[pane] + step * STEP[pane]))
    if wanted == now[pane]:
        return False
    setattr(layout, pane, wanted)
    return True
