"""Linking of entities over a corpus: variants of a name that no single article joins.

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
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from ..annotate.entities.spelling import LEGAL, abbreviates, initials
from ..engines.entity_merges import EntityId
from ..model import ENTITY_TYPES, EntityCount, EntityType

_RIVALRY = 10
"""Minimum ratio of articles between the dominant candidate and the next."""
_KNOWN_RIVALRY = 20
"""The same if the next is in at least `_KNOWN` articles, which rules out an extraction error."""
_SHARE = 0.8
"""Minimum share of the dominant candidate in the articles of all candidates."""
_KNOWN = 3
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
_STEM = 5
"""Letters by which two spellings of a word in a full name are one: "Organisation", "Organization"."""
_SUFFIXES = (" jr", " sr", " ii", " iii", " iv")
_NAMED: tuple[EntityType, ...] = ("org", "place", "misc")
"""The types other than person."""

_SEPARATORS = ("-", ",", '"', "“", "”", "(", ")", "\u00a0", "\t")
_DROPPED = (".", "'", "’")
_FORMS = {"corporation": "corp", "company": "co", "companies": "cos", "limited": "ltd", "incorporated": "inc"}
"""Legal forms spelled out, and their usual abbreviations."""
_ACCENTS = re.compile("[\u0300-\u036f]+")


def link(entities: Sequence[EntityCount]) -> dict[EntityId, EntityId]:
    """Find entities of a corpus that are variants of others.

    Args:
        entities: All entities as named in the articles, with number of articles and aliases, in any order.

    Returns:
        The canonical entity, which is one of `entities`, by variant; entities that are not variants are left out.
    """
    return _Linker(entities).result()


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


class _Linker:
    """Numbered entities: all spellings of a name of one type share the number of the first."""

    def __init__(self, entities: Sequence[EntityCount]) -> None:
        self.entities = entities
        self.keys = fold([one.name for one in entities])
        self.articles = [one.articles for one in entities]
        """Articles of all spellings by number; an article with two spellings counts twice."""
        self.spellings: dict[int, list[int]] = {}
        """All spellings by number, if there are several."""
        self.into: dict[int, int] = {}
        """Canonical entity by number."""
        self.numbers: dict[EntityType, dict[str, int]] = {kind: {} for kind in ENTITY_TYPES}
        for i, (one, key) in enumerate(zip(entities, self.keys, strict=True)):
            number = self.numbers[one.type].setdefault(key, i)
            if number != i:
                self.spellings.setdefault(number, [number]).append(i)
                self.articles[number] += one.articles

    def result(self) -> dict[EntityId, EntityId]:
        self._persons()
        self._given_names()
        self._types()
        found: dict[EntityId, EntityId] = {}
        for number in {*self.spellings, *self.into}:
            root = self._root(number)
            target = (self.entities[root].type, self._name(root))
            for i in self._spelled(number):
                id = (self.entities[i].type, self.entities[i].name)
                if id != target:
                    found[id] = target
        return found

    def _spelled(self, number: int) -> list[int]:
        return self.spellings.get(number, [number])

    def _name(self, number: int) -> str:
        """Return the spelling in most articles; one in capitals only if there is no other."""

        def rank(one: EntityCount) -> tuple[bool, int, str]:
            loud = one.name.isupper()
            shouted = loud and (" " in one.name or ("." not in one.name and len(one.name) > _SHOUTED))
            return not shouted, one.articles * (1 if loud else _MIXED), one.name

        return max((self.entities[i] for i in self._spelled(number)), key=rank).name

    def _root(self, number: int) -> int:
        """Return the canonical entity at the end of the chain."""
        seen = {number}
        while (further := self.into.get(number)) is not None and further not in seen:
            seen.add(further)
            number = further
        return number

    def _dominant(self, candidates: Iterable[int], least: int) -> int | None:
        """Return the candidate that dominates and is in at least `least` articles; linked candidates count as one."""
        articles: defaultdict[int, int] = defaultdict(int)
        for candidate in candidates:
            articles[self._root(candidate)] += self.articles[candidate]
        if not articles:
            return None
        best = max(articles, key=lambda number: (articles[number], self.keys[number]))
        most = articles.pop(best)
        others = articles.values()
        next_one = max(others, default=0)
        rivalry = _RIVALRY if next_one < _KNOWN else _KNOWN_RIVALRY
        settled = most >= max(least, rivalry * next_one) and most >= _SHARE * (most + sum(others))
        return best if settled else None

    def _persons(self) -> None:
        """Join names of persons: middle names, initials, and bare surnames."""
        persons = self.numbers["person"]
        # Only bare surnames and those behind an initial are looked up: most names are neither.
        wanted = {key[key.rfind(" ") + 1 :] for key in persons if " " not in key or key[1] == " "}
        called: dict[str, list[int]] = {surname: [] for surname in wanted}
        first: dict[str, int] = dict.fromkeys(wanted, 0)
        homes: dict[str, int] = {}
        groups: dict[str, list[int]] = {}
        short: list[tuple[str, str, int]] = []
        for key, number in persons.items():
            name = _person(key)
            if " " not in name:
                continue
            given, surname = name[: name.index(" ")], name[name.rindex(" ") + 1 :]
            if surname in wanted:
                called[surname].append(number)
            if given in wanted:
                first[given] += self.articles[number]
            if len(given) > 1:
                full = f"{given} {surname}"
                home = homes.setdefault(full, number)
                if home != number:
                    groups.setdefault(full, [home]).append(number)
            elif len(name) == len(given) + len(surname) + 1:
                short.append((given, surname, number))
        for group in groups.values():
            self._fuller_names(group)
        for letter, surname, number in short:
            fitting = [one for one in called.get(surname, ()) if one != number and self.keys[one].startswith(letter)]
            self._join(number, self._dominant((one for one in fitting if self.keys[one][1:2] != " "), 1))
        for surname, candidates in called.items():
            alone = self.numbers["person"].get(surname)
            if alone is not None and len(surname) >= _SHORTEST:
                self._surname(alone, candidates, first[surname])

    def _join(self, number: int, into: int | None) -> None:
        if into is not None and into != number:
            self.into[number] = into

    def _fuller_names(self, group: Sequence[int]) -> None:
        """Join names that differ only in middle names, unless those show that two people have the name."""
        middles = sorted((_person(self.keys[number]).split()[1:-1] for number in group), key=len)
        if all(_agree(one, other) for one, other in combinations(middles, 2)):
            best = max(group, key=lambda number: (self.articles[number], self.keys[number]))
            for number in group:
                self._join(number, best)

    def _surname(self, alone: int, candidates: Sequence[int], first: int) -> None:
        """Join a bare surname to the person who dominates it.

        No person does if the word is as often a first name (in `first` articles), or if a place or organisation of that
        name dwarfs the person.
        """
        person = self._dominant(candidates, _KNOWN)
        if person is None:
            return
        articles = self.articles[alone] + self.articles[person]
        namesakes = (self.numbers[kind].get(self.keys[alone]) for kind in _NAMED)
        others = max((self.articles[one] for one in namesakes if one is not None), default=0)
        if _RIVALRY * first <= articles and others < _RIVALRY * articles:
            self.into[alone] = person

    def _given_names(self) -> None:
        """Join acronyms and partial names to the full name that some article gives for them.

        An acronym may be more frequent than the full name; a partial name may not: "Treasury" alone usually means the
        treasury. A company's name without its legal form needs no article that links them. A single word competes for
        all organisations that begin or end with it, whether or not an article calls them that.
        """
        wholes = self._aliases()
        single = {
            key: short
            for short in wholes
            if self.entities[short].type == "org" and " " not in (key := self.keys[short])
        }
        rivals: defaultdict[int, set[int]] = defaultdict(set)
        for key, number in self.numbers["org"].items():
            if " " in key:
                for word in (key[: key.index(" ")], key[key.rindex(" ") + 1 :]):
                    if word in single:
                        rivals[single[word]].add(number)
        for short, candidates in wholes.items():
            if LEGAL.issuperset(self.keys[short].split()):
                continue
            expansions = [one for one in candidates if self._abbreviated(short, one)]
            if expansions:
                if not self._contested(short, expansions):
                    self._join(short, self._dominant(expansions, 1))
                continue
            parts = [one for one in candidates if self._part(short, one)]
            whole = self._dominant({*parts, *rivals[short]}, max(_KNOWN, self.articles[short]))
            if any(self._root(one) == whole for one in parts):
                self._join(short, whole)

    def _aliases(self) -> dict[int, set[int]]:
        """Map a name's number to the longer names that it is an alias of, or that only add a legal form."""
        named: dict[str, int] = {}
        for i, one in enumerate(self.entities):
            if one.type != "person":
                named[one.name] = self.numbers[one.type][self.keys[i]]
        wholes: defaultdict[int, set[int]] = defaultdict(set)
        for one, key in zip(self.entities, self.keys, strict=True):
            if one.aliases and one.type != "person" and " " in key:
                for alias in one.aliases:
                    short = named.get(alias)
                    if short is not None:
                        wholes[short].add(self.numbers[one.type][key])
        companies = self.numbers["org"]
        for key, number in companies.items():
            name, _, form = key.rpartition(" ")
            if form in LEGAL and name in companies:
                wholes[companies[name]].add(number)
        return wholes

    def _abbreviated(self, short: int, long: int) -> bool:
        types = {self.entities[short].type, self.entities[long].type}
        return (
            " " not in self.keys[short]
            and self.keys[short] not in self.keys[long].split()
            and (len(types) == 1 or types == {"org", "misc"})
            and any(abbreviates(self.entities[i].name, self.entities[long].name) for i in self._spelled(short))
        )

    def _contested(self, short: int, expansions: Sequence[int]) -> bool:
        """Return whether an acronym has several full names: a central bank's and a cricket board's.

        An article that has the acronym alone may mean either, however much better known one of them is.
        """
        letters = self.keys[short].replace(" ", "")
        roots: set[int] = set()
        for one in expansions:
            words = tuple(self.keys[one].split())
            if len(words) > 1 and self.articles[one] >= _EXPANDED and letters in initials(words):
                roots.add(self._root(one))
        names = sorted((self.keys[root] for root in roots), key=len)
        return any(not _same_words(names[0], name) for name in names[1:])

    def _part(self, short: int, long: int) -> bool:
        """Return whether an organisation's name begins or ends another's."""
        part, whole = self.keys[short], self.keys[long]
        both = self.entities[short].type == self.entities[long].type == "org"
        return both and (whole.startswith(f"{part} ") or whole.endswith(f" {part}"))

    def _types(self) -> None:
        """Join a name under several types to its overwhelmingly frequent type."""
        pairs = combinations(self.numbers.values(), 2)
        for key in {key for one, other in pairs for key in one.keys() & other.keys()}:
            group = [numbers[key] for numbers in self.numbers.values() if key in numbers]
            best = max(group, key=self.articles.__getitem__)
            others = sum(self.articles[number] for number in group) - self.articles[best]
            if self.articles[best] >= max(_SETTLED, _RIVALRY * others):
                for number in group:
                    if number not in self.into:
                        self._join(number, best)


def _person(key: str) -> str:
    """Return a person's name without "Jr"."""
    while key.endswith(_SUFFIXES):
        key = key.rpartition(" ")[0]
    return key


def _same_words(short: str, long: str) -> bool:
    """Return whether one name has all words of another, but for their ends: "Central Banks", "Ardova Central Bank"."""
    words = {word.rstrip("s")[:_STEM] for word in long.split()}
    return all(word.rstrip("s")[:_STEM] in words for word in short.split())


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether middle names can be the same person's: none, or equal ones, where initials match names."""
    return (
        not one
        or not other
        or (
            len(one) == len(other)
            and all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(one, other, strict=True))
        )
    )
