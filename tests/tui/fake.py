"""A stand-in for the index: a few invented articles in memory, searched with the query language's own meaning."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable

from msgspec.structs import replace

from newsexplore.index.config.settings import READ_NAME, user_folder
from newsexplore.index.curation.apply import apply_read_marks, apply_tags
from newsexplore.index.curation.changes import changed, quote_key
from newsexplore.index.curation.read_file import ReadFile
from newsexplore.index.decisions import Curation
from newsexplore.index.model import (
    Annotations,
    Article,
    Block,
    Cue,
    Entity,
    EntityType,
    Hit,
    Mention,
    Quote,
    QuoteHit,
    QuoteType,
    Record,
    Reject,
    Sort,
    Speaker,
)
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
from newsexplore.index.protocol.questions import (
    Complete,
    CountFacets,
    CountSpeakers,
    CountTimeline,
    CountTogether,
    Decide,
    Explain,
    FetchCuration,
    Kwic,
    List,
    ListRejects,
    ListVariants,
    Overview,
    Question,
    Raw,
    Read,
    Refresh,
    Scope,
    Search,
)
from newsexplore.index.query import analysis
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.matches import find_matches
from newsexplore.index.query.parse import parse
from newsexplore.index.query.snippet import snippet
from newsexplore.index.query.tree import And, Everything, Exact, Node
from newsexplore.index.query.typed import begun, begun_note
from newsexplore.index.search.concordance import Concordance

from .fake_counts import Match, facets, speakers, timeline, together
from .fake_hints import completions, explanation

NAMES: dict[str, tuple[EntityType, tuple[str, ...]]] = {
    "Harbour Minister": ("person", ("the minister",)),
    "Chief Engineer": ("person", ("the engineer",)),
    "Harbour Board": ("org", ("the board",)),
    "Pilots' Union": ("org", ("the union",)),
    "Old Quay": ("place", ()),
    "North Lock": ("place", ()),
    "Storm Bill": ("misc", ()),
}
Said = tuple[str, QuoteType, str, str]
"""A quote's words as they stand in the body, its type, the speaker as written after them, and the name."""


def record(
    id_: str, title: str, body: str, *, date: str = "", outlet: str = "", said: Iterable[Said] = (), locator: str = ""
) -> Record:
    """An article annotated by plain look-up of the names above and of the quotes given."""
    text = f"{title}\n\n{body}" if title else body
    start = len(title) + 2 if title else 0
    blocks = [Block(0, len(title), "headline")] if title else []
    paragraphs = re.finditer(r"(?:(?!\n\n).)+", text[start:], re.DOTALL)
    blocks += [Block(start + match.start(), start + match.end(), "paragraph") for match in paragraphs]
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for name, (type_, aliases) in NAMES.items():
        pattern = "|".join(re.escape(spelling) for spelling in (name, *aliases))
        spans = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
        mentions += [Mention(*span, len(entities)) for span in spans]
        if spans:
            entities.append(Entity(name, type_, aliases))
    quotes = [_quote(text, [one.name for one in entities], *one) for one in said]
    article = Article(
        id=id_, title=title, text=text, body=start, locator=locator or f"wire.jsonl#{id_}", digest=id_, date=date,
        outlet=outlet, corpus="harbour",
    )  # fmt: skip
    return Record(
        article,
        Annotations(
            tuple(blocks), tuple(entities), tuple(sorted(mentions, key=lambda mention: mention.start)), tuple(quotes)
        ),
    )


def _quote(text: str, entities: list[str], words: str, type_: QuoteType, speaker: str, resolved: str) -> Quote:
    start = text.index(words)
    end = start + len(words)
    if not speaker:
        return Quote(start, end, words, type_, ((start, end),))
    at = text.index(speaker, end)
    who = Speaker(at, at + len(speaker), speaker, resolved, entities.index(resolved) if resolved in entities else None)
    return Quote(start, end, words, type_, ((start, end),), who, Cue(at - 5, at - 1, "said"))


RECORDS = (
    record(
        "a1",
        "Harbour Board closes the Old Quay after the storm",
        "The Harbour Board closed the Old Quay on Monday after waves broke two of its bollards.\n\n"
        "“Nobody will load a ship here before the wall is safe,” said the minister, who had come by the night train. "
        "The board will meet again on Thursday.\n\n"
        "“The wall is older than any map we have,” said the engineer. The storm had taken most of the night to pass, "
        "and the North Lock stayed shut until the morning.",
        date="2031-05-05",
        outlet="The Tidewatch",
        said=(
            ("Nobody will load a ship here before the wall is safe,", "direct", "the minister", "Harbour Minister"),
            ("The wall is older than any map we have,", "direct", "the engineer", "Chief Engineer"),
        ),
    ),
    record(
        "a2",
        "Pilots' Union calls the repair plan “a leak with a budget”",
        "The Pilots' Union rejected the plan for the North Lock.\n\n"
        "It was “a leak with a budget”, said the union, and the storm had only shown what everybody knew.\n\n"
        "The Harbour Minister answered that the Storm Bill would pay for it.",
        date="2031-05-03",
        outlet="Lantern Daily",
        said=(("a leak with a budget", "mixed", "the union", "Pilots' Union"),),
    ),
    record(
        "a3",
        "Minister promises a new lock before winter",
        "The Harbour Minister said that the North Lock would be finished before winter.\n\n"
        "“We have the stone, and we have the people,” said the minister on the Old Quay. After the storm, the minister "
        "added, the board could no longer wait.",
        date="2031-04-11",
        outlet="The Tidewatch",
        said=(("We have the stone, and we have the people,", "direct", "the minister", "Harbour Minister"),),
    ),
    record(
        "a4",
        "What the tide leaves behind",
        "Nobody counts the ropes that a storm takes. On the Old Quay one finds them in spring.",
        outlet="Lantern Daily",
    ),
    record(
        "a5",
        "Board publishes its letters",
        "The Harbour Board published forty letters on Friday. None of them mentions the North Lock.",
        date="2031-03-02",
        outlet="The Tidewatch",
    ),
)


SPOKEN = record(
    "a6",
    "What was said about the lock",
    "“The North Lock is older than the Old Quay,” said the engineer.\n\n"
    "“The North Lock will stay shut,” said the minister. “The Storm Bill pays for it,” said the minister again.",
    date="2031-06-01",
    outlet="Lantern Daily",
    said=(
        ("The North Lock is older than the Old Quay,", "direct", "the engineer", "Chief Engineer"),
        ("The North Lock will stay shut,", "direct", "the minister", "Harbour Minister"),
        ("The Storm Bill pays for it,", "direct", "the minister", "Harbour Minister"),
    ),
)
"""One more article, in which quotes mention names."""


class FakeService:
    """Answers as the index would; `delay` holds answers back, and `fail` makes questions of a kind fail."""

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
        self.raw_part = 256 * 1024
        self.curation = Curation()
        self.missing: tuple[str, ...] = ()
        self.opening = asyncio.Event()
        self.opening.set()
        self.released = asyncio.Event()
        """Answers are held back while this is cleared."""
        self.released.set()

    async def start(self) -> None:
        """Open, once `opening` is set."""
        await self.opening.wait()

    async def close(self) -> None:
        """Nothing to let go of."""
        self.closed = True

    async def ask(self, question: Question, on_part: Callable[[Answer], None] | None = None) -> Answer:
        """Answer a question as the index's process would."""
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
        """The parts of an overview, each as if it were asked for alone."""
        results = await self.ask(question.search)
        assert isinstance(results, Results)
        yield results
        scope = replace(question.search.scope, query=results.interpretation.searched or question.search.scope.query)
        first = results.first
        if question.explain:
            yield await self.ask(Explain(scope))
        if question.bars:
            yield await self.ask(CountTimeline(scope, question.bars))
        if isinstance(question.entities, CountTogether | CountSpeakers):
            yield await self.ask(replace(question.entities, scope=scope))
        elif question.entities is not None:
            also = tuple((one.type, one.name) for one in first.annotations.entities) if first else ()
            yield await self.ask(replace(question.entities, scope=scope, also=also))

    def _answer(self, question: Question) -> Answer:
        match question:
            case Search(scope=scope, sort=sort, offset=offset, limit=limit):
                results = self._search(scope, sort, offset, limit)
                if question.begun and not results.total and (longer := begun(scope.query)):
                    wider = self._search(replace(scope, query=longer), sort, offset, limit)
                    if wider.total:
                        why = Interpretation(scope.query, longer, "prefix", (begun_note(scope.query),))
                        results = replace(wider, interpretation=why)
                        scope = replace(scope, query=longer)
                if question.read and results.hits and Read not in self.fail:
                    results = replace(results, first=self._read(results.hits[0].id, scope))
                return results
            case CountFacets(scope=scope):
                return FacetsAnswer(facets(self._matches(scope), question, NAMES))  # all: none is left out
            case CountTogether(scope=scope, entity=entity):
                return together(self._matches(scope), entity)
            case ListVariants():
                return Variants()
            case CountSpeakers():
                return self._speakers(question)
            case Overview():
                raise AssertionError("`ask` answers it part by part")
            case CountTimeline(scope=scope):
                return TimelineAnswer(timeline(self._matches(scope)))
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
                )
                return lines.page(question, lambda: False)
            case List(scope=scope, sort=sort):
                ids = tuple(one.article.id for one in self._found(scope, sort))
                return Ids(ids, len(ids))
            case ListRejects(limit=limit):
                return Rejects(tuple(self.rejects[:limit]), len(self.rejects))
            case Complete():
                return completions(question, self.records, NAMES)
            case Explain(scope=scope):
                return explanation(scope, self._count)
            case Refresh():
                return Status(len(self.records), "memory")
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
        filters = (Exact(one.field, analysis.value(one.value)) for one in scope.filters)
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
            page = tuple(
                QuoteHit(
                    one.article.id,
                    number,
                    one.annotations.quotes[number],
                    one.article.title,
                    one.article.date,
                    one.article.outlet,
                )
                for one, number in quotes[offset : offset + limit]
            )
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
