"""The copies of an index, for lookups."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar, overload

import numpy as np
from msgspec import Struct

from .sketch import UNDATED
from .stored_copies import StoredCopies, floats, ids_of, ints

QuoteId = tuple[str, int]
"""A quote: the id of its article, and its index into the article's quotes."""
Member = TypeVar("Member", str, QuoteId)


class Printed(Struct, frozen=True, gc=False):
    """When and where an article was printed."""

    stamp: int
    """Seconds since 1970; `sketch.UNDATED` or less for none."""
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

    def __init__(self, stored: StoredCopies) -> None:
        self.version = stored.version
        """Version of the index when they were found."""
        self._ids = ids_of(stored)
        self._stamps = np.frombuffer(stored.stamps, "<i8")
        self._outlets = np.frombuffer(stored.outlets, "<u4")
        self._outlet_names = stored.outlet_names
        self.groups = Groups(stored.groups[1], self._articles(stored.groups[0]))
        self.links = Links(self, stored)
        """Verified copies of different words, by id; a round-up is linked to stories of several groups."""
        self.repeats = Groups(stored.repeats[2], self._quotes(*stored.repeats[:2]))
        """Quotes with the same words, speaker and stance."""
        self.variants = Groups(stored.variants[2], self._quotes(*stored.variants[:2]))
        """Quotes of the same words, shortened, reworded, or with another speaker or stance."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each article that is in a group, has a link, or a quote in a group, by id."""
        return {_text(id): number for number, id in enumerate(self._ids.tolist())}

    @cached_property
    def group_of(self) -> dict[str, int]:
        """The index of each article's group, by id."""
        return self.groups.numbered()

    @cached_property
    def repeat_of(self) -> dict[QuoteId, int]:
        """The index of each quote's group of repeats."""
        return self.repeats.numbered()

    @cached_property
    def variants_of(self) -> dict[QuoteId, int]:
        """The index of each quote's group of variants."""
        return self.variants.numbered()

    def printed(self, id: str) -> Printed | None:
        """Return when and where an article was printed; None if it is in no group."""
        number = self.numbers.get(id)
        if number is None:
            return None
        return Printed(int(self._stamps[number]), self._outlet_names[self._outlets[number]])

    def in_time(self, id: str) -> tuple[bool, int, str]:
        """Return what sorts an article by time: oldest first, undated ones last, then by id."""
        number = self.numbers.get(id)
        stamp = UNDATED if number is None else int(self._stamps[number])
        return stamp <= UNDATED, stamp, id

    def outlets(self, ids: Iterable[str]) -> set[str]:
        """Return the outlets of articles that are in a group; "" for none."""
        numbers, names, outlets = self.numbers, self._outlet_names, self._outlets
        return {names[outlets[numbers[id]]] for id in ids if id in numbers}

    def id(self, number: int) -> str:
        """Return the id of an article by its number."""
        return _text(bytes(self._ids[number]))

    def _articles(self, articles: bytes) -> "_Members[str]":
        numbers = np.frombuffer(articles, "<u4")
        return lambda start, stop: list(map(_text, self._ids[numbers[start:stop]].tolist()))

    def _quotes(self, articles: bytes, quotes: bytes) -> "_Members[QuoteId]":
        within, ids = np.frombuffer(quotes, "<u4"), self._articles(articles)
        return lambda start, stop: list(zip(ids(start, stop), within[start:stop].tolist(), strict=True))


_Members = Callable[[int, int], list[Member]]
"""Returns the members of groups from one place to another."""


class Groups(Sequence[tuple[Member, ...]]):
    """Groups of articles or quotes, which are made up when they are asked for."""

    def __init__(self, ends: bytes, members: _Members[Member]) -> None:
        self._ends = np.frombuffer(ends, "<u4")
        self._members = members

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, number: int) -> tuple[Member, ...]: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[tuple[Member, ...]]: ...
    def __getitem__(self, number: int | slice) -> tuple[Member, ...] | Sequence[tuple[Member, ...]]:
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return tuple(self._members(int(self._ends[number - 1]) if number else 0, int(self._ends[number])))

    def numbered(self) -> dict[Member, int]:
        """Return the index of each member's group."""
        lengths = np.diff(self._ends.astype(np.int64), prepend=0)
        numbers = np.repeat(np.arange(len(self)), lengths)
        return dict(zip(self._members(0, len(numbers)), numbers.tolist(), strict=True))


class Links(Mapping[str, list[ArticleLink]]):
    """The copies of each article that has any."""

    def __init__(self, index: CopyIndex, stored: StoredCopies) -> None:
        self._index = index
        low, high = map(ints, stored.links[:2])
        of_low, of_high = map(floats, stored.links[2:])
        order = np.lexsort((np.concatenate((high, low)), np.concatenate((low, high))))
        self._of = np.concatenate((low, high))[order].astype(np.uint32)
        self._copies = np.concatenate((high, low))[order].astype(np.uint32)
        self._shares = np.concatenate((np.stack((of_low, of_high), 1), np.stack((of_high, of_low), 1)))[order]

    def __len__(self) -> int:
        return len(np.unique(self._of))

    def __iter__(self) -> Iterator[str]:
        return map(self._index.id, np.unique(self._of).tolist())

    def __getitem__(self, id: str) -> list[ArticleLink]:
        number = self._index.numbers[id]
        start, stop = np.searchsorted(self._of, (number, number + 1)).tolist()
        if start == stop:
            raise KeyError(id)
        shares = self._shares[start:stop].tolist()
        return [
            ArticleLink(self._index.id(copy), *share)
            for copy, share in zip(self._copies[start:stop].tolist(), shares, strict=True)
        ]


def _text(id: bytes) -> str:
    return id.decode("utf-8", "surrogatepass")
