"""Pairs of texts that may have the same words, from their sketches.

Hashes are sorted a band at a time, and pairs are counted for some of the lower texts at a time: what is in memory grows
with the hashes, by five bytes each, and not with the pairs, of which there may be hundreds of millions.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .array_file import ArrayFile
from .sketch import Hashes
from .sketch_table import Numbers, SketchTable, ranges

WIDESPREAD = 100
"""Texts with a hash in common above which it counts for none of them: a stock phrase, or one of the few hashes that all
versions of a story with so many share. It depends on nothing but the number of texts that have the hash, so that an
engine can tell it of a few hashes without reading those of all texts."""
_BAND = 500_000
"""Hashes that are sorted at once."""
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
    shared = _shared(table, texts, fresh, check, seldom)
    sketches = _Sketches(table)
    found: list[tuple[Numbers, Numbers]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for places in _by_owner(shared, len(table.sizes), folder, check):
        check()
        low, high, number = _pairs(shared, places, fresh, least)
        likely = number >= _SHARE * sketches.comparable(low, high)
        found.append((low[likely], high[likely]))
    low, high = (np.concatenate(side) for side in zip(*found, strict=True))
    return low, high


class _Shared(NamedTuple):
    """The hashes that several texts have, in order of hashes and then of texts."""

    owners: npt.NDArray[np.uint32]
    """The text of each."""
    reach: npt.NDArray[np.uint8]
    """How many of those behind it are paired with it: less than `WIDESPREAD`."""


def _shared(
    table: SketchTable, texts: Numbers, fresh: Flags, check: Callable[[], None], seldom: Hashes | None
) -> _Shared:
    chosen = np.zeros(len(table.sizes), np.bool_)
    chosen[texts] = True
    wanted = seldom
    if seldom is None and not fresh[texts].all():  # only hashes of fresh texts make pairs
        new = texts[fresh[texts]]
        wanted = np.unique(table.hashes[ranges(table.starts[new], np.diff(table.starts)[new])])
    # Room for all: what is not written takes no memory, and parts that are joined would take it twice.
    owners, reach = np.empty(len(table.hashes), np.uint32), np.empty(len(table.hashes), np.uint8)
    size = 0
    for keys in _bands(table, chosen, wanted):
        check()
        keys.sort()
        hashes, texts_here = (keys >> _HALF).astype(np.uint32), keys.astype(np.uint32)
        edges = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), hashes[1:] != hashes[:-1], np.ones(1, np.bool_))))
        number = np.diff(edges)
        behind = np.repeat(edges[1:], number) - np.arange(1, len(hashes) + 1)
        here = np.repeat((number > 1) & (number <= WIDESPREAD), number)
        start, size = size, size + int(np.count_nonzero(here))
        owners[start:size] = texts_here[here]
        reach[start:size] = behind[here]
    return _Shared(owners[:size], reach[:size])


def _bands(table: SketchTable, chosen: Flags, wanted: Hashes | None) -> Iterator[npt.NDArray[np.uint64]]:
    """Yield the hashes of some texts, each above the number of its text: all of one band, then of the next.

    `wanted` are the only ones that count, ascending; None for all.
    """
    bands = 1 + len(table.hashes) // _BAND
    sample = np.sort(table.hashes[:: 1 + len(table.hashes) // 100_000])
    limits = [int(sample[len(sample) * band // bands]) for band in range(1, bands)]
    for low, high in zip([0, *limits], [*limits, 2**32], strict=True):
        if low == high:
            continue
        at = _between(table.hashes, low, high)
        if wanted is not None:
            here = np.minimum(wanted.searchsorted(table.hashes[at]), len(wanted) - 1)
            at = at[wanted[here] == table.hashes[at]] if len(wanted) else at[:0]
        owners = np.searchsorted(table.starts[1:], at, side="right")
        here = chosen[owners]
        at, owners = at[here], owners[here].astype(np.uint64)
        if len(at):
            yield table.hashes[at].astype(np.uint64) << _HALF | owners


def _between(hashes: Hashes, low: int, high: int) -> Numbers:
    """Return where hashes are between two limits."""
    found: list[Numbers] = []
    for start in range(0, len(hashes), _BAND):
        piece = hashes[start : start + _BAND]
        found.append(np.flatnonzero((piece >= low) & (piece < high)) + start)
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _by_owner(shared: _Shared, texts: int, folder: Path, check: Callable[[], None]) -> Iterator[Numbers]:
    """Yield the places of the hashes that are the lower text's in some pairs: those of some texts at a time."""
    counts = np.zeros(texts, np.int64)
    pieces = range(0, len(shared.owners), _BAND)
    for start in pieces:
        piece = slice(start, start + _BAND)
        counts += np.bincount(shared.owners[piece], shared.reach[piece], texts).astype(np.int64)
    share = np.cumsum(counts) // _PAIRS  # of a text: the pairs before its end
    firsts = np.flatnonzero(np.diff(share, prepend=-1))
    if len(firsts) < 2:
        yield np.flatnonzero(shared.reach)
        return
    places = ArrayFile(folder)
    bounds: list[Numbers] = []
    for start in pieces:
        check()
        at = np.flatnonzero(shared.reach[start : start + _BAND]) + start
        keys = shared.owners[at].astype(np.uint64) << _HALF | at.astype(np.uint64)
        keys.sort()
        bounds.append(len(places) + np.searchsorted(keys >> _HALF, np.append(firsts, texts).astype(np.uint64)))
        places.append(keys.astype(np.uint32))
    for number in range(len(firsts)):
        parts = [places.read(int(bound[number]), int(bound[number + 1])) for bound in bounds]
        yield np.sort(np.concatenate(parts)).astype(np.int64)
    places.close()


def _pairs(shared: _Shared, places: Numbers, fresh: Flags, least: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return the pairs of which the lower text has a hash at some places, with the number of hashes in common."""
    reach = shared.reach[places]
    keys = np.empty(int(reach.sum(dtype=np.int64)), np.uint64)
    size = 0
    for distance in range(1, WIDESPREAD):
        further = reach >= distance
        places, reach = places[further], reach[further]
        if not len(places):
            break
        low, high = shared.owners[places], shared.owners[places + distance]
        some = low.astype(np.uint64) << _HALF | high
        some = some[fresh[low] | fresh[high]]
        keys[size : size + len(some)] = some
        size += len(some)
    keys = keys[:size]
    keys.sort()
    edges = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), keys[1:] != keys[:-1], np.ones(1, np.bool_))))
    number = np.diff(edges) if size else np.empty(0, np.int64)
    enough = number >= least
    keys = keys[edges[:-1][enough]] if size else keys
    return (keys >> _HALF).astype(np.int64), keys.astype(np.uint32).astype(np.int64), number[enough]


class _Sketches:
    """Tells how much of two sketches can be compared."""

    def __init__(self, table: SketchTable) -> None:
        """Take the sketches of all texts."""
        self._table = table
        self._limits = np.full(len(table.sizes), 2**32 - 1, np.uint32)
        cut = np.flatnonzero(table.sizes > np.diff(table.starts))
        cut = cut[table.starts[cut + 1] > table.starts[cut]]
        self._limits[cut] = table.hashes[table.starts[cut + 1] - 1]

    def comparable(self, low: Numbers, high: Numbers) -> Numbers:
        """Return for each pair how many hashes of the smaller sketch are below both limits."""
        limit = np.minimum(self._limits[low], self._limits[high])
        return np.minimum(self._below(low, limit), self._below(high, limit))

    def _below(self, texts: Numbers, limit: Hashes) -> Numbers:
        """Return how many hashes of each text are not above a limit: a binary search in all texts at once."""
        starts, ends = self._table.starts[texts], self._table.starts[texts + 1]
        least, most = starts.copy(), ends.copy()
        if not len(texts):
            return least
        for _ in range(int((most - least).max()).bit_length()):
            middle = (least + most) // 2
            inside = middle < most
            below = inside & (self._table.hashes[np.minimum(middle, len(self._table.hashes) - 1)] <= limit)
            least = np.where(below, middle + 1, least)
            most = np.where(below, most, middle)
        return least - starts
