"""Firms' names made whole, and their short forms told from people: what a tagger cuts or takes for somebody."""

import re
from collections.abc import Iterator, Sequence

from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, overlaid, spanned
from .spelling import LEGAL

_AND_CO = re.compile(r",?\s(?:&|and)\sCo(?:mpany)?\b(?:,?\s(?:Inc|Ltd|LP|LLC|Plc)\b)?")
_WITH_CO = (" & Co", " and Co", "\nand Co", " and\nCo", " &\nCo")
"""One of these stands in all that `_AND_CO` matches."""
_INITIALS = re.compile(r"(?<![\w.'’-])(?:[A-ZÀ-Þ][\w'’-]+\s)?(?:[A-Z]\.\s?){1,3}\Z")
"""Initials right before the rest of a firm's name, and the first name before them: "Orin F. Granit Co"."""
_INITIAL_REACH = 30
_TITLES = load("name_titles") | load("nominals_person")
_FEWEST = 3
"""Words of a firm's name, its legal form among them, from which its first two may be its short form."""
_OWNED = ("'s", "’s")
_OWNER_ENDS = ("'s ", "’s ", "'s\n", "’s\n")


def with_whole_firms(names: Sequence[Name], text: str, splitter: Splitter) -> list[Name]:
    """Mentions with firms' names whole: "J. Orin Tarsk Veyra Ltd", "OT Marsk & Co", "King Granit" of that Corp.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.
        splitter: What knows the lists.

    Returns:
        The mentions, sorted as well.
    """
    has_co = any(map(text.__contains__, _WITH_CO))
    found: list[Name] = []
    for name in names:
        if has_co and name.type in ("org", "person") and " " in name.text and (joined := _AND_CO.match(text, name.end)):
            name = spanned(text, (name.start, joined.end()), "org")
        if name.type == "org":
            start = name.start
            if name.words[-1] in LEGAL:
                start = _begins(name, found, text)
            elif text.endswith(_OWNER_ENDS, 0, start):
                start = _owner(name, text, splitter)
            if start < name.start:
                while found and found[-1].end > start:
                    found.pop()
                name = spanned(text, (start, name.end), "org")
        if not found or name.start >= found[-1].end:
            found.append(name)
    return _with_short(found, text, splitter)


def _begins(name: Name, before: Sequence[Name], text: str) -> int:
    """Where a firm begins of whose name the tagger found the end: at a person's name, or initials, right before it."""
    last = before[-1] if before else None
    if last is not None and last.type == "person" and last.end + 1 == name.start and text[last.end].isspace():
        return last.start
    low = max(last.end if last is not None else 0, name.start - _INITIAL_REACH)
    initials = _INITIALS.search(text, low, name.start)
    return initials.start() if initials else name.start


def _owner(name: Name, text: str, splitter: Splitter) -> int:
    """Where a listed body begins whose name holds a possessive: "People's Bank of Ardova"."""
    start = max(text.rfind(" ", 0, name.start - 1), text.rfind("\n", 0, name.start - 1)) + 1
    whole = " ".join(text[start : name.end].replace("’", "'").split())
    return start if splitter.lists.known(whole) == "o" else name.start


def _with_short(names: list[Name], text: str, splitter: Splitter) -> list[Name]:
    """Mentions with the short forms of firms that a tagger cuts: "King Granit" beside "King Granit Productions Inc"."""
    spans = sorted({span for name in names for span in _short(name, text, splitter)})
    if not spans:
        return names
    short = [spanned(text, span, "org") for span in spans]
    for name in short:
        # The possessive is part of the name, and tells it from a person's.
        name.words = tuple(name.text.lower().replace("’", "'").split())
    return overlaid(short, names)


def _short(name: Name, text: str, splitter: Splitter) -> Iterator[tuple[int, int]]:
    """Where a firm's short form stands and was found as another name, or in part."""
    if name.type != "org" or name.words[-1] not in LEGAL:
        return
    words = name.text.split()
    owner = words[0].endswith(_OWNED)
    titled = words[0].lower() in _TITLES
    if not (owner or titled) or len(words) < _FEWEST - owner or (titled and not words[1].isalpha()):
        return
    short = words[0] if owner else f"{words[0]} {words[1]}"
    if splitter.lists.known(short) and not owner:
        return
    spelling = r"\s".join(map(re.escape, short.split()))
    for match in re.finditer(rf"(?<![\w’'-]){spelling}(?![\w’'-])", text):
        following = text[match.end() + 1 : match.end() + 2]
        if not following.isupper():
            yield match.span()
