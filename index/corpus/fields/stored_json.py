"""Articles that stand as JSON in one column of a table: `id, url, data`."""

from collections.abc import Mapping
from typing import Any, cast

import msgspec

from .field_names import rank
from .field_values import Record

_FEWEST = 40
"""Characters below which no article is looked for in a cell."""


def opened(record: Record) -> Record:
    """The record with what its cells hold as JSON, where that has a title and a text, or a text and a date."""
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
            if "text" in fields and len(fields) > 1:
                found[name] = inner
    return {**record, **found} if found else record


def _object(text: str) -> Record:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return cast("Record", value) if isinstance(value, Mapping) else {}
