"""The names of an index and the links between them, kept beside it and brought up to date after each commit.

`names.sqlite` holds all names (`NameTable`); `links.msgpack` holds what is linked, which is a tenth of them, so that a
program that starts reads nothing else.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from ... import __version__
from ..engines.base import Engine
from ..engines.entity_merges import EntityId
from ..files import is_intact, locked, read_checked, write_checked
from ..model import EntityCount
from .link_update import LinkUpdate
from .name_table import NameTable
from .table_seal import is_sound, pages_in_log, reseal, seal, seal_of

METHOD = 5
"""Version of the method; raised when `link_update` finds other links among the same names."""
_TABLE, _LINKS = "names.sqlite", "links.msgpack"
_WAIT = 600.0
"""Seconds to wait for another process that brings the table up to date."""
_LOOK = 1.0
"""Seconds to wait for it before the table is looked at."""

_NO_DAMAGE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY)
"""Errors after which a table is as it was."""

Check = Callable[[], None]


class _Links(Struct, frozen=True, array_like=True):
    version: str
    links: tuple[tuple[EntityId, EntityId], ...]


def _never() -> None:
    """Never stop."""


class IndexNames:
    """The names of one open index, as of the commit that its engine shows; for one thread at a time."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        """Take an index.

        Args:
            engine: The open index.
            folder: The index folder. Damaged files in it are replaced; a read-only one is tolerated, at the cost of a
                temporary table.
        """
        self._engine = engine
        self._folder = folder
        self._table: NameTable | None = None
        self._inode = 0
        self._sealed: tuple[int, int] | None = None
        """The table's file as this process has last found it sound."""

    @property
    def _version(self) -> str:
        return f"{__version__} {METHOD} {self._engine.name} {self._engine.version}"

    def links(self, check: Check = _never) -> dict[EntityId, EntityId]:
        """Return the links between all names; `check` may raise to stop."""
        version = self._version
        path = self._folder / _LINKS
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            kept = msgspec.msgpack.decode(read_checked(path), type=_Links)
            if kept.version == version:
                return dict(kept.links)
        with self._opened(check) as table:
            found = table.links()
        with suppress(OSError):
            write_checked(path, msgspec.msgpack.encode(_Links(version, tuple(found.items()))))
        return found

    def known(self, ids: Iterable[EntityId]) -> list[EntityCount]:
        """Return those of some names that any article has, without their mentions, in any order."""
        with self._opened() as table:
            return table.known(ids)

    def alike(self, names: Iterable[str]) -> list[EntityCount]:
        """Return the names of any type that differ from some names only in spelling."""
        with self._opened() as table:
            return list(table.alike(names))

    def rows(self) -> Generator[tuple[int, EntityCount]]:
        """Yield all names as indexed, without their mentions, in any order, each with its number in the table."""
        with self._opened() as table:
            yield from table.rows()

    def named(self, numbers: Iterable[int]) -> list[EntityId]:
        """Return the names with some numbers in the table."""
        with self._opened() as table:
            return table.named(numbers)

    def close(self) -> None:
        """Close the table."""
        if self._table is not None:
            self._table.close()
            self._table = None

    @contextmanager
    def _opened(self, check: Check = _never) -> Generator[NameTable]:
        """Give the table, up to date."""
        table = self._table
        if table is not None and table.path is not None and _inode(table.path) != self._inode:
            table = None  # another process has made the file again
        if table is None or table.state("version") != self._version.encode():
            table = self._open(check)
        yield table

    def _open(self, check: Check) -> NameTable:
        path = self._folder / _TABLE
        for _ in range(2):
            try:
                with locked(path, _WAIT):
                    return self._take(path, check)
            except sqlite3.Error as error:
                self.close()
                if error.sqlite_errorcode & 0xFF in _NO_DAMAGE:
                    break
                _remove(path)
            except OSError:
                break
        try:
            if self._table is None or self._table.path is not None:
                self.close()
                self._table = NameTable(None)
            self._update(self._table, check)
        except sqlite3.Error as error:
            raise OSError(f"The table of names cannot be written ({error}).") from error
        return self._table

    def _take(self, path: Path, check: Check) -> NameTable:
        """Open the file, and bring it up to date."""
        table = self._table
        if table is None or table.path is None or self._sealed != _stamp(path):
            self.close()
            if path.exists() and not is_sound(path):
                _remove(path)
            left = pages_in_log(path)  # by a process that was killed
            table = self._table = NameTable(path)
            self._inode = _inode(path)
            if left:
                self._seal(table, path, left)
        if table.state("version") != self._version.encode():
            logged = bool(table.state("mark")) and table.log_writes()
            try:
                self._update(table, check)
            except BaseException:
                _keep(path)
                raise
            self._seal(table, path, pages_in_log(path) if logged else None)
        self._sealed = _stamp(path)
        return table

    def _seal(self, table: NameTable, path: Path, written: set[int] | None) -> None:
        """Note what the file is like now; `written` are the pages that have changed, None for all."""
        if written is not None and table.empty_log():
            reseal(path, {1, *written})  # the first one says whether there is a log
        else:
            seal(path)

    def _update(self, table: NameTable, check: Check) -> None:
        version = self._version
        head = f"{__version__} {METHOD} {self._engine.name} "
        database = table.database
        database.execute("BEGIN IMMEDIATE")
        try:
            with table.checked(check):
                mark = table.state("mark") if table.state("version").decode().startswith(head) else b""
                if not mark:
                    table.clear()
                try:
                    mark = self._engine.update_names(table, mark)
                    table.settle()
                except ValueError:
                    table.clear()
                    mark = self._engine.update_names(table, b"")
                    table.settle()
                LinkUpdate(table, check).run()
                table.set_state("mark", mark)
                table.set_state("version", version.encode())
            database.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                database.execute("ROLLBACK")
            self.close()
            raise


def links(engine: Engine, folder: Path, check: Check = _never) -> dict[EntityId, EntityId]:
    """Return the links between all names of an index, which its folder keeps; see `IndexNames`."""
    names = IndexNames(engine, folder)
    try:
        return names.links(check)
    finally:
        names.close()


def damaged_names(folder: Path) -> list[Path]:
    """Return those of the files of names in an index folder that are damaged: they are made again when they are used.

    What another process is writing is not looked at.
    """
    found: list[Path] = []
    links, table = folder / _LINKS, folder / _TABLE
    if links.exists() and not is_intact(links):
        found.append(links)
    if table.exists():
        with suppress(OSError), locked(table, _LOOK):
            if not is_sound(table, whole=True):
                found.append(table)
    return found


def remove_names(folder: Path) -> None:
    """Remove the files of names in an index folder, which are made again when they are used; raises OSError."""
    with locked(folder / _TABLE, _WAIT):
        _remove(folder / _TABLE)
        (folder / _LINKS).unlink(missing_ok=True)


def _inode(path: Path) -> int:
    """Return which file is under a name, as far as the platform tells; 0 for none."""
    with suppress(OSError):
        return path.stat().st_ino
    return 0


def _stamp(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        found = path.stat()
        return found.st_size, found.st_mtime_ns
    return None


def _keep(path: Path) -> None:
    """Let the next update go on from the table as it was before one that failed; remove it if it was empty."""
    with suppress(OSError, ValueError):
        if seal_of(path).exists():
            reseal(path, {1})  # which says since then that there is a log
        else:
            _remove(path)


def _remove(path: Path) -> None:
    for one in (path, seal_of(path), *(path.with_name(f"{path.name}-{end}") for end in ("journal", "wal", "shm"))):
        one.unlink(missing_ok=True)
