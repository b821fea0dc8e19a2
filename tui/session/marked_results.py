"""The results that are marked, to be decided about together. No widgets here."""

from collections.abc import Iterable, Iterator, Mapping

from ...index.curation.changes import split_key
from ...index.decisions import Kept
from ...index.protocol.questions import Scope


class MarkedResults:
    """Marked articles or quotes of one query, by the key of decisions; they survive paging and sorting."""

    def __init__(self) -> None:
        self._rows: dict[str, Kept] = {}
        self._scope: Scope | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    @property
    def rows(self) -> Mapping[str, Kept]:
        """The marked rows in the order of marking: key -> facts, none where only the id is known."""
        return self._rows

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the marked articles, or of those of the marked quotes, each once."""
        return tuple(dict.fromkeys(split_key(key)[0] for key in self._rows))

    def toggle(self, scope: Scope, key: str, about: Kept) -> None:
        """Mark a row of a query's results, or remove its mark."""
        self.keep_only(scope)
        if key in self._rows:
            del self._rows[key]
        else:
            self._rows[key] = about

    def add(self, scope: Scope, rows: Iterable[tuple[str, Kept]]) -> None:
        """Mark rows of a query's results; what is known of those that are marked already stays."""
        self.keep_only(scope)
        for key, about in rows:
            self._rows.setdefault(key, about)

    def keep_only(self, scope: Scope) -> None:
        """Remove the marks of another query's results."""
        if scope != self._scope:
            self._rows.clear()
            self._scope = scope

    def retain(self, keys: Iterable[str]) -> None:
        """Remove the marks of all rows but these."""
        kept = set(keys)
        self._rows = {key: about for key, about in self._rows.items() if key in kept}

    def clear(self) -> None:
        """Remove all marks."""
        self._rows.clear()
