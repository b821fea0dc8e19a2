"""py3langid's model in a file of its own, mapped into memory: a text needs a few pages of its 68 MB.

The package's own file takes 0.6 s of processor time to unpack; this one is there at once. What a text used of it is
given back: a run over many texts would else hold 54 MB, which the system's file cache has anyway.
"""

import mmap
from array import array
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

import msgspec
import numpy as np
from msgspec import Struct
from platformdirs import user_cache_path

from ...files import make_private, write_whole

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_NAME = "language_model"
_LENGTH = 8
"""Bytes of the header's length, which comes first."""


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
    """Ranks languages, and gives back the memory of the file that it reads."""

    def __init__(self, identifier: "LanguageIdentifier", file: mmap.mmap | None = None) -> None:
        """Take a model, and the file that it is mapped from."""
        self._identifier = identifier
        self._file = file

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All languages with their probability, the likeliest first."""
        ranking: list[tuple[str, float]] = self._identifier.rank(text)
        if self._file is not None and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self._file.madvise(mmap.MADV_DONTNEED)  # 0.04 ms, where the text took 0.5 ms
        return ranking


def load_model() -> LanguageModel:
    """Load the model, from the user's cache folder where it is there."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    original = MODEL_DIR / MODEL_FILE
    path = user_cache_path("newsexplore") / _NAME
    with suppress(Exception), path.open("rb") as file:  # missing, damaged, or of another version of the package
        return _mapped(file, original)
    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    try:
        data = _encoded(whole, original)
    except (TypeError, ValueError):
        return LanguageModel(whole)
    with suppress(OSError):
        make_private(path.parent)
        write_whole(path, data)
        with path.open("rb") as file:
            return _mapped(file, original)
    with suppress(OSError), TemporaryFile() as file:
        file.write(data)
        file.flush()
        return _mapped(file, original)
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


def _mapped(file: BinaryIO, original: Path) -> LanguageModel:
    """Return the model of a file.

    Raises:
        Exception: it is damaged, or of another version of the package.
    """
    from py3langid.langid import LanguageIdentifier

    data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    header = msgspec.msgpack.decode(data[_LENGTH:start], type=_Header)
    middle = start + header.table_size
    if header.origin != _origin(original) or len(data) != middle + header.moves_size:
        raise ValueError("the model of another version")
    rows = array(header.row_code)
    rows.frombytes(header.rows)
    identifier = LanguageIdentifier(
        np.frombuffer(data, np.float16, header.table_size // 2, start).reshape(-1, len(header.classes)),
        np.frombuffer(header.priors, np.float32),
        header.classes,
        memoryview(data)[middle:].cast(header.move_code),  # pyright: ignore[reportCallIssue, reportArgumentType]
        array("i", header.output),  # a list of numbers would take 4 MB
        norm_probs=True,
        tk_row=rows,
    )
    return LanguageModel(identifier, data)
