"""What was searched for before: kept in a private file in the user's data folder, recalled with the arrow keys."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

FILE = "queries.txt"
"""In the user's data folder: one query a line, the newest last."""
LIMIT = 1000
"""Queries that are kept."""
LENGTH = 2000
"""Characters of a query that is kept; nobody looks for a longer one."""
LOCK_SECONDS = 2.0
"""How long to wait for another program that writes."""
_BYTES = 4_000_000
"""How much of the file's end is read, whatever somebody has made of it."""


def load(folder: Path) -> list[str]:
    """The queries kept in a folder, oldest first, none twice; none when there are none.

    Raises:
        OSError: the file is there, but cannot be read.
    """
    try:
        with (folder / FILE).open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _BYTES))
            text = file.read(_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        return []
    return _bounded(text.split("\n"))


def keep(folder: Path, query: str) -> list[str]:
    """Add a query as the newest to what other programs have kept by now, and write the file, whole and private.

    Returns:
        What `load` would give.

    Raises:
        OSError: the file cannot be read or written.
    """
    return _write(folder, lambda kept: [*kept, query])


def put_before(folder: Path, queries: Iterable[str]) -> None:
    """Keep older queries, before what is kept already; raises as `keep`."""
    _write(folder, lambda kept: [*queries, *kept])


def _write(folder: Path, change: Callable[[list[str]], list[str]]) -> list[str]:
    from ...index.files import locked, make_private, write_whole  # not needed to paint the first frame

    make_private(folder)
    with locked(folder / FILE, LOCK_SECONDS):
        queries = _bounded(change(load(folder)))
        write_whole(folder / FILE, "".join(f"{one}\n" for one in queries).encode("utf-8", "replace"))
    return queries


def _bounded(queries: Iterable[str]) -> list[str]:
    """Each query once, where it came last, and not too many of them."""
    newest: dict[str, None] = {}
    for query in queries:
        query = " ".join(query.split("\n")).strip()
        if query and len(query) <= LENGTH:
            newest.pop(query, None)
            newest[query] = None
    return list(newest)[-LIMIT:]


class Recall:
    """The way through earlier queries, from what is being typed and back to it."""

    def __init__(self) -> None:
        self.queries: Sequence[str] = ()
        """Oldest first."""
        self._draft = ""
        """What was being typed when the way began."""
        self._shown = ""
        """What the way has led to."""
        self._steps = 0
        """How far it is from the draft."""

    def step(self, typed: str, step: int) -> str | None:
        """One query back (1) or forward (-1), among those that begin like the draft.

        Args:
            typed: What stands in the field now; unless it is what came last from here, the way begins there.
            step: 1 or -1.

        Returns:
            What comes now, at the end the draft; None when there is nothing further that way.
        """
        if typed != self._shown or not self._steps:
            self._draft, self._steps = typed, 0
        target = self._steps + step
        alike = [one for one in reversed(self.queries) if one.startswith(self._draft) and one != self._draft]
        if not 0 <= target <= len(alike):
            return None
        self._steps = target
        self._shown = alike[target - 1] if target else self._draft
        return self._shown
