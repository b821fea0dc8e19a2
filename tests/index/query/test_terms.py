"""Semantics of fuzzy words, wildcards and near words, against slower reference implementations."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.query.terms import accepts, near, within
from newsexplore.index.query.tree import Wildcard


def _alignment(first: str, second: str) -> int:
    """Optimal string alignment, the whole table."""
    table = [[max(i, j) if not i * j else 0 for j in range(len(second) + 1)] for i in range(len(first) + 1)]
    for i, j in product(range(1, len(first) + 1), range(1, len(second) + 1)):
        cost = first[i - 1] != second[j - 1]
        table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
        if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
            table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


SHORT = st.text("abc", max_size=7)


@given(SHORT, SHORT, st.integers(1, 2))
def test_within_is_optimal_string_alignment(first: str, second: str, distance: int) -> None:
    assert within(first, second, distance) == (_alignment(first, second) <= distance)


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), st.integers(0, 3), st.text("abcd", max_size=10))
def test_near_finds_every_participating_position(words: list[str], slop: int, text: str) -> None:
    places = {letter: [place for place, one in enumerate(text) if one == letter] for letter in set(text)}
    expected = {
        place
        for combination in product(*(places.get(word, []) for word in words))
        if len(set(combination)) == len(words) and max(combination) - min(combination) <= len(words) - 1 + slop
        for place in combination
    }
    assert near(words, slop, places) == sorted(expected)


def test_a_wildcard_matches_whole_words() -> None:
    accepted = accepts(Wildcard("", "c?t*"))
    assert [word for word in ("cat", "cut", "cats", "ct", "acat", "coat") if accepted(word)] == ["cat", "cut", "cats"]


def test_many_stars_on_a_long_word_take_no_time() -> None:
    assert not accepts(Wildcard("", "a*" * 30 + "b"))("a" * 20_000)
