"""The trail: what `n` and `N` step along. No widgets here."""

from typing import Literal, NamedTuple

from msgspec.structs import replace

from ...index.model import EntityType, Span, Speaker
from ...index.protocol.answers import Reading
from ...index.protocol.questions import Filter, Scope


class Trail(NamedTuple):
    """The search's matches, an entity's mentions, a speaker's quotes, or found words of the open article."""

    kind: Literal["matches", "entity", "speaker", "find"] = "matches"
    name: str = ""
    """Of the entity or speaker, or the words to find."""
    type: EntityType = "misc"
    """Of the entity."""

    def scope(self, scope: Scope) -> Scope:
        """Return the scope of the trail's articles within a search."""
        if not self.named:
            return scope
        field = "speaker" if self.kind == "speaker" else f"{self.type}="
        return replace(scope, filters=(*scope.filters, Filter(field, self.name)))

    @property
    def named(self) -> bool:
        """Whether it follows an entity or speaker, which a query can name, too."""
        return self.kind in ("entity", "speaker")

    def stops(self, reading: Reading) -> tuple[Span, ...]:
        """Return the trail's stops in an article, sorted; none for found words, which the session holds."""
        if self.kind == "find":
            return ()
        if self.kind == "matches":
            return reading.matches
        from ...index.query.stops import stops  # not needed to paint the first frame

        return stops(self.kind, self.name, self.type, reading.annotations, reading.matches)

    @property
    def title(self) -> str:
        """The name of the trail."""
        titles = {"matches": "matches", "speaker": f"what {self.name} said", "find": f"“{self.name}” in this article"}
        return titles.get(self.kind, self.name)

    def aliases(self, reading: Reading | None) -> tuple[str, ...]:
        """Return other names of the trail's entity in the open article."""
        entities = reading.annotations.entities if reading is not None and self.kind == "entity" else ()
        return next((one.aliases for one in entities if (one.type, one.name) == (self.type, self.name)), ())

    @property
    def stop_name(self) -> str:
        """The name of a stop."""
        return {"matches": "match", "entity": "mention", "speaker": "quote", "find": "find"}[self.kind]


def speaker_name(speaker: Speaker) -> str:
    """Return a speaker's name: the resolved one, else the words as written."""
    return speaker.resolved or speaker.text
