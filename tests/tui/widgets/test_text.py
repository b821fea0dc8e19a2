"""Text on its way to the screen: made safe, wrapped, laid out."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsexplore.tui.terminal.sanitise import sanitise, sanitise_line
from newsexplore.tui.terminal.wrap import fit, pad, wrap
from newsexplore.tui.widgets.page import UNIT, Layer, Layout, Page, disjoint, laid_out, overlapping

WILD = st.text(st.characters() | st.sampled_from("ab \n\t\x1b\x9b\u202e中́‍👩🚀[]"), max_size=200)


@given(WILD)
def test_sanitising_keeps_offsets_and_lets_no_control_through(text: str) -> None:
    safe = sanitise(text)
    assert len(safe) == len(text)
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) <= 0x9F or 0xD800 <= ord(c) < 0xE000 for c in safe)
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert "\n" not in sanitise_line(text)


def test_escape_sequences_become_characters() -> None:
    assert sanitise("\x1b]52;c;aGk=\x07") == "␛]52;c;aGk=␇"
    assert sanitise("[/][@click=app.quit]x[/]") == "[/][@click=app.quit]x[/]"


@given(WILD.map(lambda text: sanitise_line(text)), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    spans = wrap(text, 0, len(text), width)
    assert all(cell_len(text[start:end]) <= width for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("a bc def", 4, ["a bc", "def"]),
        ("unbreakable", 5, ["unbre", "akabl", "e"]),
        ("中文字符", 4, ["中文", "字符"]),
        ("中文字", 5, ["中文", "字"]),
        ("ne\u0301e a\u0300 vous", 4, ["ne\u0301e", "a\u0300", "vous"]),
        ("   ", 4, []),
        ("a   b", 4, ["a", "b"]),
    ],
)
def test_wrapping(text: str, width: int, expected: list[str]) -> None:
    got = [text[start:end] for start, end in wrap(text, 0, len(text), width)]
    assert [" ".join(line.split()) for line in got] == expected or got == expected


@given(WILD.map(sanitise_line), st.integers(0, 30))
def test_fitting_and_padding(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) <= width
    assert cell_len(pad(text, width)) == width


def page(text: str, *layers: Layer) -> Page:
    return Page(text, ((0, len(text), "paragraph"),), layers=layers)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_disjoint_spans_cover_the_same_characters(spans: list[tuple[int, int]]) -> None:
    merged = disjoint(spans)
    assert {i for start, end in merged for i in range(start, end)} == {i for s, e in spans for i in range(s, e)}
    assert all(one[1] <= two[0] for one, two in pairwise(merged))


def test_overlapping_spans() -> None:
    spans = ((0, 3), (5, 8), (8, 9), (12, 20))
    assert overlapping(spans, 7, 12) == ((5, 8), (8, 9))
    assert overlapping(spans, 3, 5) == ()


@given(st.text("ab cd\n", min_size=1, max_size=200), st.data())
def test_letters_move_marks_but_not_what_they_mark(text: str, data: st.DataObject) -> None:
    offsets = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = tuple(zip(offsets[::2], offsets[1::2], strict=False))
    layout = laid_out(page(text, Layer("person", spans, "ᴾ")), 20, letters=True)
    plain = laid_out(page(text), 20, letters=False)
    for span in spans:
        start, end = layout.span(span)
        for line in layout.lines:
            first, last = max(start, line.start), min(end, line.end)
            if first < last:
                assert layout.words(first, last) == plain.words(layout.offset(first), layout.offset(last))
        if any(line.start <= end < line.end for line in layout.lines):
            assert layout.words(end, end + 1) == "ᴾ"


def test_lines_broken_at_a_fixed_width_are_joined_and_tables_are_not() -> None:
    prose = "The ministry said the quarter had brought more of\nthe same, and that nobody should be\nsurprised."
    layout = laid_out(page(prose), 200, letters=False)
    assert [layout.words(line.start, line.end) for line in layout.lines] == [
        prose.replace("\n", " ", 1).split("\n")[0],
        "surprised.",
    ]
    table = "Shr 34 cts vs 1.19 dlrs\nNet 807,000 vs 2,858,000"
    layout = laid_out(page(table), 200, letters=False)
    assert len(layout.lines) == 2


def test_every_offset_is_on_the_line_that_shows_it() -> None:
    text = "word " * 500
    layout = laid_out(page(text), 40, letters=False)
    for offset in range(0, len(text) - 1, 7):
        line = layout.lines[layout.line_of(offset)]
        assert line.start <= offset and offset <= line.end + 1
        assert layout.offset_of(layout.line_of(offset)) == line.start


@pytest.mark.parametrize("sample", ["The harbour board met again. ", "港务局再次开会。", "wordwithoutend"])
def test_a_megabyte_is_laid_out_in_linear_time(sample: str) -> None:
    def seconds(size: int) -> float:
        text = sample * (size // len(sample))
        began = time.process_time()
        laid_out(page(text), 88, letters=False)
        return time.process_time() - began

    seconds(1000)
    assert seconds(1_000_000) < 3.0


@pytest.mark.parametrize(
    "sample", ["The harbour board met again. ", "港务局再次开会。", "wordwithoutend", "ne\u0301e 👩‍🚀 "]
)
@pytest.mark.parametrize("letters", [False, True])
def test_a_long_paragraph_laid_out_in_pieces_equals_one_pass(sample: str, letters: bool) -> None:
    text = sample * (3 * UNIT // len(sample))
    marks = Layer("person", tuple((at, at + 7) for at in range(0, len(text) - 8, 97)), "ᴾ")
    layout = laid_out(page(text, marks), 33, letters=letters)
    ends = {end for _, end in marks.spans} if letters else set[int]()
    shown = "".join(("ᴾ" if at in ends else "") + text[at : at + 1] for at in range(len(text) + 1))
    assert [line[:2] for line in layout.lines] == wrap(shown, 0, len(shown), 33)
    assert all(layout.words(line.start, line.end) == shown[line.start : line.end] for line in layout.lines)


def test_a_long_text_is_laid_out_incrementally() -> None:
    layout = Layout(page("word " * UNIT), 40, letters=False)
    assert not layout.reaches(0)
    assert layout.extend() and layout.reaches(100) and not layout.reaches(4 * UNIT)
    while layout.extend():
        pass
    assert layout.reaches(5 * UNIT) and layout.line_of(5 * UNIT) == len(layout.lines) - 1


def test_a_megabyte_of_paragraphs_opens_at_once() -> None:
    paragraph = "The harbour board met again on the old quay, and nobody took the minutes. " * 5
    text = (paragraph + "\n\n") * 2600
    blocks = tuple((start, start + len(paragraph), "paragraph") for start in range(0, len(text), len(paragraph) + 2))
    began = time.process_time()
    layout = laid_out(Page(text, blocks), 88, letters=False)
    assert time.process_time() - began < 1.0
    assert len(layout.lines) > 10_000
