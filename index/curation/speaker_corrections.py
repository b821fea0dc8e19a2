"""Corrected speakers of quotes, applied to records and queries at query time."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from ..decisions import UNKNOWN_SPEAKER
from ..engines.entity_merges import EntityId, Merges, Speakers
from ..model import Annotations, EntityCount, EntityType, Quote, Record, Speaker
from ..query.holds import holds, quote_holds
from ..query.tree import And, Exact, Fuzzy, Ids, Name, Node, Not, Or, Phrase, Prefix, QuoteIds, Wildcard, Word
from .changes import folded, split_reference
from .locate import Located

SPEAKER_FIELDS = ("speaker", "confidence")
"""Fields of the query whose values a corrected speaker changes."""
Corrections = Mapping[str, Mapping[int, str]]
"""References to corrected speakers by article id and quote number."""


def corrections(located: Located) -> Corrections:
    """Return the corrected speakers of an index."""
    found: dict[str, dict[int, str]] = {}
    for key, place in located.places.items():
        if written := located.curation.quotes[key].corrected_speaker:
            found.setdefault(place.article, {})[place.number] = written
    return found


def corrected(record: Record, speakers: Mapping[int, str], merges: Merges) -> Record:
    """Return a record with merged entities and corrected speakers."""
    annotations = record.annotations
    quotes = tuple(
        _corrected(quote, speakers[number], annotations, merges) if number in speakers else quote
        for number, quote in enumerate(annotations.quotes)
    )
    return Record(record.article, replace(annotations, quotes=quotes))


def _corrected(quote: Quote, written: str, annotations: Annotations, merges: Merges) -> Quote:
    if written == UNKNOWN_SPEAKER:
        return replace(quote, speaker=None)
    kind, name = split_reference(written)
    if kind is not None and (merged := merges.get((kind, name))):
        kind, name = merged
    wanted = folded(name)
    named = (
        number
        for number, one in enumerate(annotations.entities)
        if kind in (None, one.type) and wanted in map(folded, (one.name, *one.aliases))
    )
    entity = next(named, None)
    if entity is not None:
        name = annotations.entities[entity].name
    # The text does not name this speaker: the span is empty.
    return replace(quote, speaker=Speaker(quote.start, quote.start, name, name, entity))


def corrected_entities(
    records: Mapping[str, Record], numbers: Corrections, merges: Merges, entities: Callable[[], Iterable[EntityCount]]
) -> Speakers:
    """Return corrected speakers as entities, for counting.

    Args:
        records: The articles with corrected quotes, from `corrected`.
        numbers: Numbers of their corrected quotes.
        merges: The merges of entities.
        entities: Lists all entities of the index. Called only for speakers that their article does not mention: these
            resolve to the most frequent entity of that name, or else have no type.
    """
    found: dict[tuple[str, int], EntityId | None] = {}
    unmentioned: dict[tuple[str, int], tuple[EntityType | None, str]] = {}
    for id, record in records.items():
        for number, written in numbers[id].items():
            speaker = record.annotations.quotes[number].speaker
            if speaker is None:
                found[id, number] = None
            elif speaker.entity is not None:
                entity = record.annotations.entities[speaker.entity]
                found[id, number] = entity.type, entity.name
            else:
                unmentioned[id, number] = _merged_kind(written, merges), speaker.resolved
    if unmentioned:
        known: dict[tuple[EntityType | None, str], EntityId] = {}
        for one in sorted(entities(), key=lambda one: one.articles):
            if merged := merges.get((one.type, one.name), (one.type, one.name)):
                known[None, folded(merged[1])] = known[merged[0], folded(merged[1])] = merged
        for place, (kind, name) in unmentioned.items():
            found[place] = known.get((kind, folded(name)), (kind or "misc", name))
    return found


def _merged_kind(written: str, merges: Merges) -> EntityType | None:
    """Return the merged type of a reference; None for any."""
    kind, name = split_reference(written)
    merged = merges.get((kind, name)) if kind is not None else None
    return merged[0] if merged else kind


def apply_speakers(
    tree: Node, records: Mapping[str, Record], numbers: Corrections, said: Callable[[], Speakers], *, quotes: bool
) -> Node:
    """Rewrite every `speaker:` and `confidence:` condition of a tree to respect the corrections.

    Args:
        tree: The query tree.
        records: The articles with corrected quotes, from `corrected`.
        numbers: Numbers of their corrected quotes.
        said: Returns who said the corrected quotes as entities, from `corrected_entities`.
        quotes: Whether quotes are searched.
    """
    if not records:
        return tree
    if isinstance(tree, And | Or):
        return type(tree)(tuple(apply_speakers(part, records, numbers, said, quotes=quotes) for part in tree.parts))
    if isinstance(tree, Not):
        return Not(apply_speakers(tree.part, records, numbers, said, quotes=quotes))
    if (
        not isinstance(tree, Word | Exact | Name | Phrase | Prefix | Wildcard | Fuzzy)
        or tree.field not in SPEAKER_FIELDS
    ):
        return tree
    all_of: Ids | QuoteIds
    fitting: Ids | QuoteIds
    places = [(id, number) for id in records for number in numbers[id]]
    if isinstance(tree, Name):
        by = frozenset(place for place, one in said().items() if one == (tree.kind, tree.name))
        if quotes:
            return Or((And((tree, Not(QuoteIds(frozenset(places))))), QuoteIds(by)))
        every = frozenset(records)
        fitting = Ids(frozenset(id for id, one in records.items() if holds(tree, one)) | {id for id, _ in by})
        return Or((And((tree, Not(Ids(every)))), fitting))
    if quotes:
        all_of = QuoteIds(frozenset(places))
        fitting = QuoteIds(frozenset((id, n) for id, n in places if quote_holds(tree, records[id], n)))
    else:
        all_of = Ids(frozenset(records))
        fitting = Ids(frozenset(id for id, record in records.items() if holds(tree, record)))
    return Or((And((tree, Not(all_of))), fitting))
