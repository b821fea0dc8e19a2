"""Tables stored by columns in JSON, as pandas and others write them."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from ...lazy_pattern import lazy_pattern
from . import fields, table_columns
from .field_names import rank
from .field_values import Record

_OF_SCHEMAS = frozenset("dtype type id names name feature nullable format description required length".split())
"""What the description of a column says."""
_COLUMNS = ("columns", "header", "headers", "fields", "cols", "meta")
_ROWS = ("data", "rows", "values", "results")
_CALLED = ("label", "name", "id", "title")
"""Where the description of a column says what it is called, the better ones first."""
_DATE_FROM_0 = lazy_pattern(r"Date\((\d{4}),(\d{1,2}),(\d{1,2})(?:,(\d{1,2}),(\d{1,2}),(\d{1,2}))?(?:,\d+)?\)\Z")
_PROBED = 50
"""Rows that tell whether a list is a table."""


def rows_of(value: Any) -> Iterator[Record] | None:
    """The rows of a table that is stored by columns, as pandas and others write it; None if it is no such table."""
    if isinstance(value, list):
        rows = cast("list[Any]", value)
        if len(rows) > 1 and all(isinstance(row, list) for row in rows[:_PROBED]):
            return _named_rows(rows[0], rows[1:]) or _nameless_rows(rows)
        return None
    if not isinstance(value, Mapping):
        return None
    table = cast("Record", value)
    beside = _rows_beside_names(table)
    if beside is not None:
        return beside
    columns = [column for column in table.values() if isinstance(column, (list, Mapping))]
    if not columns or len(columns) < len(table) or not columns[0]:
        return None
    if not any(rank(name, "text") is not None or rank(name, "title") is not None for name in table):
        return None
    if all(isinstance(column, list) for column in columns):
        if len({len(column) for column in columns}) > 1:
            return None
        if not all(_is_scalar(item) for column in columns for item in column[:3]):
            return None
        lists = cast("list[list[Any]]", columns)
        return (dict(zip(table, row, strict=True)) for row in zip(*lists, strict=True))
    keyed = [cast("Record", column) for column in columns if isinstance(column, Mapping)]
    if len(keyed) < len(columns):
        return None
    if {name.strip("_") for name in keyed[0]} <= _OF_SCHEMAS:
        return None  # columns described, not their cells
    rows = dict.fromkeys([*max(keyed, key=len), *(row for column in keyed for row in column)])
    if any(len(column) < len(rows) for column in keyed) and not (  # a cell that holds nothing may be left out
        all(row.isdigit() for row in rows) and max(map(len, keyed)) == len(rows)
    ):
        return None
    if not all(_is_scalar(item) for column in keyed for item in list(column.values())[:3]):
        return None
    if any(rank(name, "text") is not None for name in keyed[0]):
        return None  # articles by id, or a single one in parts
    return ({name: column.get(row) for name, column in zip(table, keyed, strict=True)} for row in rows)


def _rows_beside_names(table: Record) -> Iterator[Record] | None:
    """The rows of a table whose columns are named, or described, in a list beside them; None if there is none."""
    beside = [table[name] for name in _ROWS if name in table]
    names = _names(table) if beside else []
    if not names:
        return None
    for data in beside:
        if isinstance(data, list) and data:
            rows = [cells for row in cast("list[Any]", data) if (cells := _cells(row)) is not None]
            if len(rows) == len(cast("list[Any]", data)):
                return _named_rows(names, rows) or (None if any(names) else rows_of(rows))
    return None


def _names(table: Record) -> list[str]:
    """What the columns of a table are called: a list of names, or of objects that describe them; none if neither."""
    view: Any = table.get("meta")
    view = cast("Record", view).get("view") if isinstance(view, Mapping) else None  # as Socrata has it
    for holder in (table, *(inner for inner in (view, table.get("schema")) if isinstance(inner, Mapping))):
        for name in _COLUMNS:
            columns = cast("Record", holder).get(name)
            if not isinstance(columns, list) or len(cast("list[Any]", columns)) < 2:
                continue
            names = [_name(column) for column in cast("list[Any]", columns)]
            if all(one is not None for one in names):
                return [one or "" for one in names]
    return []


def _name(column: Any) -> str | None:
    if isinstance(column, str):
        return column
    if not isinstance(column, Mapping):
        return None
    described = cast("Record", column)
    return next((one for key in _CALLED if isinstance(one := described.get(key), str)), None)


def _cells(row: Any) -> list[Any] | None:
    """The values of a row: a list, or an object with one, each perhaps in an object of its own; None if neither."""
    if isinstance(row, Mapping) and len(cast("Record", row)) == 1:
        row = next(iter(cast("Record", row).values()))  # {"c": […]} of Google's charts, {"f": […]} of its warehouse
        if not isinstance(row, list):
            return None
        return [_cell(cell) for cell in cast("list[Any]", row)]
    return cast("list[Any]", row) if isinstance(row, list) else None


def _cell(cell: Any) -> Any:
    """The value of a cell; a date whose months are counted from 0 as it is usually written."""
    value = cast("Record", cell).get("v") if isinstance(cell, Mapping) else cell
    date = _DATE_FROM_0.match(value) if isinstance(value, str) else None
    if not date:
        return value
    year, month, day, hour, minute, second = (int(part or 0) for part in date.groups())
    moment = f"{year}-{month + 1:02}-{day:02}"
    return moment if date[4] is None else f"{moment}T{hour:02}:{minute:02}:{second:02}"


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, (Mapping, list)) or (
        isinstance(value, list) and not any(isinstance(item, (Mapping, list)) for item in cast("list[Any]", value))
    )


def _named_rows(names: list[Any], rows: list[Any]) -> Iterator[Record] | None:
    usual = [name for name in names if isinstance(name, str) and fields.is_usual(name)]
    if len(names) < 2 or not all(isinstance(name, str) for name in names) or not usual:
        return None
    if not any(fields.is_text(name) or fields.is_title(name) for name in usual):
        return None
    return (dict(zip(names, row, strict=False)) for row in rows if isinstance(row, list))


def column_names(rows: list[list[Any]]) -> list[str] | None:
    """Names for the columns of a table without a row of names; None if no column of it looks like a text.

    Args:
        rows: a sample of it.
    """
    if len({len(row) for row in rows}) > 1 or len(rows[0]) < 2 or not all(_is_scalar(cell) for cell in rows[0]):
        return None
    sample = [["" if cell is None else str(cell) for cell in row] for row in rows]
    names = table_columns.name_columns(sample)
    return names if "text" in names else None


def _nameless_rows(rows: list[list[Any]]) -> Iterator[Record] | None:
    names = column_names(rows[:_PROBED])
    return (dict(zip(names, row, strict=False)) for row in rows) if names else None
