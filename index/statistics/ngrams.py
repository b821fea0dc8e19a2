"""N-grams: the sequences of n words in runs of words, with how often each occurs."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ..engines.packed.arrays import Ints
from ..engines.word_tables import WordRun

_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
"""Multipliers of the mixing function of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
Generators, 2014)."""


class Ngrams(NamedTuple):
    """The n-grams of some texts, in any order."""

    words: Ints
    """One row for each: the numbers of its words."""
    occurrences: Ints
    documents: Ints
    """Articles, or quotes, with it."""
    total: int
    """Places where one begins."""


def count_ngrams(runs: Iterable[WordRun], n: int) -> Ngrams:
    """Count the sequences of `n` words that stand within one text.

    They are told apart by a 64-bit hash: of ten million, two share one in one of 300,000 corpora.
    """
    merged: tuple[Ints, Ints, Ints, Ints] | None = None
    total = 0
    for run in runs:
        found = _of_run(run, n)
        total += int(found[2].sum())
        merged = found if merged is None else _merged(merged, found)
    if merged is None:
        return Ngrams(np.empty((0, n), np.int32), np.empty(0, np.int64), np.empty(0, np.int64), 0)
    return Ngrams(merged[1], merged[2], merged[3], total)


def _of_run(run: WordRun, n: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Return hashes, words, occurrences and documents of the n-grams of a run, by hash."""
    lengths = np.diff(run.ends, prepend=0)
    room = np.maximum(lengths - n + 1, 0)
    texts = np.repeat(np.arange(len(lengths)), room)
    starts = np.arange(int(room.sum())) + np.repeat(run.ends - lengths - (np.cumsum(room) - room), room)
    hashes = np.zeros(len(starts), np.uint64)
    for step in range(n):
        hashes = _mixed(hashes * np.uint64(31) + run.numbers[starts + step].astype(np.uint64) + np.uint64(1))
    order = np.argsort(hashes, kind="stable")
    hashes, texts = hashes[order], texts[order] // run.parts
    first = np.ones(len(hashes), np.bool_)
    first[1:] = hashes[1:] != hashes[:-1]
    another = first.copy()
    another[1:] |= texts[1:] != texts[:-1]
    heads = np.flatnonzero(first)
    words = run.numbers[starts[order[heads]][:, None] + np.arange(n)]
    occurrences = np.diff(np.append(heads, len(hashes)))
    documents = np.add.reduceat(another, heads, dtype=np.int64) if len(heads) else occurrences
    return hashes[heads], words, occurrences, documents


def _mixed(values: Ints) -> Ints:
    """Mix the bits of 64-bit integers, one to one."""
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return values ^ (values >> np.uint64(31))


def _merged(one: tuple[Ints, Ints, Ints, Ints], other: tuple[Ints, Ints, Ints, Ints]) -> tuple[Ints, Ints, Ints, Ints]:
    """Add up the counts of two sets, both ordered by hash."""
    hashes = np.concatenate((one[0], other[0]))
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    first = np.ones(len(hashes), np.bool_)
    first[1:] = hashes[1:] != hashes[:-1]
    heads = np.flatnonzero(first)
    if not len(heads):
        return one
    sums = [np.add.reduceat(np.concatenate((one[i], other[i]))[order], heads) for i in (2, 3)]
    return hashes[heads], np.concatenate((one[1], other[1]))[order[heads]], sums[0], sums[1]
