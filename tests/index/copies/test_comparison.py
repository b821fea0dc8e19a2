"""Texts compared word by word."""

import pytest

from newsexplore.index.copies.comparison import compare
from newsexplore.index.engines.base import SearchCancelledError


def test_a_comparison_can_be_stopped():
    first, second = (" ".join(f"word{number * step % 997}" for number in range(3000)) for step in (1, 2))
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise SearchCancelledError

    with pytest.raises(SearchCancelledError):
        compare(first, second, check)
    assert calls == 3
