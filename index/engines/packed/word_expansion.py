"""Expansion of query words to terms of a lexicon: one, a range, or those that a pattern or spelling accepts.

Lexicons are never scanned word by word in Python unless few words are left.
"""

import re

import numpy as np

from ...query.terms import Term
from ...query.tree import Forms, Fuzzy, Prefix, Wildcard, Word
from .arrays import NO_INTS, Ints
from .fuzzy import similar_terms
from .postings import Lexicon, encode

_ANY_ONE = rb"(?:[\x20-\x7f]|[\xc2-\xf4][\x80-\xbf]+)"


def matching_terms(term: Term, lexicon: Lexicon) -> Ints:
    """Return ascending indexes of the terms that `term` accepts, never whole values."""
    match term:
        case Word(word=word):
            found = lexicon.find(encode(word))
            return NO_INTS if found is None else np.array([found])
        case Forms(words=words):
            return np.unique(lexicon.find_all([encode(word) for word in words]))
        case Prefix(prefix=prefix):
            return np.arange(*lexicon.range(encode(prefix)))
        case Wildcard(pattern=pattern):
            return _wildcard(pattern, lexicon)
        case Fuzzy():
            return similar_terms(term, lexicon)


def _wildcard(pattern: str, lexicon: Lexicon) -> Ints:
    """Run one regular expression over all terms that start with the pattern's letters before its first wildcard."""
    start = re.split(r"[*?]", pattern, maxsplit=1)[0]
    low, high = lexicon.range(encode(start))
    expression = re.compile(rb"^" + _expression(pattern) + rb"$", re.MULTILINE)
    begin, end = lexicon.start(low), lexicon.start(high)
    found = [match.start() for match in expression.finditer(lexicon.data, begin, end)]
    return np.searchsorted(lexicon.ends, np.array(found, np.int64), side="left")


def _expression(pattern: str) -> bytes:
    """Translate a pattern to a regular expression over UTF-8 that never backtracks past a star."""
    pieces = [
        b"".join(_ANY_ONE if char == "?" else re.escape(encode(char)) for char in piece)
        for piece in re.sub(r"\*+", "*", pattern).split("*")
    ]
    first, *rest = pieces
    if not rest:
        return first
    *middle, last = rest
    return first + b"".join(rb"(?>[^\n]*?" + piece + rb")" for piece in middle) + rb"[^\n]*" + last
