"""Analysis of text to index words, the same for indexing, querying and highlighting in every engine and language."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple
from zlib import crc32

from ..lazy_pattern import lazy_pattern
from .ascii_words import ASCII_WORD, COMPILED, AsciiScanner

# Scripts written without spaces: each character is a word, and a run of characters is a phrase.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Marks that combine (Arabic and Hebrew points, Indic vowel signs) belong to their word, but are not in Python's \w.
_COMBINING = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed" + "".join(
    chr(code) for code in range(0x900, 0xE00) if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_MARKED = rf"(?:[{_COMBINING}]+{_LETTER}*)*"
_LETTERS = rf"{_LETTER}+{_MARKED}"
_MORE = rf"(?:['&]{_LETTERS})*"  # o'brien at&t
_ACRONYM = r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # u.s, d.c
_NUMBER = r"\d+(?:[.,]\d+)+(?![^\W_])"  # 1,000.5
# Words that start with two letters, which most do, are neither acronym nor number: skip those alternatives.
_ANY_WORD = rf"(?!\d){_LETTER}{_LETTER}+{_MARKED}{_MORE}|{_ACRONYM}|{_NUMBER}|{_LETTERS}{_MORE}|[{_UNSPACED}]"
_WORD = lazy_pattern(_ANY_WORD)

_scanner = AsciiScanner()
"""Finds the same words in lower-cased ASCII text; faster where it is compiled."""
# The same patterns for splitting a text: separators and words alternate.
_CUT = lazy_pattern(rf"({_ANY_WORD})")
_ASCII_CUT = re.compile(rf"({ASCII_WORD.pattern})", re.ASCII)
# Apostrophes in use: quotation marks, modifier letters, half rings of transliterations
# (Suwayʿiah), primes, accents, full width.
_APOSTROPHES = "’‘‛ʼʻʾʿ′＇´`"
# Marks that `_WORD` treats like a space.
_BLANK = "“”„«»–—…•\u00a0€£"

# French, Italian and Catalan join these to the next word: l'homme, qu'il, dell'arte.
_ELIDED = (
    *"cdjlmnstv",
    *("ch", "un", "qu", "jusqu", "lorsqu", "presqu", "puisqu", "quelqu", "quoiqu", "entr"),
    *("all", "coll", "dall", "dell", "nell", "sull", "agl", "dagl", "degl", "negl", "sugl", "gl"),
    *("anch", "bell", "com", "cos", "dov", "grand", "mezz", "neanch", "nessun", "nient", "ogn", "quell", "quest"),
    *("sant", "senz", "tutt"),
)
# Not a possessive (Dell's, the T's), nor the rest of a word after an apostrophe (rock'n'roll).
_HEADS = "|".join(rf"(?<=(?<![\w']){head}')" for head in _ELIDED)
_ELISION = re.compile(rf"'(?=[^\W_])(?!s(?![^\W_]))(?:{_HEADS})", re.IGNORECASE)

_TOKEN = re.compile(r"[^\W_]+")
_ALNUM = re.compile("[a-z0-9]*")
_JOINERS = frozenset("'&.,")
"""What letters and digits may be joined by to one word."""
_POSSESSIVE = re.compile("'[sS]")
_POSSESSIVES = frozenset(("'s", "'S"))


_FOLDED = 16384
"""Words that are remembered: four times as many take 11 MB more in each worker, and save nothing measurable."""


@lru_cache(maxsize=_FOLDED)
def fold(word: str) -> str:
    """Fold case and accents and straighten apostrophes: `Élysée’s` -> `elysee's`."""
    if word.isascii():
        return word.lower().replace("`", "'")
    parts = unicodedata.normalize("NFKD", _straight(word).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Yield every word of `text[start:end]` as (folded word, start, end), in order; a possessive 's is left out.

    An elided article or pronoun is a word: `l'homme` is `l` and `homme`, while `O'Brien` and `don't` are one word each.
    Text outside the range does not matter: a quote has the words that it was indexed with.
    """
    for match in _WORD.finditer(_separate(text[start:end])):
        word = match.group()
        if word[-2:] in _POSSESSIVES:
            word = word[:-2]
        first = start + match.start()
        yield fold(word), first, first + len(word)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in order: as `tokens`, about three times as fast.

    Nearly all English text is ASCII except for typography.
    """
    text = _plain(text)
    if text.isascii():
        if COMPILED:
            return tuple(_scanner.words(text.lower()))
        found: list[str] = ASCII_WORD.findall(text.lower())
        if "'" not in text:
            return tuple(found)
        return tuple([word[:-2] if word[-2:] == "'s" else word for word in found])
    return tuple([fold(word[:-2] if word[-2:] in _POSSESSIVES else word) for word in _WORD.findall(text)])


def checksums(text: str, *, figures: bool = False) -> bytes | bytearray:
    """Return the CRC-32 of each folded word of a text, or of each with a digit, in four bytes, the lowest first.

    Where it is compiled, no word is made up as a string: a fifth of the time.
    """
    plain = _plain(text)
    if COMPILED and plain.isascii():
        return _scanner.checksums(plain.lower(), figures)
    return checksums_of([word for word in words(text) if not figures or any(map(str.isdigit, word))])


def token_checksums(text: str) -> tuple[bytes | bytearray, bytes | bytearray]:
    """Return the CRC-32 of each run of letters and digits, as `checksums` does.

    First of those that begin with a capital letter, in lower case; then of those that begin with another, as written.
    """
    if COMPILED and text.isascii():
        return _scanner.token_checksums(text)
    tokens = set(_TOKEN.findall(text))
    capitals = [token for token in tokens if token[0].isupper()]
    return checksums_of([token.casefold() for token in capitals]), checksums_of(list(tokens.difference(capitals)))


def checksums_of(words: list[str]) -> bytes | bytearray:
    """Return the CRC-32 of each of some words, as `checksums` does."""
    if COMPILED:
        return _scanner.checksums_of(words)
    return b"".join([_checksum(word) for word in words])


@lru_cache(maxsize=65536)
def _checksum(word: str) -> bytes:
    return crc32(word.encode("utf-8", "surrogatepass")).to_bytes(4, "little")


def elided(text: str) -> int:
    """Return the length of the elided words that a word begins with: 2 for `l'hom`, 5 for `dell'arte`; else 0."""
    straight = _straight(text)
    if not text or "'" not in straight[:-1] or any(map(str.isspace, text)):
        return 0
    found = list(tokens(text))
    gaps = [straight[end:start] for (_, _, end), (_, start, _) in pairwise(found)]
    return found[-1][1] if gaps and found[0][1] == 0 and set(gaps) == {"'"} else 0


def _straight(text: str) -> str:
    """Return the text with straight apostrophes."""
    for mark in "`" if text.isascii() else _APOSTROPHES:
        text = text.replace(mark, "'")
    return text


def _separate(text: str) -> str:
    """Return text of the same length with straight apostrophes, and spaces for those after elided words."""
    text = _straight(text)
    while "'" in text:
        shorter = _ELISION.sub(" ", text)
        if shorter == text:  # d'l'eau needs two passes
            break
        text = shorter
    return text


def _plain(text: str) -> str:
    """Return `_separate(text)`, in ASCII if only typography is outside it."""
    text = _separate(text)
    if text.isascii():
        return text
    plain = text
    for mark in _BLANK:
        plain = plain.replace(mark, " ")
    return plain if plain.isascii() else text


class Words(NamedTuple):
    """The folded words of a text in order, with their start and end offsets."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def located(text: str, start: int = 0, end: int | None = None) -> Words:
    """Return the words of `text[start:end]` with their offsets: as `tokens`, several times as fast.

    A page of results locates all words of fifty articles, of which few are shown.
    """
    text = _plain(text[start:end])
    plain = text.isascii()
    if plain:
        text = text.lower()
    parts = (_ASCII_CUT if plain else _CUT).split(text)
    edges = list(accumulate(map(len, parts), initial=start))
    found = Words(parts[1::2], edges[1:-1:2], edges[2::2])
    for mark in _POSSESSIVE.finditer(text):
        end = start + mark.end()
        i = bisect_left(found.ends, end)
        if i < len(found.ends) and found.ends[i] == end and found.starts[i] < end - 2:
            found.words[i] = found.words[i][:-2]
            found.ends[i] = end - 2
    return found if plain else Words(list(map(fold, found.words)), found.starts, found.ends)


def occurrences(
    text: str, wanted: Collection[str], prefixes: Collection[str] = (), start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the occurrences of folded words and prefixes in `text[start:end]`, as `tokens` has them.

    The order is arbitrary; a word may be repeated. Text that is ASCII except for typography is not tokenised as a
    whole: no word spans a space.
    """
    plain = _plain(text[start:end])
    if not plain.isascii():
        heads = tuple(prefixes)
        found = located(text, start, end)
        for word, low, high in zip(*found, strict=True):
            if word in wanted or word.startswith(heads):
                yield low, high
        return
    plain = plain.lower() + "  "  # blanks, so that every word has characters before and after it
    for head, whole in (*((word, True) for word in wanted), *((prefix, False) for prefix in prefixes)):
        at = plain.find(head) if head else -1
        simple = head.isalnum()
        while at >= 0:
            before = plain[at - 1]
            if simple and before not in _JOINERS:  # most: the characters around it tell
                high = at + len(head) if whole else _ALNUM.match(plain, at).end()  # pyright: ignore[reportOptionalMemberAccess]
                after = plain[high]
                if before.isalnum() or after.isalnum():
                    at = plain.find(head, high)
                    continue
                if after not in _JOINERS or not plain[high + 1].isalnum():
                    yield start + at, start + high
                    at = plain.find(head, high)
                    continue
            low, high = plain.rfind(" ", 0, at) + 1, plain.find(" ", at + len(head))
            for match in ASCII_WORD.finditer(plain, low, high):
                word = match.group().removesuffix("'s")
                if word == head if whole else word.startswith(head):
                    yield start + match.start(), start + match.start() + len(word)
            at = plain.find(head, high)


def compile_patterns() -> None:
    """Compile the patterns of all scripts, which the first text that is not in ASCII would wait for."""
    words("é")
    located("é")


def value(text: str) -> str:
    """Normalise a whole value for name fields: its folded words joined by single spaces."""
    return " ".join(words(text))
