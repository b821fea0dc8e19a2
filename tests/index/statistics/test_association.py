"""Association measures: published worked examples, and NLTK on the same counts."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.association import BigramAssocMeasures

from newsexplore.index.statistics.association import expected, log_dice, log_likelihood, mutual_information

NLTK: Any = BigramAssocMeasures


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Draw (both, one, other, total) of a 2x2 table without negative cells."""
    cells = [draw(st.integers(0, 5000)) for _ in range(4)]
    both, one, other = cells[0], cells[0] + cells[1], cells[0] + cells[2]
    return both, one, other, sum(cells)


@pytest.mark.parametrize(
    ("cells", "ratio"),
    [((110, 2442, 111, 29114), 270.72), ((29, 13, 123, 31612), 263.90), ((10, 0, 3, 31764), 167.23)],
)
def test_log_likelihood_is_that_of_dunnings_paper(cells: tuple[int, int, int, int], ratio: float) -> None:
    # Dunning (1993), table 2: "the swiss", "can be", "mineral water".
    both, one, other, _ = cells
    assert float(log_likelihood(both, both + one, both + other, sum(cells))) == pytest.approx(ratio, abs=0.006)


@pytest.mark.parametrize(("both", "one", "other", "information"), [(12, 111, 621, 11.3), (8, 1105, 44, 11.3)])
def test_mutual_information_is_that_of_church_and_hanks(both: int, one: int, other: int, information: float) -> None:
    # Church & Hanks (1990), table 2: "honorary doctor", "doctors dentists" in 15 million words.
    assert float(mutual_information(both, one, other, 15_000_000)) == pytest.approx(information, abs=0.06)


def test_log_dice_is_at_most_14_and_loses_one_by_half_as_often() -> None:
    # Rychlý (2008): 14 if all occurrences are together, 0 for less than one in 16,000.
    assert float(log_dice(50, 50, 50)) == 14
    assert float(log_dice(25, 50, 50)) == 13
    assert float(log_dice(1, 16384, 16384)) == 0
    assert float(log_dice(0, 5, 5)) == -math.inf


@given(tables())
def test_the_measures_are_nltks(table: tuple[int, int, int, int]) -> None:
    both, one, other, total = table
    if not both:
        return
    found = abs(float(log_likelihood(both, one, other, total)))
    if 0 not in (one - both, other - both, total - one - other + both):  # NLTK adds a small number to empty cells
        assert found == pytest.approx(NLTK.likelihood_ratio(both, (one, other), total), abs=1e-6)
    assert float(mutual_information(both, one, other, total)) == pytest.approx(NLTK.pmi(both, (one, other), total))
    dice = NLTK.dice(both, (one, other), total)
    assert float(log_dice(both, one, other)) == pytest.approx(14 + math.log2(dice))


@given(tables())
def test_the_sign_says_attraction_or_avoidance(table: tuple[int, int, int, int]) -> None:
    both, one, other, total = table
    found = float(log_likelihood(both, one, other, total))
    chance = float(expected(one, other, total))
    assert found >= 0 if both >= chance else found <= 0
    assert not math.isnan(found)


def test_arrays_are_measured_at_once() -> None:
    both, one, other = np.array([110, 0]), np.array([2552, 7]), np.array([221, 9])
    found = log_likelihood(both, one, other, 31777)
    assert found[0] == pytest.approx(270.72, abs=0.006)
    assert found[1] == float(log_likelihood(0, 7, 9, 31777))
