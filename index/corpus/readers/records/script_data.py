"""Scripts that only hold data: JSON assigned to a variable, exported, or handed to a function."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ....lazy_pattern import lazy_pattern
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields import js_literals
from ...fields.json_stream import JsonStream
from ...fields.json_tree import Walker
from ...text import encodings
from ...unread_formats import CODE
from .json_file import MAX_WHOLE, whole

_COMMENTS = r"(?>(?:\ufeff|\s|;|//[^\n]*|/\*.*?\*/|[\"']use strict[\"'])*)"
_PLACE = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[[\"']?[\w$.-]+[\"']?\])*"
_TYPE = r"(?::\s*[\w.]+(?:<[\w., \[\]|]+>)?(?:\[\])*)?"
"""What TypeScript writes behind a name."""
_BEGIN = lazy_pattern(
    rf"{_COMMENTS}(?:export\s+default\s|(?:(?:export\s+)?(?:var|let|const)\s+)?{_PLACE}\s*(?:{_TYPE}\s*=|\())\s*"
    r"(?=\{\s*[\"'A-Za-z_$/]|\[\s*[\[{]|\[\s*/[/*])",
    re.S,
)
_END = lazy_pattern(r"(?:[\s;)]|as\s+const\b|satisfies\s+[\w.\[\]]+)*")
_DECODER = json.JSONDecoder(strict=False)


def looks_like(text: str) -> bool:
    """Whether a text begins with an assignment of JSON, or a call with it."""
    return _BEGIN.match(text) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of all assignments; a script without any is no news.

    Raises:
        Unreadable: it is too long.
    """
    data = given.stream.read(MAX_WHOLE + 1)
    if len(data) > MAX_WHOLE:
        raise Unreadable(f"a script of more than {MAX_WHOLE >> 20} MB")
    walker = Walker(given)
    text = encodings.decode(data)
    found: list[Draft | Flaw | Aside] = []
    at = 0
    while match := _BEGIN.match(text, at):
        value, at = _value(text, match.end())
        if at < 0:
            found += _damaged(walker, text, match.end())
            break
        found += _articles(walker, value)
        end = _END.match(text, at)
        at = end.end() if end else at
    if any(isinstance(item, Draft) for item in found):
        yield from found
    else:  # settings of a page, as nearly all scripts
        yield Aside(CODE.reason)


def _value(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends; -1 if it is none."""
    try:
        return _DECODER.raw_decode(text, at)
    except RecursionError:
        return None, -1
    except ValueError:
        try:
            return js_literals.parse(text, at)
        except js_literals.NotALiteralError:
            return None, -1


def _damaged(walker: Walker, text: str, at: int) -> list[Draft | Flaw | Aside]:
    """What can be read of JSON that is damaged or cut."""
    stream = JsonStream(BytesIO(), text[at:].encode("utf-8", "replace"), "utf-8", walker)
    try:
        return list(stream.read())
    except Unreadable:
        return []


def _articles(walker: Walker, value: Any) -> list[Draft | Flaw | Aside]:
    try:
        return list(whole(walker, value))
    except Unreadable:
        return []
