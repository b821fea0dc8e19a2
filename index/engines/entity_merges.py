"""What it means that entities of a corpus are one: the record as it reads once they are.

Extraction resolves names within one article. Over a corpus, "Reagan" here and "Ronald Reagan" there are one person, and
some names are none: `linking` finds that out, `curation` knows what the user decided, and engines answer as if every
record were `merged`.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from ..model import Annotations, Entity, EntityType, Mention, Quote, Record

EntityId = tuple[EntityType, str]
"""An entity over all articles: its type and its canonical name."""
Merges = Mapping[EntityId, EntityId | None]
"""Variant -> the entity that it is, itself no variant; None for what is no entity at all. All others are themselves."""

Speakers = Mapping[tuple[str, int], EntityId | None]
"""Article id and number of a quote -> who said it, in place of the speaker that was indexed; None for nobody known."""


def merged(record: Record, merges: Merges) -> Record:
    """A record with its entities under the names and types that they have over the corpus.

    The name that an entity had becomes one of its aliases, entities that are one become one, and what is no entity is
    left out with its mentions. Speakers follow; texts and offsets stay.
    """
    annotations = record.annotations
    ids = [merges.get((one.type, one.name), (one.type, one.name)) for one in annotations.entities]
    if all(id == (one.type, one.name) for id, one in zip(ids, annotations.entities, strict=True)):
        return record
    names: dict[EntityId, dict[str, None]] = {}
    for id, one in zip(ids, annotations.entities, strict=True):
        if id:
            names.setdefault(id, {}).update(dict.fromkeys((one.name, *one.aliases)))
    places = {id: number for number, id in enumerate(names)}
    numbers = [places[id] if id else None for id in ids]
    entities = tuple(
        Entity(name, kind, tuple(alias for alias in aliases if alias != name))
        for (kind, name), aliases in names.items()
    )
    mentions = tuple(
        Mention(one.start, one.end, number)
        for one in annotations.mentions
        if (number := numbers[one.entity]) is not None
    )
    quotes = tuple(_requoted(quote, annotations, entities, numbers) for quote in annotations.quotes)
    return Record(record.article, replace(annotations, entities=entities, mentions=mentions, quotes=quotes))


def _requoted(quote: Quote, before: Annotations, entities: tuple[Entity, ...], numbers: list[int | None]) -> Quote:
    """A quote with its speaker resolved to the entity as it is now."""
    speaker = quote.speaker
    if speaker is None or speaker.entity is None:
        return quote
    number = numbers[speaker.entity]
    resolved = speaker.resolved
    if resolved == before.entities[speaker.entity].name:
        resolved = "" if number is None else entities[number].name
    return replace(quote, speaker=replace(speaker, resolved=resolved, entity=number))
