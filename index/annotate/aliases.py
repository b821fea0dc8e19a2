"""Mentions of one article to entities: which spellings mean the same, and what the entity is called.

Names are compared as folded words, so "the U.S." and "US" are one spelling already. Spellings join, in this order, when
the user's aliases or `lexicon/variants.txt` say so, when an acronym stands beside its expansion or is made of its
initials, when one is part of the other in the way its type allows (a surname, a company's first words), and when two
rare names differ by a letter. A surname that two people of the article share goes to the one named last before it whose
title fits, and stays on its own when nobody was.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from ..model import Entity, EntityType, Mention
from . import gazetteers, lexicons

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:[-.&'’][^\W_]+)*")
_SMALL = lexicons.load("name_small")
LEGAL = lexicons.load("legal_forms")
_PARTICLES = lexicons.load("name_particles")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_HIS = frozenset(("mr", "sir", "lord", "king", "prince", "congressman", "father", "brother"))
_HER = frozenset(
    ("mrs", "ms", "miss", "madam", "madame", "dame", "lady", "queen", "princess", "sister", "congresswoman")
)
_SPELLING_AT_LEAST = 7
"""Letters that a name needs before a letter's difference is taken for another spelling of it."""
_RIVALS = 100
"""Spellings that one is compared with at most: a bound for texts that are lists of names."""
_REMEMBERED = 65536
"""Names whose readings are remembered, for the same ones come in article after article."""


class Name:
    """A mention before it is resolved."""

    __slots__ = ("before", "end", "start", "text", "type", "words")

    def __init__(self, start: int, end: int, kind: EntityType, text: str, before: str = "") -> None:
        """Take a mention.

        Args:
            start: Offset of its first character.
            end: Offset past its last.
            kind: Its type.
            text: The words as written.
            before: The word before it, "" when there is none: a title tells people apart.
        """
        self.start = start
        self.end = end
        self.type: EntityType = kind
        self.text = text
        self.before = before
        self.words = fold(text)


@lru_cache(maxsize=_REMEMBERED)
def fold(name: str) -> Words:
    """A name as compared: words in small letters, without dots, a possessive or a leading "the"."""
    words = [word.lower().replace("’", "'").replace(".", "") for word in _WORD.findall(name)]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    if words and words[-1].endswith("'s"):
        words[-1] = words[-1][:-2]
    return tuple(words) or (name,)


@lru_cache(maxsize=1)
def _variants() -> dict[Words, tuple[str, ...]]:
    """Every listed spelling, folded, with the canonical names it may mean."""
    found: dict[Words, tuple[str, ...]] = {}
    for line in lexicons.lines("variants"):
        canonical, _, others = line.partition(" = ")
        for spelling in (canonical, *others.split("|")):
            key = fold(spelling)
            found[key] = (*found.get(key, ()), canonical)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _choices(words: Words) -> tuple[str, ...]:
    """The canonical names that a spelling is listed for, with or without a company's legal form."""
    variants = _variants()
    return variants.get(words) or variants.get(tuple(word for word in words if word not in LEGAL), ())


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
                called.update(_bare(words))
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
            if not called and kind != "person" and (choices := _choices(key)):
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
            if len(homes) == 1:
                self._join(homes[0], cluster)

    def _of(self, name: Name) -> _Cluster:
        return self.clusters[name.words, name.type]

    def _parts(self) -> None:
        self._parts_of("person", _person_part)
        self._parts_of("org", _organisation_part)

    def _parts_of(self, kind: EntityType, fits: Callable[[Words, Words], bool]) -> None:
        # Spellings by their words: a part shares one with the whole.
        holding: dict[str, list[Words]] = {}
        keys = [key for key, type_ in self.clusters if type_ == kind]
        for key in keys:
            for word in _bare(key):
                holding.setdefault(word, []).append(key)
        # Longest first: "Trump" must find "Donald Trump" already joined with "Donald J. Trump".
        keys.sort(key=len, reverse=True)
        for key in keys:
            cluster = self.clusters[key, kind]
            if cluster.called and kind == "org":
                continue
            homes: dict[int, _Cluster] = {}
            for word in _bare(key):
                rivals = holding[word]
                if 1 < len(rivals) <= _RIVALS:
                    for whole in rivals:
                        if whole is not key and fits(key, whole):
                            home = self.clusters[whole, kind]
                            if home is not cluster:
                                homes[id(home)] = home
            if len(homes) == 1:
                self._join(next(iter(homes.values())), cluster)
            elif len(homes) > 1 and len(cluster.keys) == 1 and len(key) == 1:
                self._share(cluster, list(homes.values()))

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
            joined, letters = _letters(words)
            other = plain.get(joined) or plain.get(joined + "s") or plain.get(joined.removesuffix("s"))
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
            spellings[number].append(_spaced(name.text))
            mentions.append(Mention(name.start, name.end, number))
        entities: list[Entity] = []
        for cluster, texts in zip(clusters, spellings, strict=True):
            called = cluster.called or _canonical(texts, cluster.type)
            entities.append(Entity(called, cluster.type, _others(texts, called)))
        return tuple(entities), tuple(mentions)


@lru_cache(maxsize=_REMEMBERED)
def _spaced(text: str) -> str:
    """A name as written, but for line breaks and double spaces."""
    return " ".join(text.split())


@lru_cache(maxsize=_REMEMBERED)
def _letters(words: Words) -> tuple[str, str]:
    """A name without spaces and hyphens, and the first letters of its words."""
    return "".join(words).replace("-", ""), "".join(word[:1] for word in words)


@lru_cache(maxsize=_REMEMBERED)
def initials(words: Words) -> frozenset[str]:
    """The acronyms that a name makes: of all its words, of the weighty ones, and without a company's legal form."""
    weighty = [word for word in words if word not in _SMALL]
    plain = [word for word in weighty if word not in LEGAL]
    forms = {"".join(word[0] for word in form) for form in (words, weighty, plain)}
    parts = [part for word in weighty for part in word.split("-") if part]
    forms.add("".join(part[0] for part in parts))
    return frozenset(form for form in forms if len(form) > 1)


def abbreviates(short: str, long: str) -> bool:
    """Whether a name's letters are those of a longer one in order, its first the first."""
    # A ticker's exchange is no part of it: "GRNT.V".
    letters = [char for char in re.sub(r"\.[A-Z]{1,2}$", "", short).lower() if char.isalnum()]
    if not letters or " " in short or sum(char.isupper() for char in short) < 2:
        return False
    rest = long.lower()
    if not any(word[0] == letters[0] for word in fold(long)):
        return False
    at = -1
    for letter in letters:
        at = rest.find(letter, at + 1)
        if at < 0:
            return False
    return True


@lru_cache(maxsize=_REMEMBERED)
def _bare(words: Words) -> Words:
    """A person's name without particles glued on or standing first, and without "Jr"."""
    bare = [word.removeprefix("al-").removeprefix("el-") for word in words]
    while len(bare) > 1 and bare[-1] in _SUFFIXES:
        bare.pop()
    while len(bare) > 1 and bare[0] in _PARTICLES:
        del bare[0]
    return tuple(bare)


def _person_part(short: Words, long: Words) -> bool:
    one, two = _bare(short), _bare(long)
    if not one or len(one) > len(two) or (one == two and short == long):
        return False
    if len(one) == len(two):
        return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(one, two, strict=True))
    if len(one) == 1:
        return one[0] == two[-1] or one[0] == two[0] or (len(two) > 2 and one[0] == two[-2])
    if one == two[-len(one) :] or one == two[: len(one)]:
        return True
    # "George Bush", "George W. Bush"; "J. Smith", "John A. Smith"
    return one[-1] == two[-1] and (one[0] == two[0] or (len(one[0]) == 1 and one[0] == two[0][0])) and len(one) == 2


@lru_cache(maxsize=_REMEMBERED)
def _without_form(words: Words) -> Words:
    """A company's name without its legal form."""
    return tuple(word for word in words if word not in LEGAL) or words


def _organisation_part(short: Words, long: Words) -> bool:
    one, two = _without_form(short), _without_form(long)
    if len(one) > len(two):
        return False
    if one == two:
        return (len(short), short) < (len(long), long)
    # "Council" is the City Council and the Council of Elders, but not the Council Bank.
    generic = len(one) == 1 and "w" in _kinds("".join(one))
    if one == two[: len(one)]:
        return not generic or two[1:2] == ("of",)
    return one == two[-len(one) :] and (generic or len(one) > 1)


@lru_cache(maxsize=_REMEMBERED)
def _kinds(word: str) -> str:
    return gazetteers.load().kinds(word.title())


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
    return any(letter in _kinds(word) for letter in "kqpfontwl")


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


def _canonical(texts: Iterable[str], kind: EntityType) -> str:
    """The fullest spelling, written as in a sentence when any is; the most frequent of equals, then the earliest."""
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1

    if len(counts) == 1:
        (best,) = counts
        return _titled(best, kind)

    def rank(text: str) -> tuple[bool, int, bool, int]:
        words = fold(text)
        listed = kind == "place" and bool(gazetteers.load().known(text))
        return (not _shouted(text, kind), len(words), listed, counts[text])

    return _titled(max(counts, key=rank), kind)


def _titled(text: str, kind: EntityType) -> str:
    """A name of a person or place as in a sentence, where it is only in capitals because what is around it is."""
    return text.title() if kind in ("person", "place") and _shouted(text, kind) else text


def _shouted(text: str, kind: EntityType) -> bool:
    """Whether a name is in capitals for the sake of its surroundings; "NATO" and "UAE" are not."""
    return text.isupper() and "." not in text and len(text) > (3 if kind in ("person", "place") else 5)
