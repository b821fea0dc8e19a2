"""What is verified of pairs that may be copies: each text is fetched once, and quick checks leave nothing out."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.copies import verification
from newsexplore.index.copies.quote_alignment import are_variants, may_be_variants, shared_words
from newsexplore.index.copies.sketch import hash_words
from newsexplore.index.copies.verification import body_words, marks_of, verify
from newsexplore.index.model import Article

MANY = 4500
TEXT = "The gates of the dam above the town were opened again on Tuesday after a month of repairs, they said"


def article(number: int) -> Article:
    return Article(id=str(number), title="", text=TEXT, body=0, locator="", digest="")


class Articles:
    """Articles by number, all with one text, some of them gone."""

    def __init__(self, gone: tuple[int, ...] = ()) -> None:
        self.gone = gone
        self.read: Counter[int] = Counter()
        self.fetched: Counter[int] = Counter()

    def size(self, number: int) -> int:
        return 20 + 0 * number

    def bodies(self, numbers: Sequence[int]) -> Iterator[tuple[int, npt.NDArray[np.uint64]]]:
        self.read.update(numbers)
        return ((number, body_words(article(number))) for number in numbers if number not in self.gone)

    def articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
        self.fetched.update(numbers)
        return ((number, article(number)) for number in numbers if number not in self.gone)


def test_each_text_is_read_once_in_a_large_web_of_pairs():
    pairs = [(low, MANY + low) for low in range(MANY)] + [(low, MANY + (low + 1) % MANY) for low in range(MANY)]
    source = Articles()
    found = [(low, high) for low, high, _ in verify(pairs, source, lambda: None)]
    assert found == pairs
    assert set(source.read.values()) == set(source.fetched.values()) == {1}


def test_texts_that_do_not_fit_in_memory_are_read_in_shares(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verification, "_WORDS", 200)
    pairs = [(low, low + 1) for low in range(100)]
    source = Articles()
    assert [(low, high) for low, high, _ in verify(pairs, source, lambda: None)] == pairs
    assert source.read.total() == 110 and set(source.fetched.values()) == {1}


def test_a_text_that_is_gone_is_left_out():
    pairs = [(0, 1), (0, 2), (1, 2)]
    found = verify(pairs, Articles(gone=(1,)), lambda: None)
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
    text = Article(id="1", title="Nobody in 1999", text=body, body=0, locator="", digest="")
    marks = marks_of(text, is_short=False)
    assert marks_of(text, is_short=True).figures.tolist() == hashed({"1,000.5", "m2", "2025", "1999"})
    names, others = {"tuesday", "vorrin", "lind", "act", "iphone"}, {"dam", "the"}
    assert marks.names.tolist() == hashed(names)
    assert marks.capitals.tolist() == hashed(names | others | ({"élan"} if more else set()))
    assert marks.figures.tolist() == hashed({"1,000.5", "m2", "2025"})
