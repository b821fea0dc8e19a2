"""Collocates: the words that stand near others, counted in runs of words.

A word counts once however many of the others it is near: the surface co-occurrence of Evert: Corpora and Collocations
(2008), section 3.1. A window never crosses the boundary between title and body, nor between articles.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ..engines.packed.arrays import NO_INTS, Bools, Ints, distinct, ragged
from ..engines.word_tables import WordRun


class Nodes(NamedTuple):
    """The hits in a run: the words whose neighbours are counted."""

    hit: Bools
    """Whether each word of the run is part of a hit."""
    joined: Bools
    """Whether a word and the one after it are in the same hit."""


class Neighbours(NamedTuple):
    """The words near the hits of a search."""

    near: Ints
    """By word number: occurrences within the window."""
    documents: Ints
    """By word number: articles, or quotes, where it is within the window."""
    inside: Ints
    """By word number: occurrences that are part of a hit, which are no neighbours."""
    hits: int
    window: int
    """Words in all windows."""


def count_neighbours(found: Iterable[tuple[WordRun, Nodes]], left: int, right: int, size: int) -> Neighbours:
    """Count the words up to `left` words before and `right` words after the hits; `size` is that of the word list."""
    near, documents, inside = (np.zeros(size, np.int64) for _ in range(3))
    hits = window = 0
    for run, nodes in found:
        if not nodes.hit.any():
            continue
        places = np.flatnonzero(nodes.hit)
        first = ~nodes.joined[places - 1] | (places == 0)
        hits += int(np.count_nonzero(first))
        around = _around(places, run.ends, left, right)
        around = around[~nodes.hit[around]]
        words = run.numbers[around]
        near = _grown(near, words) + np.bincount(words, minlength=len(near))
        owners = np.searchsorted(run.ends, around, side="right") // run.parts
        pairs = distinct(owners.astype(np.int64) << 32 | words)
        documents = _grown(documents, words) + np.bincount(pairs & 0xFFFFFFFF, minlength=len(documents))
        of_hits = run.numbers[places]
        inside = _grown(inside, of_hits) + np.bincount(of_hits, minlength=len(inside))
        window += len(around)
    return Neighbours(near, documents, inside, hits, window)


def _around(places: Ints, ends: Ints, left: int, right: int) -> Ints:
    """Return the places within a window of others in the same text, each once, ascending."""
    texts = np.searchsorted(ends, places, side="right")
    starts = np.where(texts > 0, ends[texts - 1], 0)
    low, high = np.maximum(places - left, starts), np.minimum(places + right + 1, ends[texts])
    low[1:] = np.maximum(low[1:], np.maximum.accumulate(high)[:-1])  # what an earlier window covers counts once
    lengths = np.maximum(high - low, 0)
    return ragged(low, lengths) if len(places) else NO_INTS


def _grown(counts: Ints, words: Ints) -> Ints:
    """Return counts with room for all words: the list of an engine that reads texts grows meanwhile."""
    return np.pad(counts, (0, max(0, int(words.max()) + 1 - len(counts) if len(words) else 0)))
