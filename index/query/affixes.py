"""Forms of words in languages that write particles to a word, in front of it or behind."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from Stemmer import Stemmer

SHORTEST = 3
"""Least letters of a word that has forms, and of what forms have in common."""
Heads = tuple[str, ...]
"""Beginnings, one of which every form of a word has."""


class Arabic:
    """Words with and without the article and what is written to it, with any spelling of the letters that vary."""

    _LEADS = ("", "ال", "وال", "بال", "لل", "كال", "فال", "و")
    _LEAD = re.compile("^(?:[وفبك]?ال|لل)(?=...)")
    _ALEFS = "اأإآ"
    _VARYING = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
    _POINTS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")

    def __init__(self, stemmer: "Stemmer") -> None:
        self._stemmer = stemmer

    def heads(self, word: str) -> Heads:
        """Return the first letters of the word, behind each article, with each alef."""
        head = self._core(word)[:SHORTEST]
        inside = head.find("ا", 1)
        first, rest = head[:1], head[1 : inside if inside > 1 else None]
        return tuple(f"{lead}{one}{rest}" for lead in self._LEADS for one in (self._ALEFS if first == "ا" else first))

    def forms_of(self, word: str) -> Callable[[str], bool]:
        """Accept words with the same stem, both read as if they had the article."""
        stem = self._stem(word)
        return lambda other: stem in (self._stem(other), self._stem(other.removeprefix("و")))

    def _core(self, word: str) -> str:
        return self._LEAD.sub("", self._POINTS.sub("", word).translate(self._VARYING))

    def _stem(self, word: str) -> str:
        # Without the article the stemmer takes a noun for a verb, and strips other endings.
        return self._stemmer.stemWord(f"ال{self._core(word).removesuffix('ه')}")


class Hebrew:
    """Words with the particles that are written before them; never the other way, which would cut words.

    "And" comes first, then "that" or "when", then a preposition or the article.
    """

    _BEFORE = tuple(
        f"{conjunction}{that}{particle}"
        for conjunction in ("", "ו")
        for that in ("", "ש", "כש", "מש")
        for particle in ("", "ה", "ב", "כ", "ל", "מ", "מה")
    )

    def heads(self, word: str) -> Heads:
        """Return the word behind each particle."""
        return tuple(f"{before}{word}" for before in self._BEFORE)

    def forms_of(self, word: str) -> Callable[[str], bool]:
        """Accept the word with particles."""
        forms = frozenset(self.heads(word))
        return lambda other: other in forms


class Korean:
    """Words with the particles that are written behind them; never the other way, which would cut words."""

    _AFTER_CONSONANT = (
        "이 은 을 과 으로 이다 이라 이라고 이라는 이나 이란 이며 으로서 으로써 으로는 으로도 이었다 이지만"
    )
    _AFTER_VOWEL = "가 는 를 와 로 다 라 라고 라는 나 란 며 로서 로써 로는 로도 였다 지만"
    _ALWAYS = (
        "의 에 에서 에게 에게서 께 께서 도 만 까지 부터 보다 처럼 마다 조차 밖에 "
        "들 들이 들은 들을 들의 들에 들에게 들과 들도 에는 에도 에서는 에서도 에게는 에게도 에서의 에의 "
        "만이 만은 만을 만의 까지의 까지는 까지도 부터는 부터의 과의 와의 과는 와는 과도 와도 으로의 로의"
    )
    _AFTER_VOWEL_OR_L = frozenset(("로", "로서", "로써", "로는", "로도", "로의"))

    def heads(self, word: str) -> Heads:
        """Return the word."""
        return (word,)

    def forms_of(self, word: str) -> Callable[[str], bool]:
        """Accept the word with a particle that can follow its last syllable."""
        consonant = (ord(word[-1]) - 0xAC00) % 28 if "가" <= word[-1] <= "힣" else 0
        particles = {*self._ALWAYS.split(), *(self._AFTER_CONSONANT if consonant else self._AFTER_VOWEL).split()}
        if consonant == 8:  # l, which is written as the eighth of the last consonants
            particles |= self._AFTER_VOWEL_OR_L
        return lambda other: other.startswith(word) and other[len(word) :] in particles


class Turkish:
    """Nouns with plural, possessive and case, which follow each other in this order."""

    _CHAIN = re.compile(
        r"(?:l[ae]r)?(?:[iıu]m(?:[iıu]z)?|[iıu]n(?:[iıu]z)?|s?[iıu])?"
        r"(?:n?[dt][ae]n?|n?[dt][ae]ki(?:l[ae]r)?|y?[ae]|n[ae]|[yn]?[iıu]n?|y?l[ae])?"
    )
    _ROOT = 4

    def heads(self, word: str) -> Heads:
        """Return the shortest root."""
        ends = range(min(self._ROOT, len(word)), len(word) + 1)
        return (word[: next(end for end in ends if self._CHAIN.fullmatch(word, end))],)

    def forms_of(self, word: str) -> Callable[[str], bool]:
        """Accept the word with other endings; a root has at least four letters."""
        return lambda other: (
            (other.startswith(word) and self._is_form(word, other))
            or (word.startswith(other) and self._is_form(other, word))
        )

    def _is_form(self, root: str, word: str) -> bool:
        return len(root) >= self._ROOT and self._CHAIN.fullmatch(word, len(root)) is not None
