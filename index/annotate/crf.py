"""A linear-chain CRF in use: reads a model that python-crfsuite trained, and finds the best labels.

The trained file is read directly rather than through python-crfsuite's tagger, because a feature here depends on one
word, one pair of kinds or one set of flags: what each of them weighs is looked up once and remembered, so that
labelling a word is a handful of additions. The file layout is that of CRFsuite's crf1d_model.c, version 100; decoding
is Viterbi's algorithm.
"""

import struct
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, starmap
from pathlib import Path

import numpy as np
import numpy.typing as npt

from . import features
from .features import Reading
from .viterbi import NEVER, Decoder
from .words import REACH, Word

OUTSIDE = "O"
Floats = npt.NDArray[np.float64]
_KIND_MASK = (1 << features.KIND_BITS) - 1
_FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])


class ModelError(ValueError):
    """A model file that is not one."""


class Model:
    """Labels, transitions and the weight of every feature."""

    def __init__(self, path: Path) -> None:
        """Read a model.

        Raises:
            OSError: The file cannot be read.
            ModelError: It is no CRFsuite model.
        """
        data = path.read_bytes()
        try:
            self._read(data)
        except (struct.error, IndexError, UnicodeDecodeError, ValueError) as error:
            raise ModelError(
                f"{path}: not a model of names, or damaged; install newsexplore again ({error})"
            ) from error

    def _read(self, data: bytes) -> None:
        magic, _, kind, version, *rest = struct.unpack_from("<4sI4s9I", data)
        if magic != b"lCRF" or kind != b"FOMC" or version != 100:
            raise ValueError("wrong header")
        _, _, _, off_features, off_labels, off_attributes, _, _ = rest
        self.labels = tuple(_strings(data, off_labels))
        attributes = _strings(data, off_attributes)
        count = struct.unpack_from("<I", data, off_features + 8)[0]
        table = np.frombuffer(data, _FEATURE, count, off_features + 12)
        size = len(self.labels)
        states = table[table["type"] == 0]
        moves = table[table["type"] == 1]
        rows = np.zeros((len(attributes), size))
        rows[states["source"], states["target"]] = states["weight"]
        transitions = np.zeros((size, size))
        transitions[moves["source"], moves["target"]] = moves["weight"]
        self.weights = rows
        self.numbers = {attribute: number for number, attribute in enumerate(attributes)}
        self.transitions = transitions

    def lean(self, leanings: Sequence[tuple[str, str, float]]) -> None:
        """Add to what features say for both labels of a kind of name.

        Args:
            leanings: Feature, kind of name and weight, each: knowledge that the training texts are too few to teach.
        """
        for feature, kind, weight in leanings:
            number = self.numbers.get(feature)
            if number is None:
                number = self.numbers[feature] = len(self.weights)
                self.weights = np.vstack((self.weights, np.zeros(len(self.labels))))
            for label in (f"B-{kind}", f"I-{kind}"):
                self.weights[number, self.labels.index(label)] += weight


def _strings(data: bytes, offset: int) -> list[str]:
    """The strings of a CQDB, CRFsuite's constant database, by number."""
    if data[offset : offset + 4] != b"CQDB":
        raise ValueError("no string table")
    _, _, _, _, count, back = struct.unpack_from("<4s5I", data, offset)
    places = struct.unpack_from(f"<{count}I", data, offset + back)
    found: list[str] = []
    for place in places:
        size = struct.unpack_from("<I", data, offset + place + 4)[0]
        start = offset + place + 8
        found.append(data[start : start + size - 1].decode())
    return found


class Stretches:
    """The stretches of a document that may hold names, laid end to end."""

    __slots__ = ("places", "starts", "weights")

    def __init__(self, islands: Sequence[tuple[int, int]]) -> None:
        self.places = list(chain.from_iterable(starmap(range, islands)))
        """For each word its place in the document."""
        self.starts = [0, *accumulate(last - first for first, last in islands)]
        """Where each stretch starts in `places` and `weights`, and where the last ends."""
        self.weights: array[float] = array("d")
        """What every label weighs for each word, one word after another."""


class _Weights:
    """What the model knows of spellings: one row a feature, with a weight for each distance and label."""

    def __init__(self, model: Model) -> None:
        self._rows: dict[str, int] = {}
        places: list[tuple[int, int]] = []
        for name in model.numbers:
            distance, key = _placed(name)
            places.append((self._rows.setdefault(key, len(self._rows) + 1), distance))
        # Row 0 weighs nothing.
        self.table: Floats = np.zeros((len(self._rows) + 1, 2 * REACH + 1, len(model.labels)))
        rows, distances = np.array(places).T
        self.table[rows, distances] = model.weights[list(model.numbers.values())]

    def rows(self, word: Word) -> list[int]:
        """The numbers of the rows that weigh for a word at any distance, 0 among them for what is not known."""
        known = self._rows.get
        return [known(key, 0) for key in features.word_keys(word)]


def _placed(name: str) -> tuple[int, str]:
    """A feature's distance, as a place in a row of weights, and what it is without that."""
    sign = name[0] == "-"
    if name[sign : sign + 1].isdigit():
        distance = int(name[: sign + 1])
        return distance + REACH, name[sign + 1 :]
    return REACH, name


class Tagger:
    """Finds the best labels of the stretches of a document."""

    def __init__(self, model: Model) -> None:
        labels = model.labels
        self.labels = labels
        self.kinds = (OUTSIDE, *sorted({label[2:] for label in labels if label != OUTSIDE}))
        """What labels can say, "O" first."""
        self.kind = [self.kinds.index(label[2:] or OUTSIDE) for label in labels]
        """For each label the number of its kind, 0 for "O"."""
        self.begins = [label.startswith("B-") for label in labels]
        """For each label whether a name begins with it."""
        # Row 0 weighs nothing: it stands for every feature that the model does not know.
        self._numbers = {name: number + 1 for name, number in model.numbers.items()}
        self._weights = np.vstack((np.zeros(len(labels)), model.weights))
        self._spellings = _Weights(model)
        moves = model.transitions.copy()
        for to, label in enumerate(labels):
            if label.startswith("I-"):
                for origin, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        moves[origin, to] = NEVER
        self._moves = moves
        self._decoder = Decoder(moves.tolist(), labels.index(OUTSIDE))
        self.forget()

    def forget(self) -> None:
        """Drop everything remembered of words; the words themselves must be forgotten as well."""
        size = len(self.labels)
        # One table a distance: what a word says to those so far away.
        self._words: Floats = np.zeros((2 * REACH + 1, 1 << 12, size))
        self._known = 0
        # What pairs of kinds and sets of flags weigh.
        self._table: Floats = np.zeros((1 << 12, size))
        self._used = 0
        self._kinds: dict[int, str] = {}
        self._contexts: dict[int, int] = {}
        self._flags: dict[int, int] = {}

    def _add(self, known: dict[int, int], names: Mapping[int, Sequence[str]]) -> None:
        """Make new rows of the table that weigh all of some features each, and note their numbers."""
        numbers: list[int] = []
        starts: list[int] = []
        for found in names.values():
            starts.append(len(numbers))
            numbers.append(0)
            numbers += [self._numbers.get(name, 0) for name in found]
        first = self._used
        self._used += len(names)
        while len(self._table) < self._used:
            self._table = np.concatenate((self._table, np.zeros_like(self._table)))
        self._table[first : self._used] = np.add.reduceat(self._weights[numbers], starts)
        known.update(zip(names, range(first, self._used), strict=True))

    def move(self, before: int, after: int) -> float:
        """What it weighs that label `after` follows label `before`, both as numbers into `labels`."""
        return float(self._moves[before, after])

    @property
    def size(self) -> int:
        """How many rows of weights are remembered."""
        return self._known + self._used

    def _learn(self, made: Sequence[Word]) -> None:
        """Look up what the words made since last time say, all of them in one addition."""
        rows: list[int] = []
        starts: list[int] = []
        first, last = self._known, len(made)
        while self._words.shape[1] < last:
            self._words = np.concatenate((self._words, np.zeros_like(self._words)), 1)
        for word in made[first:]:
            self._kinds[word.form] = word.kind
            starts.append(len(rows))
            # What stands beyond a sentence weighs nothing.
            rows += self._spellings.rows(word) if word.text else (0,)
        self._words[:, first:last] = np.add.reduceat(self._spellings.table[rows], starts).transpose(1, 0, 2)
        self._known = last

    def weigh(self, reading: Reading, made: Sequence[Word]) -> Stretches:
        """Add up what every label weighs for the words of all stretches of a document.

        Args:
            reading: The document's words.
            made: Every word made so far, by number.
        """
        if self._known < len(made):
            self._learn(made)
        stretches = Stretches(reading.islands)
        near, contexts, flags = features.columns(reading, stretches.places)
        numbers = np.frombuffer(near, np.int64).reshape(-1, 2 * REACH + 1).T
        weights = self._words[0].take(numbers[0], 0)
        for table, column in zip(self._words[1:], numbers[1:], strict=True):
            weights += table.take(column, 0)
        context_rows, flag_rows = self._context_rows(contexts), self._flag_rows(flags)
        # Only now: new rows may have made the table anew.
        weights += self._table.take(context_rows, 0) + self._table.take(flag_rows, 0)
        stretches.weights = array("d", weights.tobytes())
        return stretches

    def _context_rows(self, contexts: Sequence[int]) -> list[int]:
        """The rows of the table for the kinds of words and their neighbours, each three numbers in one."""
        known, kinds = self._contexts, self._kinds
        if not all(map(known.__contains__, contexts)):
            new: dict[int, Sequence[str]] = {}
            for context in contexts:
                if context not in known and context not in new:
                    before, own = context >> 2 * features.KIND_BITS, context >> features.KIND_BITS & _KIND_MASK
                    new[context] = features.context_features(kinds[before], kinds[own], kinds[context & _KIND_MASK])
            self._add(known, new)
        return [known[context] for context in contexts]

    def _flag_rows(self, flags: Sequence[int]) -> list[int]:
        """The rows of the table for sets of flags."""
        known = self._flags
        if not all(map(known.__contains__, flags)):
            self._add(known, {flag: features.flag_features(flag) for flag in flags if flag not in known})
        return [known[flag] for flag in flags]

    def decode(self, stretches: Stretches) -> list[int]:
        """The best labels of all stretches, as numbers into `labels`, one a word."""
        labels = [0] * len(stretches.places)
        self._decoder.decode(stretches.weights, stretches.starts, range(len(stretches.starts) - 1), labels)
        return labels

    def decode_again(self, stretches: Stretches, chosen: Iterable[int], labels: list[int]) -> None:
        """Set the best labels of some stretches, given by number."""
        self._decoder.decode(stretches.weights, stretches.starts, chosen, labels)
