"""All names of an index, written into an empty table at once.

They are collected as they come, and then written in order of their keys: in any other order nearly every one of them
would change another page of the file. The same is done with what is derived from them.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
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

    def _write(self, rows: list[tuple[Row, dict[str, int]]]) -> None:
        names: list[tuple[Any, ...]] = []
        numbers: list[tuple[Any, ...]] = []
        edges: list[tuple[int, int, bool, int]] = []
        keys = fold([row[2] for row, _ in rows])
        for ((id, kind, name, articles, packed), aliases), key in zip(rows, keys, strict=True):
            number = base_of(key) | kind
            names.append((id, number, kind, name, articles, packed))
            numbers.append((number, key, articles, *word_ends(kind, key)))
            if kind != PERSON and " " in key:
                edges += [(*one[:3], id) for one in short_for(kind, key, name, aliases)]
        insert = self._database.executemany
        insert("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, NULL)", names)
        insert("INSERT INTO loaded_numbers VALUES (?, ?, ?, ?, ?)", numbers)
        insert("INSERT INTO loaded_edges VALUES (?, ?, ?, ?)", edges)


def _added_up(rows: Iterable[Row]) -> Iterator[tuple[Row, dict[str, int]]]:
    """Yield one row for each name with its aliases, without those that no article has; raises as `NameLoad.write`."""
    for same in _by_id(rows):
        row = same[0]
        aliases = read_aliases(row[4])
        if len(same) > 1:
            counts: Counter[str] = Counter()
            for one in same:
                counts.update(read_aliases(one[4]))
            aliases = {alias: number for alias, number in counts.items() if number}
            row = (*row[:3], sum(one[3] for one in same), pack_aliases(aliases))
        if not row[3] and not aliases:
            continue
        if row[3] <= 0 or (aliases and min(aliases.values()) < 0):
            raise ValueError("the changes do not fit together")
        yield row, aliases


def _by_id(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows of each id, which follow each other: `groupby` takes three times as long for single ones."""
    same: list[Row] = []
    for row in rows:
        if same and same[0][0] != row[0]:
            yield same
            same = []
        same.append(row)
    if same:
        yield same


def word_ends(kind: int, key: str) -> tuple[int | None, int | None]:
    """Return the numbers of the first and the last word of a person's or an organisation's name of several words."""
    name = bare_person(key) if kind == PERSON else key
    if kind not in (PERSON, ORG) or " " not in name:
        return None, None
    return _word_base(name[: name.index(" ")]) | kind, _word_base(name[name.rindex(" ") + 1 :]) | kind


def _word_base(word: str) -> int:
    """Return `base_of` a word, of which names have few that are frequent."""
    base = _BASES.get(word)
    if base is None:
        if len(_BASES) >= _MOST_BASES:
            _BASES.clear()
        base = _BASES[word] = base_of(word)
    return base


_BASES: dict[str, int] = {}
_MOST_BASES = 20_000


def pack_aliases(aliases: Mapping[str, int]) -> bytes | None:
    """Return what `read_aliases` reads; None of no aliases."""
    return msgspec.msgpack.encode(aliases) if aliases else None


_ALIASES = msgspec.msgpack.Decoder(dict[str, int])


def read_aliases(packed: bytes | None) -> dict[str, int]:
    """Return the other names of a row, with the number of articles that give each."""
    return _ALIASES.decode(packed) if packed else {}
