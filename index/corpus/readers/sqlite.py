"""SQLite databases, opened read-only: every table whose rows hold texts, a row an article."""

import sqlite3
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from ..archives.streams import MAX_SPOOLED
from ..draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ..fields import fields

_MAGIC = b"SQLite format 3\0"
_SAMPLE = 50
"""Rows of a table that show whether it holds articles."""
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_FUNCTION)


def is_sqlite(head: bytes) -> bool:
    """Whether a file begins as a database does."""
    return head.startswith(_MAGIC)


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of each table that holds articles; other tables are counted.

    Raises:
        Unreadable: it is damaged, or no table holds a text.
    """
    number = others = 0
    with _path(given) as path:
        try:
            with closing(_open(path)) as database:
                for table in _tables(database):
                    if not _holds_articles(database, table, given):
                        others += 1
                        continue
                    for row in database.execute(f"SELECT * FROM {_quoted(table)}"):  # noqa: S608 - quoted
                        number += 1
                        draft = fields.draft(_record(row), given.corpus.fields, number, given.findings)
                        yield draft or Flaw(number, f"no field that holds a text or a title (table: {table[:100]})")
        except (sqlite3.Error, UnicodeError, ValueError, OverflowError) as error:
            if not number:
                raise Unreadable(f"a database that cannot be read: {error}") from None
            yield Flaw(number + 1, f"damaged from here on: {error}")
    if others:
        yield Aside("tables without articles", others)
    if not number:
        raise Unreadable("a database without a table whose columns hold a text or a title")


@contextmanager
def _path(given: Input) -> Generator[Path]:
    """The database on disk, or a temporary copy of what an archive holds."""
    if given.disk_path:
        yield Path(given.disk_path)
        return
    with tempfile.TemporaryDirectory(prefix="newsexplore-") as folder:
        place = Path(folder) / "copy.db"
        with place.open("wb") as copy:
            while data := given.stream.read(1024 * 1024):
                if copy.tell() + len(data) > MAX_SPOOLED:
                    raise Unreadable(f"a database in an archive, longer than {MAX_SPOOLED >> 30} GB: unpack it first")
                copy.write(data)
        yield place


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
    return any(fields.has_text(_record(row), given.corpus.fields) for row in rows)


def _record(row: sqlite3.Row) -> dict[str, object]:
    """The columns of a row that hold something readable."""
    return {name: row[name] for name in row.keys() if isinstance(row[name], (str, int, float))}  # noqa: SIM118


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
