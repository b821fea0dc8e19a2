"""People taken for organisations, where the text says of one of their mentions what it says of people alone."""

import re
from collections.abc import Sequence

from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, spanned
from .spelling import LEGAL

_KIN = (
    "father|mother|son|daughter|brother|sister|wife|husband|widow|widower|nephew|niece|uncle|aunt|grandfather|grandson"
)
_BEHIND = re.compile(
    r",? who (?!will be|are|were)|, (?:now |aged |then )?[1-9]\d(?:,|\.| years)| \([1-9]\d\)|,? (?:was|who was) born\b"
    r"| (?:is|was) survived by\b|,? (?:himself|herself)\b"
)
"""What stands behind the name of a person alone, unless it is said of a noun before the name."""
_KINDRED = re.compile(rf"['’]s (?:{_KIN})\b")
_BEFORE = re.compile(
    rf"(?:\b[Hh]is|\b[Hh]er|['’]s) (?:(?:late|eldest|elder|younger|older|only|second|first|twin) )?(?:{_KIN}),? \Z"
)
"""What stands before it."""
_REACH = 30
"""Characters before a name that are looked at."""
_BOUND = load("prepositions") | {"and", "or", ","}
"""Words before a name that leave open of whom the next words speak: "a player of Dovrin, who"."""
_HEADS = load("organisation_heads") | load("organisation_words")
_LONGEST = 3
_LISTED = frozenset("kqpco")


def recognised(names: Sequence[Name], text: str, splitter: Splitter) -> list[Name]:
    """Mentions of which those that the text itself makes people are people, wherever they stand.

    Args:
        names: Mentions sorted by start, none overlapping.
        text: The text that they stand in.
        splitter: What knows the lists.

    Returns:
        The mentions, sorted as well.
    """
    unknown = [name for name in names if name.type == "org" and _may_be_person(name, splitter)]
    if not unknown:
        return list(names)
    people = {name.text for name in unknown if _is_person(name, text)}
    people |= {name.text.rpartition(" ")[2] for name in unknown if name.text in people}
    alone = {name.text for name in names if name.type == "person" and " " not in name.text and _is_person(name, text)}
    people |= {name.text for name in unknown if name.text.rpartition(" ")[2] in alone}
    if not people:
        return list(names)
    spans = {(name.start, name.end) for name in unknown if name.text in people}
    return [_person(name, text) if (name.start, name.end) in spans else name for name in names]


def _person(name: Name, text: str) -> Name:
    other = spanned(text, (name.start, name.end), "person")
    other.before = name.before
    return other


def _may_be_person(name: Name, splitter: Splitter) -> bool:
    """Whether an organisation's name could be a person's: capitals and small letters, no word of firms, in no list."""
    words = name.text.split(" ")
    return (
        len(words) <= _LONGEST
        and all(word[:1].isupper() and not word.isupper() and len(word) > 1 for word in words)
        and name.before.lower() != "the"
        and words[-1].lower().rstrip(".") not in LEGAL
        and _HEADS.isdisjoint(words)
        and _LISTED.isdisjoint(splitter.lists.known(name.text))
    )


def _is_person(name: Name, text: str) -> bool:
    """Whether what stands beside a mention is said of people alone."""
    if _KINDRED.match(text, name.end) or _BEFORE.search(text[max(0, name.start - _REACH) : name.start]):
        return True
    return name.before.lower() not in _BOUND and _BEHIND.match(text, name.end) is not None
