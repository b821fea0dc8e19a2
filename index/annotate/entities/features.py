"""The features of words: the same strings in training and in use.

Every feature depends on one word and how far away it stands, on the kinds of two neighbouring words, or on a flag; that
is what lets the tagger remember what each of them weighs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from ..text import signs
from ..text.document import Document
from ..text.words import PARTICLES, REACH, Splitter, Word, islands
from . import word_classes

_SHOUT = 8
"""Letters in capitals that a sentence needs to count as written in them."""


class _Marks(dict[int, str]):
    """What `str.translate` writes for a character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        mark = "X" if char.isupper() else "x" if char.islower() else "9" if char.isdigit() else char
        return self.setdefault(code, mark)


_MARKS = _Marks()
_LONGER = 3
"""Marks from which a run of them may be shortened."""


def shape(text: str) -> str:
    """The form of a word: capitals X, small letters x, digits 9, runs shortened to two."""
    if text.isascii() and text.isalpha():
        # Nearly every word is one of these.
        if text.islower():
            return "xx" if len(text) > 1 else "x"
        if text[1:].islower():
            return "Xxx" if len(text) > 2 else "Xx"
    marks = text.translate(_MARKS)
    if len(marks) < _LONGER:
        return marks
    found = [marks[at] for at in range(2, len(marks)) if marks[at] != marks[at - 1] or marks[at] != marks[at - 2]]
    return marks[:2] + "".join(found)


def word_keys(word: Word) -> list[str]:
    """What a word says of those around it and of itself; a feature is one of these with the distance before it.

    The first two count at every distance, those of `_BESIDE` up to one word away, and the others for the word itself.
    """
    text, lower, kind = word.text, word.lower, word.kind
    size = len(lower)
    found = [f"w={lower}", f"k={kind}", f"s={shape(text)}", f"e={lower[-3:]}"]
    found += word_classes.load().get(text, ())
    if not (word.capital or word.joins or lower in PARTICLES):
        return found  # never part of a stretch: only its neighbours ask
    if size > 1:
        found.append(f"e1={lower[-1]}")
        if size > 2:
            found += (f"p2={lower[:2]}", f"e2={lower[-2:]}")
            if size > 3:
                found.append(f"p3={lower[:3]}")
                if size > 4:
                    found += (f"p4={lower[:4]}", f"e4={lower[-4:]}")
    if "-" in text:
        found.append("hyphen")
    if word.capital:
        found += [f"g={letter}" for letter in kind[1:]]
        if text.isupper():
            found.append(f"caps{min(len(text), 6)}")
        elif not text[1:].islower() and any(map(str.isupper, text[1:])):
            found.append("inner")
    return found


_EVERYWHERE, _BESIDE = ("w=", "k="), ("s=", "e=", "c=", "d=", "b=", "g=")


def word_features(word: Word, distance: int) -> list[str]:
    """The features that a word gives the word standing `distance` before it (so -1 is the previous word)."""
    found: list[str] = []
    for key in word_keys(word):
        if key.startswith(_EVERYWHERE) or (key.startswith(_BESIDE) and abs(distance) < REACH):
            found.append(f"{distance}{key}")
        elif not distance:
            found.append(key)
    return found


def pair_feature(which: int, first: str, second: str) -> str:
    """The feature of two kinds: 0 for a word and the one before it, 1 for a word and the one after it, 2 for those."""
    return f"{which}kk={first}|{second}"


_LONGEST_PHRASE = 12
"""Words of the longest phrase that a list may hold."""
_TELLING = signs.EMPLOYED | signs.TRADED_IN | signs.JOINS_OF | signs.OWNER | signs.TRADED
"""The roles that words around a name, or its first one, have in what tells something of it."""


def flag_features(flags: int) -> list[str]:
    """The features of a set of bits."""
    return [f"!{name}" for name, bit in signs.BITS.items() if flags & bit]


class Reading:
    """A document's words with the stretches that may hold names, and what is known of each word's place."""

    __slots__ = ("capitals", "ends", "flags", "islands", "starts", "upper", "words")

    def __init__(self, document: Document, splitter: Splitter) -> None:
        line = splitter.words(document)
        self.words = line.words
        self.starts = line.starts
        """Where each word starts in the text; nothing for what stands between sentences."""
        self.ends = line.ends
        self.capitals = _capitals(line.words)
        """The places of the capitalised words."""
        self.islands = islands(line.words, self.capitals)
        """The stretches that may hold names, as ranges of words, in order."""
        self.upper = [False] * len(line.words)
        """Whether a word stands in a sentence written in capitals."""
        self.flags = [0] * len(line.words)
        """What a word's place says about it: bits of `signs.EVIDENCE` and `signs.FLAGS`."""
        if self.islands:
            self._shouts(line.openings)
            self._evidence(set(document.words))
            self._phrases(splitter)

    def _shouts(self, openings: Sequence[int]) -> None:
        """Mark the sentences written in capitals, and the first word of every sentence."""
        words, capitals = self.words, self.capitals
        first = 0
        for begin, after in pairwise(openings):
            opening = begin + 1
            while opening < after - 1 and not words[opening].text[0].isalnum():
                opening += 1
            self.flags[opening if opening < after - 1 else begin + 1] |= signs.FIRST
            last = bisect_left(capitals, after, first)
            if (last - first) * 2 >= after - begin - 2 and _shouts(words[begin + 1 : after - 1]):
                for at in range(begin + 1, after - 1):
                    self.upper[at] = True
                    self.flags[at] |= signs.UPPER
            first = last

    def _evidence(self, small: set[str]) -> None:
        """Collect what the document says about each spelling, and set it wherever that stands."""
        found: dict[Word, int] = {}
        words, flags, upper = self.words, self.flags, self.upper
        for at in self.capitals:
            if upper[at]:
                continue
            word, before, after = words[at], words[at - 1], words[at + 1]
            bits = found.get(word, -1)
            if bits < 0:
                bits = signs.SMALL if word.lower in small else 0
            bits |= before.behind
            gained = after.ahead
            if gained == signs.SURNAME:
                bits |= gained if word.role & signs.FORENAMED else 0
            elif gained == signs.ACRONYM:
                bits |= gained if before.role & signs.OPENS else 0
            else:
                bits |= gained
            found[word] = bits
        self._surroundings(found)
        for at in self.capitals:
            word = words[at]
            if word in found:
                flags[at] |= found[word]

    def _surroundings(self, found: dict[Word, int]) -> None:
        """Add what the words around a whole name say of it.

        A company: "shares of …", "an analyst at …", "… Chief Executive". A place: "the village of …", "…'s parliament".
        """
        words, upper = self.words, self.upper
        for first, last in self.islands:
            before, after, word = words[first - 1], words[last], words[first]
            telling = (before.role | after.role | word.role) & _TELLING
            if not (telling or before.before or after.after) or upper[first] or not words[last - 1].capital:
                continue
            owner = after.role & signs.OWNER
            if owner:
                after = words[last + 1]
            if last - first > 2 and words[first].role & signs.TRADED and words[first + 1].role & signs.TRADED_IN:
                # "Shares of …" opens a sentence in one stretch with the name.
                first += 2
            word = words[first - 2]
            beyond = word.role
            bits = before.before | after.after
            if before.role & signs.EMPLOYED and beyond & signs.EMPLOYEES:
                bits |= signs.COMPANY
            if words[first - 1].role & signs.TRADED_IN and beyond & signs.TRADED:
                bits |= signs.COMPANY
            if (before.role & signs.JOINS_OF and beyond & signs.REGION_NOUN) or (
                owner and after.role & signs.POSSESSION
            ):
                bits |= signs.REGION
            if bits:
                for at in range(first, last):
                    word = words[at]
                    if word.capital and word in found:
                        found[word] |= bits

    def _phrases(self, splitter: Splitter) -> None:
        """Mark the words of the phrases that the lists hold."""
        words, flags = self.words, self.flags
        openers, phrase = splitter.lists.openers, splitter.lists.phrase
        for first, last in self.islands:
            at = first if last - first > 1 else last
            while at < last:
                word = words[at]
                if word.opens and (word.text, words[at + 1].text) in openers:
                    length, letter = phrase([word.text for word in words[at : at + _LONGEST_PHRASE]])
                    if length:
                        flags[at] |= signs.PHRASE[letter][0]
                        for inside in range(at + 1, at + length):
                            flags[inside] |= signs.PHRASE[letter][1]
                        at += length
                        continue
                at += 1


def _capitals(words: Sequence[Word]) -> list[int]:
    """The places of the capitalised words."""
    found: list[int] = []
    for at in range(len(words)):
        word = words[at]
        if word.capital:
            found.append(at)
    return found


def _shouts(words: Sequence[Word]) -> bool:
    """Whether a sentence is written in capitals."""
    capital = [word.text for word in words if word.capital]
    if len(capital) * 2 < len(words):
        return False
    large = [text for text in capital if text.isupper()]
    small = sum(word.text[0].isalpha() for word in words) - len(large)
    return sum(map(len, large)) > _SHOUT and small * 8 <= sum(map(len, large))


def features(reading: Reading, at: int) -> list[str]:
    """All features of one word of a document, as the trainer wants them."""
    found = flag_features(reading.flags[at])
    words = reading.words
    for distance in range(-REACH, REACH + 1):
        word = words[at + distance]
        if word.text:
            found += word_features(word, distance)
    before, kind, after = words[at - 1].kind, words[at].kind, words[at + 1].kind
    return [*found, pair_feature(0, before, kind), pair_feature(1, kind, after), pair_feature(2, before, after)]
