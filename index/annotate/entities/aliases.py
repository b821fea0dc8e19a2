"""Mentions of one article to entities: which spellings mean the same, and what the entity is called.

Names are compared as folded words, so "the U.S." and "US" are one spelling already. Spellings join, in this order, when
the user's aliases or `lexicon/variants.txt` say so, when an acronym stands beside its expansion or is made of its
initials, when one is part of the other in the way its type allows (a surname, a company's first words), and when two
rare names differ by a letter. A surname that two people of the article share goes to the one named last before it whose
title fits, and stays on its own when nobody was.
"""

import re
from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from ...model import Entity, EntityType, Mention
from ..lexicon.lists import load
from .name_parts import is_unit, organisation_part, person_part, place_within
from .names import Name
from .spelling import (
    Words,
    abbreviates,
    bare,
    canonical,
    fold,
    initials,
    kinds,
    limit_caches,
    listed,
    needs_form,
    solid,
    spaced,
    without_form,
)

_NO_FIRMS = ("government", "learning", "media", "politics", "sport", "world")
_HIS = frozenset(("mr", "sir", "lord", "king", "prince", "congressman", "father", "brother"))
_HER = frozenset(
    ("mrs", "ms", "miss", "madam", "madame", "dame", "lady", "queen", "princess", "sister", "congresswoman")
)
_FAR = 250
"""Characters back from which a surname no longer means whoever was named once, beside a main person of that name."""
_MAIN = 3
"""How many times as often as that one the main person is named."""
_SPELLING_AT_LEAST = 7
"""Letters that a name needs before a letter's difference is taken for another spelling of it."""
_AFTER_AGENCY = re.compile(r"\)\s*[-–—:]")
_ALIAS_SIGNS = ("nown as ", "nown by ", "pseudonym ", "pen name ", "stage name ", "a.k.a. ", "aka ", "née ")
"""One of these stands in all that `_ALIAS` matches."""
_ALIAS = re.compile(
    r"(?:\s?[,(]|\s(?:is|was)\s)[^.;\n]*?(?<!\w)"
    r"(?:known (?:\w+ly )?(?:as|by)|pseudonym|pen name|stage name|a\.k\.a\.|aka|née)"
    r"(?: (?:his|her|their|the) (?:pseudonym|pen name|stage name|nickname|name))?(?: of)?,?\s[\"“'‘]?"
)
"""What stands between two names of one person."""
_ALIAS_REACH = 100
"""Characters between them, at most."""
_UNIT_OF = re.compile(
    r",?\s+(?:(?:a|an|the|its)\s+)?(?:[\w-]+\s+){0,4}(?:subsidiary|unit|arm|division|affiliate)\s+of\s+"
)
_KNOWN = frozenset(entry.lower() for part in _NO_FIRMS for entry in load(f"organisations_{part}") if " " not in entry)
"""Organisations that are no firms, acronyms among them."""
_RIVALS = 100
"""Spellings that one is compared with at most: a bound for texts that are lists of names."""


class _Cluster:
    """Spellings found to mean the same."""

    __slots__ = ("called", "ids", "keys", "longest", "names", "type")

    def __init__(self, words: Words, kind: EntityType) -> None:
        self.type: EntityType = kind
        self.ids: list[tuple[Words, EntityType]] = [(words, kind)]
        """The spellings with the types that they were found as."""
        self.names: list[Name] = []
        self.keys: list[Words] = [words]
        self.longest = len(words)
        """The number of words of the longest of `keys`."""
        self.called = ""

    def absorb(self, other: "_Cluster") -> None:
        if len(other.names) > len(self.names) and not self.called:
            self.type = other.type
        self.names += other.names
        self.keys += other.keys
        self.longest = max(self.longest, other.longest)
        self.ids += other.ids
        self.called = self.called or other.called


def link(names: Sequence[Name], text: str, own: Mapping[Words, str]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Resolve the mentions of one article.

    Args:
        names: The mentions, sorted by start, none overlapping.
        text: The article's text.
        own: The user's aliases: folded spelling to canonical name.

    Returns:
        Entities in order of first mention, and one mention for each of `names`, in their order.
    """
    limit_caches()
    linker = _Linker(names, text, own)
    return linker.result()


class _Linker:
    def __init__(self, names: Sequence[Name], text: str, own: Mapping[Words, str]) -> None:
        self.names = list(names)
        self.text = text
        self.clusters: dict[tuple[Words, EntityType], _Cluster] = {}
        for name in names:
            key = (name.words, name.type)
            cluster = self.clusters.get(key)
            if cluster is None:
                cluster = self.clusters[key] = _Cluster(*key)
            cluster.names.append(name)
        self.moved: dict[int, _Cluster] = {}
        """Mentions, by start, that left their spelling's cluster for another."""
        self._types()
        self._listed(own)
        self._acronyms()
        self._pseudonyms()
        self._parts()
        self._spellings()

    def _but_people(self) -> list[_Cluster]:
        found = {id(cluster): cluster for cluster in self.clusters.values() if cluster.type != "person"}
        return list(found.values())

    def _join(self, into: _Cluster, other: _Cluster) -> None:
        if into is other:
            return
        into.absorb(other)
        for key in other.ids:
            self.clusters[key] = into

    def _types(self) -> None:
        """One spelling is one thing, unless it is somebody's name here and something else there."""
        called: set[str] = set()
        for words, kind in self.clusters:
            if kind == "person" and len(words) > 1:
                called.update(bare(words))
        homes: dict[Words, _Cluster] = {}
        for (words, kind), cluster in list(self.clusters.items()):
            if kind == "person" and words[0] in called:
                continue
            self._join(homes.setdefault(words, cluster), cluster)

    def _listed(self, own: Mapping[Words, str]) -> None:
        present = {key for key, _ in self.clusters}
        homes: dict[str, _Cluster] = {}
        for (key, kind), cluster in list(self.clusters.items()):
            called = own.get(key, "")
            if not called and kind != "person" and (choices := listed(key)):
                called = choices[0]
                for choice in choices if len(choices) > 1 else ():
                    if fold(choice) in present:
                        called = choice
                        break
            if not called:
                continue
            home = homes.get(called)
            if home is None:
                cluster.called = called
                homes[called] = cluster
            else:
                self._join(home, cluster)

    def _acronyms(self) -> None:
        text = self.text
        for before, after in pairwise(self.names):
            if not 2 <= after.start - before.end <= 3:
                continue
            between = text[before.end : after.start]
            if between in (" (", ' ("', " (“") and text[after.end : after.end + 1] in (")", '"', "”"):
                short, long = (after, before) if len(after.text) < len(before.text) else (before, after)
                if abbreviates(short.text, long.text) and short.type != "person":
                    self._join(self._of(long), self._of(short))
        acronyms: list[tuple[str, _Cluster]] = []
        longer: list[_Cluster] = []
        for cluster in self._but_people():
            if cluster.longest > 1:
                longer.append(cluster)
            elif not cluster.called:
                letters = cluster.names[0].text.replace(".", "")
                if len(letters) > 1 and letters.isupper():
                    acronyms.append((letters.lower(), cluster))
        if not acronyms:
            return
        expansions: dict[str, list[_Cluster]] = {}
        for cluster in longer:
            forms: set[str] = set()
            for key in cluster.keys:
                if len(key) > 1:
                    forms |= initials(key)
            for form in forms:
                expansions.setdefault(form, []).append(cluster)
        for letters, cluster in acronyms:
            homes = expansions.get(letters, ())
            # "Best Buy Co Inc told the BBC": known letters that need "Co" are somebody else's.
            if len(homes) == 1 and not (letters in _KNOWN and all(needs_form(letters, key) for key in homes[0].keys)):
                self._join(homes[0], cluster)

    def _pseudonyms(self) -> None:
        """People whom the text says to be one: "Ann Lee, better known by her pen name Jo Fox"."""
        text = self.text
        if not any(map(text.__contains__, _ALIAS_SIGNS)):
            return
        for before, after in pairwise(self.names):
            if before.type == "person" == after.type and 3 < after.start - before.end < _ALIAS_REACH:
                whole = " " in before.text and " " in after.text
                if whole and _ALIAS.fullmatch(text, before.end, after.start):
                    self._join(self._of(before), self._of(after))

    def _of(self, name: Name) -> _Cluster:
        return self.clusters[name.words, name.type]

    def _parts(self) -> None:
        self._parts_of("person", person_part)
        self._parts_of("org", organisation_part)
        for words, kind in list(self.clusters):
            if kind == "place" and len(words) > 1 and (short := self.clusters.get((place_within(words), kind))):
                self._join(self.clusters[words, kind], short)

    def _parts_of(self, kind: EntityType, fits: Callable[[Words, Words], bool]) -> None:
        # Spellings by their words: a part shares one with the whole.
        holding: dict[str, list[Words]] = {}
        keys = [key for key, type_ in self.clusters if type_ == kind]
        for key in keys:
            for word in bare(key):
                holding.setdefault(word, []).append(key)
        # Longest first: "Trump" must find "Donald Trump" already joined with "Donald J. Trump".
        keys.sort(key=len, reverse=True)
        for key in keys:
            cluster = self.clusters[key, kind]
            if kind == "org" and (cluster.called or self._agency(cluster)):
                continue
            homes: dict[int, _Cluster] = {}
            for word in bare(key):
                rivals = holding[word]
                if 1 < len(rivals) <= _RIVALS:
                    for whole in rivals:
                        if whole is not key and fits(key, whole):
                            home = self.clusters[whole, kind]
                            if home is not cluster and not (kind == "org" and self._belongs(cluster, home, whole)):
                                homes[id(home)] = home
            if kind == "org" and len(homes) > 1:
                # "Granit" is Granit Inc rather than its unit, Granit Information Systems.
                same = [home for home in homes.values() if any(without_form(whole) == key for whole in home.keys)]
                homes = {id(home): home for home in same} or homes
                if len(key) > 1 and len(homes) > 1:  # "Velmora Rovers" is the team that the article is about
                    main = max(homes.values(), key=_mentions)
                    if len(main.names) >= _MAIN * max(len(home.names) for home in homes.values() if home is not main):
                        homes = {id(main): main}
            if len(homes) == 1:
                self._join(next(iter(homes.values())), cluster)
            elif len(homes) > 1 and len(cluster.keys) == 1 and len(key) == 1:
                self._share(cluster, list(homes.values()))

    def _agency(self, cluster: _Cluster) -> bool:
        """Whether a dateline holds a name: "VELMORA (Granit) -" is the agency, whatever else is called Granit."""
        text = self.text
        return any(
            text[name.start - 1 : name.start] == "(" and _AFTER_AGENCY.match(text, name.end) for name in cluster.names
        )

    def _belongs(self, cluster: _Cluster, home: _Cluster, whole: Words) -> bool:
        """Whether the text tells two names apart: "Granit, the subsidiary of Granit Group", Granit and its unit."""
        if is_unit(whole, cluster.keys[0]) and cluster.names[0].start < home.names[0].start:
            return True
        starts = {name.start for name in home.names}
        for name in cluster.names:
            match = _UNIT_OF.match(self.text, name.end)
            if match and match.end() in starts:
                return True
        return False

    def _share(self, cluster: _Cluster, homes: Sequence[_Cluster]) -> None:
        """Give each mention of a spelling that several share to the one named last before it."""
        starts = [sorted(name.start for name in home.names) for home in homes]
        kept: list[Name] = []
        for name in cluster.names:
            best = -1, cluster
            for home, places in zip(homes, starts, strict=True):
                before = bisect(places, name.start)
                if before and places[before - 1] > best[0] and not _unfit(name, home):
                    best = places[before - 1], home
            if best[0] >= 0 and name.start - best[0] > _FAR and len(best[1].names) == 1:
                main = max(homes, key=lambda home: len(home.names))
                if len(main.names) >= _MAIN and not _unfit(name, main):
                    best = best[0], main
            if best[0] < 0:
                kept.append(name)
            else:
                self.moved[name.start] = best[1]
        cluster.names = kept

    def _spellings(self) -> None:
        # Another spelling has as many words, and they begin alike.
        close: dict[str, list[tuple[Words, EntityType]]] = {}
        plain: dict[str, tuple[Words, EntityType]] = {}
        for words, kind in list(self.clusters):
            joined, letters = solid(words)
            other = plain.get(joined) or plain.get(joined + "s") or plain.get(joined.removesuffix("s"))
            if not other and kind == "org":  # a heading glued to its text: "GranitGranit"
                half = joined[: len(joined) // 2]
                other = plain.get(joined * 2) or (plain.get(half) if half * 2 == joined else None)
            plain.setdefault(joined, (words, kind))
            if not other and len(joined) >= _SPELLING_AT_LEAST:
                rivals = close.setdefault(letters, [])
                for rival in rivals:
                    if _respelled(words, rival[0], kind == rival[1] == "person"):
                        other = rival
                        break
                if len(rivals) < _RIVALS:
                    rivals.append((words, kind))
            if other and (other[1] == kind or (len(words) > 1 and len(other[0]) > 1)):
                self._join(self.clusters[other], self.clusters[words, kind])

    def result(self) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        numbers: dict[int, int] = {}
        spellings: list[list[str]] = []
        clusters: list[_Cluster] = []
        mentions: list[Mention] = []
        for name in self.names:
            cluster = self.moved.get(name.start) or self.clusters[name.words, name.type]
            number = numbers.get(id(cluster))
            if number is None:
                number = numbers[id(cluster)] = len(clusters)
                clusters.append(cluster)
                spellings.append([])
            spellings[number].append(spaced(name.text))
            mentions.append(Mention(name.start, name.end, number))
        entities: list[Entity] = []
        for cluster, texts in zip(clusters, spellings, strict=True):
            called = cluster.called or canonical(texts, cluster.type)
            entities.append(Entity(called, cluster.type, _others(texts, called)))
        return tuple(entities), tuple(mentions)


def _mentions(cluster: _Cluster) -> int:
    return len(cluster.names)


def _unfit(name: Name, home: _Cluster) -> bool:
    """Whether a mention's title says man and the person's says woman, or the other way."""
    title = name.before.lower().rstrip(".")
    titles = {other.before.lower().rstrip(".") for other in home.names}
    return (title in _HIS and not titles.isdisjoint(_HER)) or (title in _HER and not titles.isdisjoint(_HIS))


def _respelled(one: Words, two: Words, people: bool) -> bool:
    """Whether two names are one but for a word that has a letter more, less or other, or two letters swapped."""
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return False
    # First names that differ by a letter are two people's: "Milan", "Milana".
    if people and len(one) > 1 and one[0] != two[0]:
        return False
    a, b = differing[0]
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < (3 if len(one) > 1 else _SPELLING_AT_LEAST):
        return False
    return _near(a, b) and not any(map(str.isdigit, a + b)) and not (_known(a) and _known(b))


def _known(word: str) -> bool:
    """Whether a word is a name in its own right, so that one letter makes another name."""
    return any(letter in kinds(word) for letter in "kqpfontwl")


def _near(a: str, b: str) -> bool:
    """Whether one edit (insert, delete, replace, swap of neighbours) turns one word into the other."""
    if len(a) > len(b):
        a, b = b, a
    start = 0
    while start < len(a) and a[start] == b[start]:
        start += 1
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    return a[start + 1 :] == b[start + 1 :] or (
        a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    )


def _others(texts: Sequence[str], called: str) -> tuple[str, ...]:
    """The spellings besides the canonical one, in order; of those that differ in nothing but capitals only one."""
    if texts.count(called) == len(texts):
        return ()
    known = {called.casefold()}
    found: list[str] = []
    # A spelling in capitals gives way to one that is not, wherever that stands.
    written = {text.casefold() for text in texts if not text.isupper()}
    for text in texts:
        key = text.casefold()
        if key not in known and not (text.isupper() and key in written):
            known.add(key)
            found.append(text)
    return tuple(found)
