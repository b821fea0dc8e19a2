"""Rows of the table, what they should reach, and small helpers to take times with."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct


class Goal(Struct, frozen=True):
    """What a row should reach."""

    limit: float
    of: str = "value"
    """The figure that is meant: "value", or "ratio" to what was run beside it."""
    least: bool = False
    """Whether it should be at least that, and not at most."""

    def __str__(self) -> str:
        """`≤ 60`, or `≥ 0.8 x` for a ratio."""
        return f"{'≥' if self.least else '≤'} {self.limit:g}{' x' if self.of == 'ratio' else ''}"


class Row(Struct, frozen=True):
    """One figure, what was run beside it in the same minute, and the goal."""

    what: str
    ours: float
    unit: str
    beside: str = ""
    """What else was run."""
    reference: float | None = None
    goal: Goal | None = None
    times: float | None = None
    """Ours by the reference where it is not just that, as with the median of many ratios."""

    @property
    def ratio(self) -> float | None:
        """Ours by the reference."""
        return self.times if self.times is not None else self.ours / self.reference if self.reference else None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        figure = self.ratio if self.goal is not None and self.goal.of == "ratio" else self.ours
        if self.goal is None or figure is None:
            return None
        return figure >= self.goal.limit if self.goal.least else figure <= self.goal.limit


def table(rows: Sequence[Row]) -> str:
    """The rows as aligned text."""
    lines = [("measure", "newsexplore", "", "beside it", "", "ratio", "goal", ""), *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    right = {1, 4, 5}
    return "\n".join(
        "  ".join(
            text.rjust(width) if column in right else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    goal, reached = str(row.goal or ""), {True: "reached", False: "MISSED", None: ""}[row.reached]
    figures = _figure(row.ours), row.unit, row.beside, _figure(row.reference), _figure(row.ratio)
    return (row.what, *figures, goal, reached)


def _figure(value: float | None) -> str:
    """A number with three digits that tell something."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of all lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def best(rounds: Sequence[Sequence[float]]) -> list[float]:
    """Of the same things timed in several rounds, the best time of each: what disturbed the others is not theirs."""
    return [min(times) for times in zip(*rounds, strict=True)]


def milliseconds(work: Callable[[], Any]) -> float:
    """How long some work takes, without the garbage of others."""
    gc.collect()
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


median = statistics.median
