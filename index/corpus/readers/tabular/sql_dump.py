"""Dumps of SQL databases: their rows go into a temporary SQLite database, which is read as any other one."""

import re
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from ....lazy_pattern import lazy_pattern
from ...draft import Aside, Draft, Flaw, Input
from ...fields import table_columns
from ...unread_formats import CODE
from .database_keys import ForeignKey, quoted
from .sql_statements import COPY, INSERT, Damage, Row, SqlDump, Table
from .sqlite import articles

_BEGINS = lazy_pattern(
    r"\ufeff?(?>\s+|--[^\n]*+|#[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|;|\\[^\n]*+)*+"
    r"(?:CREATE|DROP|LOCK|USE|SET|PRAGMA|BEGIN|INSERT|REPLACE|COPY|ALTER|START|SELECT|IF|DELETE|TRUNCATE|GO|REM)\s",
    re.I,
)
_HEADER = lazy_pattern(
    r"\ufeff?\s*(?:--\s*\n)*(?:--|#|/\*)[ -]*(?:MySQL dump|MariaDB dump|PostgreSQL database|phpMyAdmin SQL|Adminer \d"
    r"|HeidiSQL|Sequel \w+ SQL|Host:|Dumping )",
    re.I,
)
_INSERT = lazy_pattern(INSERT, re.I)
_COPY = lazy_pattern(COPY, re.I)
_BATCH = 500
_MOST_COLUMNS = 1000
_MOST_TABLES = 10_000
_REPORTED = 1000
"""Places of damage that are reported."""
_SAMPLE = 50


def looks_like(text: str) -> bool:
    """Whether a text begins as a dump does: with its program's name, or with statements of which one gives rows."""
    if _HEADER.match(text):
        return True
    return bool(_BEGINS.match(text)) and bool(_INSERT.search(text) or _COPY.search(text))


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of each table that holds articles, and what could not be read; other tables are counted.

    A dump without any rows is a program, not news.

    Raises:
        Unreadable: it has no table of the name that the corpus gives, or no table holds a text.
    """
    with tempfile.TemporaryDirectory(prefix="newsexplore-") as folder:
        path = Path(folder) / "dump.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            loaded = _Loaded(database)
            for found in SqlDump(given.stream, given.head).read():
                loaded.add(found)
            loaded.end()
        for reason in loaded.damage:
            yield Flaw(0, f"damaged SQL: {reason}")
        if not loaded.rows and not loaded.damage:
            yield Aside(CODE.reason)
        elif loaded.rows:
            yield from articles(path, given, "dump", loaded.keys)


class _Loaded:
    """A database that is filled with what a dump says."""

    def __init__(self, database: sqlite3.Connection):
        self._database = database
        for setting in ("journal_mode = OFF", "synchronous = OFF", "trusted_schema = OFF", "temp_store = FILE"):
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        self._columns: dict[str, list[str]] = {}
        """Columns of each table, by the table's name without case."""
        self._names: dict[str, str] = {}
        """Names under which the tables are in the database."""
        self._batch: list[Sequence[Any]] = []
        self._into = ("", 0)
        """The table that the batch belongs to, and how many columns it has."""
        self._defined: set[str] = set()
        self.keys: list[ForeignKey] = []
        self.damage: list[str] = []
        self.rows = 0

    def add(self, found: Table | ForeignKey | Row | Damage) -> None:
        """Add what stands next."""
        if isinstance(found, Damage):
            if len(self.damage) < _REPORTED:
                self.damage.append(found.reason)
        elif isinstance(found, ForeignKey):
            self.keys.append(
                ForeignKey(*(part.casefold() for part in (found.table, found.column, found.other, found.key)))
            )
        elif isinstance(found, Table):
            self._define(found.name, found.columns)
            self._defined.add(found.name.casefold())
        else:
            self._put(found)

    def end(self) -> None:
        """Write what is left, and name columns of tables whose dump does not name them by what they hold."""
        self._write()
        self._database.execute("COMMIT")
        for low, columns in self._columns.items():
            if low in self._defined or not columns or columns[0] != "column1":
                continue
            table = quoted(self._names[low])
            rows = self._database.execute(f"SELECT * FROM {table} LIMIT {_SAMPLE}").fetchall()  # noqa: S608 - quoted
            cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
            names = table_columns.name_columns(cells)
            for old, new in zip(columns, names, strict=False):
                if old != new and new not in columns:
                    self._database.execute(f"ALTER TABLE {table} RENAME COLUMN {quoted(old)} TO {quoted(new)}")

    def _define(self, name: str, columns: Sequence[str]) -> None:
        """Create a table; one of a name that has rows already is that of another database in the same dump."""
        self._write()
        low = name.casefold()
        distinct = list({column.casefold(): column for column in columns}.values())[:_MOST_COLUMNS] or ["column1"]
        if low.startswith("sqlite_") or len(self._names) >= _MOST_TABLES:
            return
        if low in self._names and self._has_rows(name):
            other = next(f"{name} ({i})" for i in count(2) if f"{low} ({i})" not in self._names)
            self._database.execute(f"ALTER TABLE {quoted(name)} RENAME TO {quoted(other)}")
            self._names[other.casefold()], self._columns[other.casefold()] = other, self._columns.pop(low)
        self._database.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
        self._database.execute(f"CREATE TABLE {quoted(name)} ({', '.join(map(quoted, distinct))})")
        self._names[low], self._columns[low] = name, distinct

    def _has_rows(self, table: str) -> bool:
        return bool(self._database.execute(f"SELECT 1 FROM {quoted(table)} LIMIT 1").fetchone())  # noqa: S608 - quoted

    def _put(self, row: Row) -> None:
        low = row.table.casefold()
        self.rows += 1
        if low not in self._columns:
            self._define(row.table, row.columns or [f"column{i}" for i in range(1, len(row.values) + 1)])
        columns = self._columns.get(low)
        if columns is None:
            return
        values: Sequence[Any] = row.values
        if row.columns:
            by_name = dict(zip((name.casefold() for name in row.columns), values, strict=False))
            self._widen(low, row.columns)
            values = [by_name.get(column.casefold()) for column in columns]
        if len(values) > len(columns):
            self._widen(low, [f"column{i}" for i in range(len(columns) + 1, min(len(values), _MOST_COLUMNS) + 1)])
        if self._into != (low, len(columns)) or len(self._batch) >= _BATCH:
            self._write()
            self._into = (low, len(columns))
        self._batch.append([*values, *[None] * (len(columns) - len(values))][: len(columns)])

    def _widen(self, low: str, names: Sequence[str]) -> None:
        """Add the columns that a table has not got yet."""
        columns = self._columns[low]
        have = {column.casefold() for column in columns}
        for name in names:
            if name.casefold() not in have and len(columns) < _MOST_COLUMNS:
                self._write()
                self._database.execute(f"ALTER TABLE {quoted(self._names[low])} ADD COLUMN {quoted(name)}")
                columns.append(name)
                have.add(name.casefold())

    def _write(self) -> None:
        low, width = self._into
        if self._batch:
            marks = ", ".join("?" * width)
            table = quoted(self._names[low])
            self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", self._batch)  # noqa: S608 - quoted
        self._batch = []
