"""The copies of an index, for lookups."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

QuoteId = tuple[str, int]
"""A quote: the id of its article, and its index into the article's quotes."""


class Printed(Struct, frozen=True, array_like=True, gc=False):
    """When and where an article was printed."""

    date: str
    outlet: str


class ArticleLink(NamedTuple):
    """An article that is a copy of another, and how much of each stands in the other, 0 to 1."""

    id: str
    of_first: float
    """Share of the other article's words that stand in this one."""
    of_this: float
    """Share of this article's words that stand in the other."""


class CopyIndex:
    """Groups of articles that are one story, and of quotes with the same words; each in one group at most."""

    def __init__(
        self,
        version: str,
        groups: tuple[tuple[str, ...], ...],
        links: dict[str, list[ArticleLink]],
        repeats: tuple[tuple[QuoteId, ...], ...],
        variants: tuple[tuple[QuoteId, ...], ...],
        printed: dict[str, Printed],
    ) -> None:
        self.version = version
        """Version of the index when they were found."""
        self.groups = groups
        self.links = links
        """Verified copies of different words, by id; a round-up is linked to stories of several groups."""
        self.repeats = repeats
        """Quotes with the same words, speaker and stance."""
        self.variants = variants
        """Quotes of the same words, shortened, reworded, or with another speaker or stance."""
        self.printed = printed
        """Every article that is in a group, or has a quote in one, by id."""

    @cached_property
    def group_of(self) -> dict[str, int]:
        """The index of each article's group, by id."""
        return {id: number for number, members in enumerate(self.groups) for id in members}

    @cached_property
    def repeat_of(self) -> dict[QuoteId, int]:
        """The index of each quote's group of repeats."""
        return {id: number for number, members in enumerate(self.repeats) for id in members}

    @cached_property
    def variants_of(self) -> dict[QuoteId, int]:
        """The index of each quote's group of variants."""
        return {id: number for number, members in enumerate(self.variants) for id in members}

    def in_time(self, id: str) -> tuple[bool, str, str]:
        """Return what sorts an article by time: oldest first, undated ones last, then by id."""
        date = self.printed[id].date if id in self.printed else ""
        return not date, date, id

    def outlets(self, ids: Iterable[str]) -> set[str]:
        """Return the outlets of articles that are in a group; "" for none."""
        return {self.printed[id].outlet for id in ids if id in self.printed}
