"""Small tools on numpy arrays of document numbers and positions."""

import ctypes
from contextlib import suppress
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]
"""Integers of any width: what is read is as narrow as it was written."""
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NO_INTS: Ints = np.empty(0, np.int64)


def give_back() -> None:
    """Return freed memory to the system, where the C library (glibc) would keep it for what may come."""
    with suppress(OSError, AttributeError, TypeError):  # others have no such call
        ctypes.CDLL(None).malloc_trim(0)


def narrow(values: Ints) -> Ints:
    """Return non-negative integers in the narrowest unsigned type that holds them all."""
    return values.astype(np.min_scalar_type(int(values.max()) if len(values) else 0), copy=False)


def ragged(starts: Ints, lengths: Ints) -> Ints:
    """Indices of many runs in a row: `starts[0]`, `starts[0] + 1` … for `lengths[0]` of them, then the next run's."""
    lengths = lengths.astype(np.int64, copy=False)
    ends = np.cumsum(lengths)
    if not len(ends):
        return ends
    return np.repeat(starts.astype(np.int64, copy=False) - (ends - lengths), lengths) + np.arange(ends[-1])


def member(values: Ints, others: Ints) -> Bools:
    """For each of some ascending values, whether it is among others, which ascend too."""
    return find(values, others)[1]


def common(values: Ints, others: Ints) -> Ints:
    """What two ascending arrays without repetitions have in common."""
    few, many = sorted((values, others), key=len)
    if 16 * len(few) < len(many):
        return few[member(few, many)]
    together = np.concatenate((few, many))
    together.sort(kind="stable")  # of two sorted runs: one merge
    return together[1:][together[1:] == together[:-1]]


def find(values: Ints, others: Ints) -> tuple[Ints, Bools]:
    """For each of some values its index in ascending others, and whether it is there (where not, the index is 0)."""
    if not len(others):
        return np.zeros(len(values), np.int64), np.zeros(len(values), np.bool_)
    at = np.searchsorted(others, values)
    at[at == len(others)] = 0
    return at, others[at] == values
