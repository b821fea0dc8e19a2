"""Everything that counts for long can be stopped: at the first look at whether anyone still waits, and later."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsexplore.index.engines.base import Cancelled, SearchCancelledError, never
from newsexplore.index.protocol.questions import (
    CompareScopes,
    Complete,
    CountFacets,
    CountMatrix,
    CountOmissions,
    CountWords,
    FindSimilar,
    MakeProfile,
    Overview,
    Question,
    Scope,
    Search,
    SplitTimelineBy,
)
from newsexplore.index.search.index_answers import Answers

from .corpora import answers

__all__ = ["answers"]
QUESTIONS: dict[str, Callable[[Answers], Question]] = {
    "words": lambda answers: CountWords(Scope("dam")),
    "collocates": lambda answers: CountWords(Scope("dam"), "collocates"),
    "collocates of a name": lambda answers: CountWords(Scope("person:marsk"), "collocates"),
    "n-grams": lambda answers: CountWords(Scope("dam"), "ngrams"),
    "keyness": lambda answers: CountWords(Scope("dam"), "keyness"),
    "profile": lambda answers: MakeProfile(Scope(""), "Helena Marsk", "person"),
    "comparison": lambda answers: CompareScopes(Scope("dam"), Scope("storm")),
    "similar": lambda answers: FindSimilar(answers.ids(Scope("dam"), "newest")[0]),
    "omissions": lambda answers: CountOmissions(Scope("dam")),
    "matrix": lambda answers: CountMatrix(Scope("dam"), 10),
    "timeline by outlet": lambda answers: SplitTimelineBy(Scope("dam"), 30),
}


class After:
    """Cancels after some looks."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.made = 0

    def __call__(self) -> bool:
        self.made += 1
        return self.made > self.looks


@pytest.mark.parametrize("kind", QUESTIONS)
def test_it_stops_wherever_it_is_cancelled(answers: Answers, kind: str):
    question = QUESTIONS[kind](answers)

    def fresh() -> Answers:
        return Answers(answers.settings)  # without what was counted before

    def asked(cancelled: Cancelled) -> None:
        opened = fresh()
        try:
            opened.answer(question, cancelled)
        finally:
            opened.close()

    answers.interpreter.merges()  # linking, which looks as well, is done once
    whole = After(10**9)
    asked(whole)
    assert whole.made > 1
    for looks in {0, whole.made // 2, whole.made - 1}:
        with pytest.raises(SearchCancelledError):
            asked(After(looks))


@pytest.mark.parametrize("kind", ["overview", "facets", "completions"])
def test_linking_names_stops_and_begins_again(answers: Answers, kind: str):
    scope = Scope("dam")

    def asked(opened: Answers, cancelled: Cancelled) -> object:
        if kind == "facets":
            return opened.facets(CountFacets(scope), cancelled)
        if kind == "completions":
            return opened.complete(Complete("da", 2), cancelled)
        return [type(one) for one in opened.overview(Overview(Search(scope, read=True), entities=None), cancelled)]

    opened = Answers(answers.settings)
    searched = After(10**9)
    opened.search(Search(scope), searched)  # results do not wait for the links
    expected = asked(opened, never)
    opened.close()
    for name in ("names.sqlite", "names.check", "links.msgpack"):
        (Path(answers.settings.folder) / name).unlink(missing_ok=True)
    opened = Answers(answers.settings)
    try:
        with pytest.raises(SearchCancelledError):
            asked(opened, After(searched.made if kind == "overview" else 0))
        assert not opened.interpreter.knows_merges
        assert asked(opened, never) == expected
        assert opened.interpreter.knows_merges
    finally:
        opened.close()
