"""The articles and quotes that the copies of a few changed articles depend on, as a table like that of all."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ..engines.copy_lookup import QuoteMark
from .array_file import View
from .numbered_articles import NumberedArticles, Numbers
from .sketch import CopyMarks, Hashes, read_marks
from .sketch_table import Keys, SketchTable, encoded, ordinal
from .stored_copies import StoredCopies, ids_of, ints

_NONE = np.empty(0, np.uint32)


class PartTable(NumberedArticles):
    """Some articles and quotes by number, as in `sketch_table.MarkTable`.

    Of articles that are known to have copies, only keys are there; of the others, what an index has stored, or only
    some quotes.
    """

    def __init__(self, stored: StoredCopies, marks: Mapping[str, CopyMarks], quotes: Iterable[QuoteMark]) -> None:
        """Put a table together.

        Args:
            stored: What is known of articles that have copies.
            marks: What an index has stored of others, or of such as have changed, by id.
            quotes: Quotes of articles that are in neither.
        """
        known = ids_of(stored)
        marked = encoded(list(marks))
        said = list(quotes)
        said_by = encoded([one.id for one in said])
        self.ids = np.unique(np.concatenate((known, marked, said_by)))
        size = len(self.ids)
        self.places: Numbers = np.arange(size)
        self.days = np.zeros(size, np.int32)
        self.stamps: Numbers = np.zeros(size, np.int64)
        self.outlets = np.zeros(size, np.int32)
        self.outlet_names = list(stored.outlet_names)
        self.keys: Keys = np.zeros(size, np.uint64)
        self.sizes = np.zeros(size, np.int64)
        """Distinct runs of each article; 1 where their number is not known."""
        self._sketches: dict[int, Hashes] = {}
        self._said: dict[int, Hashes] = {}
        at = self.find(known)
        self.stamps[at] = np.frombuffer(stored.stamps, "<i8")
        self.outlets[at] = ints(stored.outlets)
        self.keys[at] = np.frombuffer(stored.keys, "<u8")
        self.sizes[at] = self.keys[at] != 0
        owners, within = at[ints(stored.said[0])], ints(stored.said[1])
        numbers = np.zeros(size, np.int64)
        np.maximum.at(numbers, owners, within + 1)
        said_at = self.find(said_by)
        np.maximum.at(numbers, said_at, np.array([one.number + 1 for one in said], np.int64))
        read = [
            (int(place), one, read_marks(one.data))
            for place, one in zip(self.find(marked), marks.values(), strict=True)
        ]
        is_marked = np.zeros(size, np.bool_)
        for place, _, found in read:
            numbers[place] = len(found.quotes)
            is_marked[place] = True
        self.quote_starts: Numbers = np.concatenate((np.zeros(1, np.int64), np.cumsum(numbers)))
        self._quote_keys: Keys = np.zeros(self.quote_starts[-1], np.uint64)
        self.quote_sizes = np.zeros(self.quote_starts[-1], np.uint8)
        """Hashes in the sketch of each quote; 1 where their number is not known."""
        is_old = ~is_marked[owners]
        places = self.quote_starts[owners[is_old]] + within[is_old]
        self._quote_keys[places] = np.frombuffer(stored.said[2], "<u8")[is_old]
        self.quote_sizes[places] = 1
        self._outlet_numbers = {name: number for number, name in enumerate(self.outlet_names)}
        for one, place in zip(said, said_at.tolist(), strict=True):
            if not is_marked[place]:
                self._put_quote(int(self.quote_starts[place]) + one.number, one.key, one.hashes)
                self.stamps[place], self.outlets[place] = one.stamp, self._outlet(one.outlet)
        for place, one, found in read:
            self.days[place] = ordinal(one.day)
            self.stamps[place], self.outlets[place] = one.stamp, self._outlet(one.outlet)
            self.keys[place], self.sizes[place] = found.key, found.size
            self._sketches[place] = found.hashes
            for number, (key, hashes) in enumerate(found.quotes, int(self.quote_starts[place])):
                self._put_quote(number, key, hashes)

    def articles(self) -> SketchTable:
        """Return the sketches of all articles; of those with keys alone, empty ones."""
        return _sketches(self._sketches, self.sizes)

    def quote_keys(self) -> Keys:
        """Return the key of each quote; 0 for those without words that are known."""
        return self._quote_keys

    def quotes(self, wanted: npt.NDArray[np.bool_]) -> SketchTable:
        """Return the sketches of some quotes, with empty ones for all others."""
        some = {number: hashes for number, hashes in self._said.items() if wanted[number]}
        return _sketches(some, np.where(wanted, self.quote_sizes, 0))

    def sketch(self, article: int) -> Hashes | None:
        """Return the sketch of an article; None if only its key is known."""
        return self._sketches.get(article)

    def quote_sketch(self, quote: int) -> Hashes | None:
        """Return the sketch of a quote; None if only its key is known."""
        return self._said.get(quote)

    def _outlet(self, name: str) -> int:
        number = self._outlet_numbers.setdefault(name, len(self.outlet_names))
        if number == len(self.outlet_names):
            self.outlet_names.append(name)
        return number

    def _put_quote(self, number: int, key: int, hashes: Hashes) -> None:
        self._quote_keys[number], self.quote_sizes[number] = key, len(hashes)
        self._said[number] = hashes


def _sketches(found: Mapping[int, Hashes], sizes: npt.NDArray[np.integer[Any]]) -> SketchTable:
    lengths = np.zeros(len(sizes), np.int64)
    order = np.array(sorted(found), np.int64)
    hashes = np.concatenate([_NONE, *(found[number] for number in order.tolist())])
    lengths[order] = [len(found[number]) for number in order.tolist()]
    return SketchTable(sizes, np.cumsum(lengths) - lengths, lengths, order, View(hashes))
