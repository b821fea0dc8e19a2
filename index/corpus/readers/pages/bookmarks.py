"""Lists of saved pages, as browsers and read-later services export them: a headline and an address each.

When a page was saved is not the date of its article.
"""

import re
from collections.abc import Iterator

from ....lazy_pattern import lazy_pattern
from ...dates import dates
from ...draft import Draft, Flaw, Input, Unreadable
from ...text import encodings
from ...text.lines import whole
from ...text.markup import parse

_SIGN = lazy_pattern(
    r"<!DOCTYPE\s+NETSCAPE-Bookmark-file|<title>\s*(?:Pocket Export|Instapaper: Export)\s*</title>", re.I
)


def looks_like(text: str) -> bool:
    """Whether a page is such a list."""
    return _SIGN.search(text[:4096]) is not None


def read(given: Input) -> Iterator[Draft | Flaw]:
    """Yield the saved pages of a list.

    Raises:
        Unreadable: there is none in it, or it is too long.
    """
    text = whole(given, encodings.declared(given.head))
    root = parse(text.lstrip("\ufeff").encode("utf-8", "replace"))
    number = 0
    for link in root.iter("a") if root is not None else ():
        address = (link.get("href") or "").strip()
        if not address.startswith(("http://", "https://")):
            continue
        number += 1
        title = " ".join("".join(map(str, link.itertext())).split())
        yield Draft(
            title="" if title == address else title,
            text="" if title and title != address else address,
            date=dates.in_url(address),
            url=address,
            topics=tuple(tag.strip() for tag in re.split(r"[,|]", link.get("tags") or "")),
            number=number,
        )
    if not number:
        raise Unreadable("a list of saved pages without one")
