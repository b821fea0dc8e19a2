"""Interpretation of queries by the user's decisions, with a cache of index-wide results."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..config.settings import Settings
from ..curation.apply import decide, decided_names
from ..curation.library import Library
from ..decisions import Curation
from ..engines.base import Cancelled, Engine, SearchCancelledError, never
from ..engines.entity_merges import EntityId, Merges
from ..linking.cache import IndexNames
from ..linking.name_filter import Names
from ..model import EntityCount, Record
from ..protocol.answers import Interpretation, WordForms
from ..protocol.questions import Scope
from ..query.leaves import exact_leaf
from ..query.parse import parse
from ..query.tree import And, Nothing, Parsed, asks_for
from .copy_condition import apply_copies, asks_for_copies
from .folding import Folding
from .vocabulary import Vocabulary
from .word_forms import FormFinder

ENTITY_FIELDS = ("person", "org", "place", "entity", "speaker", "about")
"""Query fields of entities, whose meaning depends on merges."""
_CACHED_TREES = 64
"""Number of cached trees: the scope on screen, its clauses, and previous ones."""


class Understood(Parsed, frozen=True):
    """A parsed query with the user's decisions."""

    forms: tuple[WordForms, ...] = ()
    """The words that other forms are searched for as well."""


class Interpreter:
    """Interprets queries over one open index, by its current commit and decisions."""

    def __init__(self, settings: Settings, engine: Engine, library: Library, folding: Folding) -> None:
        self.curation = Curation()
        self.generation = 0
        """Incremented by each commit or decision, which invalidate what was computed before."""
        self.library = library
        self.names = IndexNames(engine, Path(settings.folder))
        """All names of the index."""
        self._engine = engine
        self._folding = folding
        self._merges: Merges | None = None
        self._filter: Names | None = None
        self._vocabulary: Vocabulary | None = None
        self._parsed: OrderedDict[tuple[Scope, date, str], Understood] = OrderedDict()
        self._inflected = settings.config.search.stemming
        self.forms = FormFinder(engine)

    def refresh(self) -> None:
        """Invalidate caches after another commit."""
        self._merges = self._filter = self._vocabulary = None
        self._parsed.clear()
        self.forms.refresh()
        self.generation += 1
        self.library.refresh()

    def look(self) -> None:
        """Reload the user's decisions; if their file cannot be read, the previous ones stay."""
        curation = self.library.look().curation
        if (curation.merges, curation.rejected) != (self.curation.merges, self.curation.rejected):
            self._merges = self._filter = self._vocabulary = None
        if curation is not self.curation:
            self._parsed.clear()
            self.generation += 1
        self.curation = curation

    def look_at_reads(self, scope: Scope) -> None:
        """See which articles have been read, where a scope asks for that.

        A search sees it when it begins: while its results are paged through, those that are read stay among them.
        """
        if "is:" in scope.query.lower() and self.library.look_at_reads():
            self._parsed.clear()
            self.generation += 1

    def read(self, scope: Scope) -> Understood:
        """Parse a scope's query and filters to one tree that includes the user's decisions, with notes."""
        self.look()
        trouble = self.library.trouble
        key = (scope, date.today(), trouble)  # relative dates change with the day
        known = self._parsed.get(key)
        if known is not None:
            self._parsed.move_to_end(key)
            return known
        inflected = self.inflects(scope.inflected)
        parsed = parse(scope.query, quotes=scope.quotes, inflect=inflected)
        filters = tuple(exact_leaf(part.field, part.value) or Nothing() for part in scope.filters)
        tree = parsed.tree if not filters else And((parsed.tree, *filters))
        tree, forms = self.forms.expand(tree) if inflected else (tree, ())
        notes = (*parsed.notes, trouble) if trouble else parsed.notes
        tree = self.library.apply(tree, self.merges, quotes=scope.quotes)
        lists_copies = asks_for_copies(tree)
        if lists_copies:
            if asks_for(tree, *ENTITY_FIELDS):
                self.merges()
            tree = apply_copies(tree, self._folding.hidden, quotes=scope.quotes)
        found = self._parsed[key] = Understood(tree, notes, lists_copies, forms)
        if len(self._parsed) > _CACHED_TREES:
            self._parsed.popitem(last=False)
        return found

    def inflects(self, inflected: bool | None) -> bool:
        """Return whether words are searched for in all their forms; None asks for what is configured."""
        return self._inflected if inflected is None else inflected

    def understand(self, scope: Scope) -> Understood:
        """Parse a scope as `read`, and set merges on the engine if the tree asks for entities."""
        parsed = self.read(scope)
        if asks_for(parsed.tree, *ENTITY_FIELDS):
            self.merges()
        return parsed

    def merges(self, cancelled: Cancelled = never) -> Merges:
        """Return the merges of the corpus, from links and decisions, and set them on the engine.

        They are computed on first use, and again after a commit or a decision: they depend on all articles and on a
        file that may change at any time. Raises SearchCancelledError; the next use begins again then.
        """
        self.look()
        if self._merges is None:
            linked = self.names.links(raising(cancelled))
            decided = decided_names(self.curation)
            self._merges = decide(self.names.alike(decided), linked, self.curation) if decided else linked
            self._engine.merge(self._merges, self.names)
        return self._merges

    @property
    def knows_merges(self) -> bool:
        """Whether `merges` is cached."""
        return self._merges is not None

    def variants(self, entity: EntityId) -> list[EntityCount]:
        """Return the entities, as named in articles, that are merged into an entity: most articles first."""
        merges = self.merges()
        ids = [id for id, into in merges.items() if into == entity]
        if merges.get(entity, entity) == entity:
            ids.append(entity)
        return sorted(self.names.known(dict.fromkeys(ids)), key=lambda one: (-one.articles, one.name))

    def decided(self, record: Record) -> Record:
        """Return a stored record with the user's decisions and the links of the corpus applied."""
        return self.library.decided(record, self.merges())

    def vocabulary(self, cancelled: Cancelled = never) -> Vocabulary:
        """Return the vocabulary of the index; raises as `merges`."""
        merges = self.merges(cancelled)
        if self._vocabulary is None or self._vocabulary.merges is not merges:
            self._vocabulary = Vocabulary(self._engine, merges)
        self._vocabulary.curation = self.curation
        return self._vocabulary

    def named(self, holding: str, cancelled: Cancelled) -> set[EntityId]:
        """Return the entities with a name that contains typed text; raises SearchCancelledError."""
        check = raising(cancelled)
        if self._filter is None:
            self._filter = Names(self.names, self.merges(), check)
        return self._filter.holding(holding, check)


def interpretation(scope: Scope, parsed: Understood) -> Interpretation:
    """Return the interpretation of a query that is searched as typed."""
    reason = "not searchable" if isinstance(parsed.tree, Nothing) else "as typed"
    return Interpretation(scope.query, scope.query, reason, parsed.notes, parsed.forms)


def raising(cancelled: Cancelled) -> Callable[[], None]:
    """Return a check that raises SearchCancelledError once cancelled."""

    def check() -> None:
        if cancelled():
            raise SearchCancelledError

    return check
