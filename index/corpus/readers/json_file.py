"""JSON files: one article, an array of them, or an object that holds the array, however deep."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from .. import encodings, fields
from ..draft import MAX_TEXT, Draft, Flaw, Input, Unreadable

MAX_WHOLE = 64 * 1024 * 1024
"""Bytes of a file that is parsed at once; a longer one must be an array, or begin one, and is read by element."""
_DEPTH = 5
"""Objects and arrays in each other that are searched for the articles."""
_CHUNK = 4 * 1024 * 1024
_GAP = re.compile(r"[\s,]*")
_ARRAY_START = re.compile(r'(?:\A\s*|"(?:[^"\\]|\\.){1,100}"\s*:\s*)\[\s*(?=\{)')


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the articles of a JSON file.

    Raises:
        Unreadable: it is no JSON, or holds nothing like an article.
    """
    data = given.stream.read(MAX_WHOLE + 1)
    encoding = encodings.detect(data[: 64 * 1024])
    if len(data) > MAX_WHOLE:
        yield from _long(given, data, encoding)
        return
    value = parse(data if encoding == "utf-8" else data.decode(encoding, "replace").lstrip("\ufeff"))
    found = _records(value, given.corpus.fields, 0)
    if found is None:
        raise Unreadable(_nothing(value))
    if isinstance(found, Mapping):
        if len(data) > MAX_TEXT:
            raise Unreadable(f"longer than {MAX_TEXT >> 20} MB, too long for one article")
        draft = fields.draft(found, given.corpus.fields, 0, given.head)
        if draft is None:
            raise Unreadable(_nothing(found))
        yield draft
        return
    for number, element in enumerate(found, 1):
        yield record(element, given, number)


def record(element: Any, given: Input, number: int) -> Draft | Flaw:
    """The draft of one element of an array or line, or why it is none."""
    if not isinstance(element, Mapping):
        return Flaw(number, f"not an object but {_kind(element)}")
    draft = fields.draft(cast("fields.Record", element), given.corpus.fields, number, given.head)
    return draft if draft else Flaw(number, _nothing(element))


def parse(data: bytes | str) -> Any:
    """The value of a JSON text; NaN and lone surrogates, which other programs write, are let through.

    Raises:
        Unreadable: it is no JSON, or nested too deeply.
    """
    try:
        return msgspec.json.decode(data)
    except RecursionError:
        raise Unreadable("JSON nested too deeply") from None
    except (msgspec.DecodeError, UnicodeError):
        pass
    try:
        return json.loads(data if isinstance(data, str) else encodings.decode(data))
    except RecursionError:
        raise Unreadable("JSON nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError as error:
        raise Unreadable(f"not valid JSON: {error}") from None


def _records(value: Any, mapping: dict[str, str], depth: int) -> list[Any] | Mapping[str, Any] | None:
    """Where the articles are: a list of them, or the object that is the only one; None if there are none."""
    if isinstance(value, list):
        items = cast("list[Any]", value)
        if any(isinstance(item, Mapping) for item in items):
            return items
        return None
    if not isinstance(value, Mapping):
        return None
    found = cast("Mapping[str, Any]", value)
    if fields.is_article(found, mapping):
        return found
    listed = _nested_list(found, mapping, depth)
    if listed is not None:
        return listed
    inner = [cast("Mapping[str, Any]", item) for item in found.values() if isinstance(item, Mapping)]
    if len(inner) > 1 and len(inner) == len(found) and all(fields.has_text(item, mapping) for item in inner):
        return list(inner)  # articles by their ids
    if fields.draft(found, mapping):
        return found
    for item in inner:
        if depth < _DEPTH and (nested := _records(item, mapping, depth + 1)) is not None:
            return nested
    return None


def _nested_list(value: Mapping[str, Any], mapping: dict[str, str], depth: int) -> list[Any] | None:
    """The longest list of articles in an object, or in the objects within."""
    best: list[Any] | None = None
    for name, inner in value.items():
        found: list[Any] | None = None
        if fields.is_aside(name):
            continue
        if isinstance(inner, list):
            items = cast("list[Any]", inner)
            if any(isinstance(item, Mapping) and fields.has_text(cast("Any", item), mapping) for item in items[:20]):
                found = items
        elif isinstance(inner, Mapping) and depth < _DEPTH:
            found = _nested_list(cast("Mapping[str, Any]", inner), mapping, depth + 1)
        if found is not None and (best is None or len(found) > len(best)):
            best = found
    return best


def _long(given: Input, data: bytes, encoding: str) -> Iterator[Draft | Flaw]:
    """Read a long file by element, from the beginning of its first array of objects."""
    if encoding.startswith("utf-8"):
        text = data.decode("utf-8-sig", "ignore")
    else:
        raise Unreadable(f"longer than {MAX_WHOLE >> 20} MB and not in UTF-8: convert it, or split it")
    start = _ARRAY_START.search(text[:_CHUNK])
    if not start:
        raise Unreadable(f"longer than {MAX_WHOLE >> 20} MB and no array of objects: split it, or convert it to JSONL")
    decoder = json.JSONDecoder()
    at, number, ended = start.end(), 0, False
    while True:
        at = cast("re.Match[str]", _GAP.match(text, at)).end()
        if text[at : at + 1] == "]":
            return
        try:
            element, at = decoder.raw_decode(text, at)
        except RecursionError:
            raise Unreadable("JSON nested too deeply") from None
        except ValueError as error:
            if ended or len(text) - at > 2 * MAX_TEXT:
                raise Unreadable(f"not valid JSON after {number} articles: {error}") from None
            more = given.stream.read(_CHUNK + MAX_TEXT)
            ended = not more
            text, at = text[at:] + more.decode("utf-8", "ignore"), 0
            continue
        number += 1
        yield record(element, given, number)


def _nothing(value: Any) -> str:
    if isinstance(value, Mapping):
        names = ", ".join(str(name)[:30] for name in list(cast("Mapping[str, Any]", value))[:8])
        return f"no field that holds a text or a title (fields: {names}); name them in the corpus's `fields`"
    return f"no articles: the file holds {_kind(value)}"


def _kind(value: Any) -> str:
    kinds = {str: "a text", list: "a list", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
