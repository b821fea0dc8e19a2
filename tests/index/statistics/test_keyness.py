"""Keyness: published worked examples, and the full table of Dunning where the two must agree."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.statistics.association import log_likelihood
from newsexplore.index.statistics.keyness import keyness, log_ratio, percent_difference


def test_keyness_is_that_of_a_published_example() -> None:
    # The worked example of Lancaster University's log-likelihood form: 52 in 50,000 words, 57 in 75,000: +2.65.
    assert float(keyness(52, 57, 50_000, 75_000)) == pytest.approx(2.65, abs=0.005)
    assert float(keyness(57, 52, 75_000, 50_000)) == pytest.approx(-2.65, abs=0.005)


def test_log_ratio_counts_in_doublings() -> None:
    # Hardie (2014): 0 is equally frequent, 1 twice as frequent, 2 four times as frequent.
    assert float(log_ratio(10, 10, 1000, 1000)) == 0
    assert float(log_ratio(20, 10, 1000, 1000)) == 1
    assert float(log_ratio(10, 40, 1000, 1000)) == -2
    assert float(log_ratio(10, 0, 1000, 1000)) == pytest.approx(math.log2(20))  # half an occurrence for none


def test_percent_difference() -> None:
    assert float(percent_difference(30, 10, 1000, 1000)) == pytest.approx(200)
    assert float(percent_difference(5, 0, 1000, 1000)) == math.inf
    assert float(percent_difference(0, 0, 1000, 1000)) == 0


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 10**7), st.integers(1, 10**7))
def test_rare_words_score_as_in_the_full_table(a: int, b: int, size: int, other: int) -> None:
    size, other = size + 1000 * a, other + 1000 * b
    found = float(keyness(a, b, size, other))
    full = float(log_likelihood(a, a + b, size, size + other))
    assert abs(found) <= abs(full) + 1e-6  # the full table adds the words that it is not
    assert abs(full - found) <= 0.02 * abs(full) + 1e-6 or abs(found) < 1
    assert found == pytest.approx(-float(keyness(b, a, other, size)), abs=1e-6)


def test_no_difference_has_no_sign():
    found = keyness(np.array([0, 0, 2]), np.array([0, 1, 4]), 100, 200)
    assert [math.copysign(1, one) for one in found.tolist()] == [1, -1, 1]
    assert math.copysign(1, float(keyness(0, 3, 0, 10))) == 1
