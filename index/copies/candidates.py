"""Pairs of texts that may have the same words, from their sketches."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from .sketch import Hashes
from .sketch_table import Numbers, SketchTable, ranges

_WIDESPREAD = 48
"""Texts with a hash in common above which each is compared with its neighbours alone, not with all: a story that many
outlets carry links up all the same, as neighbours share most hashes, and a stock phrase links nothing."""
_NEIGHBOURS = 3
_TIMES = 14
"""Bits of the number of hashes that two texts share in one place of the order; more are as good as so many."""
_SHARE = 0.25
"""Least share of the smaller sketch that a pair has in common, of the hashes below both limits. When every fifth word
differs, half of the runs are left."""


def candidates(
    table: SketchTable, texts: Numbers, fresh: npt.NDArray[np.bool_], least: int, check: Callable[[], None]
) -> tuple[Numbers, Numbers]:
    """Return pairs of texts, each once, the lower number first, that share at least `least` hashes.

    Args:
        table: Sketches of all texts.
        texts: The numbers of the texts to compare.
        fresh: By number of text: only pairs with at least one fresh text are returned.
        least: Hashes in common, at least.
        check: Called between steps; may raise to stop.
    """
    lengths = (table.starts[1:] - table.starts[:-1])[texts]
    owners = np.repeat(texts, lengths)
    at = ranges(table.starts[texts], lengths)
    hashes = table.hashes[at]
    if not fresh[texts].all():
        here = np.isin(hashes, hashes[fresh[owners]])
        owners, hashes = owners[here], hashes[here]
    check()
    owners, hashes = _in_several(owners, hashes)
    edges = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), hashes[1:] != hashes[:-1], np.ones(1, np.bool_))))
    frequency = np.diff(edges)
    # The hashes that are left behind the first, the second … of each hash, as far as they are paired.
    rest = np.repeat(frequency, frequency) - np.arange(len(hashes)) + np.repeat(edges[:-1], frequency)
    reach = np.repeat(np.where(frequency <= _WIDESPREAD, frequency, _NEIGHBOURS + 1), frequency)
    count = np.int64(len(table.sizes))
    found: list[Numbers] = []
    firsts = np.arange(len(hashes))
    for distance in range(1, _WIDESPREAD):
        check()
        firsts = firsts[(distance < rest[firsts]) & (distance < reach[firsts])]
        if not len(firsts):
            break
        low, high = owners[firsts], owners[firsts + distance]
        chosen = fresh[low] | fresh[high]
        pairs, times = np.unique(low[chosen] * count + high[chosen], return_counts=True)
        found.append(pairs << _TIMES | np.minimum(times, (1 << _TIMES) - 1))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    pairs, shared = _added(np.concatenate(found))
    check()
    pairs, shared = pairs[shared >= least], shared[shared >= least]
    check()
    low, high = pairs // count, pairs % count
    likely = shared >= _SHARE * comparable(table, low, high)
    return low[likely], high[likely]


def _added(packed: Numbers) -> tuple[Numbers, Numbers]:
    """Return different pairs with the sum of their times; sorting both as one number takes a quarter of the time."""
    packed.sort()
    pairs = packed >> _TIMES
    starts = np.flatnonzero(np.concatenate((np.ones(min(1, len(pairs)), np.bool_), pairs[1:] != pairs[:-1])))
    times = packed & ((1 << _TIMES) - 1)
    return pairs[starts], np.add.reduceat(times, starts) if len(starts) else times


def _in_several(owners: Numbers, hashes: Hashes) -> tuple[Numbers, Hashes]:
    """Return the hashes that several texts have, sorted, with their texts."""
    order = np.argsort(hashes, kind="stable")
    owners, hashes = owners[order], hashes[order]
    same = hashes[1:] == hashes[:-1]
    several = np.concatenate((same, np.zeros(1, np.bool_))) | np.concatenate((np.zeros(1, np.bool_), same))
    return (owners[several], hashes[several]) if len(hashes) else (owners, hashes)


def comparable(table: SketchTable, low: Numbers, high: Numbers) -> Numbers:
    """Return for each pair how many hashes of the smaller sketch are below both limits."""
    limits = np.where(
        table.sizes > np.diff(table.starts), table.hashes[np.maximum(table.starts[1:] - 1, 0)], np.uint32(2**32 - 1)
    ).astype(np.uint64) if len(table.hashes) else np.zeros(len(table.sizes), np.uint64)  # fmt: skip
    owners = np.repeat(np.arange(len(table.sizes), dtype=np.uint64), np.diff(table.starts))
    keyed = (owners << np.uint64(32)) | table.hashes  # ascending: by text, then by hash
    limit = np.minimum(limits[low], limits[high])

    def below(texts: Numbers) -> Numbers:
        ends = np.searchsorted(keyed, (texts.astype(np.uint64) << np.uint64(32)) | limit, side="right")
        return ends - table.starts[texts]

    return np.minimum(below(low), below(high))
