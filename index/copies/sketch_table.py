"""The sketches of many articles, or of their quotes, as arrays."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .sketch import HEADER, NO_HASH, QUOTE_SLOTS, Hashes

Numbers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_QUOTE = 2 + QUOTE_SLOTS
"""Numbers of a quote in an article's marks."""


class SketchTable(NamedTuple):
    """Sketches of numbered texts; `hashes[starts[i] : starts[i + 1]]` are those of text i, ascending."""

    sizes: Numbers
    """Distinct runs of each whole text."""
    keys: Keys
    """Key of each whole text: equal only for the same words."""
    starts: Numbers
    hashes: Hashes


class MarkTable(NamedTuple):
    """What is stored of all articles to find their copies."""

    ids: list[str]
    articles: SketchTable
    quotes: SketchTable
    quote_articles: Numbers
    """Number of the article of each quote."""
    quote_numbers: Numbers
    """Index of each quote into its article's quotes."""


def read_marks(marks: Iterable[tuple[str, bytes]]) -> MarkTable:
    """Read what `sketch.encode_marks` wrote of some articles, in order of ids."""
    ordered = sorted(marks)
    lengths = np.fromiter((len(data) // 4 for _, data in ordered), np.int64, len(ordered))
    numbers = np.frombuffer(b"".join([data for _, data in ordered]), "<u4")
    heads = np.cumsum(lengths) - lengths
    header = numbers[heads[:, None] + np.arange(HEADER)].astype(np.int64)
    sizes, kept, quotes = header[:, 0], header[:, 1], header[:, 2]
    hashes = numbers[ranges(heads + HEADER, kept)].astype(np.uint32)
    articles = SketchTable(sizes, _keys(header[:, 3:5]), _starts(kept), hashes)
    of = np.repeat(np.arange(len(ordered)), quotes)
    which = ranges(np.zeros(len(ordered), np.int64), quotes)
    rows = numbers[((heads + HEADER + kept)[of] + which * _QUOTE)[:, None] + np.arange(_QUOTE)]
    slots = rows[:, 2:].astype(np.uint32)
    used = slots != NO_HASH
    counts = used.sum(axis=1).astype(np.int64)
    said = SketchTable(counts, _keys(rows[:, :2]), _starts(counts), slots[used])
    return MarkTable([id for id, _ in ordered], articles, said, of, which)


def _keys(halves: npt.NDArray[Any]) -> Keys:
    """Join the two halves of keys, the low one first."""
    low, high = halves.astype(np.uint64).T
    return low | (high << np.uint64(32))


def _starts(lengths: Numbers) -> Numbers:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))


def ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """Concatenate index ranges of these lengths from these starts."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(total)
