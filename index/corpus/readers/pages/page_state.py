"""The article of a page that a script would draw: in the data that the page carries for it."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

from lxml.html import HtmlElement

from ....lazy_pattern import lazy_pattern
from ...draft import Draft, Input
from ...fields import js_literals
from ...fields.field_names import squash
from ...fields.json_tree import Context, Walker

_LONGEST = 8_000_000
"""Characters of such data; the longest seen have some hundred thousand."""
_NAME = 4
"""Words of a site's name, at most."""
_PARTS = lazy_pattern(r"\s[|\u2013\u2014\u00b7»-]\s")
_WHOLE = 200
"""Characters of a text that is no teaser."""
_ASSIGNED = lazy_pattern(r"(?:window\.|self\.|var\s+|const\s+|let\s+)?[\w.$\[\]\"']{3,80}\s*=\s*(?=[{\[])")


def article(root: HtmlElement, title: str, given: Input) -> Draft | None:
    """The article that a page's data hold under its title, or the only one if the title is a site's; None if none is.

    Args:
        root: the page.
        title: its title; what stands under another one belongs to other pages.
        given: the file.
    """
    wanted = squash(title)
    found: list[Draft] = []
    whole: list[Draft] = []
    for value in _values(root):
        walker = Walker(given)
        if not walker.promises(value, 0):
            continue
        drafts = [draft for draft in walker.value(value, Context()) if isinstance(draft, Draft) and draft.text]
        found += [draft for draft in drafts if _same(squash(draft.title), wanted)]
        whole += [draft for draft in drafts if len(draft.text) >= _WHOLE and draft.title]
    if not found and is_named_after_site(root) and len({draft.title for draft in whole}) == 1:
        found = whole
    return max(found, key=lambda draft: len(draft.text), default=None)


def is_named_after_site(root: HtmlElement) -> bool:
    """Whether the title of a page is no more than a name, as it is until a script has drawn the page."""
    title = next(("".join(map(str, one.itertext())) for one in root.iter("title")), "")
    return len(title.split()) <= _NAME and not _PARTS.search(title) and next(root.iter("h1"), None) is None


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
        at = match.end() if match else 0
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text, at)[0]
        except RecursionError:
            continue
        except ValueError:
            with suppress(js_literals.NotALiteralError):
                yield js_literals.parse(text, at)[0]
