"""Counts over all matches of a query: entities, outlets, speakers, timeline and co-occurrence."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from msgspec.structs import replace

from ..engines.base import Cancelled, Engine
from ..engines.entity_merges import EntityId
from ..engines.entity_merges import Speakers as CorrectedSpeakers
from ..linking.name_filter import filter_pieces, named
from ..model import ENTITY_TYPES, EntityCount, EntityType, Facets
from ..protocol.answers import Cooccurrences, FacetsAnswer, Speakers, TimelineAnswer
from ..protocol.questions import CountCooccurrences, CountFacets, CountSpeakers, CountTimeline, Filter
from ..query import analysis
from ..query.lex import name_field
from ..query.tree import And, InArticle, Node, Prefix
from .cooccurrence import companions
from .interpreter import Interpreter
from .pictures_counted import stretches

SHORTEST = 3
"""Letters of a description that speakers are found by."""
MANY = 10_000
"""Described speakers, at most."""


class Aggregations:
    """Counts over an open index; every method raises what `Engine.search` raises."""

    def __init__(self, engine: Engine, interpreter: Interpreter) -> None:
        self._engine = engine
        self._interpreter = interpreter

    def facets(self, question: CountFacets, cancelled: Cancelled) -> FacetsAnswer:
        """Count entities and outlets over the matching articles or quotes."""
        self._interpreter.merges(cancelled)
        scope = question.scope
        tree = self._interpreter.read(scope).tree
        among: Collection[EntityId] | None = question.among
        if question.holding.strip():
            holding = self._interpreter.named(question.holding, cancelled)
            among = holding if among is None else holding.intersection(among)

        def count(limit: int, among: Collection[EntityId] | None) -> Facets:
            return self._engine.facets(
                tree,
                types=question.types,
                limit=limit,
                cancelled=cancelled,
                among=among,
                quotes=scope.quotes,
                mentions=question.mentions,
            )

        found = count(question.offset + question.limit, among)
        found = replace(found, entities=_without_first(found.entities, question.offset))
        known = {(one.type, one.name) for one in found.entities}
        missing = tuple(one for one in question.also if one not in known)
        also = count(len(missing), missing).entities if missing else ()
        over_time = ()
        if question.stretches and not self._engine.is_remote:
            whole = self._engine.timeline(tree, buckets=question.bars, cancelled=cancelled, quotes=scope.quotes)
            over_time = self._engine.count_names_over_time(
                tree,
                names=[(one.type, one.name) for one in (*found.entities, *also)],
                firsts=stretches(whole, question.stretches),
                cancelled=cancelled,
                quotes=scope.quotes,
            )
        return FacetsAnswer(
            replace(found, entities=tuple(map(_with_spellings, found.entities))), also, tuple(over_time)
        )

    def speakers(self, question: CountSpeakers, cancelled: Cancelled) -> Speakers:
        """Count who is quoted in the results, by the user's decisions."""
        corrected = self._interpreter.library.speakers(self._interpreter.merges(cancelled))
        scope = question.scope
        tree = self._interpreter.read(scope).tree
        among: Collection[EntityId] | None = None
        if question.holding.strip():
            wanted = filter_pieces(question.holding)
            added = {one for one in corrected.values() if one is not None and named(wanted, (one[1],))}
            among = self._interpreter.named(question.holding, cancelled) | added
            among |= self._described(tree if scope.quotes else InArticle(tree), wanted, corrected, cancelled)
        found = self._engine.speakers(
            tree, quotes=scope.quotes, limit=question.limit, cancelled=cancelled, among=among, corrected=corrected
        )
        return Speakers(found.quotes, found.unnamed, found.speakers, found.total)

    def _described(
        self, tree: Node, wanted: Sequence[str], corrected: CorrectedSpeakers, cancelled: Cancelled
    ) -> set[EntityId]:
        """Return the speakers whom a matching quote describes in words that begin so: "oil minister"."""
        described = And((tree, *(Prefix("speaker", piece) for piece in wanted if len(piece) >= SHORTEST)))
        if len(described.parts) <= len(wanted):
            return set()
        nobody = dict.fromkeys(corrected)  # the words of a corrected quote describe somebody else
        found = self._engine.speakers(described, quotes=True, limit=MANY, cancelled=cancelled, corrected=nobody)
        return {(one.type, one.name) for one in found.speakers}

    def together(self, question: CountCooccurrences, cancelled: Cancelled) -> Cooccurrences:
        """Count the entities that co-occur with an entity in articles or quotes."""
        self._interpreter.merges(cancelled)
        scope, (kind, name) = question.scope, question.entity
        field = name_field(kind, quotes=scope.quotes)
        tree = self._interpreter.read(scope).tree
        both = self._interpreter.read(replace(scope, filters=(*scope.filters, Filter(field, name)))).tree
        return companions(
            self._engine,
            tree,
            both,
            question.entity,
            limit=question.limit,
            cancelled=cancelled,
            quotes=scope.quotes,
        )

    def timeline(self, question: CountTimeline, cancelled: Cancelled) -> TimelineAnswer:
        """Count the matching articles or quotes over time."""
        scope = question.scope
        tree = self._interpreter.understand(scope).tree
        counted = self._engine.timeline(tree, buckets=question.buckets, cancelled=cancelled, quotes=scope.quotes)
        return TimelineAnswer(counted)


def _without_first(entities: Sequence[EntityCount], number: int) -> tuple[EntityCount, ...]:
    """Remove the first `number` entities of each type."""
    left: dict[EntityType, int] = dict.fromkeys(ENTITY_TYPES, number)
    kept: list[EntityCount] = []
    for one in entities:
        left[one.type] -= 1
        if left[one.type] < 0:
            kept.append(one)
    return tuple(kept)


def _with_spellings(entity: EntityCount) -> EntityCount:
    """Remove aliases that differ from the name or another alias only in letter case or accents."""
    return replace(entity, aliases=_spellings(entity.name, entity.aliases))


@lru_cache(4096)
def _spellings(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    seen = {analysis.value(name), ""}
    kept: list[str] = []
    for alias in sorted(aliases, key=lambda one: (one.isupper(), one)):
        folded = analysis.value(alias)
        if folded not in seen:
            seen.add(folded)
            kept.append(alias)
    return tuple(sorted(kept))
