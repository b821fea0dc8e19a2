"""Batch files: queries or names, one a line or in a column of a table, checked as a whole before any of them runs."""

import csv
import difflib
import io
from collections.abc import Iterator, Sequence

from msgspec import Struct

from . import analysis
from .parse import parse

MOST_BYTES = 16 << 20
"""Largest batch file that is read."""
USUAL_COLUMNS = ("query", "name", "names", "queries")
"""Headings of the column that is read unless another one is named, whatever their case."""


class BatchError(Exception):
    """Raised for a batch file that cannot be run; `problems` say why, each with its line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class BatchRow(Struct, frozen=True):
    """A query or name of a batch file."""

    line: int
    """Its line in the file, from 1."""
    text: str
    """As written."""
    articles: str
    """The query that finds its articles."""
    quotes: str
    """The quote search that finds its quotes: with the words of a query, or by a name."""
    about: str = ""
    """The quote search for quotes about a name; "" for a query."""


def read_batch(data: bytes, file: str, *, column: str = "", names: bool = False) -> tuple[BatchRow, ...]:
    """Read the rows of a batch file.

    Blank lines, and lines that begin with `#`, are skipped. A file that ends in `.csv` or `.tsv`, and any file with
    `column`, is a table with headings.

    Args:
        data: The content of the file.
        file: Its name, for messages and for its kind.
        column: Heading of the column to read; "" for the one with a usual heading, or the only one.
        names: Whether the rows are names of persons, organisations or places instead of queries.

    Raises:
        BatchError: the file is no text or table, or rows cannot be read as written: all of them are named.
    """
    if len(data) > MOST_BYTES:
        raise BatchError([f"{file}: a batch file has at most {MOST_BYTES >> 20} MB."])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BatchError([f"{file}:{line}: not UTF-8 text. Save the file as UTF-8."]) from None
    table = column or file.lower().endswith((".csv", ".tsv"))
    cells = _column(text, file, column) if table else enumerate(text.splitlines(), 1)
    rows: list[BatchRow] = []
    problems: list[str] = []
    for line, cell in cells:
        written = cell.strip()
        if not written or (written.startswith("#") and not table):
            continue
        row = _name_row(line, written) if names else BatchRow(line, written, written, written)
        why = _problems(row, names=names)
        problems += [f"{file}:{line}: {reason}" for reason in why]
        rows.append(row)
    if problems:
        raise BatchError(problems)
    if not rows:
        raise BatchError([f"{file}: there is no {'name' if names else 'query'} in it."])
    return tuple(rows)


def _name_row(line: int, name: str) -> BatchRow:
    words = " ".join(analysis.words(name))
    phrase = name.replace("\\", " ").replace('"', " ")
    return BatchRow(line, name, f'"{phrase}"', f"speaker:({words})", f"about:({words})")


def _problems(row: BatchRow, *, names: bool) -> tuple[str, ...]:
    """Return why a row would not be searched as written."""
    if names:
        return () if analysis.words(row.text) else ("a name needs a letter or digit.",)
    return parse(row.text).notes


def _column(text: str, file: str, column: str) -> Iterator[tuple[int, str]]:
    """Yield the cells of one column with their lines; raises BatchError."""
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:8192], ",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if file.lower().endswith(".tsv") else csv.excel
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
    try:
        headings = [heading.strip() for heading in next(lines, [])]
        at = _place(headings, file, column)
        before = lines.line_num
        for cells in lines:
            yield before + 1, cells[at] if at < len(cells) else ""
            before = lines.line_num
    except csv.Error as error:
        raise BatchError([f"{file}:{lines.line_num}: no table: {error}."]) from None


def _place(headings: Sequence[str], file: str, column: str) -> int:
    """Return which column to read; raises BatchError."""
    folded = [heading.casefold() for heading in headings]
    for wanted in (column.casefold(),) if column else USUAL_COLUMNS:
        if wanted in folded:
            return folded.index(wanted)
    if not column and len(headings) == 1:
        return 0
    there = f"there are {', '.join(headings)}" if any(headings) else "the file is empty"
    if not column:
        raise BatchError([f"{file}:1: several columns: name the one to read (--column); {there}."])
    near = difflib.get_close_matches(column, headings, 1)
    raise BatchError([f"{file}:1: no column {column!r}; {f'did you mean {near[0]!r}?' if near else there}."])
