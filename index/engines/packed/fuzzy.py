"""Fuzzy matching against a lexicon: array filters rule out nearly all terms, then edit distances are batched."""

import numpy as np

from ...query.tree import Fuzzy
from .arrays import NO_INTS, Bools, Ints, ragged
from .packed_schema import WHOLE
from .postings import MAX_TERM, Lexicon, decode, encode

_LETTER = np.left_shift(np.uint32(1), np.arange(256, dtype=np.uint32) & 31)
"""Letter set of each byte; the newline between terms has none."""
_LETTER[10] = 0


def similar_terms(term: Fuzzy, lexicon: Lexicon) -> Ints:
    """Return ascending indexes of the terms that `terms.accepts` accepts, without whole values."""
    word = term.word[:MAX_TERM]
    first, last = lexicon.range(encode(WHOLE))
    parts = (_in_range(word, term.distance, lexicon, low, high) for low, high in ((0, first), (last, len(lexicon))))
    return np.concatenate([NO_INTS, *parts])


def _in_range(word: str, distance: int, lexicon: Lexicon, low: int, high: int) -> Ints:
    if low >= high:
        return NO_INTS
    wanted = np.frombuffer(encode(word), np.uint8)
    start = lexicon.start(low)
    data = np.frombuffer(lexicon.data[start : lexicon.start(high)], np.uint8)
    ends = lexicon.ends[low:high].astype(np.int64) - start
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts
    # An edit changes one character: one byte and one bit of the letter set, or up to four outside ASCII.
    fewer = distance if word.isascii() else 4 * distance
    more = np.where(np.bitwise_or.reduceat(data, starts) < 128, distance, 4 * distance)
    letters = np.bitwise_or.reduceat(_LETTER[data], starts)
    mine = np.bitwise_or.reduce(_LETTER[wanted])
    likely = (lengths >= len(wanted) - fewer) & (lengths <= len(wanted) + more)
    likely &= (np.bitwise_count(mine & ~letters) <= fewer) & (np.bitwise_count(letters & ~mine) <= more)
    found = np.flatnonzero(likely)
    if not len(found):
        return NO_INTS
    text = decode(data[ragged(starts[found], lengths[found] + 1)].tobytes())
    return low + found[_within(word, text, distance)]


def _within(word: str, text: str, distance: int) -> Bools:
    """Return for each newline-terminated term whether it is within a distance of a word.

    This is `query.terms.within` (optimal string alignment) for all terms at once, one array operation per cell.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.flatnonzero(points == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts
    width = len(word) + distance
    at = np.minimum(starts + np.arange(width)[:, None], len(points) - 1)
    letters = points[at]
    too_far = np.full(len(starts), distance + 1, np.int16)
    before: list[Ints] = []
    above: list[Ints] = [np.full(len(starts), j, np.int16) for j in range(width + 1)]
    for i, a in enumerate(map(ord, word), 1):
        row: list[Ints] = [too_far] * (width + 1)
        if i <= distance:
            row[0] = np.full(len(starts), i, np.int16)
        for j in range(max(1, i - distance), min(width, i + distance) + 1):
            b = letters[j - 1]
            best = np.minimum(np.minimum(above[j], row[j - 1]) + 1, above[j - 1] + (b != a))
            if i > 1 and j > 1:
                swapped = (b == ord(word[i - 2])) & (letters[j - 2] == a)
                best = np.where(swapped, np.minimum(best, before[j - 2] + 1), best)
            row[j] = best
        before, above = above, row
    distances = np.stack(above)
    fits = lengths <= width
    return fits & (distances[np.where(fits, lengths, 0), np.arange(len(starts))] <= distance)
