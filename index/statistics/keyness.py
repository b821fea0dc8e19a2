"""Keyness: which words a set of texts uses more, or less, than another.

All take how often a word occurs in the one set (`here`) and in the other (`there`), and the number of running words of
each (`size`, `other_size`).
"""

import numpy as np

from ..engines.packed.arrays import Floats
from .association import Numbers, information

_ABSENT = 0.5
"""Occurrences that stand for none, so that a ratio exists."""


def keyness(here: Numbers, there: Numbers, size: int, other_size: int) -> Floats:
    """Return the log-likelihood 2 * (a * ln(a / E1) + b * ln(b / E2)), negative for words that `here` uses less.

    E1 and E2 share a + b by the sizes of both sets. From 3.84 on it is significant at 5 %, from 6.63 on at 1 %, from
    10.83 on at 0.1 % and from 15.13 on at 0.01 %; in large corpora nearly every difference is.

    Source: Rayson & Garside: Comparing Corpora using Frequency Profiling (2000).
    """
    a, b = np.asarray(here, np.float64), np.asarray(there, np.float64)
    both, total = a + b, max(size + other_size, 1)
    found = np.maximum(2 * (information(a, both * size / total) + information(b, both * other_size / total)), 0.0)
    return np.where((a * max(other_size, 1) < b * max(size, 1)) & (found > 0), -found, found)


def log_ratio(here: Numbers, there: Numbers, size: int, other_size: int) -> Floats:
    """Return the effect size log2((a / size) / (b / other size)): 1 is twice as frequent, 2 four times, -1 half.

    0.5 stands for a word that does not occur. Source: Hardie: Log Ratio: an informal introduction (2014).
    """
    a, b = (np.maximum(np.asarray(each, np.float64), _ABSENT) for each in (here, there))
    return np.log2((a / max(size, 1)) / (b / max(other_size, 1)))


def percent_difference(here: Numbers, there: Numbers, size: int, other_size: int) -> Floats:
    """Return by how many percent a word is more frequent here than there; inf where it does not occur there.

    Source: Gabrielatos & Marchi: Keyness: Appropriate metrics and practical issues (2012).
    """
    one = np.asarray(here, np.float64) / max(size, 1)
    other = np.asarray(there, np.float64) / max(other_size, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(other > 0, (one - other) * 100 / other, np.where(one > 0, np.inf, 0.0))
