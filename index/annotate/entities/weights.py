# cython: boundscheck=False, wraparound=False
"""What the features of words weigh for every label, over plain arrays: added up once and remembered.

A feature depends on one word and how far away it stands, on the kinds of two neighbours, or on a set of flags. So a
spelling has one block of weights, a row for each distance; the score of a word is the sum of a few rows.
`setup.py` makes C of it, with the types in `weights.pxd`.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from ..text.words import REACH, Word
from .features import Reading, flag_features, pair_feature, word_keys

_KIND_BITS = 20
"""Bits for the number of a word's kind: two of them side by side are one key."""
_AT_FIRST = 1 << 12
"""Rows that there is room for at first."""
_WORDS_AT_FIRST = 1 << 15
"""Words that there is room for at first: 6 MB once they are all written to."""
_MOST_ROWS = 1 << 16
"""Rows after which those of pairs and flags are dropped with the next words: 5 MB with what finds them."""
_APART = ("kk=", "!")
"""How features of two kinds and of flags begin: see `pair_feature` and `flag_features`."""
_FLOAT = 4
"""Bytes of a weight. With 8 a process that extracts takes 3 MB more, and finds the same in 4,000 articles."""
_EMPTY = -1
"""The key of a free slot."""


def _placed(name: str) -> tuple[int, str]:
    """A feature's distance, as a place in a block of weights, and what it is without that."""
    sign = name[0] == "-"
    if name[sign : sign + 1].isdigit():
        distance = int(name[: sign + 1])
        return distance + REACH, name[sign + 1 :]
    return REACH, name


def _grown(values: array[float]) -> array[float]:
    """The same values, and room for as many again."""
    return array("f", bytes(values) + bytes(_FLOAT * len(values)))


class Weights:
    """What the words of documents weigh. A word remembers its block of weights: words are of one of these only."""

    def __init__(self, numbers: Mapping[str, int], weights: npt.NDArray[np.float64]) -> None:
        """Take the features of a model.

        Args:
            numbers: The row of every feature.
            weights: Its weights, one a label.
        """
        reach, size = 2 * REACH + 1, weights.shape[1]
        self._size = size
        self._width = reach * size
        # What pairs of kinds and flags say is of no distance; what words say is below, with its distance.
        places = {name: _placed(name) for name in numbers}
        apart = [name for name, (_, key) in places.items() if key.startswith(_APART)]
        self._numbers = {name: row for row, name in enumerate(apart)}
        self._weights = array("f", weights[[numbers[name] for name in apart]].astype(np.float32).tobytes())
        # By what a word says: rows for the distances that the model knows it at, from the first of them to the last.
        self._keys: dict[str, int] = {}
        lows, highs = array("i"), array("i")
        for distance, key in places.values():
            if key.startswith(_APART):
                continue
            at = self._keys.setdefault(key, len(lows))
            if at == len(lows):
                lows.append(distance)
                highs.append(distance)
            lows[at], highs[at] = min(lows[at], distance), max(highs[at], distance)
        self._lows = lows
        begins = [0, *accumulate(high - low + 1 for low, high in zip(lows, highs, strict=True))]
        self._begins = array("i", begins)
        blocks = np.zeros((max(begins), size), np.float32)
        chosen: list[int] = []
        rows: list[int] = []
        for (distance, key), number in zip(places.values(), numbers.values(), strict=True):
            if (at := self._keys.get(key, -1)) >= 0:
                chosen.append(number)
                rows.append(begins[at] + distance - lows[at])
        blocks[rows] = weights[chosen]
        self._blocks = blocks.reshape(-1).data
        self._words = np.zeros(self._width * _WORDS_AT_FIRST, np.float32).data
        self._learned = 1
        self._clear_rows()

    def forget(self, kept: Sequence[Word] = ()) -> None:
        """Drop what is remembered of words, except of some; all others must be forgotten themselves as well."""
        known = [word for word in kept if word.block > 0]
        # Block 0 is that of what stands beyond a sentence, and weighs nothing.
        words = np.asarray(self._words)
        blocks = words.reshape(-1, self._width)[[0, *(word.block for word in known)]].ravel()
        room = max(self._width * _WORDS_AT_FIRST, 2 * blocks.size)
        if len(words) > room:
            words = np.zeros(room, np.float32)
        else:  # memory asked for again may lie beside what was given back
            words[: self._learned * self._width] = 0
        words[: blocks.size] = blocks
        for place, word in enumerate(known):
            word.block = place + 1
        self._words = words.data
        self._learned = len(known) + 1
        if self._used > _MOST_ROWS:
            self._clear_rows()

    def _clear_rows(self) -> None:
        """Drop the rows of pairs of kinds and of flags."""
        self._rows = array("f", bytes(_FLOAT * self._size * _AT_FIRST))
        self._used = 0
        self._flags: dict[int, int] = {}
        # The rows of pairs of kinds: a hash table over plain arrays, for three are looked up a word.
        self._slots = array("q", [_EMPTY]) * _AT_FIRST
        self._slot_rows = array("q", bytes(8 * _AT_FIRST))
        self._filled = 0

    @property
    def learned(self) -> int:
        """How many words have their weights remembered."""
        return self._learned

    def weigh(self, reading: Reading, places: Sequence[int]) -> array[float]:
        """What every label weighs for the words at some places of a document, one word after another."""
        size, reach = self._size, REACH
        words, flags = reading.words, reading.flags
        found = array("d", bytes(8 * size * len(places)))
        weights = found
        learned = self._words
        to = 0
        for at in places:
            for beside in range(2 * reach + 1):
                word = words[at - reach + beside]
                if word.block < 0:
                    self._learn(word)
                    learned = self._words
                row = word.block * self._width + beside * size
                for label in range(size):
                    weights[to + label] += learned[row + label]
            before, word, after = words[at - 1], words[at], words[at + 1]
            left = self._pair(0, before, word) * size
            right = self._pair(1, word, after) * size
            around = self._pair(2, before, after) * size
            flag = self._flag(flags[at]) * size
            rows = self._rows
            for label in range(size):
                # One by one: C would add them up as they are stored, with fewer digits than Python.
                weights[to + label] += rows[left + label]
                weights[to + label] += rows[right + label]
                weights[to + label] += rows[around + label]
                weights[to + label] += rows[flag + label]
            to += size
        return found

    def _learn(self, word: Word) -> None:
        """Make the block of a word, all that it says added up."""
        size = self._size
        to = self._learned * self._width
        if to == len(self._words):
            self._words = np.concatenate((self._words, np.zeros(len(self._words), np.float32))).data
        learned = self._words
        blocks = self._blocks
        for key in word_keys(word):
            number = self._keys.get(key, -1)
            if number >= 0:
                row = self._begins[number] * size
                first = to + self._lows[number] * size
                for at in range(self._begins[number + 1] * size - row):
                    learned[first + at] += blocks[row + at]
        word.block = self._learned
        self._learned += 1

    def _pair(self, which: int, first: Word, second: Word) -> int:
        """The row of the kinds of two words: see `pair_feature`."""
        bits = _KIND_BITS
        key = (((which << bits) | first.form) << bits) | second.form
        slot = self._slot(key)
        if self._slots[slot] != key:
            if self._filled * 2 >= len(self._slots):
                self._spread()
                slot = self._slot(key)
            self._slots[slot] = key
            self._slot_rows[slot] = self._add([pair_feature(which, first.kind, second.kind)])
            self._filled += 1
        return self._slot_rows[slot]

    def _slot(self, key: int) -> int:
        """The slot that holds a key, or the free one where it belongs."""
        bits = _KIND_BITS
        mask = len(self._slots) - 1
        # Kinds are numbered from 0 on: odd multiples of them, and of which pair it is, spread over the table.
        slot = (key * 31 + (key >> bits) * 1009 + (key >> 2 * bits) * 40503) & mask
        while self._slots[slot] != key and self._slots[slot] != _EMPTY:
            slot = (slot + 1) & mask
        return slot

    def _spread(self) -> None:
        """Make room for twice as many pairs."""
        keys, rows = self._slots, self._slot_rows
        self._slots = array("q", [_EMPTY]) * (2 * len(keys))
        self._slot_rows = array("q", bytes(16 * len(keys)))
        for at in range(len(keys)):
            if keys[at] != _EMPTY:
                slot = self._slot(keys[at])
                self._slots[slot] = keys[at]
                self._slot_rows[slot] = rows[at]

    def _flag(self, flags: int) -> int:
        """The row of a set of flags."""
        row = self._flags.get(flags)
        if row is None:
            row = self._flags[flags] = self._add(flag_features(flags))
        return row

    def _add(self, names: Sequence[str]) -> int:
        """Make a row that weighs all of some features."""
        size = self._size
        to = self._used * size
        if to == len(self._rows):
            self._rows = _grown(self._rows)
        for name in names:
            row = self._numbers.get(name, -1)
            if row >= 0:
                row *= size
                for at in range(size):
                    self._rows[to + at] += self._weights[row + at]
        self._used += 1
        return self._used - 1
