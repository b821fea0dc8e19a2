"""Articles with their summaries: `.story` files of the CNN and Daily Mail collection, `.summary` files of XSum."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...draft import Aside, Draft, Flaw, Input
from ...text.lines import whole

_MARK = lazy_pattern(r"^@highlight[ \t]*$", re.M)
_PART = lazy_pattern(r"^\[SN\](?P<name>[A-Z-]{3,20})\[SN\][ \t]*$", re.M)
"""What XSum has above each part of an article."""


def looks_like(text: str) -> bool:
    """Whether highlights follow a text, or a text is in the parts of XSum."""
    if text.lstrip("\ufeff \r\n").startswith("[SN]"):
        return _PART.search(text.replace("\r\n", "\n")) is not None
    return "@highlight" in text and _MARK.search(text) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the one article of a file; its highlights are summaries made for it, no words of its text.

    Raises:
        Unreadable: it is too long.
    """
    text = whole(given).replace("\r\n", "\n")
    if _PART.search(text):
        parts = _PART.split(text)
        named = {name: part.strip() for name, part in zip(parts[1::2], parts[2::2], strict=True)}
        body = (named.get(name, "") for name in ("FIRST-SENTENCE", "RESTBODY"))
        yield Draft(
            title=named.get("TITLE", ""),
            text="\n\n".join(filter(None, body)),
            url=named.get("URL", ""),
            lang="en",
            wrapped=False,
        )
        return
    body, *_ = _MARK.split(text)
    outlet = "CNN" if re.match(r"\s*(?:\(CNN\)|[A-Z][^\n]{0,60}\(CNN\))", body) else ""
    yield Draft(text=body, outlet=outlet, lang="en", wrapped=False)
