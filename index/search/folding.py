"""Folding of results: copies into the first of them, and exact repeats of a quote into the first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..copies.copies_cache import load_copies, update_copies
from ..copies.copy_index import CopyIndex, QuoteId
from ..engines.base import Cancelled, Engine, never
from ..model import Sort
from ..query.tree import And, Everything, Ids, Node, Not, Nothing, QuoteIds

_CACHED = 8
"""Folded results that are kept: those on screen, and of queries before."""


Id = TypeVar("Id")


class Folded(NamedTuple):
    """A query with its copies folded."""

    tree: Node
    """Finds the rows: every match that is not folded into another one."""
    copies: Mapping[Hashable, int]
    """How many matches are folded into a row, by article id, or by id and number of a quote."""
    outlets: Callable[[Any], int]
    """Counts the different outlets of these, without the row's own: only those of rows that are shown are needed."""
    number: int
    """Matches that are folded."""
    hidden: Node
    """Finds these."""


class Folding:
    """Folds the results of one open index by the copies that were found in it."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self._known: CopyIndex | None = None
        self._looked = ""
        """Version of the index when the copies were last looked for."""
        self._articles: frozenset[str] | None = None
        """Those that are in groups, once they are needed, and the same of quotes: there may be half a million."""
        self._quotes: frozenset[QuoteId] | None = None
        self._folded: OrderedDict[tuple[Node, Sort, bool], Folded] = OrderedDict()

    def known(self) -> CopyIndex | None:
        """Return the copies as last found, without looking for more; None if they never were."""
        if self._looked != self._engine.version:
            self._looked = self._engine.version
            self._put(load_copies(self._folder))
        return self._known

    def current(self, check: Callable[[], None]) -> CopyIndex:
        """Return the copies among all articles of the index, looking for those that are not known yet."""
        known = self.known()
        if known is None or known.version != self._engine.version:
            known = update_copies(self._engine, self._folder, check)
            self._put(known)
        return known

    def _put(self, known: CopyIndex | None) -> None:
        self._known = known
        self._folded.clear()
        self._articles = self._quotes = None

    def fold(self, tree: Node, sort: Sort, cancelled: Cancelled, *, quotes: bool) -> Folded | None:
        """Fold the matches of a query; None while copies have not been looked for. Raises as `Engine.search`."""
        known = self.known()
        if known is None:
            return None
        key = (tree, sort, quotes)
        folded = self._folded.pop(key, None)
        if folded is None:
            make = self._fold_quotes if quotes else self._fold_articles
            folded = make(tree, sort, known, cancelled)
        self._folded[key] = folded
        while len(self._folded) > _CACHED:
            self._folded.popitem(last=False)
        return folded

    def warm_up(self, cancelled: Cancelled) -> None:
        """Read which articles are copies, which the first fold would wait for. Raises as `Engine.search`."""
        self.fold(Everything(), "newest", cancelled, quotes=False)

    def hidden(self, tree: Node, quotes: bool) -> Node:
        """Return what finds the copies of another match: all of each group but the oldest. Raises as `Engine.search`.

        Copies that are not known yet are looked for.
        """
        self.current(lambda: None)
        folded = self.fold(tree, "oldest", never, quotes=quotes)
        return folded.hidden if folded is not None else Nothing()

    def _fold_articles(self, tree: Node, sort: Sort, known: CopyIndex, cancelled: Cancelled) -> Folded:
        if self._articles is None:
            self._articles = frozenset(known.group_of)
        within = And((tree, Ids(self._articles)))
        ids = self._engine.ids(within, sort=sort, cancelled=cancelled) if self._articles else ()
        rows = _gather(ids, known.group_of)
        hidden = frozenset(copy for copies in rows.values() for copy in copies)
        return Folded(
            And((tree, Not(Ids(hidden)))) if hidden else tree,
            {id: len(copies) for id, copies in rows.items()},
            lambda id: _other_outlets(known, id, rows[id]),
            len(hidden),
            Ids(hidden),
        )

    def _fold_quotes(self, tree: Node, sort: Sort, known: CopyIndex, cancelled: Cancelled) -> Folded:
        if self._quotes is None:
            self._quotes = frozenset(known.repeat_of)
        repeated = self._quotes
        page: Iterable[tuple[str, int, float]] = ()
        if repeated:
            within = And((tree, QuoteIds(repeated)))
            page = self._engine.search_quotes(
                within, sort=sort, offset=0, limit=len(repeated), cancelled=cancelled
            ).page
        rows = _gather(((one[0], int(one[1])) for one in page), known.repeat_of)
        hidden = frozenset(copy for copies in rows.values() for copy in copies)
        return Folded(
            And((tree, Not(QuoteIds(hidden)))) if hidden else tree,
            {id: len(copies) for id, copies in rows.items()},
            lambda quote: _other_outlets(known, quote[0], (id for id, _ in rows[quote])),
            len(hidden),
            QuoteIds(hidden),
        )


def _other_outlets(known: CopyIndex, id: str, copies: Iterable[str]) -> int:
    return len(known.outlets(copies) - known.outlets((id,)) - {""})


def _gather(ids: Iterable[Id], group_of: Mapping[Id, int]) -> dict[Id, list[Id]]:
    """Return the first of each group, in order, with the others that are among the ids."""
    first: dict[int, Id] = {}
    rows: dict[Id, list[Id]] = {}
    for id in ids:
        number = group_of[id]
        if number in first:
            rows[first[number]].append(id)
        else:
            first[number] = id
            rows[id] = []
    return {id: copies for id, copies in rows.items() if copies}
