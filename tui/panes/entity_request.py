"""Which entities of the results the list of entities shows."""

from typing import NamedTuple

from .entity_rows import EntityId

USUAL, MANY = 50, 5_000
"""Entities of a type to count: by default, and at first when all are listed; more follow as the list is scrolled."""


class EntityRequest(NamedTuple):
    """Which entities of the results the list shows."""

    holding: str = ""
    """Only names that contain this."""
    together: EntityId | None = None
    """Only entities that appear together with this one."""
    limit: int = USUAL
    """Entities of a type, at most."""
    speakers: bool = False
    """Who is quoted in the results, in place of who is mentioned."""

    @property
    def lists_all(self) -> bool:
        """Whether all names are listed, not only the most frequent."""
        return self.limit >= MANY
