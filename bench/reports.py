"""Counting over many articles for a reporter: collocates, profiles, comparisons and similar articles.

Processor time is measured, each question asked once: the answer to a repeated one is kept.
"""

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

import indexes
import material
import numpy as np
from measure import Goal, Row, median

from newsexplore.index.engines.base import never
from newsexplore.index.protocol.questions import CompareScopes, CountFacets, CountWords, FindSimilar, MakeProfile, Scope
from newsexplore.index.query.tree import Everything
from newsexplore.index.search.index_answers import Answers

HITS = 0.5
"""Hits of the words whose collocates are counted, for each article of the index."""
GOALS = {"collocates": 1500, "profile": 300, "compare": 1000, "similar": 100}
"""Milliseconds on the Whoosh engine at 100,000 articles."""
_SIMILAR = 30


def reports(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure each kind of report over different words, names and articles: the median, the worst and the first."""
    rows: list[Row] = []
    for engine in engines:
        answers = Answers(indexes.ready(corpus, engine))
        goals = GOALS if engine == "whoosh" and corpus.size == 100_000 else {}
        answers.facets(CountFacets(Scope("")))  # as the interface has done before
        idle = _processor_ms(lambda answers=answers: answers.prepare_reports(never))  # as the search process does, idle
        rows.append(Row(f"preparing for reports in idle time, {engine}", idle, "ms"))
        first = _processor_ms(lambda answers=answers: answers.count_words(CountWords(Scope(""))))
        rows.append(Row(f"words of all articles, counted first, {engine}", first, "ms"))
        words, hits = _words(answers)
        for what, questions in _questions(answers, words).items():
            times = [_processor_ms(question) for question in questions]
            about = f"{what} over {hits:,} hits" if what == "collocates" else what
            goal = Goal(goals[what]) if what in goals else None
            rows.append(Row(f"{about}, median of {len(times)}, {engine}", median(times), "ms", goal=goal))
            rows.append(Row(f"{about}, worst, {engine}", max(times), "ms", goal=goal))
            rows.append(Row(f"{about}, first, {engine}", times[0], "ms", goal=goal))
        answers.close()
    return rows


def _words(answers: Answers) -> tuple[list[str], int]:
    """Return some words that occur about half as often as there are articles, and how often the first one does."""
    counts = answers.engine.count_words(Everything(), quotes=False, cancelled=never).occurrences
    wanted = int(HITS * answers.engine.count())
    order = np.argsort(np.abs(counts.astype(np.int64) - wanted))[:9].tolist()
    listed = answers.engine.word_list()
    return [listed.word(number) for number in order], int(counts[order[0]])


def _questions(answers: Answers, words: Sequence[str]) -> dict[str, list[Callable[[], Any]]]:
    names = [
        one
        for kind in ("person", "org", "place", "misc")
        for one in answers.facets(CountFacets(Scope(""), types=(kind,), limit=100)).facets.entities[::40]
    ]
    ids = answers.ids(Scope(""), "newest")
    return {
        "profile": [lambda one=one: answers.profile(MakeProfile(Scope(""), one.name, one.type)) for one in names],
        "collocates": [
            lambda word=word: answers.count_words(CountWords(Scope(word), "collocates")) for word in words[:5]
        ],
        "compare": [
            lambda one=one, other=other: answers.compare(CompareScopes(Scope(one), Scope(other)))
            for one, other in pairwise(words[5:])
        ],
        "similar": [lambda id=id: answers.similar.find(FindSimilar(id), never) for id in ids[:: len(ids) // _SIMILAR]],
    }


def _processor_ms(work: Callable[[], Any]) -> float:
    """Measure the processor time of some work."""
    gc.collect()
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)
