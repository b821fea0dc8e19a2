"""JSON Lines: one article a line, or one page of articles."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

from msgspec import structs

from ...draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ...fields.json_branches import kind
from ...fields.json_columns import column_names
from ...fields.json_tree import Context, Walker
from ...fields.text_field import is_running
from ...text import encodings
from ...text.lines import lines
from .json_file import parse

_SAMPLE = 50
"""Lines that tell what the columns of a table are."""


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a file, one a line; a bad line is a flaw. Numbers are line numbers.

    A line that holds several articles counts them `line.1`, `line.2` … in their keys, unless they have their own.
    """
    number, whole = 0, False
    names = _names_of_columns(given)
    for number, line in enumerate(lines(given), 1):
        whole = line is not None and line.endswith("\n")
        if number <= given.findings.known:
            continue
        if line is None:
            yield Flaw(number, f"the line is longer than {MAX_TEXT >> 20} MB")
            continue
        line = line.strip().strip("\x1e\ufeff\0")  # RFC 7464 begins each with a record separator
        if not line:
            continue
        try:
            value = parse(line)
        except Unreadable as error:
            yield Flaw(number, str(error))
            continue
        if names and isinstance(value, list) and len(cast("list[Any]", value)) == len(names):
            value = dict(zip(names, cast("list[Any]", value), strict=True))
        yield from _line(value, given, number)
    given.end(number, "line", whole=whole)


def _names_of_columns(given: Input) -> list[str] | None:
    """Names for the values of lines that are rows of a table, lists; None if they are anything else."""
    if not given.head.lstrip(b"\xef\xbb\xbf \n").startswith(b"["):
        return None
    rows: list[list[Any]] = []
    for line in islice(encodings.decode(given.head).splitlines(), _SAMPLE):
        try:
            row = parse(line)
        except Unreadable:
            break
        if not isinstance(row, list):
            break
        rows.append(cast("list[Any]", row))
    return column_names(rows) if rows else None


def _is_action(value: Any) -> bool:
    """Whether a line is one of those that Elasticsearch and OpenSearch want above each document."""
    if not isinstance(value, dict) or len(cast("dict[str, Any]", value)) != 1:
        return False
    name, inner = next(iter(cast("dict[str, Any]", value).items()))
    return (
        name in ("index", "create", "update", "delete")
        and isinstance(inner, dict)
        and (
            not inner or all(str(key).startswith(("_", "routing", "version")) for key in cast("dict[str, Any]", inner))
        )
    )


def _line(value: Any, given: Input, number: int) -> Iterator[Draft | Flaw | Aside]:
    if isinstance(value, str) and is_running(value):
        value = {"text": value}
    if not isinstance(value, (dict, list)):
        yield Flaw(number, f"not an object but {kind(value)}")
        return
    if _is_action(value):
        yield Aside("lines of bulk requests that say where a document belongs")
        return
    walker = Walker(given)
    for found in walker.value(cast("Any", value), Context()):
        if isinstance(found, Draft) and walker.number > 1 and not found.key:
            found = structs.replace(found, key=f"{number}.{walker.number}")
        yield found if isinstance(found, Aside) else structs.replace(found, number=number)
    if not walker.number:
        yield Flaw(number, "no articles on this line")
