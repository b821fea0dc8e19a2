"""Phrases by the positions of their words, for all documents at once; the meaning is that of `query.terms`.

A position in a document is one number: the document's within its block, times the longest text and a gap, plus the
position. Positions of different documents are then too far apart for any phrase, and a phrase is arithmetic on sorted
arrays. Documents are taken in blocks so that the numbers fit into 64 bits however many documents a segment has.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..packed.arrays import NO_INTS, Ints, common, member
from ..packed.postings import Postings

_STRIDE = 1 << 40
"""Between documents: longer than any text and any slop."""
_BLOCK = 1 << 22
"""Documents of a block: times `_STRIDE` that is 2 to the 62nd, and signed numbers of 64 bits end at the 63rd."""


def phrase_counts(postings: Postings, words: Sequence[bytes], slop: int) -> tuple[Ints, Ints]:
    """Find the documents that hold a phrase.

    Args:
        postings: Those of a text field of one segment.
        words: The phrase's terms; one may come twice.
        slop: 0 for words in order next to each other, else how many more words may stand between them in any order.

    Returns:
        Documents, ascending, and how often the phrase begins in each: for a slop, how many positions a window
        that holds it can begin at.
    """
    terms: dict[bytes, int] = {}
    for word in set(words):
        term = postings.lexicon.find(word)
        if term is None:
            return NO_INTS, NO_INTS
        terms[word] = term
    # Only documents with all of the words matter: the rarest word first.
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
    """Every position of a term in these documents, counted from `base`, as one ascending row of numbers."""
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
    """Positions p so that [p, p + len(words) - 1 + slop] holds every word as often as the phrase does."""
    reach = min(len(words) - 1 + slop, _STRIDE // 2)
    starts = np.unique(np.concatenate(list(places.values())))
    for word, needed in Counter(words).items():
        here = places[word]
        # The needed-th occurrence from p on, if there is one, must lie within reach.
        at = np.searchsorted(here, starts) + (needed - 1)
        exists = at < len(here)
        starts, at = starts[exists], at[exists]
        starts = starts[here[at] - starts <= reach]
    return starts
