"""Which language a text is in, and what is analysed in it."""

from functools import lru_cache
from itertools import repeat
from typing import Literal

from ..lexicon.lists import lines
from .language_names import language_name

ENGLISH = "en"
UNREAD = "und"
"""The code of a language that is not told, but surely none of the others: its letters are not theirs."""
FOREIGN = ("de", "es", "fr", "it", "pt")
"""Languages other than English whose quotes are found."""
Analysis = Literal["entities", "quotes", "indirect"]
_ENGLISH: tuple[Analysis, ...] = ("entities", "quotes", "indirect")
_FOREIGN: tuple[Analysis, ...] = ("quotes", "indirect")
_LOOKED_AT = 800
"""Characters that tell a language."""
_SURE = 0.08
"""The share of words that must be the language's small ones."""
_LEAD = 1.3
"""By how much the best language must lead the next."""
_ONE_OF = 6
"""Words for each different small word that a text must have, up to `_MOST_NEEDED`; of Hausa, 141 words had 2."""
_MOST_NEEDED = 8


@lru_cache(maxsize=8)
def sections(lang: str) -> dict[str, frozenset[str]]:
    """The word lists of a language, by section.

    Raises:
        FileNotFoundError: There is no `lexicon/lang_CODE.txt`.
    """
    found: dict[str, frozenset[str]] = {}
    for line in lines(f"lang_{lang}"):
        name, _, words = line.partition(":")
        found[name] = frozenset(words.split())
    return found


_LANGUAGES = (ENGLISH, *FOREIGN)
_LAST_LATIN = "\u02af"
_WHOLE = 60
"""What a word of one language alone counts: any number of the six languages divides it."""
_BITS = 16
"""Bits of one language's score; `_LOOKED_AT` characters make at most 400 words of 60 points, which 15 bits hold."""
_MASK = (1 << _BITS) - 1


@lru_cache(maxsize=1)
def _weights() -> dict[str, int]:
    """Small word -> its points for each language, `_BITS` bits apart; a word of several languages divides them."""
    homes: dict[str, list[int]] = {}
    for number, lang in enumerate(_LANGUAGES):
        for word in sections(lang)["words"]:
            homes.setdefault(word, []).append(number)
    return {
        word: sum(_WHOLE // len(numbers) << _BITS * number for number in numbers) for word, numbers in homes.items()
    }


def detect_language(text: str) -> str:
    """Tell the language of a text by its small words: one of `ENGLISH` and `FOREIGN`, or "" when none stands out."""
    words = text[:_LOOKED_AT].lower().split()
    # One sum adds up the six scores: every article passes here.
    points = sum(map(_weights().get, words, repeat(0)))
    scores = [points >> _BITS * number & _MASK for number in range(len(_LANGUAGES))]
    second, score = sorted(scores)[-2:]
    if not score or score < _SURE * _WHOLE * len(words) or score < _LEAD * second:
        return ""
    found = _LANGUAGES[scores.index(score)]
    # Hausa has "da" and "na" in every line, Czech and Romanian "a" and "o": a language's small words are many.
    if found != ENGLISH and len(set(words) & sections(found)["words"]) < min(_MOST_NEEDED, len(words) // _ONE_OF):
        return ""
    return found


def in_other_letters(text: str) -> bool:
    """Whether most letters of a text's beginning are not Latin: then it is not read as English, whatever it is."""
    sample = text[:_LOOKED_AT]
    if sample.isascii():
        return False
    other = sum(letter.isalpha() and letter > _LAST_LATIN for letter in sample)
    return other * 2 > sum(map(str.isalpha, sample))


def analysed(lang: str) -> tuple[Analysis, ...]:
    """What is found in texts of a language: entities, quotes in marks, indirect speech; nothing means search only.

    Args:
        lang: ISO 639-1 code, with or without a region; "" for unknown, which is read as English.
    """
    code = lang[:2].lower()
    if code in ("", ENGLISH):
        return _ENGLISH
    return _FOREIGN if code in FOREIGN else ()


def analysis_label(lang: str) -> str:
    """One line for the reader on what is analysed: "Chinese: search only"; "" for English, where all is."""
    found = analysed(lang)
    if found == _ENGLISH:
        return ""
    name = language_name(lang)
    return f"{name}: quotes, speakers and listed names" if found else f"{name}: search only"
