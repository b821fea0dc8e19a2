"""Pairs of texts that may have the same words, from their sketches."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from .sketch import Hashes
from .sketch_table import Numbers, SketchTable, ranges

_WIDESPREAD = 48
"""Texts with a hash in common above which each is compared with its neighbours alone, not with all: a story that many
outlets carry links up all the same, as neighbours share most hashes, and a stock phrase links nothing."""
_NEIGHBOURS = 3
_PAIRS = 4_000_000
"""Pairs in memory at once: of 340,000 articles that share their paragraphs there may be hundreds of millions."""
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
    # The hashes that are left behind the first, the second … of each hash, as far as they are paired: at most 48.
    rest = np.repeat(frequency, frequency) - np.arange(len(hashes)) + np.repeat(edges[:-1], frequency)
    reach = np.repeat(np.where(frequency <= _WIDESPREAD, frequency, _NEIGHBOURS + 1), frequency)
    rest = np.minimum(np.minimum(rest, reach), _WIDESPREAD).astype(np.uint8)
    del reach, hashes
    found: list[tuple[Numbers, Numbers]] = []
    sketches = _Sketches(table)
    for firsts in _by_owner(owners, rest):
        check()
        pairs, shared = _pairs(owners, rest, firsts, fresh, len(table.sizes))
        low, high = np.divmod(pairs[shared >= least], len(table.sizes))
        found.append(_likely(sketches, low, high, shared[shared >= least]))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    low, high = (np.concatenate(side) for side in zip(*found, strict=True))
    return low, high


def _by_owner(owners: Numbers, rest: npt.NDArray[np.uint8]) -> Iterator[Numbers]:
    """Yield the places of hashes that are the lower text's in some pairs, some texts at a time, in their order."""
    order = np.argsort(owners, kind="stable").astype(np.uint32 if len(owners) < 2**32 else np.int64)
    ends = np.cumsum(rest[order], dtype=np.int64)
    start = 0
    while start < len(order):
        done = int(ends[start - 1]) if start else 0
        end = max(int(np.searchsorted(ends, done + _PAIRS, "right")), start + 1)
        if end < len(order):  # to the end of a text
            end += int(np.searchsorted(owners[order[end:]], owners[order[end - 1]], "right"))
        yield np.sort(order[start:end]).astype(np.int64)
        start = end


def _pairs(
    owners: Numbers, rest: npt.NDArray[np.uint8], firsts: Numbers, fresh: npt.NDArray[np.bool_], count: int
) -> tuple[Numbers, Numbers]:
    """Pairs of texts whose lower ones have hashes at some places, as one number each, and the hashes in common."""
    found: list[Numbers] = [np.empty(0, np.int64)]
    for distance in range(1, _WIDESPREAD):
        firsts = firsts[distance < rest[firsts]]
        if not len(firsts):
            break
        low, high = owners[firsts], owners[firsts + distance]
        chosen = fresh[low] | fresh[high]
        found.append(low[chosen] * np.int64(count) + high[chosen])
    return np.unique(np.concatenate(found), return_counts=True)


def _likely(sketches: "_Sketches", low: Numbers, high: Numbers, shared: Numbers) -> tuple[Numbers, Numbers]:
    """Of pairs with hashes in common, those with enough of what can be compared."""
    likely = shared >= _SHARE * sketches.comparable(low, high)
    return low[likely], high[likely]


def _in_several(owners: Numbers, hashes: Hashes) -> tuple[Numbers, Hashes]:
    """Return the hashes that several texts have, sorted, with their texts."""
    order = np.argsort(hashes, kind="stable")
    owners, hashes = owners[order], hashes[order]
    same = hashes[1:] == hashes[:-1]
    several = np.concatenate((same, np.zeros(1, np.bool_))) | np.concatenate((np.zeros(1, np.bool_), same))
    return (owners[several], hashes[several]) if len(hashes) else (owners, hashes)


class _Sketches:
    """Tells how much of two sketches can be compared."""

    def __init__(self, table: SketchTable) -> None:
        """Take the sketches of all texts."""
        self._starts = table.starts
        self._limits = np.where(
            table.sizes > np.diff(table.starts), table.hashes[np.maximum(table.starts[1:] - 1, 0)], np.uint32(2**32 - 1)
        ).astype(np.uint64) if len(table.hashes) else np.zeros(len(table.sizes), np.uint64)  # fmt: skip
        owners = np.repeat(np.arange(len(table.sizes), dtype=np.uint64), np.diff(table.starts))
        self._keyed = (owners << np.uint64(32)) | table.hashes  # ascending: by text, then by hash

    def comparable(self, low: Numbers, high: Numbers) -> Numbers:
        """Return for each pair how many hashes of the smaller sketch are below both limits."""
        limit = np.minimum(self._limits[low], self._limits[high])
        return np.minimum(self._below(low, limit), self._below(high, limit))

    def _below(self, texts: Numbers, limit: npt.NDArray[np.uint64]) -> Numbers:
        ends = np.searchsorted(self._keyed, (texts.astype(np.uint64) << np.uint64(32)) | limit, side="right")
        return ends - self._starts[texts]
