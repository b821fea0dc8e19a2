"""JSON Lines: one article a line, or one page of articles."""

from collections.abc import Iterator
from typing import Any, cast

from msgspec import structs

from ..draft import MAX_TEXT, Aside, Draft, Flaw, Input, Unreadable
from ..fields.json_tree import Context, Walker, kind
from ..text.lines import lines
from .json_file import parse


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the articles of a file, one a line; a bad line is a flaw. Numbers are line numbers.

    A line that holds several articles counts them `line.1`, `line.2` … in their keys, unless they have their own.
    """
    number, whole = 0, False
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
        yield from _line(value, given, number)
    given.end(number, "line", whole=whole)


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
