"""Report rows of the torture run, and its time limits."""

import time
from collections.abc import Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table; `faults` should be 0."""

    name: str
    tried: int
    good: str
    """What went well, in words."""
    faults: int
    details: tuple[str, ...] = ()
    """What each fault was."""


def rounds(seconds: float, most: int) -> Iterator[int]:
    """Count up to `most`, and stop when time is up."""
    end = time.monotonic() + seconds
    for number in range(most):
        if time.monotonic() > end:
            return
        yield number
