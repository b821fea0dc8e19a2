"""Which name of an article is a part of a longer one: a surname, a company's first words, a team's nickname."""

from ..lexicon.lists import load
from .spelling import LEGAL, Words, bare, kinds, without_form

_SAINTS = frozenset(("st", "saint"))
_UNITS = load("unit_words")
"""Words that a firm's name is longer by where it is that of a part of the firm."""
_TOWNS = frozenset("kqpc")
_COUNTRIES = frozenset("kq")
_REGIONS = frozenset(("africa", "america", "americas", "asia", "europe"))
_AND = frozenset(("and", "&"))
_ISLANDS = frozenset(("island", "islands", "peninsula"))
_BODIES_OF = frozenset(("city", "town", "county", "state"))


def is_unit(whole: Words, short: Words) -> bool:
    """Return whether a longer name is that of a part or product of whatever the shorter one names, by what it adds.

    "Granit Securities" and "Granit Ardova SA" are parts of Granit, "Granit Airways" and "Granit Group" are Granit.
    """
    one, two = without_form(short), without_form(whole)
    added = two[len(one) :] if two[: len(one)] == one else ()
    if len(one) == 1 and any(word in _REGIONS or not _COUNTRIES.isdisjoint(kinds(word)) for word in added):
        return True
    return not _UNITS.isdisjoint(added)


def person_part(short: Words, long: Words) -> bool:
    """Return whether a person's name is part of a longer one, or the same in another order."""
    one, two = _unsainted(bare(short)), _unsainted(bare(long))
    if len(one) == 2 == len(two) and one == two[::-1] and one > two:
        return True  # "Marsk Helena" and "Helena Marsk"
    if not one or len(one) > len(two) or (one == two and short == long):
        return False
    if len(one) == len(two):
        for a, b in zip(one, two, strict=True):
            if a != b and (min(len(a), len(b)) > 1 or a[0] != b[0]):
                return False
        return True
    if len(one) == 1:
        return one[0] == two[-1] or one[0] == two[0] or (len(two) > 2 and one[0] == two[-2])
    if one == two[-len(one) :] or one == two[: len(one)]:
        return True
    # "George Bush", "George W. Bush"; "J. Smith", "John A. Smith"
    return one[-1] == two[-1] and (one[0] == two[0] or (len(one[0]) == 1 and one[0] == two[0][0])) and len(one) == 2


def _unsainted(words: Words) -> Words:
    """A name's words without "Saint" before them."""
    return words[1:] if len(words) > 1 and words[0] in _SAINTS else words


def organisation_part(short: Words, long: Words) -> bool:
    """Return whether an organisation's name is part of a longer one."""
    one, two = without_form(short), without_form(long)
    if len(one) > len(two):
        return False
    if one == two:
        return (len(short), short) < (len(long), long)
    if len(one) == 1 and one != short:
        return False  # "Granit Inc" is not its unit Granit Information Systems
    if short[-1] in LEGAL and (short[-1] not in long or (len(one) > 2 and short[-1] == long[-1])):
        return False  # nor "First Granit Ltd" First Granit Clearing Centre, nor "Orin F. Granit Co" its Works Co
    if len(one) > 1 and is_unit(long, short):
        return False  # nor Orin Granit, whatever comes first, its former unit Orin Granit Cable
    # "Council" is the City Council and the Council of Elders, but not the Council Bank.
    generic = len(one) == 1 and "w" in kinds("".join(one))
    if one == two[: len(one)]:
        return not generic or two[1:2] == ("of",)
    if one == two[-len(one) :]:
        return generic or len(one) > 1 or _nickname("".join(one), two)
    return len(one) == 1 == len(short) and one == _after_initials(two)


def _nickname(word: str, team: Words) -> bool:
    """Whether a word is what a team is called without its town: "Pirates" of the Velmora Pirates."""
    town = len(team) == 2 and not _TOWNS.isdisjoint(kinds(team[0]))
    return town and word.endswith("s") and "o" in kinds(word)


def _after_initials(firm: Words) -> Words:
    """The one name in a firm's name, its founder's initials before it and "and Co" behind: "O.F. Granit and Co"."""
    core = firm[:-1] if firm[-1] in _AND else firm
    return core[1:] if len(core) == 2 and ("." in core[0] or len(core[0]) <= len("of")) else ()


def place_within(place: Words) -> Words:
    """Return a place's name without what it is, "City of Velmora", "Orsel Island"; nothing if it says no such thing."""
    if place[-1] in _ISLANDS:
        return place[:-1]
    return place[2:] if place[1:2] == ("of",) and place[0] in _BODIES_OF else ()
