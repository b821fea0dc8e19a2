"""Names that were run together where a text lost its commas: "Dorsan  Lisna  Velmora" are three towns."""

import re
from collections.abc import Iterator

from ..lexicon.lists import load
from ..text.lost_punctuation import has_lost_punctuation
from ..text.words import Splitter
from .names import Name, spanned
from .spelling import LEGAL

_GAP = re.compile(r" {2,}")
_SHORT = load("abbreviations") | load("abbreviations_final") | {"Sens", "Reps", "Ft", "Mt", "St"}
_PARTY = re.compile(r"[DRI](?: |\Z)")
_INITIALS = re.compile(r"(?:[A-Z]\b ?)+\Z")
_PLACES = frozenset("kqpc")


def parted(name: Name, text: str, splitter: Splitter) -> Iterator[Name]:
    """Yield the names that gaps part in a mention; the mention itself if its text has its punctuation."""
    if not has_lost_punctuation(text):
        yield name
        return
    start = begin = 0
    pieces: list[tuple[int, int]] = []
    for gap in _GAP.finditer(name.text):
        left, right = name.text[start : gap.start()].rpartition(" ")[2], name.text[gap.end() :]
        following = right.partition(" ")[0]
        start = gap.end()
        joined = len(left) == 1 or left in _SHORT or following.lower() in LEGAL or _INITIALS.match(right)
        if joined and not _PARTY.match(right):
            continue
        pieces.append((begin, gap.start()))
        begin = gap.end()
    for first, last in (*pieces, (begin, len(name.text))):
        if first and _PARTY.match(name.text[first:last]):
            continue
        kinds = _PLACES.isdisjoint(splitter.lists.known(name.text[first:last]))
        piece = spanned(text, (name.start + first, name.start + last), name.type if kinds or not pieces else "place")
        piece.before = "," if first else name.before
        yield piece
