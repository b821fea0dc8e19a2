"""A text laid out for reading: which line shows which characters, and which marks lie on them.

All of it is plain data, computed once a width; `text_view.py` paints it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .sanitise import sanitise
from .wrap import wrap

Span = tuple[int, int]


class Line(NamedTuple):
    """One line on the screen: characters `[start, end)` of the text, or `words` of its own, such as the outlet."""

    start: int
    end: int
    kind: str
    """The kind of block, or "" for a blank line."""
    words: str = ""


class Layer(NamedTuple):
    """Spans that share a look."""

    style: str
    """Name of a component class."""
    spans: tuple[Span, ...]
    letter: str = ""
    """Set after each span when letters are on."""


class Page(NamedTuple):
    """What a text view shows. Offsets are code points into `text`."""

    text: str
    blocks: tuple[tuple[int, int, str], ...]
    """Start, end and kind of each block, in order; characters outside all of them are not shown."""
    head: tuple[str, ...] = ()
    """Lines of its own, below the headline."""
    layers: tuple[Layer, ...] = ()
    """Marks, the later over the earlier."""
    gutter: tuple[Span, ...] = ()
    """Spans with a bar beside their lines."""


def disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans; those that touch or overlap become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)


def overlapping(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of sorted, disjoint spans that share a character with `[start, end)`."""
    first = bisect_right(spans, start, key=_end)
    return spans[first : bisect_left(spans, end, first, key=_start)]


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


class Layout:
    """A page broken into lines of a width, with its marks in the offsets of what is shown."""

    def __init__(self, page: Page, width: int, *, letters: bool) -> None:
        marks = sorted((end, layer.letter) for layer in page.layers if layer.letter for _, end in layer.spans)
        self._inserted = [end for end, _ in marks] if letters else []
        self.text = _unbroken(sanitise(page.text), page.blocks)
        if letters:
            self.text = _with_letters(self.text, marks)
        self.layers = [(layer.style, disjoint(self._shown_span(span) for span in layer.spans)) for layer in page.layers]
        self.letters = tuple((end + number, end + number + 1) for number, end in enumerate(self._inserted))
        self.gutter = disjoint(self._shown_span(span) for span in page.gutter)
        self.lines = self._break(page, width)
        self._starts = [line.start for line in self.lines]

    def shown(self, offset: int) -> int:
        """Offset in the text shown, of an offset in the page's text."""
        return offset + bisect_right(self._inserted, offset)

    def _shown_span(self, span: Span) -> Span:
        # A letter that stands right at the end of a span is none of it.
        return self.shown(span[0]), span[1] + bisect_left(self._inserted, span[1])

    def span(self, span: Span) -> Span:
        """A span in the text shown, of a span in the page's text."""
        return self._shown_span(span)

    def line_of(self, offset: int) -> int:
        """Number of the line that shows an offset of the page's text, or the last before it."""
        return max(0, bisect_right(self._starts, self.shown(offset)) - 1)

    def offset_of(self, line: int) -> int:
        """Offset in the page's text of the first character of a line, or of the next one that shows text."""
        if not self.lines:
            return 0
        shown = self.lines[min(max(line, 0), len(self.lines) - 1)].start
        return shown - bisect_left([position for position, _ in self.letters], shown)

    def _break(self, page: Page, width: int) -> list[Line]:
        lines: list[Line] = []
        head = page.head
        for start, end, kind in page.blocks:
            start, end = self._shown_span((start, end))
            if head and kind != "headline":
                _put_head(lines, head, start)
                head = ()
            elif lines:
                lines.append(Line(lines[-1].end, lines[-1].end, ""))
            room = width - 4 if kind == "caption" else width
            for first, last in _paragraphs(self.text, start, end):
                lines += [Line(begin, stop, kind) for begin, stop in wrap(self.text, first, last, room)]
        if head:
            _put_head(lines, head, len(self.text))
        return lines


def _put_head(lines: list[Line], head: tuple[str, ...], start: int) -> None:
    at = lines[-1].end if lines else start
    lines += [Line(at, at, "meta", words) for words in head]
    lines.append(Line(at, at, ""))


def _paragraphs(text: str, start: int, end: int) -> Iterable[Span]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            yield start, stop
        start = stop + 1


# A break that an agency's fixed-width lines put in the middle of a sentence: after a full line, and before one that
# is neither indented nor a table's.
_SOFT_BREAK = re.compile(r"(?<=\S)\n(?=[^\s])")
_TABLE = re.compile(r"\S {3,}\S")


def _unbroken(text: str, blocks: Sequence[tuple[int, int, str]]) -> str:
    """The text with breaks inside a block that only filled lines made replaced by spaces, as long as it was."""
    pieces: list[str] = []
    done = 0
    for start, end, _ in blocks:
        position = start
        while (found := _SOFT_BREAK.search(text, position, end)) is not None:
            at = found.start()
            line = text[text.rfind("\n", start, at) + 1 if text.rfind("\n", start, at) >= 0 else start : at]
            stop = text.find("\n", at + 1, end)
            following = text[at + 1 : stop if stop >= 0 else end]
            if len(line) >= 45 and not _TABLE.search(line) and not _TABLE.search(following):
                pieces += [text[done:at], " "]
                done = at + 1
            position = at + 1
    return "".join([*pieces, text[done:]]) if pieces else text


def _with_letters(text: str, marks: Sequence[tuple[int, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for end, letter in marks:
        pieces += [text[done:end], letter]
        done = end
    return "".join([*pieces, text[done:]])
