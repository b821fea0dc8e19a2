"""Values as JavaScript and JSON5 write them: names without quotation marks, single ones, comments, trailing commas."""

import json
import re
from typing import Any

from ...lazy_pattern import lazy_pattern

_GAP = lazy_pattern(r"(?>\s+|\ufeff|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|#[^\n]*+\n)*+")
_STRING = lazy_pattern(r"\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'|`(?:[^`\\$]++|\\.|\$(?!\{))*+`", re.S)
_NUMBER = lazy_pattern(
    r"(?P<sign>[-+]?)(?:0x(?P<hex>[\da-f]+)|(?P<digits>(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?))n?\b\.?", re.I
)
_WORD = lazy_pattern(r"(?:new\s+)?(?P<name>[^\W\d][\w$]*(?:\.[^\W\d][\w$]*)*|\$[\w$]*)")
_ESCAPE = lazy_pattern(r"\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|(\r?\n|.))", re.I | re.S)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "", "v": "", "0": "", "\n": "", "\r\n": ""}
_CONSTANTS: dict[str, Any] = {
    "null": None, "undefined": None, "NaN": None, "Infinity": None, "None": None,
    "true": True, "false": False, "True": True, "False": False,
}  # fmt: skip
_CALLS = frozenset(
    "Date ISODate ObjectId NumberLong NumberInt NumberDecimal Timestamp UUID String Number BigInt Symbol"
    " JSON.parse Object.freeze Object.assign Array.of Date.parse Map Set".split()
)
_SIGNS = lazy_pattern(
    r"[{,]\s*(?:[A-Za-z_$][\w$]*|'[^'\n]{1,80}')\s*:|[\[:,]\s*['`]|(?:^|[\s,;{\[])//|/\*|,\s*[}\]]|\bundefined\b"
)
_PROBED = 4000


class NotALiteralError(Exception):
    """A text is no value: a program, or damaged. The message says where it stops to be one."""


def may_be(text: str) -> bool:
    """Whether a text that is no JSON has signs of JavaScript's notation near its beginning or end."""
    return bool(_SIGNS.search(text, 0, _PROBED) or _SIGNS.search(text, max(0, len(text) - _PROBED)))


def parse(text: str, at: int = 0) -> tuple[Any, int]:
    """Read the value that begins at a place of a text; return it and the place behind it.

    Nothing is evaluated: of calls, only those that wrap a literal (`new Date("…")`, `ObjectId("…")`) are values, and
    texts that are put together with `+` are one.

    Raises:
        NotALiteralError: it is none, or nested too deeply.
    """
    try:
        return _value(text, _gap(text, at))
    except RecursionError:
        raise NotALiteralError("nested too deeply") from None


def _gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int) -> tuple[Any, int]:
    value, at = _single(text, at)
    while isinstance(value, str) and text.startswith("+", end := _gap(text, at)):
        other, at = _single(text, _gap(text, end + 1))
        value += str(other)
    return value, at


def _single(text: str, at: int) -> tuple[Any, int]:
    sign = text[at : at + 1]
    if sign == "{":
        return _object(text, at + 1)
    if sign == "[":
        return _list(text, at + 1, "]")
    if sign in ('"', "'", "`"):
        return _string(text, at)
    if sign == "!" and text[at + 1 : at + 2] in ("0", "1"):
        return text[at + 1] == "0", at + 2
    if sign == "(":
        value, at = _value(text, _gap(text, at + 1))
        at = _gap(text, at)
        if not text.startswith(")", at):
            raise _no_value(text, at)
        return value, at + 1
    number = _NUMBER.match(text, at)
    if number:
        digits = str(int(number["hex"], 16)) if number["hex"] else number["digits"].replace("_", "")
        value = float(digits) if any(char in digits for char in ".eE") else int(digits)
        return (-value if number["sign"] == "-" else value), number.end()
    return _named(text, at)


def _named(text: str, at: int) -> tuple[Any, int]:
    """A constant, or a call that wraps a literal."""
    word = _WORD.match(text, at)
    if not word:
        raise _no_value(text, at)
    name, end = word["name"], word.end()
    if name in _CONSTANTS:
        return _CONSTANTS[name], end
    if name == "void" and (number := _NUMBER.match(text, _gap(text, end))):
        return None, number.end()
    end = _gap(text, end)
    if name not in _CALLS or not text.startswith("(", end):
        raise _no_value(text, at)
    values, end = _list(text, end + 1, ")")
    value = values[0] if values else None
    if name == "JSON.parse" and isinstance(value, str):
        try:
            value = json.loads(value, strict=False)
        except ValueError:
            raise _no_value(text, at) from None
    return value, end


def _object(text: str, at: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while True:
        at = _gap(text, at)
        sign = text[at : at + 1]
        if sign == "}":
            return found, at + 1
        if sign in ('"', "'", "`"):
            name, at = _string(text, at)
        elif word := (_WORD.match(text, at) or _NUMBER.match(text, at)):
            name, at = word[0], word.end()
        elif sign == "[" and text[at + 1 : at + 2] in ('"', "'"):
            name, at = _string(text, at + 1)
            at = _gap(text, at) + 1
        else:
            raise _no_value(text, at)
        at = _gap(text, at)
        if not text.startswith(":", at):
            raise _no_value(text, at)
        found[name], at = _value(text, _gap(text, at + 1))
        at = _gap(text, at)
        if text.startswith(",", at):
            at += 1
        elif not text.startswith("}", at):
            raise _no_value(text, at)


def _list(text: str, at: int, closing: str) -> tuple[list[Any], int]:
    found: list[Any] = []
    while True:
        at = _gap(text, at)
        if text.startswith(closing, at):
            return found, at + 1
        if text.startswith(",", at):  # a place that is left empty
            at += 1
            continue
        value, at = _value(text, at)
        found.append(value)
        at = _gap(text, at)
        if text.startswith(",", at):
            at += 1
        elif not text.startswith(closing, at):
            raise _no_value(text, at)


def _string(text: str, at: int) -> tuple[str, int]:
    match = _STRING.match(text, at)
    if not match:
        raise _no_value(text, at)
    inner = match[0][1:-1]
    if "\\" in inner:
        inner = _ESCAPE.sub(_letter, inner)
        if re.search("[\ud800-\udbff][\udc00-\udfff]", inner):
            inner = inner.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return inner, match.end()


def _letter(match: re.Match[str]) -> str:
    number = match[1] or match[2] or match[3]
    if number:
        return chr(min(int(number, 16), 0x10FFFF))
    return _LETTERS.get(match[4], match[4])


def _no_value(text: str, at: int) -> NotALiteralError:
    line = text.count("\n", 0, at) + 1
    return NotALiteralError(f"no value at line {line}, column {at - text.rfind(chr(10), 0, at)}")
