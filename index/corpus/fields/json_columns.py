"""Tables stored by columns in JSON, as pandas and others write them."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from . import fields
from .field_names import rank
from .field_values import Record

_PROBED = 50
"""Rows that tell whether a list is a table."""


def rows_of(value: Any) -> Iterator[Record] | None:
    """The rows of a table that is stored by columns, as pandas and others write it; None if it is no such table."""
    if isinstance(value, list):
        rows = cast("list[Any]", value)
        if len(rows) > 1 and all(isinstance(row, list) for row in rows[:_PROBED]):
            return _named_rows(rows[0], rows[1:])
        return None
    if not isinstance(value, Mapping):
        return None
    table = cast("Record", value)
    names, data = (
        table.get("columns") or table.get("header") or table.get("fields"),
        table.get("data") or table.get("rows"),
    )
    if isinstance(names, list) and isinstance(data, list) and data and isinstance(data[0], list):
        return _named_rows(cast("list[Any]", names), cast("list[Any]", data))
    columns = [column for column in table.values() if isinstance(column, (list, Mapping))]
    if not columns or len(columns) < len(table) or len({len(column) for column in columns}) > 1 or not columns[0]:
        return None
    if not any(rank(name, "text") is not None or rank(name, "title") is not None for name in table):
        return None
    if all(isinstance(column, list) for column in columns):
        if not all(_is_scalar(item) for column in columns for item in column[:3]):
            return None
        lists = cast("list[list[Any]]", columns)
        return (dict(zip(table, row, strict=True)) for row in zip(*lists, strict=True))
    keyed = [cast("Record", column) for column in columns if isinstance(column, Mapping)]
    if len(keyed) < len(columns) or any(column.keys() != keyed[0].keys() for column in keyed):
        return None
    if not all(_is_scalar(item) for column in keyed for item in list(column.values())[:3]):
        return None
    if any(rank(name, "text") is not None for name in keyed[0]):
        return None  # articles by id, or a single one in parts
    return ({name: column[row] for name, column in zip(table, keyed, strict=True)} for row in keyed[0])


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
