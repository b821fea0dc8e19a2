"""Two tables of one collection: headlines in one, texts in the other, under the same key.

They are not joined. Such collections pair each text with many headlines, most of which were never printed above it
(`Headline,Body ID,Stance`): a text is one article without a headline, and the table of headlines is left out with that
reason.
"""

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from ...config.configuration import CorpusConfig
from ..sources import covers
from ..text import encodings
from . import csv_dialect, fields, table_columns
from .csv_dialect import Dialect
from .field_names import squash

_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
_HEAD = 64 * 1024
_MOST_ROWS = 1_000_000
_ROW_NUMBERS = frozenset(["id", "no", "number", "nr", "index", "rowid"])
"""Names of columns that number the rows of one table, and say nothing about another one."""
_MOST = 200
"""Tables in one folder that are looked at."""


class Companion(Struct, frozen=True):
    """The table that holds the texts."""

    name: str
    key: str
    """The column that both tables have, as the other one writes it."""


def companion(path: str, corpus: CorpusConfig, names: Sequence[str], rows: Sequence[Sequence[str]]) -> Companion | None:
    """The table beside this one that has a text column and shares a key with it; None if there is none.

    Args:
        path: the table without texts.
        corpus: what it is read as a part of; the other table must be too, or its texts would be read nowhere.
        names: its columns.
        rows: its first rows: their keys must be in the other table.
    """
    columns = {squash(name): i for i, name in enumerate(names) if _is_key(name)}
    keys = {key: {row[i] for row in rows if i < len(row)} for key, i in columns.items()}
    keys = {key: found for key, found in keys.items() if not (key in _ROW_NUMBERS and len(found) == len(rows))}
    if not keys:
        return None
    try:
        others = sorted(other for other in Path(path).parent.iterdir() if other.suffix.lower() in _SUFFIXES)
    except OSError:
        return None
    for other in others[:_MOST]:
        if other == Path(path) or not covers(corpus, str(other)):
            continue
        row, dialect = _names(other)
        key = next((name for name in row if squash(name) in keys), "")
        if not key or not any(fields.is_text(name) for name in row):
            continue
        if _holds(other, row.index(key), keys[squash(key)], dialect):
            return Companion(other.name, key)
    return None


def _is_key(name: str) -> bool:
    low = squash(name)
    return low.endswith(("id", "key", "index")) or low in ("no", "number", "nr", "uuid", "guid")


def _holds(path: Path, column: int, keys: set[str], dialect: Dialect) -> bool:
    """Whether a table has most of these keys in a column."""
    missing = set(keys)
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in islice(dialect.reader(file, strict=False), _MOST_ROWS):
                missing.discard(row[column] if column < len(row) else "")
                if len(missing) <= len(keys) // 10:
                    return True
    except (OSError, csv.Error):
        return False
    return False


def _names(path: Path) -> tuple[list[str], Dialect]:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return [], Dialect(",")
    sample = encodings.decode(head).lstrip("\ufeff")
    dialect = csv_dialect.detect(sample, path.name)
    try:
        rows = dialect.reader(sample.splitlines()[dialect.skip :], strict=False)
        row = next(iter(rows), [])
    except csv.Error:
        return [], dialect
    return (row if table_columns.is_header(row, {}) else []), dialect
