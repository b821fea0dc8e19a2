"""All names of an index, written into an empty table at once.

They are collected as they come, and then written in order of their keys: in any other order nearly every one of them
would change another page of the file. The same is done with what is derived from them.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import msgspec

from .short_forms import ORG, PERSON, base_of, short_for
from .spellings import bare_person, fold

_AT_ONCE = 2000
"""Names that are written together."""
_TABLES = {
    "loaded": "id INTEGER, kind INTEGER, name TEXT, articles INTEGER, aliases BLOB",
    "loaded_numbers": "number INTEGER, key TEXT, articles INTEGER, first INTEGER, last INTEGER",
    "loaded_edges": "base INTEGER, alias INTEGER, part INTEGER, id INTEGER",
}
_NUMBERS = (
    "INSERT INTO numbers SELECT number, key, sum(articles), count(*), first, last, NULL, NULL"
    " FROM loaded_numbers GROUP BY number"
)
_EDGES = "INSERT OR IGNORE INTO edges SELECT * FROM loaded_edges ORDER BY base, alias, part, id"

Row = tuple[int, int, str, int, bytes | None]
"""Id, type, name, articles and packed aliases."""


class NameLoad:
    """Names on their way into empty tables, within one transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Begin without names."""
        self._database = database
        for name, columns in _TABLES.items():
            database.execute(f"DROP TABLE IF EXISTS temp.{name}")
            database.execute(f"CREATE TEMP TABLE {name} ({columns})")

    def add(self, rows: Iterable[Row]) -> None:
        """Take names. What comes of one name in several rows is added up."""
        self._database.executemany("INSERT INTO loaded VALUES (?, ?, ?, ?, ?)", rows)

    def write(self) -> None:
        """Write all names.

        Raises:
            ValueError: a number of articles is not possible.
        """
        rows = _added_up(self._database.execute("SELECT * FROM loaded ORDER BY id"))
        while some := list(islice(rows, _AT_ONCE)):
            self._write(some)
        for statement in (_NUMBERS, _EDGES):
            self._database.execute(statement)
        for name in _TABLES:
            self._database.execute(f"DROP TABLE temp.{name}")

    def _write(self, rows: list[Row]) -> None:
        names: list[tuple[Any, ...]] = []
        numbers: list[tuple[Any, ...]] = []
        edges: list[tuple[int, int, bool, int]] = []
        keys = fold([row[2] for row in rows])
        for (id, kind, name, articles, aliases), key in zip(rows, keys, strict=True):
            number = base_of(key) | kind
            names.append((id, number, kind, name, articles, aliases))
            numbers.append((number, key, articles, *word_ends(kind, key)))
            if kind != PERSON and " " in key:
                edges += [(*one[:3], id) for one in short_for(kind, key, name, read_aliases(aliases))]
        insert = self._database.executemany
        insert("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, NULL)", names)
        insert("INSERT INTO loaded_numbers VALUES (?, ?, ?, ?, ?)", numbers)
        insert("INSERT INTO loaded_edges VALUES (?, ?, ?, ?)", edges)


def _added_up(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield one row for each name, without those that no article has; raises ValueError as `NameLoad.write`."""
    for id, several in groupby(rows, itemgetter(0)):
        same = list(several)
        (_, kind, name, articles, packed) = same[0]
        aliases = read_aliases(packed)
        if len(same) > 1:
            articles = sum(row[3] for row in same)
            counts: Counter[str] = Counter()
            for row in same:
                counts.update(read_aliases(row[4]))
            aliases = {alias: number for alias, number in counts.items() if number}
            packed = pack_aliases(aliases)
        if not articles and not aliases:
            continue
        if articles <= 0 or min(aliases.values(), default=1) < 0:
            raise ValueError("the changes do not fit together")
        yield id, kind, name, articles, packed


def word_ends(kind: int, key: str) -> tuple[int | None, int | None]:
    """Return the numbers of the first and the last word of a person's or an organisation's name of several words."""
    name = bare_person(key) if kind == PERSON else key
    if kind not in (PERSON, ORG) or " " not in name:
        return None, None
    return base_of(name[: name.index(" ")]) | kind, base_of(name[name.rindex(" ") + 1 :]) | kind


def pack_aliases(aliases: Mapping[str, int]) -> bytes | None:
    """Return what `read_aliases` reads; None of no aliases."""
    return msgspec.msgpack.encode(aliases) if aliases else None


_ALIASES = msgspec.msgpack.Decoder(dict[str, int])


def read_aliases(packed: bytes | None) -> dict[str, int]:
    """Return the other names of a row, with the number of articles that give each."""
    return _ALIASES.decode(packed) if packed else {}
