"""Columns of a PDF page: a page that was drawn across its columns is put back into reading order."""

from itertools import pairwise
from statistics import median
from typing import Any

from msgspec import Struct

_MOST = 4
"""Maximum number of columns; pages with more are tables."""
_ROWS = 6
"""Rows from which a page can show that it has columns."""
_PROSE = 15
"""Characters of half the fragments from which columns are prose: the cells of tables are shorter."""


class Fragment(Struct):
    """Words drawn at one place; x and y in points from the lower left corner."""

    x: float
    y: float
    size: float
    text: str


class Collector:
    """Collects the fragments of a page while pypdf extracts it."""

    def __init__(self) -> None:
        self.fragments: list[Fragment] = []

    def visit(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        """Take what pypdf hands over: a text, and the matrices that it is drawn with."""
        del font
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            self.fragments.append(Fragment(x, y, abs(size * (tm[3] or tm[1] or 1)), text))


def in_columns(fragments: list[Fragment]) -> str | None:
    """The text column by column, or None for a page that was drawn in reading order already.

    A page was drawn across its columns if most of its rows hold a fragment in each of two to four places, and the
    fragments come row by row.
    """
    if len(fragments) < 2 * _ROWS:
        return None
    height = max(1.0, median(fragment.size for fragment in fragments))
    rows = _rows(fragments, height)
    starts = _starts(rows, height)
    if len(starts) < 2 or len(starts) > _MOST:
        return None
    columns: list[list[str]] = [[] for _ in starts]
    heads: list[str] = []
    tails: list[str] = []
    shared = sum(len(row) > 1 for row in rows)
    if shared < _ROWS or shared < 0.5 * len(rows):
        return None
    if median(len(fragment.text.strip()) for row in rows if len(row) > 1 for fragment in row) < _PROSE:
        return None  # a table
    seen = 0
    for row in rows:
        if len(row) == 1 and not seen:
            heads.append(row[0].text.strip())
            continue
        if len(row) == 1 and seen == shared and _column(row[0], starts, height) == 0:
            tails.append(row[0].text.strip())
            continue
        seen += len(row) > 1
        for fragment in row:
            columns[_column(fragment, starts, height)].append(fragment.text.strip())
    return "\n".join([*heads, *("\n".join(lines) for lines in columns if lines), *tails])


def _rows(fragments: list[Fragment], height: float) -> list[list[Fragment]]:
    """Fragments that follow each other on one baseline; only neighbours in drawing order share a row."""
    rows: list[list[Fragment]] = [[fragments[0]]]
    for before, fragment in pairwise(fragments):
        if abs(fragment.y - before.y) < 0.4 * height and fragment.x > before.x + 2 * height:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return rows


def _starts(rows: list[list[Fragment]], height: float) -> list[float]:
    """Where columns begin, from left to right: places at which fragments of many rows begin."""
    places: list[tuple[float, int]] = []
    for x in sorted(fragment.x for row in rows if len(row) > 1 for fragment in row):
        if places and x - places[-1][0] < 3 * height:
            places[-1] = (places[-1][0], places[-1][1] + 1)
        else:
            places.append((x, 1))
    shared = sum(len(row) > 1 for row in rows)
    return [x for x, count in places if count >= 0.5 * shared]


def _column(fragment: Fragment, starts: list[float], height: float) -> int:
    return max((i for i, x in enumerate(starts) if fragment.x >= x - 3 * height), default=0)
