"""Supplied titles for articles without a headline: the first sentence in square brackets, as librarians do."""

import re

from .model import Article

_LONGEST = 100
"""Maximum length of a supplied title in characters, without the brackets."""
_END_MARKS = re.compile(r"[.!?…]+[\"”’)]*(?=\s+[^\W_a-z]|\s*\Z)|[。！？]")
_LAST_WORD = re.compile(r"[\w.'’]*\Z")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen sen rep gov col sgt lt capt rev hon st no inc ltd corp co jr sr vs jan feb mar apr aug sept"
    " oct nov dec str bzw ca etc".split()
)
_LINE = re.compile(r"\S[^\n]*")


def supplied_title(text: str) -> str:
    """Return the first sentence of a text in square brackets, cut at a word; "" for a text without letters."""
    line = next((found.group() for found in _LINE.finditer(text) if any(char.isalnum() for char in found.group())), "")
    line = " ".join(line[:1000].split())
    if not line:
        return ""
    for end in _END_MARKS.finditer(line, 0, _LONGEST + 1):
        before = _LAST_WORD.search(line, 0, end.start())
        word = before.group().casefold() if before else ""
        if end.group() in "。！？!?…" or not (len(word) < 2 or "." in word or word in _ABBREVIATIONS):
            return f"[{line[: end.end()]}]"
    if len(line) <= _LONGEST:
        return f"[{line}]"
    cut = line.rfind(" ", _LONGEST // 2, _LONGEST)
    return f"[{line[: cut if cut > 0 else _LONGEST].rstrip(' ,;:-–—')} …]"


def own_title(article: Article) -> str:
    """Return the headline given by the source; "" if the title was supplied."""
    return "" if article.title_derived else article.title
