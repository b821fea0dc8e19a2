"""Whether a text is a table, and which of its first rows names the columns."""

from collections.abc import Sequence

from ...lazy_pattern import lazy_pattern
from . import coded_columns, csv_dialect, fields, table_columns
from .text_field import IDEOGRAPHS, is_running

_SAMPLE = 40
"""Rows that show what the columns are."""
_FEW_ROWS = 4
"""Lines from which a text with tabs may be a table without a row of names."""
_PREAMBLE = 20
"""Rows above the row of names, at most."""
_FEWEST_ROWS = 2
"""The same for values between signs that no text has, or that stand four times in every line."""
_MAX_NAMES = 4096
"""Characters of a line that names columns."""
_COMPARED = 16 * 1024
"""Characters in which signs that part values are looked for."""
_URL = lazy_pattern(r"https?://\S+\Z")
_MARKS = "\t|;^~\x01\x1f"
_NEVER_IN_TEXTS = "\x01\x1f"


def looks_like(text: str) -> bool:
    """Whether a text is a table: its first line names columns, one of them an article's text or title."""
    first = next(iter(text[:_MAX_NAMES].splitlines()), "")
    marks = [mark for mark in ",\t;|" if mark in first]
    if csv_dialect.is_quoted_words(first):
        marks.append(" ")
    if "\t" in first and coded_columns.coded(_by_tabs(text)):
        return True
    if any(mark in first and _are_rows(text, mark) for mark in _MARKS):
        return True
    if csv_dialect.delimiter_of_several(text[:_COMPARED].splitlines()[: None if len(text) <= _COMPARED else -1]):
        return True
    return any(names_columns([cell.strip().strip('"') for cell in first.split(mark)]) for mark in marks)


def _by_tabs(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()[:-1][:_FEW_ROWS]]


def _are_rows(text: str, mark: str) -> bool:
    """Whether lines are those of a table, with a row of names or without: a sign parts a date or address from words."""
    head = text[:_COMPARED].split("\n")
    rows = [line.rstrip("\r").split(mark) for line in (head[:-1] if len(text) > _COMPARED else head) if line.strip()]
    rows = rows[:_SAMPLE]
    width = len(rows[0])
    fewest = _FEWEST_ROWS if mark in _NEVER_IN_TEXTS or width > _FEW_ROWS else _FEW_ROWS
    if len(rows) < fewest or len({len(row) for row in rows}) > 1 or width < (2 if mark == "\t" else 3):
        return False
    return _are_values(rows) or (len(rows) > fewest and _are_values(rows[1:]))


def _are_values(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column of rows holds dates or addresses, and another one words."""
    columns = list(zip(*rows, strict=True))
    told = any(all(_URL.match(cell.strip()) or table_columns.is_date(cell) for cell in cells) for cells in columns)
    return told and any(
        all(len(cell.split()) > 2 or len(IDEOGRAPHS.findall(cell)) > 5 for cell in cells) for cells in columns
    )


def names_columns(row: Sequence[str]) -> bool:
    """Whether cells, stripped, are names of columns, one of them that of a text or title."""
    return (
        len(row) > 1
        and table_columns.is_header(row, {})
        and sum(fields.is_usual(cell) for cell in row) >= 2
        and any(fields.is_text(cell) or fields.is_title(cell) for cell in row)
    )


def rows_above(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the one that names columns: a title, and by whom and when the table was made."""
    for at, row in enumerate(rows[:_PREAMBLE]):
        cells = [cell.strip() for cell in row]
        if names_columns(cells) and (not at or sum(map(fields.is_usual, cells)) > 2):
            return at
        if any(map(is_running, cells)):
            break
    return 0
