"""Conditions put into the text of a query and taken out of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.query.compose import terms, with_filter, without_filter
from newsexplore.index.query.parse import parse
from newsexplore.index.query.tree import And, Everything, Exact, Node, Not

from .test_parse import WILD

NAME = "Port Authority"
CONDITION = Exact("org", "port authority")


def _tree(query: str) -> Node:
    return parse(query, today=date(2000, 1, 1)).tree


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 'org:"Port Authority"'),
        ("tax ", 'tax org:"Port Authority"'),
        ("a OR b", '(a OR b) org:"Port Authority"'),
        ("a OR (b", '(a OR (b)) org:"Port Authority"'),
        ("a) OR b", '(a  OR b) org:"Port Authority"'),
        ('title:)"a', '(title: "a ") org:"Port Authority"'),
        ("NOT)", '(NOT) org:"Port Authority"'),
        ('tax org:"port authority"', 'tax org:"port authority"'),
        ('-org:"port authority" tax', 'tax org:"Port Authority"'),
    ],
)
def test_a_filter_is_added_once_and_to_the_whole_query(query: str, expected: str) -> None:
    assert with_filter(query, "org", NAME) == expected


def test_an_excluded_value_replaces_the_same_value_asked_for() -> None:
    assert with_filter('tax org:"Port Authority"', "org", NAME, exclude=True) == 'tax -org:"Port Authority"'


def test_quotation_marks_and_backslashes_in_a_value_are_escaped() -> None:
    query = with_filter("tax", "org", 'The "Big\\ “Port”')
    assert _tree(query) == And((_tree("tax"), Exact("org", "the big port")))


@pytest.mark.parametrize("value", ["2017-11", "last week", "[2017-11-01 TO 2017-11-30]", "none"])
def test_dates_are_filters_too(value: str) -> None:
    query = with_filter("tax", "date", value)
    assert parse(query).notes == ()
    assert without_filter(query, "date", value) == "tax"


def test_a_value_without_a_word_changes_nothing() -> None:
    assert with_filter("tax", "org", "!!!") == "tax"
    assert without_filter("tax -*", "org", "!!!") == "tax -*"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tax", "tax"),
        ('org:"Port Authority"', ""),
        ('a AND org:"port  authority" AND b', "a AND b"),
        ('org:"Port Authority" AND a', "a"),
        ('a -org:"Port Authority"', "a"),
        ('a NOT org:"Port Authority" b', "a b"),
        ('(a OR b) org:"Port Authority"', "a OR b"),
        ('org:"Port Authority" AND org:"Port Authority" AND a', "a"),
        ('a OR org:"Port Authority"', 'a OR org:"Port Authority"'),
    ],
)
def test_a_filter_is_taken_out(query: str, expected: str) -> None:
    assert without_filter(query, "org", NAME) == expected


def test_a_filter_that_is_there_many_times_is_taken_out_at_once() -> None:
    assert without_filter('org:"Port Authority" ' * 600 + "a", "org", NAME) == "a"


@given(WILD, st.booleans())
def test_a_filter_goes_in_and_out_of_any_query(query: str, exclude: bool) -> None:
    old = _tree(query)
    wanted = Not(CONDITION) if exclude else CONDITION
    new = with_filter(query, "org", NAME, exclude=exclude)
    if isinstance(old, Everything):
        assert _tree(new) == wanted
    else:
        assert _tree(new) == And((*(old.parts if isinstance(old, And) else (old,)), wanted))
    assert with_filter(new, "org", NAME, exclude=exclude) == new
    assert _tree(without_filter(new, "org", NAME)) == old


def test_terms_are_the_words_asked_for_in_texts() -> None:
    query = 'tax "too high" econ* c?t colour~ title:tax org:port -never date:2017 quote:budget'
    assert terms(_tree(query)) == ("tax", "too", "high", "econ*", "c?t", "colour~1", "budget")
