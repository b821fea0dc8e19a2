"""The article of a page that a script would draw: in the data that the page carries for it."""

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from lxml.html import HtmlElement

from ..draft import Draft, Input
from ..fields.field_names import squash
from ..fields.json_tree import Context, Walker

_LONGEST = 8_000_000
"""Characters of such data; the longest seen have some hundred thousand."""
_ASSIGNED = re.compile(r"(?:window\.|self\.|var\s+|const\s+|let\s+)?[\w.$\[\]\"']{3,80}\s*=\s*(?=[{\[])")


def article(root: HtmlElement, title: str, given: Input) -> Draft | None:
    """The article that a page's data hold under its title, the longest if there are several; None if there is none.

    Args:
        root: the page.
        title: its title; what stands under another one belongs to other pages.
        given: the file.
    """
    wanted = squash(title)
    found: list[Draft] = []
    for value in _values(root):
        walker = Walker(given)
        if not walker.promises(value, 0):
            continue
        drafts = [draft for draft in walker.value(value, Context()) if isinstance(draft, Draft) and draft.text]
        found += [draft for draft in drafts if _same(squash(draft.title), wanted)]
    return max(found, key=lambda draft: len(draft.text), default=None)


def _same(one: str, other: str) -> bool:
    return bool(one) and (one in other or (len(other) > 10 and other in one))


def _values(root: HtmlElement) -> Iterator[Any]:
    """Yield the JSON values in a page's scripts, those for search engines apart."""
    for script in root.iter("script"):
        text = (script.text or "").strip()
        kind = cast("str", script.get("type") or "")
        if not 100 < len(text) < _LONGEST or "ld+json" in kind:
            continue
        match = None if "json" in kind else _ASSIGNED.search(text, 0, 500)
        if "json" not in kind and not match:
            continue
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text, match.end() if match else 0)[0]
        except (ValueError, RecursionError):
            continue
