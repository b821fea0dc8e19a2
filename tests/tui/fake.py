"""A fake index service: a few invented articles in memory, searched with `holds`."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable

from msgspec.structs import replace

from newsexplore.index.config.settings import READ_NAME, user_folder
from newsexplore.index.curation.apply import apply_read_marks, apply_tags
from newsexplore.index.curation.changes import changed, quote_key
from newsexplore.index.curation.read_file import ReadFile
from newsexplore.index.decisions import Curation
from newsexplore.index.engines.base import never
from newsexplore.index.model import Hit, Record, Reject, Sort, Timeline
from newsexplore.index.processes.search_process import ServiceError
from newsexplore.index.protocol.answers import (
    Answer,
    CurationAnswer,
    End,
    FacetsAnswer,
    Ids,
    Interpretation,
    RawSource,
    Reading,
    Rejects,
    Results,
    Speakers,
    Status,
    TimelineAnswer,
    Variants,
)
from newsexplore.index.protocol.news import FindNews, MarkSeen, MarkUnseen, News
from newsexplore.index.protocol.pictures import SplitTimeline
from newsexplore.index.protocol.questions import (
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
    Decide,
    Explain,
    ExplainResult,
    FetchCuration,
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
    Scope,
    Search,
    SplitTimelineBy,
)
from newsexplore.index.protocol.related_answers import Repeats, VariantGroups
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.leaves import exact_leaf
from newsexplore.index.query.matches import find_matches
from newsexplore.index.query.parse import parse
from newsexplore.index.query.snippet import snippet
from newsexplore.index.query.tree import And, Everything, Node, Nothing
from newsexplore.index.query.typed import as_prefix, prefix_note
from newsexplore.index.search.concordance import Concordance

from . import fake_copies
from .fake_counts import Match, facets, speakers, timeline, together
from .fake_denials import denials, quote_hit
from .fake_hints import completions, explanation
from .fake_records import NAMES, RECORDS


class FakeService:
    """A fake index service; `delay` delays answers, and `fail` makes questions of a type fail."""

    def __init__(self, records: Iterable[Record] = RECORDS, *, delay: float = 0.0) -> None:
        self.records = list(records)
        self.delay = delay
        self.delays: dict[str, float] = {}
        """Seconds to hold back what is asked about a query."""
        self.fail: dict[type, str] = {}
        self.rejects: list[Reject] = []
        self.asked: list[Question] = []
        self.cancelled: list[Question] = []
        self.closed = False
        self.groups: list[tuple[str, ...]] = []
        """Ids of articles that are copies of each other."""
        self.raw_part = 256 * 1024
        self.curation = Curation()
        self.missing: tuple[str, ...] = ()
        self.canned: dict[type, Answer] = {}
        """Answers to questions of a type, in place of what the articles say."""
        self.opening = asyncio.Event()
        self.opening.set()
        self.released = asyncio.Event()
        """Answers are held back while this is cleared."""
        self.released.set()

    async def start(self) -> None:
        """Start, once `opening` is set."""
        await self.opening.wait()

    async def close(self) -> None:
        """Do nothing."""
        self.closed = True

    async def ask(self, question: Question, on_part: Callable[[Answer], None] | None = None) -> Answer:
        """Answer a question like the search process."""
        if isinstance(question, Overview):
            async for part in self._overview(question):
                if on_part is not None:
                    on_part(part)
            return End()
        self.asked.append(question)
        delay = self.delay
        if isinstance(question, Search | Explain):
            delay = self.delays.get(question.scope.query, delay)
        elif isinstance(question, Complete):
            delay = self.delays.get(question.query, delay)
        try:
            await asyncio.sleep(delay)
            await self.released.wait()
        except asyncio.CancelledError:
            self.cancelled.append(question)
            raise
        if message := self.fail.get(type(question)):
            raise ServiceError(message, "index")
        return self._answer(question)

    async def _overview(self, question: Overview) -> AsyncIterator[Answer]:
        """Yield the parts of an overview, each as if asked separately."""
        results = await self.ask(question.search)
        assert isinstance(results, Results)
        yield results
        scope = replace(question.search.scope, query=results.interpretation.searched or question.search.scope.query)
        first = results.first
        if question.explain:
            yield await self.ask(Explain(scope))
        if question.bars:
            yield await self.ask(CountTimeline(scope, question.bars))
        if isinstance(question.entities, CountCooccurrences | CountSpeakers):
            yield await self.ask(replace(question.entities, scope=scope))
        elif question.entities is not None:
            also = tuple((one.type, one.name) for one in first.annotations.entities) if first else ()
            yield await self.ask(replace(question.entities, scope=scope, also=also))

    def _answer(self, question: Question) -> Answer:
        if (canned := self.canned.get(type(question))) is not None:
            return canned
        match question:
            case Search(scope=scope, sort=sort, offset=offset, limit=limit):
                results = self._search(scope, sort, offset, limit)
                if question.fold and not scope.quotes:
                    whole = self._search(scope, sort, 0, len(self.records))
                    results = fake_copies.folded(whole, offset, limit, self.groups)
                if question.try_prefix and not results.total and (longer := as_prefix(scope.query)):
                    wider = self._search(replace(scope, query=longer), sort, offset, limit)
                    if wider.total:
                        why = Interpretation(scope.query, longer, "prefix", (prefix_note(scope.query),))
                        results = replace(wider, interpretation=why)
                        scope = replace(scope, query=longer)
                if question.read and results.hits and Read not in self.fail:
                    results = replace(results, first=self._read(results.hits[0].id, scope))
                return results
            case CountFacets(scope=scope):
                return FacetsAnswer(facets(self._matches(scope), question, NAMES))  # all: none is left out
            case CountCooccurrences(scope=scope, entity=entity):
                return together(self._matches(scope), entity)
            case ListVariants():
                return Variants()
            case CountSpeakers():
                return self._speakers(question)
            case FindDenials(scope=scope):
                return denials(question, self.records, self._tree(scope))
            case CountWords() | MakeProfile() | CompareScopes() | CountOmissions() | ExplainResult() | CountMatrix():
                raise AssertionError("the tests of these have a real index: see `sample_index`")
            case Overview():
                raise AssertionError("`ask` answers it part by part")
            case CountTimeline(scope=scope):
                return TimelineAnswer(timeline(self._matches(scope)))
            case SplitTimelineBy():
                return SplitTimeline(Timeline("day"), (), Timeline("day"))
            case Read(id=id_, scope=scope):
                return self._read(id_, scope)
            case Raw(id=id_, start=start):
                return self._raw(id_, start or 0)
            case Kwic(scope=scope, order=sort):
                tree = self._tree(scope)
                lines = Concordance(
                    question,
                    iter(self._found(scope, sort)),
                    lambda one: find_matches(tree, one.article, one.annotations),
                    lambda ids: [one.article for one in self.records if one.article.id in ids],
                )
                return lines.page(question, never)
            case List(scope=scope, sort=sort):
                ids = tuple(one.article.id for one in self._found(scope, sort))
                hidden = fake_copies.hidden(ids, self.groups) if question.fold else set[str]()
                ids = tuple(id_ for id_ in ids if id_ not in hidden)
                return Ids(ids, len(ids))
            case ListCopies():
                return fake_copies.copies(question, self.records, self.groups)
            case ListRepeats(article=id_, number=number):
                found = self._search(Scope("", quotes=True), "newest", 0, 1000).quotes
                return Repeats(1, 0, tuple(one for one in found if (one.article, one.number) == (id_, number)), 1)
            case Compare():
                return fake_copies.comparison(question, self.records)
            case FindSimilar(id=id_):
                return fake_copies.similar(id_, self.records)
            case ListQuoteVariants():
                return fake_copies.variants(question, self._search(Scope("", quotes=True), "oldest", 0, 1000).quotes)
            case ListVariantGroups():
                return VariantGroups(0, 0)
            case ListRejects(limit=limit):
                return Rejects(tuple(self.rejects[:limit]), len(self.rejects))
            case Complete():
                return completions(question, self.records, NAMES)
            case Explain(scope=scope):
                return explanation(scope, self._count)
            case FindNews(name=name) | MarkSeen(name=name) | MarkUnseen(name=name):
                return News(name, 0, 0, "2031-05-06 07:08")
            case Refresh():
                return Status(len(self.records), "memory", f"{len(self.records)}")
            case FetchCuration():
                return CurationAnswer(self.curation, self.missing)
            case Decide(changes=changes):
                self.curation = changed(self.curation, *changes)
                return CurationAnswer(self.curation, self.missing)

    def _read(self, id_: str, scope: Scope) -> Reading:
        found = next((one for one in self.records if one.article.id == id_), None)
        if found is None:
            raise ServiceError("This article is no longer in the index.", "index")
        matches = find_matches(self._tree(scope), found.article, found.annotations)
        return Reading(found.article, found.annotations, matches)

    def _tree(self, scope: Scope) -> Node:
        parsed = apply_tags(
            parse(scope.query, quotes=scope.quotes).tree, self.curation, self._places(), quotes=scope.quotes
        )
        reads = ReadFile(user_folder() / READ_NAME)
        reads.look()
        parsed = apply_read_marks(parsed, reads.ids)
        filters = (exact_leaf(one.field, one.value) or Nothing() for one in scope.filters)
        return And((parsed, *filters)) if scope.filters else parsed

    def _places(self) -> dict[str, tuple[str, int]]:
        return {
            quote_key(one.article.id, quote.start, quote.end): (one.article.id, number)
            for one in self.records
            for number, quote in enumerate(one.annotations.quotes)
        }

    def _matches(self, scope: Scope) -> list[Match]:
        """Every article, or quote, that matches."""
        found = self._found(scope, "relevance")
        return self._quotes_in(found, self._tree(scope)) if scope.quotes else [Match(one) for one in found]

    def _speakers(self, question: CountSpeakers) -> Speakers:
        scope = question.scope
        found = self._found(scope, "relevance")
        quotes = self._quotes_in(found, self._tree(scope) if scope.quotes else None)
        return speakers(quotes, question, NAMES)

    @staticmethod
    def _quotes_in(found: Iterable[Record], tree: Node | None) -> list[Match]:
        return [
            Match(one, quote)
            for one in found
            for number, quote in enumerate(one.annotations.quotes)
            if tree is None or quote_holds(tree, one, number)
        ]

    def _count(self, scope: Scope) -> int:
        return self._search(scope, "newest", 0, 1).total

    def _found(self, scope: Scope, sort: Sort) -> list[Record]:
        tree = self._tree(scope)
        if scope.quotes:
            found = [one for one in self.records if any(_numbers(tree, one))]
        else:
            found = [one for one in self.records if holds(tree, one)]
        if sort == "mentions":
            found.sort(key=lambda one: -len(find_matches(tree, one.article, one.annotations)))
        if sort in ("newest", "oldest"):
            dated = sorted((one for one in found if one.article.date), key=lambda one: one.article.date)
            undated = [one for one in found if not one.article.date]
            return (dated[::-1] if sort == "newest" else dated) + undated
        return sorted(found, key=lambda one: one.article.outlet) if sort == "outlet" else found

    def _raw(self, id_: str, start: int) -> RawSource:
        article = next(one.article for one in self.records if one.article.id == id_)
        text = f"<record>\n{article.text}\n</record>\n"
        part = text[start : start + self.raw_part]
        return RawSource(article.locator, "jsonl", part, start, start + len(part), len(text), found=True)

    def _search(self, scope: Scope, sort: Sort, offset: int, limit: int) -> Results:
        tree = self._tree(scope)
        notes = parse(scope.query, quotes=scope.quotes).notes
        read = Interpretation(scope.query, scope.query, notes=notes)
        found = self._found(scope, sort)
        if scope.quotes:
            quotes = [(one, number) for one in found for number, hit in enumerate(_numbers(tree, one)) if hit]
            page = tuple(quote_hit(one, number) for one, number in quotes[offset : offset + limit])
            return Results(len(quotes), offset, quotes=page, interpretation=read, seconds=0.009)
        hits = tuple(_hit(rank, one, tree) for rank, one in enumerate(found[offset : offset + limit], offset + 1))
        return Results(len(found), offset, hits=hits, interpretation=read, seconds=0.009)


def _hit(rank: int, one: Record, tree: Node) -> Hit:
    article = one.article
    matches = () if isinstance(tree, Everything) else find_matches(tree, article, one.annotations)
    cut = snippet(article, matches, 120)
    return Hit(rank, 1.0, article.id, article.title, article.date, article.outlet, article.locator, cut)


def _numbers(tree: Node, one: Record) -> list[bool]:
    return [quote_holds(tree, one, number) for number in range(len(one.annotations.quotes))]
