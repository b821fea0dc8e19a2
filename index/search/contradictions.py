"""Quotes of one article that may contradict each other: one denies, the other affirms, and they share rare words."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from ..model import Quote, Record
from ..query.analysis import words

_SHARED = 2
"""Rare words that two quotes have in common at least."""

IsRare = Callable[[str], bool]


class Pair(NamedTuple):
    """Two quotes of an article by their numbers."""

    said: int
    """By the speaker in question."""
    other: int
    shared: tuple[str, ...]


def contradictions(record: Record, by: Sequence[int], is_rare: IsRare) -> list[Pair]:
    """Return pairs of quotes of which exactly one is denied and that share rare words, most shared words first.

    It is a pointer for a reader, not a finding: both may speak of different things in the same words.

    Args:
        record: An article.
        by: The numbers of the quotes by the speaker in question; those by anybody else with a name are the others.
        is_rare: Whether few quotes of the index have a word.
    """
    quotes, mine = record.annotations.quotes, frozenset(by)
    others = [number for number, quote in enumerate(quotes) if number not in mine and _is_named(quote)]
    found: list[Pair] = []
    for stance, opposite in (("affirmed", "denied"), ("denied", "affirmed")):
        own = [number for number in by if quotes[number].stance == stance]
        theirs = [number for number in others if quotes[number].stance == opposite]
        if not own or not theirs:
            continue  # as in most articles: their words are not looked at
        rare = {number: _rare_words(quotes[number], is_rare) for number in (*own, *theirs)}
        for number, other in product(own, theirs):
            shared = rare[number] & rare[other]
            if len(shared) >= _SHARED:
                found.append(Pair(number, other, tuple(sorted(shared))))
    return sorted(found, key=lambda pair: (-len(pair.shared), pair.said, pair.other))


def _is_named(quote: Quote) -> bool:
    return quote.speaker is not None and bool(quote.speaker.resolved)


def _rare_words(quote: Quote, is_rare: IsRare) -> frozenset[str]:
    return frozenset(word for word in words(quote.text) if len(word) > 2 and is_rare(word))
