"""Two texts compared word by word."""

from collections.abc import Callable, Iterable, Sequence
from difflib import Match, SequenceMatcher

from ..protocol.related_answers import Change
from ..query.analysis import tokens
from .sketch import RUN

_LONG = 1000
"""Words above which frequent ones only extend a match and begin none, which saves most of the time."""

Token = tuple[str, int, int]


def compare(first: str, second: str, check: Callable[[], None] = lambda: None) -> tuple[Change, ...]:
    """Return the stretches of two texts in order: what is the same, cut, added or changed.

    Words are compared without regard to letter case, accents and marks. Every character of both texts is in one
    stretch. What is cut in one place and stands in another is marked as moved. `check` may raise to stop.
    """
    ours, theirs = list(tokens(first)), list(tokens(second))
    blocks = _matching([word for word, _, _ in ours], [word for word, _, _ in theirs], check)
    changes: list[Change] = []
    here = there = 0
    for at, other, size in blocks:
        end, stop = _edge(first, ours, at), _edge(second, theirs, other)
        if first[here:end] or second[there:stop]:
            changes.append(Change(first[here:end], second[there:stop], same=False))
        here, there = end, stop
        if size:
            end, stop = _edge(first, ours, at + size), _edge(second, theirs, other + size)
            changes.append(Change(first[here:end], second[there:stop], same=True))
            here, there = end, stop
    if first[here:] or second[there:]:
        changes.append(Change(first[here:], second[there:], same=False))
    return _with_moves(changes)


def count_words(changes: Sequence[Change]) -> tuple[int, int, int]:
    """Return how many words are the same in both texts, only in the first, and only in the second."""
    same = cut = added = 0
    for change in changes:
        first, second = _words(change.first), _words(change.second)
        if change.same:
            same += len(first)
        else:
            cut += len(first)
            added += len(second)
    return same, cut, added


class _Matcher(SequenceMatcher[str]):
    """A matcher that can be stopped between two runs."""

    def __init__(self, ours: Sequence[str], theirs: Sequence[str], check: Callable[[], None]) -> None:
        super().__init__(None, ours, theirs, autojunk=max(len(ours), len(theirs)) > _LONG)
        self._check = check

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """Return the longest run within two stretches."""
        self._check()
        return super().find_longest_match(alo, ahi, blo, bhi)


def _matching(ours: Sequence[str], theirs: Sequence[str], check: Callable[[], None]) -> list[tuple[int, int, int]]:
    """Return runs of equal words: where they begin in both, and their length; the last one is empty.

    A single word that two texts share between changes is no more than chance, and is left out unless it ends a text.
    """
    matcher = _Matcher(ours, theirs, check)
    return [
        (here, there, size)
        for here, there, size in matcher.get_matching_blocks()
        if size != 1 or (here in (0, len(ours) - 1) and there in (0, len(theirs) - 1))
    ]


def _edge(text: str, words: Sequence[Token], number: int) -> int:
    """Return where the word with a number begins, with the mark that opens it; the end of the text after the last."""
    if number >= len(words):
        return len(text)
    start = words[number][1]
    before = words[number - 1][2] if number else 0
    while start > before and not text[start - 1].isspace():
        start -= 1
    return start


def _with_moves(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Mark stretches that are cut in one place and stand in an added stretch elsewhere, and the other way round."""
    cut = _runs(change.first for change in changes if not change.same)
    added = _runs(change.second for change in changes if not change.same)
    return tuple(
        Change(change.first, change.second, change.same, moved=True)
        if not change.same and (_stands(change.first, added) or _stands(change.second, cut))
        else change
        for change in changes
    )


def _stands(text: str, runs: set[tuple[str, ...]]) -> bool:
    """Return whether most runs of a stretch are among others."""
    mine = _runs((text,))
    return len(mine) >= RUN and 2 * len(mine & runs) > len(mine)


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = _words(text)
        found.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return found


def _words(text: str) -> list[str]:
    return [word for word, _, _ in tokens(text)]
