"""SQLite databases, opened read-only: the table that the corpus names, else every one whose rows hold texts."""

import shutil
import sqlite3
import tempfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..archives.streams import MAX_SPOOLED
from ..draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ..fields import fields, known_records, stored_json, table_lookup
from ..fields.table_lookup import Lookup
from ..text.encodings import decoded
from . import search_tables

_MAGIC = b"SQLite format 3\0"
_SAMPLE = 50
"""Rows of a table that show whether it holds articles."""
_LISTED = 20
"""Tables that a message lists."""
_COUNTED = 1_000_000
"""Rows of a table that a message counts."""
_COPIED = 4 * 1024 * 1024 * 1024
"""Bytes of a database and its journal that are copied, at most."""
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_FUNCTION)


def is_sqlite(head: bytes) -> bool:
    """Whether a file begins as a database does."""
    return head.startswith(_MAGIC)


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of each table that holds articles; other tables are counted.

    Raises:
        Unreadable: it is damaged, has no table of the name that the corpus gives, or no table holds a text.
    """
    number = others = 0
    wanted = given.corpus.table
    with _path(given) as path:
        try:
            with closing(_open(path)) as database:
                tables = _tables(database)
                if wanted and not any(_is_named(table, wanted) for table in tables):
                    raise Unreadable(f"no table {wanted!r} in this database; {_listed(database, tables)}")
                for table in tables:
                    if not (_is_named(table, wanted) if wanted else _holds_articles(database, table, given)):
                        others += 1
                        continue
                    lookups = _lookups(database, table)
                    given.findings.joined.update({lookup.column: lookup.table for lookup in lookups})
                    names = search_tables.column_names(database, table)
                    for row in database.execute(f"SELECT * FROM {_quoted(table)}"):  # noqa: S608 - quoted
                        number += 1
                        record = table_lookup.filled(_record(row, names), lookups)
                        if other := known_records.no_article(record):
                            yield Aside(other)
                            continue
                        draft = fields.draft(record, given.corpus.fields, number, given.findings)
                        yield draft or Flaw(number, f"no field that holds a text or a title (table: {table[:100]})")
                if not number:
                    raise Unreadable(_nothing(database, tables, wanted))
        except (sqlite3.Error, UnicodeError, ValueError, OverflowError) as error:
            if not number:
                raise Unreadable(f"a database that cannot be read: {error}") from None
            yield Flaw(number + 1, f"damaged from here on: {error}")
    if others:
        yield Aside("other tables of a database" if wanted else "tables without articles", others)


@contextmanager
def _path(given: Input) -> Generator[Path]:
    """The database on disk, or a temporary copy of what an archive holds."""
    if given.disk_path:
        journal = Path(f"{given.disk_path}-wal")
        if not journal.is_file() or not journal.stat().st_size:
            yield Path(given.disk_path)
            return
        with tempfile.TemporaryDirectory(prefix="newsexplore-") as folder:
            yield _with_journal(Path(given.disk_path), journal, Path(folder) / "copy.db")
        return
    with tempfile.TemporaryDirectory(prefix="newsexplore-") as folder:
        place = Path(folder) / "copy.db"
        with place.open("wb") as copy:
            while data := given.stream.read(1024 * 1024):
                if copy.tell() + len(data) > MAX_SPOOLED:
                    raise Unreadable(f"a database in an archive, longer than {MAX_SPOOLED >> 30} GB: unpack it first")
                copy.write(data)
        yield place


def _with_journal(database: Path, journal: Path, place: Path) -> Path:
    """A copy of a database that has the rows which are still in the journal of the program that writes it.

    Raises:
        Unreadable: it is too long to be copied.
    """
    if database.stat().st_size + journal.stat().st_size > _COPIED:
        raise Unreadable(
            "its newest rows are in a journal beside it, and it is too long to be copied: end what writes it"
        )
    shutil.copyfile(database, place)
    shutil.copyfile(journal, f"{place}-wal")
    with suppress(sqlite3.Error), closing(sqlite3.connect(place)) as copy:
        copy.execute("PRAGMA trusted_schema = OFF")
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return place


def _open(path: Path) -> sqlite3.Connection:
    """Open a database that nobody vouches for: nothing is written, no view or trigger of it is trusted."""
    database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    database.row_factory = sqlite3.Row
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * MAX_TEXT)
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    return database


def _tables(database: sqlite3.Connection) -> list[str]:
    rows = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    return [str(row[0]) for row in rows]


def _holds_articles(database: sqlite3.Connection, table: str, given: Input) -> bool:
    rows = database.execute(f"SELECT * FROM {_quoted(table)} LIMIT {_SAMPLE}").fetchall()  # noqa: S608 - quoted
    names = search_tables.column_names(database, table)
    return any(fields.has_text(_record(row, names), given.corpus.fields) for row in rows)


def _lookups(database: sqlite3.Connection, table: str) -> tuple[Lookup, ...]:
    """The names of what the foreign keys of a table refer to."""
    columns = [str(row["name"]) for row in database.execute(f"PRAGMA table_info({_quoted(table)})")]
    keys = list(database.execute(f"PRAGMA foreign_key_list({_quoted(table)})"))
    found: list[Lookup] = []
    for key in keys:
        if sum(other["id"] == key["id"] for other in keys) > 1:
            continue  # a key of several columns
        column, other = str(key["from"]), str(key["table"])
        what = table_lookup.referred(column, columns)
        theirs = [(str(row["name"]), row["pk"]) for row in database.execute(f"PRAGMA table_info({_quoted(other)})")]
        name = table_lookup.name_column([one for one, _ in theirs], what) if what else None
        target = key["to"] or next((one for one, primary in theirs if primary), "")
        if name is None or not target:
            continue
        query = f"SELECT {_quoted(str(target))}, {_quoted(theirs[name][0])} FROM {_quoted(other)}"  # noqa: S608 - quoted
        names = table_lookup.collect((row[0], row[1]) for row in database.execute(query))
        if names:
            found.append(Lookup(column, what, names, f"the table {other}"))
    return tuple(found)


def _record(row: sqlite3.Row, names: Mapping[str, str]) -> Mapping[str, Any]:
    """The columns of a row that hold something readable, under better names where there are any."""
    cells = {names.get(name, name): decoded(row[name]) for name in row.keys()}  # noqa: SIM118
    return stored_json.opened({name: cell for name, cell in cells.items() if isinstance(cell, (str, int, float))})


def _is_named(table: str, wanted: str) -> bool:
    """Whether a table has this name, as SQLite compares names."""
    return table.casefold() == wanted.casefold()


def _nothing(database: sqlite3.Connection, tables: list[str], wanted: str) -> str:
    """Why a database gives no article."""
    if wanted:
        return f"the table {wanted!r} of this database has no rows"
    found = "a database without a table whose columns hold a text or a title"
    return f"{found}; {_listed(database, tables)}; name one with --table or `table:`" if tables else found


def _listed(database: sqlite3.Connection, tables: list[str]) -> str:
    """The tables of a database with their numbers of rows, for a message."""
    shown: list[str] = []
    for table in tables[:_LISTED]:
        most = f"SELECT count(*) FROM (SELECT 1 FROM {_quoted(table)} LIMIT {_COUNTED})"  # noqa: S608 - quoted
        rows = int(database.execute(most).fetchone()[0])
        shown.append(f"{table[:60]} ({rows:,}{' or more' * (rows == _COUNTED)} row{'s' * (rows != 1)})")
    if len(tables) > _LISTED:
        shown.append(f"{len(tables) - _LISTED:,} more")
    return f"tables: {', '.join(shown)}" if shown else "it has no tables"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
