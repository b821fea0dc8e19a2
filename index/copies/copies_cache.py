"""Which articles and quotes of an index are copies, kept beside it and brought up to date after each run.

Only texts that are new, or have changed, are compared with the others.
"""

from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..engines.base import Engine
from .candidates import candidates
from .copy_index import CopyIndex
from .copy_reader import CopyReader
from .groups import Groups, grouped, joined
from .quote_alignment import are_variants, may_be_variants, shared_words
from .sketch_table import Keys, MarkTable, Numbers
from .stored_copies import StoredCopies, as_floats, as_ints, floats, ids_of, ints, method, read_copies, write_copies
from .verification import Links, verify

_LEAST_HASHES = 2
"""Hashes that two articles must share to be compared; of two quotes, which have six, one."""
_PAIRS = 64
"""Pairs of quotes that are compared between two checks."""
_MIX = np.uint64(0x9E3779B97F4A7C15)

Flags = npt.NDArray[np.bool_]


def load_copies(folder: Path) -> CopyIndex | None:
    """Return the copies as last brought up to date, whatever was indexed since; None if that never happened."""
    stored = read_copies(folder)
    return None if stored is None else CopyIndex(stored)


def update_copies(engine: Engine, folder: Path, check: Callable[[], None] = lambda: None) -> CopyIndex:
    """Return the copies in an index, comparing what is new in it first.

    Args:
        engine: The open index.
        folder: The index folder, which keeps them in a checksummed file. A damaged file is replaced; a read-only folder
            is tolerated. Temporary files are made there.
        check: Called often; may raise to stop.

    Raises:
        OSError: a temporary file cannot be written.
    """
    stored = read_copies(folder)
    if stored is None or stored.version != engine.version:
        stored = _Update(engine, folder, stored, check).run()
        write_copies(folder, stored)
    return CopyIndex(stored)


class _Texts(NamedTuple):
    """The different texts of a table: of several equal ones, the first stands for all."""

    first: Numbers
    """The number of the text that stands for each."""
    distinct: Numbers
    fresh: Flags
    """Which of these have not been compared yet."""
    known: Flags
    """Which of these have."""
    hashes: Keys
    """Hashes of the texts that were compared, after this run."""

    def stand(self, numbers: Numbers) -> Flags:
        """Return which texts are there, stand for themselves and have been compared before."""
        return (numbers >= 0) & self.known[np.maximum(numbers, 0)] if len(self.known) else numbers >= 0


class _Variants(NamedTuple):
    """Pairs of quotes that are variants, the lower number first, and how much they resemble each other."""

    low: Numbers
    high: Numbers
    resemblance: npt.NDArray[np.float64]


class _Update:
    """One run over all articles of an index."""

    def __init__(self, engine: Engine, folder: Path, stored: StoredCopies | None, check: Callable[[], None]) -> None:
        self._engine = engine
        self._folder = folder
        self._stored = stored
        self._check = check
        check()
        self._table = MarkTable(engine.copy_marks(), folder, check)
        check()

    def run(self) -> StoredCopies:
        table, stored = self._table, self._stored
        articles = _texts(table.keys, table.sizes, table.names, stored and stored.articles)
        # First, while least is in memory: of 340,000 articles their hashes and owners take 200 MB.
        pairs = candidates(
            table.articles(), articles.distinct, articles.fresh, _LEAST_HASHES, self._check, self._folder
        )
        quotes = self._quote_texts(stored)
        sketches = table.quotes(np.isin(np.arange(len(quotes.first)), quotes.distinct))
        likely = candidates(sketches, quotes.distinct, quotes.fresh, 1, self._check, self._folder)
        del sketches
        reader = CopyReader(self._engine, table, np.union1d(*likely), self._check)  # quotes are read with articles
        links = self._article_links(articles, pairs, reader)
        variants = self._quote_links(quotes, likely, reader)
        del reader
        resemblance = np.minimum(links.of_low, links.of_high)
        groups = joined(links.low, links.high, resemblance, len(table), self._check)
        quote_groups = joined(*variants, len(quotes.first), self._check)
        return self._packed(
            articles,
            quotes,
            links,
            variants,
            grouped(groups[articles.first]),
            grouped(quotes.first),
            grouped(quote_groups[quotes.first]),
        )

    def _quote_texts(self, stored: StoredCopies | None) -> _Texts:
        starts = self._table.quote_starts
        lengths = np.diff(starts)
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        names = np.repeat(self._table.names * _MIX, lengths) + within.astype(np.uint64)
        return _texts(self._table.quote_keys(), self._table.quote_sizes, names, stored and stored.quotes)

    def _article_links(self, texts: _Texts, likely: tuple[Numbers, Numbers], reader: CopyReader) -> Links:
        """Return the pairs of different texts that are copies, old and new.

        `likely` are the pairs that may be new ones.
        """
        table = self._table
        found = verify(*likely, table.days, reader, self._folder, self._check)
        if self._stored is None:
            return found
        numbers = table.find(ids_of(self._stored))
        low, high = (numbers[ints(side)] for side in self._stored.links[:2])
        stand = texts.stand(low) & texts.stand(high)
        of_low, of_high = map(floats, self._stored.links[2:])
        return Links(
            np.concatenate((low[stand], found.low)),
            np.concatenate((high[stand], found.high)),
            np.concatenate((of_low[stand], found.of_low)),
            np.concatenate((of_high[stand], found.of_high)),
        )

    def _quote_links(self, texts: _Texts, likely: tuple[Numbers, Numbers], reader: CopyReader) -> _Variants:
        """Return the pairs of different quotes that are variants, old and new.

        `likely` are the pairs that may be new ones.
        """
        reader.hear_all()
        lows, highs, shares = array("q"), array("q"), array("d")
        for number, (one, other) in enumerate(zip(*(side.tolist() for side in likely), strict=True)):
            if number % _PAIRS == 0:
                self._check()
            first, second = reader.said(one), reader.said(other)
            if may_be_variants(first, second):
                found = shared_words(first, second)
                if are_variants(found):
                    lows.append(one)
                    highs.append(other)
                    shares.append(found.of_longer)
        found = _Variants(np.array(lows, np.int64), np.array(highs, np.int64), np.array(shares, np.float64))
        if self._stored is None:
            return found
        numbers = self._table.find(ids_of(self._stored))
        links = self._stored.quote_links
        low, high = (self._quotes(numbers[ints(links[at])], ints(links[at + 1])) for at in (0, 2))
        stand = texts.stand(low) & texts.stand(high)
        return _Variants(
            np.concatenate((low[stand], found.low)),
            np.concatenate((high[stand], found.high)),
            np.concatenate((floats(links[4])[stand], found.resemblance)),
        )

    def _quotes(self, articles: Numbers, within: Numbers) -> Numbers:
        """Return the numbers of quotes; -1 for those that are gone."""
        starts = self._table.quote_starts
        there = articles >= 0
        there[there] = within[there] < np.diff(starts)[articles[there]]
        return np.where(there, starts[np.where(there, articles, 0)] + within, -1)

    def _packed(
        self,
        articles: _Texts,
        quotes: _Texts,
        links: Links,
        variants: _Variants,
        groups: Groups,
        repeats: Groups,
        varied: Groups,
    ) -> StoredCopies:
        """Return what goes into the file."""
        table = self._table
        held = np.zeros(len(table), np.bool_)
        for numbers in (groups.members, links.low, links.high):
            held[numbers] = True
        for numbers in (repeats.members, varied.members, variants.low, variants.high):
            held[table.articles_of(numbers)] = True
        number_of = np.cumsum(held) - 1

        def placed(quotes: Numbers) -> tuple[bytes, bytes]:
            of = table.articles_of(quotes)
            return as_ints(number_of[of]), as_ints(quotes - table.quote_starts[of])

        ids = table.ids[held]
        return StoredCopies(
            method(),
            self._engine.version,
            articles.hashes.tobytes(),
            quotes.hashes.tobytes(),
            (ids.tobytes(), ids.itemsize),
            table.stamps[held].astype("<i8").tobytes(),
            as_ints(table.outlets[held]),
            tuple(table.outlet_names),
            (
                as_ints(number_of[links.low]),
                as_ints(number_of[links.high]),
                as_floats(links.of_low),
                as_floats(links.of_high),
            ),
            (*placed(variants.low), *placed(variants.high), as_floats(variants.resemblance)),
            (as_ints(number_of[groups.members]), as_ints(groups.ends)),
            (*placed(repeats.members), as_ints(repeats.ends)),
            (*placed(varied.members), as_ints(varied.ends)),
        )


def _texts(keys: Keys, sizes: npt.NDArray[np.integer[Any]], names: Keys, known: bytes | None) -> _Texts:
    """Find the different texts that have runs of words, and which of them have not been compared yet."""
    order = np.argsort(keys, kind="stable")
    begins = np.diff(keys[order], prepend=~keys[order[:1]]) != 0
    first = np.empty(len(keys), np.int64)
    first[order] = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    numbers = np.arange(len(keys))
    distinct = np.flatnonzero((first == numbers) & (sizes > 0))
    compared = np.frombuffer(known or b"", "<u8")
    fresh = np.zeros(len(keys), np.bool_)
    seen = fresh.copy()
    seen[distinct] = np.isin(names[distinct], compared)
    fresh[distinct] = ~seen[distinct]
    return _Texts(np.where(sizes > 0, first, numbers), distinct, fresh, seen, np.sort(names[distinct]))
