"""The stand-in for the index counts as the index does, in article search and in quote search, on every engine."""

from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from msgspec.structs import replace

from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings
from newsexplore.index.engines import open_engine
from newsexplore.index.protocol.answers import Answer, Cooccurrences, FacetsAnswer, Results, Speakers, TimelineAnswer
from newsexplore.index.protocol.questions import (
    CountCooccurrences,
    CountFacets,
    CountSpeakers,
    CountTimeline,
    Scope,
    Search,
)
from newsexplore.index.search.index_answers import Answers

from .fake import FakeService
from .fake_records import RECORDS, SPOKEN

Counted = Search | CountFacets | CountCooccurrences | CountTimeline | CountSpeakers
SCOPES = [
    Scope(query, quotes)
    for query in ("", "wall", "lock OR leak", 'speaker:"Harbour Minister"', "in:(storm) -about:x", 'about:"North Lock"')
    for quotes in (False, True)
]


@pytest.fixture(params=["whoosh", "tantivy"], scope="module")
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """The stand-in's articles in a real index."""
    if request.param != "whoosh" and find_spec(request.param) is None:
        pytest.skip(f"the package {request.param} is not installed")
    folder = tmp_path_factory.mktemp("fake")
    engine = open_engine(request.param, folder / "index", create=True)
    writer = engine.writer()
    writer.add(engine.prepare([*RECORDS, SPOKEN]))
    writer.commit()
    engine.refresh()
    answers = Answers(Settings(load_config(None), (), str(folder)), engine)
    yield answers
    answers.close()


def told(answer: Answer) -> object:
    """What an answer tells that does not depend on how it is sorted or how long it took."""
    match answer:
        case Results():
            return answer.total
        case FacetsAnswer(facets=facets):
            counts = {(one.type, one.name): (one.articles, one.mentions) for one in facets.entities}
            return counts, dict(facets.outlets)
        case Cooccurrences():
            return answer.articles, {(one.type, one.name, one.articles, one.expected) for one in answer.companions}
        case TimelineAnswer(timeline=timeline):
            months = Counter[str]()
            for bar in timeline.buckets:
                months[bar.start[:7]] += bar.count
            return timeline.undated, +months
        case Speakers():
            return replace(answer, speakers=tuple(sorted(answer.speakers, key=lambda one: one.name)))
        case _:
            raise AssertionError(answer)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.query} {scope.quotes}")
@pytest.mark.parametrize(
    "question",
    [
        Search(Scope("")),
        CountFacets(Scope("")),
        CountFacets(Scope(""), holding="lock"),
        CountCooccurrences(Scope(""), ("person", "Harbour Minister")),
        CountTimeline(Scope(""), 400),
        CountSpeakers(Scope("")),
        CountSpeakers(Scope(""), holding="engineer"),
    ],
    ids=lambda question: f"{type(question).__name__} {getattr(question, 'holding', '')}".strip(),
)
async def test_it_counts_as_the_index_does(answers: Answers, question: Counted, scope: Scope) -> None:
    asked = replace(question, scope=scope)
    assert told(await FakeService([*RECORDS, SPOKEN]).ask(asked)) == told(answers.answer(asked))
