"""Patterns that are compiled when they are first used."""

import re

import pytest

from newsexplore.index.lazy_pattern import lazy_pattern


def test_a_lazy_pattern_works_as_a_compiled_one() -> None:
    lazy, compiled = lazy_pattern(r"(?P<name>[ab]+)\d"), re.compile(r"(?P<name>[ab]+)\d")
    text = "ab1 b2 c3"
    assert [match["name"] for match in lazy.finditer(text)] == ["ab", "b"]
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.split(text) == compiled.split(text)
    assert lazy.sub("x", text) == compiled.sub("x", text)
    assert (found := lazy.match(text)) is not None and found.span() == (0, 3)
    assert (found := lazy.search(text, 1)) is not None and found.span() == (1, 3)
    assert lazy.fullmatch("b2") is not None


def test_a_lazy_pattern_is_compiled_when_it_is_used() -> None:
    faulty = lazy_pattern("(")
    with pytest.raises(re.error):
        faulty.search("text")


def test_a_lazy_pattern_takes_flags_and_bytes() -> None:
    loud = lazy_pattern("ab", re.IGNORECASE)
    assert loud.findall("AB ab") == ["AB", "ab"]
    assert (loud.pattern, loud.flags) == ("ab", re.IGNORECASE)
    assert lazy_pattern(rb"a(\d)").findall(b"a1 a2") == [b"1", b"2"]
