"""Snippets: the excerpt of an article that best shows why it was found."""

import re
from collections import Counter
from collections.abc import Sequence

from ..model import Article, Snippet, Span
from .analysis import fold

_SPACE = re.compile(r"\s+")
_REACH = 20  # maximum shift of a cut to a word boundary, in characters


def snippet(article: Article, matches: Sequence[Span], chars: int) -> Snippet:
    """Cut the window of the text with the most distinct matching words, then the most matches.

    Matches in the body take precedence over those in the headline, which is shown anyway. Without matches, the snippet
    is the start of the body.

    Args:
        article: The article.
        matches: Spans of its text, sorted, not overlapping.
        chars: Maximum length in code points.

    Returns:
        One line of text, with "…" at cuts, and the matches in it.
    """
    text, body = article.text, article.body
    low, high = (body, len(text)) if any(start >= body for start, _ in matches) or not matches else (0, body)
    low, high = _stripped(text, low, high)
    inside = [(start, end) for start, end in matches if low <= start < high]
    room = max(chars - 2, 1)
    if high - low <= chars:
        start, end = low, high
    elif inside:
        first, last = _densest(text, inside, room)
        # A third of the remaining space goes before the matches: text after a word is more informative than before.
        start = max(low, min(first - (room - min(last - first, room)) // 3, high - room))
        end = min(high, start + room)
        start, end = _between_words(text, start, end, first, min(last, end), (low, high))
    else:
        start, end = _between_words(text, low, low + room, low, low, (low, high))
    return _render(text, start, end, inside, "…" if start > low else "", "…" if end < high else "")


def _stripped(text: str, low: int, high: int) -> Span:
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return low, high


def _densest(text: str, spans: Sequence[Span], room: int) -> Span:
    """Return the first of the best ranges of matches that fit into `room`."""
    names = [fold(text[start:end]) for start, end in spans]
    kinds: Counter[str] = Counter()
    best, found = (0, 0), (0, 0)
    last = -1
    for first, (start, _) in enumerate(spans):
        while last + 1 < len(spans) and (last < first or spans[last + 1][1] - start <= room):
            last += 1
            kinds[names[last]] += 1
        value = (len(kinds), last - first + 1)
        if value > best:
            best, found = value, (start, spans[last][1])
        kinds[names[first]] -= 1
        if not kinds[names[first]]:
            del kinds[names[first]]
    return found


def _between_words(text: str, start: int, end: int, first: int, last: int, bounds: Span) -> Span:
    """Move cuts inwards to the nearest space, but not into the matches from `first` to `last`."""
    low, high = bounds
    if start > low and not text[start - 1].isspace():
        space = _SPACE.search(text, start, max(start, min(first, start + _REACH)))
        start = space.end() if space else start
    if end < high and not text[end].isspace():
        for at in range(end - 1, max(last, end - _REACH, start), -1):
            if text[at].isspace():
                end = at
                break
    return start, end


def _render(text: str, start: int, end: int, spans: Sequence[Span], before: str, after: str) -> Snippet:
    """Render a range on one line, collapsing white space and mapping the spans in it."""
    line = before
    marks: list[Span] = []
    at = start
    for from_, to in spans:
        if to <= start or from_ >= end:
            continue
        line = _joined(line, text[at : max(at, from_)])
        begin = len(line)
        at = min(to, end)
        line = _joined(line, text[max(from_, start) : at])
        marks.append((begin, len(line)))
    line = _joined(line, text[at:end]).rstrip()
    return Snippet(line + after, tuple((from_, min(to, len(line))) for from_, to in marks))


def _joined(line: str, more: str) -> str:
    if "  " in more or not more.isprintable():  # most texts have white space only between words of a line
        more = _SPACE.sub(" ", more)
    return line + (more[1:] if more.startswith(" ") and (not line or line[-1] in " …") else more)
