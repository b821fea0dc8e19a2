"""Which articles and quotes of an index are copies, kept beside it and brought up to date after each run.

Only texts that are new, or have changed, are compared with the others.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ... import __version__
from ..engines.base import Engine
from ..files import read_checked, write_checked
from .candidates import candidates
from .copy_index import ArticleLink, CopyIndex, Printed, QuoteId
from .copy_reader import CopyReader
from .groups import Likeness, by_component, group
from .quote_alignment import are_variants, may_be_variants, shared_words
from .sketch_table import MarkTable, Numbers, read_marks
from .verification import Overlap, verify

METHOD = 3
"""Version of the method; raised when it finds other copies among the same articles."""
_LEAST_HASHES = 2
"""Hashes that two articles must share to be compared; of two quotes, which have six, one."""
_MIX = np.uint64(0x9E3779B97F4A7C15)

Flags = npt.NDArray[np.bool_]


class _Stored(Struct, frozen=True, array_like=True):
    method: str
    version: str
    articles: bytes
    """Hashes of the articles that were compared, ascending."""
    quotes: bytes
    """The same of quotes."""
    links: tuple[tuple[str, str, float, float], ...]
    quote_links: tuple[tuple[QuoteId, QuoteId, float], ...]
    groups: tuple[tuple[str, ...], ...]
    repeats: tuple[tuple[QuoteId, ...], ...]
    variants: tuple[tuple[QuoteId, ...], ...]
    printed: dict[str, Printed]


def load_copies(folder: Path) -> CopyIndex | None:
    """Return the copies as last brought up to date, whatever was indexed since; None if that never happened."""
    stored = _read(folder)
    return None if stored is None else _shown(stored)


def update_copies(engine: Engine, folder: Path, check: Callable[[], None] = lambda: None) -> CopyIndex:
    """Return the copies in an index, comparing what is new in it first.

    Args:
        engine: The open index.
        folder: The index folder, which keeps them in a checksummed file. A damaged file is replaced; a read-only folder
            is tolerated.
        check: Called often; may raise to stop.
    """
    stored = _read(folder)
    if stored is not None and stored.version == engine.version:
        return _shown(stored)
    found = _Update(engine, stored, check).run()
    with suppress(OSError):
        write_checked(folder / "copies.msgpack", msgspec.msgpack.encode(found))
    return _shown(found)


def _read(folder: Path) -> _Stored | None:
    with suppress(OSError, ValueError, msgspec.MsgspecError):
        stored = msgspec.msgpack.decode(read_checked(folder / "copies.msgpack"), type=_Stored)
        if stored.method == f"{__version__} {METHOD}":
            return stored
    return None


def _shown(stored: _Stored) -> CopyIndex:
    links: defaultdict[str, list[ArticleLink]] = defaultdict(list)
    for one, other, of_one, of_other in stored.links:
        links[one].append(ArticleLink(other, of_one, of_other))
        links[other].append(ArticleLink(one, of_other, of_one))
    return CopyIndex(stored.version, stored.groups, dict(links), stored.repeats, stored.variants, stored.printed)


class _Texts(NamedTuple):
    """The different texts of a table: of several equal ones, the first stands for all."""

    first: Numbers
    """The number of the text that stands for each."""
    distinct: Numbers
    fresh: Flags
    hashes: npt.NDArray[np.uint64]
    """Hashes of the texts that were compared, after this run."""


class _Update:
    """One run over all articles of an index."""

    def __init__(self, engine: Engine, stored: _Stored | None, check: Callable[[], None]) -> None:
        self._engine = engine
        self._stored = stored
        self._check = check
        marks = sorted(engine.copy_marks())
        check()
        self._names = np.array([_hash(id, data) for id, data in marks], np.uint64)
        self._table: MarkTable = read_marks(marks)
        self._reader = CopyReader(engine, self._table, check)
        check()

    def run(self) -> _Stored:
        table, stored = self._table, self._stored
        names = self._names[table.quote_articles] * _MIX + table.quote_numbers.astype(np.uint64)
        articles = _texts(table.articles.keys, table.articles.sizes, self._names, stored and stored.articles)
        quotes = _texts(table.quotes.keys, table.quotes.sizes, names, stored and stored.quotes)
        likely = candidates(self._table.quotes, quotes.distinct, quotes.fresh, 1, self._check)
        self._reader.want(np.unique(np.concatenate(likely)))  # read with the articles, as far as these are read anyway
        links = self._article_links(articles)
        self._check()
        repeats = _same(quotes.first)
        quote_links = self._quote_links(quotes, likely)
        groups = group(Likeness(low, high, _resemblance(found)) for low, high, found in links)
        variants = group(Likeness(*pair) for pair in quote_links)
        copies = [tuple(map(self._id, members)) for members in _with_equals(groups, articles.first)]
        repeated = [tuple(map(self._quote, members)) for members in repeats]
        varied = [tuple(map(self._quote, members)) for members in _with_equals(variants, quotes.first)]
        held = {id for members in copies for id in members}
        held.update(self._id(number) for low, high, _ in links for number in (low, high))
        held.update(id for members in (*repeated, *varied) for id, _ in members)
        return _Stored(
            f"{__version__} {METHOD}",
            self._engine.version,
            articles.hashes.tobytes(),
            quotes.hashes.tobytes(),
            tuple((self._id(low), self._id(high), found.of_first, found.of_second) for low, high, found in links),
            tuple((self._quote(low), self._quote(high), share) for low, high, share in quote_links),
            tuple(copies),
            tuple(repeated),
            tuple(varied),
            self._reader.printed(sorted(held)),
        )

    def _article_links(self, texts: _Texts) -> list[tuple[int, int, Overlap]]:
        """Return the pairs of different texts that are copies, old and new."""
        known: list[tuple[int, int, Overlap]] = []
        for one, other, of_one, of_other in self._stored.links if self._stored else ():
            low, high = self._reader.number(one), self._reader.number(other)
            if low >= 0 <= high and _stands(texts, low) and _stands(texts, high):
                known.append((low, high, Overlap(of_one, of_other)))
        low, high = candidates(self._table.articles, texts.distinct, texts.fresh, _LEAST_HASHES, self._check)
        pairs = by_component(zip(low.tolist(), high.tolist(), strict=True))
        return [*known, *verify(pairs, self._reader, self._check)]

    def _quote_links(self, texts: _Texts, likely: tuple[Numbers, Numbers]) -> list[tuple[int, int, float]]:
        """Return the pairs of different quotes that are variants, old and new, with their resemblance.

        `likely` are the pairs that may be new ones.
        """
        places = {self._quote(number): number for number in texts.distinct.tolist()}
        known: list[tuple[int, int, float]] = []
        for one, other, share in self._stored.quote_links if self._stored else ():
            low, high = places.get(one, -1), places.get(other, -1)
            if low >= 0 <= high and not texts.fresh[low] and not texts.fresh[high]:
                known.append((low, high, share))
        said = self._reader.said()
        for one, other in zip(*(side.tolist() for side in likely), strict=True):
            self._check()
            if one in said and other in said and may_be_variants(said[one], said[other]):
                found = shared_words(said[one], said[other])
                if are_variants(found):
                    known.append((one, other, found.of_longer))
        return known

    def _id(self, number: int) -> str:
        return self._table.ids[number]

    def _quote(self, number: int) -> QuoteId:
        return self._table.ids[self._table.quote_articles[number]], int(self._table.quote_numbers[number])


def _texts(keys: npt.NDArray[np.uint64], sizes: Numbers, names: npt.NDArray[np.uint64], known: bytes | None) -> _Texts:
    """Find the different texts that have runs of words, and which of them have not been compared yet."""
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    stands = first[inverse]
    distinct = np.flatnonzero((stands == np.arange(len(keys))) & (sizes > 0))
    compared = np.frombuffer(known or b"", np.uint64)
    fresh = np.zeros(len(keys), np.bool_)
    fresh[distinct] = ~np.isin(names[distinct], compared)
    stands = np.where(sizes > 0, stands, np.arange(len(keys)))
    return _Texts(stands, distinct, fresh, np.sort(names[distinct]))


def _stands(texts: _Texts, number: int) -> bool:
    """Return whether a text stands for itself and has been compared before."""
    return int(texts.first[number]) == number and not texts.fresh[number]


def _same(first: Numbers) -> list[list[int]]:
    """Return the numbers of equal texts, in groups of two or more."""
    _, counts = np.unique(first, return_counts=True)
    order = np.argsort(first, kind="stable")
    ends = np.cumsum(counts)
    return [order[end - count : end].tolist() for end, count in zip(ends, counts, strict=True) if count > 1]


def _with_equals(groups: Sequence[Sequence[int]], first: Numbers) -> list[list[int]]:
    """Return groups with the texts that are equal to one of theirs, and groups of equal texts alone."""
    equals = {members[0]: members for members in _same(first)}
    found = [sorted(one for member in members for one in equals.pop(member, [member])) for members in groups]
    return sorted([*found, *equals.values()])


def _resemblance(found: Overlap) -> float:
    """Return how much two texts resemble each other, as far as their overlaps tell."""
    return min(found)


def _hash(id: str, marks: bytes) -> int:
    return int.from_bytes(
        blake2b(marks, digest_size=8, key=id.encode("utf-8", "surrogatepass")[:64]).digest(), "little"
    )
