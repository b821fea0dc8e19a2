"""Concordance (key word in context): every match on a separate line, between its contexts."""

from collections.abc import Sequence

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


def left_key(line: ConcordanceLine) -> tuple[object, ...]:
    """Return a sort key by the words before the match, nearest first, as in concordancers; then by the match."""
    return (words(line.left)[::-1], words(line.keyword), words(line.right), line.article, line.start)


def right_key(line: ConcordanceLine) -> tuple[object, ...]:
    """Return a sort key by the words after the match, nearest first; then by the match."""
    return (words(line.right), words(line.keyword), words(line.left)[::-1], line.article, line.start)
