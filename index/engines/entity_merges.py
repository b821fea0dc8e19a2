"""Merging of entities over a corpus, applied to a record.

Extraction resolves names within one article. Over a corpus, "Reagan" in one and "Ronald Reagan" in another article are
the same person, and some names are not entities: `linking` finds this out, `curation` knows the user's decisions, and
engines answer as if every record were `merged`.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ..model import Annotations, Entity, EntityType, Mention, Quote, Record

EntityId = tuple[EntityType, str]
"""An entity of the corpus: type and canonical name."""
Merges = Mapping[EntityId, EntityId | None]
"""Canonical entity by variant; None for rejected names. Entities that are not variants are left out."""

Speakers = Mapping[tuple[str, int], EntityId | None]
"""Article id and number of a quote -> who said it, in place of the speaker that was indexed; None for nobody known."""


def merged(record: Record, merges: Merges) -> Record:
    """Return a record with its entities under their names and types in the corpus.

    An entity's former name becomes an alias, merged entities are joined, and rejected ones are removed with their
    mentions. Speakers follow; texts and offsets are unchanged.
    """
    annotations = record.annotations
    own: list[EntityId] = [(one.type, one.name) for one in annotations.entities]
    ids = [merges.get(id, id) for id in own]
    if ids == own:
        return record
    if None not in ids and len(set(ids)) == len(ids):  # as in most articles: they only change names or types
        return _renamed(record, ids)
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


def _renamed(record: Record, ids: Sequence[EntityId | None]) -> Record:
    """Return a record whose entities have other names or types, each its own."""
    annotations = record.annotations
    entities = tuple(
        one if id is None or id == (one.type, one.name) else Entity(id[1], id[0], _aliases(one, id[1]))
        for one, id in zip(annotations.entities, ids, strict=True)
    )
    changed = {n for n, (one, other) in enumerate(zip(annotations.entities, entities, strict=True)) if one is not other}
    numbers: list[int | None] = list(range(len(entities)))
    quotes = tuple(
        _requoted(quote, annotations, entities, numbers) if quote.speaker and quote.speaker.entity in changed else quote
        for quote in annotations.quotes
    )
    return Record(record.article, replace(annotations, entities=entities, quotes=quotes))


def _aliases(one: Entity, name: str) -> tuple[str, ...]:
    return tuple(alias for alias in dict.fromkeys((one.name, *one.aliases)) if alias != name)


def _requoted(quote: Quote, before: Annotations, entities: tuple[Entity, ...], numbers: list[int | None]) -> Quote:
    """Return a quote with its speaker resolved to the merged entity."""
    speaker = quote.speaker
    if speaker is None or speaker.entity is None:
        return quote
    number = numbers[speaker.entity]
    resolved = speaker.resolved
    if resolved == before.entities[speaker.entity].name:
        resolved = "" if number is None else entities[number].name
    return replace(quote, speaker=replace(speaker, resolved=resolved, entity=number))
