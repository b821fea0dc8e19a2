"""Groups of texts that are one story: copies and versions, each in one group at most.

A text may be a copy of two that have nothing in common: a round-up that prints both. Groups are therefore joined, the
most alike first, only where most of the texts in them are copies of each other.
"""

from collections.abc import Iterable
from typing import NamedTuple

_LOOKED_AT = 4
"""Texts of each group that are compared before two groups are joined."""


class Likeness(NamedTuple):
    """Two texts that are copies, by number, and how much they resemble each other, 0 to 1."""

    low: int
    high: int
    resemblance: float


def group(pairs: Iterable[Likeness]) -> list[list[int]]:
    """Return groups of two or more texts, each ascending, in order of their first text."""
    ordered = sorted(pairs, key=lambda pair: (-pair.resemblance, pair.low, pair.high))
    linked = {(pair.low, pair.high) for pair in ordered}
    groups: dict[int, list[int]] = {}
    """By number of each text: the group that it is in."""
    for low, high, _ in ordered:
        one, other = groups.get(low, [low]), groups.get(high, [high])
        if one is other or not _mostly_linked(one, other, linked):
            continue
        few, many = sorted((one, other), key=len)
        many += few
        for number in (low, high, *few):
            groups[number] = many
    unique = {id(members): sorted(members) for members in groups.values()}
    return sorted(unique.values())


def _mostly_linked(one: list[int], other: list[int], linked: set[tuple[int, int]]) -> bool:
    """Return whether most of the first texts of two groups, the most alike, are copies of each other."""
    across = [(min(a, b), max(a, b)) for a in one[:_LOOKED_AT] for b in other[:_LOOKED_AT]]
    return 2 * sum(pair in linked for pair in across) > len(across)


def by_component(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort pairs so that those which are connected, directly or through others, stand together."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while (above := parent.setdefault(number, number)) != number:
            parent[number] = parent[above]
            number = above
        return number

    ordered = sorted(pairs)
    for low, high in ordered:
        one, other = sorted((root(low), root(high)))
        parent[other] = one
    return sorted(ordered, key=lambda pair: (root(pair[0]), pair))
