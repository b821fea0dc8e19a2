"""Where the lists of names end before all names are listed, and how the others are listed. No widgets here."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ...index.model import EntityType
from ...index.protocol.answers import Cooccurrences, Speakers
from ..commands.registry import key_of
from .entity_request import EntityRequest
from .entity_rows import EntityRow

Counted = Cooccurrences | Speakers | Mapping[EntityType, int]
"""What was answered, or how many names of each type there are."""


def with_ends(
    rows: Sequence[EntityRow], wanted: EntityRequest, counted: Counted, keys: dict[str, str]
) -> list[EntityRow]:
    """Return rows with a last one for each type whose list ends early: more follow once it is on screen.

    The most frequent names have none: the headings say how many names there are.

    Args:
        rows: The rows of all types, each under its heading.
        wanted: What was asked for.
        counted: What was counted.
        keys: A keymap such as `interface.keys`.
    """
    listed: Counter[EntityType] = Counter(row.type for row in rows if row.name)
    ends = _ends(listed, wanted, counted)
    way = "more follow" if wanted.lists_all else f"{key_of('entities.all', keys)}: more"
    found: list[EntityRow] = []
    for at, row in enumerate(rows, 1):
        found.append(row)
        if (at == len(rows) or rows[at].is_heading) and (end := ends.get(row.type)):
            found.append(EntityRow("", row.type, end=f"{end} · {way}"))
    return found


def _ends(listed: Mapping[EntityType, int], wanted: EntityRequest, counted: Counted) -> dict[EntityType, str]:
    if isinstance(counted, Cooccurrences):
        return {kind: f"the first {number:,}" for kind, number in listed.items() if number >= wanted.limit}
    if isinstance(counted, Speakers):
        left = counted.total - sum(listed.values())
        return {list(listed)[-1]: f"{left:,} more names"} if left > 0 and listed else {}
    if not wanted.lists_all and not wanted.holding:
        return {}
    short: list[EntityType] = [kind for kind, number in listed.items() if number < counted.get(kind, 0)]
    return {kind: f"{listed[kind]:,} of {counted[kind]:,}" for kind in short}
