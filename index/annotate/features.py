"""The features of words: the same strings in training and in use.

Every feature depends on one word and how far away it stands, on the kinds of two neighbouring words, or on a flag; that
is what lets the tagger remember what each of them weighs.
"""

from collections.abc import Sequence

from . import lexicons
from .document import Document
from .words import REACH, Splitter, Word, islands

_SHOUT = 8
"""Letters in capitals that a sentence needs to count as written in them."""


def shape(text: str) -> str:
    """The form of a word: capitals X, small letters x, digits 9, runs shortened to two."""
    out = ""
    for char in text:
        mark = "X" if char.isupper() else "x" if char.islower() else "9" if char.isdigit() else char
        if out[-2:] != mark * 2:
            out += mark
    return out


def word_features(word: Word, distance: int) -> list[str]:
    """The features that a word gives the word standing `distance` before it (so -1 is the previous word)."""
    text, lower = word.text, word.lower
    found = [f"{distance}w={lower}", f"{distance}k={word.kind}"]
    if abs(distance) == 2:
        return found
    found += (f"{distance}s={shape(text)}", f"{distance}e={lower[-3:]}")
    found += [f"{distance}g={letter}" for letter in word.kind[1:]] if word.capital else []
    if distance:
        return found
    found += [f"p{n}={lower[:n]}" for n in (2, 3, 4) if len(lower) > n]
    found += [f"e{n}={lower[-n:]}" for n in (1, 2, 4) if len(lower) > n]
    if "-" in text:
        found.append("hyphen")
    if any(char.isupper() for char in text[1:]) and not text.isupper():
        found.append("inner")
    if text.isupper():
        found.append(f"caps{min(len(text), 6)}")
    return found


def context_features(before: str, kind: str, after: str) -> list[str]:
    """The features of the kinds of a word and its two neighbours, two by two."""
    return [f"0kk={before}|{kind}", f"1kk={kind}|{after}", f"2kk={before}|{after}"]


# What a document says about a spelling, wherever it stands: one bit a piece of evidence.
EVIDENCE = ("title", "forename", "speaks", "organisation", "inside", "acronym", "middle", "small", "surname", "of")
FLAGS = ("first", "upper", *(f"phrase {letter} {place}" for letter in "kqpconm" for place in "BI"))
"""What a place in a sentence says about a word: after `EVIDENCE` in the same set of bits."""
_BIT = {name: 1 << at for at, name in enumerate(EVIDENCE + FLAGS)}
_SPEAKS = lexicons.load("name_speaks")
_INSIDE = frozenset(("in", "at", "near", "from", "to"))


def flag_features(flags: int) -> list[str]:
    """The features of a set of bits."""
    return [f"!{name}" for name, bit in _BIT.items() if flags & bit]


class _Nothing(Word):
    """What stands beyond a sentence."""

    __slots__ = ()

    def __init__(self, kind: str) -> None:
        self.text = self.lower = ""
        self.capital = self.joins = False
        self.kind = kind
        self.rows = [0] * (2 * REACH + 1)


_BEGIN, _END = _Nothing("^"), _Nothing("$")


class Line:
    """A sentence as words, with the stretches that may hold names and what is known of each word's place."""

    __slots__ = ("ends", "flags", "islands", "padded", "starts", "upper", "words")

    def __init__(self, words: list[Word], starts: list[int], ends: list[int]) -> None:
        self.words = words
        self.padded = [_BEGIN, _BEGIN, *words, _END, _END]
        """The words with nothing to either side, so that every word has as many neighbours."""
        self.starts = starts
        self.ends = ends
        self.islands = islands(words)
        self.upper = _shouts(words)
        self.flags = [0] * len(words)


def _shouts(words: Sequence[Word]) -> bool:
    """Whether a sentence is written in capitals."""
    capital = [word.text for word in words if word.capital]
    if len(capital) * 2 < len(words):
        return False
    large = [text for text in capital if text.isupper()]
    small = sum(word.text[0].isalpha() for word in words) - len(large)
    return sum(map(len, large)) > _SHOUT and small * 8 <= sum(map(len, large))


def read(document: Document, splitter: Splitter) -> list[Line]:
    """The sentences of a document that may hold names, each with its flags set from the whole of the document."""
    lines: list[Line] = []
    for sentence in document.sentences:
        line = Line(*splitter.words(document, sentence))
        if line.islands:
            lines.append(line)
    small = {token.text for token in document.tokens} if lines else set[str]()
    evidence = _evidence(lines, small)
    for line in lines:
        _set_flags(line, evidence, splitter)
    return lines


def _evidence(lines: Sequence[Line], small: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        if line.upper:
            continue
        words = line.words
        count = len(words)
        for first, last in line.islands:
            for at in range(first, last):
                word = words[at]
                if not word.capital:
                    continue
                bits = found.get(word.text)
                if bits is None:
                    bits = _BIT["small"] if word.lower in small else 0
                if at:
                    before = words[at - 1]
                    kind = before.kind
                    bits |= _BIT["middle"] if kind not in ("“", '"', ".", ":", "‘") else 0
                    if before.lower in _INSIDE:
                        bits |= _BIT["inside"]
                    elif before.capital:
                        if "t" in kind:
                            bits |= _BIT["title"]
                        if "f" in kind:
                            bits |= _BIT["forename"]
                    elif kind == "of":
                        bits |= _BIT["of"]
                if at + 1 < count:
                    after = words[at + 1]
                    if after.text in _SPEAKS:
                        bits |= _BIT["speaks"]
                    elif after.capital:
                        if "w" in after.kind:
                            bits |= _BIT["organisation"]
                        elif "f" in word.kind:
                            bits |= _BIT["surname"]
                    elif after.text == ")" and at and words[at - 1].text == "(":
                        bits |= _BIT["acronym"]
                found[word.text] = bits
    return found


def _set_flags(line: Line, evidence: dict[str, int], splitter: Splitter) -> None:
    words, flags = line.words, line.flags
    opening = next((at for at, word in enumerate(words) if word.text[0].isalnum()), 0)
    texts: list[str] | None = None
    openers = splitter.lists.openers
    letter = ""
    for first, last in line.islands:
        for at in range(first, last):
            if words[at].capital:
                flags[at] |= evidence.get(words[at].text, 0)
        if line.upper:
            for at in range(first, last):
                flags[at] |= _BIT["upper"]
        if last - first > 1:
            at = first
            while at < last:
                length = 0
                if words[at].text in openers:
                    texts = texts or [word.text for word in words]
                    length, letter = splitter.lists.phrase(texts, at)
                if length:
                    flags[at] |= _BIT[f"phrase {letter} B"]
                    for inside in range(at + 1, at + length):
                        flags[inside] |= _BIT[f"phrase {letter} I"]
                at += length or 1
    flags[opening] |= _BIT["first"]


def features(line: Line, at: int) -> list[str]:
    """All features of one word of a line, as the trainer wants them."""
    found = flag_features(line.flags[at])
    near = line.padded[at : at + 2 * REACH + 1]
    for distance, word in enumerate(near, -REACH):
        if word.text:
            found += word_features(word, distance)
    return found + context_features(near[REACH - 1].kind, near[REACH].kind, near[REACH + 1].kind)
