"""Concordance (key word in context): every match on a separate line, between its contexts."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from ..model import Article, Span
from .analysis import words


class ConcordanceLine(Struct, frozen=True):
    """One match in its context, each part on one line."""

    left: str
    """Text before the match."""
    keyword: str
    right: str
    article: str
    """Id of the article."""
    start: int
    """Where the match starts in the article's text."""
    space_before: bool = True
    """False where the match follows `left` without white space: `left` ends with an opening mark, or half a word."""
    space_after: bool = True
    """False where `right` follows the match without white space."""


def concordance(article: Article, matches: Sequence[Span], width: int) -> list[ConcordanceLine]:
    """Return a line for each match, in order.

    A context never crosses the boundary between headline and body.

    Args:
        article: The article.
        matches: Spans of its text.
        width: Maximum characters of `left` and of `right`, after stripping white space.
    """
    text, body = article.text, article.body
    lines: list[ConcordanceLine] = []
    for start, end in matches:
        low, high = (0, max(body, end)) if start < body else (body, len(text))
        # Runs of white space collapse to one space: twice the width is nearly always enough.
        left = " ".join(text[max(low, start - 2 * width) : start].split())
        right = " ".join(text[end : min(high, end + 2 * width)].split())
        left = left[-width:].lstrip() if width else ""
        right = right[:width].rstrip()
        before = not left or text[start - 1].isspace()
        after = not right or text[end].isspace()
        lines.append(ConcordanceLine(left, " ".join(text[start:end].split()), right, article.id, start, before, after))
    return lines


class SortableLine(Protocol):
    """What sort keys look at: `ConcordanceLine`, and the lines of the protocol."""

    @property
    def left(self) -> str:
        """Return the text before the match."""
        ...

    @property
    def keyword(self) -> str:
        """Return the match."""
        ...

    @property
    def right(self) -> str:
        """Return the text after it."""
        ...

    @property
    def article(self) -> str:
        """Return the id of the article."""
        ...

    @property
    def start(self) -> int:
        """Return where the match starts in the article."""
        ...


class KwicSortError(ValueError):
    """Raised for a sort order that cannot be read; the message says what can be."""


_POSITION = re.compile(r"(?:([1-9]\d?)([lr])|(0))", re.IGNORECASE)


def sort_key(order: str) -> Callable[[SortableLine], tuple[object, ...]]:
    """Return the sort key of an order of concordance lines; lines that are even stay in the order of articles.

    Args:
        order: "left" or "right", by all words before or after the match, the nearest first; or positions separated by
            commas: `1L` is the last word before the match, `2R` the second after it, `0` the match itself.

    Raises:
        KwicSortError: it is neither.
    """
    if order in ("left", "right"):
        return _left_key if order == "left" else _right_key
    places: list[int] = []
    for part in order.replace(",", " ").split():
        found = _POSITION.fullmatch(part)
        if found is None:
            raise KwicSortError(
                f"{part!r} is not a position: 1L is the word before the match, 2R the second after it, 0 the match."
            )
        number, side, _ = found.groups()
        places.append(0 if number is None else int(number) if side in "rR" else -int(number))
    if not places:
        raise KwicSortError("Name a position to sort by: 1L is the word before the match, 1R the one after it.")
    return lambda line: tuple(_words_at(line, places))


def packed_key(key: tuple[object, ...]) -> bytes:
    """Return a sort key in few bytes that sort in the same order; a million keys are in memory at once.

    A key is made of words, runs of words and offsets; no word has a control character.
    """
    parts: list[str] = []
    for part in key:
        if isinstance(part, int):
            parts.append(f"{part:010}")
        elif isinstance(part, str):
            parts.append(part)
        else:
            parts.append("".join(f"{word}\x01" for word in part))  # pyright: ignore[reportGeneralTypeIssues]
    return "\x00".join(parts).encode()


def _words_at(line: SortableLine, places: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """Yield the word at each position; nothing, which sorts first, where the context ends before it."""
    left, right = words(line.left), words(line.right)
    for place in places:
        if place == 0:
            yield words(line.keyword)
        elif place < 0:
            yield left[place : place + 1 or None] if -place <= len(left) else ()
        else:
            yield right[place - 1 : place]


def _left_key(line: SortableLine) -> tuple[object, ...]:
    return (words(line.left)[::-1], words(line.keyword), words(line.right), line.article, line.start)


def _right_key(line: SortableLine) -> tuple[object, ...]:
    return (words(line.right), words(line.keyword), words(line.left)[::-1], line.article, line.start)
