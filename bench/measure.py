"""Rows of the benchmark table, their goals, and timing utilities."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct


class Goal(Struct, frozen=True):
    """The goal of a row."""

    limit: float
    of: str = "value"
    """The figure with the goal: "value", or "ratio" to the reference."""
    least: bool = False
    """Whether the limit is a minimum, not a maximum."""

    def __str__(self) -> str:
        """`≤ 60`, or `≥ 0.8 x` for a ratio."""
        return f"{'≥' if self.least else '≤'} {self.limit:g}{' x' if self.of == 'ratio' else ''}"


class Row(Struct, frozen=True):
    """A figure, a reference from the same minute, and the goal."""

    what: str
    ours: float
    unit: str
    beside: str = ""
    """Name of the reference."""
    reference: float | None = None
    goal: Goal | None = None
    times: float | None = None
    """The ratio, if it is not a plain quotient but, for example, a median of ratios."""

    @property
    def ratio(self) -> float | None:
        """Our figure divided by the reference."""
        return self.times if self.times is not None else self.ours / self.reference if self.reference else None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        figure = self.ratio if self.goal is not None and self.goal.of == "ratio" else self.ours
        if self.goal is None or figure is None:
            return None
        return figure >= self.goal.limit if self.goal.least else figure <= self.goal.limit


def table(rows: Sequence[Row]) -> str:
    """Format rows as aligned text."""
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
    """Format a number with three significant digits."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the percentile of values at a share (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def best(rounds: Sequence[Sequence[float]]) -> list[float]:
    """Return the best time of each item over several rounds, to exclude disturbances."""
    return [min(times) for times in zip(*rounds, strict=True)]


def milliseconds(work: Callable[[], Any]) -> float:
    """Time some work, after collecting garbage of earlier work."""
    gc.collect()
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


median = statistics.median
