"""Values in an SQL dump: literals as each database writes them, and the calls that dumps wrap around them."""

import re
from typing import Any

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT
from ...text import encodings
from .sql_text import ESCAPED, NAME, QUOTED, SqlText

_SIMPLE = r"\s*+(?:(?P<null>NULL)|(?P<number>[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)|(?P<string>{}))\s*+(?P<end>[,)])"
_WORD = lazy_pattern(r"[A-Za-z_@][\w.@]*")
_NUMBER = lazy_pattern(r"0x(?P<hex>[0-9a-f]*)\b|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?", re.I)
_CAST = lazy_pattern(r"::\s*[\w .\"]+(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])*")
_BEHIND = lazy_pattern(
    rf"(?:COLLATE|AT\s+TIME\s+ZONE|AS)\b\s*(?:{QUOTED}|{NAME})(?:\s*\([^()]*\))?(?:\s+[\w ]+)?", re.I
)
_BRACKETS = lazy_pattern(r"(?:\s*\([^()]*\))?")
_BACKSLASH = lazy_pattern(r"\\(.)", re.S)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "0": "", "b": "", "Z": "", "f": "", "v": ""}
_BY_NUMBER = lazy_pattern(r"\\(?:u([0-9a-f]{4})|\+([0-9a-f]{6})|U([0-9a-f]{8})|([0-9a-f]{4})|(\\))", re.I)
_LOST = lazy_pattern("[\udc80-\udcff]")
_CONSTANTS: dict[str, Any] = {"null": None, "true": 1, "false": 0, "default": None}
_CLOCKS = frozenset(("current_timestamp", "current_date", "sysdate", "getdate"))
_DEPTH = 20


class BadRowError(Exception):
    """A row cannot be read; the message says why."""


class CodeError(Exception):
    """A row has names of variables: it is part of a program that the dump holds."""


class SqlValues:
    """Reads the values of rows."""

    def __init__(self, text: SqlText):
        self._text = text
        self._simple = re.compile(_SIMPLE.format(ESCAPED if text.escapes else QUOTED), re.S | re.I)

    def row(self) -> list[Any]:
        """Read one row between brackets.

        Raises:
            BadRowError: it cannot be read.
            CodeError: it is none.
        """
        self._text.at += 1
        values: list[Any] = []
        while True:
            match = self._simple.match(self._text.held, self._text.at)
            if match:
                self._text.at = match.end()
                if match["string"] is not None:
                    values.append(unquoted(match["string"], escapes=self._text.escapes))
                else:
                    values.append(None if match["null"] else _number(match["number"]))
                if match["end"] == ")":
                    return values
                continue
            values.append(self._expression(0))
            self._text.skip_comment()
            sign = self._text.held[self._text.at : self._text.at + 1]
            self._text.at += 1
            if sign == ")":
                return values
            if sign != ",":
                raise BadRowError("something that is no value" if sign else "the file ends within it")

    def _expression(self, depth: int) -> Any:
        """The value of an expression: a literal, a call with some, or several that are put together."""
        value = self._term(depth)
        while True:
            self._text.skip_comment()
            if self._text.has("||"):
                self._text.at += 2
                other = self._term(depth)
                value = f"{'' if value is None else value}{'' if other is None else other}"
            elif self._text.has("+") and isinstance(value, str):
                self._text.at += 1
                value += str(self._term(depth) or "")
            elif self._text.has("::"):
                self._text.match(_CAST)
            elif not self._text.match(_BEHIND):
                return value

    def _term(self, depth: int) -> Any:
        self._text.skip_comment()
        if depth > _DEPTH:
            raise BadRowError("nested too deeply")
        sign = self._text.held[self._text.at : self._text.at + 1]
        if sign == "'":
            return self._literal(escapes=self._text.escapes)
        if sign == "(":
            self._text.at += 1
            return self._arguments(depth, 1)[0]
        if number := _NUMBER.match(self._text.held, self._text.at):
            self._text.at = number.end()
            return _from_hex(number["hex"]) if number["hex"] is not None else _number(number[0])
        word = _WORD.match(self._text.held, self._text.at)
        if not word:
            raise BadRowError("something that is no value" if sign else "the file ends within it")
        self._text.at = word.end()
        return self._named(word[0].casefold(), depth)

    def _named(self, name: str, depth: int) -> Any:
        """The value of a word and what it stands before: `N'…'`, `DATE '…'`, `to_date('…')`."""
        following = self._text.held[self._text.at : self._text.at + 1]
        if following == "'" and name in ("x", "b"):
            found = self._literal(escapes=False)
            return _from_hex(found) if name == "x" else found
        if following == "'":
            return self._literal(escapes=name == "e" or (self._text.escapes and name != "r"))
        self._text.skip_comment()
        following = self._text.held[self._text.at : self._text.at + 1]
        if following == "'":
            return self._literal(escapes=self._text.escapes)
        if following == "0" and name.startswith("_") and (number := _NUMBER.match(self._text.held, self._text.at)):
            self._text.at = number.end()
            return _from_hex(number["hex"] or "")
        if following == "(":
            self._text.at += 1
            return _called(name, self._arguments(depth, 100))
        if following == "[" and name == "array":
            self._text.at += 1
            return "; ".join(str(value) for value in self._arguments(depth, 10_000, "]") if value is not None)
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name in _CLOCKS:
            return None
        raise CodeError(name)

    def _arguments(self, depth: int, most: int, closing: str = ")") -> list[Any]:
        """The values up to the closing bracket; one at least."""
        found: list[Any] = []
        while True:
            self._text.skip_comment()
            if self._text.has(closing):
                self._text.at += 1
                return found or [None]
            word = _WORD.match(self._text.held, self._text.at)
            try:
                value = self._expression(depth + 1)
            except CodeError:
                if word is None or (not found and closing == ")" and most == 1):
                    raise
                value = None  # a type or style: CONVERT(datetime, '…')
                self._text.match(_BRACKETS)
            found.append(value)
            self._text.skip_comment()
            if self._text.has(",") and len(found) < most:
                self._text.at += 1
            elif not self._text.has(closing):
                raise BadRowError("something that is no value")

    def _literal(self, *, escapes: bool) -> str:
        pattern = (
            self._text.string if escapes == self._text.escapes else re.compile(ESCAPED if escapes else QUOTED, re.S)
        )
        match = self._text.match(pattern)
        if not match:
            long = len(self._text.held) - self._text.at > MAX_TEXT
            raise BadRowError(f"a text longer than {MAX_TEXT >> 20} MB" if long else "a quotation mark never closes")
        return unquoted(match[0], escapes=escapes)


def unquoted(literal: str, *, escapes: bool) -> str:
    """The text of a literal.

    Args:
        literal: with its quotation marks.
        escapes: whether a backslash begins an escape.
    """
    text = literal[1:-1]
    if "''" in text:
        text = text.replace("''", "'")
    if escapes and "\\" in text:
        text = unescaped(text)
    return letters(text)


def unescaped(text: str) -> str:
    """A text with what its escapes stand for."""
    return _BACKSLASH.sub(lambda match: _LETTERS.get(match[1], match[1]), text)


def letters(text: str) -> str:
    """A text with what was no UTF-8 in the encoding in which it makes sense."""
    if text.isascii() or not _LOST.search(text):
        return text
    return encodings.decode(text.encode("utf-8", "surrogateescape"))


def _called(name: str, values: list[Any]) -> Any:
    """The value of a function that dumps hold; for one that is not known, its first text."""
    texts = [value for value in values if isinstance(value, str)]
    if name == "replace" and len(values) == len(texts) == 3:
        return texts[0].replace(texts[1], texts[2])
    if name in ("char", "chr", "nchar"):
        return "".join(chr(value) for value in values if isinstance(value, int) and 0 < value < 0x110000)
    if name in ("concat", "concat_ws"):
        return "".join(str(value) for value in values if value is not None)
    if name == "unistr" and texts:
        return _BY_NUMBER.sub(_by_number, texts[0])
    if name in ("unhex", "hextoraw", "decode") and texts:
        return _from_hex(texts[0].removeprefix("\\x"))
    return texts[0] if texts else next((value for value in values if value is not None), None)


def _by_number(match: re.Match[str]) -> str:
    number = int(next((group for group in match.groups()[:4] if group), "5c"), 16)
    return chr(number) if number < 0x110000 else ""


def _from_hex(digits: str) -> bytes | None:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return None


def _number(digits: str) -> int | float | str:
    if digits.lstrip("+-").isdigit():
        return int(digits) if len(digits) < 19 else digits
    return float(digits)
