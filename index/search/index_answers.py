"""Answers to questions on one open index.

Commands use it in their own process, the interface through `processes.search_process`.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from ..config.settings import Settings
from ..curation.curation_file import CurationFile
from ..curation.library import Library
from ..curation.read_file import ReadFile
from ..curation.seen_files import SeenFiles
from ..decisions import Curation
from ..engines import open_engine
from ..engines.base import Cancelled, Engine, never
from ..model import Record, Sort
from ..protocol.answers import (
    Answer,
    Completions,
    Cooccurrences,
    Denials,
    Explanation,
    FacetsAnswer,
    Ids,
    KwicLines,
    RawSource,
    Reading,
    Rejects,
    Results,
    Speakers,
    Status,
    TimelineAnswer,
    Variants,
)
from ..protocol.news import FindNews, MarkSeen, MarkUnseen
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
    Scope,
    Search,
    SplitTimelineBy,
)
from ..protocol.reports import Profile, ScopeComparison, WordTable
from ..query.analysis import compile_patterns
from ..query.matches import find_matches
from .aggregations import Aggregations
from .comparisons import Comparisons
from .completion import complete
from .concordance import LOOK, Concordance
from .copy_lists import CopyLists
from .denials import DenialFinder
from .explain import explain
from .folding import Folding
from .gone import GoneError, NoArticleError
from .interpreter import Interpreter, Understood, raising
from .omission_counts import OmissionCounter
from .pictures_counted import PictureCounts
from .profiles import EVERY, NoSuchNameError, Profiles
from .quote_variants import VariantLists
from .result_pages import ResultPages
from .result_reasons import ResultReasons
from .saved_search_news import SavedSearchNews
from .similar_articles import SimilarArticles
from .word_statistics import WordStatistics


class Answers:
    """An open index, for one thread at a time."""

    def __init__(self, settings: Settings, engine: Engine | None = None, file: CurationFile | None = None) -> None:
        """Open the index of `settings`, or use an open one; `file` is the curation file.

        Raises:
            EngineError: there is no index yet, or it is unusable.
        """
        self.settings = settings
        self.engine = engine or open_engine(
            settings.config.index.engine,
            settings.engine_folder,
            create=False,
            budget=settings.config.search.budget_ms / 1000,
            cluster=settings.cluster,
        )
        self.library = Library(file or CurationFile(settings.curation_file), self.engine, ReadFile(settings.read_file))
        self.library.look_at_reads()
        self.folding = Folding(self.engine, Path(settings.folder))
        self.interpreter = Interpreter(settings, self.engine, self.library, self.folding)
        self._pages = ResultPages(self.engine, self.interpreter, self.folding, settings.config.search.snippet_chars)
        self.copies = CopyLists(self.engine, self.folding, self._pages)
        self.similar = SimilarArticles(self.engine, self.folding)
        self.quote_variants = VariantLists(self.engine, self.interpreter, self.folding, self._pages)
        self.news = SavedSearchNews(
            self.engine, self.interpreter, SeenFiles(settings.seen_folder, settings.curation_file)
        )
        self.omissions = OmissionCounter(self.engine, self.interpreter)
        self.reasons = ResultReasons(self.engine, self.interpreter, settings.config.quotes)
        self.pictures = PictureCounts(self.engine, self.interpreter)
        self._counts = Aggregations(self.engine, self.interpreter)
        self._denials = DenialFinder(self.engine, self.interpreter, self._pages.quotes)
        self._words = WordStatistics(self.engine, self.interpreter, self.found)
        self._comparisons = Comparisons(self.engine, self.interpreter, self._words)
        self._profiles = Profiles(self.engine, self.interpreter, self._counts, self._words, self._pages)
        self._concordance: tuple[int, Concordance] | None = None
        """The last concordance, with the interpreter's generation at the time."""

    def close(self) -> None:
        """Release the engine's files."""
        self.engine.close()

    def answer(self, question: Question, cancelled: Cancelled = never) -> Answer:
        """Answer any question that has a single answer; raises as `Engine.search`, and GoneError for `Read`."""
        ask: dict[type, Callable[..., Answer]] = {
            Search: self.search,
            CountFacets: self.facets,
            CountCooccurrences: self.together,
            CountSpeakers: self.speakers,
            FindDenials: self.denials,
            CountTimeline: self.timeline,
            ListVariants: self.variants,
            Read: self.read,
            Raw: self.raw,
            Kwic: self.kwic,
            List: self.list,
            ListRejects: self.rejects,
            Refresh: self.refresh,
            Complete: self.complete,
            CountWords: self.count_words,
            MakeProfile: self.profile,
            CompareScopes: self.compare,
            Explain: self.explain,
            ListCopies: self.copies.copies,
            ListRepeats: self.copies.repeats,
            Compare: self.copies.compare,
            FindSimilar: self.similar.find,
            ListQuoteVariants: self.quote_variants.variants,
            ListVariantGroups: self.quote_variants.groups,
            SplitTimelineBy: self.pictures.split,
            CountMatrix: self.pictures.matrix,
            ExplainResult: self.reasons.explain,
            CountOmissions: self.omissions.count,
            FindNews: self.news.find,
            MarkSeen: self.news.mark,
            MarkUnseen: self.news.unmark,
        }
        return ask[type(question)](question, cancelled)

    def overview(self, question: Overview, cancelled: Cancelled = never) -> Iterator[Answer]:
        """Yield the parts of the answer to an `Overview`, in its order; raises as `answer`."""
        results = self.search(question.search, cancelled, explained=question.explain)
        yield results
        scope = replace(question.search.scope, query=results.interpretation.searched)
        first = results.first
        if question.search.read and first is None and results.hits:
            first = self.read(Read(results.hits[0].id, scope), cancelled)
            yield first
        if question.explain:
            yield self.explain(Explain(scope), cancelled)
        if question.bars:
            yield self.timeline(CountTimeline(scope, question.bars), cancelled)
        wanted = question.entities
        if isinstance(wanted, CountCooccurrences):
            yield self.together(replace(wanted, scope=scope), cancelled)
        elif isinstance(wanted, CountSpeakers):
            yield self.speakers(replace(wanted, scope=scope), cancelled)
        elif wanted is not None:
            mentioned = [(one.type, one.name) for one in first.annotations.entities] if first else []
            also = tuple(dict.fromkeys((*wanted.also, *mentioned)))
            yield self.facets(replace(wanted, scope=scope, also=also), cancelled)

    def parse(self, scope: Scope) -> Understood:
        """Parse a scope to a tree; see `Interpreter.read`."""
        return self.interpreter.read(scope)

    def warm_up(self, cancelled: Cancelled) -> None:
        """Gather what the first letter typed would wait for, names once merges are known; raises as `Engine.facets`."""
        compile_patterns()
        self.interpreter.forms.languages()  # on a cluster, a request
        if self.interpreter.knows_merges:
            self.interpreter.vocabulary().gather(cancelled)

    def prepare_reports(self, cancelled: Cancelled) -> None:
        """Compute what reports need, once merges are known; raises as `Engine.warm_up`."""
        if self.interpreter.knows_merges:
            self.engine.warm_up(cancelled)
            self.folding.warm_up(cancelled)

    def search(self, question: Search, cancelled: Cancelled = never, *, explained: bool = False) -> Results:
        """Fetch a page of articles with snippets, or of quotes; `explained` if its conditions are counted next."""
        results = self._pages.search(question, cancelled, explained=explained)
        # Computing merges takes long the first time: results do not wait for that.
        if not (question.read and results.hits and self.interpreter.knows_merges):
            return results
        scope = replace(question.scope, query=results.interpretation.searched)
        return replace(results, first=self.read(Read(results.hits[0].id, scope)))

    def facets(self, question: CountFacets, cancelled: Cancelled = never) -> FacetsAnswer:
        """Count entities and outlets over all matches."""
        return self._counts.facets(question, cancelled)

    def speakers(self, question: CountSpeakers, cancelled: Cancelled = never) -> Speakers:
        """Count who is quoted in the results."""
        return self._counts.speakers(question, cancelled)

    def denials(self, question: FindDenials, cancelled: Cancelled = never) -> Denials:
        """Find denials in the results, with statements on the same matter."""
        return self._denials.find(question, cancelled)

    def together(self, question: CountCooccurrences, cancelled: Cancelled = never) -> Cooccurrences:
        """Count the entities that co-occur with an entity."""
        return self._counts.together(question, cancelled)

    def timeline(self, question: CountTimeline, cancelled: Cancelled = never) -> TimelineAnswer:
        """Count all matches over time."""
        return self._counts.timeline(question, cancelled)

    def count_words(self, question: CountWords, cancelled: Cancelled = never) -> WordTable:
        """Count words, their sequences, neighbours or keyness; raises as `Engine.count_words`."""
        return self._words.count(question, cancelled)

    def profile(self, question: MakeProfile, cancelled: Cancelled = never) -> Profile:
        """Make the profile of a name; raises GoneError if no article has it."""
        self.interpreter.merges(cancelled)
        try:
            return self._profiles.make(question, cancelled)
        except NoSuchNameError as error:
            raise GoneError(str(error)) from None

    def compare(self, question: CompareScopes, cancelled: Cancelled = never) -> ScopeComparison:
        """Compare two searches; raises as `Engine.count_words`."""
        return self._comparisons.compare(question, cancelled)

    def variants(self, question: ListVariants, cancelled: Cancelled = never) -> Variants:
        """List the entities, as named in articles, that are merged into an entity."""
        self.interpreter.merges(cancelled)
        return Variants(tuple(self.interpreter.variants(question.entity)))

    def read(self, question: Read, cancelled: Cancelled = never) -> Reading:
        """Fetch an article with its matches and merged entities.

        Raises GoneError if it is not in the index, SearchCancelledError while names are linked.
        """
        self.interpreter.merges(cancelled)
        records = self.engine.records([question.id])
        if not records:
            raise NoArticleError(question.id)
        record = self.interpreter.decided(records[0])
        article, annotations = record.article, record.annotations
        matches = find_matches(self.interpreter.read(question.scope).tree, article, annotations)
        return Reading(article, annotations, matches)

    def list(self, question: List, cancelled: Cancelled = never) -> Ids:
        """List the ids of matching articles, in order."""
        ids = self.ids(question.scope, question.sort, cancelled, fold=question.fold)
        return Ids(tuple(ids[: question.limit]), len(ids))

    def rejects(self, question: ListRejects, cancelled: Cancelled = never) -> Rejects:
        """List what the last build could not read, sorted by locator."""
        del cancelled  # a single pass over the files of the index
        found = sorted(
            (reject for state in self.engine.sources() for reject in state.rejects), key=lambda reject: reject.locator
        )
        return Rejects(tuple(found[: question.limit]), len(found))

    def complete(self, question: Complete, cancelled: Cancelled = never) -> Completions:
        """Complete a query at its cursor."""
        interpreter = self.interpreter
        forms = interpreter.forms if interpreter.inflects(question.inflected) else None
        return complete(question, self.engine, interpreter.vocabulary(cancelled), forms, cancelled)

    def explain(self, question: Explain, cancelled: Cancelled = never) -> Explanation:
        """Explain what each condition of a query finds, with corrections."""
        return explain(
            question.scope, self.interpreter.understand, self.engine, self.interpreter.vocabulary(cancelled), cancelled
        )

    def raw(self, question: Raw, cancelled: Cancelled = never) -> RawSource:
        """Read an excerpt of an article's source; raises GoneError if it can no longer be read."""
        from ..corpus.raw import RawError, part  # imports all readers, for a rare question

        records = self.engine.records([question.id])
        if not records:
            raise NoArticleError(question.id)
        article = records[0].article
        corpus = next((one for one in self.settings.corpora if one.name == article.corpus), None)
        if corpus is None:
            raise GoneError(f"The corpus {article.corpus!r} is no longer in this index.")

        try:
            return part(article, corpus, question.start, raising(cancelled))
        except RawError as error:
            raise GoneError(str(error)) from None

    def kwic(self, question: Kwic, cancelled: Cancelled = never) -> KwicLines:
        """Return a page of a trail's concordance; the last concordance is cached."""
        kept, self._concordance = self._concordance, None  # unusable after cancellation
        tree = self.interpreter.understand(question.scope).tree
        generation = self.interpreter.generation
        known = kept[1] if kept and kept[0] == generation and kept[1].serves(question) else None
        if known is None:
            records = self.records(question.scope, question.order, cancelled, page=LOOK)
            known = Concordance(
                question,
                records,
                lambda one: find_matches(tree, one.article, one.annotations),
                self.engine.articles,
            )
        lines = known.page(question, cancelled)
        self._concordance = generation, known
        return lines

    def refresh(self, question: Refresh, cancelled: Cancelled = never) -> Status:
        """Switch to the newest commit."""
        del question, cancelled
        if self.engine.refresh():
            self.interpreter.refresh()
        self.interpreter.look()
        return Status(self.engine.count(), self.engine.name, self.engine.version)

    def records(self, scope: Scope, sort: Sort, cancelled: Cancelled = never, page: int = 200) -> Iterator[Record]:
        """Yield every matching article in order, uncapped, in pages to bound memory.

        Entities are merged.
        """
        ids = self.ids(scope, sort, cancelled)
        for start in range(0, len(ids), page):
            yield from self.fetch(ids[start : start + page])

    def ids(self, scope: Scope, sort: Sort, cancelled: Cancelled = never, *, fold: bool = False) -> Sequence[str]:
        """List the ids of all matching articles, in order; with `fold` without those that are folded into another."""
        parsed = self.interpreter.understand(scope)
        fold = fold and not parsed.lists_copies
        folded = self.folding.fold(parsed.tree, sort, cancelled, quotes=False) if fold else None
        return tuple(self.engine.ids(folded.tree if folded else parsed.tree, sort=sort, cancelled=cancelled))

    def found(self, scope: Scope, cancelled: Cancelled = never) -> Iterator[tuple[Record, Sequence[int]]]:
        """Yield every matching article as `records`, with the numbers of its quotes that a quote search finds."""
        if not scope.quotes:
            yield from ((record, ()) for record in self.records(scope, "newest", cancelled))
            return
        tree = self.interpreter.understand(scope).tree
        every = self.engine.search_quotes(tree, sort="newest", offset=0, limit=EVERY, cancelled=cancelled).page
        numbers: dict[str, list[int]] = {}
        for id, number, _ in every:
            numbers.setdefault(id, []).append(number)
        ids = list(numbers)
        for start in range(0, len(ids), LOOK):
            for record in self.fetch(ids[start : start + LOOK]):
                yield record, numbers[record.article.id]

    def fetch(self, ids: Sequence[str]) -> Iterator[Record]:
        """Fetch articles in the given order, without missing ones, with merged entities."""
        for record in self.engine.records(ids):
            yield self.interpreter.decided(record)

    def quotes_page(self, scope: Scope, sort: Sort, offset: int, limit: int) -> tuple[int, Sequence[tuple[str, int]]]:
        """Return the number of quotes that match, and a page of them as article id and number."""
        tree = self.interpreter.understand(scope).tree
        found = self.engine.search_quotes(tree, sort=sort, offset=offset, limit=limit, cancelled=never)
        return found.total, tuple((id, number) for id, number, _ in found.page)

    def decisions(self) -> tuple[Curation, str]:
        """Return the decisions, and why they differ from their file; "" if they do not."""
        self.interpreter.look()
        curation = self.interpreter.curation if self.library.trouble else self.library.load().curation
        return curation, self.library.trouble
