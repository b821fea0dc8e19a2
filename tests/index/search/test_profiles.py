"""Profiles and comparisons of the sample corpus, against counting by hand, on every engine."""

from collections import Counter

import pytest

from newsexplore.index.model import Record
from newsexplore.index.protocol.questions import CompareScopes, MakeProfile, Scope
from newsexplore.index.query.values import quote_values
from newsexplore.index.quotation import is_doubtful
from newsexplore.index.search.gone import GoneError
from newsexplore.index.search.index_answers import Answers
from newsexplore.index.statistics.association import log_likelihood
from newsexplore.index.statistics.keyness import keyness

from .corpora import answers

__all__ = ["answers"]
NAME = "Helena Marsk"


def records(answers: Answers, query: str = "") -> list[Record]:
    return list(answers.records(Scope(query), "newest"))


def names(record: Record) -> set[tuple[str, str]]:
    return {(entity.type, entity.name) for entity in record.annotations.entities}


def test_a_profile_counts_as_by_hand(answers: Answers) -> None:
    found = answers.profile(MakeProfile(Scope(""), "marsk", limit=0))
    every = records(answers)
    having = records(answers, f'person:"{NAME}"')
    assert (found.name, found.entity_type, found.searched) == (NAME, "person", len(every))
    assert found.articles == len(having)
    dates = sorted(record.article.date[:10] for record in having if record.article.date)
    assert found.first is not None and found.last is not None
    assert (found.first.date[:10], found.last.date[:10]) == (dates[0], dates[-1])
    assert sum(bar.count for bar in found.timeline.buckets) + found.timeline.undated == len(having)
    outlets = Counter(record.article.outlet for record in having)
    all_outlets = Counter(record.article.outlet for record in every)
    assert {one.outlet: (one.articles, one.of) for one in found.outlets} == {
        outlet: (number, all_outlets[outlet]) for outlet, number in outlets.items() if outlet
    }
    assert found.without_outlet == outlets[""]
    both = Counter(name for record in having for name in names(record))
    everywhere = Counter(name for record in every for name in names(record))
    del both["person", NAME]
    assert {(one.type, one.name): one.articles for one in found.companions} == both
    for one in found.companions:
        expected = log_likelihood(one.articles, len(having), everywhere[one.type, one.name], len(every))
        assert one.log_likelihood == pytest.approx(float(expected))
    assert (found.companions_total, found.companions_capped) == (len(both), False)


@pytest.mark.parametrize(("field", "part"), [("speaker", "by"), ("about", "about")])
def test_quotes_by_and_about_a_name(answers: Answers, field: str, part: str) -> None:
    found = getattr(answers.profile(MakeProfile(Scope(""), NAME, "person", limit=0)), part)
    quotes = [
        quote
        for record in records(answers)
        for number, quote in enumerate(record.annotations.quotes)
        if NAME in quote_values(record, number, field)
    ]
    assert found.total == len(found.newest) == len(quotes)
    assert dict(found.stances) == Counter(quote.stance for quote in quotes)
    assert found.doubtful == sum(map(is_doubtful, quotes))


def test_an_unknown_name_is_refused(answers: Answers) -> None:
    with pytest.raises(GoneError, match="names 'xyzzy'"):
        answers.profile(MakeProfile(Scope(""), "xyzzy"))


@pytest.mark.parametrize(("a", "b"), [("dam", "strike"), ("dam", "dam"), ("dam", "xyzzy")])
def test_a_comparison_counts_as_by_hand(answers: Answers, a: str, b: str) -> None:
    found = answers.compare(CompareScopes(Scope(a), Scope(b), limit=0))
    sides = [records(answers, query) for query in (a, b)]
    assert (found.a.articles, found.b.articles) == tuple(map(len, sides))
    assert found.both == len({one.article.id for one in sides[0]} & {one.article.id for one in sides[1]})
    assert (found.a.quotes, found.b.quotes) == tuple(sum(len(one.annotations.quotes) for one in side) for side in sides)
    counts = [Counter(name for one in side for name in names(one)) for side in sides]
    both = {name: (counts[0][name], counts[1][name]) for name in counts[0] | counts[1]}
    assert {(one.type, one.name): (one.a, one.b) for one in found.names} == (both if all(sides) else {})
    for one in found.names:
        assert one.a_rate == pytest.approx(1000 * one.a / max(1, len(sides[0])))
        assert one.log_likelihood == pytest.approx(float(keyness(one.a, one.b, *map(len, sides))))
    assert {one.name for one in found.only_a} == {name for kind, name in counts[0] if not counts[1][kind, name]}
    assert {one.name for one in found.only_b} == {name for kind, name in counts[1] if not counts[0][kind, name]}
