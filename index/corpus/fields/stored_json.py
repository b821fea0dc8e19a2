"""Articles that stand as JSON in one column of a table: `id, url, data`."""

from collections.abc import Mapping
from typing import Any, cast

import msgspec

from .field_names import rank, squash
from .field_values import Record

_ABOUT = frozenset("meta metadata info attributes properties articlemetadata docmetadata".split())
"""Columns that hold what is known of an article whose text is in another one."""
_FEWEST = 40
"""Characters below which no article is looked for in a cell."""


def opened(record: Record) -> Record:
    """The record with what its cells hold as JSON, where that is an article or, by the cell's name, is about one.

    It is an article if it has a title and a text, or a text and a date.
    """
    found: dict[str, Any] = {}
    for name, value in record.items():
        if value.__class__ is str and value[:1] == "{" and len(value) >= _FEWEST and value.rstrip().endswith("}"):
            inner = _object(value)
            fields = {
                field
                for field in ("title", "text", "date")
                for own, one in inner.items()
                if one and rank(own, field) is not None
            }
            if ("text" in fields and len(fields) > 1) or (fields and squash(name) in _ABOUT):
                found[name] = inner
    return {**record, **found} if found else record


def _object(text: str) -> Record:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return cast("Record", value) if isinstance(value, Mapping) else {}
