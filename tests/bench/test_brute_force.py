"""Every number over the sample corpus is that of brute force; `bench/brute_force.py` looks at Reuters-21578, too."""

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from newsexplore.index.protocol.questions import Scope
from newsexplore.index.search.index_answers import Answers

from ..index.search.corpora import answers

__all__ = ["answers"]
BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="module")
def brute_force() -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        return importlib.import_module("brute_force")
    finally:
        sys.path.remove(str(BENCH))


@pytest.mark.parametrize("quotes", [False, True])
@pytest.mark.parametrize("query", ["", "dam OR storm", "person:marsk -gate", "speaker:marsk dam", "xyzzy"])
def test_every_number_is_that_of_brute_force(
    answers: Answers, brute_force: ModuleType, query: str, quotes: bool
) -> None:
    records = list(answers.records(Scope(""), "newest"))
    assert list(brute_force.differences(answers, records, Scope(query, quotes))) == []


@pytest.fixture(scope="module")
def by_hand(brute_force: ModuleType) -> ModuleType:
    del brute_force  # which finds the folder
    sys.path.insert(0, str(BENCH))
    try:
        return importlib.import_module("brute_force_reports")
    finally:
        sys.path.remove(str(BENCH))


@pytest.fixture(scope="module")
def corpus(answers: Answers, by_hand: ModuleType) -> Any:
    return by_hand.Corpus(list(answers.records(Scope(""), "newest")))


def assert_same(numbers: Iterable[tuple[str, Any, Any]]) -> None:
    compared = 0
    for what, shown, counted in numbers:
        assert shown == counted, what
        compared += 1
    assert compared


@pytest.mark.parametrize("quotes", [False, True])
@pytest.mark.parametrize("phrase", [("dam",), ("kaldar", "dam"), ("xyzzy",)])
def test_word_tables(answers: Answers, by_hand: ModuleType, corpus: Any, phrase: tuple[str, ...], quotes: bool) -> None:
    assert_same(by_hand.word_numbers(answers, corpus, phrase, quotes=quotes))


NAMES = [("person", "Agnes Bellak"), ("org", "National Water Authority"), ("place", "Kaldar Dam")]


@pytest.mark.parametrize("name", NAMES)
def test_profiles(answers: Answers, by_hand: ModuleType, corpus: Any, name: tuple[str, str]) -> None:
    assert_same(by_hand.profile_numbers(answers, corpus, name))


@pytest.mark.parametrize("quotes", [False, True])
@pytest.mark.parametrize("queries", [("dam", "storm"), ("", "outlet:Ardpress"), ("dam", "xyzzy")])
def test_comparisons(
    answers: Answers, by_hand: ModuleType, corpus: Any, queries: tuple[str, str], quotes: bool
) -> None:
    assert_same(by_hand.comparison_numbers(answers, corpus, queries, quotes=quotes))


def test_similar_articles(answers: Answers, by_hand: ModuleType, corpus: Any) -> None:
    for id in answers.ids(Scope(""), "newest")[::7]:
        assert_same(by_hand.similar_numbers(answers, corpus, id))


def test_variants_of_quotes(answers: Answers, by_hand: ModuleType, corpus: Any) -> None:
    assert_same(by_hand.variant_numbers(answers, corpus, Scope("", quotes=True)))
