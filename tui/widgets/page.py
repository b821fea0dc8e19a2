"""The layout of a text: which line shows which characters with which marks.

Layouts are plain data, computed once per width, incrementally for long texts; `text_view.py` paints them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..terminal.sanitise import sanitise
from ..terminal.wrap import cut, wrap

Span = tuple[int, int]

HEAD = 3
"""Maximum lines per entry of a page's head."""
UNIT = 32 * 1024
"""Characters laid out at a time: more than nearly every article, in a few milliseconds."""


class Line(NamedTuple):
    """One screen line: characters `[start, end)` of the text, or extra `words`, such as the outlet."""

    start: int
    end: int
    kind: str
    """The kind of block, or "" for a blank line."""
    words: str = ""


VERBATIM = "source"
"""The kind of block that is shown verbatim."""


class Layer(NamedTuple):
    """Spans with a common style."""

    style: str
    """Name of a component class."""
    spans: tuple[Span, ...]
    letter: str = ""
    """Shown after each span if letters are on."""


class Page(NamedTuple):
    """The content of a text view. Offsets are code points into `text`."""

    text: str
    blocks: tuple[tuple[int, int, str], ...]
    """Start, end and kind of each block, in order; characters outside of blocks are not shown."""
    head: tuple[str, ...] = ()
    """Extra lines below the headline."""
    layers: tuple[Layer, ...] = ()
    """Marks; later layers cover earlier ones."""
    gutter: tuple[Span, ...] = ()
    """Spans with a bar beside their lines."""


def disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and merge those that touch or overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)


def overlapping(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Return those of sorted, disjoint spans that overlap `[start, end)`."""
    first = bisect_right(spans, start, key=_end)
    return spans[first : bisect_left(spans, end, first, key=_start)]


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


class Layout:
    """A page broken into lines of a width. It is incremental: `extend` until `reaches`, or until `done`.

    Lines are spans of the shown text, which includes the letters of marks; marks are in offsets of the page's text.
    """

    def __init__(self, page: Page, width: int, *, letters: bool) -> None:
        marks = sorted((end, layer.letter) for layer in page.layers if layer.letter for _, end in layer.spans)
        self._page = page
        self._width = width
        self._marks = marks if letters else []
        self._ends = [end for end, _ in self._marks]
        self._letters = [end + number for number, end in enumerate(self._ends)]
        """Offset of each letter in the shown text."""
        self.layers = [(layer.style, disjoint(layer.spans)) for layer in page.layers]
        self.gutter = disjoint(page.gutter)
        self.lines: list[Line] = []
        self.done = False
        self._starts: list[int] = []
        self._pieces: list[str] = []
        self._piece_starts: list[int] = []
        self._reached = 0
        self._work = self._lay_out()

    def extend(self) -> bool:
        """Lay out about `UNIT` more characters; return False at the end."""
        room = UNIT
        for count in self._work:
            room -= count
            if room <= 0:
                break
        else:
            self.done = True
        self._starts += [line.start for line in self.lines[len(self._starts) :]]
        return not self.done

    def reaches(self, offset: int) -> bool:
        """Return whether the line that shows an offset of the page's text is laid out."""
        return self.done or offset < self._reached

    # Offsets: of the page's text, and of what is shown of it

    def shown(self, offset: int) -> int:
        """Convert an offset of the page's text to the shown text, after any letter there."""
        return offset + bisect_right(self._ends, offset)

    def span(self, span: Span) -> Span:
        """Convert a span of the page's text to the shown text, without a letter at its end."""
        return self.shown(span[0]), span[1] + bisect_left(self._ends, span[1])

    def offset(self, shown: int) -> int:
        """Convert an offset of the shown text to the page's text."""
        return shown - bisect_left(self._letters, shown)

    def letters(self, line: Line) -> Iterable[Span]:
        """Return the letters on a line as spans of the shown text."""
        for number in range(bisect_left(self._letters, line.start), bisect_left(self._letters, line.end)):
            yield self._letters[number], self._letters[number] + 1

    def words(self, start: int, end: int) -> str:
        """Return the shown text between two offsets of a line."""
        piece = bisect_right(self._piece_starts, start) - 1
        if piece < 0:
            return ""
        first = self._piece_starts[piece]
        return self._pieces[piece][start - first : end - first]

    def line_of(self, offset: int) -> int:
        """Return the number of the line that shows an offset of the page's text, or the last before it."""
        return max(0, bisect_right(self._starts, self.shown(offset)) - 1)

    def offset_of(self, line: int) -> int:
        """Return the offset in the page's text of a line's first character, or of the next line with text."""
        return self.offset(self.lines[min(max(line, 0), len(self.lines) - 1)].start) if self.lines else 0

    # Breaking into lines

    def _lay_out(self) -> Iterator[int]:
        """Append lines; yields the number of characters laid out."""
        head = self._page.head
        for start, end, kind in self._page.blocks:
            if head and kind != "headline":
                self._put_head(head, self.shown(start))
                head = ()
            elif self.lines:
                self.lines.append(Line(self.lines[-1].end, self.lines[-1].end, ""))
            yield from self._block(start, end, kind, self._width - 4 if kind == "caption" else self._width)
        if head:
            self._put_head(head, self.shown(len(self._page.text)))
        self._reached = len(self._page.text)

    def _put_head(self, head: tuple[str, ...], start: int) -> None:
        at = self.lines[-1].end if self.lines else start
        for words in head:
            spans = wrap(words, 0, len(words), self._width)
            self.lines += [Line(at, at, "meta", words[start:end]) for start, end in spans[:HEAD]]
        self.lines.append(Line(at, at, ""))

    def _block(self, start: int, end: int, kind: str, room: int) -> Iterator[int]:
        """Break a block, a long one in pieces; the last line of each piece is redone with the next."""
        at, here = start, self.shown(start)
        while at < end:
            stop = min(end, at + UNIT)
            text = self._piece(start, end, at, stop, here, kind)
            broken = _cut(text, room) if kind == VERBATIM else _wrapped(text, room)
            lines = [Line(here + begin, here + close, kind) for begin, close in broken]
            if stop < end and lines and text[-1] != "\n" and lines[-1].start > here:
                resumed = lines.pop().start
                text = text[: resumed - here]
                stop = self.offset(resumed)
            else:
                resumed = here + len(text)
            self.lines += lines
            self._pieces.append(text)
            self._piece_starts.append(here)
            self._reached = stop
            yield stop - at
            at, here = stop, resumed

    def _piece(self, start: int, end: int, at: int, stop: int, here: int, kind: str) -> str:
        """Return the shown text of `[at, stop)` in the block `[start, end)`; it is shown from offset `here`."""
        text = self._page.text
        text = sanitise(text[at:stop] if kind == VERBATIM else unbroken(text, start, end, at, stop))
        if not self._marks:
            return text
        pieces: list[str] = []
        done = at
        for number in range(bisect_left(self._letters, here), bisect_right(self._ends, stop)):
            mark, letter = self._marks[number]
            pieces += [text[done - at : mark - at], letter]
            done = mark
        return "".join([*pieces, text[done - at :]])


def laid_out(page: Page, width: int, *, letters: bool) -> Layout:
    """Lay out a whole page at once."""
    layout = Layout(page, width, letters=letters)
    while layout.extend():
        pass
    return layout


def _lines(text: str) -> Iterable[Span]:
    start = 0
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _wrapped(text: str, room: int) -> Iterable[Span]:
    for start, stop in _lines(text):
        yield from wrap(text, start, stop, room)


def _cut(text: str, room: int) -> Iterable[Span]:
    for start, stop in _lines(text):
        yield from cut(text, start, stop, room) or [(start, stop)]


# A line break within a sentence in an agency's fixed-width text: after a full line, and before one that is neither
# indented nor in a table.
_SOFT_BREAK = re.compile(r"(?<=\S)\n(?=\S)")
_TABLE = re.compile(r"\S {3,}\S")
_FULL, _LOOK = 45, 400
"""Minimum length of a full line, and of how many characters of a line are examined."""


def unbroken(text: str, start: int, end: int, at: int, stop: int) -> str:
    """Return `text[at:stop]` of the block `[start, end)` with breaks from fixed-width lines replaced by spaces."""
    pieces: list[str] = []
    done = position = at
    while (found := _SOFT_BREAK.search(text, position, min(end, stop + 1))) is not None and found.start() < stop:
        broken = found.start()
        first = max(text.rfind("\n", max(start, broken - _LOOK), broken) + 1, start, broken - _LOOK)
        last = text.find("\n", broken + 1, min(end, broken + _LOOK))
        following = text[broken + 1 : last if last >= 0 else min(end, broken + _LOOK)]
        line = text[first:broken]
        if len(line) >= _FULL and not _TABLE.search(line) and not _TABLE.search(following):
            pieces += [text[done:broken], " "]
            done = broken + 1
        position = broken + 1
    return "".join([*pieces, text[done:stop]])
