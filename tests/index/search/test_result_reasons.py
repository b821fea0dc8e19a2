"""Why a result is where it is: the parts add up to its score, and the signs to its confidence."""

import pytest

from newsexplore.index.protocol.questions import ExplainResult, Scope, Search
from newsexplore.index.protocol.reasons import Reasons
from newsexplore.index.query.analysis import words
from newsexplore.index.search.gone import GoneError
from newsexplore.index.search.index_answers import Answers
from newsexplore.tui.reports.reason_lines import quote_lines, reason_lines

from .corpora import answers

__all__ = ["answers"]
QUERIES = (
    "dam",
    "kaldar gate OR storm",
    '"kaldar dam" minist* person:marsk -bridge',
    "title:storm date:2025-11 gate~1",
    '"dam gate"~8 outlet:Ardpress',
)


def explain(answers: Answers, question: ExplainResult) -> Reasons:
    found = answers.answer(question)
    assert isinstance(found, Reasons)
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_the_parts_add_up_to_the_score_of_the_search(answers: Answers, query: str):
    for hit in answers.search(Search(Scope(query), limit=5)).hits:
        found = explain(answers, ExplainResult(hit.id, Scope(query)))
        assert found.matches
        assert found.score == pytest.approx(hit.score, rel=0.002)
        assert sum(part.points for part in found.parts) == pytest.approx(hit.score, rel=0.005)
        assert found.population == answers.engine.count()
        for part in found.parts:
            if part.points and part.held:
                assert part.headline + part.body, part


def test_occurrences_and_rarity_are_those_of_the_texts(answers: Answers):
    records = list(answers.records(Scope(""), "newest"))
    (hit, *_) = answers.search(Search(Scope("storm"), limit=1)).hits
    (part,) = explain(answers, ExplainResult(hit.id, Scope("storm"))).parts
    article = next(one.article for one in records if one.article.id == hit.id)
    assert part.headline == words(article.text[: article.body]).count("storm")
    assert part.body == words(article.text[article.body :]).count("storm")
    assert part.found == sum("storm" in words(one.article.text) for one in records)


def test_conditions_that_only_select_add_nothing(answers: Answers):
    (hit, *_) = answers.search(Search(Scope("storm outlet:Ardpress date:2025"), limit=1)).hits
    found = explain(answers, ExplainResult(hit.id, Scope("storm outlet:Ardpress date:2025")))
    assert {part.text: bool(part.points) for part in found.parts} == {
        "storm": True,
        "outlet:ardpress": False,
        "date:[2025-01-01 TO 2025-12-31]": False,
    }


def test_what_is_no_result_says_which_condition_fails(answers: Answers):
    (hit, *_) = answers.search(Search(Scope("=storm -=gate"), limit=1)).hits
    found = explain(answers, ExplainResult(hit.id, Scope("=storm =gate")))
    assert not found.matches
    assert {part.text: part.held for part in found.parts} == {"storm": True, "gate": False}
    text = "\n".join(reason_lines(found, "storm gate", "relevance", quotes=False))
    assert "no result of storm gate" in text and "not in this one" in text


def test_a_quote_of_a_quote_search(answers: Answers):
    scope = Scope("dam", quotes=True)
    for hit in answers.search(Search(scope, limit=3)).quotes:
        found = explain(answers, ExplainResult(hit.article, scope, hit.number))
        (part,) = found.parts
        assert part.body == words(hit.quote.text).count("dam")
        assert part.points == pytest.approx(found.score) and found.score > 0
        assert found.quotes[0].quote == hit.quote


def test_signs_explain_the_confidence_of_nearly_every_quote(answers: Answers):
    known = unknown = 0
    for record in list(answers.records(Scope("dam"), "newest"))[:12]:
        for number, quote in enumerate(record.annotations.quotes):
            (found,) = explain(answers, ExplainResult(record.article.id, Scope(""), number)).quotes
            lines = "\n".join(quote_lines(found))
            if quote.speaker is None:
                assert "Nothing in the text names a speaker." in lines
                continue
            known, unknown = known + (found.base is not None), unknown + (found.base is None)
            for part in found.parts:
                assert (part.without > quote.speaker.confidence) == (f"lowers it: {part.sign}" in lines)
    assert known > 4 * unknown


def test_distances_are_words_of_the_text(answers: Answers):
    record = next(
        one for one in answers.records(Scope("dam"), "newest") if any(quote.cue for quote in one.annotations.quotes)
    )
    number, quote = next(pair for pair in enumerate(record.annotations.quotes) if pair[1].cue and pair[1].speaker)
    (found,) = explain(answers, ExplainResult(record.article.id, Scope(""), number)).quotes
    assert quote.cue is not None and quote.speaker is not None
    first, second = sorted(((quote.cue.start, quote.cue.end), (quote.speaker.start, quote.speaker.end)))
    assert found.to_cue == len(words(record.article.text[first[1] : second[0]]))


def test_a_missing_article_is_an_error(answers: Answers):
    with pytest.raises(GoneError):
        explain(answers, ExplainResult("nothing", Scope("dam")))
