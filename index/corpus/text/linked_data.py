"""What a page says of its article in JSON-LD, in the words of schema.org."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from lxml.html import HtmlElement

from ...lazy_pattern import lazy_pattern
from ..draft import Draft
from ..fields import fields

Item = Mapping[str, Any]

_ARTICLE_TYPES = lazy_pattern(r"Article|BlogPosting|Report|LiveBlog", re.I)
_RECORDING_TYPES = lazy_pattern(r"(?:Video|Audio)Object\b", re.I)
_URL = lazy_pattern(r"https?://\S+")
_PATH = lazy_pattern(r"https?://[^/]+/[^#?]")
"""An address with more than a host."""
_DEPTH = 4
_LEFT_OUT = frozenset(("name", "url", "@id", "mainEntityOfPage", "description", "author", "comment"))
_WRAPPED = lazy_pattern(r"(?://|/\*)?\s*(?:<!\[CDATA\[|\]\]>|<!--|-->)\s*(?:\*/)?")
"""What hides a script from old programs."""
_COMMA = lazy_pattern(r",\s*(?=[}\]])")
"""A comma behind the last value, which JSON does not allow."""


def article(root: HtmlElement, shown: str) -> Draft:
    """The article that JSON-LD describes, its `articleBody` as text; an empty draft if there is none.

    Args:
        root: the page.
        shown: its title and headlines, squashed as names of fields are.
    """
    everything = [item for value in _values(root) for item in _items(value, 0)]
    items = [item for item in everything if _is_article(item)]
    if not items:  # a page about a recording: its own, unless the page has several
        items = [item for item in everything if _RECORDING_TYPES.search(_kinds(item))]
        items = items if len(items) == 1 and _headline(items[0]) in shown else []
    # A list of other articles may come before: the one with a text, or with a headline that the page shows, is its own.
    items.sort(key=lambda item: (not item.get("articleBody"), fields.squash(str(item.get("headline"))) not in shown))
    if not items:
        return Draft()
    own = items[0]
    named = {str(item["@id"]): item for item in everything if item.get("@id") and item.get("name")}
    usual = {name: inner for name, inner in own.items() if name not in _LEFT_OUT}
    usual["author"] = _authors(own.get("author") or own.get("creator"), named)
    usual["publisher"] = _referred(own.get("publisher"), named)
    usual["url"] = _address(own)
    return fields.draft({**usual, "headline": own.get("headline") or own.get("name")}, {}) or Draft()


def _values(root: HtmlElement) -> Iterator[Any]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        text = _WRAPPED.sub("", script.text).strip()
        while text:
            found = _first_value(text) or _first_value(_COMMA.sub("", text))
            if found is None:
                break
            value, text = found
            yield value


def _first_value(text: str) -> tuple[Any, str] | None:
    """The JSON value at the beginning of a text, and what follows it; None if there is none."""
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value, text[end:].lstrip(" \t\r\n;,")


def _items(value: Any, depth: int) -> Iterator[Item]:
    if isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from _items(inner, depth + 1) if depth < _DEPTH else ()
    elif isinstance(value, Mapping):
        item = cast("Item", value)
        yield item
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if depth < _DEPTH and isinstance(item.get(name), (list, Mapping)):
                yield from _items(item[name], depth + 1)


def _kinds(item: Item) -> str:
    kind = item.get("@type")
    return " ".join(map(str, cast("list[Any]", kind))) if isinstance(kind, list) else str(kind)


def _is_article(item: Item) -> bool:
    if _ARTICLE_TYPES.search(_kinds(item)):
        return True
    return bool(item.get("articleBody")) or bool(item.get("headline") and item.get("datePublished"))


def _headline(item: Item) -> str:
    return fields.squash(str(item.get("headline") or item.get("name") or "\0"))


def _referred(value: Any, named: Mapping[str, Item]) -> Any:
    """An object, or the one elsewhere on the page that it refers to by its `@id`."""
    if not isinstance(value, Mapping) or cast("Item", value).get("name"):
        return value
    return named.get(str(cast("Item", value).get("@id")), value)


def _authors(value: Any, named: Mapping[str, Item]) -> list[str]:
    """Names of authors, given as texts, as objects or by reference."""
    given = [_referred(one, named) for one in (cast("list[Any]", value) if isinstance(value, list) else [value])]
    names = [cast("Item", one).get("name") if isinstance(one, Mapping) else one for one in given]
    flat = [inner for name in names for inner in (cast("list[Any]", name) if isinstance(name, list) else [name])]
    return [name for name in flat if isinstance(name, str) and not _URL.match(name)]


def _address(item: Item) -> str:
    """The address of the page that an article is on; "" for that of a site's front page."""
    page = item.get("mainEntityOfPage")
    page = cast("Item", page).get("@id") if isinstance(page, Mapping) else page
    found = next((one for one in (page, item.get("url")) if isinstance(one, str) and _PATH.match(one)), "")
    return found.partition("#")[0]
