"""Measures of how strongly two things go together, from how often each and both occur.

All take arrays, or numbers, of one shape: `both` (O11) how often they occur together, `one` (R1) and `other` (C1) how
often each occurs, and `total` (N) the number of places where they could. Expected is R1 * C1 / N.
"""

import numpy as np

from ..engines.packed.arrays import Floats, Ints

Numbers = Ints | Floats | float


def expected(one: Numbers, other: Numbers, total: Numbers) -> Floats:
    """Return how often both would occur together by chance: R1 * C1 / N."""
    return np.asarray(one, np.float64) * np.asarray(other, np.float64) / np.maximum(total, 1)


def log_likelihood(both: Numbers, one: Numbers, other: Numbers, total: Numbers) -> Floats:
    """Return the log-likelihood ratio G2 = 2 * sum(O * ln(O / E)) of the 2x2 table, negative where O11 < E11.

    Source: Dunning: Accurate Methods for the Statistics of Surprise and Coincidence (1993). The sign says whether they
    attract or avoid each other, as in Evert: The Statistics of Word Cooccurrences (2005), section 3.1.6.
    """
    o11 = np.asarray(both, np.float64)
    r1, c1, n = (np.asarray(each, np.float64) for each in (one, other, total))
    cells = ((o11, r1, c1), (r1 - o11, r1, n - c1), (c1 - o11, n - r1, c1), (n - r1 - c1 + o11, n - r1, n - c1))
    ratio = sum(
        (information(observed, row * column / np.maximum(n, 1)) for observed, row, column in cells), np.zeros(1)
    )
    found = np.maximum(2 * ratio, 0.0).reshape(o11.shape)  # rounding can make an even table slightly negative
    return np.where(o11 < expected(one, other, total), -found, found)


def mutual_information(both: Numbers, one: Numbers, other: Numbers, total: Numbers) -> Floats:
    """Return log2(O11 / E11), how many times as often as by chance, in powers of two; -inf for never together.

    Source: Church & Hanks: Word Association Norms, Mutual Information, and Lexicography (1990).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(np.asarray(both, np.float64) / expected(one, other, total))


def log_dice(both: Numbers, one: Numbers, other: Numbers) -> Floats:
    """Return 14 + log2(2 * O11 / (R1 + C1)): at most 14, the same in corpora of any size; -inf for never together.

    Source: Rychlý: A Lexicographer-Friendly Association Score (2008).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return 14 + np.log2(2 * np.asarray(both, np.float64) / (np.asarray(one, np.float64) + other))


def information(observed: Floats, chance: Floats) -> Floats:
    """Return O * ln(O / E), which tends to 0 with O."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(observed > 0, observed * np.log(observed / chance), 0.0)
