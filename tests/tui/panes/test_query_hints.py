"""Messages on what each word of a query finds."""

import pytest

from newsexplore.index.protocol.answers import ClauseCount, Explanation
from newsexplore.tui.panes.query_hints import did_you_mean, hits_per_word, why_nothing


def test_every_condition_has_its_number() -> None:
    found = Explanation(9, (ClauseCount("kaldar", 4100), ClauseCount('"the gate"', 12)))
    assert hits_per_word(found) == 'kaldar 4,100 · "the gate" 12'
    assert hits_per_word(Explanation(9)) == ""


@pytest.mark.parametrize(
    ("clauses", "told"),
    [
        ((ClauseCount("xyzzy", 0),), "No article has “xyzzy”."),
        ((ClauseCount("dam", 4), ClauseCount("xyzzy", 0, 4)), "No article has “xyzzy”. Without it: 4."),
        ((ClauseCount("xyz", 0), ClauseCount('"a b"', 0)), 'No article has “xyz” or "a b".'),
        (
            (ClauseCount("dam", 40, 2), ClauseCount("gate", 12, 30), ClauseCount("of", 90)),
            "No article matches all of it; 30 without “gate”, 2 without “dam”.",
        ),
        (
            (ClauseCount("a", 1), ClauseCount("b", 1), ClauseCount("c", 1)),
            "No article matches all of it, nor all but one word.",
        ),
    ],
)
def test_the_word_that_excludes_all_hits_is_named(clauses: tuple[ClauseCount, ...], told: str) -> None:
    assert why_nothing(Explanation(0, clauses), quotes=False) == told


def test_quotes_are_called_quotes() -> None:
    assert why_nothing(Explanation(0, (ClauseCount("x", 0),)), quotes=True) == "No quote has “x”."


def test_a_suggestion_comes_with_its_count() -> None:
    assert did_you_mean(Explanation(0, (), "minister dam", 1041)) == "Did you mean “minister dam” (1,041)?"
    assert did_you_mean(Explanation(0)) == ""


def test_typed_text_is_shown_on_one_line_without_escapes() -> None:
    told = why_nothing(Explanation(0, (ClauseCount("a\x1b]52\n" + "b" * 90, 0),)), quotes=False)
    assert "\x1b" not in told and "\n" not in told and len(told) < 70
