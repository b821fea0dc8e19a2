"""Columns of a table whose texts are written in Base64, so that they may hold tabs and line breaks."""

import base64
import binascii
from collections.abc import Iterable, Sequence

from ...lazy_pattern import lazy_pattern

_CODED = lazy_pattern(r"[A-Za-z0-9+/]{40,}={0,2}\Z")
_LEAST = 3
"""Rows that show that a column is coded."""


def coded(rows: Iterable[Sequence[str]]) -> tuple[int, ...]:
    """The columns that hold coded texts in every row of a sample; none if it is too short to tell."""
    sample = [row for row in rows if row]
    if len(sample) < _LEAST:
        return ()
    width = min(map(len, sample))
    return tuple(i for i in range(width) if all(decoded(row[i].strip()) for row in sample))


def decoded(cell: str) -> str:
    """The text that a cell holds in Base64; "" if it holds none."""
    if len(cell) % 4 or not _CODED.match(cell):
        return ""
    try:
        text = base64.b64decode(cell, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text if " " in text and "\0" not in text else ""


def with_texts(row: list[str], columns: Iterable[int]) -> list[str]:
    """A row with the texts of its coded columns, each once: some have a text again, divided into sentences."""
    seen: set[str] = set()
    for i in columns:
        if i < len(row):
            text = decoded(row[i].strip()) or row[i]
            words = " ".join(text.split())
            row[i] = "" if words in seen else text
            seen.add(words)
    return row
