"""Concordance lines and their orders."""

import pytest

from newsexplore.index.model import Annotations, Article
from newsexplore.index.query.kwic import ConcordanceLine, KwicSortError, concordance, sort_key
from newsexplore.index.query.matches import find_matches
from newsexplore.index.query.parse import parse

TITLE = "On the tax"
BODY = "A new tax\nworries many.  The old tax, never loved, goes."
ARTICLE = Article("a", TITLE, f"{TITLE}\n\n{BODY}", len(TITLE) + 2, "", "")


def _lines(width: int) -> list[ConcordanceLine]:
    return concordance(ARTICLE, find_matches(parse("tax").tree, ARTICLE, Annotations()), width)


def test_every_match_is_a_line_whose_context_stays_in_headline_or_body() -> None:
    assert _lines(30) == [
        ConcordanceLine("On the", "tax", "", "a", 7),
        ConcordanceLine("A new", "tax", "worries many. The old tax, nev", "a", 18),
        ConcordanceLine("new tax worries many. The old", "tax", ", never loved, goes.", "a", 45, True, False),
    ]


def test_a_line_tells_where_the_text_has_white_space_around_the_match() -> None:
    text = 'The tax "relief" is a "tax" (tax) they call tax "cuts"; 新税法'
    article = Article("a", "", text, 0, "", "")
    lines = concordance(article, find_matches(parse("tax OR 税").tree, article, Annotations()), 40)
    assert [(line.left[-1], line.space_before, line.space_after, line.right[0]) for line in lines] == [
        ("e", True, True, '"'),
        ('"', False, False, '"'),
        ("(", False, False, ")"),
        ("l", True, True, '"'),
        ("新", False, False, "法"),
    ]


def test_contexts_fit_the_width() -> None:
    assert [(line.left, line.right) for line in _lines(7)] == [
        ("On the", ""),
        ("A new", "worries"),
        ("The old", ", never"),
    ]
    assert [(line.left, line.right) for line in _lines(0)] == [("", "")] * 3


def test_sorted_to_the_right_the_next_word_decides() -> None:
    assert [line.right[:7] for line in sorted(_lines(30), key=sort_key("right"))] == ["", ", never", "worries"]


def test_sorted_to_the_left_the_word_before_decides() -> None:
    assert [line.left[-3:] for line in sorted(_lines(30), key=sort_key("left"))] == ["new", "old", "the"]


def test_sorted_by_positions_the_words_there_decide() -> None:
    before = ["On the", "A new", "new tax worries many. The old"]
    for order, places in (("1L", [1, 2, 0]), ("2L", [1, 0, 2]), ("2l 1R", [1, 0, 2]), ("3L,1R", [0, 1, 2])):
        assert [line.left for line in sorted(_lines(30), key=sort_key(order))] == [before[i] for i in places]


@pytest.mark.parametrize("order", ["L1", "1X", "0L", "", ",", "1L,,x"])
def test_an_unreadable_order_is_refused(order: str) -> None:
    with pytest.raises(KwicSortError):
        sort_key(order)
