"""Words counted and put in order: every engine against counting by hand."""

from collections import Counter

import pytest

from newsexplore.index.engines.base import Engine, SearchCancelledError, never
from newsexplore.index.model import Record
from newsexplore.index.query.analysis import words
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.tree import Everything, Node, Not, Nothing, Undated, Word
from newsexplore.index.titles import own_title

from .test_counts import RECORDS

TREES: list[Node] = [
    Everything(),
    Nothing(),
    Word("", "harbour"),
    Not(Word("", "the")),
    Undated(),
    Word("quote", "dam"),
]


def texts(tree: Node, quotes: bool) -> list[tuple[tuple[str, ...], ...]]:
    """Return the words of each text of each match: title and body, or the quote."""
    if quotes:
        return [
            (cut(quote.text),)
            for one in RECORDS
            for number, quote in enumerate(one.annotations.quotes)
            if quote_holds(tree, one, number)
        ]
    return [title_and_body(one) for one in RECORDS if holds(tree, one)]


def title_and_body(one: Record) -> tuple[tuple[str, ...], ...]:
    return cut(own_title(one.article)), cut(one.article.text[one.article.body :])


def cut(text: str) -> tuple[str, ...]:
    return tuple(word[:255] for word in words(text))


@pytest.mark.parametrize("quotes", [False, True])
@pytest.mark.parametrize("tree", TREES)
def test_words_are_counted_in_all_matches(filled: Engine, tree: Node, quotes: bool) -> None:
    expected = texts(tree, quotes)
    counted = filled.count_words(tree, quotes=quotes, cancelled=never)
    every = filled.word_list().all()
    found = {every[i]: n for i, n in enumerate(counted.occurrences.tolist()) if n}
    within = {every[i]: n for i, n in enumerate(counted.documents.tolist()) if n}
    assert found == Counter(word for one in expected for text in one for word in text)
    assert within == Counter(word for one in expected for word in {word for text in one for word in text})
    assert counted.size == len(expected)
    assert counted.words == sum(len(text) for one in expected for text in one)


@pytest.mark.parametrize("quotes", [False, True])
@pytest.mark.parametrize("tree", TREES)
def test_runs_hold_every_text_in_order(filled: Engine, tree: Node, quotes: bool) -> None:
    runs = list(filled.word_runs(tree, quotes=quotes, cancelled=never))
    listed = filled.word_list()
    found: list[tuple[tuple[str, ...], ...]] = []
    for run in runs:
        ends = run.ends.tolist()
        cuts = [
            tuple(listed.word(number) for number in run.numbers[start:end].tolist())
            for start, end in zip([0, *ends[:-1]], ends, strict=True)
        ]
        found += [tuple(cuts[at : at + run.parts]) for at in range(0, len(cuts), run.parts)]
        assert run.documents * run.parts == len(ends)
    assert sorted(found) == sorted(texts(tree, quotes))


def test_counting_can_be_cancelled(filled: Engine) -> None:
    with pytest.raises(SearchCancelledError):
        # Of everything, an earlier test may have left the counts.
        filled.count_words(Word("", "dam"), quotes=False, cancelled=lambda: True)
    with pytest.raises(SearchCancelledError):
        list(filled.word_runs(Word("", "dam"), quotes=False, cancelled=lambda: True))


def test_warming_up_changes_no_count_and_can_be_stopped_anywhere(filled: Engine) -> None:
    def counts(engine: Engine) -> list[tuple[dict[str, int], int]]:
        found = [engine.count_words(tree, quotes=quotes, cancelled=never) for tree in TREES for quotes in (False, True)]
        every = engine.word_list().all()
        return [({every[i]: n for i, n in enumerate(one.occurrences.tolist()) if n}, one.size) for one in found]

    stopped = 0
    while True:
        left = iter(range(stopped))  # it is stopped at the first check, then at the second, and so on
        try:
            filled.warm_up(lambda left=left: next(left, None) is None)
        except SearchCancelledError:
            stopped += 1
        else:
            break
    assert stopped or filled.is_remote  # a cluster counts by itself
    before = counts(filled)
    filled.merge({("person", "nobody"): None})  # drops what was computed
    assert counts(filled) == before
