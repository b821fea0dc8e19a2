"""Mentions before they are resolved to entities, and sorted lists of them."""

from collections.abc import Iterable, Sequence

from ...model import EntityType
from .spelling import fold


class Name:
    """A mention before it is resolved."""

    __slots__ = ("before", "end", "start", "text", "type", "words")

    def __init__(self, start: int, end: int, kind: EntityType, text: str, before: str = "") -> None:
        """Take a mention.

        Args:
            start: Offset of its first character.
            end: Offset past its last.
            kind: Its type.
            text: The words as written.
            before: The word before it, "" when there is none: a title tells people apart.
        """
        self.start = start
        self.end = end
        self.type: EntityType = kind
        self.text = text
        self.before = before
        self.words = fold(text)


def spanned(text: str, span: tuple[int, int], kind: EntityType) -> Name:
    """The mention at a span of a text."""
    return Name(span[0], span[1], kind, text[span[0] : span[1]])


def overlaid(first: Sequence[Name], second: Iterable[Name]) -> list[Name]:
    """All of `first`, with those of `second` that overlap none of them; both sorted by start, and so the result."""
    if not first:
        return list(second)
    found = list(first)
    at = 0
    for name in second:
        while at < len(first) and first[at].end <= name.start:
            at += 1
        if at == len(first) or first[at].start >= name.end:
            found.append(name)
    found.sort(key=lambda name: name.start)
    return found
