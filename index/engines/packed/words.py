"""Which terms of a lexicon a word of the query means: one, a range, or those that a pattern or spelling accepts.

Nothing here walks a lexicon word by word in Python unless few words are left to look at.
"""

import re

import numpy as np

from ...query.terms import Term, accepts
from ...query.tree import Fuzzy, Prefix, Wildcard, Word
from .arrays import NO_INTS, Ints
from .postings import MAX_TERM, Lexicon, decode, encode

_ANY_ONE = rb"(?:[\x20-\x7f]|[\xc2-\xf4][\x80-\xbf]+)"


def matching_terms(term: Term, lexicon: Lexicon) -> Ints:
    """Ascending indexes of the terms of a lexicon that `term` accepts; whole values are never among them."""
    match term:
        case Word(word=word):
            found = lexicon.find(encode(word))
            return NO_INTS if found is None else np.array([found])
        case Prefix(prefix=prefix):
            return np.arange(*lexicon.range(encode(prefix)))
        case Wildcard(pattern=pattern):
            return _wildcard(pattern, lexicon)
        case Fuzzy(word=word, distance=distance):
            return _fuzzy(Fuzzy("", word[:MAX_TERM], distance), lexicon)


def _wildcard(pattern: str, lexicon: Lexicon) -> Ints:
    """Run one regular expression over all terms that start with the pattern's letters before its first wildcard."""
    start = re.split(r"[*?]", pattern, maxsplit=1)[0]
    low, high = lexicon.range(encode(start))
    expression = re.compile(rb"^" + _expression(pattern) + rb"$", re.MULTILINE)
    begin, end = lexicon.start(low), lexicon.start(high)
    found = [match.start() for match in expression.finditer(lexicon.data, begin, end)]
    return np.searchsorted(lexicon.ends, np.array(found, np.int64), side="left")


def _expression(pattern: str) -> bytes:
    """A pattern as a regular expression over UTF-8 that never goes back behind a star it has dealt with."""
    pieces = [
        b"".join(_ANY_ONE if char == "?" else re.escape(encode(char)) for char in piece)
        for piece in re.sub(r"\*+", "*", pattern).split("*")
    ]
    first, *rest = pieces
    if not rest:
        return first
    *middle, last = rest
    return first + b"".join(rb"(?>[^\n]*?" + piece + rb")" for piece in middle) + rb"[^\n]*" + last


def _fuzzy(term: Fuzzy, lexicon: Lexicon) -> Ints:
    """Among the terms with the same first character, the length and letters tell nearly all of the wrong ones."""
    word, distance = term.word, term.distance
    low, high = lexicon.range(encode(word[:1]))
    if low == high:
        return NO_INTS
    start = lexicon.start(low)
    data = np.frombuffer(lexicon.data[start : lexicon.start(high)], np.uint8)
    starts = np.concatenate(([0], lexicon.ends[low : high - 1].astype(np.int64) + 1 - start))
    lengths = lexicon.ends[low:high].astype(np.int64) - start - starts
    wanted = np.frombuffer(encode(word), np.uint8)
    # An edit changes one character: a byte, and a bit in the set of letters, or up to four outside ASCII.
    fewer = distance if word.isascii() else 4 * distance
    more = np.where(np.bitwise_or.reduceat(data, starts) < 128, distance, 4 * distance)
    letters = np.bitwise_or.reduceat(_letter(data), starts)
    mine = np.bitwise_or.reduce(_letter(wanted))
    likely = (lengths >= len(wanted) - fewer) & (lengths <= len(wanted) + more)
    likely &= (np.bitwise_count(mine & ~letters) <= fewer) & (np.bitwise_count(letters & ~mine) <= more)
    accepted = accepts(term)
    found = [i for i in (low + np.flatnonzero(likely)).tolist() if accepted(decode(lexicon[i]))]
    return np.array(found, np.int64)


def _letter(data: Ints) -> Ints:
    """For each byte a set that holds its letter alone; the newlines between terms are in none."""
    return np.where(data == 10, 0, np.left_shift(np.uint32(1), (data & 31).astype(np.uint32)))
