"""Articles that a source no longer holds: removed, unless another corpus or an equal record keeps them."""

from collections.abc import Iterator

from ..corpus.identity import copy_id, split_copy
from ..engines.places import Held
from ..model import Location
from .held_articles import HeldArticles
from .known import State
from .outcomes import Decision, Move, Remove, Run


def withdraw_all(run: Run, articles: HeldArticles, corpus: str) -> Iterator[Decision]:
    """Take articles out of a corpus whose source no longer holds them.

    Of several equal records the last copies go: as many ids stay as there are records, whichever of them are gone.
    """
    for id in sorted(articles, key=lambda id: -split_copy(id)[1]):
        yield from _withdraw(run, id, articles[id], corpus)


def _withdraw(run: Run, id: str, held: Held, corpus: str) -> Iterator[Decision]:
    places: list[Location] = []
    if len(held.marks) > 1 and (state := run.known.find(id)) is not None:
        places = [place for place in state.places if place.corpus != corpus and not run.is_vacated(place)]
    if places:
        yield _settle(run, id, held.digest, tuple(places))
        return
    last = _last_copy(run, id, held.digest)
    if last != id and (state := run.known.find(last)) is not None:
        yield _settle(run, id, held.digest, state.places)
    run.known.decide(last, None, run.step())
    yield Remove(last)


def _settle(run: Run, id: str, digest: str, places: tuple[Location, ...]) -> Decision:
    run.known.decide(id, State(digest, places), run.step())
    return Move(id, places, read=False)


def _last_copy(run: Run, id: str, digest: str) -> str:
    """The last id of the records that equal an article."""
    name, number = split_copy(id)
    last = id
    while (state := run.known.find(copy_id(name, number := number + 1))) is not None:
        if state.digest == digest:
            last = copy_id(name, number)
    return last
