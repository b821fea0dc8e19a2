"""The worst queries known end, within their time budget and whenever they are cancelled."""

import random
import threading
from collections.abc import Iterator

import pytest

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, SearchCancelledError, SearchTimeoutError
from newsexplore.index.query.parse import MAX_CLAUSES, MAX_LENGTH, parse

from .conftest import write
from .records import record

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PAIRS = tuple(one + other for one in LETTERS for other in LETTERS)
SINGLE = {
    "a lone star": "*",
    "leading wildcards": "*a*e*",
    "wildcards only": "????????",
    "2,000 wildcards in a word": "*a" * 2000,
    "fuzzy on a long word": "a" * 5000 + "~2",
    "2,000 nested parentheses": "(" * 2000 + "dam" + ")" * 2000,
    "2,000 nested negations": "-(" * 2000 + "dam" + ")" * 2000,
    "500 nested scopes": "in:(" * 500 + "dam" + ")" * 500,
    "1 MB of a word": "a" * 1_000_000,
    "1 MB of wildcards": "*a" * 500_000,
    "1 MB of words": "dam " * 250_000,
    "a phrase of 4,000 words": '"' + "dam water " * 2000 + '"',
    "far words near each other": '"dam water price"~1000000',
}
MANY = {
    "10,000 alternatives": " OR ".join(f"w{number}" for number in range(10_000)),
    "10,000 words": " ".join(f"w{number}" for number in range(10_000)),
    "10,000 exclusions": "dam " + " ".join(f"-w{number}" for number in range(10_000)),
    "676 leading wildcards": " OR ".join(f"*{pair}*" for pair in PAIRS),
    "676 prefixes": " OR ".join(f"{pair}*" for pair in PAIRS),
    "676 fuzzy words": " OR ".join(f"{pair}e~2" for pair in PAIRS),
    "1,000 phrases of near words": " OR ".join(f'"dam water w{number}"~50' for number in range(1000)),
}


@pytest.fixture(scope="module")
def random_words(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return an index of 60 articles with some 12,000 different words."""
    engine = open_engine(engine_name, tmp_path_factory.mktemp("worst") / "index", create=True)
    dice = random.Random(5)
    words = ["".join(dice.choices(LETTERS, k=dice.randrange(2, 9))) for _ in range(12_000)]
    texts = (" ".join(["dam water", *words[number * 200 : (number + 1) * 200]]) for number in range(60))
    write(engine, [record(f"a{number}", "harbour", text) for number, text in enumerate(texts)])
    yield engine
    engine.close()


def search(engine: Engine, query: str, checks: int) -> int:
    """Search, cancelled at the check of this number; return how many checks there were."""
    made = 0

    def cancelled() -> bool:
        nonlocal made
        made += 1
        return made >= checks

    engine.search(parse(query).tree, sort="relevance", offset=0, limit=20, cancelled=cancelled)
    return made


@pytest.mark.parametrize("query", SINGLE.values(), ids=SINGLE)
def test_the_worst_queries_of_a_few_leaves_end(random_words: Engine, query: str) -> None:
    assert search(random_words, query, MAX_LENGTH) < MAX_LENGTH


@pytest.mark.parametrize("query", MANY.values(), ids=MANY)
def test_a_search_of_many_leaves_is_cancelled_between_them(random_words: Engine, query: str) -> None:
    if random_words.is_remote:
        pytest.skip("a cluster is asked for all of them at once, and looked at every 10 ms while it answers")
    with pytest.raises(SearchCancelledError):
        search(random_words, query, min(60, MAX_CLAUSES))


class TestCallsThatCannotBeInterrupted:
    def test_a_call_is_given_up_when_its_check_raises(self) -> None:
        native_calls = pytest.importorskip("newsexplore.index.engines.tantivy.native_calls")
        end = threading.Event()
        checks = iter(range(3))

        def check() -> None:
            if next(checks) == 2:
                raise SearchTimeoutError

        with pytest.raises(SearchTimeoutError):
            native_calls.run(end.wait, check)
        assert native_calls.run(lambda: "the next", lambda: None) == "the next"
        end.set()

    def test_no_third_call_begins_beside_two_that_were_given_up(self) -> None:
        native_calls = pytest.importorskip("newsexplore.index.engines.tantivy.native_calls")
        end = threading.Event()
        begun: list[int] = []

        def give_up(number: int) -> None:
            checks = iter(range(3))

            def check() -> None:
                if next(checks) == 2:
                    raise SearchCancelledError

            with pytest.raises(SearchCancelledError):
                native_calls.run(lambda: (begun.append(number), end.wait()), check)

        for number in range(3):
            give_up(number)
        assert begun == [0, 1]
        end.set()
        assert native_calls.run(lambda: "the next", lambda: None) == "the next"

    def test_what_a_call_raises_is_raised_where_it_was_wanted(self) -> None:
        native_calls = pytest.importorskip("newsexplore.index.engines.tantivy.native_calls")
        with pytest.raises(ZeroDivisionError):
            native_calls.run(lambda: 1 // 0, lambda: None)
