"""The rows of the list of entities, their order, and short numbers. No widgets here."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ...index.model import ENTITY_TYPES, Annotations, EntityType
from ...index.protocol.answers import Cooccurrences, Speakers

EntityId = tuple[EntityType, str]


class EntityRow(NamedTuple):
    """An entity; with an empty name the heading of its type, or where the list of the type ends too early."""

    name: str
    type: EntityType
    here: int = 0
    """Mentions in the open article."""
    articles: int = 0
    """Articles of the results that mention it, or that mention it with the selected entity; of a speaker, quotes."""
    times: float = 0.0
    """How many times more often than by chance it appears with the selected entity."""
    outlets: int = 0
    """Outlets that print a speaker's quotes."""
    doubtful: int = 0
    """Quotes of a speaker with a doubtful attribution."""
    end: str = ""
    """How many names of the type are listed, and how to list the others."""

    @property
    def is_heading(self) -> bool:
        """Whether a type begins here."""
        return not self.name and not self.end


def entity_rows(
    here: Mapping[EntityId, int], counts: Mapping[EntityId, int], uncommon: Mapping[EntityId, int], others: int | None
) -> list[EntityRow]:
    """Rows under a heading a type: entities mentioned here by mentions, then the others by articles, ties by name.

    Args:
        here: Mentions in the open article.
        counts: Articles of the results, of the entities to list.
        uncommon: The same, of entities that are listed only where they are mentioned here.
        others: How many a type are listed of those that are not mentioned here; None for all.
    """
    rows = [EntityRow(id[1], id[0], number, counts.get(id) or uncommon.get(id, 0)) for id, number in here.items()]
    rows.sort(key=lambda row: (-row.here, -row.articles, row.name))
    absent = [EntityRow(id[1], id[0], 0, number) for id, number in counts.items() if id not in here]
    absent.sort(key=lambda row: (-row.articles, row.name))
    groups: dict[EntityType, list[EntityRow]] = {type_: [] for type_ in ENTITY_TYPES}
    for row in rows:
        groups[row.type].append(row)
    left = {type_: len(counts) if others is None else others for type_ in ENTITY_TYPES}
    for row in absent:
        if left[row.type]:
            left[row.type] -= 1
            groups[row.type].append(row)
    return _headed(groups)


def together_rows(together: Cooccurrences) -> list[EntityRow]:
    """Return rows under a heading for each type, in the given order."""
    groups: dict[EntityType, list[EntityRow]] = {type_: [] for type_ in ENTITY_TYPES}
    for one in together.companions:
        groups[one.type].append(EntityRow(one.name, one.type, 0, one.articles, one.articles / one.expected))
    return _headed(groups)


def speaker_rows(speakers: Speakers) -> list[EntityRow]:
    """Return rows under a heading for each type, in the given order."""
    groups: dict[EntityType, list[EntityRow]] = {type_: [] for type_ in ENTITY_TYPES}
    for one in speakers.speakers:
        row = EntityRow(one.name, one.type, articles=one.quotes, outlets=one.outlets, doubtful=one.doubtful)
        groups[one.type].append(row)
    return _headed(groups)


def _headed(groups: Mapping[EntityType, list[EntityRow]]) -> list[EntityRow]:
    return [row for type_, group in groups.items() if group for row in (EntityRow("", type_), *group)]


def mentions_of(annotations: Annotations, holding: str) -> dict[EntityId, int]:
    """Return how often an article mentions each entity whose name contains some letters."""
    entities = list(enumerate(annotations.entities))
    if holding:
        from ...index.linking.name_filter import filter_pieces, named  # not needed to paint the first frame

        wanted = filter_pieces(holding)
        entities = [(number, one) for number, one in entities if named(wanted, (one.name, *one.aliases))]
    mentioned = Counter(mention.entity for mention in annotations.mentions)
    here: dict[EntityId, int] = {}
    for number, one in entities:
        id = one.type, one.name
        here[id] = here.get(id, 0) + mentioned[number]
    return here


def short(number: int) -> str:
    """Return a number in at most five characters: 118, 21.5k, 3.1M."""
    if number < 100_000:
        return str(number)
    return f"{number / 1000:.0f}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


def times(number: float) -> str:
    """Return a factor in at most five characters: ×0.7, ×12, ×1k."""
    if number < 9.95:
        return f"×{number:.1f}"
    return f"×{number:.0f}" if number < 999.5 else f"×{number / 1000:.0f}k"
