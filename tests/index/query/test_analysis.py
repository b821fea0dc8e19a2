"""Words of a text: the fast tokeniser agrees with the one with offsets."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsexplore.index.query.analysis import fold, located, occurrences, tokens, value, words

PIECES = (*"aZéÉßİ19.,'’sS&_-水กี٣ſ", "\u212a")
MARKS = ("“", "”", "‘", "–", "…", "€", "\u00a0", "\u0301", " ", "\n", "½", "²", "ﬁ")


@given(st.text(st.sampled_from(PIECES + MARKS), max_size=12))
@example("The U.S. minister’s 1,000.5 “o’brien’s” at&t...")
@example("a.b.c3 x.y'z 1.2.3a")
def test_words_agree_with_tokens(text: str):
    assert words(text) == tuple(word for word, _, _ in tokens(text))


@given(st.text(st.sampled_from(PIECES + MARKS), max_size=12), st.integers(0, 4))
@example("The U.S. minister’s 1,000.5 “o’brien’s” at&t...", 4)
@example("KELVIN\u212aS’S", 0)
@example("1111S'11", 4)
def test_located_words_agree_with_tokens(text: str, start: int):
    found = located(text, start, max(start, len(text) - 1))
    assert list(zip(*found, strict=True)) == list(tokens(text, start, max(start, len(text) - 1)))


@given(st.text(st.sampled_from(PIECES + MARKS), max_size=16), st.integers(0, 3), st.integers(0, 3))
@example("the minister’s a.b at's a.b.c a", 0, 2)
def test_occurrences_agree_with_tokens(text: str, start: int, number: int):
    here = [(word, low, high) for word, low, high in tokens(text, start)]
    wanted = {word for word, _, _ in here[number : number + 2]} | {"a"}
    heads = {word[:2] for word in wanted if len(word) > 2}
    found = {(low, high) for word, low, high in here if word in wanted or word.startswith(tuple(heads))}
    assert set(occurrences(text, wanted, heads, start)) == found


@given(st.text(max_size=30))
@example("o`brien")
def test_any_text_has_words_at_its_offsets(text: str):
    assert words(text) == tuple(fold(text[start:end]) for _, start, end in tokens(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Élysée’s  PRIZE!", "elysee prize"),
        ("the U.S. and d.c.", "the u.s and d.c"),
        ("1,000.5 barrels, 3.", "1,000.5 barrels 3"),
        ("AT&T’s o'Brien", "at&t o'brien"),
        ("...", ""),
    ],
)
def test_a_value_is_its_folded_words(text: str, found: str):
    assert value(text) == found
