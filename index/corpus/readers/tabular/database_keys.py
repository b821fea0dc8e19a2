"""What belongs together in a database: names under keys, and headlines in one table of texts in another."""

import re
import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...fields import table_lookup
from ...fields.field_names import rank, squash
from ...fields.table_lookup import Lookup

_SAMPLE = 50
_MATCHED = 1000
"""Rows whose keys are looked for in another table."""
_KNOWN = 0.9
"""Share of them that must be there."""
_REFERS = lazy_pattern(r"(?:(?P<before>.+?)[\s_-]?(?:id|key|fk)|id[\s_-](?P<behind>.+))\Z", re.I)
_OLD = lazy_pattern(r"revision|version|history|archive|draft|log", re.I)
_OF_ANY = frozenset(("entityid", "nodeid", "objectid", "contentid"))
"""Columns of keys that are called so whatever they refer to, as in Drupal."""
_ACCOUNT_KEYS = ("uid", "userid")
_OWN_KEYS = ("nid", "id")


class ForeignKey(Struct, frozen=True):
    """A column whose values stand for rows of another table."""

    table: str
    column: str
    other: str
    key: str
    """The other table's column; "" if that is not said, for its first."""


class Head(Struct, frozen=True):
    """Where the headlines of a table of texts are."""

    column: str
    """The texts' column with the key."""
    table: str
    query: str
    """What gives each text with the columns of its headline."""


def quoted(name: str) -> str:
    """A name of a table or column as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def head_of(database: sqlite3.Connection, table: str, tables: Sequence[str], keys: Sequence[ForeignKey]) -> Head | None:
    """The table that has the headline of each text in a table that has none; None if that is not certain.

    Every key must stand once in each of the two, and nearly all in both.
    """
    columns = columns_of(database, table)
    if any(rank(column, "title") is not None for column in columns):
        return None
    foreign = {key.column.casefold(): key for key in _foreign(database, table, keys)}
    found: list[tuple[str, str, str]] = []
    for column in columns:
        for other in tables:
            theirs = columns_of(database, other) if other != table else []
            if not any(rank(name, "title") is not None and squash(name) != "name" for name in theirs):
                continue
            key = _key_of(column, foreign.get(column.casefold()), other, theirs)
            if key and _is_one_to_one(database, (table, column), (other, key)):
                found.append((column, other, key))
    current = [one for one in found if not _OLD.search(one[1])] or found
    if len({other for _, other, _ in current}) != 1:
        return None
    column, other, key = current[0]
    have = {name.casefold() for name in columns}
    added = [name for name in columns_of(database, other) if name.casefold() not in have]
    more = "".join(f", h.{quoted(name)} AS {quoted(name)}" for name in added)
    query = (
        f"SELECT t.*{more} FROM {quoted(table)} t LEFT JOIN {quoted(other)} h"  # noqa: S608 - quoted
        f" ON h.{quoted(key)} = t.{quoted(column)}"
    )
    return Head(column, other, query)


def _key_of(column: str, declared: ForeignKey | None, other: str, theirs: Sequence[str]) -> str:
    """The column of another table whose values stand in a column of this one; "" if it does not refer to that."""
    if declared:
        if declared.other.casefold() != other.casefold():
            return ""
        return next((name for name in theirs if name.casefold() == (declared.key or "id").casefold()), "")
    low = squash(column)
    if low in _OF_ANY:
        return next((name for own in _OWN_KEYS for name in theirs if name.casefold() == own), "")
    if theirs and low == squash(theirs[0]) and low not in ("id", "key", "uid", "rowid"):
        return theirs[0]
    match = _REFERS.match(column.strip())
    what = (match["before"] or match["behind"]).strip(" _-") if match else ""
    place = table_lookup.key_column(theirs, what) if what and table_lookup.is_table_of(other, what) else None
    return "" if place is None else theirs[place]


def _is_one_to_one(database: sqlite3.Connection, one: tuple[str, str], other: tuple[str, str]) -> bool:
    for table, column in (one, other):
        name = quoted(column)
        query = f"SELECT count({name}), count(DISTINCT {name}) FROM {quoted(table)}"  # noqa: S608 - quoted
        rows, distinct = database.execute(query).fetchone()
        if not rows or rows != distinct:
            return False
    some = f"SELECT {quoted(one[1])} AS k FROM {quoted(one[0])} LIMIT {_MATCHED}"  # noqa: S608 - quoted
    all_of, matched = database.execute(
        f"SELECT count(*), count(h.{quoted(other[1])}) FROM ({some}) t LEFT JOIN {quoted(other[0])} h"  # noqa: S608 - quoted
        f" ON h.{quoted(other[1])} = t.k"
    ).fetchone()
    return bool(all_of) and matched >= _KNOWN * all_of


def _foreign(database: sqlite3.Connection, table: str, keys: Sequence[ForeignKey]) -> list[ForeignKey]:
    return [*_declared(database, table), *(key for key in keys if key.table == table.casefold())]


def lookups(
    database: sqlite3.Connection, table: str, tables: Sequence[str], keys: Sequence[ForeignKey]
) -> tuple[Lookup, ...]:
    """The names of what the keys of a table refer to: foreign ones, and those whose names say it."""
    columns = columns_of(database, table)
    foreign = _foreign(database, table, keys)
    found: list[Lookup] = []
    for column in columns:
        what = table_lookup.referred(column, columns)
        accounts = "" if what else table_lookup.named_by_number(column)
        if not what and not (accounts and _are_numbers(database, table, column)):
            continue
        what = what or accounts
        key = next((key for key in foreign if key.column.casefold() == column.casefold()), None)
        is_other = table_lookup.is_table_of_accounts if accounts else partial(table_lookup.is_table_of, what=what)
        named = [other for other in tables if other != table and is_other(other)]
        other = next((one for one in tables if key and one.casefold() == key.other.casefold()), "")
        if not key and len(named) == 1:
            other = named[0]
        theirs = columns_of(database, other) if other else []
        name = table_lookup.name_column(theirs, what)
        place = table_lookup.key_column(theirs, what)
        if key:
            place = next((i for i, one in enumerate(theirs) if one.casefold() == key.key.casefold()), place)
        if accounts and place is None:
            place = next((i for i, one in enumerate(theirs) if squash(one) in _ACCOUNT_KEYS), None)
        if name is None or place is None:
            continue
        query = f"SELECT {quoted(theirs[place])}, {quoted(theirs[name])} FROM {quoted(other)}"  # noqa: S608 - quoted
        names = table_lookup.collect((row[0], row[1]) for row in database.execute(query))
        lookup = Lookup(column, what, names, f"the table {other}")
        if names and (key or table_lookup.is_known(lookup, _sample(database, table, column))):
            found.append(lookup)
    return tuple(found)


def _declared(database: sqlite3.Connection, table: str) -> list[ForeignKey]:
    """The foreign keys of one column that a table defines."""
    rows = list(database.execute(f"PRAGMA foreign_key_list({quoted(table)})"))
    found: list[ForeignKey] = []
    for row in rows:
        if sum(other["id"] == row["id"] for other in rows) > 1:
            continue
        other = str(row["table"])
        theirs = database.execute(f"PRAGMA table_info({quoted(other)})")
        primary = next((str(one["name"]) for one in theirs if one["pk"]), "")
        found.append(ForeignKey(table, str(row["from"]), other, str(row["to"] or primary)))
    return found


def columns_of(database: sqlite3.Connection, table: str) -> list[str]:
    """The names of a table's columns."""
    return [str(row["name"]) for row in database.execute(f"PRAGMA table_info({quoted(table)})")]


def _are_numbers(database: sqlite3.Connection, table: str, column: str) -> bool:
    cells = [cell for cell in _sample(database, table, column) if cell is not None]
    return bool(cells) and all(str(cell).isdecimal() for cell in cells)


def _sample(database: sqlite3.Connection, table: str, column: str) -> list[Any]:
    query = f"SELECT {quoted(column)} FROM {quoted(table)} LIMIT {_SAMPLE}"  # noqa: S608 - quoted
    return [row[0] for row in database.execute(query)]
