"""Rows of columns, for loops in Python over millions of pairs."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

AT_ONCE = 1 << 14
"""Rows that are lists at a time: a number takes 40 bytes there, and of a third of a million articles there may be three
million pairs."""


def rows(order: npt.NDArray[np.integer[Any]], *columns: npt.NDArray[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield each place of an order, and what columns hold there, as Python's own numbers."""
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        yield from zip(some.tolist(), *(column[some].tolist() for column in columns), strict=True)
