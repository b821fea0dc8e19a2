"""`.story` files of the CNN and Daily Mail collection: an article, then its highlights."""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...draft import Aside, Draft, Flaw, Input
from ...text.lines import whole

_MARK = lazy_pattern(r"^@highlight[ \t]*$", re.M)


def looks_like(text: str) -> bool:
    """Whether highlights follow a text."""
    return "@highlight" in text and _MARK.search(text) is not None


def read(given: Input) -> Iterator[Draft | Flaw | Aside]:
    """Yield the one article of a file; its highlights are summaries made for it, no words of its text.

    Raises:
        Unreadable: it is too long.
    """
    text = whole(given).replace("\r\n", "\n")
    body, *_ = _MARK.split(text)
    outlet = "CNN" if re.match(r"\s*(?:\(CNN\)|[A-Z][^\n]{0,60}\(CNN\))", body) else ""
    yield Draft(text=body, outlet=outlet, lang="en", wrapped=False)
