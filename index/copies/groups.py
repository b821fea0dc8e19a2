"""Groups of texts that are one story: copies and versions, each in one group at most.

A text may be a copy of two that have nothing in common: a round-up that prints both. Groups are therefore joined, the
most alike first, only where most of the texts in them are copies of each other.
"""

from array import array
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .numbered_articles import Numbers, either

_LOOKED_AT = 4
"""Texts of each group that are compared before two groups are joined."""
_TOGETHER = 4096
"""Pairs that are looked at between two checks."""
_HALF = 32


class Groups(NamedTuple):
    """Groups of numbered texts, one after the other."""

    members: Numbers
    """The texts of all groups, ascending in each; the groups are in order of their first texts."""
    ends: Numbers
    """Where each group ends in `members`."""


def joined(
    low: Numbers,
    high: Numbers,
    resemblance: npt.NDArray[np.float64],
    texts: int,
    check: Callable[[], None] = lambda: None,
) -> Numbers:
    """Join texts into groups; return for each text a number that only the texts of its group have.

    Args:
        low: The lower number of each pair of texts that are copies.
        high: The other one.
        resemblance: How much the two resemble each other, 0 to 1.
        texts: One more than the greatest number of a text.
        check: Called now and then; may raise to stop.
    """
    order = np.lexsort((high, low, -resemblance))
    paired = either(low, high, texts)
    low, high = np.searchsorted(paired, low[order]), np.searchsorted(paired, high[order])
    del order
    groups = _Joined(len(paired), low, high)
    for start in range(0, len(low), _TOGETHER):
        check()
        some = slice(start, start + _TOGETHER)
        for one, other in zip(low[some].tolist(), high[some].tolist(), strict=True):
            groups.join(one, other)
    group_of = np.arange(texts, dtype=np.uint32)
    group_of[paired] = paired[np.asarray(groups.group_of)]
    return group_of


class _Joined:
    """Groups that are being joined, as chains of texts in arrays: as lists, a million would take 200 MB."""

    def __init__(self, texts: int, low: Numbers, high: Numbers) -> None:
        """Begin with a group of each text, which has the text's number; `low` and `high` are all pairs of copies."""
        self.group_of = array("i", range(texts))
        self._size = array("i", (1,)) * texts
        """By number of group, as `_last`."""
        self._next = array("i", (-1,)) * texts
        """The text behind each in its group; -1 for the last. The first of a group has its number."""
        self._last = array("i", range(texts))
        self._linked = np.sort(low << _HALF | high)

    def join(self, one: int, other: int) -> None:
        """Join the groups of two copies, unless most of the texts in them are none of each other."""
        few, many = self.group_of[one], self.group_of[other]
        sizes = self._size
        if few == many or (sizes[few] + sizes[many] > 2 and not self._mostly_linked(few, many)):
            return
        if sizes[few] > sizes[many]:
            few, many = many, few
        text = few
        while text >= 0:
            self.group_of[text] = many
            text = self._next[text]
        self._next[self._last[many]] = few
        self._last[many] = self._last[few]
        sizes[many] += sizes[few]

    def _mostly_linked(self, one: int, other: int) -> bool:
        """Return whether most of the first texts of two groups, the most alike, are copies of each other."""
        linked = self._linked
        across = [min(a, b) << _HALF | max(a, b) for a in self._first(one) for b in self._first(other)]
        at = np.minimum(np.searchsorted(linked, across), len(linked) - 1)
        return 2 * int(np.count_nonzero(linked[at] == across)) > len(across)

    def _first(self, group: int) -> list[int]:
        """Return the first texts of a group."""
        found = [group]
        while len(found) < _LOOKED_AT and (behind := self._next[found[-1]]) >= 0:
            found.append(behind)
        return found


def grouped(labels: npt.NDArray[np.integer[Any]]) -> Groups:
    """Return the texts that have their label in common with another, by label."""
    order = np.argsort(labels, kind="stable").astype(np.uint32)
    ordered = labels[order]
    same = ordered[1:] == ordered[:-1]
    several = np.zeros(len(order), np.bool_)
    several[:-1] |= same
    several[1:] |= same
    order, ordered = order[several], ordered[several]  # of millions of texts, few are in a group
    begins = np.ones(len(ordered), np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=len(ordered))
    by_first = np.argsort(order[starts], kind="stable")
    starts, lengths = starts[by_first], lengths[by_first]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return Groups(order[np.repeat(starts - (ends - lengths), lengths) + np.arange(total)], ends)
