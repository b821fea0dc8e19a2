"""Shares as they are shown."""

import pytest

from newsexplore.index.statistics.proportions import percentage


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 30, "3.3 %"),
        (9, 21_578, "<0.1 %"),
        (11, 21_578, "0.1 %"),
        (0, 21_578, "0.0 %"),
        (21_577, 21_578, ">99.9 %"),
        (21_578, 21_578, "100.0 %"),
        (0, 0, "0.0 %"),
    ],
)
def test_none_and_all_are_not_rounded_to(part: int, whole: int, shown: str) -> None:
    assert percentage(part, whole) == shown
