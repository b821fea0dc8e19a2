"""Words counted and put back in order from posting lists alone, without reading the stored texts."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..packed.arrays import NO_INTS, Bools, Ints, distinct, find, narrow, ragged
from ..packed.columns import Snapshot
from ..packed.postings import Postings, decode, encode
from ..word_tables import WordCounts, WordRun

_POSTINGS = 4_000_000
"""Postings that are looked at together, which bounds memory."""
_CACHED_COUNTS = 4
"""Number of sets whose counts are kept: both sides of a comparison, and those before."""
_MOST_INT32 = 2**31
_FEW_POSTINGS = 50_000
"""Postings that are written one by one, with all of their places."""
_FEW_HITS = 20
"""Postings of a chunk per hit above which the hits are few."""
_WORDS = 32_000_000
"""Words of a run, at most, unless one article has more."""
_ALL_FIELDS = ("text", "title", "quote")
_FIELDS = {False: ("title", "text"), True: ("quote",)}
"""Text fields of articles and of quotes."""


class _Terms(NamedTuple):
    """The terms of one field in one segment."""

    segment: int
    postings: Postings
    numbers: Ints
    """Number of each term in the word list."""


class _Numbered(NamedTuple):
    """The terms of all fields and segments."""

    by_field: dict[str, list[_Terms]]
    """For each text field, the terms of each segment."""
    hashes: Ints
    """Of each word, ascending; a word's number is its place."""
    lists: Ints
    """For each number, the list of `by_field`, counted through all, that spells it."""
    places: Ints
    """And the term in it."""


class IndexWords:
    """The words of a snapshot, numbered across segments and fields.

    Terms are matched by a 64-bit hash: of a million words, two share one in one of 30 million indexes.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._hashed: dict[tuple[str, int], Ints] = {}
        """A hash of each term, by field and segment, until all are numbered."""
        self._totals: dict[bool, WordCounts] = {}
        self._counts: dict[tuple[bool, int, int], WordCounts] = {}
        """The last counts, by a hash of the documents."""

    def number(self, check: Callable[[], None]) -> None:
        """Number all words, unless that is done; `check` may raise to stop, and what was done until then is kept."""
        if "_terms" not in self.__dict__:
            self._hash(check)
            check()
            _ = self._terms

    def _hash(self, check: Callable[[], None]) -> None:
        """Hash the terms of all fields and segments that are not hashed yet."""
        for field in _ALL_FIELDS:
            for segment, view in enumerate(self.snapshot.views):
                if (field, segment) not in self._hashed:
                    check()
                    terms = view.postings(field).lexicon.all()
                    self._hashed[field, segment] = np.fromiter(map(hash, terms), np.int64, len(terms))

    @cached_property
    def _terms(self) -> _Numbered:
        """The terms of all fields and segments, numbered."""
        self._hash(lambda: None)
        found = [
            (field, segment, self.snapshot.views[segment].postings(field), own)
            for (field, segment), own in self._hashed.items()
        ]
        self._hashed = {}
        hashes = distinct(np.concatenate([NO_INTS, *(one[3] for one in found)]))
        lists, places = np.zeros(len(hashes), np.int32), np.zeros(len(hashes), np.int32)
        by_field: dict[str, list[_Terms]] = {"text": [], "title": [], "quote": []}
        for number, (field, segment, postings, own) in enumerate(found):
            numbers = np.searchsorted(hashes, own).astype(np.int32)
            lists[numbers], places[numbers] = number, np.arange(len(own))
            by_field[field].append(_Terms(segment, postings, numbers))
        return _Numbered(by_field, hashes, lists, places)

    def __len__(self) -> int:
        return len(self._terms.hashes)

    def word(self, number: int) -> str:
        """Return a word by its number."""
        lists = [one for field in self._terms.by_field.values() for one in field]
        postings = lists[int(self._terms.lists[number])].postings
        return decode(postings.lexicon[int(self._terms.places[number])])

    def numbers(self, words: Sequence[str]) -> Ints:
        """Return the numbers of words; -1 for one that is not in the index."""
        hashes = self._terms.hashes
        wanted = np.fromiter(map(hash, map(encode, words)), np.int64, len(words))
        at, here = find(wanted, hashes)
        return np.where(here, at, -1)

    def all(self) -> list[str]:
        """Return every word in the order of numbers."""
        words = [""] * len(self)
        for field in self._terms.by_field.values():
            for one in field:
                for number, term in zip(one.numbers.tolist(), one.postings.lexicon.all(), strict=True):
                    words[number] = decode(term)
        return words

    @cached_property
    def _only_in_title(self) -> list[Bools]:
        """For each segment, the postings of titles whose article does not have the word in its body."""
        found: list[Bools] = []
        for title, text in zip(self._terms.by_field["title"], self._terms.by_field["text"], strict=True):
            counts = np.diff(title.postings.starts.astype(np.int64))
            at, here = _find_numbers(title.numbers, text.numbers)
            starts = text.postings.starts.astype(np.int64)
            low = np.repeat(np.where(here, starts[at] if len(starts) > 1 else 0, 0), counts)
            end = np.repeat(np.where(here, starts[at + 1] if len(starts) > 1 else 0, 0), counts)
            high, docs = end.copy(), title.postings.docs[slice(None)].astype(np.int64)
            while (open_ := low < high).any():  # binary search of each posting in the postings of its word
                middle = (low + high) // 2
                less = np.zeros(len(docs), np.bool_)
                less[open_] = text.postings.docs[middle[open_]] < docs[open_]
                low = np.where(open_ & less, middle + 1, low)
                high = np.where(open_ & ~less, middle, high)
            inside = low < end
            inside[inside] = text.postings.docs[low[inside]] == docs[inside]
            found.append(~inside)
        return found

    def count(self, docs: Ints, *, quotes: bool, check: Callable[[], None]) -> WordCounts:
        """Count the words of articles, or quotes, ascending; `check` may raise to stop.

        The last counts are kept. More than half of all are counted by subtracting the others, so that a set and the
        rest of the index, which keyness compares, are counted once.
        """
        everything = self.snapshot.quotes if quotes else self.snapshot.articles
        if len(docs) == len(everything):
            if quotes not in self._totals:
                self._totals[quotes] = self._count(docs, quotes, check)
            return self._totals[quotes]
        if 2 * len(docs) > len(everything):
            rest = np.ones(self.snapshot.size, np.bool_)
            rest[docs] = False
            others = self.count(everything[rest[everything]], quotes=quotes, check=check)
            whole = self.count(everything, quotes=quotes, check=check)
            occurrences = whole.occurrences.astype(np.int64) - others.occurrences
            return WordCounts(occurrences, whole.documents.astype(np.int64) - others.documents, len(docs))
        key = (quotes, len(docs), hash(docs.tobytes()))
        counted = self._counts.pop(key, None) or self._count(docs, quotes, check)
        self._counts[key] = counted
        while len(self._counts) > _CACHED_COUNTS:
            del self._counts[next(iter(self._counts))]
        return counted

    def _count(self, docs: Ints, quotes: bool, check: Callable[[], None]) -> WordCounts:
        wanted = np.zeros(self.snapshot.size, np.bool_)
        wanted[docs] = True
        occurrences, documents = np.zeros(len(self), np.int64), np.zeros(len(self), np.int64)
        for field in _FIELDS[quotes]:
            for one in self._terms.by_field[field]:
                base = int(self.snapshot.bases[one.segment])
                here = wanted[base : base + len(self.snapshot.views[one.segment])]
                once = self._only_in_title[one.segment] if field == "title" else None
                self._count_terms(one, here, once, occurrences, documents, check)
        return WordCounts(narrow(occurrences), narrow(documents), len(docs))

    def _count_terms(
        self,
        one: _Terms,
        here: Bools,
        once: Bools | None,
        occurrences: Ints,
        documents: Ints,
        check: Callable[[], None],
    ) -> None:
        """Add up the terms of one field and segment; `once` are the postings that count as a document."""
        if not here.any():
            return
        postings = one.postings
        assert postings.freqs is not None  # noqa: S101 - text fields have positions
        for first, last, rows in _chunks(postings):
            check()
            hit = here[postings.docs[rows]]
            groups = (postings.starts[first:last] - postings.starts[first]).astype(np.int64)
            numbers = one.numbers[first:last]
            chosen = np.flatnonzero(hit)
            if _FEW_HITS * len(chosen) < len(hit):  # adding up all postings would take twice the time
                of_term = numbers[np.searchsorted(groups, chosen, side="right") - 1]
                np.add.at(occurrences, of_term, postings.freqs[rows][chosen])
                np.add.at(documents, of_term, 1 if once is None else once[rows][chosen])
                continue
            words = int(postings.place_starts[last]) - int(postings.place_starts[first])
            dtype = np.int32 if words < _MOST_INT32 else np.int64  # half the time
            occurrences[numbers] += np.add.reduceat(postings.freqs[rows] * hit, groups, dtype=dtype)
            if once is not None:
                hit &= once[rows]
            documents[numbers] += np.add.reduceat(hit, groups, dtype=dtype)

    def runs(self, docs: Ints, *, quotes: bool, check: Callable[[], None]) -> Iterator[WordRun]:
        """Yield the running words of articles, or quotes, ascending; `check` may raise to stop."""
        fields = _FIELDS[quotes]
        for segment, (base, view) in enumerate(zip(self.snapshot.bases.tolist(), self.snapshot.views, strict=True)):
            low, high = np.searchsorted(docs, (base, base + len(view)))
            mine = docs[low:high] - base
            if not len(mine):
                continue
            lengths = np.stack([view.pack.array(f"{field}.lengths")[mine].astype(np.int64) for field in fields], 1)
            totals = np.cumsum(lengths.sum(1))
            start = 0
            while start < len(mine):
                before = int(totals[start - 1]) if start else 0
                stop = max(start + 1, int(np.searchsorted(totals, before + _WORDS, side="right")))
                terms = [self._terms.by_field[field][segment] for field in fields]
                yield self._run(terms, mine[start:stop], lengths[start:stop], len(view), check)
                start = stop

    def bodies(self, ids: Sequence[str], check: Callable[[], None]) -> Iterator[tuple[str, Ints]]:
        """Yield ids with the words of the articles' bodies; see `WordList.bodies`."""
        self.number(check)
        found = sorted(doc for id in ids if (doc := self.snapshot.find(id)) is not None)
        docs = np.array(found, np.int64)
        rest = iter(self.snapshot.ids(docs))
        for run in self.runs(docs, quotes=False, check=check):
            ends = run.ends.tolist()
            for title, body in zip(ends[::2], ends[1::2], strict=True):
                yield next(rest), run.numbers[title:body]

    def _run(self, terms: list[_Terms], docs: Ints, lengths: Ints, size: int, check: Callable[[], None]) -> WordRun:
        ends = np.cumsum(lengths.ravel())
        starts = (ends - lengths.ravel()).reshape(lengths.shape)
        numbers = np.zeros(int(ends[-1]) if len(ends) else 0, np.int32)
        for part, one in enumerate(terms):
            postings = one.postings
            assert postings.freqs is not None  # noqa: S101 - text fields have positions
            origins = np.full(size, -1, np.int32)  # a run has far fewer than 2 ** 31 words; half the memory is faster
            origins[docs] = starts[:, part]
            for first, last, rows in _chunks(postings):
                check()
                owners = origins[postings.docs[rows]]
                chosen = np.flatnonzero(owners >= 0)
                if not len(chosen):
                    continue
                freqs = postings.freqs[rows]
                places = postings.places[int(postings.place_starts[first]) : int(postings.place_starts[last])]
                of_posting = np.repeat(one.numbers[first:last], np.diff(postings.starts[first : last + 1]))
                if len(chosen) == len(owners):
                    numbers[np.repeat(owners, freqs) + places.astype(np.int32)] = np.repeat(of_posting, freqs)
                    continue
                at = np.cumsum(freqs, dtype=np.int32)
                at -= freqs  # where the places of each posting begin
                _scatter(numbers, of_posting[chosen], owners[chosen], places, at[chosen], freqs[chosen])
        return WordRun(numbers, ends, len(terms), len(docs))


def _scatter(numbers: Ints, words: Ints, owners: Ints, places: Ints, at: Ints, freqs: Ints) -> None:
    """Write the words of some postings to their places: the first place of each, then the second, and so on.

    Most postings have one place: that takes half the time of repeating each posting by its number of places.

    Args:
        numbers: The running words, which are written to.
        words: The word of each posting.
        owners: Where the text of each begins in `numbers`.
        places: The places of all postings of the field, some of which are not among these.
        at: Where the places of each begin in that.
        freqs: The number of places of each, at least one.
    """
    while True:
        numbers[owners + places[at]] = words
        more = np.flatnonzero(freqs > 1)
        words, owners, at, freqs = words[more], owners[more], at[more] + 1, freqs[more] - 1
        if len(more) < _FEW_POSTINGS:
            break
    numbers[np.repeat(owners, freqs) + places[ragged(at, freqs)]] = np.repeat(words, freqs)


def _chunks(postings: Postings) -> Iterator[tuple[int, int, slice]]:
    """Yield ranges of whole terms with about `_POSTINGS` postings: first term, last, and their postings."""
    starts = postings.starts
    first, terms = 0, len(starts) - 1
    while first < terms:
        wanted = int(starts[first]) + _POSTINGS
        last = max(first + 1, int(np.searchsorted(starts, wanted, side="right")) - 1)
        yield first, last, slice(int(starts[first]), int(starts[last]))
        first = last


def _find_numbers(wanted: Ints, numbers: Ints) -> tuple[Ints, Bools]:
    """Return where each wanted number is among others in any order, and whether it is there."""
    if not len(numbers):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.bool_)
    order = np.argsort(numbers)
    at = np.minimum(np.searchsorted(numbers[order], wanted), len(numbers) - 1)
    return order[at], numbers[order[at]] == wanted
