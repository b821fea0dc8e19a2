"""The search for pairs of articles and quotes that are copies, and what is kept of it.

Only texts that are new, or have changed, are compared with the others.
"""

from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ..engines.base import Engine
from .candidates import candidates
from .copy_reader import CopyReader
from .groups import Groups, grouped, joined
from .numbered_articles import Numbers, either
from .quote_alignment import are_variants, may_be_variants, shared_words
from .rows import rows
from .sketch import Hashes
from .sketch_table import Keys, MarkTable, SketchTable
from .stored_copies import StoredCopies, as_floats, as_ints, floats, ids_of, ints, method
from .verification import Links, verify

_LEAST_HASHES = 2
"""Hashes that two articles must share to be compared; of two quotes, which have six, one."""
_PAIRS = 64
"""Pairs of quotes that are compared between two checks."""
_MIX = np.uint64(0x9E3779B97F4A7C15)

Flags = npt.NDArray[np.bool_]


class Texts(NamedTuple):
    """The different texts of a table: of several equal ones, the first stands for all."""

    first: npt.NDArray[np.integer[Any]]
    """The number of the text that stands for each."""
    distinct: Numbers
    fresh: Flags
    """Which of these have not been compared yet."""
    known: Flags
    """Which of these have."""
    comparable: Flags
    """Which texts have runs of words at all."""
    hashes: Callable[[], Keys]
    """Returns the hashes of the texts that were compared, after this run, ascending."""

    def stand(self, numbers: Numbers) -> Flags:
        """Return which texts are there, stand for themselves and have been compared before."""
        return (
            (numbers >= 0) & self.known[np.maximum(numbers, 0)] if len(self.known) else np.zeros(len(numbers), np.bool_)
        )


class _Variants(NamedTuple):
    """Pairs of quotes that are variants, the lower number first, and how much they resemble each other."""

    low: Numbers
    high: Numbers
    resemblance: npt.NDArray[np.float64]


class Table(Protocol):
    """Numbered articles and quotes: see `MarkTable`, whose attributes these are."""

    places: Numbers
    ids: npt.NDArray[np.bytes_]
    days: Any
    stamps: Numbers
    outlets: npt.NDArray[np.int32]
    outlet_names: list[str]
    keys: Keys
    quote_starts: Numbers

    def __len__(self) -> int: ...
    def id(self, article: int) -> str: ...  # noqa: D102
    def find(self, ids: npt.NDArray[np.bytes_]) -> Numbers: ...  # noqa: D102
    def articles_of(self, quotes: Numbers) -> Numbers: ...  # noqa: D102
    def articles(self) -> SketchTable: ...  # noqa: D102
    def quote_keys(self) -> Keys: ...  # noqa: D102
    def quotes(self, wanted: Flags) -> SketchTable: ...  # noqa: D102


class Seldom(NamedTuple):
    """The hashes of fresh articles and quotes that count, ascending; None for those that are seldom in the table."""

    articles: Hashes | None = None
    quotes: Hashes | None = None


class PairSearch:
    """One search for what is new among the articles of a table."""

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        stored: StoredCopies | None,
        table: Table,
        check: Callable[[], None],
        seldom: Seldom | None = None,
    ) -> None:
        """Take what is known.

        Args:
            engine: The open index.
            folder: Where temporary files may be.
            stored: What was found before.
            table: All articles, or those that `stored` and what is new depend on.
            check: Called often; may raise to stop.
            seldom: The hashes that count, where the table does not have all articles.
        """
        self._engine = engine
        self._folder = folder
        self._stored = stored
        self._table = table
        self._check = check
        self._seldom = seldom or Seldom()

    def run(self, articles: Texts, quotes_of: Callable[[], Texts], mark: bytes | None = None) -> StoredCopies:
        """Return all copies.

        Args:
            articles: The texts of articles.
            quotes_of: Returns those of quotes.
            mark: Of the engine's lookup, if it has one: then what it needs for the next search is kept as well.
        """
        table, check = self._table, self._check
        check()
        # First, while least is in memory.
        pairs = candidates(
            table.articles(),
            articles.distinct,
            articles.fresh,
            _LEAST_HASHES,
            check,
            self._folder,
            self._seldom.articles,
        )
        quotes = quotes_of()
        wanted = np.zeros(len(quotes.first), np.bool_)
        wanted[quotes.distinct] = True
        sketches = table.quotes(wanted)
        likely = candidates(sketches, quotes.distinct, quotes.fresh, 1, check, self._folder, self._seldom.quotes)
        del sketches
        said = either(*likely, len(quotes.first))
        reader = CopyReader(self._engine, table, said, check, self._folder)  # quotes are read with articles
        links = self._article_links(articles, pairs, reader)
        variants = self._quote_links(quotes, likely, reader)
        del reader, said, likely, pairs
        resemblance = np.minimum(links.of_low, links.of_high)
        groups = joined(links.low, links.high, resemblance, len(table), check)
        quote_groups = joined(*variants, len(quotes.first), check)
        return self._packed(
            articles,
            quotes,
            links,
            variants,
            grouped(groups[articles.first]),
            grouped(quotes.first),
            grouped(quote_groups[quotes.first]),
            mark,
        )

    def _article_links(self, texts: Texts, likely: tuple[Numbers, Numbers], reader: CopyReader) -> Links:
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

    def _quote_links(self, texts: Texts, likely: tuple[Numbers, Numbers], reader: CopyReader) -> _Variants:
        """Return the pairs of different quotes that are variants, old and new.

        `likely` are the pairs that may be new ones.
        """
        reader.hear_all()
        lows, highs, shares = array("I"), array("I"), array("d")
        first, last = [""], -1
        for number, (_, one, other) in enumerate(rows(np.arange(len(likely[0])), *likely)):
            if number % _PAIRS == 0:
                self._check()
            if one != last:
                first, last = reader.said(one), one
            second = reader.said(other)
            if may_be_variants(first, second):
                found = shared_words(first, second)
                if are_variants(found):
                    lows.append(one)
                    highs.append(other)
                    shares.append(found.of_longer)
        found = _Variants(np.asarray(lows), np.asarray(highs), np.asarray(shares))
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
        articles: Texts,
        quotes: Texts,
        links: Links,
        variants: _Variants,
        groups: Groups,
        repeats: Groups,
        varied: Groups,
        mark: bytes | None,
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

        kept: tuple[bytes, tuple[bytes, bytes, bytes]] = b"", (b"", b"", b"")
        if mark is not None:
            said = np.unique(np.concatenate((repeats.members, varied.members, variants.low, variants.high)))
            keys = np.where(articles.comparable[held], table.keys[held], 0)
            kept = keys.astype("<u8").tobytes(), (*placed(said), table.quote_keys()[said].astype("<u8").tobytes())
        ids = table.ids[held]
        return StoredCopies(
            method(),
            self._engine.version,
            articles.hashes().tobytes() if mark is None else b"",
            quotes.hashes().tobytes() if mark is None else b"",
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
            mark or b"",
            *kept,
        )


def texts_of(
    keys: Keys, sizes: npt.NDArray[np.integer[Any]], known: Flags, names: Callable[[], Keys] | None = None
) -> Texts:
    """Find the different texts that have runs of words.

    Args:
        keys: Key of each text: equal only for the same words.
        sizes: Distinct runs of each.
        known: Which texts have been compared before, if they stand for themselves.
        names: Returns a hash of each.
    """
    # Of quotes there may be millions: arrays have 32 bits where they can, and are gone as soon as they are used.
    order = np.argsort(keys, kind="stable").astype(np.uint32)
    begins = np.ones(len(keys), np.bool_)
    ordered = keys[order]
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    del ordered
    first = np.empty(len(keys), np.uint32)
    first[order] = np.repeat(order[begins], np.diff(np.flatnonzero(np.append(begins, True))))
    del order, begins
    comparable = sizes > 0
    numbers = np.arange(len(keys), dtype=np.uint32)
    stands = first == numbers
    np.copyto(first, numbers, where=~comparable)
    del numbers
    stands &= comparable
    distinct = np.flatnonzero(stands).astype(np.uint32)

    def hashes() -> Keys:
        return np.empty(0, np.uint64) if names is None else np.sort(names()[distinct])

    return Texts(first, distinct, stands & ~known, stands & known, comparable, hashes)


def search_all(
    engine: Engine, folder: Path, stored: StoredCopies | None, check: Callable[[], None], mark: bytes | None = None
) -> StoredCopies:
    """Search among all articles of an index, of which those that `stored` knows are not compared with each other.

    Raises:
        OSError: a temporary file cannot be written.
    """
    check()
    table = MarkTable(engine.copy_marks(), folder, check)

    def texts(
        keys: Keys, sizes: npt.NDArray[np.integer[Any]], names: Callable[[], Keys], compared: bytes | None
    ) -> Texts:
        known = _among(names(), np.frombuffer(compared, "<u8")) if compared else np.zeros(len(keys), np.bool_)
        return texts_of(keys, sizes, known, names)

    def quote_names() -> Keys:  # made when they are needed: of millions they take more than all else that is known
        starts = table.quote_starts
        names = np.repeat(table.names * _MIX - starts[:-1].astype(np.uint64), np.diff(starts))
        names += np.arange(starts[-1], dtype=np.uint64)
        return names

    def quotes() -> Texts:
        return texts(table.quote_keys(), table.quote_sizes, quote_names, stored and stored.quotes)

    articles = texts(table.keys, table.sizes, lambda: table.names, stored and stored.articles)
    return PairSearch(engine, folder, stored, table, check).run(articles, quotes, mark)


def _among(names: Keys, known: Keys) -> Flags:
    """Return which names are among known ones, which ascend."""
    return known[np.minimum(known.searchsorted(names), len(known) - 1)] == names
