"""The query history: a private file in the user's data folder, recalled with the arrow keys."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

FILE = "queries.txt"
"""In the user's data folder: one query a line, the newest last."""
LIMIT = 1000
"""Maximum number of queries."""
LENGTH = 2000
"""Maximum length of a stored query in characters."""
LOCK_SECONDS = 2.0
"""Seconds to wait for another program's lock."""
_BYTES = 4_000_000
"""Maximum bytes read from the end of the file."""


def load(folder: Path) -> list[str]:
    """Load the query history of a folder, oldest first, without duplicates.

    Raises:
        OSError: the file exists but cannot be read.
    """
    from ...index.files import open_regular  # loaded by the session file

    try:
        with open_regular(folder / FILE) as file:
            file.seek(max(0, file.seek(0, 2) - _BYTES))
            text = file.read(_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        return []
    return _bounded(text.split("\n"))


def add(folder: Path, query: str) -> list[str]:
    """Append a query to the current history, including other programs' entries, and write it atomically.

    Returns:
        The history as `load` returns it.

    Raises:
        OSError: the file cannot be read or written.
    """
    return _write(folder, lambda kept: [*kept, query])


def prepend(folder: Path, queries: Iterable[str]) -> None:
    """Insert older queries before the existing ones; raises as `add`."""
    _write(folder, lambda kept: [*queries, *kept])


def _write(folder: Path, change: Callable[[list[str]], list[str]]) -> list[str]:
    from ...index.files import locked, make_private, write_whole  # not needed to paint the first frame

    make_private(folder)
    with locked(folder / FILE, LOCK_SECONDS):
        queries = _bounded(change(load(folder)))
        write_whole(folder / FILE, "".join(f"{one}\n" for one in queries).encode("utf-8", "replace"))
    return queries


def _bounded(queries: Iterable[str]) -> list[str]:
    """Keep the last occurrence of each query, and a limited number."""
    newest: dict[str, None] = {}
    for query in queries:
        query = " ".join(query.split("\n")).strip()
        if query and len(query) <= LENGTH:
            newest.pop(query, None)
            newest[query] = None
    return list(newest)[-LIMIT:]


class Recall:
    """Navigation through the history, starting from the typed draft."""

    def __init__(self) -> None:
        self.queries: Sequence[str] = ()
        """Oldest first."""
        self._draft = ""
        """The typed text when navigation started."""
        self._shown = ""
        """The query reached last."""
        self._steps = 0
        """Number of steps from the draft."""

    def step(self, typed: str, step: int) -> str | None:
        """Step back (1) or forward (-1) among queries that start like the draft.

        Args:
            typed: The current text of the field; if it was edited, navigation restarts from it.
            step: 1 or -1.

        Returns:
            The next query, finally the draft; None if there is nothing further in this direction.
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
