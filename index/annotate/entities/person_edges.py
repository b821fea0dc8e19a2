"""People's names without what a headline or a sentence's beginning glues to them: jobs, teams, verbs."""

import re
from collections.abc import Set

from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, spanned

_JOBS = load("nominals_person")
_WORD = re.compile(r"\S+")
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))
_WEEK = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
"""Days; some are first names too, which stand behind no "on"."""
_ON = frozenset(("on", "On", "Late", "late", "early", "Early", "since", "Since"))
_FEWEST = 3
"""Words from which the first of a name may be no part of it."""


def two_people(name: Name, people: Set[str], text: str) -> tuple[Name, ...]:
    """Return the people in a mention that runs into the next sentence: "Ann Lee Marsk" of a text with both, or one.

    Args:
        name: A mention.
        people: The names of the people of the text.
        text: The text that it stands in.
    """
    if name.type != "person" or name.text.count(" ") < _FEWEST - 1:
        return (name,)
    head, _, tail = name.text.rpartition(" ")
    apart = head.endswith(" ")
    head = head.rstrip()
    if head not in people or tail.rstrip(".") in _SUFFIXES:
        return (name,)
    again = head.endswith(f" {tail}")
    if not (apart or again):
        return (name,)
    if not again and tail not in _surnames(people):
        # Where two spaces are left of a full stop, the word behind them begins a sentence.
        return (_person(name, len(head), text),)
    second = spanned(text, (name.end - len(tail), name.end), "person")
    second.before = head.rpartition(" ")[2]
    return _person(name, len(head), text), second


def _surnames(people: Set[str]) -> set[str]:
    """Return the last words of names, of none that holds another name: "Ann Lee Today" beside "Ann Lee"."""
    parted = (person.rpartition(" ") for person in people if " " in person)
    return {last for first, _, last in parted if first not in people}


def _person(name: Name, length: int, text: str) -> Name:
    """Return the first letters of a mention as one of a person."""
    first = spanned(text, (name.start, name.start + length), "person")
    first.before = name.before
    return first


def trimmed(name: Name, people: Set[str], text: str, splitter: Splitter) -> Name:
    """Return a person without the words around the name.

    Args:
        name: A mention of a person, of several words.
        people: The names of several words, and surnames, of the people of the text.
        text: The text that it stands in.
        splitter: What knows the lists.
    """
    words = name.text.split()
    dated = words[0].endswith("day") or words[-1].endswith("day")
    if len(words) < _FEWEST and not dated and not words[-1].endswith("s"):
        return name  # as most are
    last = _before_verb(words, people, splitter)
    if words[last - 1] in _WEEK and (last >= _FEWEST or words[0] in people):
        last -= 1  # "Ann Lee Friday said"
    first = int(words[0] in _WEEK and last > 1 and name.before in _ON)
    first = first or _begins(words[:last], name.before, splitter)
    if first == 0 and last == len(words):
        return name
    places = [match.span() for match in _WORD.finditer(name.text)]
    piece = spanned(text, (name.start + places[first][0], name.start + places[last - 1][1]), "person")
    piece.before = words[first - 1] if first else name.before
    return piece


def _begins(words: list[str], before: str, splitter: Splitter) -> int:
    """Return the place of the first word that is part of the name.

    "Entrepreneur Ann Lee" is Ann Lee, whatever her job, and so is "Rovers FW Ann Lee" of a team or firm in the lists.
    """
    if len(words) < _FEWEST:
        return 0
    kinds = [splitter.word(word).kind[1:] for word in words[:-1]]
    if words[0].lower() in _JOBS and "f" not in kinds[0] and words[1][0].isupper():
        return 1
    if before == "of" and kinds[0] == "v":
        return 1  # "the minister of commerce Ann Lee", written in capitals
    if "f" in kinds[0] or not ("o" in kinds[0] or (words[1].isupper() and len(words[1]) > 1)):
        return 0
    return next((place for place in range(1, len(kinds)) if "f" in kinds[place] and "." not in words[place]), 0)


def _before_verb(words: list[str], people: Set[str], splitter: Splitter) -> int:
    """Return the place of a headline's verb behind a name that the text holds without it: "Ann Lee Scolds Granit"."""
    for place in range(1, len(words)):
        whole = place > 1 and " ".join(words[:place]) in people
        if (whole or words[place - 1] in people) and _verbal(words[place], whole, splitter):
            return place
    return len(words)


def _verbal(word: str, sure: bool, splitter: Splitter) -> bool:
    """Whether a word in capitals ends as verbs do, and is no name that the lists know: "Scolds".

    Unless it is sure that the name ends before it, the lists have to know the word without its -s.
    """
    if not (word.endswith("s") and word.istitle() and len(word) > 4):
        return False
    return splitter.word(word).kind in ("C", "Cv") and (sure or splitter.word(word[:-1]).kind == "Cv")
