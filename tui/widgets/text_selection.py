"""Selecting text with keys: how far each key moves the caret. Offsets only, no widgets."""

import re
from typing import Literal, NamedTuple

from rich.cells import split_graphemes

from .page import Layout, Line, Span

Unit = Literal["character", "word", "line", "page", "line end", "text end"]
"""The unit of a step; the last two go to the end."""

_WORD = re.compile(r"\w+|[^\w\s]+")
_NEAR = 400
"""Range in characters that is searched for the next word: longer runs of blanks take several steps."""


class Selection(NamedTuple):
    """A selection: its fixed end and its moving end, in either order."""

    anchor: int
    caret: int
    column: int = 0
    """The column that the caret keeps while moving by lines."""

    @property
    def span(self) -> Span:
        """The selected characters."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def at(self, layout: Layout, caret: int) -> "Selection":
        """Return the selection with its moving end elsewhere."""
        return Selection(self.anchor, caret, column_of(layout, caret))


def moved(selection: Selection, layout: Layout, text: str, unit: Unit, step: int, page: int) -> Selection:
    """Move the moving end a step forward (1) or back (-1); `page` is the number of lines per page."""
    caret = selection.caret
    if unit == "character":
        return selection.at(layout, _character(text, caret, step))
    if unit == "word":
        return selection.at(layout, _word(text, caret, step))
    if unit == "text end":
        return selection.at(layout, len(text) if step > 0 else 0)
    number = layout.line_of(caret)
    if unit == "line end":
        line = layout.lines[number]
        return selection.at(layout, layout.offset(line.end if step > 0 else line.start))
    target = _line(layout, number, step * (page if unit == "page" else 1), step)
    if target == number:
        return selection.at(layout, len(text) if step > 0 else 0)
    return selection._replace(caret=offset_at(layout, target, selection.column))


def _character(text: str, caret: int, step: int) -> int:
    if step > 0:
        clusters = split_graphemes(text[caret : caret + 64])[0]
        return caret + clusters[0][1] if clusters else len(text)
    start = max(0, caret - 64)
    clusters = split_graphemes(text[start:caret])[0]
    return start + clusters[-1][0] if clusters else 0


def _word(text: str, caret: int, step: int) -> int:
    if step > 0:
        found = _WORD.search(text, caret, caret + _NEAR)
        return found.end() if found else min(len(text), caret + _NEAR)
    start = max(0, caret - _NEAR)
    words = _WORD.findall(text, start, caret)
    return text.rindex(words[-1], start, caret) if words else start


def _line(layout: Layout, number: int, steps: int, step: int) -> int:
    """Return the line of text `steps` lines away, or the last one before it."""
    target, probe = number, number
    for _ in range(abs(steps)):
        probe += step
        while 0 <= probe < len(layout.lines) and not _has_text(layout.lines[probe]):
            probe += step
        if not 0 <= probe < len(layout.lines):
            break
        target = probe
    return target


def _has_text(line: Line) -> bool:
    return bool(line.kind) and not line.words


def column_of(layout: Layout, offset: int) -> int:
    """Return the column in cells of a character of the page's text in its line."""
    line = layout.lines[layout.line_of(offset)]
    shown = min(layout.shown(offset), line.end)
    return sum(cells for _, _, cells in split_graphemes(layout.words(line.start, shown))[0])


def offset_at(layout: Layout, number: int, column: int) -> int:
    """Return the offset in the page's text of the character at a column of a line, or of the line's end."""
    line = layout.lines[number]
    used = 0
    for begin, _, cells in split_graphemes(layout.words(line.start, line.end))[0]:
        if used + cells > column:
            return layout.offset(line.start + begin)
        used += cells
    return layout.offset(line.end)
