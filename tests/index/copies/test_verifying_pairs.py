"""The texts of many pairs: each is fetched once, whatever the order of the pairs."""

from collections import Counter
from collections.abc import Iterator

from newsexplore.index.copies.verification import verify
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
