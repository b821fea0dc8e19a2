"""Lists of names: what kinds of name a word or a phrase may be, as evidence for finding entities.

The lists written for this package are plain text. `gazetteer.txt.gz` is packed from larger ones by
`train/name_sources.py`: countries and their capitals, cities, companies, first names and surnames (see `CREDITS.md`).
"""

import gzip
from array import array
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from io import StringIO
from itertools import count
from pathlib import Path

import numpy as np

from . import lists

FILE = Path(__file__).parent / "gazetteer.txt.gz"

# One letter a kind, so that all the kinds of a word read as one short string.
KINDS = {
    "countries": "k",
    "capitals": "q",
    "places": "p",
    "cities": "c",
    "first": "f",
    "names_given": "f",
    "surnames": "s",
    "names_family": "s",
    "companies": "o",
    "organisations_companies": "o",
    "organisations_government": "o",
    "organisations_learning": "o",
    "organisations_media": "o",
    "organisations_politics": "o",
    "organisations_sport": "o",
    "organisations_world": "o",
    "organisation_words": "w",
    "place_words": "l",
    "titles": "t",
    "nationalities": "n",
    "calendar": "d",
    "things": "m",
}
_PACKED = ("countries", "capitals", "cities", "first", "surnames", "companies")
PHRASES = frozenset(name for name, letter in KINDS.items() if letter in "kqpconm")
"""The lists whose entries of several words are kept whole."""
BREAK = "\n\n"
"""Between the single words and the phrases."""
_REMEMBERED = 1 << 14
"""Names after which those looked up as a whole are forgotten: 2 MB. A name is looked up by ten rules, in article after
article."""


_Phrases = dict[tuple[str, str], list[tuple[tuple[str, ...], str]]]


class _Table:
    """Words and the letters of their kinds, as hashes: a dictionary of 130,000 words takes six times the memory.

    Hashes have 64 bits: that a word is taken for another one of the table happens once in 10^14 look-ups.
    """

    def __init__(self, lines: str) -> None:
        """Take lines of a word, a tab and letters."""
        cells = lines.replace("\t", "\n").split("\n")
        words, letters = cells[:-1:2], cells[1::2]
        known: defaultdict[str, int] = defaultdict(count().__next__)
        hashes = np.fromiter(map(hash, words), np.int64, len(words))
        numbers = np.fromiter(map(known.__getitem__, letters), np.uint16, len(words))
        order = np.argsort(hashes)
        self._hashes = array("q", hashes[order].tobytes())
        self._numbers = array("H", numbers[order].tobytes())
        self._letters = list(known)
        self._size = len(hashes)

    def get(self, word: str) -> str:
        """The letters of a word's kinds; "" if it has none."""
        wanted = hash(word)
        hashes = self._hashes
        low, high = 0, self._size
        while low < high:  # `bisect`, without an object for each number
            middle = (low + high) // 2
            if hashes[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        if low == self._size or hashes[low] != wanted:
            return ""
        return self._letters[self._numbers[low]]


class Gazetteers:
    """The kinds of single words, and the phrases of several words."""

    def __init__(self) -> None:
        words, _, several = gzip.decompress(FILE.read_bytes()).decode("utf-8").partition(BREAK)
        self._packed = _Table(words)
        kinds: dict[str, str] = {}
        phrases: _Phrases = {}
        for line in StringIO(several):
            phrase, letters = line.rstrip("\n").split("\t")
            _add(phrases, phrase, letters)
        for name, letter in KINDS.items():
            for entry in lists.load(name) if name not in _PACKED else ():
                if " " not in entry:
                    kinds[entry] = "".join(sorted({*(kinds.get(entry) or self._packed.get(entry)), letter}))
                elif name in PHRASES:
                    _add(phrases, entry, letter)
                    if name == "nationalities":
                        _add(phrases, entry + "s", letter)
        for known in phrases.values():
            if len(known) > 1:
                known.sort(key=lambda phrase: -len(phrase[0]))
        self._listed = kinds
        self._phrases = phrases
        self._known: dict[str, str] = {}
        """What `known` returned."""
        self.openers = phrases.keys()
        """The two words that phrases begin with."""
        self.first = frozenset(first for first, _ in phrases)
        """The first words of phrases."""

    def kinds(self, word: str) -> str:
        """The letters of `KINDS` that a word may be, in alphabetical order; plurals of peoples count as the people.

        A word in capitals is also looked up as it would be written in a sentence.
        """
        found = self._of(word)
        if not found and word.isupper() and len(word) > 1:
            found = self._of(word.title())
        if not found and word[-1:] == "s" and "n" in self._of(word[:-1]):
            found = "n"
        return found

    def _of(self, word: str) -> str:
        return self._listed.get(word) or self._packed.get(word)

    def known(self, name: str) -> str:
        """The kinds of a whole name, of one word or several; "" when no list holds it."""
        found = self._known.get(name)
        if found is None:
            words = name.split(" ")
            if len(words) == 1:
                found = self.kinds(name)
            else:
                length, letter = self.phrase(words)
                found = letter if length == len(words) else ""
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[name] = found
        return found

    def phrase(self, words: Sequence[str]) -> tuple[int, str]:
        """The longest phrase that `words`, two at least, begin with: its length in words and its kind, or (0, "")."""
        for phrase, letter in self._phrases.get((words[0], words[1]), ()):
            if tuple(words[: len(phrase)]) == phrase:
                return len(phrase), letter
        return 0, ""


@lru_cache(maxsize=1)
def load() -> Gazetteers:
    """The gazetteers, read once and shared.

    Raises:
        FileNotFoundError: A list of this package is missing.
    """
    return Gazetteers()


def _add(phrases: _Phrases, phrase: str, letters: str) -> None:
    words = tuple(phrase.split(" "))
    # A name that is of several kinds counts as the one that says most: a country before a capital before a city.
    letter = letters if len(letters) == 1 else min(letters, key="kqpconm".index)
    phrases.setdefault((words[0], words[1]), []).append((words, letter))
