"""A slice of a part of the torture run: so many rounds as there is time for, and the results on disk so far."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from .row import Row, merged

_SAVE_SECONDS = 2.0


class Result(Struct):
    """What is known of a part."""

    next: int = 0
    """The round to begin with when it goes on."""
    complete: bool = False
    rows: tuple[Row, ...] = ()


def load(path: Path) -> Result:
    """Read the results of a part; empty ones if there are none."""
    return msgspec.json.decode(path.read_bytes(), type=Result) if path.exists() else Result()


def save(path: Path, result: Result) -> None:
    """Write the results of a part, whole or not at all."""
    new = path.with_suffix(".new")
    new.write_bytes(msgspec.json.encode(result))
    new.replace(path)


class Slice:
    """Some rounds of a part. A process that dies leaves the results of two seconds before, and the round it died in."""

    def __init__(self, path: Path, seconds: float) -> None:
        """Go on from the results at `path`, for some seconds."""
        self._path = path
        self._before = load(path)
        self._now = Result(self._before.next, rows=self._before.rows)
        self._seconds = seconds
        self._saved = time.monotonic()
        self._round = os.open(round_file(path), os.O_RDWR | os.O_CREAT, 0o600)
        self.done = 0
        """Rounds that have ended in this slice."""

    def rounds(self, most: int) -> Iterator[int]:
        """Count from where the part stopped up to `most`, until time is up."""
        end = time.monotonic() + self._seconds
        for number in range(self._before.next, most):
            if time.monotonic() > end:
                return
            os.pwrite(self._round, number.to_bytes(8, "big"), 0)
            yield number
            self.done += 1
            self._now.next = number + 1
        self.end()

    def end(self) -> None:
        """Say that there are no more rounds."""
        self._now.complete = True

    def report(self, rows: Callable[[], Row | Sequence[Row]]) -> None:
        """Save what this slice has found so far, now and then."""
        if time.monotonic() > self._saved + _SAVE_SECONDS:
            self.save(rows())

    def save(self, rows: Row | Iterable[Row]) -> None:
        """Save what this slice has found."""
        new = [rows] if isinstance(rows, Row) else rows
        self._now.rows = tuple(merged([*self._before.rows, *new]))
        save(self._path, self._now)
        self._saved = time.monotonic()


def round_file(path: Path) -> Path:
    """Return the file that holds the number of the round under way."""
    return path.with_suffix(".round")


def died(path: Path, why: str) -> None:
    """Record that the process of a slice died, as a fault of the round that it died in, and go on after it."""
    result = load(path)
    file = round_file(path)
    number = int.from_bytes(file.read_bytes(), "big") if file.exists() else result.next
    fault = Row("faults", f"the process of {path.stem}", 1, (f"round {number}: {why}",))
    save(path, Result(number + 1, rows=tuple(merged([*result.rows, fault]))))
