"""Dumps of SQL databases, read piece by piece: tables, their columns, and the rows that INSERT and COPY give."""

import re
from collections.abc import Iterator
from io import BufferedIOBase
from typing import Any

from msgspec import Struct

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT
from .database_keys import ForeignKey
from .sql_text import ESCAPED, NAME, QUOTED, SqlText
from .sql_values import BadRowError, CodeError, SqlValues, letters, unescaped

_PATH = rf"{NAME}(?:\s*\.\s*{NAME}){{0,3}}"
INSERT = (
    r"(?:INSERT|REPLACE|UPSERT)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OVERWRITE|OR\s+\w+)\s+)*"
    rf"(?:INTO\s+)?(?:TABLE\s+)?(?P<table>{_PATH})\s*(?:\((?P<columns>\s*{NAME}(?:\s*,\s*{NAME})*\s*)\)\s*)?"
    r"(?:OVERRIDING\s+\w+\s+VALUE\s+)?VALUES?\s*(?=\()"
)
"""What stands before rows, as a regular expression."""
COPY = rf"COPY\s+(?P<table>{_PATH})\s*(?:\((?P<columns>[^)]*)\)\s*)?FROM\s+stdin(?P<how>[^;\n]*);?[ \t]*\r?\n"
"""What stands above rows of PostgreSQL, as a regular expression."""
_INSERT = lazy_pattern(INSERT, re.I)
_COPY = lazy_pattern(COPY, re.I)
_CREATE = lazy_pattern(
    rf"CREATE\s+(?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|COLUMN|ROW)\s+)*TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"
    rf"(?P<table>{_PATH})\s*\(",
    re.I,
)
_REFERENCES = rf"\bREFERENCES\s+(?P<other>{_PATH})\s*(?:\(\s*(?P<key>{NAME})\s*\))?"
_FOREIGN_KEY = rf"FOREIGN\s+KEY\s*(?:{NAME}\s*)?\(\s*(?P<column>{NAME})\s*\)\s*"
_ALTER = lazy_pattern(rf"ALTER\s+TABLE\s+(?:ONLY\s+)?(?P<table>{_PATH})\s[^;']*?{_FOREIGN_KEY}{_REFERENCES}", re.I)
_REFERS = lazy_pattern(rf"(?:{_FOREIGN_KEY})?{_REFERENCES}", re.I)
_NO_COLUMN = lazy_pattern(
    r"(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|SPATIAL|FOREIGN|CHECK|PERIOD|EXCLUDE|LIKE)\b", re.I
)
_FIRST_NAME = lazy_pattern(rf"\s*(?P<name>{NAME})")
_EACH_NAME = lazy_pattern(NAME)
_COMMENTS = lazy_pattern(r"--[^\n]*|/\*.*?\*/", re.S)
_PIECE = (
    r"\"(?:[^\"]|\"\")*+\"|`[^`]*+`|\[[^\]\n]*+\]|--[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/"
    r"|(?P<dollar>\$\w*\$).*?(?P=dollar)|[^'\"`\[;()/,$-]++"
)
"""What is passed over in a statement in one go."""
_LINE = lazy_pattern(r"(?:\\(?!\.)|GO\s*$|DELIMITER\b)[^\n]*+", re.I | re.M)
"""A command to the program that reads a dump, which ends with its line."""
_NEXT = lazy_pattern(
    r"\n\s*(?=(?:GO\s*\n|INSERT\s+(?:\w+\s+){0,3}(?:INTO|\[)|REPLACE\s+INTO\s|CREATE\s+TABLE\s|COPY\s+\S+\s*(?:\(|FROM)))",
    re.I,
)
_LONGEST_STATEMENT = 64 * 1024 * 1024


class Table(Struct, frozen=True):
    """A table as it is created."""

    name: str
    columns: list[str]


class Row(Struct, frozen=True):
    """A row that is put into a table."""

    table: str
    columns: tuple[str, ...]
    """Names of the values' columns; empty if the statement does not name them."""
    values: list[Any]


class Damage(Struct, frozen=True):
    """What cannot be read, with its place."""

    reason: str


class SqlDump:
    """One dump, read from its beginning."""

    def __init__(self, stream: BufferedIOBase, head: bytes):
        """Begin a dump.

        Args:
            stream: all of it.
            head: its beginning, which tells its encoding and whether a backslash begins an escape in its texts.
        """
        self._text = SqlText(stream, head)
        self._values = SqlValues(self._text)
        self._token = re.compile(rf"{ESCAPED if self._text.escapes else QUOTED}|{_PIECE}", re.S)

    def read(self) -> Iterator[Table | ForeignKey | Row | Damage]:
        """Yield tables, keys and rows in the order in which they stand."""
        text = self._text
        while text.skip_gap():
            if match := text.match(_INSERT):
                yield from self._rows(_last(match["table"]), _names(match["columns"]))
            elif match := text.match(_CREATE):
                yield from self._table(_last(match["table"]))
            elif match := text.match(_COPY):
                yield from self._copied(_last(match["table"]), _names(match["columns"]), match["how"])
            elif not text.match(_LINE):
                if key := _ALTER.match(text.held, text.at):
                    yield ForeignKey(
                        _last(key["table"]), _bare(key["column"]), _last(key["other"]), _bare(key["key"] or "")
                    )
                place = text.place()
                if not self._skip_statement():
                    yield Damage(f"a statement that never ends ({place})")

    def _skip_statement(self) -> bool:
        """Move behind the statement that begins here; False if it never ends, and what follows was looked for."""
        begins, passed = True, 0
        while True:
            self._text.begun = self._text.at
            piece = self._piece()
            passed += len(piece)
            if not piece or piece == ";":
                return True
            if piece == "'" or passed > _LONGEST_STATEMENT:
                self._resume()
                return False
            following = None if begins or piece[0] in "'$" else _NEXT.search(piece)
            begins = False
            if following:
                self._text.at -= len(piece) - following.end()
                return True

    def _piece(self) -> str:
        """Move over one token, or one sign that is none; "" at the end."""
        text = self._text
        match = text.match(self._token)
        if match:
            return match[0]
        text.at += 1
        return text.held[text.at - 1 : text.at]

    def _resume(self) -> None:
        """Move to the next statement that may give rows, behind damage."""
        text = self._text
        while True:
            found = _NEXT.search(text.held, text.at)
            if found:
                text.at = found.end()
                return
            text.at = text.begun = max(text.at, len(text.held) - 200)
            if not text.fill():
                text.at = len(text.held)
                return

    def _table(self, name: str) -> Iterator[Table | ForeignKey | Damage]:
        """Yield the table whose columns are defined here."""
        depth, size = 1, 0
        parts: list[list[str]] = [[]]
        while depth:
            piece = self._piece()
            size += len(piece)
            if not piece or size > MAX_TEXT:
                yield Damage(f"the definition of the table {name[:60]} never ends ({self._text.place()})")
                self._resume()
                return
            depth += {"(": 1, ")": -1}.get(piece, 0)
            if piece == "," and depth == 1:
                parts.append([])
            elif depth:
                parts[-1].append(piece)
        columns: list[str] = []
        keys: list[ForeignKey] = []
        for part in (_COMMENTS.sub(" ", "".join(pieces)).strip() for pieces in parts):
            first = None if _NO_COLUMN.match(part) else _FIRST_NAME.match(part)
            if first:
                columns.append(_bare(first["name"]))
            refers = _REFERS.search(part)
            column = (refers["column"] or (first["name"] if first else "")) if refers else ""
            if refers and column:
                keys.append(ForeignKey(name, _bare(column), _last(refers["other"]), _bare(refers["key"] or "")))
        yield Table(name, columns)
        yield from keys

    def _rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Row | Damage]:
        """Yield the rows of the INSERT whose list of values begins here."""
        text = self._text
        while True:
            text.begun = text.at
            text.look_ahead()
            try:
                values = self._values.row()
            except CodeError:
                self._skip_statement()
                return
            except BadRowError as error:
                text.at = text.begun + 1  # a quotation mark that never closes may have swallowed other statements
                where = f"the table {table[:60]}, {text.place()}"
                yield Damage(f"a row that cannot be read, and what follows it in its statement: {error} ({where})")
                self._resume()
                return
            yield Row(table, columns, values)
            text.skip_comment()
            if not text.has(","):
                return
            text.at += 1
            text.skip_comment()
            if not text.has("("):
                return

    def _copied(self, table: str, columns: tuple[str, ...], how: str) -> Iterator[Row | Damage]:
        """Yield the rows below a COPY, one a line."""
        text = self._text
        if re.search(r"csv|binary|delimiter", how, re.I):
            yield Damage(f"rows of the table {table[:60]} that COPY has in another form ({' '.join(how.split())[:60]})")
            self._resume()
            return
        while True:
            text.begun = text.at
            while (end := text.held.find("\n", text.at)) < 0 and len(text.held) - text.at <= 2 * MAX_TEXT:
                if not text.fill():
                    break
            if end < 0:
                why = "the file ends within the rows" if text.ended else f"a row longer than {2 * MAX_TEXT >> 20} MB"
                yield Damage(f"{why} of the table {table[:60]} ({text.place()})")
                self._resume()
                return
            line = text.held[text.at : end].rstrip("\r")
            text.at = end + 1
            if line == "\\.":
                return
            yield Row(table, columns, [_copied_value(value) for value in line.split("\t")])


def _copied_value(value: str) -> str | None:
    if value == "\\N":
        return None
    return letters(unescaped(value) if "\\" in value else value)


def _names(columns: str | None) -> tuple[str, ...]:
    return tuple(map(_bare, _EACH_NAME.findall(columns))) if columns else ()


def _last(path: str) -> str:
    """The table's own name in one that begins with those of a database and schema."""
    return _bare(_EACH_NAME.findall(path)[-1])


def _bare(name: str) -> str:
    if name[:1] in ('"', "`"):
        return name[1:-1].replace(name[0] * 2, name[0])
    return name[1:-1] if name[:1] == "[" else name
