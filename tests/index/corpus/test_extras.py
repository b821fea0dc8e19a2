"""What libraries raise on damaged files is told in words."""

import struct

import pytest

from newsexplore.index.corpus.draft import Unreadable
from newsexplore.index.corpus.extras import telling_damage
from newsexplore.index.limits import TooSlowError


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (AssertionError(), "a damaged PDF: AssertionError"),
        (struct.error("unpack requires\na buffer"), "a damaged PDF: unpack requires a buffer"),
        (OverflowError("x" * 1000), "a damaged PDF: " + "x" * 200),
    ],
)
def test_whatever_a_library_raises_is_damage(error: Exception, reason: str):
    with pytest.raises(Unreadable) as told, telling_damage("a damaged PDF"):
        raise error
    assert str(told.value) == reason


@pytest.mark.parametrize("error", [TooSlowError("takes longer than 60 s"), Unreadable("encrypted")])
def test_what_is_no_damage_is_told_as_it_is(error: Exception):
    with pytest.raises(type(error)) as told, telling_damage("a damaged PDF"):
        raise error
    assert told.value is error
