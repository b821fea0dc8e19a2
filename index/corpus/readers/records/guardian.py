"""Answers of the Guardian's interface: items whose headline, text and byline lie in `fields` or `blocks`."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from ...dates import dates
from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...text.languages import code
from ...text.lines import lines
from ...text.markup import has_markup, plain
from .json_file import parse

_MAX = 512 * 1024 * 1024
_DEPTH = 6

Item = Mapping[str, Any]


def looks_like(text: str) -> bool:
    """Whether JSON holds items of this interface."""
    return '"webPublicationDate"' in text and '"webTitle"' in text and text.lstrip("\ufeff \r\n\t")[:1] in ("{", "[")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the items of a file: one answer, a list of items, or either a line.

    Raises:
        Unreadable: it is too long, or no JSON.
    """
    number = 0
    for value in _values(given):
        if isinstance(value, Flaw):
            yield value
            continue
        for item in _items(value, 0):
            number += 1
            yield _draft(item, number)
    if not number:
        raise Unreadable("no item of the Guardian's interface in it")


def _values(given: Input) -> Iterator[Any]:
    head = given.head.lstrip(b"\xef\xbb\xbf \r\n\t")
    first = head.split(b"\n", 1)[0].rstrip()
    if first.startswith(b"{") and first.endswith(b"}") and b"\n{" in head:
        for number, line in enumerate(lines(given), 1):
            if line is not None and line.strip():
                try:
                    yield parse(line)
                except Unreadable as error:
                    yield Flaw(number, str(error))
        return
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"an answer longer than {_MAX >> 20} MB: write an item a line")
    yield parse(data)


def _items(value: Any, depth: int) -> Iterator[Item]:
    if isinstance(value, Mapping):
        found = cast("Item", value)
        if "webPublicationDate" in found and "webTitle" in found:
            yield found
            return
        inner: list[Any] = list(found.values())
    else:
        inner = cast("list[Any]", value) if isinstance(value, list) else []
    if depth < _DEPTH:
        for one in inner:
            yield from _items(one, depth + 1)


def _draft(item: Item, number: int) -> Draft:
    fields = cast("Item", item.get("fields") if isinstance(item.get("fields"), Mapping) else {})

    def field(*names: str) -> str:
        return next((str(fields[name]).strip() for name in names if fields.get(name)), "")

    tags = [cast("Item", tag) for tag in cast("list[Any]", item.get("tags") or []) if isinstance(tag, Mapping)]
    authors = [str(tag.get("webTitle") or "") for tag in tags if tag.get("type") == "contributor"]
    body = field("body", "main")
    return Draft(
        title=plain(field("headline") or str(item.get("webTitle") or "")),
        text=plain(body)
        if has_markup(body)
        else field("bodyText") or _blocks(item) or plain(field("trailText", "standfirst")),
        date=dates.parse(str(item.get("webPublicationDate") or "")),
        outlet=field("publication") or "The Guardian",
        byline=field("byline") or ", ".join(authors),
        url=str(item.get("webUrl") or ""),
        lang=code(field("lang")) or "en",
        topics=(
            str(item.get("sectionName") or ""),
            *(str(tag.get("webTitle") or "") for tag in tags if tag.get("type") != "contributor"),
        ),
        key=str(item.get("id") or ""),
        number=number,
        wrapped=False if has_markup(body) else None,
        extra=(
            ("section", str(item.get("sectionName") or "")),
            ("page", field("newspaperPageNumber")),
            ("edition", field("newspaperEditionDate")[:10]),
        ),
    )


def _blocks(item: Item) -> str:
    found = item.get("blocks")
    body = cast("Item", found).get("body") if isinstance(found, Mapping) else None
    texts = [cast("Item", block) for block in cast("list[Any]", body or []) if isinstance(block, Mapping)]
    return "\n\n".join(str(one.get("bodyTextSummary") or plain(str(one.get("bodyHtml") or ""))) for one in texts)
