"""Scripts that only hold data: JSON assigned to a variable, exported, or handed to a function."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ....lazy_pattern import lazy_pattern
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.json_tree import Walker
from ...text import encodings
from ...unread_formats import CODE
from .json_file import MAX_WHOLE, whole

_COMMENTS = r"(?>(?:\ufeff|\s|;|//[^\n]*|/\*.*?\*/|[\"']use strict[\"'])*)"
_PLACE = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[[\"']?[\w$.-]+[\"']?\])*"
_BEGIN = lazy_pattern(
    rf"{_COMMENTS}(?:export\s+default\s|(?:(?:export\s+)?(?:var|let|const)\s+)?{_PLACE}\s*(?:=|\())\s*"
    r"(?=\{\s*\"|\[\s*[\[{])",
    re.S,
)
_END = lazy_pattern(r"[\s;)]*")
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
    found = [item for value in _values(encodings.decode(data)) for item in _articles(walker, value)]
    if any(isinstance(item, Draft) for item in found):
        yield from found
    else:  # settings of a page, as nearly all scripts
        yield Aside(CODE.reason)


def _values(text: str) -> Iterator[Any]:
    at = 0
    while match := _BEGIN.match(text, at):
        try:
            value, at = _DECODER.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            return
        yield value
        end = _END.match(text, at)
        at = end.end() if end else at


def _articles(walker: Walker, value: Any) -> list[Draft | Flaw | Aside]:
    try:
        return list(whole(walker, value))
    except Unreadable:
        return []
