"""Collocates and n-grams of runs of words: against counting by hand, and NLTK."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from nltk import ngrams

from newsexplore.index.engines.word_tables import WordRun
from newsexplore.index.statistics.collocates import Nodes, count_neighbours
from newsexplore.index.statistics.ngrams import count_ngrams

TEXTS = st.lists(st.lists(st.integers(0, 6), max_size=12), max_size=8)
RUNS = st.lists(TEXTS, max_size=3)


def run_of(texts: list[list[int]], parts: int = 1) -> WordRun:
    ends = np.cumsum(np.array([len(text) for text in texts], np.int64))
    numbers = np.array([number for text in texts for number in text], np.int32)
    return WordRun(numbers, ends, parts, len(texts) // parts)


@given(RUNS, st.integers(1, 4))
def test_ngrams_are_those_of_each_text(runs: list[list[list[int]]], n: int) -> None:
    found = count_ngrams((run_of(texts) for texts in runs), n)
    every = [text for texts in runs for text in texts]
    expected = Counter(gram for text in every for gram in ngrams(text, n))
    within = Counter(gram for text in every for gram in set(ngrams(text, n)))
    rows = [tuple(row) for row in found.words.tolist()]
    assert dict(zip(rows, found.occurrences.tolist(), strict=True)) == expected
    assert dict(zip(rows, found.documents.tolist(), strict=True)) == within
    assert found.total == expected.total()


def test_ngrams_of_title_and_body_count_one_article() -> None:
    found = count_ngrams([run_of([[1, 2], [3, 1, 2, 1, 2], [1, 2], []], 2)], 2)
    at = [tuple(row) for row in found.words.tolist()].index((1, 2))
    assert (found.occurrences[at], found.documents[at]) == (4, 2)


@given(RUNS, st.integers(0, 3), st.integers(0, 3), st.sets(st.integers(0, 6)))
def test_neighbours_are_those_within_the_window(
    runs: list[list[list[int]]], left: int, right: int, nodes: set[int]
) -> None:
    def with_nodes(texts: list[list[int]]) -> tuple[WordRun, Nodes]:
        run = run_of(texts)
        hit = np.isin(run.numbers, sorted(nodes))
        return run, Nodes(hit, np.zeros(len(hit), np.bool_))

    found = count_neighbours(map(with_nodes, runs), left, right, 7)
    near: Counter[int] = Counter()
    within: Counter[int] = Counter()
    hits = 0
    for text in (text for texts in runs for text in texts):
        places = [place for place, word in enumerate(text) if word in nodes]
        hits += len(places)
        around = {
            other
            for place in places
            for other in range(max(0, place - left), min(len(text), place + right + 1))
            if text[other] not in nodes
        }
        near.update(text[other] for other in around)
        within.update({text[other] for other in around})
    assert {word: n for word, n in enumerate(found.near.tolist()) if n} == near
    assert {word: n for word, n in enumerate(found.documents.tolist()) if n} == within
    assert (found.hits, found.window) == (hits, near.total())


def test_words_of_one_hit_are_one_hit() -> None:
    run = run_of([[5, 1, 2, 6, 1, 2]])
    nodes = Nodes(np.array([0, 1, 1, 0, 1, 1], np.bool_), np.array([0, 1, 0, 0, 1, 0], np.bool_))
    found = count_neighbours([(run, nodes)], 1, 1, 7)
    assert found.hits == 2
    assert found.near.tolist() == [0, 0, 0, 0, 0, 1, 1]
    assert found.inside.tolist() == [0, 2, 2, 0, 0, 0, 0]
