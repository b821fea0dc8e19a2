"""Co-occurrence: the entities in the same articles as another, and how many articles chance would give."""

from ..engines.base import Cancelled, Engine
from ..engines.entity_merges import EntityId
from ..model import ENTITY_TYPES
from ..protocol.answers import Cooccurrence, Cooccurrences
from ..query.tree import Node


def companions(
    engine: Engine, tree: Node, both: Node, one: EntityId, *, limit: int, cancelled: Cancelled, quotes: bool = False
) -> Cooccurrences:
    """Count the entities that co-occur with an entity.

    Args:
        engine: An index with the merges of its corpus.
        tree: The articles to count in.
        both: Those of them that mention the entity.
        one: The entity, which is left out of the result.
        limit: Maximum number per type.
        cancelled: Stops the count, as in `Engine.search`.
        quotes: Whether both trees are of a quote search; quotes are counted then.

    Returns:
        Co-occurring entities with the number of articles that mention both, most first, ties by name; `expected` is the
            number for independent entities: the product of their shares of the articles, times the articles.

    Raises:
        SearchCancelledError, SearchTimeoutError: as `Engine.search`.
    """
    search = engine.search_quotes if quotes else engine.search
    found = engine.facets(
        both, types=ENTITY_TYPES, limit=limit + 1, cancelled=cancelled, quotes=quotes, mentions=False
    ).entities
    ids: list[EntityId] = [(other.type, other.name) for other in found]
    whole = engine.facets(
        tree, types=ENTITY_TYPES, limit=limit + 1, cancelled=cancelled, among=ids, quotes=quotes, mentions=False
    )
    everywhere = {(other.type, other.name): other.articles for other in whole.entities}
    of_all = search(tree, sort="newest", offset=0, limit=0, cancelled=cancelled).total
    of_one = search(both, sort="newest", offset=0, limit=0, cancelled=cancelled).total
    left = dict.fromkeys(ENTITY_TYPES, limit)
    cooccurrences: list[Cooccurrence] = []
    for id, other in zip(ids, found, strict=True):
        if id != one and left[other.type]:
            left[other.type] -= 1
            cooccurrences.append(Cooccurrence(other.name, other.type, other.articles, everywhere[id] * of_one / of_all))
    return Cooccurrences(of_one, tuple(cooccurrences))
