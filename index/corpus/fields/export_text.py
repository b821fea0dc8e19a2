"""Exports of news databases as text: blocks of lines, and lines that begin with a label."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ...lazy_pattern import lazy_pattern

BREAKS = lazy_pattern("\r\r?\n|\r|[\u0085\u2028\u2029\f]")
"""Line breaks of any kind, also as telegraphs send them and programs double them (CR CR LF), and what parts pages."""
_MARKS = "\r\u0085\u2028\u2029\f"
_INDENT = lazy_pattern(r"[ \t]{8,}")
_LABEL = lazy_pattern(r"([^\W\d_][\w &/.'-]{1,40}?)[ \t]*:(?=\s|\Z)[ \t]*(.*)", re.S)
_BY = lazy_pattern(r"\A(?:by|von|par|por|di)\s+(?=\S)", re.I)


class Sign:
    """A pattern that is looked for only in texts that hold one of the words without which it never matches.

    Every small file is asked for all signs, and looking for a word takes a hundredth of the time of a pattern.
    """

    def __init__(self, pattern: re.Pattern[str], *words: str) -> None:
        """Take a pattern and its words, in lower case if the pattern ignores case."""
        self._pattern = pattern
        self._words = words
        self._ignores_case = bool(pattern.flags & re.I)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        seen = _lowered(text) if self._ignores_case else text
        for word in self._words:
            if word in seen:
                return self._pattern.search(text)
        return None


def _lowered(text: str) -> str:
    """A text in lower case; some thirty signs ask for that of the same text."""
    if not _last or _last[0][0] is not text:
        _last[:] = [(text, text.lower())]
    return _last[0][1]


_last: list[tuple[str, str]] = []
"""The text asked about last, and its letters in lower case."""


def with_line_feeds(text: str) -> str:
    r"""The text with `\n` for every line break and every mark that parts pages."""
    return BREAKS.sub("\n", text) if any(mark in text for mark in _MARKS) else text


class Block(Struct, frozen=True):
    """Lines without a blank one between them."""

    text: str
    """The lines, indentation removed, as they were broken."""
    centred: bool = False

    @property
    def line(self) -> str:
        """The words on one line."""
        return " ".join(self.text.split())

    def label(self, known: Mapping[str, str]) -> tuple[str, str] | None:
        """The article's field that its label stands for, and what follows; None for a block without a known label."""
        match = _LABEL.match(self.text)
        field = known.get(match[1].casefold()) if match else None
        return (field, match[2].strip()) if match and field is not None else None


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text."""
    lines: list[str] = []
    for line in (*text.split("\n"), ""):
        if line.strip():
            lines.append(line)
        elif lines:
            yield Block("\n".join(line.strip() for line in lines), _INDENT.match(lines[0]) is not None)
            lines = []


def paragraphs(found: Iterable[Block]) -> str:
    """Blocks as one text."""
    return "\n\n".join(block.text for block in found)


def without_by(line: str) -> str:
    """A byline without the word before the name."""
    return _BY.sub("", " ".join(line.split()), count=1)


def labels(**forms: str) -> dict[str, str]:
    """Label in lower case -> field, from the labels of each field parted by bars."""
    return {form.casefold(): field for field, found in forms.items() for form in found.split("|")}
