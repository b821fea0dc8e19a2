"""SQLite databases, opened read-only: the table that the corpus names, else every one whose rows hold texts."""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ....lazy_pattern import lazy_pattern
from ...archives.streams import MAX_SPOOLED
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields import fields, known_records, stored_json, table_lookup
from ...fields.field_names import rank
from ...text.encodings import decoded
from . import database_keys, search_tables
from .database_keys import ForeignKey

_MAGIC = b"SQLite format 3\0"
_SAMPLE = 50
"""Rows of a table that show whether it holds articles."""
_COMMENTS = lazy_pattern(r"(?:\A|_)comments?\Z", re.I)
_PARENT = lazy_pattern(r"(?:\A|_)(?:id_?)?(?:parent|in_?reply_?to|reply_?to)(?:_|\Z)|parentid\Z", re.I)
"""A column that names the row of the same table which a row answers."""
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
    with _path(given) as path:
        yield from articles(path, given)


def articles(
    path: Path, given: Input, what: str = "database", keys: Sequence[ForeignKey] = ()
) -> Iterator[Draft | Flaw | Aside]:
    """Yield the rows of each table that holds articles; other tables are counted.

    Args:
        path: the database on disk.
        given: what it was read from.
        what: what that is, for messages.
        keys: foreign keys that the database itself does not define.

    Raises:
        Unreadable: it is damaged, has no table of the name that the corpus gives, or no table holds a text.
    """
    number = others = 0
    wanted = given.corpus.table
    try:
        with closing(_open(path)) as database:
            tables = _tables(database)
            others = len(tables)
            if wanted and not any(_is_named(table, wanted) for table in tables):
                raise Unreadable(f"no table {wanted!r} in this {what}; {_listed(database, tables)}")
            chosen = [table for table in tables if _is_named(table, wanted)] if wanted else []
            for table in chosen or _with_articles(database, tables, given):
                lookups = database_keys.lookups(database, table, tables, keys)
                given.findings.joined.update({lookup.column: lookup.table for lookup in lookups})
                names = search_tables.column_names(database, table)
                head = None if names else database_keys.head_of(database, table, tables, keys)
                others -= 1
                if head:
                    others -= 1
                    given.findings.joined[head.column] = f"the table {head.table}, row by row"
                    lookups = (*lookups, *database_keys.lookups(database, head.table, tables, keys))
                query = head.query if head else f"SELECT * FROM {database_keys.quoted(table)}"  # noqa: S608 - quoted
                for row in database.execute(query):
                    number += 1
                    record = table_lookup.filled(_record(row, names), lookups)
                    if other := known_records.no_article(record):
                        yield Aside(other)
                        continue
                    draft = fields.draft(record, given.corpus.fields, number, given.findings)
                    yield draft or Flaw(number, f"no field that holds a text or a title (table: {table[:100]})")
            if not number:
                raise Unreadable(_nothing(database, tables, wanted, what))
    except (sqlite3.Error, UnicodeError, ValueError, OverflowError) as error:
        if not number:
            raise Unreadable(f"a {what} that cannot be read: {error}") from None
        yield Flaw(number + 1, f"damaged from here on: {error}")
    if others:
        yield Aside(f"other tables of a {what}" if wanted else "tables without articles", others)


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


def _with_articles(database: sqlite3.Connection, tables: Sequence[str], given: Input) -> list[str]:
    """The tables that hold articles.

    Beside a table with titles and texts, one of comments holds none, nor does one with texts alone under an unusual
    name, as settings are.
    """
    found: dict[str, int] = {}
    columns: dict[str, list[str]] = {}
    for table in tables:
        rows = database.execute(f"SELECT * FROM {database_keys.quoted(table)} LIMIT {_SAMPLE}").fetchall()  # noqa: S608 - quoted
        names = search_tables.column_names(database, table)
        records = [_record(row, names) for row in rows]
        texts = [record for record in records if fields.has_text(record, given.corpus.fields)]
        if texts:
            found[table] = max(map(_grade, texts))
            columns[table] = list(rows[0].keys())
    if 2 in found.values():
        return [
            table
            for table, grade in found.items()
            if grade and not _COMMENTS.search(table) and not _answers(columns[table], set(found) - {table})
        ]
    return list(found)


def _answers(columns: Sequence[str], others: Iterable[str]) -> bool:
    """Whether the rows of a table with these columns answer each other, below articles of another table."""
    below = {other.casefold().removesuffix("s") for other in others}
    named = [column.casefold() for column in columns]
    return any(map(_PARENT.search, named)) and any(
        re.search(rf"(?:\A|_)(?:id_?)?{re.escape(one)}(?:_?id)?\Z", name) for one in below for name in named
    )


def _grade(record: Mapping[str, Any]) -> int:
    """How much a row is like an article: 2 with a title and a text, 1 with one of them or a date or address, else 0."""
    has = {kind for kind in ("title", "text", "date", "url") if any(rank(name, kind) is not None for name in record)}
    return 2 if has >= {"title", "text"} else min(1, len(has))


def _record(row: sqlite3.Row, names: Mapping[str, str]) -> Mapping[str, Any]:
    """The columns of a row that hold something readable, under better names where there are any."""
    cells = {names.get(name, name): decoded(row[name]) for name in row.keys()}  # noqa: SIM118
    return stored_json.opened({name: cell for name, cell in cells.items() if isinstance(cell, (str, int, float))})


def _is_named(table: str, wanted: str) -> bool:
    """Whether a table has this name, as SQLite compares names."""
    return table.casefold() == wanted.casefold()


def _nothing(database: sqlite3.Connection, tables: list[str], wanted: str, what: str) -> str:
    """Why a database gives no article."""
    if wanted:
        return f"the table {wanted!r} of this {what} has no rows"
    found = f"a {what} without a table whose columns hold a text or a title"
    return f"{found}; {_listed(database, tables)}; name one with --table or `table:`" if tables else found


def _listed(database: sqlite3.Connection, tables: list[str]) -> str:
    """The tables of a database with their numbers of rows, for a message."""
    shown: list[str] = []
    for table in tables[:_LISTED]:
        most = f"SELECT count(*) FROM (SELECT 1 FROM {database_keys.quoted(table)} LIMIT {_COUNTED})"  # noqa: S608 - quoted
        rows = int(database.execute(most).fetchone()[0])
        shown.append(f"{table[:60]} ({rows:,}{' or more' * (rows == _COUNTED)} row{'s' * (rows != 1)})")
    if len(tables) > _LISTED:
        shown.append(f"{len(tables) - _LISTED:,} more")
    return f"tables: {', '.join(shown)}" if shown else "it has no tables"
