"""Reads queries to trees by the user's decisions, and keeps what takes the whole index to compute."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..config.settings import Settings
from ..curation.apply import decide
from ..curation.library import Library
from ..decisions import Curation
from ..engines.base import Cancelled, Engine, SearchCancelledError
from ..engines.entity_merges import EntityId, Merges
from ..linking.cache import links
from ..linking.name_filter import Names
from ..model import Record
from ..protocol.answers import Interpretation
from ..protocol.questions import Scope
from ..query import analysis
from ..query.parse import parse
from ..query.tree import And, Exact, Nothing, Parsed, asks_for
from .vocabulary import Vocabulary

ENTITY_FIELDS = ("person", "org", "place", "entity", "speaker", "about")
"""Fields of the query that ask for entities: which of them are merged matters to their meaning."""
_KEPT = 64
"""Scopes whose trees are kept: the one on screen, its clauses, and those before it."""


class Interpreter:
    """The meaning of queries over one open index, as the index and the decisions are now."""

    def __init__(self, settings: Settings, engine: Engine, library: Library) -> None:
        self.curation = Curation()
        self.generation = 0
        """Another number after each commit or decision: what was computed before may be out of date."""
        self.library = library
        self._folder = Path(settings.folder)
        self._engine = engine
        self._merges: Merges | None = None
        self._names: Names | None = None
        self._vocabulary: Vocabulary | None = None
        self._parsed: OrderedDict[tuple[Scope, date, str], Parsed] = OrderedDict()

    def refresh(self) -> None:
        """Compute everything again: the index has another commit."""
        self._merges = self._names = self._vocabulary = None
        self._parsed.clear()
        self.generation += 1
        self.library.refresh()

    def look(self) -> None:
        """See the user's decisions as they are now; while their file cannot be read those of before hold."""
        curation = self.library.look().curation
        if (curation.merges, curation.rejected) != (self.curation.merges, self.curation.rejected):
            self._merges = self._names = self._vocabulary = None
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

    def read(self, scope: Scope) -> Parsed:
        """Read a scope's query and filters to one tree with the user's decisions in it, and notes on the reading."""
        self.look()
        trouble = self.library.trouble
        key = (scope, date.today(), trouble)  # relative dates mean other days tomorrow
        known = self._parsed.get(key)
        if known is not None:
            self._parsed.move_to_end(key)
            return known
        parsed = parse(scope.query, quotes=scope.quotes)
        filters = tuple(Exact(part.field, analysis.value(part.value)) for part in scope.filters)
        tree = parsed.tree if not filters else And((parsed.tree, *filters))
        notes = (*parsed.notes, trouble) if trouble else parsed.notes
        found = self._parsed[key] = Parsed(self.library.apply(tree, self.merges, quotes=scope.quotes), notes)
        if len(self._parsed) > _KEPT:
            self._parsed.popitem(last=False)
        return found

    def understand(self, scope: Scope) -> Parsed:
        """Do as `read` does, with the engine ready for a tree that asks for entities."""
        parsed = self.read(scope)
        if asks_for(parsed.tree, *ENTITY_FIELDS):
            self.merges()
        return parsed

    def merges(self) -> Merges:
        """Return which entities are one over the corpus, by links and decisions; the engine answers so from now on.

        Computed when a question first needs it, and again after a commit or another decision: it depends on all
        articles and on a file that may change at any time.
        """
        self.look()
        if self._merges is None:
            linked = links(self._engine, self._folder)
            decided = self.curation.merges or self.curation.rejected
            self._merges = decide(self._engine.entities(), linked, self.curation) if decided else linked
            self._engine.merge(self._merges)
        return self._merges

    @property
    def knows_merges(self) -> bool:
        """Whether `merges` would return without computing anything."""
        return self._merges is not None

    def decided(self, record: Record) -> Record:
        """Return a stored record as the user's decisions and the links of the corpus have it."""
        return self.library.decided(record, self.merges())

    def vocabulary(self) -> Vocabulary:
        """Return the words and values of the index."""
        merges = self.merges()
        if self._vocabulary is None or self._vocabulary.merges is not merges:
            self._vocabulary = Vocabulary(self._engine, merges)
        self._vocabulary.curation = self.curation
        return self._vocabulary

    def named(self, holding: str, cancelled: Cancelled) -> set[EntityId]:
        """Return the entities with a name that holds what was typed; raises SearchCancelledError."""
        if self._names is None:
            self._names = Names(self._engine.entities(), self.merges())
        return self._names.holding(holding, raising(cancelled))


def interpretation(scope: Scope, parsed: Parsed) -> Interpretation:
    """Say how a query was read that is searched as it was typed."""
    reason = "not searchable" if isinstance(parsed.tree, Nothing) else "as typed"
    return Interpretation(scope.query, scope.query, reason, parsed.notes)


def raising(cancelled: Cancelled) -> Callable[[], None]:
    """Return a check that raises SearchCancelledError once a question is cancelled."""

    def check() -> None:
        if cancelled():
            raise SearchCancelledError

    return check
