"""Sketches: a few hashes of a text's runs of words, by which texts with the same words are found.

A run is three words in a row, hashed; a text's sketch is its smallest hashes: one in `_SHARE`, but at least `_LEAST`.
Two sketches hold the same part of the runs that both texts have below the smaller limit of the two, so they estimate
not only how much two texts resemble each other but how much of one is contained in the other, whatever their lengths
(A. Broder, "On the resemblance and containment of documents", 1997, section 4). MinHash signatures of a fixed length
estimate resemblance alone, and lose a copy that was cut to a quarter.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import chain
from struct import Struct
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..query.analysis import checksums, checksums_of

Hashes = npt.NDArray[np.uint32]

RUN = 3
"""Words of a run: two are often chance, and of four an edit of every fifth word leaves too few."""
QUOTE_SLOTS = 6
"""Hashes of a quote's sketch; unused ones are `NO_HASH`."""
FEW = 4
"""Hashes of a quote up to which a single one in common with another makes the two be compared."""
NO_HASH = 2**32 - 1
HEADER = 5
"""Numbers before the hashes of an article: its runs, the hashes and quotes that follow, and the key of its text."""
UNDATED = -(2**61)
"""Times up to this one are those of articles without a date."""
SHORT = 40
"""Words of a body below which it says too little without its title."""
_SHARE = 8
_LEAST = 48
_MIX = np.array((0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9), np.uint64)
"""Odd numbers that spread hashes over 64 bits, one for each word of a run."""
_FINISH = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)
_SLOTS = Struct(f"<{QUOTE_SLOTS}I")
_TRUE = np.ones(1, np.bool_)
_UNUSED = (NO_HASH,) * QUOTE_SLOTS


def hash_words(words: list[str]) -> npt.NDArray[np.uint64]:
    """Hash words."""
    return read_sums(checksums_of(words)).astype(np.uint64)


def hash_text(text: str) -> npt.NDArray[np.uint64]:
    """Hash the words of a text."""
    return read_sums(checksums(text)).astype(np.uint64)


def read_sums(data: bytes | bytearray) -> Hashes:
    """Return checksums of words as numbers."""
    return np.frombuffer(data, "<u4").astype(np.uint32, copy=False)


def mixed(hashes: npt.NDArray[np.uint64]) -> Hashes:
    """Hash every three hashes of words in a row."""
    if len(hashes) < RUN:
        return np.empty(0, np.uint32)
    mixed = hashes[:-2] * _MIX[0] + hashes[1:-1] * _MIX[1] + hashes[2:] * _MIX[2]
    mixed ^= mixed >> _HALF
    mixed *= _FINISH
    return (mixed >> _HALF).astype(np.uint32)


def distinct(hashes: Hashes) -> Hashes:
    """Return what `np.unique` returns, in a fifth of the time."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate((_TRUE, ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def sketch(distinct: Hashes) -> Hashes:
    """Return the smallest of a text's distinct run hashes, which are ascending."""
    number = max(_LEAST, int(np.searchsorted(distinct, 2**32 // _SHARE)))
    return distinct[:number]


def text_key(words: Iterable[str]) -> bytes:
    """Hash all words of a text to 8 bytes."""
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def quote_key(words: Sequence[str], speaker: str, stance: str) -> bytes:
    """Hash what makes a quote an exact repeat of another to 8 bytes: its words, its speaker and the stance."""
    return text_key((*words, "", stance, "", speaker.casefold()))


class CopyMarks(NamedTuple):
    """What is stored of an article to find its copies."""

    id: str
    data: bytes
    """See `encode_marks`."""
    day: int
    """Day of its date as a number, 2017-11-03 as 20171103; 0 for none."""
    stamp: int
    """Its time in seconds since 1970; `UNDATED` or less for none."""
    outlet: str


class CopyWords(NamedTuple):
    """What copies of an article are found by."""

    words: Sequence[str]
    """The folded words of the body."""
    title: Sequence[str]
    """Those of the title, which tell short texts apart: two firms pay one dividend."""
    quotes: Sequence[tuple[Sequence[str], str, str]]
    """The folded words, the speaker and the stance of each quote."""


def encode_marks(articles: Sequence[CopyWords]) -> list[bytes]:
    """Encode what is stored of articles to find their copies.

    All are hashed in one go: an array operation costs more than hashing the few runs of a quote.

    Returns:
        For each article little-endian 32-bit numbers: the header (see `HEADER`), the sketch, and for each quote its
        key, as two numbers, and its sketch.
    """
    texts = [words for one in articles for words in (one.words, *(said for said, _, _ in one.quotes))]
    lengths = list(map(len, texts))
    hashes = mixed(hash_words(list(chain.from_iterable(texts))))
    found: list[bytes] = []
    first = number = 0
    for words, title, quotes in articles:
        different = distinct(hashes[first : first + max(0, len(words) - RUN + 1)])
        first += len(words)
        marks = sketch(different)
        parts = [
            np.array((len(different), len(marks), len(quotes)), "<u4").tobytes(),
            text_key(words if len(words) >= SHORT else (*words, "", *title)),
            marks.astype("<u4").tobytes(),
        ]
        said = sum(lengths[number + 1 : number + 1 + len(quotes)])
        number += 1 + len(quotes)
        runs_said = hashes[first : first + said].tolist()
        at = 0
        for spoken, speaker, stance in quotes:
            least = sorted(set(runs_said[at : at + max(0, len(spoken) - RUN + 1)]))[:QUOTE_SLOTS]
            at += len(spoken)
            parts += (quote_key(spoken, speaker, stance), _SLOTS.pack(*least, *_UNUSED[len(least) :]))
        first += said
        found.append(b"".join(parts))
    return found


class ReadMarks(NamedTuple):
    """What `encode_marks` made of an article."""

    size: int
    """Distinct runs of its body."""
    key: int
    """Of its text: equal only for the same words."""
    hashes: Hashes
    """Its sketch, ascending."""
    quotes: list[tuple[int, Hashes]]
    """The key and the sketch of each quote."""


def read_marks(data: bytes) -> ReadMarks:
    """Return what `encode_marks` made of an article."""
    numbers = read_sums(data)
    size, kept, quotes = numbers[:3].tolist()
    rows = numbers[HEADER + kept :].reshape(quotes, 2 + QUOTE_SLOTS)
    read = [(_key(row), row[2:][row[2:] != NO_HASH]) for row in rows]
    return ReadMarks(size, _key(numbers[3:]), numbers[HEADER : HEADER + kept], read)


def _key(halves: Hashes) -> int:
    return int(halves[0]) | int(halves[1]) << 32
