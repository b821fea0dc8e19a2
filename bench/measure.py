"""Rows of the table, and small helpers to take times with."""

import statistics
from collections.abc import Sequence

from msgspec import Struct


class Row(Struct, frozen=True):
    """One figure, and what was run beside it."""

    what: str
    ours: float
    unit: str
    beside: str = ""
    """What the same machine did in the same minute."""
    reference: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours by the reference."""
        return self.ours / self.reference if self.reference else None


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of all lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(rows: Sequence[Row]) -> str:
    """The rows as aligned text."""
    cells = [("measure", "newsexplore", "", "beside it", "", "ratio")]
    for row in rows:
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        reference = f"{row.reference:,.1f}" if row.reference is not None else ""
        cells.append((row.what, f"{row.ours:,.1f}", row.unit, row.beside, reference, ratio))
    widths = [max(len(line[column]) for line in cells) for column in range(6)]
    right = {1, 4, 5}
    return "\n".join(
        "  ".join(
            text.rjust(width) if column in right else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


median = statistics.median
