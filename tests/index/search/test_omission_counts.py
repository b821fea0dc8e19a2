"""What counts leave out: every number is that of brute force, and of the search that lists it."""

import pytest

from newsexplore.index.annotate.text.language import analysed
from newsexplore.index.corpus.text import languages
from newsexplore.index.corpus.text.language_detection import detectable
from newsexplore.index.engines.base import never
from newsexplore.index.protocol.omissions import Omissions
from newsexplore.index.protocol.questions import CountOmissions, List, Scope, Search
from newsexplore.index.query.parse import parse
from newsexplore.index.query.tree import Exact, Or
from newsexplore.index.quotation import DOUBTFUL
from newsexplore.index.search.index_answers import Answers

from .corpora import answers

__all__ = ["answers"]


def omissions(answers: Answers, scope: Scope) -> Omissions:
    found = answers.answer(CountOmissions(scope))
    assert isinstance(found, Omissions)
    return found


@pytest.mark.parametrize("query", ["", "dam", "dam OR storm", "outlet:Ardpress", "dam is:copy", "xyzzy"])
@pytest.mark.parametrize("quotes", [False, True])
def test_each_number_is_counted_by_hand_and_listed_by_its_search(answers: Answers, query: str, quotes: bool):
    scope = Scope(query, quotes)
    found = omissions(answers, scope)
    matching = list(answers.found(scope))
    said = [
        record.annotations.quotes[number]
        for record, numbers in matching
        for number in (numbers if quotes else range(len(record.annotations.quotes)))
    ]
    weight = {record.article.id: len(numbers) if quotes else 1 for record, numbers in matching}
    undated = sum(weight[record.article.id] for record, _ in matching if not record.article.date)
    assert found.total == sum(weight.values())
    assert found.articles == answers.engine.count()
    assert found.quotes == len(said)
    counts = {one.kind: one.count for one in found.rows}
    assert (
        counts["undated"]
        == undated
        == answers.engine.timeline(answers.parse(scope).tree, buckets=10, cancelled=never, quotes=quotes).undated
    )
    assert counts["doubtful"] == sum(one.speaker is not None and one.speaker.confidence < DOUBTFUL for one in said)
    assert counts["speaker unknown"] == sum(one.speaker is None for one in said)
    assert counts["search only"] == sum(weight[one.article.id] for one, _ in matching if not analysed(one.article.lang))
    if "is:copy" not in query:
        assert counts["folded"] == answers.search(Search(scope, "newest", limit=0, fold=True)).folded
    for one in found.rows:
        if one.query:  # the copies are listed one by one, also while copies are folded
            listed = answers.search(Search(Scope(one.query, one.quotes), limit=0, fold=True))
            unfolded = answers.search(Search(Scope(one.query, one.quotes), limit=0))
            assert unfolded.total == one.count, one
            assert listed.total == (one.count if one.kind == "folded" else listed.total), one
        else:
            assert one.kind in ("rejected", "skipped")
    names = {(entity.type, entity.name) for record, _ in matching for entity in record.annotations.entities}
    if not quotes:
        assert dict(found.names) == {
            kind: sum(type_ == kind for type_, _ in names) for kind in ("person", "org", "place", "misc")
        }
        assert answers.list(List(scope)).total == found.total


def test_languages_that_are_only_searched_are_those_without_analysis():
    tree = parse("is:search-only").tree
    assert isinstance(tree, Or)
    asked = {part.value for part in tree.parts if isinstance(part, Exact)}
    known = {*languages._CODES.values(), *detectable()}  # pyright: ignore[reportPrivateUsage]
    assert known & asked == {code for code in known if not analysed(code)}
    assert not any(map(analysed, asked))
