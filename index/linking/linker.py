"""Linking of entities over a corpus: the rules by which variants of a name are joined that no single article joins.

Within an article, extraction has resolved every name. Over the corpus, this joins, most reliable first:

- spellings: names that differ in case, accents, punctuation, "the", or in how a company's legal form is written;
- fuller names of a person: "Karl Vorrin", "Karl O. Vorrin"; a first name is never another first name;
- a surname alone and the person of that surname, who must dominate;
- an acronym, or a part of an organisation's name, and the full name that some article gave it, which must dominate;
- one name under two types: the type that is overwhelming.

A candidate dominates if it has `_RIVALRY` times the articles of the next one (`_KNOWN_RIVALRY` times if that one is
well known too) and `_SHARE` of the articles of all candidates. At ten to one, at most one in eleven linked mentions
belongs to another entity, if the short form is used evenly; at twenty to one about one in twenty. The share prevents a
link among many small namesakes, and tolerates the stray extraction errors that every frequent name has. If no candidate
dominates, nothing is linked, nor an acronym with two full names, however well known one of them is: two rows are an
inconvenience, a wrong link is an error.

Each rule needs few names: those that share a surname, a word or an alias. `link_update` finds these in a `NameTable`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ..annotate.entities.spelling import abbreviates, initials
from .spellings import agree, bare_person, same_words

_RIVALRY = 10
"""Minimum ratio of articles between the dominant candidate and the next."""
_KNOWN_RIVALRY = 20
"""The same if the next is in at least `KNOWN` articles, which rules out an extraction error."""
_SHARE = 0.8
"""Minimum share of the dominant candidate in the articles of all candidates."""
KNOWN = 3
"""Minimum articles with a full name for linking its short form: one or two may be extraction errors."""
_SETTLED = 5
"""Minimum articles with a name under one type for it to outweigh other types."""
_EXPANDED = 2
"""Minimum articles with a full name for it to compete for its acronym: one may be an extraction error."""
_SHORTEST = 3
"""Minimum letters of a surname; shorter ones are initials or errors."""
_SHOUTED = 5
"""Maximum length of an acronym; a longer word in capitals is an ordinary word."""
_MIXED = 3
"""Weight of an article with a spelling in lower case relative to one in capitals, which may be a headline."""


class Number(NamedTuple):
    """A name without its spellings."""

    number: int
    key: str
    """As `fold` makes it."""
    articles: int
    """Articles of all spellings; an article with two spellings counts twice."""


class Expansion(NamedTuple):
    """A full name of an acronym."""

    key: str
    articles: int
    root: int
    """The number that it is joined to, or its own."""
    root_key: str


def best_spelling(spellings: Iterable[tuple[str, int]]) -> str:
    """Return the spelling in most articles; one in capitals only if there is no other."""

    def rank(spelling: tuple[str, int]) -> tuple[bool, int, str]:
        name, articles = spelling
        loud = name.isupper()
        shouted = loud and (" " in name or ("." not in name and len(name) > _SHOUTED))
        return not shouted, articles * (1 if loud else _MIXED), name

    return max(spellings, key=rank)[0]


def dominant(articles: Mapping[int, int], least: int, total: int | None = None) -> int | None:
    """Return the candidate that dominates and is in at least `least` articles.

    Args:
        articles: The articles of candidates; those that are joined count as one.
        least: Articles it must have.
        total: The articles of all candidates, if only the largest ones are given.
    """
    if not articles:
        return None
    best = max(articles, key=articles.__getitem__)
    most = articles[best]
    next_one = max((number for one, number in articles.items() if one != best), default=0)
    rivalry = _RIVALRY if next_one < KNOWN else _KNOWN_RIVALRY
    every = sum(articles.values()) if total is None else total
    return best if most >= max(least, rivalry * next_one) and most >= _SHARE * every else None


def join_persons(
    persons: Sequence[Number], alone: Number | None, named_so: Callable[[], int], namesakes: Callable[[], int]
) -> dict[int, int]:
    """Join the names of persons with one surname: middle names, initials, and the surname alone.

    Args:
        persons: All names of several words with the surname.
        alone: The surname alone, if it is a name.
        named_so: Returns the articles of persons of which the surname is the first name.
        namesakes: Returns the articles of the place or organisation of that name that is in most.
    """
    into: dict[int, int] = {}
    homes: dict[str, list[Number]] = {}
    short: list[Number] = []
    for one in persons:
        name = bare_person(one.key)
        given, surname = name[: name.index(" ")], name[name.rindex(" ") + 1 :]
        if len(given) > 1:
            homes.setdefault(given, []).append(one)
        elif len(name) == len(given) + len(surname) + 1:
            short.append(one)
    for group in homes.values():
        if len(group) > 1:
            into.update(_fuller_names(group))
    for one in short:
        fitting = [other for other in persons if other.key[0] == one.key[0] and other.key[1] != " "]
        if (person := dominant(_by_root(fitting, into), 1)) is not None:
            into[one.number] = person
    if alone is not None and len(alone.key) >= _SHORTEST:
        articles = _by_root(persons, into)
        person = dominant(articles, KNOWN)
        if person is not None:
            of_both = alone.articles + next(one.articles for one in persons if one.number == person)
            # No person has it if the word is as often a first name, or if a place or organisation dwarfs the person.
            if _RIVALRY * named_so() <= of_both and namesakes() < _RIVALRY * of_both:
                into[alone.number] = person
    return into


def _by_root(persons: Iterable[Number], into: Mapping[int, int]) -> dict[int, int]:
    """Return the articles of persons, those that are joined added up."""
    articles: dict[int, int] = {}
    for one in persons:
        root = one.number
        while root in into:
            root = into[root]
        articles[root] = articles.get(root, 0) + one.articles
    return articles


def _fuller_names(group: Sequence[Number]) -> dict[int, int]:
    """Join names that differ only in middle names, unless those show that two people have the name."""
    middles = sorted((bare_person(one.key).split()[1:-1] for one in group), key=len)
    if not all(agree(one, other) for one, other in combinations(middles, 2)):
        return {}
    best = max(group, key=lambda one: (one.articles, one.key)).number
    return {one.number: best for one in group if one.number != best}


def is_acronym(short: str, key: str, long: str, long_key: str) -> bool:
    """Return whether a name is an acronym of a longer one, each given as written and as compared."""
    return " " not in key and key not in long_key.split() and abbreviates(short, long)


def is_part(key: str, whole: str) -> bool:
    """Return whether an organisation's name begins or ends another's."""
    return whole.startswith(f"{key} ") or whole.endswith(f" {key}")


def is_contested(key: str, expansions: Iterable[Expansion]) -> bool:
    """Return whether an acronym has several full names: a central bank's and a cricket board's.

    An article that has the acronym alone may mean either, however much better known one of them is.
    """
    letters = key.replace(" ", "")
    roots: dict[int, str] = {}
    for one in expansions:
        words = tuple(one.key.split())
        if len(words) > 1 and one.articles >= _EXPANDED and letters in initials(words):
            roots[one.root] = one.root_key
    names = sorted(roots.values(), key=lambda name: (len(name), name))
    return any(not same_words(names[0], name) for name in names[1:])


def overwhelming(articles: Sequence[int]) -> int | None:
    """Return which of several types of one name outweighs all others, by the articles of each; None if none does."""
    best = max(range(len(articles)), key=articles.__getitem__)
    others = sum(articles) - articles[best]
    return best if articles[best] >= max(_SETTLED, _RIVALRY * others) else None
