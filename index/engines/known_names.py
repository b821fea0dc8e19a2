"""What an engine tells of its names after a commit, and what it is told of all of them."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct

from ..model import EntityCount
from .entity_merges import EntityId


class NameChange(Struct):
    """How the numbers of articles of a name have changed."""

    articles: int
    aliases: dict[str, int]
    """Articles more or fewer that give it another name."""


class NameSink(Protocol):
    """Takes names as named in the articles, ignoring merges, as far as they have changed."""

    def clear(self) -> None:
        """Remove all names."""
        ...

    def put(self, entities: Iterable[EntityCount]) -> None:
        """Set names as they are now; mentions do not matter."""
        ...

    def remove(self, keys: Iterable[int]) -> None:
        """Remove names by their hashes (`packed.segment.entity_key`)."""
        ...

    def add(self, changes: Mapping[EntityId, NameChange]) -> None:
        """Add changes to names, in any order; what no article has any more is removed."""
        ...


class KnownNames(Protocol):
    """All names as named in the articles, ignoring merges."""

    def known(self, ids: Iterable[EntityId]) -> Iterable[EntityCount]:
        """Return those of some names that any article has, without their mentions, in any order."""
        ...
