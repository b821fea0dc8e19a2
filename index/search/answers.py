"""Questions in the query language to answers: parsing, the user's curation, the engine, highlighting, snippets.

The command asks here in its own process; the interface through `service.py`.
"""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from ..config.settings import Settings
from ..curation.apply import decide
from ..curation.library import Library
from ..curation.store import CurationFile
from ..decisions import Curation
from ..engines import open_engine
from ..engines.base import Cancelled, Engine, SearchCancelledError
from ..engines.entity_merges import EntityId, Merges
from ..linking.cache import links
from ..linking.name_filter import Names
from ..model import Annotations, EntityCount, Facets, Hit, QuoteHit, Record, Sort
from ..protocol import (
    Answer,
    Complete,
    Completions,
    CountFacets,
    CountTimeline,
    CountTogether,
    Explain,
    Explanation,
    FacetsAnswer,
    Filter,
    Ids,
    Interpretation,
    Kwic,
    KwicLines,
    List,
    ListRejects,
    ListVariants,
    Question,
    Raw,
    RawSource,
    Read,
    Reading,
    Refresh,
    Rejects,
    Results,
    Scope,
    Search,
    Status,
    TimelineAnswer,
    Together,
    Variants,
)
from ..query import analysis
from ..query.matches import find_matches, positive_leaves
from ..query.parse import parse
from ..query.snippet import snippet
from ..query.tree import And, Everything, Exact, Node, Nothing, Parsed, asks_for
from ..query.typed import begun, begun_note
from .completion import complete
from .concordance import LOOK, Concordance
from .cooccurrence import companions
from .explain import explain
from .vocabulary import Vocabulary

_ENTITY_FIELDS = ("person", "org", "place", "entity", "speaker", "about")
"""Fields of the query that ask for entities: what is one over the corpus matters to them."""

_ANNOTATED_FIELDS = (*_ENTITY_FIELDS, "quote", "cue")
"""Fields that an article's annotations are needed for."""


class GoneError(Exception):
    """The article asked for is not in the index (any more)."""


def never() -> bool:
    """A `Cancelled` that lets a search run to its end."""
    return False


class Answers:
    """One open index, asked by one thread at a time."""

    def __init__(self, settings: Settings, engine: Engine | None = None, file: CurationFile | None = None) -> None:
        """Open the index of `settings`, or take one that is open already; `file` is that of the user's decisions.

        Raises:
            EngineError: there is no index yet, or it cannot be used.
        """
        self.settings = settings
        self.curation = Curation()
        self.engine = engine or open_engine(
            settings.config.index.engine,
            settings.engine_folder,
            create=False,
            budget=settings.config.search.budget_ms / 1000,
        )
        self.library = Library(file or CurationFile(settings.curation_file), self.engine)
        self._merges: Merges | None = None
        self._names: Names | None = None
        self._vocabulary: Vocabulary | None = None
        self._concordance: Concordance | None = None

    def close(self) -> None:
        """Release the engine's files."""
        self.engine.close()

    def answer(self, question: Question, cancelled: Cancelled = never) -> Answer:
        """Answer any question; raises what `Engine.search` raises, and GoneError from `Read`."""
        ask: dict[type, Callable[..., Answer]] = {
            Search: self.search,
            CountFacets: self.facets,
            CountTogether: self.together,
            ListVariants: self.variants,
            CountTimeline: self.timeline,
            Read: self.read,
            Raw: self.raw,
            Kwic: self.kwic,
            List: self.list,
            ListRejects: self.rejects,
            Refresh: self.refresh,
            Complete: self.complete,
            Explain: self.explain,
        }
        return ask[type(question)](question, cancelled)

    def parse(self, scope: Scope) -> Parsed:
        """The scope's query and filters as one tree, tags resolved, with the notes of the parser."""
        parsed = parse(scope.query, quotes=scope.quotes)
        filters = tuple(Exact(part.field, analysis.value(part.value)) for part in scope.filters)
        tree = parsed.tree if not filters else And((parsed.tree, *filters))
        self._look()
        trouble = self.library.trouble
        notes = (*parsed.notes, trouble) if trouble else parsed.notes
        return Parsed(self.library.apply(tree, self.merges, quotes=scope.quotes), notes)

    def _look(self) -> None:
        """See the user's decisions as they are now; while their file cannot be read those of before hold."""
        curation = self.library.look().curation
        if (curation.merges, curation.rejected) != (self.curation.merges, self.curation.rejected):
            self._merges = self._names = self._vocabulary = None
        if curation is not self.curation:
            self._concordance = None
        self.curation = curation

    def merges(self) -> Merges:
        """Which entities are one over the corpus, and what the user decided of them; the engine answers so from now on.

        Found when a question first needs it, and again after a commit or another decision of the user: it depends on
        all articles and on a file that may change at any time.
        """
        self._look()
        if self._merges is None:
            linked = links(self.engine, Path(self.settings.folder))
            decided = self.curation.merges or self.curation.rejected
            self._merges = decide(self.engine.entities(), linked, self.curation) if decided else linked
            self.engine.merge(self._merges)
        return self._merges

    def decided(self, record: Record) -> Record:
        """A stored record as the user's decisions and the links of the corpus have it."""
        return self.library.decided(record, self.merges())

    def vocabulary(self) -> Vocabulary:
        """The words and values of the index, kept until the next commit or decision about entities."""
        merges = self.merges()
        if self._vocabulary is None or self._vocabulary.merges is not merges:
            self._vocabulary = Vocabulary(self.engine, merges)
        self._vocabulary.curation = self.curation
        return self._vocabulary

    def get_ready(self, cancelled: Cancelled) -> None:
        """Gather the names that queries are completed with, once it is known which are one; raises as `Engine.facets`.

        The first letter that is typed would wait for them.
        """
        if self._merges is not None:
            self.vocabulary().gather(cancelled)

    def _understood(self, scope: Scope) -> Parsed:
        """`parse`, with the engine ready for a tree that asks for entities."""
        parsed = self.parse(scope)
        if asks_for(parsed.tree, *_ENTITY_FIELDS):
            self.merges()
        return parsed

    def search(self, question: Search, cancelled: Cancelled = never) -> Results:
        """A page of articles with snippets, or of quotes; of the query as it may go on where nothing has it so far."""
        results = self._search(question, cancelled)
        query = question.scope.query
        longer = begun(query) if question.begun and not results.total else ""
        if not longer:
            return results
        wider = self._search(replace(question, scope=replace(question.scope, query=longer)), cancelled)
        if not wider.total:
            return results
        notes = (begun_note(query), *wider.interpretation.notes)
        return replace(wider, interpretation=Interpretation(query, longer, "prefix", notes))

    def _search(self, question: Search, cancelled: Cancelled) -> Results:
        began = time.perf_counter()
        parsed = self._understood(question.scope)
        query = question.scope.query
        reason = "not searchable" if isinstance(parsed.tree, Nothing) else "as typed"
        interpretation = Interpretation(query, query, reason, parsed.notes)
        if question.scope.quotes:
            found_quotes = self.engine.search_quotes(
                parsed.tree, sort=question.sort, offset=question.offset, limit=question.limit, cancelled=cancelled
            )
            quotes = self._quote_hits([(id, number) for id, number, _ in found_quotes.page])
            return Results(
                total=found_quotes.total,
                offset=question.offset,
                quotes=quotes,
                interpretation=interpretation,
                seconds=time.perf_counter() - began,
            )
        found = self.engine.search(
            parsed.tree, sort=question.sort, offset=question.offset, limit=question.limit, cancelled=cancelled
        )
        records = self._to_show(parsed.tree, [id for id, _ in found.page])
        hits = tuple(
            self._hit(rank, score, records[id], parsed)
            for rank, (id, score) in enumerate(found.page, question.offset + 1)
            if id in records
        )
        return Results(
            total=found.total,
            offset=question.offset,
            hits=hits,
            interpretation=interpretation,
            seconds=time.perf_counter() - began,
            # To find out which entities are one takes long the first time: nobody waits for that to see results.
            first=self.read(Read(hits[0].id, question.scope))
            if question.read and hits and self._merges is not None
            else None,
        )

    def _to_show(self, tree: Node, ids: Sequence[str]) -> dict[str, Record]:
        """Articles by id, with the annotations that tell where a tree is met in them; most trees need none."""
        if not any(leaf.field in _ANNOTATED_FIELDS for leaf in positive_leaves(tree)):
            return {article.id: Record(article, Annotations()) for article in self.engine.articles(ids)}
        records = self.engine.records(ids)
        if asks_for(tree, *_ENTITY_FIELDS):
            records = [self.decided(record) for record in records]
        return {record.article.id: record for record in records}

    def _hit(self, rank: int, score: float, record: Record, parsed: Parsed) -> Hit:
        article = record.article
        chars = self.settings.config.search.snippet_chars
        matches = () if isinstance(parsed.tree, Everything) else find_matches(parsed.tree, article, record.annotations)
        return Hit(
            rank=rank,
            score=score,
            id=article.id,
            title=article.title,
            date=article.date,
            outlet=article.outlet,
            locator=article.locator,
            snippet=snippet(article, matches, chars),
        )

    def _quote_hits(self, page: list[tuple[str, int]]) -> tuple[QuoteHit, ...]:
        ids = list(dict.fromkeys(id for id, _ in page))
        records = {record.article.id: self.decided(record) for record in self.engine.records(ids)}
        return tuple(
            QuoteHit(
                article=id,
                number=number,
                quote=records[id].annotations.quotes[number],
                title=records[id].article.title,
                date=records[id].article.date,
                outlet=records[id].article.outlet,
            )
            for id, number in page
            if id in records
        )

    def facets(self, question: CountFacets, cancelled: Cancelled = never) -> FacetsAnswer:
        """Entities and outlets over all articles that match; of the entities all, or some."""
        self.merges()
        tree = self.parse(question.scope).tree
        among: Collection[EntityId] | None = question.among
        if question.holding.strip():
            holding = self._named(question.holding, cancelled)
            among = holding if among is None else holding.intersection(among)
        found = self.engine.facets(tree, types=question.types, limit=question.limit, cancelled=cancelled, among=among)
        known = {(count.type, count.name) for count in found.entities}
        missing = tuple(one for one in question.also if one not in known)
        also = (
            self.engine.facets(tree, types=question.types, limit=len(missing), cancelled=cancelled, among=missing)
            if missing
            else Facets()
        )
        return FacetsAnswer(Facets(tuple(map(_with_spellings, found.entities)), found.outlets), also.entities)

    def _named(self, holding: str, cancelled: Cancelled) -> set[EntityId]:
        """The entities with a name that holds what was typed; the names are gathered when this is first asked."""
        if self._names is None:
            self._names = Names(self.engine.entities(), self.merges())

        def check() -> None:
            if cancelled():
                raise SearchCancelledError

        return self._names.holding(holding, check)

    def together(self, question: CountTogether, cancelled: Cancelled = never) -> Together:
        """The entities that are mentioned in the same articles as one."""
        self.merges()
        scope, (kind, name) = question.scope, question.entity
        field = "entity" if kind == "misc" else kind
        tree = self.parse(scope).tree
        both = self.parse(replace(scope, filters=(*scope.filters, Filter(field, name)))).tree
        return companions(self.engine, tree, both, question.entity, limit=question.limit, cancelled=cancelled)

    def variants(self, question: ListVariants, cancelled: Cancelled = never) -> Variants:
        """The entities, as articles name them, that are merged into one."""
        del cancelled  # one look at the list of entities
        merges = self.merges()
        found = [one for one in self.engine.entities() if merges.get(id := (one.type, one.name), id) == question.entity]
        return Variants(tuple(sorted(found, key=lambda one: (-one.articles, one.name))))

    def timeline(self, question: CountTimeline, cancelled: Cancelled = never) -> TimelineAnswer:
        """All articles that match over time."""
        tree = self._understood(question.scope).tree
        return TimelineAnswer(self.engine.timeline(tree, buckets=question.buckets, cancelled=cancelled))

    def read(self, question: Read, cancelled: Cancelled = never) -> Reading:
        """One article with what matches in it, its entities as they are named over the corpus.

        Raises GoneError when it is not there.
        """
        del cancelled  # one fetch is too short to be cancelled
        records = self.engine.records([question.id])
        if not records:
            raise GoneError("This article is no longer in the index.")
        record = self.decided(records[0])
        article, annotations = record.article, record.annotations
        matches = find_matches(self.parse(question.scope).tree, article, annotations)
        return Reading(article, annotations, matches)

    def list(self, question: List, cancelled: Cancelled = never) -> Ids:
        """The ids of the articles that match, in order."""
        ids = tuple(self.engine.ids(self._understood(question.scope).tree, sort=question.sort, cancelled=cancelled))
        return Ids(ids[: question.limit], len(ids))

    def rejects(self, question: ListRejects, cancelled: Cancelled = never) -> Rejects:
        """What could not be read when the index was last brought up to date, sorted by locator."""
        del cancelled  # one look at each file the index remembers
        found = sorted(
            (reject for state in self.engine.sources() for reject in state.rejects), key=lambda reject: reject.locator
        )
        return Rejects(tuple(found[: question.limit]), len(found))

    def complete(self, question: Complete, cancelled: Cancelled = never) -> Completions:
        """What could stand at the cursor of a query."""
        return complete(question, self.engine, self.vocabulary(), cancelled)

    def explain(self, question: Explain, cancelled: Cancelled = never) -> Explanation:
        """What each condition of a query finds, and what else may have been meant."""
        return explain(question.scope, self._understood, self.engine, self.vocabulary(), cancelled)

    def raw(self, question: Raw, cancelled: Cancelled = never) -> RawSource:
        """A piece of what an article was read from; raises GoneError when that cannot be read any more."""
        from ..corpus.raw import RawError, part  # readers and all that they need, for a rare question

        records = self.engine.records([question.id])
        if not records:
            raise GoneError("This article is no longer in the index.")
        article = records[0].article
        corpus = next((one for one in self.settings.corpora if one.name == article.corpus), None)
        if corpus is None:
            raise GoneError(f"The corpus {article.corpus!r} is not among those of this index any more.")

        def check() -> None:
            if cancelled():
                raise SearchCancelledError

        try:
            return part(article, corpus, question.start, check)
        except RawError as error:
            raise GoneError(str(error)) from None

    def kwic(self, question: Kwic, cancelled: Cancelled = never) -> KwicLines:
        """A page of a trail's concordance; the last one is kept as far as it was gathered."""
        known = self._concordance
        if known is None or not known.serves(question):
            tree = self._understood(question.scope).tree
            records = self.records(question.scope, question.order, cancelled, page=LOOK)
            known = Concordance(question, records, lambda one: find_matches(tree, one.article, one.annotations))
        self._concordance = None  # where it is left in the middle it is of no more use
        lines = known.page(question, cancelled)
        self._concordance = known
        return lines

    def refresh(self, question: Refresh, cancelled: Cancelled = never) -> Status:
        """See the newest commit."""
        del question, cancelled
        if self.engine.refresh():
            self._merges = self._names = self._concordance = self._vocabulary = None
            self.library.refresh()
        self._look()
        return Status(articles=self.engine.count(), engine=self.engine.name)

    def records(self, scope: Scope, sort: Sort, cancelled: Cancelled = never, page: int = 200) -> Iterator[Record]:
        """Every article that matches, in order, fetched a page at a time: no cap, bounded memory.

        Entities have the names that they have over the corpus.
        """
        ids = self.ids(scope, sort, cancelled)
        for start in range(0, len(ids), page):
            yield from self.fetch(ids[start : start + page])

    def ids(self, scope: Scope, sort: Sort, cancelled: Cancelled = never) -> Sequence[str]:
        """The ids of all articles that match, in order."""
        return tuple(self.engine.ids(self._understood(scope).tree, sort=sort, cancelled=cancelled))

    def fetch(self, ids: Sequence[str]) -> Iterator[Record]:
        """Articles in the order asked, without those that are not there; entities named as over the corpus."""
        for record in self.engine.records(ids):
            yield self.decided(record)

    def quotes_page(self, scope: Scope, sort: Sort, offset: int, limit: int) -> tuple[int, Sequence[tuple[str, int]]]:
        """How many quotes match a quote search, and a page of them: article id and number in the article."""
        tree = self._understood(scope).tree
        found = self.engine.search_quotes(tree, sort=sort, offset=offset, limit=limit, cancelled=never)
        return found.total, tuple((id, number) for id, number, _ in found.page)

    def decisions(self) -> tuple[Curation, str]:
        """What the user has kept and decided, and why that is not as the file says; "" when it is."""
        self._look()
        if not self.library.trouble:
            self.curation = self.library.load().curation
        return self.curation, self.library.trouble


def _with_spellings(entity: EntityCount) -> EntityCount:
    """The entity without aliases that differ from its name, or from another alias, in letter case or accents alone."""
    return replace(entity, aliases=_spellings(entity.name, entity.aliases))


@lru_cache(4096)
def _spellings(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    seen = {analysis.value(name), ""}
    kept: list[str] = []
    for alias in sorted(aliases, key=lambda one: (one.isupper(), one)):
        folded = analysis.value(alias)
        if folded not in seen:
            seen.add(folded)
            kept.append(alias)
    return tuple(sorted(kept))
