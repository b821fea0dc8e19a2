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

from . import features
from .features import REACH, Line, Word

OUTSIDE = "O"
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
        self.rows = dict(zip(attributes, rows, strict=True))
        self.transitions = transitions

    def lean(self, feature: str, kind: str, weight: float) -> None:
        """Add to what a feature says for both labels of a kind of name: knowledge that training texts are too few for."""
        row = self.rows.setdefault(feature, np.zeros(len(self.labels)))
        for label in (f"B-{kind}", f"I-{kind}"):
            row[self.labels.index(label)] += weight


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


class Tagger:
    """Finds the best labels of the stretches of a line."""

    def __init__(self, model: Model) -> None:
        labels = model.labels
        self.labels = labels
        self.kinds = (OUTSIDE, *sorted({label[2:] for label in labels if label != OUTSIDE}))
        """What labels can say, "O" first."""
        self.kind = tuple(self.kinds.index(label[2:] or OUTSIDE) for label in labels)
        """For each label the number of its kind."""
        self._rows = model.rows
        self._size = len(labels)
        self._outside = labels.index(OUTSIDE)
        moves = model.transitions.copy()
        for to, label in enumerate(labels):
            if label.startswith("I-"):
                allowed = {label, f"B-{label[2:]}"}
                for origin, before in enumerate(labels):
                    if before not in allowed:
                        moves[origin, to] = -1e9
        self._into = [[float(moves[origin, to]) for origin in range(self._size)] for to in range(self._size)]
        self._enter = [float(moves[self._outside, to]) for to in range(self._size)]
        self._leave = [float(moves[origin, self._outside]) for origin in range(self._size)]
        self._pairs: dict[tuple[str, str, int], list[float]] = {}
        self._flags: dict[int, list[float]] = {}

    def _sum(self, names: Sequence[str]) -> list[float]:
        total = np.zeros(self._size)
        for name in names:
            row = self._rows.get(name)
            if row is not None:
                total += row
        return [float(weight) for weight in total]

    def _word(self, word: Word, distance: int) -> list[float]:
        row = word.rows[distance + REACH] = self._sum(features.word_features(word, distance))
        return row

    def _pair(self, first: str, second: str, side: int) -> list[float]:
        key = (first, second, side)
        row = self._pairs.get(key)
        if row is None:
            if len(self._pairs) > 300_000:
                self._pairs.clear()
            row = self._pairs[key] = self._sum((features.pair_features(first, second, side),))
        return row

    def weights(self, line: Line, first: int, last: int) -> list[list[float]]:
        """What every label weighs for each word of `line` from `first` to `last`, in the order of `labels`."""
        words = line.words
        count = len(words)
        found: list[list[float]] = []
        for at in range(first, last):
            flags = line.flags[at]
            row = self._flags.get(flags)
            if row is None:
                row = self._flags[flags] = self._sum(features.flag_features(flags))
            parts = [row]
            for distance in range(-REACH, REACH + 1):
                place = at + distance
                if 0 <= place < count:
                    word = words[place]
                    parts.append(word.rows[distance + REACH] or self._word(word, distance))
            kind = words[at].kind
            before = words[at - 1].kind if at else "^"
            after = words[at + 1].kind if at + 1 < count else "$"
            parts.append(self._pair(before, kind, 0))
            parts.append(self._pair(kind, after, 1))
            parts.append(self._pair(before, after, 2))
            found.append([sum(column) for column in zip(*parts, strict=True)])
        return found

    def decode(self, weights: Sequence[Sequence[float]]) -> list[int]:
        """The best labels of a stretch with nothing but outside words around it, as numbers into `labels`."""
        scores = [weight + move for weight, move in zip(weights[0], self._enter, strict=True)]
        back: list[list[int]] = []
        for row in weights[1:]:
            best: list[int] = []
            following: list[float] = []
            for into, weight in zip(self._into, row, strict=True):
                candidates = [score + move for score, move in zip(scores, into, strict=True)]
                top = max(candidates)
                best.append(candidates.index(top))
                following.append(top + weight)
            back.append(best)
            scores = following
        final = [score + move for score, move in zip(scores, self._leave, strict=True)]
        at = final.index(max(final))
        found = [at]
        for best in reversed(back):
            at = best[at]
            found.append(at)
        found.reverse()
        return found
