"""The word being typed at the cursor of a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.query.typed import Typed, as_prefix, typed_at


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        ("", Typed("", "", 0)),
        ("mars", Typed("", "mars", 0)),
        ("dam mars", Typed("", "mars", 4)),
        ("dam ", Typed("", "", 4)),
        ("-mars", Typed("", "mars", 1)),
        ("dam OR (mars", Typed("", "mars", 8)),
        ("person:", Typed("person", "", 0, named=True)),
        ("dam person:mars", Typed("person", "mars", 4, named=True)),
        ("person: mars", Typed("person", "mars", 0, named=True)),
        ('person:"Helena Mar', Typed("person", "Helena Mar", 0, named=True)),
        ("person:mars ", Typed("", "", 12)),
        ("person:(mars OR hel", Typed("person", "hel", 16)),
        ("person:(mars OR hel) dam", Typed("", "dam", 21)),
        ("title:dam", Typed("title", "dam", 0, named=True)),
        ('"final def', Typed("", "def", 7, phrase=True)),
        ('title:"final def', Typed("title", "def", 13, phrase=True)),
    ],
)
def test_the_word_at_the_end_has_its_field(query: str, typed: Typed) -> None:
    assert typed_at(query, len(query)) == typed


@pytest.mark.parametrize("query", ['person:"Helena Marsk"', "econ*", "colour~1", "(dam)", "dam OR", "perso:mars~"])
def test_finished_words_are_not_completed(query: str) -> None:
    assert typed_at(query, len(query)) is None


def test_the_cursor_must_be_at_the_end_of_the_word() -> None:
    assert typed_at("mars dam", 2) is None
    assert typed_at("mars dam", 4) == Typed("", "mars", 0)
    assert typed_at("(mars) dam", 5) == Typed("", "mars", 1)


@given(st.text(alphabet='ab :"()-*~\\OR date person tag', max_size=30), st.integers(0, 30))
def test_anything_can_be_typed(query: str, cursor: int) -> None:
    cursor = min(cursor, len(query))
    typed = typed_at(query, cursor)
    assert typed is None or 0 <= typed.start <= cursor


@pytest.mark.parametrize(
    ("query", "longer"),
    [
        ("dam gat", "dam gat*"),
        ("title:gat", "title:gat*"),
        ("dam l'hom", "dam hom*"),
        ("(dam OR dell’art", "(dam OR art*"),
        ("\"vent de l'oue", '"vent de" oue*'),
        ('"gat', "gat*"),
        ('"the dam gat', '"the dam" gat*'),
        ('title:"the dam gat', 'title:"the dam" title:gat*'),
        ('mars OR "the dam gat', 'mars OR ("the dam" gat*)'),
    ],
)
def test_the_last_word_may_be_a_prefix(query: str, longer: str):
    assert as_prefix(query) == longer


@pytest.mark.parametrize(
    "query",
    ["", "g", "gat ", '"the dam gat"', '-"the gat', 'NOT "the gat', "gat*", 'tag:"dam ga', "l'", "o'bri", "l'h"],
)
def test_no_word_is_being_typed(query: str):
    assert as_prefix(query) == ""
