"""Pairs of texts that may have the same words, from their sketches.

Hashes are sorted a band at a time, and pairs are counted for some of the lower texts at a time. What is known of each
hash is in temporary files: what is in memory grows neither with the hashes, of which there are 56 an article, nor with
the pairs, of which there may be hundreds of millions.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .array_file import ArrayFile, View
from .numbered_articles import Numbers
from .sketch import Hashes
from .sketch_table import SketchTable, ranges

WIDESPREAD = 250
"""Texts with a hash in common above which it counts for none of them: a stock phrase, but also the words that all
different versions of a story share, if there are more than so many. It depends on nothing but the number of texts that
have the hash, so that an engine can tell it of a few hashes without reading those of all texts. At 100,000 articles 250
takes 51 s, and 100, at which stories of 140 outlets fell apart, takes 45."""
_BAND = 500_000
"""Hashes that are sorted at once."""
_SAMPLE = 100_000
"""Hashes by which the bands are divided."""
_PAIRS = 500_000
"""Pairs that are counted at once."""
_SHARE = 0.25
"""Least share of the smaller sketch that a pair has in common, of the hashes below both limits. When every fifth word
differs, half of the runs are left."""
_HALF = np.uint64(32)

Flags = npt.NDArray[np.bool_]


def candidates(
    table: SketchTable,
    texts: Numbers,
    fresh: Flags,
    least: int,
    check: Callable[[], None],
    folder: Path,
    seldom: Hashes | None = None,
) -> tuple[Numbers, Numbers]:
    """Return pairs of texts, each once, the lower number first, that share at least `least` hashes; in order.

    There may be millions: their numbers have 32 bits.

    Args:
        table: Sketches of all texts.
        texts: The numbers of the texts to compare.
        fresh: By number of text: only pairs with at least one fresh text are returned.
        least: Hashes in common, at least.
        check: Called between steps; may raise to stop.
        folder: Where a temporary file may be.
        seldom: The hashes of fresh texts that count, ascending, where the table does not have all texts that have them.

    Raises:
        OSError: the temporary file cannot be written.
    """
    shared = _shared(table, texts, fresh, check, folder, seldom)
    sketches = _Sketches(table)
    found: list[tuple[Numbers, Numbers]] = [(np.empty(0, np.uint32), np.empty(0, np.uint32))]
    for places in _by_owner(shared, len(table.sizes), folder, check):
        check()
        low, high, number = _pairs(shared, places, fresh, least)
        likely = number >= _SHARE * sketches.comparable(low, high)
        found.append((low[likely].astype(np.uint32), high[likely].astype(np.uint32)))
    low, high = (np.concatenate(side) for side in zip(*found, strict=True))
    return low, high


class _Shared(NamedTuple):
    """The hashes that several texts have, in order of hashes and then of texts."""

    owners: View
    """The text of each."""
    reach: View
    """How many of those behind it are paired with it: less than `WIDESPREAD`."""

    def release(self) -> None:
        """Return the memory of what has been read."""
        self.owners.release()
        self.reach.release()


def _shared(
    table: SketchTable, texts: Numbers, fresh: Flags, check: Callable[[], None], folder: Path, seldom: Hashes | None
) -> _Shared:
    chosen = np.zeros(len(table.sizes), np.bool_)
    chosen[texts] = True
    wanted = seldom
    if seldom is None and not fresh[texts].all():  # only hashes of fresh texts make pairs
        wanted = _hashes_of(table, texts[fresh[texts]])
    owners, reach = ArrayFile(folder), ArrayFile(folder, np.uint8)
    for keys in _bands(table, chosen, wanted):
        check()
        keys.sort()
        hashes, texts_here = (keys >> _HALF).astype(np.uint32), keys.astype(np.uint32)
        edges = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), hashes[1:] != hashes[:-1], np.ones(1, np.bool_))))
        number = np.diff(edges)
        behind = np.repeat(edges[1:], number) - np.arange(1, len(hashes) + 1)
        here = np.repeat((number > 1) & (number <= WIDESPREAD), number)
        owners.append(texts_here[here])
        reach.append(behind[here])
    return _Shared(owners.view(), reach.view())


def _hashes_of(table: SketchTable, texts: Numbers) -> Hashes:
    """Return the hashes of some texts, each once, ascending."""
    found = [np.empty(0, np.uint32)]
    ordered = texts[np.argsort(table.starts[texts], kind="stable")]
    for some in table.hashes.stretches(table.starts[ordered]):
        at = ranges(table.starts[ordered[some]], table.kept[ordered[some]].astype(np.int64))
        found.append(np.unique(table.hashes.numbers[at]))
    return np.unique(np.concatenate(found))


def _bands(table: SketchTable, chosen: Flags, wanted: Hashes | None) -> Iterator[npt.NDArray[np.uint64]]:
    """Yield the hashes of some texts, each above the number of its text: all of one band, then of the next.

    `wanted` are the only ones that count, ascending; None for all.
    """
    size = len(table.hashes)
    bands = 1 + size // _BAND
    ends = np.cumsum(table.kept[table.order], dtype=np.int64)
    sample = np.sort(_sample(table.hashes))
    limits = [int(sample[len(sample) * band // bands]) for band in range(1, bands)]
    for low, high in zip([0, *limits], [*limits, 2**32], strict=True):
        found = [np.empty(0, np.uint64)]
        for start in range(0, size if low < high else 0, _BAND):
            hashes = table.hashes.numbers[start : start + _BAND]
            at = np.flatnonzero((hashes >= low) & (hashes < high))
            hashes = hashes[at]
            table.hashes.release()
            if wanted is not None:
                among = _among(hashes, wanted)
                at, hashes = at[among], hashes[among]
            owners = table.order[np.searchsorted(ends, at + start, side="right")]
            here = chosen[owners]
            found.append(hashes[here].astype(np.uint64) << _HALF | owners[here].astype(np.uint64))
        keys = np.concatenate(found)
        if len(keys):
            yield keys


def _sample(hashes: View) -> Hashes:
    """Return some of many hashes, from everywhere.

    Every so many would do worse: texts often have as many hashes each, ascending, and of all only the first were taken.
    """
    random = np.random.default_rng(0)
    found = [np.empty(0, np.uint32)]
    for start in range(0, len(hashes), _BAND):
        piece = hashes.numbers[start : start + _BAND]
        found.append(piece[random.integers(0, len(piece), 1 + len(piece) * _SAMPLE // len(hashes))])
        hashes.release()
    return np.concatenate(found)


def _among(hashes: Hashes, wanted: Hashes) -> Flags:
    """Return which hashes are among those wanted, which ascend."""
    if not len(wanted):
        return np.zeros(len(hashes), np.bool_)
    return wanted[np.minimum(wanted.searchsorted(hashes), len(wanted) - 1)] == hashes


def _by_owner(shared: _Shared, texts: int, folder: Path, check: Callable[[], None]) -> Iterator[Numbers]:
    """Yield the places of the hashes that are the lower text's in some pairs: those of some texts at a time."""
    counts = np.zeros(texts, np.int64)
    owners, reach = shared.owners.numbers, shared.reach.numbers
    pieces = range(0, len(owners), _BAND)
    for start in pieces:
        check()
        piece = slice(start, start + _BAND)
        if texts <= _BAND:
            counts += np.bincount(owners[piece], reach[piece], texts).astype(np.int64)
        else:  # of millions of texts, quotes, few are in a piece
            here, which = np.unique(owners[piece], return_inverse=True)
            counts[here] += np.bincount(which, reach[piece], len(here)).astype(np.int64)
        shared.release()
    np.cumsum(counts, out=counts)
    groups = np.arange(int(counts[-1]) // _PAIRS + 1) if texts else np.empty(0, np.int64)
    firsts = np.unique(np.searchsorted(counts, groups * _PAIRS))
    del counts
    if len(firsts) < 2:
        yield np.flatnonzero(reach)
        return
    places = ArrayFile(folder)
    bounds: list[Numbers] = []
    for start in pieces:
        check()
        at = np.flatnonzero(reach[start : start + _BAND]) + start
        keys = owners[at].astype(np.uint64) << _HALF | at.astype(np.uint64)
        shared.release()
        keys.sort()
        bounds.append(len(places) + np.searchsorted(keys >> _HALF, np.append(firsts, texts).astype(np.uint64)))
        places.append(keys.astype(np.uint32))
    for number in range(len(firsts)):
        parts = [places.read(int(bound[number]), int(bound[number + 1])) for bound in bounds]
        yield np.sort(np.concatenate(parts)).astype(np.int64)
    places.close()


def _pairs(shared: _Shared, places: Numbers, fresh: Flags, least: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return the pairs of which the lower text has a hash at some places, with the number of hashes in common."""
    parts = [np.empty(0, np.uint64)]
    for some in shared.owners.stretches(places):
        at = places[some]
        reach = shared.reach.numbers[at]
        for distance in range(1, WIDESPREAD):
            further = reach >= distance
            at, reach = at[further], reach[further]
            if not len(at):
                break
            low, high = shared.owners.numbers[at], shared.owners.numbers[at + distance]
            new = fresh[low] | fresh[high]
            parts.append(low[new].astype(np.uint64) << _HALF | high[new].astype(np.uint64))
        shared.reach.release()
    keys = np.concatenate(parts)
    parts.clear()
    keys.sort()
    edges = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), keys[1:] != keys[:-1], np.ones(1, np.bool_))))
    number = np.diff(edges) if len(keys) else np.empty(0, np.int64)
    enough = number >= least
    keys = keys[edges[:-1][enough]] if len(keys) else keys
    return (keys >> _HALF).astype(np.int64), keys.astype(np.uint32).astype(np.int64), number[enough]


class _Sketches:
    """Tells how much of two sketches can be compared."""

    def __init__(self, table: SketchTable) -> None:
        """Take the sketches of all texts."""
        self._table = table
        self._limits = np.full(len(table.sizes), 2**32 - 1, np.uint32)
        cut = table.order[(table.sizes > table.kept)[table.order] & (table.kept > 0)[table.order]]
        last = table.starts[cut] + table.kept[cut] - 1
        for some in table.hashes.stretches(last):
            self._limits[cut[some]] = table.hashes.numbers[last[some]]

    def comparable(self, low: Numbers, high: Numbers) -> Numbers:
        """Return for each pair how many hashes of the smaller sketch are below both limits."""
        limit = np.minimum(self._limits[low], self._limits[high])
        return np.minimum(self._below(low, limit), self._below(high, limit))

    def _below(self, texts: Numbers, limit: Hashes) -> Numbers:
        """Return how many hashes of each text are not above a limit."""
        found = np.empty(len(texts), np.int64)
        starts = self._table.starts[texts]
        order = np.argsort(starts, kind="stable")
        for some in self._table.hashes.stretches(starts[order]):
            here = order[some]
            found[here] = self._count(starts[here], self._table.kept[texts[here]], limit[here])
        return found

    def _count(self, starts: Numbers, kept: npt.NDArray[np.integer[Any]], limit: Hashes) -> Numbers:
        """Return how many of the hashes from some places on are not above a limit: a binary search in all at once."""
        hashes = self._table.hashes.numbers
        least, most = starts.copy(), starts + kept
        for _ in range(int(kept.max()).bit_length()):
            middle = (least + most) // 2
            inside = middle < most
            below = inside & (hashes[np.minimum(middle, len(hashes) - 1)] <= limit)
            least = np.where(below, middle + 1, least)
            most = np.where(below, most, middle)
        return least - starts
