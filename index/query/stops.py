"""The stops of a trail in one article."""

from typing import Literal

from ..model import Annotations, Entity, EntityType, Span
from .analysis import value

StopKind = Literal["matches", "entity", "speaker"]


def stops(
    kind: StopKind, name: str, type_: EntityType, annotations: Annotations, matches: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Return the spans that a trail stops at, sorted.

    Args:
        kind: whether the trail follows matches, an entity's mentions, or a speaker's quotes.
        name: of the entity or speaker.
        type_: of the entity.
        annotations: of the article.
        matches: the search's, in the article.
    """
    if kind == "matches":
        return matches
    if kind == "speaker":
        wanted_name = value(name)
        return tuple(
            (quote.start, quote.end)
            for quote in annotations.quotes
            if quote.speaker is not None and value(quote.speaker.resolved or quote.speaker.text) == wanted_name
        )
    entities = annotations.entities
    wanted = {number for number, one in enumerate(entities) if (one.type, one.name) == (type_, name)}
    if not wanted:  # a trail may have begun before the name was merged into another
        folded = value(name)
        wanted = {n for n, one in enumerate(entities) if one.type == type_ and folded in map(value, _names(one))}
    return tuple((mention.start, mention.end) for mention in annotations.mentions if mention.entity in wanted)


def _names(entity: Entity) -> tuple[str, ...]:
    return entity.name, *entity.aliases
