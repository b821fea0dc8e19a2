"""The stops of a trail in one article."""

from typing import Literal

from ..model import Annotations, EntityType, Span
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
    wanted_name = value(name)
    if kind == "speaker":
        return tuple(
            (quote.start, quote.end)
            for quote in annotations.quotes
            if quote.speaker is not None and value(quote.speaker.resolved or quote.speaker.text) == wanted_name
        )
    wanted = {
        number
        for number, entity in enumerate(annotations.entities)
        if entity.type == type_ and wanted_name in map(value, (entity.name, *entity.aliases))
    }
    return tuple((mention.start, mention.end) for mention in annotations.mentions if mention.entity in wanted)
