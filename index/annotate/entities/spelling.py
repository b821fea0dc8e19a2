"""Names as they are compared: folded words, what is left of them without their ornaments, and what they are called."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ...model import EntityType
from ..lexicon import gazetteers
from ..lexicon.lists import lines, load

Words = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+(?:[-.&'’][^\W_]+)*")
_SMALL = load("name_small")
LEGAL = load("legal_forms")
_BODY_WORDS = LEGAL | {word.lower().replace(".", "") for word in load("organisation_words")} | frozenset(("of", "for"))
"""Words that a body's full name is longer by than what it is called."""
_MORE = 3
"""How many times as often a body is named in short for the longer spelling not to be its name."""
_PARTICLES = load("name_particles")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_COUNTRIES = frozenset("kp")
"""Kinds of places in the gazetteers."""
_CACHED = 8192
"""Names after which all caches are cleared: the same ones come in article after article, but not for ever."""


@cache
def fold(name: str) -> Words:
    """A name as compared: words in small letters, without dots, a possessive or a leading "the"."""
    words = name.lower().split()
    if not (name.isascii() and "".join(words).isalpha()):  # as most are
        words = [word.lower().replace("’", "'").replace(".", "") for word in _WORD.findall(name)]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    if words and words[-1].endswith("'s"):
        words[-1] = words[-1][:-2]
    return tuple(words) or (name,)


@cache
def _variants() -> dict[Words, tuple[str, ...]]:
    """Every listed spelling, folded, with the canonical names it may mean."""
    found: dict[Words, tuple[str, ...]] = {}
    for line in lines("variants"):
        canonical, _, others = line.partition(" = ")
        for spelling in (canonical, *others.split("|")):
            key = fold(spelling)
            found[key] = (*found.get(key, ()), canonical)
    return found


@cache
def listed(words: Words) -> tuple[str, ...]:
    """The canonical names that a spelling is listed for, with or without a company's legal form."""
    variants = _variants()
    found = variants.get(words)
    if found is None:
        # "U.S.A. Inc" is a firm's unit, not the country.
        known = gazetteers.load().known
        plain = variants.get(tuple(word for word in words if word not in LEGAL), ())
        found = tuple(name for name in plain if _COUNTRIES.isdisjoint(known(name)))
    return found


@cache
def spaced(text: str) -> str:
    """A name as written, but for line breaks and double spaces."""
    return " ".join(text.split())


@cache
def solid(words: Words) -> tuple[str, str]:
    """A name without spaces and hyphens, and the first letters of its words."""
    return "".join(words).replace("-", ""), "".join([word[:1] for word in words])


@cache
def initials(words: Words) -> frozenset[str]:
    """The acronyms that a name makes: of all its words, of the weighty ones, and without a company's legal form."""
    weighty = [word for word in words if word not in _SMALL]
    plain = [word for word in weighty if word not in LEGAL]
    # "General Granit Co Plc" is GGC.
    listed_firm = weighty[:-1] if weighty and weighty[-1] in LEGAL else weighty
    # "U S Department of Ports" is DP.
    abroad = weighty[2:] if weighty[:2] == ["u", "s"] else weighty
    forms = {"".join([word[0] for word in form]) for form in (words, weighty, plain, listed_firm, abroad)}
    if any("-" in word for word in weighty):
        forms.add("".join([part[0] for word in weighty for part in word.split("-") if part]))
    return frozenset([form for form in forms if len(form) > 1])


def needs_form(letters: str, words: Words) -> bool:
    """Whether an acronym of a company's name has a letter of its legal form, as BBC of "Best Buy Co Inc" has."""
    return letters not in initials(tuple(word for word in words if word not in LEGAL))


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


@cache
def bare(words: Words) -> Words:
    """A person's name without particles glued on or standing first, and without "Jr"."""
    if words[-1] not in _SUFFIXES and words[0] not in _PARTICLES and not any("l-" in word for word in words):
        return words  # as most are
    kept = [word.removeprefix("al-").removeprefix("el-") for word in words]
    while len(kept) > 1 and kept[-1] in _SUFFIXES:
        kept.pop()
    while len(kept) > 1 and kept[0] in _PARTICLES:
        del kept[0]
    return tuple(kept)


@cache
def without_form(words: Words) -> Words:
    """A company's name without its legal form."""
    return tuple(word for word in words if word not in LEGAL) or words


@cache
def kinds(word: str) -> str:
    """The kinds of name that a word in small letters may be, see `gazetteers.KINDS`."""
    return gazetteers.load().kinds(word.title())


def limit_caches() -> None:
    """Clear the caches of this module when they hold too many names.

    `lru_cache` with a limit makes an object of each entry, which every full garbage collection then visits.
    """
    if fold.cache_info().currsize + spaced.cache_info().currsize > _CACHED:
        for cached in (fold, listed, spaced, solid, initials, bare, without_form, kinds):
            cached.cache_clear()


def _titled(text: str, kind: EntityType) -> str:
    """A name of a person or place as in a sentence, where it is only in capitals because what is around it is."""
    return text.title() if kind in ("person", "place") and _shouted(text, kind) else text


def _shouted(text: str, kind: EntityType) -> bool:
    """Whether a name is in capitals for the sake of its surroundings; "NATO" and "UAE" are not."""
    return text.isupper() and "." not in text and len(text) > (3 if kind in ("person", "place") else 5)


def canonical(texts: Iterable[str], kind: EntityType) -> str:
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

    best = max(counts, key=rank)
    if kind == "org" and " " in best:
        best = _body(best, counts)
    return _titled(best, kind)


def _body(best: str, counts: Mapping[str, int]) -> str:
    """The listed body that a rarer, fuller spelling names a product of: "Veyra" of "Veyra Phones"."""
    known = gazetteers.load().known
    words = fold(best)
    if "o" in known(best) or not _BODY_WORDS.isdisjoint(words):
        return best
    for text in counts:
        short = fold(text)
        part = words[: len(short)] == short or words[-len(short) :] == short
        if counts[text] >= _MORE * counts[best] and "o" in known(text) and (part or not text.isupper()):
            return text
    return best
