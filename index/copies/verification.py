"""Whether two texts are copies, by all of their words."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from math import sqrt
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ..model import Article
from ..query.analysis import words
from .sketch import RUN, SHORT, Hashes, hash_words, mixed

LEAST_COVERED = 0.5
"""Share of the shorter text's words that stand in runs which the other has. Where every fifth word differs, seven in
ten are left; follow-ups that repeat the background have less than half."""
_KEPT_FIGURES, _KEPT_NAMES = 0.8, 0.7
"""Share of the shorter text's figures and names that the other has, where every fifth word differs: four fifths of its
own are left, and the new words are names, too."""
_WORDS = 40_000_000
"""Words of the texts in memory at once, of six bytes each."""
_TOGETHER = 256
"""Articles that are fetched in one call."""
LEAST_ALIKE = 0.8
"""The same of short texts, and of those more than `_WINDOW` days apart: forms that are filled in again are short,
or return every month."""
_WINDOW = 30
_TOKEN = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"[\d²³¹⁰-⁹₀-₉]")
_BREAKS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))


class Wording(NamedTuple):
    """The runs of words of a text."""

    runs: Hashes
    """Ascending."""
    places: npt.NDArray[np.unsignedinteger]
    """Where each of the runs begins, counted in words."""


def wording(words: npt.NDArray[np.unsignedinteger]) -> Wording:
    """Return the wording of a text by the hashes of its words, or by other numbers that stand for them."""
    hashes = mixed(words.astype(np.uint64, copy=False))
    places = np.argsort(hashes, kind="stable")
    return Wording(hashes[places], places.astype(np.min_scalar_type(len(places))))


def body_words(article: Article) -> npt.NDArray[np.uint64]:
    """Return the hashes of the words of an article's body, in order."""
    folded = words(article.text[article.body :])
    return hash_words(folded, len(folded))


class Marks(NamedTuple):
    """What two copies have to agree in besides their wording."""

    figures: Hashes
    """Words with a digit, hashed, ascending."""
    names: Hashes
    """Words that are only written with a capital letter."""
    capitals: Hashes
    """Words that are written with a capital letter somewhere."""
    day: date | None


def marks_of(article: Article, *, is_short: bool) -> Marks:
    """Return the figures and names of an article's body, and of a short one those of its title, too."""
    body = article.text[article.body :]
    written = (f"{body}\n{article.title}" if is_short else body).split()
    figured = [one for one in written if not one.isalpha() and _DIGIT.search(one)]  # no word spans a space
    figures = [word for word in set(words(" ".join(figured))) if any(map(str.isdigit, word))]
    tokens, upper = _tokens(article.text if is_short else body)
    capitals = {token.casefold() for token in upper}
    names = capitals - tokens
    hashes = hash_words((*names, *(capitals - names)), len(capitals)).astype(np.uint32)
    return Marks(
        np.sort(hash_words(figures, len(figures)).astype(np.uint32)),
        np.sort(hashes[: len(names)]),
        np.sort(hashes),
        _day(article.date),
    )


class Overlap(NamedTuple):
    """How much of two texts stands in runs of three words that the other has, too: 0 to 1."""

    of_first: float
    of_second: float


def overlap(first: Wording, second: Wording) -> Overlap:
    """Measure how much of each text stands in the other."""
    return Overlap(_covered(first, second), _covered(second, first))


def copy_overlap(first: Article, second: Article) -> Overlap | None:
    """Measure as `overlap` if one article is a copy, a version or a part of the other; else return None.

    Half of the shorter one's words stand in the other, in runs of three. A form that is filled in again, as reports of
    dividends, weather and markets are, has other figures or other names: most of them must be the same.
    """
    one, other = (wording(body_words(article)) for article in (first, second))
    covered = _covering(one, other)
    if not covered:
        return None
    marks = (marks_of(article, is_short=_is_short(text)) for article, text in ((first, one), (second, other)))
    return _copied(one, other, covered, *marks)


def _is_short(text: Wording) -> bool:
    return len(text.runs) + RUN - 1 < SHORT


def _in_order(first: Wording, second: Wording) -> bool:
    """Return whether the first text is the shorter one, or both are as long."""
    return len(first.runs) <= len(second.runs)


def _covering(first: Wording, second: Wording) -> float:
    """Return how much of the shorter text stands in the other; 0 if that is too little for copies."""
    shorter, longer = (first, second) if _in_order(first, second) else (second, first)
    covered = _covered(shorter, longer)
    return covered if covered >= (LEAST_ALIKE if len(shorter.runs) < SHORT else LEAST_COVERED) else 0.0


def _copied(one: Wording, other: Wording, covered: float, first: Marks, second: Marks) -> Overlap | None:
    """Measure the overlap of two texts if they also agree in their figures and names.

    `covered` is the share of the shorter one that stands in the other.
    """
    in_order = _in_order(one, other)
    mine, theirs = (first, second) if in_order else (second, first)
    apart = first.day and second.day and abs((first.day - second.day).days) > _WINDOW
    if (
        (apart and covered < LEAST_ALIKE)
        or not _agree(mine.figures, theirs.figures, _KEPT_FIGURES)
        or not _agree(mine.names, theirs.capitals, _KEPT_NAMES)
    ):
        return None
    return Overlap(covered, _covered(other, one)) if in_order else Overlap(_covered(one, other), covered)


def _tokens(text: str) -> tuple[set[str], list[str]]:
    """Return the different runs of letters and digits, and those of them that begin with a capital letter."""
    if text.isascii():  # the usual case, in a third of the time
        tokens = set(text.translate(_BREAKS).split())
        return tokens, [token for token in tokens if "A" <= token < "["]
    tokens = set(_TOKEN.findall(text))
    return tokens, [token for token in tokens if token[0].isupper()]


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
    at = other.runs.searchsorted(text.runs)
    np.minimum(at, len(other.runs) - 1, out=at)
    begins = np.zeros(len(text.runs) + RUN - 1, np.bool_)
    begins[text.places[other.runs[at] == text.runs]] = True
    covered = begins.copy()
    for place in range(1, RUN):
        covered[place:] |= begins[:-place]
    return float(np.count_nonzero(covered) / len(covered))


class Source(Protocol):
    """Reads numbered articles, each without those that are gone."""

    def size(self, number: int) -> int:
        """Return about how many words an article has."""
        ...

    def bodies(self, numbers: Sequence[int]) -> Iterator[tuple[int, npt.NDArray[np.unsignedinteger]]]:
        """Yield the words of the bodies of articles as numbers, the same ones for the same words."""
        ...

    def articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
        """Yield articles."""
        ...


def verify(
    pairs: Iterable[tuple[int, int]], source: Source, check: Callable[[], None]
) -> Iterator[tuple[int, int, Overlap]]:
    """Yield the pairs of numbered articles that are copies, in order.

    Args:
        pairs: Numbers of articles, those that belong together near each other.
        source: Reads the articles.
        check: Called between texts; may raise to stop.
    """
    marks: dict[int, Marks] = {}
    for some in _shares(pairs, source):
        texts: dict[int, Wording] = {}
        for number, body in source.bodies(sorted({number for pair in some for number in pair})):
            check()
            texts[number] = wording(body)
        likely: list[tuple[int, int, float]] = []
        for low, high in some:
            check()
            if low in texts and high in texts and (covered := _covering(texts[low], texts[high])):
                likely.append((low, high, covered))
        missing = sorted({number for low, high, _ in likely for number in (low, high) if number not in marks})
        for start in range(0, len(missing), _TOGETHER):
            for number, article in source.articles(missing[start : start + _TOGETHER]):
                check()
                marks[number] = marks_of(article, is_short=_is_short(texts[number]))
        for low, high, covered in likely:
            check()
            first, second = marks.get(low), marks.get(high)
            if first and second and (found := _copied(texts[low], texts[high], covered, first, second)):
                yield low, high, found


def _shares(pairs: Iterable[tuple[int, int]], source: Source) -> Iterator[list[tuple[int, int]]]:
    """Cut pairs into shares whose texts fit in memory."""
    share: list[tuple[int, int]] = []
    seen: set[int] = set()
    words = 0
    for pair in pairs:
        words += sum(source.size(number) for number in pair if number not in seen)
        seen.update(pair)
        share.append(pair)
        if words > _WORDS:
            yield share
            share, seen, words = [], set(), 0
    if share:
        yield share
