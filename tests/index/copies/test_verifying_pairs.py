"""What is verified of pairs that may be copies: each text is fetched once, and quick checks leave nothing out."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.copies.quote_alignment import are_variants, may_be_variants, shared_words
from newsexplore.index.copies.sketch import hash_words
from newsexplore.index.copies.verification import Wording, verify
from newsexplore.index.model import Article

MANY = 4500
TEXT = "The gates of the dam above the town were opened again on Tuesday after a month of repairs, they said"


def article(number: int) -> Article:
    return Article(id=str(number), title="", text=TEXT, body=0, locator="", digest="")


def test_each_text_is_fetched_once_in_a_large_web_of_pairs():
    pairs = [(low, MANY + low) for low in range(MANY)] + [(low, MANY + (low + 1) % MANY) for low in range(MANY)]
    fetched: Counter[int] = Counter()

    def fetch(numbers: list[int]) -> Iterator[tuple[int, Article]]:
        fetched.update(numbers)
        return ((number, article(number)) for number in numbers)

    found = [(low, high) for low, high, _ in verify(pairs, fetch, lambda: None)]
    assert found == pairs
    assert set(fetched.values()) == {1}


def test_a_text_that_is_gone_is_left_out():
    pairs = [(0, 1), (0, 2), (1, 2)]
    found = verify(pairs, lambda numbers: ((n, article(n)) for n in numbers if n != 1), lambda: None)
    assert [(low, high) for low, high, _ in found] == [(0, 2)]


@given(*2 * [st.lists(st.sampled_from("abcdefghij"), max_size=40)])
def test_no_variant_is_left_out_by_the_quick_check(first: list[str], second: list[str]):
    assert may_be_variants(first, second) or not are_variants(shared_words(first, second))


def test_the_quick_check_leaves_out_quotes_with_few_words_in_common():
    assert not may_be_variants(
        "the dam is safe and will hold".split(), "nobody will leave the lower town today".split()
    )


def hashed(words: set[str]) -> list[int]:
    return sorted(int(one) for one in hash_words(sorted(words), len(words)).astype(np.uint32))


@pytest.mark.parametrize("more", ["", " Élan élan"])
def test_names_are_words_that_are_only_written_with_a_capital(more: str):
    body = f"{TEXT}. Dam and The Vorrin-Lind_Act of 1,000.5 m2 in 2025; iPhone, IPHONE{more}. {TEXT}"
    marks = Wording(Article(id="1", title="Nobody", text=body, body=0, locator="", digest="")).marks
    names, others = {"tuesday", "vorrin", "lind", "act", "iphone"}, {"dam", "the"}
    assert marks.names.tolist() == hashed(names)
    assert marks.capitals.tolist() == hashed(names | others | ({"élan"} if more else set()))
    assert marks.figures.tolist() == hashed({"1,000.5", "m2", "2025"})
