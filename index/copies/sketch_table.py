"""What is stored of many articles to find their copies, as arrays: some 400 bytes an article, half of them on disk."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .array_file import ArrayFile, View
from .numbered_articles import NumberedArticles, Numbers
from .sketch import HEADER, NO_HASH, QUOTE_SLOTS, CopyMarks

Keys = npt.NDArray[np.uint64]

_QUOTE = 2 + QUOTE_SLOTS
"""Numbers of a quote in an article's marks."""
_TOGETHER = 2048
"""Articles that are read at once."""


class SketchTable(NamedTuple):
    """Sketches of numbered texts; those of text i are `kept[i]` hashes from `starts[i]` on, ascending."""

    sizes: npt.NDArray[np.integer[Any]]
    """Distinct runs of each whole text."""
    starts: Numbers
    kept: npt.NDArray[np.integer[Any]]
    order: npt.NDArray[np.integer[Any]]
    """The texts that have hashes, in the order of these."""
    hashes: View


class MarkTable(NumberedArticles):
    """Articles and quotes by number: articles in order of ids, quotes in order of articles."""

    def __init__(self, marks: Iterable[CopyMarks], folder: Path, check: Callable[[], None]) -> None:
        """Read what is stored of articles, in any order.

        Args:
            marks: See `sketch.encode_marks`.
            folder: Where temporary files may be.
            check: Called between articles; may raise to stop.

        Raises:
            OSError: a temporary file cannot be written.
        """
        self._folder = folder
        self._sketches, self._slots = ArrayFile(folder), ArrayFile(folder)
        parts = _Parts()
        rest = iter(marks)
        while some := list(islice(rest, _TOGETHER)):
            check()
            parts.add(some, self._sketches, self._slots)
        ids = _joined(parts.ids, np.bytes_)
        self.places: Numbers = np.argsort(ids, kind="stable")
        """Where each article stands in the index: they are read in this order."""
        self._ranks = np.empty(len(ids), np.int32)
        self._ranks[self.places] = np.arange(len(ids))
        self.ids = ids[self.places]
        self._ids = ids.dtype
        self.names: Keys = _joined(parts.names, np.uint64)[self.places]
        """A hash of each article and its marks."""
        self.days = _joined(parts.days, np.int32)[self.places]
        """Day of each article, counted; 0 for none."""
        self.stamps = _joined(parts.stamps, np.int64)[self.places]
        self.outlets = _joined(parts.outlets, np.int32)[self.places]
        self.outlet_names = list(parts.outlet_numbers)
        self.sizes = _joined(parts.sizes, np.int32)[self.places]
        """Distinct runs of each article."""
        self.keys: Keys = _joined(parts.keys, np.uint64)[self.places]
        """Key of each article's text: equal only for the same words."""
        self._kept = _joined(parts.kept, np.int32)
        self._quotes = _joined(parts.quotes, np.int32)
        self.quote_starts = _starts(self._quotes[self.places])
        """The first quote of each article."""
        self.quote_sizes = np.empty(self.quote_starts[-1], np.uint8)
        """Hashes in the sketch of each quote."""
        sizes, at = _joined(parts.quote_sizes, np.uint8), 0
        for numbers in self._quote_numbers():
            self.quote_sizes[numbers] = sizes[at : at + len(numbers)]
            at += len(numbers)

    def articles(self) -> SketchTable:
        """Return the sketches of all articles; raises OSError if they cannot be read."""
        starts = _starts(self._kept)[:-1][self.places]
        return SketchTable(self.sizes, starts, self._kept[self.places], self._ranks, self._sketches.view())

    def quote_keys(self) -> Keys:
        """Return the key of each quote: equal only for the same words, speaker and stance."""
        keys = np.empty(len(self.quote_sizes), np.uint64)
        for numbers, rows in self._quote_rows():
            keys[numbers] = _keys(rows[:, :2])
        return keys

    def quotes(self, wanted: npt.NDArray[np.bool_]) -> SketchTable:
        """Return the sketches of some quotes, with empty ones for all others; raises OSError as `articles` does."""
        kept = np.where(wanted, self.quote_sizes, np.uint8(0))
        starts, order = np.zeros(len(kept), np.int64), np.empty(np.count_nonzero(kept), np.int32)
        hashes = ArrayFile(self._folder)
        at = 0
        for numbers, rows in self._quote_rows():
            some = kept[numbers] > 0
            numbers, slots = numbers[some], rows[some, 2:]
            order[at : at + len(numbers)] = numbers
            at += len(numbers)
            starts[numbers] = len(hashes) + _starts(kept[numbers])[:-1]
            hashes.append(slots[slots != NO_HASH])
        return SketchTable(kept, starts, kept, order, hashes.view())

    def _quote_rows(self) -> Iterator[tuple[Numbers, npt.NDArray[np.uint32]]]:
        """Yield the numbers of quotes in the order of the index, with their keys and hashes: some at a time."""
        at = 0
        for numbers in self._quote_numbers():
            stop = at + _QUOTE * len(numbers)
            yield numbers, self._slots.read(at, stop).reshape(-1, _QUOTE)
            at = stop

    def _quote_numbers(self) -> Iterator[Numbers]:
        """Yield the numbers of quotes in the order of the index: those of some articles at a time."""
        for first in range(0, len(self), _TOGETHER):
            some = slice(first, first + _TOGETHER)
            yield ranges(self.quote_starts[self._ranks[some]], self._quotes[some].astype(np.int64))


class _Parts:
    """What is read of articles, piece by piece."""

    def __init__(self) -> None:
        self.ids: list[npt.NDArray[np.bytes_]] = []
        self.names: list[Keys] = []
        self.days: list[npt.NDArray[np.int32]] = []
        self.stamps: list[Numbers] = []
        self.outlets: list[npt.NDArray[np.int32]] = []
        self.outlet_numbers: dict[str, int] = {}
        self.sizes: list[npt.NDArray[np.int32]] = []
        self.keys: list[Keys] = []
        self.kept: list[npt.NDArray[np.int32]] = []
        self.quotes: list[npt.NDArray[np.int32]] = []
        self.quote_sizes: list[npt.NDArray[np.uint8]] = []

    def add(self, some: list[CopyMarks], sketches: ArrayFile, slots: ArrayFile) -> None:
        """Add some articles; their hashes and those of their quotes go to files."""
        numbers_of = self.outlet_numbers
        self.ids.append(encoded([one.id for one in some]))
        self.names.append(np.array([_hash(one) for one in some], np.uint64))
        self.days.append(np.array([ordinal(one.day) for one in some], np.int32))
        self.stamps.append(np.array([one.stamp for one in some], np.int64))
        outlets = [numbers_of.setdefault(one.outlet, len(numbers_of)) for one in some]
        self.outlets.append(np.array(outlets, np.int32))
        lengths = np.fromiter((len(one.data) // 4 for one in some), np.int64, len(some))
        numbers = np.frombuffer(b"".join([one.data for one in some]), "<u4").astype(np.uint32, copy=False)
        heads = np.cumsum(lengths) - lengths
        header = numbers[heads[:, None] + np.arange(HEADER)].astype(np.int64)
        sizes, kept, quotes = header[:, 0], header[:, 1], header[:, 2]
        self.sizes.append(sizes.astype(np.int32))
        self.kept.append(kept.astype(np.int32))
        self.quotes.append(quotes.astype(np.int32))
        self.keys.append(_keys(header[:, 3:5]))
        sketches.append(numbers[ranges(heads + HEADER, kept)])
        which = ranges(np.zeros(len(some), np.int64), quotes)
        rows = numbers[((heads + HEADER + kept).repeat(quotes) + which * _QUOTE)[:, None] + np.arange(_QUOTE)]
        self.quote_sizes.append((rows[:, 2:] != NO_HASH).sum(axis=1, dtype=np.uint8))
        slots.append(rows.ravel())


def encoded(ids: list[str]) -> npt.NDArray[np.bytes_]:
    """Return ids as an array; it sorts them as they are sorted as strings."""
    return np.array([id.encode("utf-8", "surrogatepass") for id in ids], np.bytes_)


def ordinal(day: int) -> int:
    """Count the days to a day, so that two can be subtracted; 0 for one that does not exist."""
    try:
        return date(day // 10000, day // 100 % 100, day % 100).toordinal()
    except ValueError:
        return 0


def _hash(one: CopyMarks) -> int:
    key = one.id.encode("utf-8", "surrogatepass")[:64]
    return int.from_bytes(blake2b(one.data, digest_size=8, key=key).digest(), "little")


def _keys(halves: npt.NDArray[Any]) -> Keys:
    """Join the two halves of keys, the low one first."""
    low, high = halves.astype(np.uint64).T
    return low | (high << np.uint64(32))


def _joined(parts: list[npt.NDArray[Any]], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """Concatenate parts and forget them one by one; an empty array of the type if there are none."""
    found = np.concatenate(parts) if parts else np.empty(0, "S1" if dtype is np.bytes_ else dtype)
    parts.clear()
    return found


def _starts(lengths: npt.NDArray[Any]) -> Numbers:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))


def ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """Concatenate index ranges of these lengths from these starts."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(total)
