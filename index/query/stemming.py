"""Which words are forms of one word: its inflections, in the languages that Snowball stems, and a few by rule.

Words are folded as in the index. A stemmer alone would join too much: of the 22,017 pairs of words that Snowball's
English stemmer joins in Reuters-21578, 46 % differ by more than inflection: `universe` and `university`, `report` and
`reporter`. So the stem has to be the same, and the endings have to be those of inflection.

Stemmers: Porter, Boulton: Snowball (snowballstem.org), by PyStemmer.
"""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from importlib.util import find_spec
from itertools import product
from typing import TYPE_CHECKING, Protocol

from .affixes import SHORTEST, Arabic, Heads, Hebrew, Korean, Turkish
from .endings import GENDERS, NOUNS, PLURALS, VERBS

if TYPE_CHECKING:
    from Stemmer import Stemmer

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil",
}  # fmt: skip
"""Snowball's name of each language's stemmer."""
_SAME = {"no": "nb", "nn": "nb", "bs": "sr", "hr": "sr", "gl": "pt"}
"""Languages that are stemmed as another one."""
_VERB_ROOT = 4
"""Least letters of a verb without its endings: shorter ones have too much in common with other words."""


class Inflection(Protocol):
    """How the words of a language are inflected."""

    def heads(self, word: str) -> Heads:
        """Return beginnings, one of which every form of a word has."""
        ...

    def forms_of(self, word: str) -> Callable[[str], bool]:
        """Return a predicate of words that are forms of a word."""
        ...


_WITHOUT_SNOWBALL: dict[str, Callable[[], Inflection]] = {"he": Hebrew, "ko": Korean, "tr": Turkish}
"""Languages that are inflected by rule."""


def languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages whose words are inflected; fewer if PyStemmer is missing."""
    snowball = (*_ALGORITHMS, *_SAME) if has_stemmers() else ()
    return (*snowball, *_WITHOUT_SNOWBALL)


def has_stemmers() -> bool:
    """Return whether PyStemmer is installed."""
    return find_spec("Stemmer") is not None


def is_inflected(word: str) -> bool:
    """Return whether a word can have forms: it has letters only, and enough of them."""
    return len(word) >= SHORTEST and not re.search(r"[\d_'&.,]", word)


@lru_cache(maxsize=64)
def inflection(lang: str) -> Inflection | None:
    """Return how a language inflects; None if that is not known."""
    lang = _SAME.get(lang, lang)
    if lang in _WITHOUT_SNOWBALL:
        return _WITHOUT_SNOWBALL[lang]()
    if lang not in _ALGORITHMS or not has_stemmers():
        return None
    from Stemmer import Stemmer  # loaded with the first query, not at the start

    stemmer = Stemmer(_ALGORITHMS[lang])
    if lang == "en":
        return English(stemmer)
    if lang == "ar":
        return Arabic(stemmer)
    return WithEndings(lang, stemmer) if lang in NOUNS else Stemmed(lang, stemmer)


class English:
    """Plurals and the forms of verbs."""

    _APART = frozenset(("united", "according", "news", "things", "customs", "arms", "goods"))
    """Words that are more than a form of what they seem to come from."""

    def __init__(self, stemmer: "Stemmer") -> None:
        self._stemmer = stemmer

    def heads(self, word: str) -> Heads:
        """Return the beginning that all base forms share, without an `e` or `y` that changes."""
        return (re.sub(r"(?<=..)[ey]$", "", _shared(_english_bases(word))),)

    def forms_of(self, word: str) -> Callable[[str], bool]:
        """Accept words with the same stem that are the same word without -s, -es, -ed or -ing."""
        stem, bases = self._stemmer.stemWord(word), _english_bases(word)
        if word in self._APART:
            return lambda other: other == word

        def accepts(other: str) -> bool:
            return (
                not bases.isdisjoint(_english_bases(other))
                and self._stemmer.stemWord(other) == stem
                and other not in self._APART
            )

        return accepts


def _english_bases(word: str) -> set[str]:
    """Return what an English word may be a form of, by its spelling."""
    found = {word}
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        found.add(word[:-1])
        if word.endswith(("ches", "shes", "ses", "xes", "zes", "oes")):
            found.add(word[:-2])
    if word.endswith(("ies", "ied")):
        found.add(f"{word[:-3]}y")
    for ending in ("ed", "ing"):
        base = word.removesuffix(ending)
        if base != word:
            found |= {base, f"{base}e"}
            if len(base) > SHORTEST and base[-1] == base[-2] and base[-1] not in "aeiousz":
                found.add(base[:-1])
    return {base for base in found if len(base) >= SHORTEST}


class Stemmed:
    """A language with so many endings that the stemmer tells which are those of inflection."""

    def __init__(self, lang: str, stemmer: "Stemmer") -> None:
        self._stemmer = stemmer
        self._spellings = [(re.compile(pattern), text) for pattern, text in PLURALS.get(lang, ())]

    def heads(self, word: str) -> Heads:
        """Return the stem, without two last letters, which may change."""
        kept = min(len(_shared((word, stem))) for stem in self._stems(word))
        return (word[: max(SHORTEST, kept - 2)],)

    def forms_of(self, word: str) -> Callable[[str], bool]:
        """Accept words with the same stem that begin alike."""
        stems = self._stems(word)

        def accepts(other: str) -> bool:
            alike = len(_shared((word, other)))
            return alike >= max(SHORTEST, min(len(word), len(other)) - 3) and not stems.isdisjoint(self._stems(other))

        return accepts

    def _stems(self, word: str) -> set[str]:
        """Return the stems of a word as it is folded, and as it may have been written."""
        return {self._stemmer.stemWord(one) for one in (word, *(p.sub(text, word) for p, text in self._spellings))}


class WithEndings(Stemmed):
    """A language whose endings of inflection are listed."""

    def __init__(self, lang: str, stemmer: "Stemmer") -> None:
        super().__init__(lang, stemmer)
        self._lang = lang
        self._paradigms = [(SHORTEST, _endings(NOUNS[lang].split()))]
        if lang in VERBS:
            self._paradigms.append((_VERB_ROOT, _endings(VERBS[lang].split())))
        self._longest = max(len(ending) for _, endings in self._paradigms for ending in endings)
        self._root, *genders = GENDERS.get(lang, (0, (), ()))
        self._genders = [_endings(gender) for gender in genders]

    def heads(self, word: str) -> Heads:
        """Return the word without its longest ending, in all its spellings."""
        ends = (at for least, endings in self._paradigms for at in range(least, len(word)) if word[at:] in endings)
        head = word[: min(ends, default=len(word))]
        return _umlauts(head) if self._lang == "de" else (head,)

    def forms_of(self, word: str) -> Callable[[str], bool]:
        """Accept words with the same stem that differ by endings only."""
        stems, spelt = self._stems(word), self._spelt(word)

        def accepts(other: str) -> bool:
            return not stems.isdisjoint(self._stems(other)) and self._differ_by_endings(spelt, self._spelt(other))

        return accepts

    def _spelt(self, word: str) -> str:
        return re.sub(r"(?<![aeq])([aou])e", r"\1", word) if self._lang == "de" else word

    def _differ_by_endings(self, one: str, other: str) -> bool:
        alike = len(_shared((one, other)))
        for at in range(alike, max(SHORTEST, alike - self._longest) - 1, -1):
            both = {one[at:], other[at:]}
            if any(at >= least and both <= endings for least, endings in self._paradigms):
                return self._fit(one[:at], one[at:], other[at:])
        return False

    def _fit(self, root: str, one: str, other: str) -> bool:
        """Return whether two different endings can belong to one word with a root."""
        if self._lang == "de" and len(re.findall(r"[aeiouy]+", root)) > 1:
            # The plural -er is that of short nouns; else it makes Arbeiter of Arbeit. Adjectives have it too.
            nominal = {"er", "ern", "ers"}
            return (one in nominal) == (other in nominal) or {one, other} <= {*nominal, "e", "em", "es"}
        if len(root) <= self._root:
            return not any(one in a and other in b for a, b in (self._genders, self._genders[::-1]))
        return True


def _endings(written: Iterable[str]) -> frozenset[str]:
    return frozenset(ending.strip("_") for ending in written)


def _umlauts(head: str) -> Heads:
    """Return a German beginning with each vowel as it is, and as an umlaut in two letters: munch, muench."""
    plain = re.sub(r"(?<![aeq])([aou])e", r"\1", head)
    choices = [(one, f"{one}e") if one in "aou" else (one,) for one in plain]
    # One umlaut: words with two are few, and each doubles what is looked up.
    return tuple("".join(part) for part in product(*choices) if sum(len(one) - 1 for one in part) <= 1)


def _shared(words: Collection[str]) -> str:
    """Return what all words begin with."""
    first, last = min(words), max(words)
    return first[: next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
