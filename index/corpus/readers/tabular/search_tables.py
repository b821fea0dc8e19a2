"""Full-text tables of SQLite: what the columns of the table that holds their rows are called."""

import re
import sqlite3

from ....lazy_pattern import lazy_pattern

_CONTENT = "_content"
"""What SQLite puts behind the name of a full-text table for the table with its rows."""
_ARGUMENTS = lazy_pattern(r"\s*CREATE\s+VIRTUAL\s+TABLE\b.*?\bUSING\s+fts[345]\s*\((.*)\)\s*\Z", re.I | re.S)
_ARGUMENT = lazy_pattern(
    r"""\s*(?P<name>"(?:[^"]|"")*"|'(?:[^']|'')*'|`[^`]*`|\[[^\]]*\]|\w+)\s*(?P<sets>=)?[^,]*(?:,|\Z)"""
)
_NUMBERED = lazy_pattern(r"c(\d+)(.*)\Z", re.S)


def column_names(database: sqlite3.Connection, table: str) -> dict[str, str]:
    """The names in a full-text table of the columns of the table with its rows, which are `c0`, `c1` or `c0title`.

    They are read from its definition, so that no code of the full-text search runs on a database that nobody vouches
    for. Empty for any other table.
    """
    if not table.endswith(_CONTENT):
        return {}
    found = database.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table.removesuffix(_CONTENT),)
    ).fetchone()
    defined = _ARGUMENTS.match(str(found[0])) if found and found[0] else None
    if not defined:
        return {}
    declared = [part["name"].strip("\"'`[]") for part in _ARGUMENT.finditer(defined[1]) if not part["sets"]]
    names: dict[str, str] = {}
    for row in database.execute('PRAGMA table_info("' + table.replace('"', '""') + '")'):
        numbered = _NUMBERED.match(str(row[1]))
        if numbered:
            number = int(numbered[1])
            names[str(row[1])] = numbered[2] or (declared[number] if number < len(declared) else str(row[1]))
    return names
