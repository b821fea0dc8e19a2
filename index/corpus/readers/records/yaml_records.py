"""YAML files: lists and objects of articles, or one article a document; settings are counted, not read."""

import re
from collections.abc import Iterator
from typing import Any, cast

import yaml

from ....lazy_pattern import lazy_pattern
from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields import front_matter
from ...fields.json_tree import Context, Walker
from ...text import encodings
from ...unread_formats import CODE
from ..documents import markdown

_MAX = 2 * MAX_TEXT
"""Bytes of one file: YAML is parsed at once, and takes thirty times its length in memory."""
_ANCHOR = lazy_pattern(r"(?:^|[\s:\[,{-])&[\w-]", re.M)


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a file.

    Raises:
        Unreadable: it is too long, or looks like news and is no valid YAML.
    """
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"YAML longer than {_MAX >> 20} MB: split it")
    text = encodings.decode(data)
    found, body = front_matter.split(text)
    if found and body.strip() and not _is_yaml(body):
        yield from markdown.read(given.part(data, given.name))
        return
    try:
        documents = list(_documents(text))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        raise Unreadable(f"not valid YAML{where}: {getattr(error, 'problem', None) or error}") from None
    walker = Walker(given)
    number = 0
    for document in documents:
        if not walker.promises(document, 0):
            continue
        for draft in walker.value(document, Context()):
            number += 1
            yield draft
    if not number:
        yield Aside(CODE.reason)


def _is_yaml(body: str) -> bool:
    """Whether what follows a first document is another one, and not the text of an article."""
    return re.match(r"\s*(?:---\s|-\s+)?[\w ]{1,40}:(?:\s|\Z)", body) is not None


def _documents(text: str) -> Iterator[Any]:
    # The fast parser knows no limit on aliases, which a few lines can unfold to gigabytes.
    fast: Any = getattr(yaml, "CSafeLoader", None)
    loader = front_matter.Loader if fast is None or _ANCHOR.search(text) else fast
    for document in yaml.load_all(text, loader):
        _name_keys(document)
        yield document


def _name_keys(document: Any) -> None:
    """Make text of keys that are numbers, dates or nothing, in place: records have names for keys."""
    waiting: list[Any] = [document]
    seen: set[int] = set()  # an alias stands for the same object
    while waiting:
        value = waiting.pop()
        if not isinstance(value, (dict, list)) or id(cast("object", value)) in seen:
            continue
        seen.add(id(cast("object", value)))
        if isinstance(value, list):
            waiting += cast("list[Any]", value)
            continue
        mapping = cast("dict[Any, Any]", value)
        if not all(isinstance(key, str) for key in mapping):
            items = [("" if key is None else str(key), inner) for key, inner in mapping.items()]
            mapping.clear()
            mapping.update(items)
        waiting += mapping.values()
