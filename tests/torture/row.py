"""Rows of the torture run's table, and its time limits."""

import signal
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

Kind = Literal["faults", "flips", "inputs", "sequences", "cases"]
HEADINGS: dict[Kind, tuple[str, str, str, str]] = {
    "faults": ("Faults", "injected", "survived", "lost"),
    "flips": ("Bit flips", "tried", "found", "missed"),
    "inputs": ("Bad inputs", "tried", "read or rejected", "crashed"),
    "sequences": ("Hostile sequences", "tried", "harmless", "leaked"),
    "cases": ("Fuzzing", "cases", "passed", "failed"),
}
"""For each kind of row: what it is called, and its columns. The last one should be 0."""


class Row(NamedTuple):
    """A line of the table."""

    kind: Kind
    name: str
    tried: int
    faults: tuple[str, ...] = ()
    """What each fault was."""
    note: str = ""
    """What else there is to say: other counts, or why nothing was tried."""


class HungError(Exception):
    """Raised in a case that takes too long."""


def rounds(seconds: float, most: int) -> Iterator[int]:
    """Count up to `most`, and stop when time is up."""
    end = time.monotonic() + seconds
    for number in range(most):
        if time.monotonic() > end:
            return
        yield number


@contextmanager
def limited(seconds: float) -> Generator[None]:
    """Raise HungError in a block that takes longer."""

    def hung(*_: object) -> None:
        raise HungError(f"not done after {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, hung)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
