"""Conditions added to and removed from the text of a query."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.query.compose import (
    has_filter,
    quotes_within,
    terms,
    toggled_filter,
    with_dates,
    with_filter,
    with_only,
    without_filter,
)
from newsexplore.index.query.parse import parse
from newsexplore.index.query.tree import And, Everything, Exact, InArticle, Node, Not, Nothing

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
def test_a_filter_is_removed(query: str, expected: str) -> None:
    assert without_filter(query, "org", NAME) == expected


@pytest.mark.parametrize("query", ["tax", "a OR b", '"a b', "(a b", "a) -c title:d", "date:2017 a"])
def test_an_article_search_stays_the_scope_of_its_quotes(query: str) -> None:
    found = parse(quotes_within(query, "speaker", "Ilka Vorrin"), quotes=True).tree
    assert found == And((InArticle(_tree(query)), Exact("speaker", "ilka vorrin")))
    assert quotes_within(" ", "about", "Ilka Vorrin") == 'about:"Ilka Vorrin"'


def test_all_copies_of_a_filter_are_removed() -> None:
    assert without_filter('org:"Port Authority" ' * 600 + "a", "org", NAME) == "a"


@given(WILD, st.booleans())
def test_a_filter_can_be_added_to_and_removed_from_any_query(query: str, exclude: bool) -> None:
    old = _tree(query)
    wanted = Not(CONDITION) if exclude else CONDITION
    new = with_filter(query, "org", NAME, exclude=exclude)
    if isinstance(old, Everything | Nothing):
        assert _tree(new) == wanted
    else:
        assert _tree(new) == And((*(old.parts if isinstance(old, And) else (old,)), wanted))
    assert with_filter(new, "org", NAME, exclude=exclude) == new
    assert _unsearchable_is_all(_tree(without_filter(new, "org", NAME))) == _unsearchable_is_all(old)


@given(WILD, st.booleans())
def test_toggling_twice_keeps_the_meaning_of_any_query(query: str, exclude: bool) -> None:
    there = toggled_filter(query, "org", NAME, exclude=exclude)
    assert has_filter(there, "org", NAME, exclude=exclude)
    gone = toggled_filter(there, "org", NAME, exclude=exclude)
    assert not has_filter(gone, "org", NAME, exclude=exclude)
    assert _unsearchable_is_all(_tree(gone)) == _unsearchable_is_all(_tree(query))


def _unsearchable_is_all(tree: Node) -> Node:
    """Treat an unsearchable query as everything: a filter replaces it."""
    return Everything() if isinstance(tree, Nothing) else tree


def test_an_exclusion_replaces_the_condition() -> None:
    assert toggled_filter('tax org:"Port Authority"', "org", NAME, exclude=True) == 'tax -org:"Port Authority"'


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 'speaker:"Port Authority"'),
        ("speaker:mayor tax", 'tax speaker:"Port Authority"'),
        ('speaker:"The Mayor" -speaker:clerk', '-speaker:clerk speaker:"Port Authority"'),
        ('speaker:"port authority" tax', 'speaker:"port authority" tax'),
        ("speaker:a OR tax", '(speaker:a OR tax) speaker:"Port Authority"'),
        ('-speaker:"Port Authority" tax', 'tax speaker:"Port Authority"'),
    ],
)
def test_one_value_replaces_others_of_its_field(query: str, expected: str) -> None:
    assert with_only(query, "speaker", NAME) == expected


@pytest.mark.parametrize(
    ("query", "dates", "expected"),
    [
        ("tax", "2017-11", "tax date:2017-11"),
        ("date:2017 tax", "2017-11", "tax date:2017-11"),
        ("tax date:2017-11", "2017-11", "tax date:2017-11"),
        ("date:2017-11 tax", "2018", "tax date:2018"),
        ("date:2017-11", "[2017-10-30 TO 2017-11-05]", "date:[2017-11-01 TO 2017-11-05]"),
        ("date:>=2017-11-20", "2017-11", "date:[2017-11-20 TO 2017-11-30]"),
        ("date:>=2017-11-20", "[* TO 2018]", "date:[2017-11-20 TO 2018-12-31]"),
        ("date:none tax", "2017", "tax date:2017"),
        ("date:2017 tax", "none", "tax date:none"),
        ("date:2017 AND date:2017-11 AND tax", "2017-11-03", "tax date:2017-11-03"),
        ("-date:2017-11-03 tax", "2017-11", "-date:2017-11-03 tax date:2017-11"),
        ("tax OR date:2016", "2017", "(tax OR date:2016) date:2017"),
        ('date:"last week"', "2017-11-08", "date:2017-11-08"),
        ('date:"last week"', "2017-11", "date:[2017-11-06 TO 2017-11-12]"),
    ],
)
def test_dates_replace_dates_and_are_intersected_with_them(query: str, dates: str, expected: str) -> None:
    assert with_dates(query, dates, today=date(2017, 11, 15)) == expected


@given(WILD)
def test_dates_are_in_any_query_at_most_once(query: str) -> None:
    today = date(2017, 11, 15)
    new = with_dates(query, "2017-11-03", today=today)
    assert with_dates(new, "2017-11-03", today=today) == new


def test_terms_are_the_words_searched_in_texts() -> None:
    query = 'tax "too high" econ* c?t colour~ title:tax org:port -never date:2017 quote:budget'
    assert terms(_tree(query)) == ("tax", "too", "high", "econ*", "c?t", "colour~1", "budget")
