"""Names as linking compares them: folded, without the ends of persons' names, by their words."""

import re
import unicodedata
from collections.abc import Sequence

_STEM = 5
"""Letters by which two spellings of a word in a full name are one: "Organisation", "Organization"."""
_SUFFIXES = (" jr", " sr", " ii", " iii", " iv")
_SEPARATORS = ("-", ",", '"', "“", "”", "(", ")", "\u00a0", "\t")
_DROPPED = (".", "'", "’")
_FORMS = {"corporation": "corp", "company": "co", "companies": "cos", "limited": "ltd", "incorporated": "inc"}
"""Legal forms spelled out, and their usual abbreviations."""
_ACCENTS = re.compile("[\u0300-\u036f]+")


def fold(names: Sequence[str]) -> list[str]:
    """Normalise names for comparison: lower case, no accents, punctuation, "the" or spelled-out legal forms.

    Batching makes this several times as fast.
    """
    text = "\n".join(["", *[name.replace("\n", " ") for name in names], ""])
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    text = text.casefold()
    for mark in _DROPPED:
        text = text.replace(mark, "")
    for mark in _SEPARATORS:
        text = text.replace(mark, " ")
    text = text.replace("&", " and ")
    while "  " in text:
        text = text.replace("  ", " ")
    text = text.replace("\n ", "\n").replace(" \n", "\n").replace("\nthe ", "\n")
    for long, short in _FORMS.items():
        text = text.replace(f" {long}\n", f" {short}\n")
    return text[1:-1].split("\n") if names else []


def bare_person(key: str) -> str:
    """Return a person's name without "Jr"."""
    while key.endswith(_SUFFIXES):
        key = key.rpartition(" ")[0]
    return key


def same_words(short: str, long: str) -> bool:
    """Return whether one name has all words of another, but for their ends: "Central Banks", "Ardova Central Bank"."""
    words = {word.rstrip("s")[:_STEM] for word in long.split()}
    return all(word.rstrip("s")[:_STEM] in words for word in short.split())


def agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether middle names can be the same person's: none, or equal ones, where initials match names."""
    return (
        not one
        or not other
        or (
            len(one) == len(other)
            and all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(one, other, strict=True))
        )
    )
