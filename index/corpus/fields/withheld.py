"""What news APIs give in place of a text, or of the rest of it: counts of characters, and notices."""

import re
from typing import Any

from ...lazy_pattern import lazy_pattern

_CUT = lazy_pattern(r"(?:…|\.\.\.)?\s*\[\+?\d[\d,.]* (?:chars?|characters|words)\]\s*\Z|\s*\[(?:…|\.\.\.)\]\s*\Z")
_REMOVED = lazy_pattern(r"\s*\[(?:removed|deleted|unavailable)\]\s*\Z", re.I)
_UNPAID = lazy_pattern(r"\s*only available in [\w ,]{1,60} plans?\.?\s*\Z", re.I)
"""What a news API gives in place of a text to those who do not pay for it."""


def is_cut(text: str) -> bool:
    """Whether a news API gives no more than the beginning of a text: `… [+1234 chars]`."""
    return text.endswith("]") and _CUT.search(text[-80:]) is not None


def is_removed(value: Any) -> bool:
    """Whether a news API left only a notice that the article was withdrawn."""
    return isinstance(value, str) and _REMOVED.match(value) is not None


def is_unpaid(value: Any) -> bool:
    """Whether a news API says that it gives this value only to those who pay."""
    return isinstance(value, str) and len(value) < 120 and _UNPAID.match(value) is not None


def uncut(value: str) -> str:
    """Text without the count of characters that an API cut off (`… [+5996 chars]`)."""
    end = value.rstrip()
    if not end.endswith("]"):
        return value
    start = max(0, len(end) - 40)
    return end[:start] + _CUT.sub(" …", end[start:])
