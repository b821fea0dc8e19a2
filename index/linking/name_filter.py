"""Names of entities by a few letters of them: what a list of names is narrowed with."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from ..engines.entity_merges import EntityId, Merges
from ..model import EntityCount
from ..query.analysis import fold


def wanted_in(text: str) -> tuple[str, ...]:
    """What was typed as names are searched for it: its pieces between spaces, case and accents off."""
    return tuple(dict.fromkeys(fold(text).split()))


def named(wanted: Sequence[str], names: Iterable[str]) -> bool:
    """Whether one of an entity's names holds all of what is wanted (`wanted_in`), wherever in it."""
    return any(all(piece in name for piece in wanted) for name in map(fold, names))


class Names:
    """All names of all entities of an index, under the merges of the corpus."""

    def __init__(self, entities: Iterable[EntityCount], merges: Merges) -> None:
        """Take the entities as the articles name them; what they were merged into has their names as well."""
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
        """The entities with a name that holds all of what was typed; `check` may raise to stop."""
        wanted = sorted(wanted_in(text), key=len, reverse=True)
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
