"""A linear-chain CRF in use: reads a model that python-crfsuite trained, and finds the best labels.

The trained file is read directly rather than through python-crfsuite's tagger, because what a feature here weighs can
be looked up once and remembered: see `weights`. The file layout is that of CRFsuite's crf1d_model.c, version 100;
decoding is Viterbi's algorithm.
"""

import struct
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, starmap
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..text.words import Word
from .features import Reading
from .viterbi import NEVER, Decoder
from .weights import Weights

OUTSIDE = "O"
Floats = npt.NDArray[np.float64]
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
        self._weights = Weights(model.numbers, model.weights)
        moves = model.transitions.copy()
        for to, label in enumerate(labels):
            if label.startswith("I-"):
                for origin, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        moves[origin, to] = NEVER
        self._moves = moves
        self._decoder = Decoder(moves.tolist(), labels.index(OUTSIDE))

    def forget(self, kept: Sequence[Word] = ()) -> None:
        """Drop what is remembered of words, except of some; all others must be forgotten themselves as well."""
        self._weights.forget(kept)

    def move(self, before: int, after: int) -> float:
        """What it weighs that label `after` follows label `before`, both as numbers into `labels`."""
        return float(self._moves[before, after])

    @property
    def size(self) -> int:
        """How many words have their weights remembered."""
        return self._weights.learned

    def weigh(self, reading: Reading) -> Stretches:
        """Add up what every label weighs for the words of all stretches of a document."""
        stretches = Stretches(reading.islands)
        stretches.weights = self._weights.weigh(reading, stretches.places)
        return stretches

    def decode(self, stretches: Stretches) -> list[int]:
        """The best labels of all stretches, as numbers into `labels`, one a word."""
        labels = [0] * len(stretches.places)
        self._decoder.decode(stretches.weights, stretches.starts, range(len(stretches.starts) - 1), labels)
        return labels

    def decode_again(self, stretches: Stretches, chosen: Iterable[int], labels: list[int]) -> None:
        """Set the best labels of some stretches, given by number."""
        self._decoder.decode(stretches.weights, stretches.starts, chosen, labels)
