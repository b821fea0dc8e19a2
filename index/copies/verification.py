"""Whether two texts are copies, by all of their words."""

import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..model import Article
from ..query.analysis import words
from .sketch import RUN, SHORT, Hashes, hash_words, runs

LEAST_COVERED = 0.5
"""Share of the shorter text's words that stand in runs which the other has. Where every fifth word differs, seven in
ten are left; follow-ups that repeat the background have less than half."""
_KEPT_FIGURES, _KEPT_NAMES = 0.8, 0.7
"""Share of the shorter text's figures and names that the other has, where every fifth word differs: four fifths of its
own are left, and the new words are names, too."""
_IN_MEMORY = 30_000
"""Texts in memory at once, of about 9 KB each; a text is dropped after its last pair."""
_TOGETHER = 256
"""Pairs whose texts are fetched in one call: their texts may be in memory beyond `_IN_MEMORY`."""
LEAST_ALIKE = 0.8
"""The same of short texts, and of those more than `_WINDOW` days apart: forms that are filled in again are short,
or return every month."""
_WINDOW = 30
_TOKEN = re.compile(r"[^\W_]+")
_BREAKS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))


class Marks(NamedTuple):
    """What two texts have to agree in besides their runs."""

    figures: Hashes
    """Words with a digit, hashed, ascending."""
    names: Hashes
    """Words that are only written with a capital letter."""
    capitals: Hashes
    """Words that are written with a capital letter somewhere."""


class Wording:
    """What of an article is compared: its body, and of a short one the figures and names of its title, too."""

    def __init__(self, article: Article) -> None:
        body = article.text[article.body :]
        folded = words(body)
        hashes = runs(folded)
        places = np.argsort(hashes, kind="stable")
        self.runs: Hashes = hashes[places]
        """Ascending."""
        self.places: npt.NDArray[np.unsignedinteger] = places.astype(np.min_scalar_type(len(places)))
        """Where each of the runs begins, counted in words."""
        self.day = _day(article.date)
        is_short = len(folded) < SHORT
        self._text = article.text if is_short else body
        figures = set((*folded, *words(article.title)) if is_short else folded)
        self._figures = [word for word in figures if not word.isalpha() and any(map(str.isdigit, word))]

    @cached_property
    def marks(self) -> Marks:
        """The figures and names: few texts are asked for them, as few pairs share enough runs."""
        upper, lower = _first_letters(self._text)
        self._text = ""
        capitals = {token.casefold() for token in upper}
        names = capitals - lower
        hashes = hash_words((*names, *(capitals - names)), len(capitals)).astype(np.uint32)
        figures = hash_words(self._figures, len(self._figures)).astype(np.uint32)
        return Marks(np.sort(figures), np.sort(hashes[: len(names)]), np.sort(hashes))


class Overlap(NamedTuple):
    """How much of two texts stands in runs of three words that the other has, too: 0 to 1."""

    of_first: float
    of_second: float


def overlap(first: Wording, second: Wording) -> Overlap:
    """Measure how much of each text stands in the other."""
    return Overlap(_covered(first, second), _covered(second, first))


def copy_overlap(first: Wording, second: Wording) -> Overlap | None:
    """Measure as `overlap` if one text is a copy, a version or a part of the other; else return None.

    Half of the shorter one's words stand in the other, in runs of three. A form that is filled in again, as reports of
    dividends, weather and markets are, has other figures or other names: most of them must be the same.
    """
    shorter, longer = (first, second) if len(first.runs) <= len(second.runs) else (second, first)
    apart = first.day and second.day and abs((first.day - second.day).days) > _WINDOW
    of_shorter = _covered(shorter, longer)
    if of_shorter < (LEAST_ALIKE if apart or len(shorter.runs) < SHORT else LEAST_COVERED):
        return None
    mine, theirs = shorter.marks, longer.marks
    if not (_agree(mine.figures, theirs.figures, _KEPT_FIGURES) and _agree(mine.names, theirs.capitals, _KEPT_NAMES)):
        return None
    of_longer = _covered(longer, shorter)
    return Overlap(of_shorter, of_longer) if shorter is first else Overlap(of_longer, of_shorter)


def _first_letters(text: str) -> tuple[set[str], set[str]]:
    """Return the different runs of letters and digits that begin with a capital letter, and with a small one."""
    # Of ASCII, the usual case, a table that makes spaces of all else takes a fifth of the time of an expression.
    tokens = set(text.translate(_BREAKS).split() if text.isascii() else _TOKEN.findall(text))
    upper = {token for token in tokens if token[0].isupper()}
    return upper, {token for token in tokens - upper if token[0].islower()}


def _agree(few: Hashes, many: Hashes, kept: float) -> bool:
    """Return whether so much is shared as chance leaves of a share that is kept: three standard deviations less."""
    shared = len(np.intersect1d(few, many, assume_unique=True))
    return shared >= kept * len(few) - 3 * sqrt(kept * (1 - kept) * len(few))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _covered(text: Wording, other: Wording) -> float:
    """Return the share of a text's words that stand in a run which the other text has."""
    if not len(text.runs) or not len(other.runs):
        return 0.0
    # Looking up ascending hashes takes a third of the time of looking them up in the order of the text.
    at = np.searchsorted(other.runs, text.runs)
    at[at == len(other.runs)] = 0
    shared = text.places[other.runs[at] == text.runs].astype(np.intp)
    words_covered = np.zeros(len(text.runs) + RUN - 1, np.bool_)
    for place in range(RUN):
        words_covered[shared + place] = True
    return float(words_covered.mean())


def verify(
    pairs: Iterable[tuple[int, int]],
    fetch: Callable[[list[int]], Iterable[tuple[int, Article]]],
    check: Callable[[], None],
) -> Iterator[tuple[int, int, Overlap]]:
    """Yield the pairs of numbered articles that are copies, in order.

    Args:
        pairs: Numbers of articles, those that belong together near each other.
        fetch: Fetches articles by number, without those that are gone.
        check: Called between texts; may raise to stop.
    """
    pairs = list(pairs)
    left = Counter(number for pair in pairs for number in pair)
    kept: OrderedDict[int, Wording] = OrderedDict()
    rest = iter(pairs)
    while some := list(islice(rest, _TOGETHER)):
        missing = sorted({number for pair in some for number in pair if number not in kept})
        for number, article in fetch(missing) if missing else ():
            check()
            kept[number] = Wording(article)
        for low, high in some:
            check()
            first, second = kept.get(low), kept.get(high)
            for number in (low, high):
                left[number] -= 1
                if number in kept:
                    kept.move_to_end(number)
                    if not left[number]:
                        del kept[number]
            if first is None or second is None:
                continue
            found = copy_overlap(first, second)
            if found is not None:
                yield low, high, found
        while len(kept) > _IN_MEMORY:
            kept.popitem(last=False)
