"""People's names without what a headline or a sentence's beginning glues to them: jobs, teams, verbs."""

import re
from collections.abc import Set

from ..lexicon.lists import load
from ..text.words import Splitter
from .names import Name, spanned

_JOBS = load("nominals_person")
_WORD = re.compile(r"\S+")
_FEWEST = 3
"""Words from which the first of a name may be no part of it."""


def trimmed(name: Name, people: Set[str], text: str, splitter: Splitter) -> Name:
    """Return a person without the words around the name.

    Args:
        name: A mention of a person, of several words.
        people: The names of several words, and surnames, of the people of the text.
        text: The text that it stands in.
        splitter: What knows the lists.
    """
    words = name.text.split()
    last = _before_verb(words, people, splitter)
    first = _begins(words[:last], splitter)
    if first == 0 and last == len(words):
        return name
    places = [match.span() for match in _WORD.finditer(name.text)]
    piece = spanned(text, (name.start + places[first][0], name.start + places[last - 1][1]), "person")
    piece.before = words[first - 1] if first else name.before
    return piece


def _begins(words: list[str], splitter: Splitter) -> int:
    """Return the place of the first word that is part of the name.

    "Entrepreneur Ann Lee" is Ann Lee, whatever her job, and so is "Rovers FW Ann Lee" of a team or firm in the lists.
    """
    if len(words) < _FEWEST:
        return 0
    kinds = [splitter.word(word).kind[1:] for word in words[:-1]]
    if words[0].lower() in _JOBS and "f" not in kinds[0] and words[1][0].isupper():
        return 1
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
