"""Which language a text is in, and what is analysed in it."""

from functools import lru_cache
from typing import Literal

from ..lexicon.lists import lines

ENGLISH = "en"
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
_NAMES = {
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "ar": "Arabic",
    "ru": "Russian",
    "nl": "Dutch",
    "pl": "Polish",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Hindi",
}


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


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Small word -> the languages it belongs to, shared words counting less."""
    homes: dict[str, list[str]] = {}
    for lang in (ENGLISH, *FOREIGN):
        for word in sections(lang)["words"]:
            homes.setdefault(word, []).append(lang)
    return {word: tuple((lang, 1 / len(langs)) for lang in langs) for word, langs in homes.items()}


def detect_language(text: str) -> str:
    """Tell the language of a text by its small words: one of `ENGLISH` and `FOREIGN`, or "" when none stands out."""
    known = _weights()
    scores: dict[str, float] = dict.fromkeys((ENGLISH, *FOREIGN), 0.0)
    words = text[:_LOOKED_AT].lower().split()
    total = len(words)
    for weights in filter(None, map(known.get, words)):
        for lang, weight in weights:
            scores[lang] += weight
    (best, score), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return best if total and score / total >= _SURE and score >= _LEAD * second else ""


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
    code = lang[:2].lower()
    found = analysed(code)
    if found == _ENGLISH:
        return ""
    name = _NAMES.get(code, code)
    return f"{name}: quotes, speakers and listed names" if found else f"{name}: search only"
