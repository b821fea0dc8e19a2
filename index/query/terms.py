"""Semantics of words and phrases in a query, shared by engines, highlighting and `holds`."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from fnmatch import translate

from .analysis import value, words
from .tree import Exact, Forms, Fuzzy, Prefix, Wildcard, Word

Term = Word | Forms | Prefix | Wildcard | Fuzzy
"""Nodes that match single words."""


def accepts(term: Term) -> Callable[[str], object]:
    """Return a predicate of index words (analysed as by `analysis.tokens`) that a term matches."""
    match term:
        case Word(word=word):
            return word.__eq__
        case Forms(words=words):
            return frozenset(words).__contains__
        case Prefix(prefix=prefix):
            return lambda other: other.startswith(prefix)
        case Wildcard(pattern=pattern):
            # fnmatch's translation does not backtrack into earlier stars, so hostile words cannot slow it down.
            return re.compile(translate(pattern)).match
        case Fuzzy(word=word, distance=distance):
            return lambda other: within(word, other, distance)


def accepts_value(node: Term | Exact) -> Callable[[str], bool]:
    """Return a predicate of values of a name field, as written: by word, or by whole value for `Exact`."""
    if isinstance(node, Exact):
        return lambda written: value(written) == node.value
    accepted = accepts(node)
    return lambda written: any(accepted(word) for word in words(written))


def within(first: str, second: str, distance: int) -> bool:
    """Return whether two words are within `distance` edits: optimal string alignment (Boytsov 2011, section 2.2).

    Only a band of `distance` cells on each side of the diagonal is computed.
    """
    if abs(len(first) - len(second)) > distance:
        return False
    if len(set(first).difference(second)) > distance or len(set(second).difference(first)) > distance:
        return False  # an edit brings or removes one letter at most: most words end here
    too_far = distance + 1
    before: list[int] = []
    above = [j if j <= distance else too_far for j in range(len(second) + 1)]
    for i, a in enumerate(first, 1):
        low, high = max(1, i - distance), min(len(second), i + distance)
        row = [too_far] * (len(second) + 1)
        if i <= distance:
            row[0] = i
        for j in range(low, high + 1):
            b = second[j - 1]
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row[j] = best
        if min(row) > distance:
            return False
        before, above = above, row
    return above[-1] <= distance


def consecutive(phrase: Sequence[str], places: Mapping[str, Collection[int]]) -> list[int]:
    """Yield the positions where a phrase starts.

    Args:
        phrase: The words.
        places: Positions in a text by word; absent words may be missing.

    Returns:
        The positions of the first word, in the order of `places`.
    """
    rest: list[tuple[int, Collection[int]]] = []
    for offset, word in enumerate(phrase[1:], 1):
        positions = places.get(word)
        if not positions:
            return []
        rest.append((offset, frozenset(positions)))
    return [p for p in places.get(phrase[0], ()) if all(p + offset in positions for offset, positions in rest)]


def near(phrase: Sequence[str], slop: int, places: Mapping[str, Sequence[int]]) -> list[int]:
    """Find the positions that belong to some occurrence of words near each other, in any order.

    An occurrence has one distinct position per word, with max - min <= len(phrase) - 1 + slop.

    Args:
        phrase: The words; a repeated word needs as many positions.
        slop: Maximum number of other words between them.
        places: Ascending positions in a text by word; absent words may be missing.

    Returns:
        Ascending positions.
    """
    needed = Counter(phrase)
    if any(len(places.get(word, ())) < count for word, count in needed.items()):
        return []
    line = sorted((position, word) for word in needed for position in places[word])
    reach = len(phrase) - 1 + slop
    found: list[int] = []
    inside: Counter[str] = Counter()
    missing = len(needed)  # words still missing in the window
    last = taken = 0  # end of the window, and the index up to which its positions are already in `found`
    for first, (position, word) in enumerate(line):
        while last < len(line) and line[last][0] - position <= reach:
            entering = line[last][1]
            inside[entering] += 1
            missing -= inside[entering] == needed[entering]
            last += 1
        if not missing:
            found.extend(p for p, _ in line[max(first, taken) : last])
            taken = last
        missing += inside[word] == needed[word]
        inside[word] -= 1
    return found
