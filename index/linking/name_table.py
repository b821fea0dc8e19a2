"""All names of an index in a table on disk, with what joins them; `link_update` keeps the links in it.

A name is an entity as named in the articles. Names of one type that differ only in spelling share a number: a hash of
how they are compared (`fold`), whose last two bits are the type. SQLite holds the table, so that memory does not grow
with the number of names. The file is a cache: a checksum beside it finds damage, and it is then made again.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..engines.entity_merges import EntityId
from ..engines.known_names import NameChange
from ..engines.packed.segment import entity_key
from ..model import ENTITY_TYPES, EntityCount
from .name_load import NameLoad, Row, pack_aliases, read_aliases, word_ends
from .name_schema import CHANGED, INDEXES, SCHEMA, TRIGGERS, WORDS
from .short_forms import KINDS, ORG, Short, base_of, short_for
from .spellings import fold

_AT_ONCE = 2000
"""Names that are read or written together."""
_CACHE_KB = 16_384
"""Memory of the table, and of what is sorted while it is brought up to date, each."""
_WAIT = 60.0
"""Seconds to wait for another process that writes the table."""
_INSTRUCTIONS = 100_000
"""Instructions of SQLite's machine between two checks: some ms."""


class Name(NamedTuple):
    """A row of `names`."""

    id: int
    number: int
    name: str
    articles: int
    aliases: Mapping[str, int]


class NameTable:
    """The names of one index, as of one commit."""

    def __init__(self, path: Path | None) -> None:
        """Open a table, or create an empty one.

        Args:
            path: Its file; None for a temporary one, which is deleted when the table is closed.

        Raises:
            sqlite3.Error: it is damaged, or another process has been writing it for a minute.
            OSError: its file cannot be written.
        """
        self.path = path
        self.is_new = False
        """Whether the table was cleared in this transaction: all links are decided, so that no name has to be noted."""
        self._load: NameLoad | None = None
        """What an engine has told since then."""
        if path is not None:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self.database = sqlite3.connect(
            "" if path is None else path, isolation_level=None, timeout=_WAIT, check_same_thread=False
        )
        try:
            for pragma in (
                "synchronous = OFF",  # a table that a power loss damages does not have its checksum
                "trusted_schema = OFF",
                f"cache_size = -{_CACHE_KB}",
                "temp_store = FILE",
            ):
                self.database.execute(f"PRAGMA {pragma}")
            self.database.execute(f"PRAGMA temp.cache_size = -{_CACHE_KB}")
            if not self.database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self.database.executescript(f"BEGIN; {SCHEMA} COMMIT")
            self.database.executescript(CHANGED)
        except BaseException:
            self.database.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    @contextmanager
    def checked(self, check: Callable[[], None]) -> Generator[None]:
        """Call `check` during every statement of the block; what it raises ends the statement, and is raised."""
        raised: list[BaseException] = []

        def is_stopped() -> bool:
            try:
                if not raised:  # the statement around the one that was ended is ended, too
                    check()
            except BaseException as error:
                raised.append(error)
            return bool(raised)

        self.database.set_progress_handler(is_stopped, _INSTRUCTIONS)
        try:
            yield
        except sqlite3.OperationalError:
            if not raised:
                raise
            raise raised[0] from None
        finally:
            self.database.set_progress_handler(None, _INSTRUCTIONS)

    def log_writes(self) -> bool:
        """Let writes go into a log first, which names the pages; return whether the file system can do that."""
        mode = self.database.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        self.database.execute("PRAGMA wal_autocheckpoint = 0")
        self.database.execute("PRAGMA synchronous = NORMAL")
        return mode == "wal"

    def empty_log(self) -> bool:
        """Move what is in the log into the file; return whether nothing is left."""
        return not self.database.execute("PRAGMA wal_checkpoint (TRUNCATE)").fetchone()[0]

    def state(self, name: str) -> bytes:
        """Return what was stored under a name with the last commit; empty for nothing."""
        found = self.database.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return found[0] if found else b""

    def set_state(self, name: str, value: bytes) -> None:
        """Store something under a name."""
        self.database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    # What an engine tells: see `engines.known_names.NameSink`

    def clear(self) -> None:
        """Remove all names."""
        self.is_new = True
        for name in INDEXES:  # making them of all names later takes half the time of keeping them
            self.database.execute(f"DROP INDEX IF EXISTS {name}")
        for name in TRIGGERS:
            self.database.execute(f"DROP TRIGGER IF EXISTS {name}")
        for table in ("names", "numbers", "edges", "words", "changed", "dirty"):
            self.database.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of this module
        self._load = NameLoad(self.database)

    def put(self, entities: Iterable[EntityCount]) -> None:
        """Set names as they are now in the index."""
        rest = iter(entities)
        while some := list(islice(rest, _AT_ONCE)):
            if self._load is not None:
                self._load.add(
                    _loaded((one.type, one.name), one.articles, dict.fromkeys(one.aliases, 1)) for one in some
                )
                continue
            self._write([((one.type, one.name), one.articles, dict.fromkeys(one.aliases, 1)) for one in some])

    def remove(self, keys: Iterable[int]) -> None:
        """Remove names by their hashes (`entity_key`)."""
        rest = iter(keys)
        while some := list(islice(rest, _AT_ONCE)):
            self.write_loaded()
            before = self._held([_signed(key) for key in some])
            self._forget(before.values())

    def add(self, changes: Mapping[EntityId, NameChange]) -> None:
        """Add to the numbers of articles of names and aliases; what no article has any more is removed.

        The changes of several commits may be added in any order, so that numbers may be below 0 until `settle`.
        """
        if self._load is not None:
            self._load.add(_loaded(name, change.articles, change.aliases) for name, change in changes.items())
            return
        rest = iter(changes.items())
        while some := list(islice(rest, _AT_ONCE)):
            ids = [_signed(entity_key(name, kind)) for (kind, name), _ in some]
            held = self._held(ids)
            rows: list[tuple[EntityId, int, dict[str, int]]] = []
            gone: list[Name] = []
            doubtful: list[tuple[int]] = []
            for id, (name, change) in zip(ids, some, strict=True):
                before = held.get(id)
                articles = change.articles + (before.articles if before else 0)
                counts = Counter(before.aliases if before else {})
                counts.update(change.aliases)
                aliases = {alias: number for alias, number in counts.items() if number}
                if articles or aliases:
                    rows.append((name, articles, aliases))
                elif before:
                    gone.append(before)
                if articles <= 0 or min(aliases.values(), default=0) < 0:
                    doubtful.append((id,))
            self._write(rows)
            self._forget(gone)
            self.database.executemany("INSERT OR IGNORE INTO doubtful VALUES (?)", doubtful)

    def settle(self) -> None:
        """See that all numbers of articles are possible.

        Raises:
            ValueError: one is not; the table has to be made again.
        """
        self.write_loaded()
        rows = self.database.execute("SELECT articles, aliases FROM doubtful JOIN names USING (id)").fetchall()
        if any(articles <= 0 or min(read_aliases(aliases).values(), default=0) < 0 for articles, aliases in rows):
            raise ValueError("the changes do not fit the table")
        self.database.execute("DELETE FROM doubtful")

    def write_loaded(self) -> None:
        """Write the names that were told since the table was cleared; raises as `settle`."""
        load, self._load = self._load, None
        if load is not None:
            load.write()

    def _write(self, rows: Sequence[tuple[EntityId, int, dict[str, int]]]) -> None:
        """Write names, and note what follows for the links."""
        ids = [_signed(entity_key(name, kind)) for (kind, name), _, _ in rows]
        held = self._held(ids)
        different = [
            (id, row)
            for id, row in zip(ids, rows, strict=True)
            if (before := held.get(id)) is None or (before.articles, before.aliases) != row[1:]
        ]
        keys = fold([row[0][1] for _, row in different])
        names: list[tuple[int, int, int, str, int, bytes | None]] = []
        numbers: list[tuple[int, str, int, int, int | None, int | None]] = []
        edges: list[tuple[int, int, bool, int]] = []
        marked: dict[Short, None] = {}
        unlinked: list[Name] = []
        for (id, ((of, name), articles, aliases)), key in zip(different, keys, strict=True):
            kind = ENTITY_TYPES.index(of)
            number = base_of(key) | kind
            names.append((id, number, kind, name, articles, pack_aliases(aliases)))
            called = list(short_for(kind, key, name, aliases))
            marked.update(dict.fromkeys(called))
            before = held.get(id)
            more, new = (articles, 1) if before is None else (articles - before.articles, 0)
            numbers.append((number, key, more, new, *word_ends(kind, key)))
            if before is None:
                pass
            elif before.aliases.keys() == aliases.keys():
                continue
            else:
                unlinked.append(before)
            edges += [(*one[:3], id) for one in called]
        self._unlink(unlinked)
        self.mark(marked)
        self.database.executemany(
            "INSERT INTO names (id, number, kind, name, articles, aliases) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET articles = excluded.articles, aliases = excluded.aliases",
            names,
        )
        self.database.executemany(
            "INSERT INTO numbers (number, key, articles, spellings, first, last) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT"
            " DO UPDATE SET articles = articles + excluded.articles, spellings = spellings + excluded.spellings",
            numbers,
        )
        self.database.executemany("INSERT OR IGNORE INTO edges VALUES (?, ?, ?, ?)", edges)
        self._touch({row[1] for row in names})

    def _held(self, ids: Sequence[int]) -> dict[int, Name]:
        """Return the rows of names that are in the table."""
        self.database.execute("DELETE FROM wanted")
        self.database.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((id,) for id in ids))
        found = self.database.execute(
            "SELECT id, number, name, articles, aliases FROM wanted CROSS JOIN names USING (id)"
        )
        return {row[0]: _name(row) for row in found}

    def _forget(self, names: Iterable[Name]) -> None:
        gone = list(names)
        self._unlink(gone)
        self.database.executemany("DELETE FROM names WHERE id = ?", ((one.id,) for one in gone))
        self.database.executemany(
            "UPDATE numbers SET articles = articles - ?, spellings = spellings - 1 WHERE number = ?",
            ((one.articles, one.number) for one in gone),
        )
        self._touch(one.number for one in gone)

    def _unlink(self, names: Sequence[Name]) -> None:
        """Remove what joins names to what they may be called, and note that this is decided again."""
        keys = fold([one.name for one in names])
        called = [
            (place, one.id)
            for one, key in zip(names, keys, strict=True)
            for place in short_for(one.number & KINDS, key, one.name, one.aliases)
        ]
        self.database.executemany(
            "DELETE FROM edges WHERE base = ? AND alias = ? AND part = ? AND id = ?",
            ((*one[:3], id) for one, id in called),
        )
        self.mark(place for place, _ in called)

    def _touch(self, numbers: Iterable[int]) -> None:
        self.database.executemany("INSERT OR IGNORE INTO changed VALUES (?)", ((number,) for number in numbers))

    def mark(self, called: Iterable[Short]) -> None:
        """Let the links of names that are no persons be decided again, as far as they are called so."""
        if self.is_new:
            return
        self.database.executemany(
            "INSERT OR IGNORE INTO dirty VALUES (?, ?)",
            ((one.words, one.base | kind) for one in called for kind in range(ORG, len(ENTITY_TYPES))),
        )

    def make_indexes(self) -> None:
        """Make what names are found by, if `clear` has dropped it, or nothing was in the table yet."""
        self.write_loaded()
        if not self.database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]:
            self.database.execute(WORDS)
            for trigger in TRIGGERS.values():
                self.database.execute(trigger)
        for name, columns in INDEXES.items():
            self.database.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")

    def done(self) -> None:
        """Forget what has changed: the links are up to date."""
        self.is_new = False
        for name in ("changed", "dirty"):
            self.database.execute(f"DELETE FROM {name}")  # noqa: S608 - one of two tables

    # What is asked

    def spelled(self, number: int) -> list[Name]:
        """Return all spellings of a name."""
        found = self.database.execute(
            "SELECT id, number, name, articles, aliases FROM names WHERE number = ?", (number,)
        )
        return list(map(_name, found))

    def links(self) -> dict[EntityId, EntityId]:
        """Return what each name is linked to, without those that are not."""
        found = self.database.execute(
            "SELECT names.kind, names.name, into_.kind, into_.name FROM names JOIN names AS into_"
            " ON into_.id = names.target WHERE names.target IS NOT NULL"
        )
        targets: dict[EntityId, EntityId] = {}
        links: dict[EntityId, EntityId] = {}
        for kind, name, into_kind, into in found:
            target = ENTITY_TYPES[into_kind], into
            links[ENTITY_TYPES[kind], name] = targets.setdefault(target, target)
        return links

    def known(self, ids: Iterable[EntityId]) -> list[EntityCount]:
        """Return those of some names that any article has, in any order. Mentions are not counted."""
        rows = self._held([_signed(entity_key(name, kind)) for kind, name in ids]).values()
        return [
            EntityCount(one.name, ENTITY_TYPES[one.number & KINDS], one.articles, 0, tuple(sorted(one.aliases)))
            for one in rows
        ]

    def alike(self, names: Iterable[str]) -> Iterator[EntityCount]:
        """Yield the names of any type that are spelled like some names."""
        for key in dict.fromkeys(fold(list(names))):
            base = base_of(key)
            yield from map(
                _entity,
                self.database.execute(
                    "SELECT kind, name, articles, aliases FROM names WHERE number BETWEEN ? AND ?",
                    (base, base | KINDS),
                ),
            )

    def rows(self) -> Iterator[tuple[int, EntityCount]]:
        """Yield all names with their ids, in any order, without their mentions."""
        after = -(1 << 63)
        while True:  # between two pages, another process may write
            page = self.database.execute(
                "SELECT id, kind, name, articles, aliases FROM names WHERE id > ? ORDER BY id LIMIT ?",
                (after, _AT_ONCE),
            ).fetchall()
            yield from ((row[0], _entity(row[1:])) for row in page)
            if len(page) < _AT_ONCE:
                return
            after = page[-1][0]

    def named(self, ids: Iterable[int]) -> list[EntityId]:
        """Return the names with some ids."""
        found: list[EntityId] = []
        for id in ids:
            row = self.database.execute("SELECT kind, name FROM names WHERE id = ?", (id,)).fetchone()
            if row is not None:
                found.append((ENTITY_TYPES[row[0]], row[1]))
        return found


def _signed(key: int) -> int:
    """Return a hash as SQLite stores it."""
    return key - (1 << 64) if key >> 63 else key


def _loaded(name: EntityId, articles: int, aliases: Mapping[str, int]) -> Row:
    """Return a name as it is loaded."""
    return _signed(entity_key(name[1], name[0])), ENTITY_TYPES.index(name[0]), name[1], articles, pack_aliases(aliases)


def _name(row: tuple[int, int, str, int, bytes | None]) -> Name:
    return Name(*row[:4], read_aliases(row[4]))


def _entity(row: tuple[int, str, int, bytes | None]) -> EntityCount:
    return EntityCount(row[1], ENTITY_TYPES[row[0]], row[2], 0, tuple(sorted(read_aliases(row[3]))))
