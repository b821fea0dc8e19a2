"""What the counts of a search leave out: each number is the total of a search that lists it."""

from msgspec.structs import replace

from ..engines.base import Cancelled, Engine
from ..model import ENTITY_TYPES
from ..protocol.omissions import Omission, OmissionKind, Omissions
from ..protocol.questions import CountOmissions, Scope
from ..query.parse import outline
from ..quotation import doubtful_below, percent
from .interpreter import Interpreter

_NAMED = "confidence:0"
_PARTLY = "lang:(de OR es OR fr OR it OR pt)"
"""Languages of which quotes and listed names are found."""


class OmissionCounter:
    """Counts what is left out over one open index."""

    def __init__(self, engine: Engine, interpreter: Interpreter) -> None:
        self._engine = engine
        self._interpreter = interpreter

    def count(self, question: CountOmissions, cancelled: Cancelled) -> Omissions:
        """Count all that the counts of a search leave out; raises as `Engine.search`."""
        scope = question.scope
        self._interpreter.merges(cancelled)
        written = outline(scope.query, quotes=scope.quotes).balanced.strip()
        spoken = written if scope.quotes else f"in:({written})" if written else ""
        total, quotes = self._total(scope, written, cancelled), self._total(_as_quotes(scope), spoken, cancelled)

        def omission(kind: OmissionKind, condition: str, *, of_quotes: bool) -> Omission:
            inner = spoken if of_quotes else written
            query = f"({inner}) {condition}" if inner else condition
            where = _as_quotes(scope) if of_quotes else scope
            return Omission(
                kind, self._total(where, query, cancelled), quotes if of_quotes else total, query, of_quotes
            )

        tree = self._interpreter.understand(scope).tree
        rows = (
            omission("undated", "date:none", of_quotes=scope.quotes),
            omission("folded", "is:copy", of_quotes=scope.quotes),
            omission("search only", "is:search-only", of_quotes=scope.quotes),
            omission("names in part", _PARTLY, of_quotes=scope.quotes),
            omission("doubtful", f"{_NAMED} -confidence:{percent(doubtful_below())}", of_quotes=True),
            omission("speaker unknown", f"-{_NAMED}", of_quotes=True),
            *self._sources(),
        )
        facets = self._engine.facets(
            tree, types=ENTITY_TYPES, limit=1, cancelled=cancelled, quotes=scope.quotes, mentions=False
        )
        return Omissions(total, self._engine.count(), quotes, facets.totals, rows)

    def _total(self, scope: Scope, query: str, cancelled: Cancelled) -> int:
        tree = self._interpreter.understand(replace(scope, query=query)).tree
        search = self._engine.search_quotes if scope.quotes else self._engine.search
        return search(tree, sort="newest", offset=0, limit=0, cancelled=cancelled).total

    def _sources(self) -> tuple[Omission, ...]:
        """Return what could not be read, and what was skipped, in the whole index."""
        states = list(self._engine.sources())
        rejected = sum(reject.count for state in states for reject in state.rejects)
        skipped = sum(skip.count for state in states for skip in state.skips)
        return Omission("rejected", rejected, 0), Omission("skipped", skipped, 0)


def _as_quotes(scope: Scope) -> Scope:
    return replace(scope, quotes=True)
