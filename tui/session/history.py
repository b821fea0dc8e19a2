"""Where the user has been, for `history.back`. No widgets here."""

from collections.abc import Iterable
from typing import NamedTuple

from ...index.model import Sort
from .trail import Trail


class Place(NamedTuple):
    """A search, an article and a position in it: enough to return to it."""

    query: str
    quotes: bool
    sort: Sort
    article: str
    """Id of the open article, "" for none."""
    top: int
    """Offset of the first character on screen."""
    trail: Trail
    stop: int | None
    """Which stop of the trail in the article; None for none."""
    corpus: str = ""
    """The only corpus that was searched; "" for all."""
    row: int = 0
    """Index of the selected result."""

    @property
    def search(self) -> tuple[str, bool, Sort, str]:
        """Query, mode, order and corpus."""
        return self.query, self.quotes, self.sort, self.corpus


class History:
    """Places in the order of visits, no place twice in a row."""

    LIMIT = 200

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._places = list(places)

    def newest(self, count: int) -> tuple[Place, ...]:
        """Return the last places, the newest last."""
        return tuple(self._places[-count:])

    def leave(self, place: Place) -> None:
        """Add a place that the user is about to leave."""
        if self._places and _same(self._places[-1], place):
            self._places[-1] = place
        else:
            self._places.append(place)
            del self._places[: -self.LIMIT]

    def back(self, here: Place) -> Place | None:
        """Remove and return the newest place that differs from this one; None when there is none."""
        while self._places:
            place = self._places.pop()
            if not _same(place, here):
                return place
        return None


def _same(one: Place, other: Place) -> bool:
    """Whether two places differ in nothing but scrolling and the selected row."""
    return one._replace(top=0, row=0) == other._replace(top=0, row=0)
