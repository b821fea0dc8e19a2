"""How two quotes of the same words differ: word by word."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

LEAST_WORDS = 5
"""Words in common, at least: fewer are a turn of phrase."""
LEAST_SHARE = 0.6
"""Share of the shorter quote's words that the other has, in the same order."""


class Shared(NamedTuple):
    """Words that two quotes have in common, in the same order."""

    words: int
    of_shorter: float
    of_longer: float


def shared_words(first: Sequence[str], second: Sequence[str]) -> Shared:
    """Count the words that two quotes have in common, in the same order, in runs of two or more."""
    few, many = sorted((len(first), len(second)))
    if few > 1 and _whole(first, second):
        return Shared(few, 1.0, few / many)
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    number = sum(block.size for block in blocks if block.size > 1)
    return Shared(number, number / few if few else 0.0, number / many if many else 0.0)


def _whole(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether all words of one stand in the other in a row, as of most variants: a fifth of the time."""
    one, other = f" {' '.join(first)} ", f" {' '.join(second)} "
    return one in other or other in one


def may_be_variants(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether two quotes have enough words in common, in any order: a twentieth of the time of aligning them."""
    few, many = sorted((first, second), key=len)
    return sum(map(set(many).__contains__, few)) >= max(LEAST_WORDS, LEAST_SHARE * len(few))


def are_variants(found: Shared) -> bool:
    """Return whether two quotes are the same words, shortened or reworded."""
    return found.words >= LEAST_WORDS and found.of_shorter >= LEAST_SHARE
