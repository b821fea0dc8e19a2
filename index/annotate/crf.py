"""A linear-chain CRF in use: reads a model that python-crfsuite trained, and finds the best labels.

The trained file is read directly rather than through python-crfsuite's tagger, because a feature here depends on one
word, one pair of kinds or one set of flags: what each of them weighs is looked up once and remembered, so that
labelling a word is a handful of additions. The file layout is that of CRFsuite's crf1d_model.c, version 100; decoding
is Viterbi's algorithm.
"""

import struct
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from . import features
from .features import Reading
from .words import REACH, Word

OUTSIDE = "O"
Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]
_NEVER = -1e9
_DISTANCES = np.arange(2 * REACH + 1)
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
    """The stretches of a document that may hold names, laid end to end, longest first."""

    __slots__ = ("lengths", "places", "starts", "weights", "words")

    def __init__(self, islands: Sequence[tuple[int, int]]) -> None:
        firsts = np.array(islands, np.intp)
        lengths = firsts[:, 1] - firsts[:, 0]
        order = np.argsort(-lengths, kind="stable")
        self.lengths: Labels = lengths[order]
        self.starts: Labels = np.concatenate((np.zeros(1, np.intp), np.cumsum(self.lengths)))
        """Where each stretch starts in `weights`, and where the last ends."""
        # The place of each word is how far into its stretch it stands, from where that starts in the document.
        self.places: Labels = np.arange(self.starts[-1]) + np.repeat(firsts[order, 0] - self.starts[:-1], self.lengths)
        """For each word its place in the document."""
        self.words: Labels = np.empty(0, np.intp)
        """For each word its number."""
        self.weights: Floats = np.empty((0, 0))
        """What every label weighs for each word."""

    def ranges(self) -> list[tuple[int, int]]:
        """Where each stretch starts and ends in the columns here."""
        starts = self.starts.tolist()
        return list(pairwise(starts))


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
        self.kind = np.array([self.kinds.index(label[2:] or OUTSIDE) for label in labels], np.intp)
        """For each label the number of its kind."""
        self._numbers = model.numbers
        self._weights = model.weights
        self._spellings = _Weights(model)
        moves = model.transitions.copy()
        for to, label in enumerate(labels):
            if label.startswith("I-"):
                for origin, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        moves[origin, to] = _NEVER
        self._moves = moves
        self._into = moves.T.copy()
        self._enter = moves[labels.index(OUTSIDE)]
        self._leave = moves[:, labels.index(OUTSIDE)]
        self.forget()

    def forget(self) -> None:
        """Drop everything remembered of words; the words themselves must be forgotten as well."""
        size = len(self.labels)
        self._words: Floats = np.zeros((1 << 12, 2 * REACH + 1, size))
        self._known = 2  # what stands beyond a sentence weighs nothing
        # Row 0 weighs nothing: what a pair of kinds or a set of flags says of which the model knows nothing.
        self._table: Floats = np.zeros((1 << 12, size))
        self._used = 1
        self._contexts: dict[tuple[str, str, str], int] = {}
        self._flags: dict[int, int] = {}

    def _row(self, names: Sequence[str]) -> int:
        """The number of a new row that weighs all of these features."""
        known = [number for name in names if (number := self._numbers.get(name)) is not None]
        if not known:
            return 0
        row = self._used
        if row == len(self._table):
            self._table = np.concatenate((self._table, np.zeros_like(self._table)))
        self._used += 1
        self._table[row] = self._weights[known].sum(0)
        return row

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
        for word in made[self._known :]:
            starts.append(len(rows))
            rows += self._spellings.rows(word)
        while len(self._words) < len(made):
            self._words = np.concatenate((self._words, np.zeros_like(self._words)))
        self._words[self._known : len(made)] = np.add.reduceat(self._spellings.table[rows], starts)
        self._known = len(made)

    def weigh(self, reading: Reading, made: Sequence[Word]) -> Stretches:
        """Add up what every label weighs for the words of all stretches of a document.

        Args:
            reading: The document's words.
            made: Every word made so far, by number.
        """
        if self._known < len(made):
            self._learn(made)
        stretches = Stretches(reading.islands)
        words, flags = reading.words, reading.flags
        places = stretches.places.tolist()
        near = [[word.number for word in words[at - REACH : at + REACH + 1]] for at in places]
        contexts, known_flags = self._contexts, self._flags
        rows: list[int] = []
        for at in places:
            context = (words[at - 1].kind, words[at].kind, words[at + 1].kind)
            row = contexts.get(context)
            if row is None:
                row = contexts[context] = self._row(features.context_features(*context))
            flag = known_flags.get(flags[at])
            if flag is None:
                flag = known_flags[flags[at]] = self._row(features.flag_features(flags[at]))
            rows += (row, flag)
        numbers = np.array(near, np.intp)
        stretches.words = numbers[:, REACH]
        stretches.weights = self._words[numbers, _DISTANCES].sum(1)
        stretches.weights += self._table[np.array(rows, np.intp).reshape(-1, 2)].sum(1)
        return stretches

    def decode(self, weights: Floats, starts: Labels, lengths: Labels) -> list[list[int]]:
        """The best labels of each stretch, with nothing but outside words around it.

        Args:
            weights: What every label weighs for each word of all stretches.
            starts: Where each stretch starts in `weights`.
            lengths: How many words each has, longest first.

        Returns:
            For each stretch its labels, as numbers into `labels`.
        """
        moves = self._moves
        longest = int(lengths[0])
        # How many stretches have more words than each step: longest first, those that go on are a prefix.
        going = np.searchsorted(-lengths, -np.arange(longest)).tolist()
        scores = weights[starts] + self._enter
        before: list[Floats] = [scores]
        for step in range(1, longest):
            count = going[step]
            scores = (scores[:count, :, None] + moves).max(1) + weights[starts[:count] + step]
            before.append(scores)
        best = np.zeros((longest, len(lengths)), np.intp)
        top = np.empty(0, np.intp)
        for step in range(longest - 1, -1, -1):
            # What a label that goes on is followed by is known already; the others are left.
            scores = before[step] + self._leave
            scores[: len(top)] = before[step][: len(top)] + self._into[top]
            top = scores.argmax(1)
            best[step, : going[step]] = top
        found = best.T.tolist()
        return [labels[:length] for labels, length in zip(found, lengths.tolist(), strict=True)]
