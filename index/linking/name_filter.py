"""Filtering of entities by a few letters of their names."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from ..engines.entity_merges import EntityId, Merges
from ..model import EntityCount
from ..query.analysis import fold


def filter_pieces(text: str) -> tuple[str, ...]:
    """Split typed text at spaces into case-folded, accent-free pieces to match names with."""
    return tuple(dict.fromkeys(fold(text).split()))


def named(wanted: Sequence[str], names: Iterable[str]) -> bool:
    """Return whether one of an entity's names contains every piece (`filter_pieces`), anywhere."""
    return any(all(piece in name for piece in wanted) for name in map(fold, names))


class Names:
    """All names of all entities of an index, with the merges of the corpus."""

    def __init__(self, entities: Iterable[EntityCount], merges: Merges) -> None:
        """Index entities as named in the articles; merged names also count for their target."""
        self._ids: list[EntityId] = []
        lines: list[str] = []
        for one in entities:
            id = merges.get((one.type, one.name), (one.type, one.name))
            if id is not None:
                names = dict.fromkeys((id[1], one.name, *one.aliases))
                lines += [fold(name).replace("\n", " ") for name in names]
                self._ids += [id] * len(names)
        self._text = "\n".join([*lines, ""])
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def holding(self, text: str, check: Callable[[], None]) -> set[EntityId]:
        """Return the entities with a name that contains everything typed; `check` may raise to stop."""
        wanted = sorted(filter_pieces(text), key=len, reverse=True)
        found: set[EntityId] = set()
        at = 0 if wanted else -1
        while at >= 0 and (at := self._text.find(wanted[0], at)) >= 0:
            line = bisect_right(self._starts, at) - 1
            if not line % 4096:
                check()
            start, at = self._starts[line], self._starts[line + 1]
            if all(piece in self._text[start:at] for piece in wanted[1:]):
                found.add(self._ids[line])
        return found
