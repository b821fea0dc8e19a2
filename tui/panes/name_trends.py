"""When names appear: a sparkline beside each name of the list of entities."""

from collections.abc import Collection, Mapping, Sequence

from .entity_rows import EntityId, EntityRow

CELLS = 6
"""Cells of a sparkline."""
BARS = 48
"""Bars, at most, of the timeline that it is made of."""
ROOMY = 28
"""Width of the list from which on sparklines are shown unless the user decides."""
_HEIGHTS = " ▁▂▃▄▅▆▇█"


class NameTrends:
    """Sparklines of names over the time of the results, each as high as the name's own highest part."""

    def __init__(self) -> None:
        self._lines: dict[EntityId, str] = {}
        """Sparklines by name; "" for a name that has none."""
        self._missed: dict[EntityId, None] = {}
        """Names that were on screen without one."""
        self._are_known = False
        """Whether any have come, so that there is room for them from now on."""
        self.chosen: bool | None = None
        """Whether the user wants them; None for where there is room."""

    def forget(self) -> None:
        """Drop the sparklines: there are other results."""
        self._lines.clear()
        self._missed.clear()

    def renew(self, counts: Mapping[EntityId, Sequence[int]]) -> None:
        """Replace all sparklines: there are other results, and what is counted of them as for `put`."""
        self.forget()
        self.put(counts, counts)

    def miss(self, row: EntityRow, width: int) -> bool:
        """Note a name that is on screen; return True if that is the first one that has no sparkline yet."""
        id = row.type, row.name
        if id in self._lines or id in self._missed or not self.are_wanted(width):
            return False
        self._missed[id] = None
        return len(self._missed) == 1

    def missed(self) -> tuple[EntityId, ...]:
        """Return the names on screen that have no sparkline yet."""
        return tuple(self._missed)

    def put(self, asked: Collection[EntityId], counts: Mapping[EntityId, Sequence[int]]) -> None:
        """Add the sparklines of the names that were asked for: how many results name each in each stretch of time."""
        for id in asked:
            self._lines[id] = drawn(counts[id]) if id in counts else ""
            self._missed.pop(id, None)
        self._are_known = self._are_known or any(self._lines.values())

    def are_wanted(self, width: int) -> bool:
        """Return whether a list of such a width shows sparklines."""
        return width >= ROOMY if self.chosen is None else self.chosen

    def cells(self, width: int) -> int:
        """Return the cells for the sparkline, or else for the bar that stands in its place."""
        return CELLS if self._are_known and self.are_wanted(width) else 1

    def bar(self, row: EntityRow, most: int, cells: int) -> str:
        """Return the sparkline of a name, or a bar for its share of the most frequent name's articles."""
        line = self._lines.get((row.type, row.name)) if cells > 1 else None
        if line:
            return line
        return f"{_HEIGHTS[-(-row.articles * 8 // most)] if row.articles else ' ':<{cells}}"


def drawn(counts: Sequence[int]) -> str:
    """Return counts as exactly `CELLS` bars, each the sum of its stretch; nothing is blank."""
    if not counts:
        return " " * CELLS
    ends = [len(counts) * (cell + 1) // CELLS for cell in range(CELLS)]
    sums = [sum(counts[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
    if len(counts) < CELLS:  # each bar is several cells wide
        sums = [counts[cell * len(counts) // CELLS] for cell in range(CELLS)]
    most = max(sums) or 1
    return "".join(_HEIGHTS[-(-one * 8 // most)] for one in sums)
