"""Property lists of macOS: pages that Safari saved (`.webarchive`), and lists of articles as JSON has them."""

import plistlib
from collections.abc import Iterator, Mapping
from typing import Any, cast

from msgspec import structs

from ...draft import Aside, Draft, Flaw, Input, Unreadable
from ...fields.json_tree import Walker
from ..pages import html_page
from .json_file import whole

_MAX = 64 * 1024 * 1024
"""Bytes of a page with its pictures: a property list is read at once."""
_PAGE = "WebMainResource"


def is_binary_list(head: bytes) -> bool:
    """Whether a file begins as a binary property list does."""
    return head.startswith(b"bplist0")


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the article of a saved page, or those of a list.

    Raises:
        Unreadable: it is damaged, too long, or holds nothing like an article.
    """
    data = given.stream.read(_MAX + 1)
    if len(data) > _MAX:
        raise Unreadable(f"a property list longer than {_MAX >> 20} MB")
    try:
        value: Any = plistlib.loads(data)
    except Exception as error:  # it raises whatever damaged bytes bring about
        raise Unreadable(f"a damaged property list: {' '.join(str(error).split())[:200]}") from None
    page: Any = cast("Mapping[str, Any]", value).get(_PAGE) if isinstance(value, Mapping) else None
    if not isinstance(page, Mapping):
        yield from whole(Walker(given), value)
        return
    main = cast("Mapping[str, Any]", page)
    source, address = main.get("WebResourceData"), str(main.get("WebResourceURL") or "")
    if not isinstance(source, bytes):
        raise Unreadable("a saved page without its source")
    for found in html_page.read(given.part(source, given.name)):
        yield structs.replace(found, url=found.url or address) if isinstance(found, Draft) else found
