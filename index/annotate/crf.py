"""A linear-chain CRF in use: reads a model that python-crfsuite trained, and finds the best labels.

The trained file is read directly rather than through python-crfsuite's tagger, because a feature here depends on one
word, one pair of kinds or one set of flags: what each of them weighs is looked up once and remembered, so that
labelling a word is a handful of additions. The file layout is that of CRFsuite's crf1d_model.c, version 100; decoding
is Viterbi's algorithm.
"""

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from . import features
from .features import Line
from .words import REACH, Word

OUTSIDE = "O"
Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]
_NEVER = -1e9
_PARTS = 2 * REACH + 1 + 2
"""Rows that weigh for one word: the words around it and itself, the kinds of its neighbours, its flags."""
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

    __slots__ = ("lengths", "places", "starts", "weights")

    def __init__(self, places: list[tuple[Line, int, int]]) -> None:
        self.places = sorted(places, key=lambda place: place[1] - place[2])
        """The line, the first word and one past the last."""
        self.lengths = np.array([last - first for _, first, last in self.places], np.intp)
        self.starts = np.concatenate((np.zeros(1, np.intp), np.cumsum(self.lengths)))
        """Where each stretch starts in `weights`, and where the last ends."""
        self.weights: Floats = np.empty((0, 0))
        """What every label weighs for each word."""


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
        moves = model.transitions.copy()
        for to, label in enumerate(labels):
            if label.startswith("I-"):
                for origin, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        moves[origin, to] = _NEVER
        self._moves = moves.T.copy()  # best over what stands last: the label before
        self._enter = moves[labels.index(OUTSIDE)]
        self._leave = moves[:, labels.index(OUTSIDE)]
        self.forget()

    def forget(self) -> None:
        """Drop every row of weights remembered; the words that name them must be forgotten as well."""
        # Row 0 weighs nothing: what a word beyond the sentence says.
        self._table: Floats = np.zeros((1 << 12, len(self.labels)))
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
        return float(self._moves[after, before])

    @property
    def size(self) -> int:
        """How many rows of weights are remembered."""
        return self._used

    def weigh(self, lines: Sequence[Line]) -> Stretches:
        """Add up what every label weighs for the words of all stretches of `lines`."""
        stretches = Stretches([(line, first, last) for line in lines for first, last in line.islands])
        rows: list[int] = []
        for line, first, last in stretches.places:
            rows += self._rows(line, first, last)
        stretches.weights = self._table[np.array(rows, np.intp).reshape(-1, _PARTS)].sum(1)
        return stretches

    def _rows(self, line: Line, first: int, last: int) -> list[int]:
        """The numbers of the rows that weigh for each word, `_PARTS` a word."""
        words, flags = line.padded, line.flags
        contexts, known_flags = self._contexts, self._flags
        found: list[int] = []
        for at in range(first, last):
            far, before, word, after, beyond = words[at : at + 2 * REACH + 1]
            rows = (far.rows[0], before.rows[1], word.rows[2], after.rows[3], beyond.rows[4])
            if min(rows) < 0:
                rows = self._learn((far, before, word, after, beyond))
            context = (before.kind, word.kind, after.kind)
            context_row = contexts.get(context)
            if context_row is None:
                context_row = contexts[context] = self._row(features.context_features(*context))
            flags_row = known_flags.get(flags[at])
            if flags_row is None:
                flags_row = known_flags[flags[at]] = self._row(features.flag_features(flags[at]))
            found += (*rows, context_row, flags_row)
        return found

    def _learn(self, words: tuple[Word, Word, Word, Word, Word]) -> tuple[int, int, int, int, int]:
        """Look up what words say of the one in their middle."""
        for place, word in enumerate(words):
            if word.rows[place] < 0:
                word.rows[place] = self._row(features.word_features(word, place - REACH))
        far, before, word, after, beyond = words
        return far.rows[0], before.rows[1], word.rows[2], after.rows[3], beyond.rows[4]

    def decode(self, weights: Floats, starts: Labels, lengths: Labels) -> list[list[int]]:
        """The best labels of each stretch, with nothing but outside words around it.

        Args:
            weights: What every label weighs for each word of all stretches.
            starts: Where each stretch starts in `weights`.
            lengths: How many words each has, longest first.

        Returns:
            For each stretch its labels, as numbers into `labels`.
        """
        scores = weights[starts] + self._enter
        final = scores + self._leave
        back: list[Labels] = []
        for step in range(1, int(lengths[0])):
            # Longest first: those that go on are a prefix.
            going = int(np.count_nonzero(lengths > step))
            candidates = scores[:going, None, :] + self._moves
            best = candidates.argmax(2)
            scores = candidates.max(2) + weights[starts[:going] + step]
            final[:going] = scores + self._leave
            back.append(best)
        tops = final.argmax(1).tolist()
        traces = [best.tolist() for best in back]
        found: list[list[int]] = []
        for number, (top, length) in enumerate(zip(tops, lengths.tolist(), strict=True)):
            labels = [top]
            for step in range(length - 2, -1, -1):
                top = traces[step][number][top]
                labels.append(top)
            labels.reverse()
            found.append(labels)
        return found
