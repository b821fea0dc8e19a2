"""The trail: what `n` and `N` step along. No widgets here."""

from typing import Literal, NamedTuple

from ...index.model import EntityType, Span, Speaker
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


def filter_field(type_: EntityType) -> str:
    """The field of the query language that filters by an entity of a type."""
    return "entity" if type_ == "misc" else type_


def speaker_name(speaker: Speaker) -> str:
    """The name a speaker goes by: the resolved one, else the words as written."""
    return speaker.resolved or speaker.text
