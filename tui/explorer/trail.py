"""The trail: what `n` and `N` step along, and where one has been. No screen here."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ...index.model import EntityType, Sort, Span, Speaker
from ...index.protocol import Filter, Reading, Scope


class Trail(NamedTuple):
    """The search's matches, one entity's mentions, one speaker's quotes, or what was found in the open article."""

    kind: Literal["matches", "entity", "speaker", "find"] = "matches"
    name: str = ""
    """Of the entity or speaker, or the words that were looked for."""
    type: EntityType = "misc"
    """Of the entity."""

    def scope(self, scope: Scope) -> Scope:
        """The articles the trail leads through, within those of a search."""
        if not self.named:
            return scope
        field = "speaker" if self.kind == "speaker" else filter_field(self.type)
        return Scope(scope.query, scope.quotes, (*scope.filters, Filter(field, self.name)))

    @property
    def named(self) -> bool:
        """Whether it follows somebody or something that the query can name, too."""
        return self.kind in ("entity", "speaker")

    def stops(self, reading: Reading) -> tuple[Span, ...]:
        """The spans of an article that the trail stops at, sorted; none for what was found, which the session keeps."""
        if self.kind == "find":
            return ()
        if self.kind == "matches":
            return reading.matches
        from ...index.query.stops import stops  # not needed to paint the first frame

        return stops(self.kind, self.name, self.type, reading.annotations, reading.matches)

    @property
    def title(self) -> str:
        """What the trail is called."""
        titles = {"matches": "matches", "speaker": f"what {self.name} said", "find": f"“{self.name}” in this article"}
        return titles.get(self.kind, self.name)

    @property
    def stop_name(self) -> str:
        """What one stop is called."""
        return {"matches": "match", "entity": "mention", "speaker": "quote", "find": "find"}[self.kind]


class Place(NamedTuple):
    """Where one has been: enough to go back to it."""

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
    """The chosen result."""

    @property
    def search(self) -> tuple[str, bool, Sort, str]:
        """What was searched, and how it was sorted."""
        return self.query, self.quotes, self.sort, self.corpus


class History:
    """The way back: the newest place last, no place twice in a row."""

    LIMIT = 200

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._places = list(places)

    def newest(self, count: int) -> tuple[Place, ...]:
        """The last places, the newest last."""
        return tuple(self._places[-count:])

    def leave(self, place: Place) -> None:
        """Remember a place that is about to be left."""
        if self._places and _same(self._places[-1], place):
            self._places[-1] = place
        else:
            self._places.append(place)
            del self._places[: -self.LIMIT]

    def back(self, here: Place) -> Place | None:
        """The place before this one, which is forgotten; None at the start of the way."""
        while self._places:
            place = self._places.pop()
            if not _same(place, here):
                return place
        return None


def _same(one: Place, other: Place) -> bool:
    """Whether two places differ by no more than a little scrolling."""
    return one._replace(top=0, row=0) == other._replace(top=0, row=0)


def filter_field(type_: EntityType) -> str:
    """The field of the query language that filters by an entity of a type."""
    return "entity" if type_ == "misc" else type_


def speaker_name(speaker: Speaker) -> str:
    """The name a speaker goes by: the resolved one, else the words as written."""
    return speaker.resolved or speaker.text
