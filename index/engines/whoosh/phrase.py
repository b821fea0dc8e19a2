"""Phrase search on word positions, for all documents at once, as defined by `query.terms`.

A position is one number: the document's number within its block, times a stride longer than any text, plus the position
in the document. Positions in different documents are then too far apart for any phrase, and phrase search is arithmetic
on sorted arrays. Documents are processed in blocks so that the numbers fit into 64 bits.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..packed.arrays import NO_INTS, Ints, common, member
from ..packed.postings import Postings

_STRIDE = 1 << 40
"""Distance between documents: more than any text length plus slop."""
_BLOCK = 1 << 22
"""Documents per block: times `_STRIDE` this is 2 ** 62, within signed 64 bits."""


def phrase_counts(postings: Postings, words: Sequence[bytes], slop: int) -> tuple[Ints, Ints]:
    """Find the documents that contain a phrase.

    Args:
        postings: Postings of a text field in a segment.
        words: The phrase's terms; terms may repeat.
        slop: 0 for adjacent words in order, else the maximum number of other words between them, in any order.

    Returns:
        Documents, ascending, and the number of occurrences in each; with slop, the number of start positions of windows
            that contain all words.
    """
    terms: dict[bytes, int] = {}
    for word in set(words):
        term = postings.lexicon.find(word)
        if term is None:
            return NO_INTS, NO_INTS
        terms[word] = term
    # Only documents with all words matter: start with the rarest.
    rarest_first = sorted(terms.values(), key=lambda term: int(postings.starts[term + 1]) - int(postings.starts[term]))
    docs = postings.docs[postings.span(rarest_first[0])]
    for term in rarest_first[1:]:
        docs = common(docs, postings.docs[postings.span(term)])
    if not len(docs):
        return NO_INTS, NO_INTS
    found, counts = [NO_INTS], [NO_INTS]
    blocks = docs.astype(np.int64) // _BLOCK
    for block in np.unique(blocks).tolist():
        base = block * _BLOCK
        here = docs[blocks == block]
        places = {word: _places(postings, term, here, base) for word, term in terms.items()}
        starts = _near(words, slop, places) if slop else _consecutive(words, places)
        owners, times = np.unique(starts // _STRIDE, return_counts=True)
        found.append(owners + base)
        counts.append(times)
    return np.concatenate(found), np.concatenate(counts)


def _places(postings: Postings, term: int, docs: Ints, base: int) -> Ints:
    """Return every position of a term in these documents, numbered from `base`, ascending."""
    wanted = member(postings.docs[postings.span(term)], docs)
    owners, places = postings.positions(term, wanted)
    return (owners - base) * _STRIDE + places


def _consecutive(words: Sequence[bytes], places: dict[bytes, Ints]) -> Ints:
    order = sorted(range(len(words)), key=lambda i: len(places[words[i]]))
    starts = places[words[order[0]]] - order[0]
    for i in order[1:]:
        starts = common(starts, places[words[i]] - i)
    return starts


def _near(words: Sequence[bytes], slop: int, places: dict[bytes, Ints]) -> Ints:
    """Return positions p such that [p, p + len(words) - 1 + slop] has every word as often as the phrase."""
    reach = min(len(words) - 1 + slop, _STRIDE // 2)
    starts = np.unique(np.concatenate(list(places.values())))
    for word, needed in Counter(words).items():
        here = places[word]
        # The needed-th occurrence from p, if any, must be in the window.
        at = np.searchsorted(here, starts) + (needed - 1)
        exists = at < len(here)
        starts, at = starts[exists], at[exists]
        starts = starts[here[at] - starts <= reach]
    return starts
