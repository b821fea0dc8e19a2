"""Hits of a query as sorted arrays, and set operations on them."""

from typing import NamedTuple

import numpy as np

from .arrays import NO_INTS, Bools, Floats, Ints, find


class Hits(NamedTuple):
    """Documents, ascending, and their scores; None when all are 0."""

    docs: Ints
    scores: Floats | None = None


def union(parts: list[Hits], size: int) -> Hits:
    """Join parts and add up scores; a part may be unsorted and contain duplicates.

    `size` is the number of all documents.
    """
    parts = [part for part in parts if len(part.docs)]
    if not parts:
        return Hits(NO_INTS)
    docs = np.concatenate([part.docs for part in parts])
    if len(parts) == 1 and (np.diff(docs) > 0).all():
        return parts[0]
    scored = any(part.scores is not None for part in parts)
    scores = (
        np.concatenate([np.zeros(len(p.docs)) if p.scores is None else p.scores for p in parts]) if scored else None
    )
    if len(docs) > size // 16:  # many: counting in place is faster than sorting
        found = np.zeros(size, np.bool_)
        found[docs] = True
        together = np.flatnonzero(found)
        sums = None if scores is None else np.bincount(docs, scores, size)[together].astype(np.float64, copy=False)
        return Hits(together, sums)
    order = np.argsort(docs, kind="stable")
    docs = docs[order]
    heads = np.flatnonzero(np.diff(docs, prepend=-1))
    return Hits(docs[heads], None if scores is None else np.add.reduceat(scores[order], heads))


def intersection(few: Hits, many: Hits) -> Hits:
    """Intersect hits and add up scores."""
    at, both = find(few.docs, many.docs)
    hits = keep(few, both)
    if many.scores is None:
        return hits
    theirs = many.scores[at[both]]
    return Hits(hits.docs, theirs if hits.scores is None else hits.scores + theirs)


def keep(hits: Hits, mask: Bools) -> Hits:
    """Filter hits by a mask."""
    return Hits(hits.docs[mask], None if hits.scores is None else hits.scores[mask])


def comparable(scores: Floats) -> Floats:
    """Round scores to four significant digits, keeping their order.

    Further digits depend on the order in which numbers were added, and so on how an index was built, which the order of
    results must not.
    """
    with np.errstate(divide="ignore"):
        scale = 10.0 ** (3 - np.floor(np.log10(np.abs(scores))))
    return np.where(scores == 0, 0.0, np.round(scores * np.where(np.isfinite(scale), scale, 1.0)) / scale)
