"""Filtering of entities by a few letters of their names."""

import io
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from ..engines.entity_merges import EntityId, Merges
from ..query.analysis import fold
from .cache import IndexNames

_CHECKED = 4096
"""Names between two checks for cancellation."""


def filter_pieces(text: str) -> tuple[str, ...]:
    """Split typed text at spaces into case-folded, accent-free pieces to match names with."""
    return tuple(dict.fromkeys(fold(text).split()))


def named(wanted: Sequence[str], names: Iterable[str]) -> bool:
    """Return whether one of an entity's names contains every piece (`filter_pieces`), anywhere."""
    return any(all(piece in name for piece in wanted) for name in map(fold, names))


class Names:
    """All names of all entities of an index, with the merges of the corpus, as one text."""

    def __init__(self, table: IndexNames, merges: Merges, check: Callable[[], None]) -> None:
        """Index entities as named in the articles; merged names also count for their target.

        Args:
            table: The names of the index.
            merges: What they are merged into.
            check: Called often; may raise to stop.
        """
        self._table = table
        self._merges = merges
        text = io.StringIO()
        self._ids, self._starts = array("q"), array("Q", (0,))
        """Of each line its name in the table, and where it starts; numbers take less memory than strings."""
        for number, (id, one) in enumerate(table.rows()):
            if not number % _CHECKED:
                check()
            into = merges.get((one.type, one.name), (one.type, one.name))
            if into is not None:
                for name in dict.fromkeys((into[1], one.name, *one.aliases)):
                    line = fold(name).replace("\n", " ")
                    text.write(f"{line}\n")
                    self._ids.append(id)
                    self._starts.append(self._starts[-1] + len(line) + 1)
        self._text = text.getvalue()

    def holding(self, text: str, check: Callable[[], None]) -> set[EntityId]:
        """Return the entities with a name that contains everything typed; `check` may raise to stop."""
        wanted = sorted(filter_pieces(text), key=len, reverse=True)
        found: dict[int, None] = {}
        at = 0 if wanted else -1
        while at >= 0 and (at := self._text.find(wanted[0], at)) >= 0:
            line = bisect_right(self._starts, at) - 1
            if not line % _CHECKED:
                check()
            start, at = self._starts[line], self._starts[line + 1]
            if all(piece in self._text[start:at] for piece in wanted[1:]):
                found[self._ids[line]] = None
        ids = self._table.named(found)
        return {into for id in ids if (into := self._merges.get(id, id)) is not None}
