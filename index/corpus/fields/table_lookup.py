"""Tables that name what another one refers to by a key: `author_id` in articles.csv, `id` and `name` in authors.csv.

Only what leaves no choice is replaced: one table of that name beside the articles, one column of names in it, one name
for each key, and nearly all keys of the articles' first rows among them.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct

from ...config.configuration import CorpusConfig
from ...lazy_pattern import lazy_pattern
from ..sources import covers
from ..text import encodings
from . import csv_dialect, fields, table_columns
from .csv_dialect import Dialect
from .field_names import rank, squash
from .field_values import ONLY_OBJECTS

_KEY = lazy_pattern(r"(?:(?P<before>.+?)[\s_-]?(?:id|key|fk)|id[\s_-](?P<behind>.+))\Z", re.I)
_FIELDS = ("outlet", "byline", "topics")
_ACCOUNT_KEYS = ("createdby", "postauthor", "userid", "uid")
_NAMES = ("name", "fullname", "displayname", "title", "label")
_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
_HEAD = 64 * 1024
MOST_NAMES = 200_000
"""Rows of a table of names: a longer one is no such table."""
_MOST_TABLES = 200
_KNOWN = 0.9
"""Share of the keys in the first rows that must have a name."""


class Lookup(Struct, frozen=True):
    """The names for the keys in a column."""

    column: str
    """The column of keys."""
    field: str
    """The name under which a record gets what the key stands for."""
    names: Mapping[str, str]
    table: str
    """Where the names are from, for a person."""


def referred(column: str, columns: Iterable[str]) -> str:
    """What a column of keys refers to (`author` for `author_id`); "" if it is none, or a column names it already."""
    match = _KEY.match(column.strip())
    what = (match["before"] or match["behind"]).strip(" _-") if match else ""
    field = next((field for field in _FIELDS if what and rank(what, field) is not None), "")
    if not field or any(
        other != column and rank(other, field) is not None and not _KEY.match(other) for other in columns
    ):
        return ""
    return what


def named_by_number(column: str) -> str:
    """What a column stands for that may hold numbers in place of authors (`created_by`); "" for any other column."""
    return "author" if rank(column, "byline") is not None or squash(column) in _ACCOUNT_KEYS else ""


def is_table_of_accounts(table: str) -> bool:
    """Whether a table's name is that of a system's users, whatever stands before it: `wp_users`."""
    return (
        re.search(r"(?:\A|[_\W])(?:users|authors|user|author|accounts)(?:_field_data)?\Z", table.casefold()) is not None
    )


def is_table_of(table: str, what: str) -> bool:
    """Whether a table's name is that of some things: `authors`, `Author`, `categories` for `category`."""
    low, one = squash(table), squash(what)
    return bool(one) and low in (one, f"{one}s", f"{one}es", f"{one[:-1]}ies" if one.endswith("y") else f"{one}n")


def name_column(columns: Sequence[str], what: str) -> int | None:
    """The only column of names in a table; None if there is none, or more than one of the best kind."""
    one = squash(what)
    for wanted in (_NAMES[0], f"{one}name", *_NAMES[1:], one):
        found = [i for i, column in enumerate(columns) if squash(column) == wanted]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def key_column(columns: Sequence[str], what: str) -> int | None:
    """The column of a table that other tables refer to: `id`, or `author_id` in a table of authors."""
    one = squash(what)
    for wanted in ("id", f"{one}id", f"id{one}", "key", "pk"):
        found = [i for i, column in enumerate(columns) if squash(column) == wanted]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def collect(rows: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """Names by key; keys with two names are left out, and nothing is left of a table that is too long."""
    names: dict[str, str] = {}
    doubtful: set[str] = set()
    for count, (key, name) in enumerate(rows):
        if count >= MOST_NAMES:
            return {}
        one, other = as_key(key), str(name or "").strip()
        if not one or not other:
            continue
        if names.setdefault(one, other) != other:
            doubtful.add(one)
    return {key: name for key, name in names.items() if key not in doubtful}


def as_key(value: Any) -> str:
    """A key as it is compared: 7, 7.0 and "7" are the same."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value if value is not None else "").strip()
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def is_known(lookup: Lookup, values: Sequence[Any]) -> bool:
    """Whether nearly all of some keys have a name."""
    keys = [key for value in values if (key := as_key(value))]
    return bool(keys) and sum(key in lookup.names for key in keys) >= _KNOWN * len(keys)


def filled(record: Mapping[str, Any], lookups: Sequence[Lookup]) -> Mapping[str, Any]:
    """A record with the names of what its keys refer to."""
    found = ((one.field, one.names.get(as_key(record.get(one.column)))) for one in lookups)
    named = {f"{field}name" if squash(field) in ONLY_OBJECTS else field: name for field, name in found if name}
    return {**record, **named} if named else record


def beside(path: str, corpus: CorpusConfig, names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Lookup, ...]:
    """The lookups of a table of articles, in the tables beside it.

    Args:
        path: the table of articles.
        corpus: what it is read as a part of; the other tables must be too.
        names: its columns.
        rows: its first rows: their keys must be in the other table.
    """
    found: list[Lookup] = []
    for i, column in enumerate(names):
        what = referred(column, names)
        tables = [other for other in _tables(path, corpus) if is_table_of(other.stem, what)] if what else []
        if len(tables) != 1:
            continue
        lookup = Lookup(column, what, _read(tables[0], what), tables[0].name)
        if is_known(lookup, [row[i] for row in rows if i < len(row)]):
            found.append(lookup)
    return tuple(found)


def is_of_names(path: str, corpus: CorpusConfig, names: Sequence[str]) -> bool:
    """Whether a table only names what a table of articles beside it refers to."""
    stem = Path(path).stem
    if any(fields.is_text(name) for name in names):
        return False
    if key_column(names, _singular(stem)) is None or name_column(names, _singular(stem)) is None:
        return False
    for other in _tables(path, corpus):
        columns, _ = _header(other)
        whats = [what for column in columns if (what := referred(column, columns))]
        if any(is_table_of(stem, what) for what in whats) and any(fields.is_text(name) for name in columns):
            return True
    return False


def _singular(stem: str) -> str:
    low = stem.casefold()
    return f"{low[:-3]}y" if low.endswith("ies") else low.removesuffix("s")


def _tables(path: str, corpus: CorpusConfig) -> list[Path]:
    """The tables in the folder of one, itself left out."""
    try:
        others = sorted(other for other in Path(path).parent.iterdir() if other.suffix.lower() in _SUFFIXES)
    except OSError:
        return []
    return [other for other in others[:_MOST_TABLES] if other != Path(path) and covers(corpus, str(other))]


def _header(path: Path) -> tuple[list[str], Dialect]:
    try:
        with path.open("rb") as file:
            sample = encodings.decode(file.read(_HEAD)).lstrip("\ufeff")
        dialect = csv_dialect.detect(sample, path.name)
        row = next(iter(dialect.reader(sample.splitlines()[dialect.skip :], strict=False)), [])
    except (OSError, csv.Error):
        return [], Dialect(",")
    return (row if table_columns.is_header(row, {}) else []), dialect


def _read(path: Path, what: str) -> dict[str, str]:
    columns, dialect = _header(path)
    key, name = key_column(columns, what), name_column(columns, what)
    if key is None or name is None or key == name:
        return {}
    try:
        data = path.read_bytes()[: MOST_NAMES * 500]
        rows = dialect.reader(encodings.decode(data).lstrip("\ufeff").splitlines()[dialect.skip :], strict=False)
        return collect((row[key], row[name]) for row in islice(rows, 1, None) if len(row) > max(key, name))
    except (OSError, csv.Error):
        return {}
