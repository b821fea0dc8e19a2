"""Wrapping and cutting of text by its width in terminal cells, in linear time."""

import re

from rich.cells import cell_len, split_graphemes

# Characters of exactly one cell: in text of only these, cells are code points and need no measuring.
_NARROW = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2400-\u2426\u2500-\u257f]*")  # fmt: skip  # noqa: E501


def narrow(text: str) -> bool:
    """Return whether every character is known to take exactly one cell on every terminal."""
    return _NARROW.fullmatch(text) is not None


def wrap(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Break `text[start:end]`, which has no line breaks, into lines of at most `width` cells.

    Lines break at spaces, which belong to neither line; between wide characters; and within a word only if it is longer
    than a line. Combining marks stay with their base character.

    Returns:
        Offsets into `text` of each line, in order; empty if there are only spaces.
    """
    width = max(width, 2)
    if _NARROW.fullmatch(text, start, end):
        return _wrap_narrow(text, start, end, width)
    return _wrap_wide(text, start, end, width)


def _wrap_narrow(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    while True:
        while start < end and text[start] == " ":
            start += 1
        if start >= end:
            return lines
        stop = start + width
        if stop >= end:
            lines.append((start, start + len(text[start:end].rstrip(" "))))
            return lines
        space = text.rfind(" ", start, stop + 1)
        cut = space if space > start else stop
        lines.append((start, start + len(text[start:cut].rstrip(" "))))
        start = cut


def _wrap_wide(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    first = -1  # start of the line; -1 before its first character
    used = 0
    last = 0  # end of the last non-space character
    cut = used_at_cut = -1  # last possible break, and the width before the part that would move on
    resume = 0
    for begin, stop, cells in split_graphemes(text[start:end])[0]:
        begin, stop = begin + start, stop + start
        space = text[begin] == " "
        if first < 0:
            if space:
                continue
            first, used, cut = begin, 0, -1
        elif cells > 1 and last == begin:
            cut, used_at_cut, resume = last, used, begin
        if used + cells > width and not space:
            if cut > first:
                lines.append((first, cut))
                first, used = resume, used - used_at_cut
            else:
                lines.append((first, last))
                first, used = begin, 0
            cut = -1
        used += cells
        if space:
            if last >= first and text[begin - 1] != " ":
                cut = last
            used_at_cut, resume = used, stop
        else:
            last = stop
    if first >= 0 and last > first:
        lines.append((first, last))
    return lines


def cut(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Cut `text[start:end]` into lines of at most `width` cells at any character, keeping spaces."""
    width = max(width, 2)
    if _NARROW.fullmatch(text, start, end):
        return [(at, min(at + width, end)) for at in range(start, end, width)]
    lines: list[tuple[int, int]] = []
    first, used = start, 0
    for begin, _, cells in split_graphemes(text[start:end])[0]:
        if used + cells > width:
            lines.append((first, start + begin))
            first, used = start + begin, 0
        used += cells
    return [*lines, (first, end)]


def fit(text: str, width: int) -> str:
    """Cut text to at most `width` cells, with an ellipsis if anything was cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    used = 0
    for begin, _, cells in split_graphemes(text[: width * 4])[0]:
        if used + cells > width - 1:
            return text[:begin].rstrip() + "…"
        used += cells
    return text


def pad(text: str, width: int) -> str:
    """Cut or pad text with spaces to exactly `width` cells."""
    text = fit(text, width)
    return text + " " * (width - cell_len(text))
