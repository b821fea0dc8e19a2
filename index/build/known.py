"""What an index holds, as a run sees it: the last commit and every decision of the run since then."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from msgspec import Struct

from ..corpus.identity import content_name
from ..engines.base import Engine
from ..engines.places import Held, locations, mark
from ..model import Article, Location

_BITS = 25
"""Of the table of ids: 4 MB, and 1 in 30 wrong guesses with a million articles."""

_CHECKED = 1000
"""Ids from one check to the next."""


class State(Struct, frozen=True):
    """An article as it is in the index, or will be when the run's decisions have been written."""

    digest: str
    places: tuple[Location, ...]
    content_name: str = ""
    """As in `corpus.identity`, if the run knows it."""


class _Decision(Struct):
    state: State | None
    """None when the article is removed."""
    step: int


class Known:
    """The articles of an engine's last commit, overlaid with decisions that are not written yet.

    Decisions carry the number of the step that writes them; `settle` drops those that have been committed.
    """

    def __init__(self, engine: Engine, check: Callable[[], None]) -> None:
        """Look at an engine; the writer's lock is held, so that only this run changes it.

        Args:
            engine: holds the index.
            check: is called now and then while all its ids are gone through, and raises to stop that.
        """
        self._engine = engine
        self._check = check
        self._empty = not engine.count()
        self._decided: dict[str, _Decision] = {}
        self._places: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        """Ids of the decisions with a location in a file, by corpus and path."""
        self._ids: bytearray | None = None

    def find(self, id: str) -> State | None:
        """An article by its id."""
        decision = self._decided.get(id)
        if decision is not None:
            return decision.state
        if not self._may_hold(id):
            return None
        for article in self._engine.articles([id]):
            return State(article.digest, locations(article))
        return None

    def article(self, id: str) -> Article | None:
        """An article of the last commit, if the run has not changed it since."""
        if id in self._decided:
            return None
        return next(iter(self._engine.articles([id])), None)

    def content_name(self, id: str) -> str | None:
        """The name of an article's content; None when there is no such article."""
        decision = self._decided.get(id)
        if decision is not None and (decision.state is None or decision.state.content_name):
            return decision.state and decision.state.content_name
        return next((content_name(article) for article in self._engine.articles([id])), None)

    def held(self, corpus: str, path: str) -> Iterator[tuple[str, Held]]:
        """Yield the articles that a corpus has from a file, each with its id."""
        for id, held in () if self._empty else self._engine.held(corpus, path):
            if id not in self._decided:
                yield id, held
        for id in self._places.get((corpus, path), ()):
            state = self._decided[id].state
            if state is not None:
                yield id, Held(state.digest, tuple([mark(place.corpus, place.locator) for place in state.places]))

    def decide(self, id: str, state: State | None, step: int) -> None:
        """Remember what a step will make of an article; None removes it."""
        self._forget(id)
        self._decided[id] = _Decision(state, step)
        if state is not None:
            for place in state.places:
                self._places[place.corpus, place.source].add(id)
            if self._ids is not None:
                _note(self._ids, id)

    def postpone(self, id: str, step: int) -> None:
        """Let a later step write what has just been decided."""
        self._decided[id].step = step

    def settle(self, steps: int) -> None:
        """Forget the decisions of the first so many steps: they are in the engine's newest commit."""
        for id in [id for id, decision in self._decided.items() if decision.step < steps]:
            self._forget(id)
            del self._decided[id]

    def _forget(self, id: str) -> None:
        decision = self._decided.get(id)
        if decision is None or decision.state is None:
            return
        for place in decision.state.places:
            key = (place.corpus, place.source)
            self._places[key].discard(id)
            if not self._places[key]:
                del self._places[key]

    def _may_hold(self, id: str) -> bool:
        """Whether an id may be in the index; most new ids are recognised by a bit table, without a search."""
        if self._ids is None:
            ids = bytearray(1 << (_BITS - 3))
            for number, stored in enumerate(self._engine.all_ids()):
                if number % _CHECKED == 0:
                    self._check()
                _note(ids, stored)
            for decided in self._decided:
                _note(ids, decided)
            self._ids = ids
        slot = _slot(id)
        return bool(self._ids[slot >> 3] & (1 << (slot & 7)))


def _note(table: bytearray, id: str) -> None:
    slot = _slot(id)
    table[slot >> 3] |= 1 << (slot & 7)


def _slot(id: str) -> int:
    return hash(id) & ((1 << _BITS) - 1)
