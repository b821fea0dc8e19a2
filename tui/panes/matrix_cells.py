"""The cells of a matrix of names as text: a number and a bar, so that colour says nothing alone."""

from .entity_rows import short

NAME, CELL = 30, 6
"""Cells of the name with its count, and of each column."""
_BARS = " ▁▂▃▄▅▆▇█"


def column_window(number: int, selected: int, width: int) -> range:
    """Return the columns to show of so many, the selected one among them, in a width."""
    room = max(1, (width - NAME) // CELL)
    first = max(0, min(selected - room // 2, number - room))
    return range(first, min(number, first + room))


def head_text(column: int, *, chosen: bool) -> str:
    """Return the heading of a column: its number from 1, marked if it is selected."""
    return f"{('▾' if chosen else '') + str(column + 1):>{CELL - 1}} "


def cell_text(count: int, most: int, *, same: bool) -> str:
    """Return a count with a bar beside the greatest one; a dash where a name meets itself."""
    if same:
        return f"{'—':>{CELL - 1}} "
    bar = _BARS[-(-count * 8 // max(1, most))]
    return f"{short(count) if count else '·':>{CELL - 1}}{bar}"
