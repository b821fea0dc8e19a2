"""py3langid's model in a file of its own, read in parts: a text needs a few hundred kB of its 68 MB.

The package's own file takes 0.6 s of processor time to unpack; this one is there at once. It is not mapped: with each
page that a text touches the kernel maps the 15 around it, so that a text of 500 letters takes 40 MB. The parts read
last take 4 MB.
"""

import io
import os
from array import array
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from platformdirs import user_cache_path

from ...files import make_private, write_whole

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_NAME = "language_model"
_LENGTH = 8
"""Bytes of the header's length, which comes first."""
_BLOCK = 512
"""Bytes of a block of moves: with larger ones less of what is kept is asked for again."""
_HELD = 4096
"""Blocks of moves, and rows of weights, that are kept. A text takes 0.9 ms; with an eighth of them 1.8 ms."""


class _Header(Struct, array_like=True):
    """What comes before the two large parts, the weights and the moves."""

    origin: tuple[int, int]
    """Size and modification time of the package's file: another one has another model."""
    classes: list[str]
    priors: bytes
    rows: bytes
    row_code: str
    output: bytes
    table_size: int
    """Bytes of the weights, as 16-bit floating point."""
    moves_size: int
    move_code: str


class LanguageModel:
    """Ranks languages."""

    def __init__(self, identifier: "LanguageIdentifier") -> None:
        """Take a model."""
        self._identifier = identifier

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All languages with their probability, the likeliest first."""
        ranking: list[tuple[str, float]] = self._identifier.rank(text)
        return ranking


class _Moves:
    """Where the automaton goes from each state with each letter: `moves[i]`, from blocks of the file."""

    def __init__(self, file: io.FileIO, start: int, code: str) -> None:
        self._file, self._start, self._code = file, start, code
        self._numbers = _BLOCK // array(code).itemsize
        self._blocks: dict[int, array[int]] = {}

    def __getitem__(self, at: int) -> int:
        number = at // self._numbers
        block = self._blocks.get(number)
        return (self._read(number) if block is None else block)[at - number * self._numbers]

    def _read(self, number: int) -> "array[int]":
        """A block that is not held; the one that was read first makes room for it."""
        data = _read(self._file, self._start + number * _BLOCK, _BLOCK)
        block = array(self._code)
        block.frombytes(data[: len(data) - len(data) % block.itemsize])
        if len(self._blocks) >= _HELD:
            del self._blocks[next(iter(self._blocks))]
        self._blocks[number] = block
        return block


class _Weights:
    """The weights of each feature for each language: `weights[features]`, from rows of the file."""

    def __init__(self, file: io.FileIO, start: int, classes: int) -> None:
        self._file, self._start, self._classes = file, start, classes
        self._rows: dict[int, bytes] = {}

    def __getitem__(self, features: NDArray[np.intp]) -> NDArray[np.float16]:
        rows = b"".join([self._rows.get(at) or self._read(at) for at in features.tolist()])
        return np.frombuffer(rows, np.float16).reshape(-1, self._classes)

    def _read(self, at: int) -> bytes:
        size = 2 * self._classes
        row = _read(self._file, self._start + at * size, size)
        if len(self._rows) >= _HELD:
            del self._rows[next(iter(self._rows))]
        self._rows[at] = row
        return row


def _read(file: io.FileIO, start: int, size: int) -> bytes:
    """Bytes at a place."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), size, start)
    file.seek(start)  # Windows
    return file.read(size)


def load_model() -> LanguageModel:
    """Load the model, from the user's cache folder where it is there."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    original = MODEL_DIR / MODEL_FILE
    path = user_cache_path("newsexplore") / _NAME
    with suppress(Exception):  # missing, damaged, or of another version of the package
        return _opened(io.FileIO(path), original)
    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    try:
        data = _encoded(whole, original)
    except (TypeError, ValueError):
        return LanguageModel(whole)
    with suppress(OSError):
        make_private(path.parent)
        write_whole(path, data)
        return _opened(io.FileIO(path), original)
    return LanguageModel(whole)


def _origin(original: Path) -> tuple[int, int]:
    state = original.stat()
    return state.st_size, state.st_mtime_ns


def _encoded(whole: "LanguageIdentifier", original: Path) -> bytes:
    """Return the content of the file.

    Raises:
        TypeError, ValueError: the package's model is not as this module knows it.
    """
    if whole.nb_ptc.dtype != np.float16 or whole.nb_pc.dtype != np.float32:
        raise ValueError("weights of other types")
    moves, rows = whole.tk_nextmove, whole.tk_row
    table, steps = whole.nb_ptc.tobytes(), moves.tobytes()
    header = msgspec.msgpack.encode(
        _Header(
            _origin(original),
            whole.nb_classes,
            whole.nb_pc.tobytes(),
            rows.tobytes(),
            rows.typecode,
            np.array(whole.tk_output, np.int32).tobytes(),
            len(table),
            len(steps),
            moves.typecode,
        )
    )
    return b"".join((len(header).to_bytes(_LENGTH, "little"), header, table, steps))


def _opened(file: io.FileIO, original: Path) -> LanguageModel:
    """Return the model of a file, which stays open.

    Raises:
        Exception: it is damaged, or of another version of the package.
    """
    from py3langid.langid import LanguageIdentifier

    length = int.from_bytes(_read(file, 0, _LENGTH), "little")
    start = _LENGTH + length
    size = os.fstat(file.fileno()).st_size
    header = msgspec.msgpack.decode(_read(file, _LENGTH, min(length, size)), type=_Header)
    middle = start + header.table_size
    if header.origin != _origin(original) or size != middle + header.moves_size:
        raise ValueError("the model of another version")
    rows = array(header.row_code)
    rows.frombytes(header.rows)
    identifier = LanguageIdentifier(
        cast("Any", _Weights(file, start, len(header.classes))),
        np.frombuffer(header.priors, np.float32),
        header.classes,
        cast("Any", _Moves(file, middle, header.move_code)),
        array("i", header.output),  # a list of numbers would take 4 MB
        norm_probs=True,
        tk_row=rows,
    )
    return LanguageModel(identifier)
