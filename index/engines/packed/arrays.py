"""Utilities for numpy arrays of document numbers and positions."""

import ctypes
from contextlib import suppress
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]
"""Integers of any width: arrays are read in the width they were written in."""
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NO_INTS: Ints = np.empty(0, np.int64)


def trim_memory() -> None:
    """Return freed memory to the system, which the C library (glibc) would otherwise retain."""
    with suppress(OSError, AttributeError, TypeError):  # not in other C libraries
        ctypes.CDLL(None).malloc_trim(0)


def narrow(values: Ints) -> Ints:
    """Convert non-negative integers to the narrowest unsigned type that can hold them."""
    return values.astype(np.min_scalar_type(int(values.max()) if len(values) else 0), copy=False)


def ragged(starts: Ints, lengths: Ints) -> Ints:
    """Concatenate index ranges: `lengths[0]` indexes from `starts[0]`, then the next range's, and so on."""
    lengths = lengths.astype(np.int64, copy=False)
    ends = np.cumsum(lengths)
    if not len(ends):
        return ends
    return np.repeat(starts.astype(np.int64, copy=False) - (ends - lengths), lengths) + np.arange(ends[-1])


def distinct(values: Ints) -> Ints:
    """Return the different values, ascending, as `np.unique`, whose hash table takes several times as long."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=~ordered[:1]) != 0]


def member(values: Ints, others: Ints) -> Bools:
    """Return for each of some ascending values whether it is among ascending others."""
    return find(values, others)[1]


def common(values: Ints, others: Ints) -> Ints:
    """Intersect two ascending arrays without duplicates."""
    few, many = sorted((values, others), key=len)
    if 16 * len(few) < len(many):
        return few[member(few, many)]
    together = np.concatenate((few, many))
    together.sort(kind="stable")  # two sorted runs: a single merge
    return together[1:][together[1:] == together[:-1]]


def find(values: Ints, others: Ints) -> tuple[Ints, Bools]:
    """Find the index of each value in ascending others, and whether it is there (if not, the index is 0)."""
    if not len(others):
        return np.zeros(len(values), np.int64), np.zeros(len(values), np.bool_)
    at = np.searchsorted(others, values)
    at[at == len(others)] = 0
    return at, others[at] == values
