"""Text as it is stored: one form of line break, NFC, and no character that could spoof a terminal or hide from search.

Whatever is hostile goes here, once: control characters, bidirectional overrides, lone surrogates. What scripts need
stays: the zero-width joiner and non-joiner, and the left-to-right and right-to-left marks.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from ...lazy_pattern import lazy_pattern
from ...model import Span

# The stream-safe limit of UAX #15: no language stacks more, and reordering longer runs takes quadratic time.
_MAX_MARKS = 30

_BREAK = lazy_pattern("\r\n?|[\u0085\u2028\u2029]")
_DROPPED = lazy_pattern(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters but tab and what breaks lines
    "\u00ad\u200b\u2060-\u2064\ufeff"  # soft hyphens and zero-width characters split words where nobody sees it
    "\u061c\u180e\u202a-\u202e\u2066-\u206f"  # bidirectional overrides and isolates reorder what stands around them
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # no characters at all
    "\U000e0000-\U000e007f"  # tags: text that is there but never shown
    "]+"
)
# The look-behinds keep a gigabyte of spaces linear: only the first of a run is tried.
_TRAILING = lazy_pattern(r"(?<![^\S\n])[^\S\n]+(?=\n)")
_BLANK = lazy_pattern(r"(?<!\n)\n{3,}")
_AROUND = lazy_pattern(r"\A\s+|(?<!\s)\s+\Z")
# What only takes away, in this order: a pattern, and how many characters of its match stay.
_DELETIONS = ((_TRAILING, 0), (_BLANK, 2), (_AROUND, 0))


def normalise(text: str) -> str:
    """Text in its stored form: at most one blank line in a row, no space at a line's end or around the whole.

    Idempotent. Indentation stays, since it can mark paragraphs.
    """
    # What is printable holds nothing to drop; asking is ten times as quick as looking for it.
    plain = text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")  # many times as quick as `translate`
    if not plain.isprintable():
        text = _DROPPED.sub("", _BREAK.sub("\n", text))
    if not text.isascii():
        text = composed(text)
    if "\n" in text:
        text = "\n".join([line.rstrip() for line in text.split("\n")])
        if "\n\n\n" in text:
            text = _BLANK.sub("\n\n", text)
    return text.strip()


def one_line(text: str) -> str:
    """Normalised text without line breaks or runs of spaces: a title, a name."""
    if not (text.isascii() and text.isprintable()):
        text = normalise(text)
    return " ".join(text.split())


class Mapped(Struct, frozen=True):
    """A normalised text and, for each of its characters, where it came from in the text as given."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def given(self, start: int, end: int) -> Span:
        """The span of the given text that became `text[start:end]`, without what was dropped around it."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        if start < len(self.starts):
            return self.starts[start], self.starts[start]
        last = self.ends[-1] if self.ends else 0
        return last, last


def normalise_mapped(text: str) -> Mapped:
    """`normalise`, with the way back from its offsets to those of `text`."""
    if normalise(text) == text:
        return Mapped(text, array("q", range(len(text))), array("q", range(1, len(text) + 1)))
    chars: list[str] = []
    starts: array[int] = array("q")
    ends: array[int] = array("q")
    for piece, start, end in _pieces(text):
        for char in piece:
            chars.append(char)
            starts.append(start)
            ends.append(end)
    joined = "".join(chars)
    kept: Sequence[int] = range(len(joined))
    for pattern, stays in _DELETIONS:
        joined, kept = _without(joined, kept, pattern, stays)
    return Mapped(joined, array("q", [starts[i] for i in kept]), array("q", [ends[i] for i in kept]))


def _without(text: str, indexes: Sequence[int], pattern: re.Pattern[str], stays: int) -> tuple[str, list[int]]:
    """Text and the indexes of its characters, less what the pattern matches after its first `stays` characters."""
    pieces: list[str] = []
    left: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        pieces.append(text[last : match.start() + stays])
        left.extend(indexes[last : match.start() + stays])
        last = match.end()
    pieces.append(text[last:])
    left.extend(indexes[last:])
    return "".join(pieces), left


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what each stretch of text becomes, with the stretch: a break, or characters that compose as one."""
    places = [i for i in range(len(text)) if not _DROPPED.match(text[i])]
    at = 0
    while at < len(places):
        first = places[at]
        char = text[first]
        if _BREAK.match(char):
            pair = char == "\r" and text[first + 1 : first + 2] == "\n"
            yield "\n", first, first + 1 + pair
            at += 1 + pair
            continue
        until = at + 1
        while until < len(places) and not text[places[until]].isascii() and _attaches(text[places[until]]):
            until += 1
        cluster = "".join([text[i] for i in places[at:until]])
        whole = composed(cluster)
        if whole == cluster:
            for i in places[at:until]:
                yield text[i], i, i + 1
        else:
            yield whole, first, places[until - 1] + 1
        at = until


def composed(text: str) -> str:
    """NFC, with impossible runs of combining marks cut."""
    text = _cut(text)
    if unicodedata.is_normalized("NFC", text):
        return text
    return _cut(unicodedata.normalize("NFC", text))  # a few marks decompose into two, for good


def _cut(text: str) -> str:
    return _FAR.sub(lambda far: _long_run().sub(lambda run: run.group()[:_MAX_MARKS], far.group()), text)


# Only in runs like these can there be too many marks; looking for the marks themselves takes a hundred times as long.
_FAR = lazy_pattern(f"[^\0-\u02ff]{{{_MAX_MARKS + 1},}}")


@lru_cache(maxsize=1)
def _long_run() -> re.Pattern[str]:
    marks = "".join([chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code))])
    return re.compile(f"[{marks}]{{{_MAX_MARKS + 1},}}")


@lru_cache(maxsize=1)
def _seconds() -> frozenset[str]:
    """Characters that canonical composition can attach to the one before, though they are no combining marks."""
    found = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}  # Hangul vowels and finals
    for code in range(0xC0, 0x30000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            found.add(chr(int(parts[1], 16)))
    return frozenset(found)


def _attaches(char: str) -> bool:
    return unicodedata.combining(char) != 0 or char in _seconds()
