"""Answers of an index before its first commit."""

from collections.abc import Iterator

from ..model import Facets, Timeline
from ..protocol.answers import (
    Answer,
    Completions,
    Cooccurrences,
    Denials,
    Explanation,
    FacetsAnswer,
    Failure,
    Ids,
    Interpretation,
    KwicLines,
    Rejects,
    Results,
    Speakers,
    Status,
    TimelineAnswer,
    Variants,
)
from ..protocol.news import FindNews, MarkSeen, MarkUnseen, News
from ..protocol.omissions import Omissions
from ..protocol.pictures import Matrix, SplitTimeline
from ..protocol.questions import (
    Compare,
    CompareScopes,
    Complete,
    CountCooccurrences,
    CountFacets,
    CountMatrix,
    CountOmissions,
    CountSpeakers,
    CountTimeline,
    CountWords,
    Explain,
    ExplainResult,
    FindDenials,
    FindSimilar,
    Kwic,
    List,
    ListCopies,
    ListQuoteVariants,
    ListRejects,
    ListRepeats,
    ListVariantGroups,
    ListVariants,
    MakeProfile,
    Overview,
    Question,
    Raw,
    Read,
    Refresh,
    Search,
    SplitTimelineBy,
)
from ..protocol.related_answers import Copies, QuoteVariants, Repeats, Similar, VariantGroups
from ..protocol.reports import ScopeComparison, Side, WordTable


def empty_answer(question: Question) -> Answer:
    """Answer a question that has a single answer."""
    if isinstance(question, FindNews | MarkSeen | MarkUnseen):
        return News(question.name, 0, 0)
    nothing: dict[type, Answer] = {
        Search: Results(total=0, offset=0),
        CountFacets: FacetsAnswer(Facets()),
        CountCooccurrences: Cooccurrences(0),
        CountSpeakers: Speakers(0, 0),
        FindDenials: Denials((), 0, 0),
        ListVariants: Variants(),
        CountOmissions: Omissions(0, 0, 0, (), ()),
        CountWords: WordTable((), 0, 0),
        CountTimeline: TimelineAnswer(Timeline("day")),
        List: Ids((), 0),
        ListRejects: Rejects((), 0),
        Refresh: Status(0, "", ""),
        Complete: Completions(0, 0),
        Explain: Explanation(0),
        Read: Failure("This article is not in the index yet.", "index"),
        CompareScopes: ScopeComparison(Side(""), Side("")),
        MakeProfile: Failure("There are no articles yet, so no name has a profile.", "index"),
        ExplainResult: Failure("This article is not in the index yet.", "index"),
        SplitTimelineBy: SplitTimeline(Timeline("day"), (), Timeline("day")),
        CountMatrix: Matrix((), (), 0),
        Raw: Failure("This article is not in the index yet.", "index"),
        Kwic: KwicLines((), 0, 0, True),
        ListCopies: Copies(0, 0),
        ListRepeats: Repeats(0, 0),
        FindSimilar: Similar(0, 0),
        ListQuoteVariants: QuoteVariants(0, 0),
        ListVariantGroups: VariantGroups(0, 0),
        Compare: Failure("These articles are not in the index yet.", "index"),
    }
    return nothing[type(question)]


def empty_parts(question: Overview) -> Iterator[Answer]:
    """Answer an `Overview`, part by part."""
    query = question.search.scope.query
    yield Results(total=0, offset=0, interpretation=Interpretation(query, query))
    if question.explain:
        yield Explanation(0)
    if question.bars:
        yield TimelineAnswer(Timeline("day"))
    if question.entities is not None:
        yield empty_answer(question.entities)
