"""What is verified of pairs that may be copies: each text is fetched once, and quick checks leave nothing out."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.copies import array_file
from newsexplore.index.copies.quote_alignment import are_variants, may_be_variants, shared_words
from newsexplore.index.copies.run_set import RunSet
from newsexplore.index.copies.sketch import hash_words
from newsexplore.index.copies.sketch_table import Numbers
from newsexplore.index.copies.verification import marks_of, verify
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

    def articles(self, numbers: Numbers) -> Iterator[tuple[int, Article]]:
        self.read.update(numbers.tolist())
        return ((number, article(number)) for number in numbers.tolist() if number not in self.gone)


def verified(pairs: list[tuple[int, int]], source: Articles, folder: Path) -> list[tuple[int, int]]:
    low, high = np.array(pairs).T
    days = np.zeros(high.max() + 1, np.int64)
    found = verify(low, high, days, source, folder, lambda: None)
    return list(zip(found.low.tolist(), found.high.tolist(), strict=True))


@pytest.mark.parametrize("in_memory", [100, 1 << 20])
def test_each_text_is_read_twice_in_a_large_web_of_pairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: int
):
    monkeypatch.setattr(array_file, "_IN_MEMORY", in_memory)
    pairs = [(low, MANY + low) for low in range(MANY)] + [(low, MANY + (low + 1) % MANY) for low in range(MANY)]
    source = Articles()
    assert verified(pairs, source, tmp_path) == pairs
    assert set(source.read.values()) == {2}
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_is_gone_is_left_out(tmp_path: Path):
    assert verified([(0, 1), (0, 2), (1, 2)], Articles(gone=(1,)), tmp_path) == [(0, 2)]


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=40), max_size=6))
def test_a_set_of_runs_is_a_set_whatever_was_in_it_before(texts: list[list[int]]):
    held = RunSet()
    # Numbers that differ in their highest bits alone claim one slot.
    arrays = [np.array([*text, *(one ^ 1 << 31 for one in text[::3])], np.uint32) for text in texts]
    for runs in arrays:
        held.fill(runs)
        for other in (*arrays, ~runs):
            assert held.holds(other).tolist() == np.isin(other, runs).tolist()


@given(*2 * [st.lists(st.sampled_from("abcdefghij"), max_size=40)])
def test_no_variant_is_left_out_by_the_quick_check(first: list[str], second: list[str]):
    assert may_be_variants(first, second) or not are_variants(shared_words(first, second))


def test_the_quick_check_leaves_out_quotes_with_few_words_in_common():
    assert not may_be_variants(
        "the dam is safe and will hold".split(), "nobody will leave the lower town today".split()
    )


def hashed(words: set[str]) -> list[int]:
    return sorted(int(one) for one in hash_words(sorted(words)).astype(np.uint32))


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
