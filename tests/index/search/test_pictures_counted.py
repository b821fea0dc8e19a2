"""The parts of a timeline and the matrix of names: every number is that of brute force."""

from collections import Counter
from itertools import product

import pytest

from newsexplore.index.engines.base import never
from newsexplore.index.model import EntityType, Timeline
from newsexplore.index.protocol.answers import FacetsAnswer
from newsexplore.index.protocol.pictures import Matrix, SplitTimeline
from newsexplore.index.protocol.questions import CountFacets, CountMatrix, CountTimeline, Scope, Search, SplitTimelineBy
from newsexplore.index.query.compose import condition
from newsexplore.index.query.lex import name_field
from newsexplore.index.search.index_answers import Answers

from .corpora import answers

__all__ = ["answers"]
QUERIES = ["", "dam", "dam OR storm", "xyzzy"]


def split(answers: Answers, question: SplitTimelineBy) -> SplitTimeline:
    found = answers.answer(question)
    assert isinstance(found, SplitTimeline)
    return found


def in_bars(bars: Timeline, days: list[str]) -> tuple[list[int], int]:
    """Count days by hand in the bars of a timeline, and those that are unknown."""
    starts = [bucket.start for bucket in bars.buckets]
    dated = [day for day in days if day]
    ends = [*starts[1:], "9999"]
    counts = [sum(low <= day < high for day in dated) for low, high in zip(starts, ends, strict=False)]
    return counts, len(days) - len(dated)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("buckets", [4, 30])
def test_each_outlet_is_counted_in_the_bars_of_the_whole(answers: Answers, query: str, buckets: int):
    found = split(answers, SplitTimelineBy(Scope(query), buckets, limit=2))
    articles = [record.article for record in answers.records(Scope(query), "newest")]
    outlets = Counter(article.outlet for article in articles if article.outlet)
    assert found.whole == answers.timeline(CountTimeline(Scope(query), buckets)).timeline
    assert found.outlets == len(outlets)
    shown = [part.name for part in found.parts]
    assert shown == [name for name, _ in sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))][:2]
    for part in found.parts:
        days = [article.date[:10] for article in articles if article.outlet == part.name]
        counts, undated = in_bars(found.whole, days)
        assert ([bucket.count for bucket in part.timeline.buckets], part.timeline.undated) == (counts, undated)
    rest = [article.date[:10] for article in articles if article.outlet not in shown]
    counts, undated = in_bars(found.whole, rest)
    assert ([bucket.count for bucket in found.others.buckets], found.others.undated) == (counts, undated)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("number", [1, 5, 500])
def test_names_are_counted_in_stretches_of_the_whole(answers: Answers, query: str, number: int):
    names: tuple[tuple[EntityType, str], ...] = (
        ("person", "Helena Marsk"),
        ("place", "Kaldar Dam"),
        ("person", "Nobody"),
    )
    found = split(answers, SplitTimelineBy(Scope(query), 30, names=names, stretches=number))
    records = list(answers.records(Scope(query), "newest"))
    starts = [bucket.start for bucket in found.whole.buckets]
    for (kind, name), part in zip(names, found.parts, strict=True):
        naming = [one for one in records if any((e.type, e.name) == (kind, name) for e in one.annotations.entities)]
        counts, _ = in_bars(part.timeline, [one.article.date[:10] for one in naming])
        assert [bucket.count for bucket in part.timeline.buckets] == counts
        firsts = [bucket.start for bucket in part.timeline.buckets]
        assert len(firsts) == min(number, len(starts)) and firsts[:1] == starts[:1] and set(firsts) <= set(starts)


@pytest.mark.parametrize("query", QUERIES)
def test_facets_count_their_names_in_stretches_as_the_timeline_does(answers: Answers, query: str):
    also: tuple[tuple[EntityType, str], ...] = (("place", "Kaldar Dam"), ("person", "Nobody"))
    found = answers.answer(CountFacets(Scope(query), limit=3, also=also, stretches=5, bars=30))
    assert isinstance(found, FacetsAnswer)
    listed = (*found.facets.entities, *found.also)
    names: tuple[tuple[EntityType, str], ...] = tuple((one.type, one.name) for one in listed)
    parts = split(answers, SplitTimelineBy(Scope(query), 30, names=names, stretches=5)).parts
    assert list(found.over_time) == [tuple(bucket.count for bucket in part.timeline.buckets) for part in parts]


@pytest.mark.parametrize("query", QUERIES)
def test_the_matrix_counts_articles_that_name_both(answers: Answers, query: str):
    found = answers.answer(CountMatrix(Scope(query), 6))
    assert isinstance(found, Matrix)
    named = [
        {(entity.type, entity.name) for entity in record.annotations.entities}
        for record in answers.records(Scope(query), "newest")
    ]
    ids = [(one.type, one.name) for one in found.names]
    assert found.total == len(set().union(*named))
    expected = {(a, b): sum(a in names and b in names for names in named) for a, b in product(ids, ids)}
    assert {
        (a, b): n for a, row in zip(ids, found.counts, strict=True) for b, n in zip(ids, row, strict=True)
    } == expected
    assert [one.articles for one in found.names] == [expected[id, id] for id in ids]


def test_the_matrix_of_quotes_counts_quotes_that_mention_both(answers: Answers):
    scope = Scope("dam", quotes=True)
    found = answers.answer(CountMatrix(scope, 4))
    assert isinstance(found, Matrix)
    mentioned = [
        {
            (entity.type, entity.name)
            for mention in record.annotations.mentions
            for entity in (record.annotations.entities[mention.entity],)
            if any(start <= mention.start and mention.end <= end for start, end in quote.parts)
        }
        for record, numbers in answers.found(scope)
        for quote in (record.annotations.quotes[number] for number in numbers)
    ]
    ids = [(one.type, one.name) for one in found.names]
    for a, row in zip(ids, found.counts, strict=True):
        assert list(row) == [sum(a in names and b in names for names in mentioned) for b in ids]


@pytest.mark.parametrize("quotes", [False, True])
def test_a_name_finds_what_is_counted_beside_it(answers: Answers, quotes: bool):
    """An alias of one name may be the name of another: the filter that `f` writes is about one of them."""
    found = answers.facets(CountFacets(Scope("", quotes), limit=10**9)).facets.entities
    called: list[bool] = []
    for one in found:
        query = condition(name_field(one.type, quotes=quotes), one.name)
        assert answers.search(Search(Scope(query, quotes), limit=0)).total == one.articles, query
        field = "about" if quotes else "entity"
        called.append(answers.search(Search(Scope(condition(field, one.name), quotes), limit=0)).total > one.articles)
    assert any(called)  # where it matters
    matrix = answers.pictures.matrix(CountMatrix(Scope("", quotes), 40), never).counts
    assert matrix == tuple(zip(*matrix, strict=True))
