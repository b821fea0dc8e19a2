"""Explanation of queries on a small index."""

from collections.abc import Iterator

import pytest

from newsexplore.index.engines.base import SearchCancelledError
from newsexplore.index.protocol.answers import ClauseCount, Explanation
from newsexplore.index.protocol.questions import Explain, Scope
from newsexplore.index.search.index_answers import Answers

from .test_completion import indexed


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def answers(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Answers]:
    answers = Answers(indexed(tmp_path_factory.mktemp("explain"), request.param))
    yield answers
    answers.close()


def explain(answers: Answers, query: str, *, quotes: bool = False) -> Explanation:
    return answers.explain(Explain(Scope(query, quotes)))


def counts(explanation: Explanation) -> list[tuple[str, int]]:
    return [(one.text, one.total) for one in explanation.clauses]


def test_every_condition_has_its_own_number(answers: Answers):
    found = explain(answers, 'minister outlet:"The Tidewatch" -ropes')
    assert found.total == 2
    assert counts(found) == [("minister", 3), ('outlet:"The Tidewatch"', 2), ("-ropes", 3)]


def test_alternatives_have_their_own_counts(answers: Answers):
    assert counts(explain(answers, "ropes OR minister OR xyzzy")) == [("ropes", 1), ("minister", 3), ("xyzzy", 0)]


def test_parentheses_are_one_condition(answers: Answers):
    assert counts(explain(answers, "(ropes OR minister) the")) == [("(ropes OR minister)", 4), ("the", 4)]


def test_a_single_condition_with_hits_has_no_count(answers: Answers):
    assert explain(answers, "minister") == Explanation(3)


def test_an_empty_query_has_no_conditions(answers: Answers):
    assert explain(answers, "") == Explanation(4)


def test_conditions_without_common_hits_show_the_count_without_each(answers: Answers):
    found = explain(answers, "ropes minister ministry")
    assert found.total == 0
    assert found.clauses == (
        ClauseCount("ropes", 1, 1),
        ClauseCount("minister", 3, 0),
        ClauseCount("ministry", 1, 0),
    )
    assert found.suggestion == ""


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("ministr", "minister"),
        ("dam mniister", "dam minister"),
        ("dam -rops minstr", "dam -rops minister"),
        ("dam ministrs", "dam minister"),
        ('"ministr ilka"', '"minister ilka"'),
        ("person:vorin", "person:vorrin"),
        ('person:"Ilka Vorin" dam', 'person:"Ilka Vorrin" dam'),
        ('outlet:"The Tidewach"', 'outlet:"The Tidewatch"'),
        ("topic:watr", "topic:water"),
        ("title:rpoes", "title:ropes"),
    ],
)
def test_a_misspelled_word_is_corrected_from_the_index(answers: Answers, query: str, suggestion: str):
    found = explain(answers, query)
    assert found.suggestion == suggestion
    assert found.suggested == explain(answers, suggestion).total > 0


def test_words_without_similar_ones_are_not_corrected(answers: Answers):
    assert explain(answers, "xyzzyx").suggestion == ""


def test_a_correction_that_finds_nothing_is_not_suggested(answers: Answers):
    assert explain(answers, "ropes ministr").suggestion == ""


def test_quotes_are_counted_in_quote_search(answers: Answers):
    assert counts(explain(answers, "dam speaker:vorrin", quotes=True)) == [("dam", 1), ("speaker:vorrin", 1)]
    assert explain(answers, "saef", quotes=True).suggestion == "safe"


def test_it_stops_when_cancelled(answers: Answers):
    with pytest.raises(SearchCancelledError):
        answers.explain(Explain(Scope("never asked before")), lambda: True)
