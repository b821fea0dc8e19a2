"""Who appears with whom: the entities in the same articles as one, and how many articles that would be by chance."""

from ..engines.base import Cancelled, Engine
from ..engines.entity_merges import EntityId
from ..model import ENTITY_TYPES
from ..protocol.answers import Companion, Together
from ..query.tree import Node


def companions(
    engine: Engine, tree: Node, both: Node, one: EntityId, *, limit: int, cancelled: Cancelled, quotes: bool = False
) -> Together:
    """Count the entities that are mentioned together with one.

    Args:
        engine: An index, with the merges of its corpus.
        tree: The articles among which to count.
        both: Those of them that mention the one.
        one: The entity that is itself no companion.
        limit: Companions of each type, at most.
        cancelled: Stops the count, as it does a search.
        quotes: Whether both trees are of a quote search: then quotes are counted in place of articles.

    Returns:
        Companions with the articles that mention both, most first, ties by name; `expected` is what two independent
        entities have in common: the product of their shares of the articles, times the articles.

    Raises:
        SearchCancelledError, SearchTimeoutError: as `Engine.search` does.
    """
    search = engine.search_quotes if quotes else engine.search
    found = engine.facets(both, types=ENTITY_TYPES, limit=limit + 1, cancelled=cancelled, quotes=quotes).entities
    ids: list[EntityId] = [(other.type, other.name) for other in found]
    whole = engine.facets(tree, types=ENTITY_TYPES, limit=limit + 1, cancelled=cancelled, among=ids, quotes=quotes)
    everywhere = {(other.type, other.name): other.articles for other in whole.entities}
    of_all = search(tree, sort="newest", offset=0, limit=0, cancelled=cancelled).total
    of_one = search(both, sort="newest", offset=0, limit=0, cancelled=cancelled).total
    left = dict.fromkeys(ENTITY_TYPES, limit)
    told: list[Companion] = []
    for id, other in zip(ids, found, strict=True):
        if id != one and left[other.type]:
            left[other.type] -= 1
            told.append(Companion(other.name, other.type, other.articles, everywhere[id] * of_one / of_all))
    return Together(of_one, tuple(told))
