"""Questions for what is shown as a picture, and their answers."""

from msgspec import Struct

from ..model import EntityCount, EntityType, Timeline


class NamedTimeline(Struct, frozen=True):
    """The part of a timeline that belongs to an outlet or a name."""

    name: str
    timeline: Timeline
    type: EntityType | None = None
    """The type of a name; None for an outlet."""


class SplitTimeline(Struct, frozen=True, tag=True):
    """A timeline, and its parts: of outlets in the same bars, of names in stretches of several bars."""

    whole: Timeline
    parts: tuple[NamedTimeline, ...]
    """Of outlets those with most matches first; of names in the order of the question."""
    others: Timeline
    """Of outlets, what no part has: other outlets, and none."""
    outlets: int = 0
    """Different outlets, with those that are no part."""


class Matrix(Struct, frozen=True, tag=True):
    """How many matches name two names together, for each pair of the most frequent names."""

    names: tuple[EntityCount, ...]
    """Most matches first."""
    counts: tuple[tuple[int, ...], ...]
    """For each name, the matches with each of the names; with itself, all of its matches."""
    total: int
    """Different names in the results; 0 where the engine does not count them."""
