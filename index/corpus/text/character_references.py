"""Character references of HTML and XML, however wrong."""

import html
import re

from ...lazy_pattern import lazy_pattern

_LONG = lazy_pattern(r"&#[xX]?[0-9a-fA-F]{100,};?")
_REFERENCE = lazy_pattern(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_FORBIDDEN = lazy_pattern("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def unescape(text: str) -> str:
    """Replace references by their characters, as `html.unescape`, which raises ValueError above 4,300 digits."""
    return html.unescape(_LONG.sub("\ufffd", text) if "&#" in text else text)


def without_forbidden(text: str) -> str:
    """Remove references to characters that XML forbids: a parser that recovers from them takes what is no Unicode."""
    return _REFERENCE.sub(_allowed, text) if "&#" in text else text


def _allowed(match: re.Match[str]) -> str:
    digits = (match[1] or match[2]).lstrip("0")
    number = int(digits or "0", 16 if match[1] else 10) if len(digits) <= 7 else -1
    return match[0] if 0 <= number <= 0x10FFFF and not _FORBIDDEN.match(chr(number)) else ""
