"""Rows of the torture run's table."""

import signal
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Literal

from msgspec import Struct

Kind = Literal["faults", "flips", "inputs", "sequences", "cases"]
HEADINGS: dict[Kind, tuple[str, str, str, str]] = {
    "faults": ("Faults", "injected", "survived", "lost"),
    "flips": ("Bit flips", "tried", "found", "missed"),
    "inputs": ("Bad inputs", "tried", "read or rejected", "crashed"),
    "sequences": ("Hostile sequences", "tried", "harmless", "leaked"),
    "cases": ("Fuzzing", "cases", "passed", "failed"),
}
"""For each kind of row: what it is called, and its columns. The last one should be 0."""


class Row(Struct, frozen=True):
    """A line of the table."""

    kind: Kind
    name: str
    tried: int
    faults: tuple[str, ...] = ()
    """What each fault was."""
    counts: Mapping[str, int] = {}
    """How many of those tried were what else."""
    note: str = ""
    """What else there is to say, such as why nothing was tried."""

    @property
    def told(self) -> str:
        """The counts and the note, for display."""
        counts = [f"{number:,} {what}" for what, number in self.counts.items() if what and number]
        return ", ".join([*counts, *([self.note] if self.note else [])])


def merged(rows: Iterable[Row]) -> list[Row]:
    """Add up the rows of the same kind and name."""
    found: dict[tuple[Kind, str], Row] = {}
    for row in rows:
        key = row.kind, row.name
        if before := found.get(key):
            counts = dict(before.counts)
            for what, number in row.counts.items():
                counts[what] = counts.get(what, 0) + number
            row = Row(*key, before.tried + row.tried, before.faults + row.faults, counts, row.note)
        found[key] = row
    return list(found.values())


class HungError(BaseException):
    """Raised in a case that takes too long; no handler of errors takes it for damage."""


@contextmanager
def limited(seconds: float) -> Generator[None]:
    """Raise HungError in a block that takes more processor time: machines are busy."""

    def hung(*_: object) -> None:
        raise HungError(f"not done after {seconds:.0f} s of processor time")

    before = signal.signal(signal.SIGVTALRM, hung)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
