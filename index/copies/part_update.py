"""Copies of what has changed in an index that can look for them.

Only what is new, and what the index finds for it, is read: the number of requests does not depend on the size of the
index. What is found is what a search among all articles finds (`tests/cluster/test_copies.py` compares them).
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from ..engines.base import Engine
from ..engines.copy_lookup import CopyLookup, QuoteMark
from .candidates import WIDESPREAD
from .numbered_articles import Numbers
from .pair_search import Flags, PairSearch, Seldom, Texts, texts_of
from .part_table import PartTable
from .sketch import CopyMarks, Hashes, read_marks
from .sketch_table import Keys, encoded
from .stored_copies import StoredCopies, ids_of, ints

_WHOLE = 0.25
"""Share of the articles that have changed from which on reading all takes fewer requests."""
_TOGETHER = 200
"""Articles or quotes that are looked for between two checks."""


def search_changed(
    engine: Engine, lookup: CopyLookup, folder: Path, stored: StoredCopies, check: Callable[[], None]
) -> StoredCopies | None:
    """Bring copies up to date; return None if it is not known what has changed, or if too much has.

    Raises:
        OSError: a temporary file cannot be written.
    """
    mark = lookup.mark()
    changes = lookup.changes(stored.mark) if stored.mark else None
    if changes is None or len(changes.written) > _WHOLE * changes.total:
        return None
    return _PartUpdate(engine, lookup, folder, stored, check).run(changes.written, changes.gone, mark)


class _PartUpdate:
    def __init__(
        self, engine: Engine, lookup: CopyLookup, folder: Path, stored: StoredCopies, check: Callable[[], None]
    ) -> None:
        self._engine = engine
        self._lookup = lookup
        self._folder = folder
        self._stored = stored
        self._check = check
        self._old = _Old(stored)
        self._marks: dict[str, CopyMarks] = {}
        self._quotes: dict[tuple[str, int], QuoteMark] = {}

    def run(self, written: list[str], gone: list[str], mark: bytes) -> StoredCopies:
        """Compare what was written, and what stands for a text in the place of another, with the rest."""
        new = {*written, *gone}
        self._old.forget(encoded(sorted(new)))
        self._take(self._lookup.marks(sorted(new)))  # some that are gone may be there again
        self._take(self._lookup.equal_texts(self._new_keys(new)))
        self._take_quotes(self._lookup.equal_quotes(self._new_quote_keys(new)))
        table, articles, quotes = self._compared(new)
        # A text that another one stood for has no sketch yet.
        unread = {table.id(one) for one in np.flatnonzero(articles.fresh).tolist() if table.sketch(one) is None}
        of = table.articles_of(np.flatnonzero(quotes.fresh)).tolist()
        unread |= {table.id(one) for one in of if table.id(one) not in self._marks}
        self._take(self._lookup.marks(sorted(unread)))
        if unread:
            table, articles, quotes = self._compared(new)
        texts = [table.sketch(one) for one in np.flatnonzero(articles.fresh).tolist()]
        said = [table.quote_sketch(one) for one in np.flatnonzero(quotes.fresh).tolist()]
        seldom = Seldom(self._look(texts, quotes=False), self._look(said, quotes=True))
        table, articles, quotes = self._compared(new)
        search = PairSearch(self._engine, self._folder, self._old.left(), table, self._check, seldom)
        return search.run(articles, lambda: quotes, mark)

    def _look(self, sketches: Iterable[Hashes | None], *, quotes: bool) -> Hashes:
        """Take what may be a copy of some texts; return their hashes that count."""
        found = [one for one in sketches if one is not None and len(one)]
        seldom: list[Hashes] = [np.empty(0, np.uint32)]
        for start in range(0, len(found), _TOGETHER):
            self._check()
            some = found[start : start + _TOGETHER]
            counted = self._lookup.seldom(np.unique(np.concatenate(some)), WIDESPREAD, quotes=quotes)
            seldom.append(counted)
            left = [one[np.isin(one, counted)] for one in some]
            if quotes:
                self._take_quotes(self._lookup.like_quotes(left))
            else:
                self._take(self._lookup.like_texts(left))
        return np.unique(np.concatenate(seldom))

    def _take(self, marks: Iterable[CopyMarks]) -> None:
        for one in marks:
            self._marks[one.id] = one
        self._check()

    def _take_quotes(self, quotes: Iterable[QuoteMark]) -> None:
        for one in quotes:
            self._quotes[one.id, one.number] = one
        self._check()

    def _new_keys(self, new: set[str]) -> list[int]:
        """Return the keys of new texts that no known copies have."""
        read = [read_marks(one.data) for id, one in self._marks.items() if id in new]
        return sorted({one.key for one in read if one.size} - self._old.keys)

    def _new_quote_keys(self, new: set[str]) -> list[int]:
        read = [read_marks(one.data) for id, one in self._marks.items() if id in new]
        return sorted({key for one in read for key, hashes in one.quotes if len(hashes)} - self._old.quote_keys)

    def _compared(self, new: set[str]) -> tuple[PartTable, Texts, Texts]:
        """Return all that has been read, and which texts of it have not been compared with all others."""
        left = self._old.left()
        table = PartTable(left, self._marks, self._quotes.values())
        is_new = np.isin(table.ids, encoded(sorted(new))) if new else np.zeros(len(table), np.bool_)
        known = ~is_new
        at = table.find(ids_of(left))
        known[at] = self._old.is_first & ~is_new[at]
        articles = texts_of(table.keys, table.sizes, known)
        known = np.ones(len(table.quote_keys()), np.bool_)
        owners, within = at[ints(left.said[0])], ints(left.said[1])
        known[table.quote_starts[owners] + within] = self._old.is_first_quote
        known &= ~np.repeat(is_new, np.diff(table.quote_starts))
        return table, articles, texts_of(table.quote_keys(), table.quote_sizes, known)


class _Old:
    """What was found before, without the articles that have changed since."""

    def __init__(self, stored: StoredCopies) -> None:
        self._stored = stored
        keys = np.frombuffer(stored.keys, "<u8").astype(np.uint64)
        quote_keys = np.frombuffer(stored.said[2], "<u8").astype(np.uint64)
        self.is_first = _firsts(keys)
        """Which articles stood for their text."""
        self.is_first_quote = _firsts(quote_keys)
        self._left = stored
        self._keys, self._quote_keys = keys, quote_keys
        self.keys: set[int] = set()
        """Keys of texts of articles that are left, other than 0."""
        self.quote_keys: set[int] = set()

    def forget(self, changed: "np.ndarray[tuple[int], np.dtype[np.bytes_]]") -> None:
        """Leave out articles that have changed, with their quotes."""
        stored = self._stored
        ids = ids_of(stored)
        stays = ~np.isin(ids, changed) if len(changed) else np.ones(len(ids), np.bool_)
        number_of = np.cumsum(stays) - 1
        owners = ints(stored.said[0])
        said: Flags = stays[owners] if len(owners) else np.zeros(0, np.bool_)
        self.is_first, self.is_first_quote = self.is_first[stays], self.is_first_quote[said]
        self._keys, self._quote_keys = self._keys[stays], self._quote_keys[said]
        self.keys, self.quote_keys = set(self._keys.tolist()) - {0}, set(self._quote_keys.tolist())
        left = ids[stays]
        self._left = replace(
            stored,
            ids=(left.tobytes(), left.itemsize),
            stamps=np.frombuffer(stored.stamps, "<i8")[stays].tobytes(),
            outlets=np.frombuffer(stored.outlets, "<u4")[stays].tobytes(),
            keys=self._keys.astype("<u8").tobytes(),
            said=(
                _packed(number_of[owners[said]]),
                _packed(ints(stored.said[1])[said]),
                self._quote_keys.astype("<u8").tobytes(),
            ),
            links=_links(stored, stays, number_of),
            quote_links=_quote_links(stored, stays, number_of),
        )

    def left(self) -> StoredCopies:
        """Return what is left; only what a search reads of it is right."""
        return self._left


def _links(stored: StoredCopies, stays: Flags, number_of: Numbers) -> tuple[bytes, bytes, bytes, bytes]:
    low, high = ints(stored.links[0]), ints(stored.links[1])
    both = stays[low] & stays[high] if len(low) else np.zeros(0, np.bool_)
    of_low, of_high = (np.frombuffer(side, "<f8")[both].tobytes() for side in stored.links[2:])
    return _packed(number_of[low[both]]), _packed(number_of[high[both]]), of_low, of_high


def _quote_links(stored: StoredCopies, stays: Flags, number_of: Numbers) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    low, first, high, second = map(ints, stored.quote_links[:4])
    both = stays[low] & stays[high] if len(low) else np.zeros(0, np.bool_)
    return (
        _packed(number_of[low[both]]),
        _packed(first[both]),
        _packed(number_of[high[both]]),
        _packed(second[both]),
        np.frombuffer(stored.quote_links[4], "<f8")[both].tobytes(),
    )


def _packed(numbers: Numbers) -> bytes:
    return numbers.astype("<u4").tobytes()


def _firsts(keys: Keys) -> Flags:
    """Return which keys are the first of their kind."""
    firsts = np.zeros(len(keys), np.bool_)
    firsts[np.unique(keys, return_index=True)[1]] = True
    return firsts
