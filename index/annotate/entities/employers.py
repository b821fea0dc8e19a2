"""A surname before "of" and an employer or home: "Green of Norton Rose" is a person and a firm, not one name."""

import re
from collections.abc import Sequence

from ...model import EntityType
from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, spanned

_OF = " of "
_WHO = re.compile(r"(?:said|says) (?P<who>[A-ZÀ-Þ][a-zà-ÿ'’-]+) of \Z")
"""A speaker whom no name was found for."""
_REACH = 40
_SAYS = (" said", " says", " told", " added", " wrote")
_KINDS = ("person", "place")
_TITLES = load("name_titles") | load("nominals_person") | load("organisation_heads")


def with_employers(names: Sequence[Name], text: str, splitter: Splitter) -> list[Name]:
    """Return names of which no person holds an employer, and no employer of a person is one.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.
        splitter: What knows the lists.

    Returns:
        The mentions, sorted as well.
    """
    found: list[Name] = []
    for name in names:
        at = name.text.find(_OF) if name.type in _KINDS else -1
        if at > 0 and _is_surname(name.text[:at], splitter) and (name.type == "person" or _speaks(name, text)):
            found.append(_piece(name.start, name.start + at, "person", text, name.before))
            found.append(_body(name.start + at + len(_OF), name, text, splitter))
        elif at < 0 and name.type in _KINDS and text.startswith(_OF, max(0, name.start - len(_OF))):
            end = name.start - len(_OF)
            who = _WHO.search(text, max(0, name.start - _REACH), name.start)
            if who and _is_surname(who["who"], splitter) and (not found or found[-1].end <= who.start("who")):
                found.append(_piece(*who.span("who"), "person", text, ""))
            employed = bool(found) and found[-1].type == "person" and found[-1].end == end
            found.append(_body(name.start, name, text, splitter) if employed else name)
        else:
            found.append(name)
    return found


def _speaks(name: Name, text: str) -> bool:
    """Whether a verb of saying stands beside a mention: then it is no "Land of Lincoln"."""
    return text.endswith(("said ", "says "), 0, name.start) or text.startswith(_SAYS, name.end)


def _is_surname(word: str, splitter: Splitter) -> bool:
    """Whether a word is a surname and no first name, title or office: "Joan of Arc" and "Duke of" are whole names."""
    kinds = splitter.word(word).kind[1:] if word.isalpha() else ""
    return "s" in kinds and "f" not in kinds and "w" not in kinds and word.lower() not in _TITLES


def _body(start: int, name: Name, text: str, splitter: Splitter) -> Name:
    """The employer or home that a mention ends with; what the tagger took for a place stays one."""
    known = splitter.lists.known(text[start : name.end])
    place = name.start == start and name.type == "place"
    return _piece(start, name.end, "place" if place or not set(known).isdisjoint("kqp") else "org", text, "of")


def _piece(start: int, end: int, kind: EntityType, text: str, before: str) -> Name:
    piece = spanned(text, (start, end), kind)
    piece.before = before
    return piece
