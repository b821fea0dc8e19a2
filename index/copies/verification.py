"""Whether two texts are copies, by all of their words."""

from collections.abc import Callable, Iterator
from datetime import date
from math import sqrt
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ..model import Article
from ..query.analysis import checksums, token_checksums
from .array_file import TextFile
from .numbered_articles import Numbers, either
from .rows import rows
from .run_set import RunSet
from .sketch import RUN, SHORT, Hashes, distinct, hash_text, mixed, read_sums

LEAST_COVERED = 0.5
"""Share of the shorter text's words that stand in runs which the other has. Where every fifth word differs, seven in
ten are left; follow-ups that repeat the background have less than half."""
_KEPT_FIGURES, _KEPT_NAMES = 0.8, 0.7
"""Share of the shorter text's figures and names that the other has, where every fifth word differs: four fifths of its
own are left, and the new words are names, too."""
LEAST_ALIKE = 0.8
"""The same of short texts, and of those more than `_WINDOW` days apart: forms that are filled in again are short,
or return every month."""
_WINDOW = 30
_PAIRS = 64
"""Pairs that are compared between two checks: a check takes as long as a tenth of a pair."""


def wording(article: Article) -> Hashes:
    """Return the hashes of the runs of words of an article's body, in order."""
    return mixed(hash_text(article.text[article.body :]))


class Marks(NamedTuple):
    """What two copies have to agree in besides their wording."""

    figures: Hashes
    """Words with a digit, hashed, ascending."""
    names: Hashes
    """Words that are only written with a capital letter."""
    capitals: Hashes
    """Words that are written with a capital letter somewhere."""


def marks_of(article: Article, *, is_short: bool) -> Marks:
    """Return the figures and names of an article's body, and of a short one those of its title, too."""
    body = article.text[article.body :]
    whole = article.text if is_short else body
    upper, others = map(read_sums, token_checksums(whole))
    capitals = distinct(upper)
    return Marks(
        distinct(read_sums(checksums(f"{body}\n{article.title}" if is_short else body, figures=True))),
        capitals[~_among(capitals, np.sort(others))],
        capitals,
    )


def _among(few: Hashes, many: Hashes) -> npt.NDArray[np.bool_]:
    """Return which hashes are among others, which are ascending: `np.isin` takes five times as long for a text's."""
    if not len(many):
        return np.zeros(len(few), np.bool_)
    return many[np.minimum(many.searchsorted(few), len(many) - 1)] == few


class Overlap(NamedTuple):
    """How much of two texts stands in runs of three words that the other has, too: 0 to 1."""

    of_first: float
    of_second: float


def overlap(first: Hashes, second: Hashes) -> Overlap:
    """Measure how much of each text stands in the other, by their runs in order; see `wording`."""
    return Overlap(_covered(np.isin(first, second)), _covered(np.isin(second, first)))


def copy_overlap(first: Article, second: Article) -> Overlap | None:
    """Measure as `overlap` if one article is a copy, a version or a part of the other; else return None.

    Half of the shorter one's words stand in the other, in runs of three. A form that is filled in again, as reports of
    dividends, weather and markets are, has other figures or other names: most of them must be the same.
    """
    one, other = wording(first), wording(second)
    found = overlap(one, other)
    days = _day(first.date), _day(second.date)
    apart = all(days) and abs(days[0] - days[1]) > _WINDOW
    shorter = min(len(one), len(other))
    if (found[len(one) > len(other)]) < _least(shorter, apart=apart):
        return None
    marks = [marks_of(article, is_short=_is_short(len(text))) for article, text in ((first, one), (second, other))]
    return found if _agree(*(marks if len(one) <= len(other) else marks[::-1])) else None


def _is_short(runs: int) -> bool:
    return runs + RUN - 1 < SHORT


def _least(shorter: int, *, apart: bool) -> float:
    """Return how much of the shorter text has to stand in the other, from its number of runs."""
    return LEAST_ALIKE if apart or shorter < SHORT else LEAST_COVERED


def _agree(shorter: Marks, longer: Marks) -> bool:
    """Return whether most figures and names of the shorter text are those of the other."""
    return _share(shorter.figures, longer.figures, _KEPT_FIGURES) and _share(
        shorter.names, longer.capitals, _KEPT_NAMES
    )


def _share(few: Hashes, many: Hashes, kept: float) -> bool:
    """Return whether so much is shared as chance leaves of a share that is kept: three standard deviations less."""
    shared = int(np.count_nonzero(_among(few, many)))
    return shared >= kept * len(few) - 3 * sqrt(kept * (1 - kept) * len(few))


def _day(text: str) -> int:
    """Count the days to a date; 0 for none."""
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return 0


def _covered(begins: npt.NDArray[np.bool_]) -> float:
    """Return the share of a text's words that stand in a run, from which of its runs are meant."""
    if not begins.any():
        return 0.0
    covered = np.zeros(len(begins) + RUN - 1, np.bool_)
    for place in range(RUN):
        covered[place : place + len(begins)] |= begins
    return int(np.count_nonzero(covered)) / len(covered)


class Source(Protocol):
    """Reads numbered articles."""

    def articles(self, numbers: Numbers) -> Iterator[tuple[int, Article]]:
        """Yield articles in any order, without those that are gone; may raise to stop."""
        ...


class Links(NamedTuple):
    """Pairs of numbered articles that are copies, in order, the lower number first."""

    low: Numbers
    high: Numbers
    of_low: npt.NDArray[np.float64]
    """Share of the words of the first article that stand in the other."""
    of_high: npt.NDArray[np.float64]


def verify(
    low: Numbers, high: Numbers, days: Numbers, source: Source, folder: Path, check: Callable[[], None]
) -> Links:
    """Return those pairs of numbered articles that are copies.

    Each article is read once for its words and, if these are enough like another's, once more for its figures and
    names: neither may be in memory of all articles at once.

    Args:
        low: The lower number of each pair.
        high: The other number.
        days: Day of each article, counted; 0 for none.
        source: Reads the articles.
        folder: Where temporary files may be.
        check: Called between pairs; may raise to stop.

    Raises:
        OSError: a temporary file cannot be written.
    """
    runs = TextFile(folder, len(days))
    marks = TextFile(folder, len(days))
    try:
        for number, article in source.articles(either(low, high, len(days))):
            runs.put(number, wording(article))
        there = (runs.lengths[low] >= 0) & (runs.lengths[high] >= 0)
        low, high = low[there], high[there]
        swapped = runs.lengths[low] > runs.lengths[high]
        shorter, longer = np.where(swapped, high, low), np.where(swapped, low, high)
        apart = (days[low] > 0) & (days[high] > 0) & (np.abs(days[low] - days[high]) > _WINDOW)
        least = np.where(apart | (runs.lengths[shorter] < SHORT), LEAST_ALIKE, LEAST_COVERED)
        covered = _coverage(shorter, longer, least, runs, check)
        likely = covered > 0
        low, high, shorter, longer = (one[likely] for one in (low, high, shorter, longer))
        covered = covered[likely]
        for number, article in source.articles(either(low, high, len(days))):
            marks.put(number, _packed(marks_of(article, is_short=_is_short(int(runs.lengths[number])))))
        agree = _agreeing(shorter, longer, marks, check)
        low, high, shorter, longer = (one[agree] for one in (low, high, shorter, longer))
        covered = covered[agree]
        other = _coverage(longer, shorter, np.zeros(len(low)), runs, check)
        in_order = shorter == low
        return Links(low, high, np.where(in_order, covered, other), np.where(in_order, other, covered))
    finally:
        runs.close()
        marks.close()


def _coverage(
    texts: Numbers, others: Numbers, least: npt.NDArray[np.float64], runs: TextFile, check: Callable[[], None]
) -> npt.NDArray[np.float64]:
    """Return for pairs of texts how much of the first stands in the other; 0 if that is less than needed."""
    found = np.zeros(len(texts))
    held, last = RunSet(), -1
    order = np.lexsort((texts, others))
    for number, (at, text, other, needed) in enumerate(rows(order, texts, others, least)):
        if number % _PAIRS == 0:
            check()
        if other != last:
            held.fill(runs[other])
            last = other
        begins = held.holds(runs[text])
        if RUN * np.count_nonzero(begins) < needed * (len(begins) + RUN - 1):
            continue
        covered = _covered(begins)
        if covered >= needed:
            found[at] = covered
    return found


def _packed(marks: Marks) -> Hashes:
    """Return marks as one array; see `_unpacked`."""
    head = np.array((len(marks.figures), len(marks.names)), np.uint32)
    return np.concatenate((head, *marks))


def _unpacked(numbers: Hashes) -> Marks:
    figures, names = 2 + int(numbers[0]), 2 + int(numbers[0]) + int(numbers[1])
    return Marks(numbers[2:figures], numbers[figures:names], numbers[names:])


def _agreeing(shorter: Numbers, longer: Numbers, marks: TextFile, check: Callable[[], None]) -> npt.NDArray[np.bool_]:
    """Return which pairs of texts agree in their figures and names."""
    found = np.zeros(len(shorter), np.bool_)
    last, held = -1, None
    order = np.argsort(longer, kind="stable")
    for number, (at, one, other) in enumerate(rows(order, shorter, longer)):
        if number % _PAIRS == 0:
            check()
        if marks.lengths[one] < 0 or marks.lengths[other] < 0:
            continue  # gone since its words were read
        if held is None or other != last:
            held, last = _unpacked(marks[other]), other
        found[at] = _agree(_unpacked(marks[one]), held)
    return found
