"""Groups of texts that are one story: copies and versions, each in one group at most.

A text may be a copy of two that have nothing in common: a round-up that prints both. Groups are therefore joined, the
most alike first, only where most of the texts in them are copies of each other.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .numbered_articles import Numbers

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
    linked = np.sort(low << _HALF | high)
    order = np.lexsort((high, low, -resemblance))
    group_of = np.arange(texts)
    groups: dict[int, list[int]] = {}
    """Those of two or more texts, by number."""
    for start in range(0, len(order), _TOGETHER):
        check()
        some = order[start : start + _TOGETHER]
        for one, other in zip(low[some].tolist(), high[some].tolist(), strict=True):
            first, second = int(group_of[one]), int(group_of[other])
            if first == second:
                continue
            few, many = groups.get(first, [first]), groups.get(second, [second])
            if (len(few) > 1 or len(many) > 1) and not _mostly_linked(few, many, linked):
                continue
            if len(few) > len(many):
                few, many, second = many, few, first
            many += few
            groups[second] = many
            group_of[few] = second
    return group_of


def _mostly_linked(one: list[int], other: list[int], linked: Numbers) -> bool:
    """Return whether most of the first texts of two groups, the most alike, are copies of each other."""
    across = [min(a, b) << _HALF | max(a, b) for a in one[:_LOOKED_AT] for b in other[:_LOOKED_AT]]
    at = np.minimum(np.searchsorted(linked, across), len(linked) - 1)
    return 2 * int(np.count_nonzero(linked[at] == across)) > len(across)


def grouped(labels: npt.NDArray[np.integer[Any]]) -> Groups:
    """Return the texts that have their label in common with another, by label."""
    order = np.argsort(labels, kind="stable")
    edges = np.flatnonzero(np.diff(labels[order], prepend=-1, append=-1))
    lengths = np.diff(edges)
    several = lengths > 1
    starts, lengths = edges[:-1][several], lengths[several]
    by_first = np.argsort(order[starts], kind="stable")
    starts, lengths = starts[by_first], lengths[by_first]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return Groups(order[np.repeat(starts - (ends - lengths), lengths) + np.arange(total)], ends)
