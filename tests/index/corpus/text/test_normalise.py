import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.corpus.text.normalise import normalise, normalise_mapped

# Characters that the rules are about, mixed with anything at all.
WILD = st.text(
    st.one_of(
        st.sampled_from("\r\n\t\v\u0085\u2028\u2029 \u00a0\u200be\u0301\u0958\u1100\u1161\u11a8\u202e\ufeff"),
        st.characters(),
    )
)


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085"])
def test_every_line_break_becomes_a_newline(mark: str):
    assert normalise(f"one{mark}two") == "one\ntwo"


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u2069", "\ufeff", "\ud800", "\u00ad", "\U000e0041"],
)
def test_what_can_spoof_or_hide_is_removed(char: str):
    assert normalise(f"pay{char}load") == "payload"


@pytest.mark.parametrize("char", ["\u200c", "\u200d", "\u200e", "\u200f", "\t", "\u00a0"])
def test_what_scripts_need_stays(char: str):
    assert normalise(f"a{char}b") == f"a{char}b"


def test_runs_of_blank_lines_and_spaces_at_line_ends_go():
    assert normalise("\n\n a  \t\n \n\n\nb \n") == "a\n\nb"


def test_indentation_stays():
    assert normalise("a\n    b") == "a\n    b"


def test_a_million_stacked_marks_are_cut_in_no_time():
    start = time.perf_counter()
    text = normalise("a" + "\u0301\u0327" * 500_000)
    assert len(text) <= 32
    assert time.perf_counter() - start < 5


def test_a_long_run_of_spaces_takes_no_time():
    start = time.perf_counter()
    assert normalise("a" + " " * 2_000_000 + "b").endswith("b")
    assert time.perf_counter() - start < 5


@given(WILD)
def test_normalising_twice_changes_nothing(text: str):
    assert normalise(normalise(text)) == normalise(text)


@given(WILD)
def test_what_is_normal_is_clean(text: str):
    result = normalise(text)
    assert unicodedata.is_normalized("NFC", result)
    assert "\n\n\n" not in result
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in result)
    result.encode()


@given(WILD)
def test_the_map_gives_the_same_text(text: str):
    assert normalise_mapped(text).text == normalise(text)


@given(WILD)
def test_every_mapped_character_comes_from_where_the_map_says(text: str):
    mapped = normalise_mapped(text)
    last = 0
    for i, char in enumerate(mapped.text):
        start, end = mapped.given(i, i + 1)
        assert last <= start < end <= len(text)
        assert char in normalise(f"x{text[start:end]}x") or not text[start:end].isprintable()
        last = start


def test_a_span_maps_to_the_words_as_given():
    text = "\ufeffSaid the\r\nma\u0301n\u202e, today"
    mapped = normalise_mapped(text)
    start = mapped.text.index("mán")
    first, last = mapped.given(start, start + 3)
    assert text[first:last] == "ma\u0301n"


def test_an_empty_span_maps_to_an_empty_one():
    mapped = normalise_mapped("\r\na")
    assert mapped.given(0, 0) == (2, 2)
    assert mapped.given(1, 1) == (3, 3)
    assert normalise_mapped("").given(0, 0) == (0, 0)
