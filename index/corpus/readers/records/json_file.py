"""JSON files: one article, or any tree that holds some; damaged and very long ones as far as they can be read."""

import ast
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields import js_literals
from ...fields.json_branches import nothing
from ...fields.json_stream import JsonStream
from ...fields.json_tree import Walker
from ...text import encodings

MAX_WHOLE = 32 * 1024 * 1024
"""Bytes of a file that is parsed at once; a longer one is read member by member."""
_CONSTRUCTOR = lazy_pattern(
    r'"(?:[^"\\]|\\.)*"|\b(?:ISODate|new Date|ObjectId|NumberLong|NumberInt|NumberDecimal|UUID)'
    r'\(\s*("[^"\\]*"|-?\d[\d.]*)\s*\)'
)
"""A string, or a value that MongoDB's shell prints as a call."""
_IN_SHELL = lazy_pattern(r":\s*(?:ISODate|ObjectId|NumberLong)\(")
_BETWEEN = lazy_pattern(r"(?>[\s,;\ufeff]+|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+")
"""What may stand around values."""
_LONGEST_LITERAL = 4 * 1024 * 1024
"""Characters: what parses it takes a hundred times the memory."""


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a JSON file.

    Raises:
        Unreadable: it is no JSON, or holds nothing like an article.
    """
    data = given.stream.read(MAX_WHOLE + 1)
    encoding = encodings.detect(data[: 64 * 1024])
    walker = Walker(given)
    if len(data) <= MAX_WHOLE:
        try:
            value: Any = msgspec.json.decode(data if encoding == "utf-8" else data.decode(encoding, "replace"))
        except RecursionError:
            raise Unreadable("JSON nested too deeply") from None
        except (msgspec.DecodeError, UnicodeError):
            pass
        else:
            del data
            if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
                with suppress(msgspec.DecodeError, RecursionError):
                    value = msgspec.json.decode(value)  # a text that holds JSON
            yield from whole(walker, value)
            return
        printed = _python(data.decode(encoding, "replace").lstrip("\ufeff \r\n\t")) if b"'" in data[:100] else None
        if printed is None and (text := _in_script_notation(data, encoding)):
            values = _literals(text)
            if values is not None:
                yield from whole(walker, values[0] if len(values) == 1 else values)
                return
        if printed is None and _IN_SHELL.search(encodings.decode(given.head)):
            data = _without_constructors(data.decode(encoding, "replace")).encode()
            encoding = "utf-8"
        if printed is not None:
            yield from whole(walker, printed)
            return
    stream = JsonStream(given.stream, data, encoding, walker, MAX_TEXT)
    del data
    yield from stream.read()


def whole(walker: Walker, value: Any) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a parsed file.

    Raises:
        Unreadable: it holds nothing like an article.
    """
    if isinstance(value, list) and not any(isinstance(item, (dict, list, str)) for item in value):
        raise Unreadable(nothing(value))
    only: Flaw | None = None
    for found in walker.whole(value):
        if only:
            yield only
            only = None
        if isinstance(found, Flaw) and found.number == 1 and isinstance(value, dict):
            only = found  # the file may be an object that is no article, and nothing else
            continue
        yield found
    if only:
        raise Unreadable(only.reason)
    if not walker.number:
        raise Unreadable(nothing(value))


def parse(data: bytes | str) -> Any:
    """The value of a JSON text; NaN, lone surrogates and Python's own notation are let through.

    Raises:
        Unreadable: it is no JSON, or nested too deeply.
    """
    try:
        return msgspec.json.decode(data)
    except RecursionError:
        raise Unreadable("JSON nested too deeply") from None
    except (msgspec.DecodeError, UnicodeError):
        pass
    text = data if isinstance(data, str) else encodings.decode(data)
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise Unreadable("JSON nested too deeply") from None
    except json.JSONDecodeError as error:
        found = _python(text)
        if found is None and _IN_SHELL.search(text):
            with suppress(ValueError, RecursionError):
                found = json.loads(_without_constructors(text), strict=False)
        if found is None and text.startswith(("{", "[")) and js_literals.may_be(text):
            values = _literals(text)
            found = values[0] if values and len(values) == 1 else None
        if found is not None:
            return found
        raise Unreadable(f"not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError as error:
        raise Unreadable(f"not valid JSON: {error}") from None


def _in_script_notation(data: bytes, encoding: str) -> str:
    """A file as text if it has signs of JavaScript's notation; else ""."""
    text = data.decode(encoding, "replace").lstrip("\ufeff")
    return text if js_literals.may_be(text) else ""


def _literals(text: str) -> list[Any] | None:
    """All values of a text in JavaScript's notation; None if it is not in it from beginning to end."""
    found: list[Any] = []
    at = 0
    while match := _BETWEEN.match(text, at):
        at = match.end()
        if at >= len(text):
            break
        try:
            value, at = js_literals.parse(text, at)
        except js_literals.NotALiteralError:
            return None
        if not isinstance(value, (dict, list)):
            return None
        found.append(value)
    return found or None


def _without_constructors(text: str) -> str:
    """What MongoDB's shell prints, as JSON: `ISODate("2021-03-05")` and `NumberLong(7)` become what stands in them."""
    return _CONSTRUCTOR.sub(lambda match: match[1] or match[0], text)


def _python(text: str) -> Any:
    """The value of a line or file that `print` wrote in place of a JSON library; None if it is none."""
    if not text.startswith(("{'", "[{'")) or len(text) > _LONGEST_LITERAL or max(map(text.count, "[{(")) > 1000:
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
