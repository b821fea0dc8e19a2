"""Packed posting lists of a field in a segment: a sorted lexicon, and the documents of each term.

Sections of a field in the pack: `NAME.terms` (sorted, joined by newlines) with `NAME.ends`, `NAME.starts` (where each
term's postings start, one more than terms), `NAME.docs` (with `NAME.docs.high`, their third bytes, where two are too
few); for fields with positions also `NAME.freqs` and `NAME.places` (all positions, posting by posting), see
`small_numbers`, with `NAME.place_starts` (where each term's positions start).
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress, count
from pathlib import Path

import numpy as np

from .arrays import NO_INTS, Bools, Ints, find, narrow
from .pack import Pack, PackWriter
from .packed_schema import KEYS
from .small_numbers import Documents, Frequencies, Positions, put_docs, put_frequencies, put_positions
from .spill import Spill

_INT32 = 1 << 31
_STRIDE = 256
"""Terms between two that are compared first."""
_NUMBERED = 4096
"""Terms that are numbered together."""
MAX_TERM = 255
"""Maximum length of a term in characters; longer words are truncated in the index and in queries."""


def encode_key(key: str) -> bytes:
    """Encode an id or path as a term."""
    return key.encode("utf-8", "surrogatepass")


def encode(term: str) -> bytes:
    """Encode a word or name as a term, keeping sort order."""
    return term[:MAX_TERM].encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """Decode a term; what `encode` truncated is lost."""
    return term.decode("utf-8", "surrogatepass")


class Lexicon:
    """The sorted terms of a field."""

    def __init__(self, data: memoryview, ends: Ints) -> None:
        self.data = data
        """All terms, newline-terminated, so that one regular expression can scan them."""
        self.ends = ends
        """End of each term in `data`."""

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> "Lexicon":
        """Create a lexicon from sorted terms."""
        lengths = np.fromiter(map(len, terms), np.int64, len(terms))
        return cls(memoryview(_lines(terms)), np.cumsum(lengths + 1) - 1)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, i: int) -> bytes:
        return bytes(self.data[self.start(i) : int(self.ends[i])])

    def start(self, i: int) -> int:
        """Return the start of term `i` in `data`; `len(self)` gives the end."""
        return int(self.ends[i - 1]) + 1 if i else 0

    def all(self) -> list[bytes]:
        """Return every term, in order."""
        return self.some(0, len(self.ends))

    def some(self, low: int, high: int) -> list[bytes]:
        """Return the terms from one index up to another."""
        if low == high:
            return []
        start, end = self.start(low), int(self.ends[high - 1])
        found = bytes(self.data[start:end]).split(b"\n")
        if len(found) == high - low:  # no term holds a newline
            return found
        return [self[i] for i in range(low, high)]

    def at(self, numbers: Ints) -> list[bytes]:
        """Return the terms with some indexes, in their order; vectorised for ids of equal length."""
        if not len(numbers) or not self.ends[0] or not self.equally_long:
            return [self[number] for number in numbers.tolist()]
        table = np.frombuffer(self.data, np.dtype([("term", f"V{int(self.ends[0])}"), ("newline", "S1")]))["term"]
        return table[numbers].tolist()

    @cached_property
    def _heads(self) -> list[bytes]:
        """Every so many terms: a lookup compares these first, then the terms up to the next."""
        return [self[i] for i in range(0, len(self.ends), _STRIDE)]

    def lower_bound(self, term: bytes) -> int:
        """Return the index of the first term that is not less than `term`."""
        first = max(0, bisect_left(self._heads, term) - 1) * _STRIDE
        return bisect_left(self, term, first, min(first + _STRIDE, len(self.ends)))

    def find(self, term: bytes) -> int | None:
        """Return the index of a term."""
        i = self.lower_bound(term)
        return i if i < len(self.ends) and self[i] == term else None

    def find_all(self, terms: Sequence[bytes]) -> Ints:
        """Return indexes of the terms that exist, in order."""
        at = self.indexes(terms)
        return at[at >= 0]

    def indexes(self, terms: Sequence[bytes]) -> Ints:
        """Return the index of each term, -1 for one that does not exist; vectorised for ids of equal length."""
        if not len(self.ends) or not self.ends[0] or not self.equally_long:
            return np.array([-1 if (at := self.find(term)) is None else at for term in terms], np.int64)
        length = int(self.ends[0])
        table = np.frombuffer(self.data, np.dtype([("term", f"S{length}"), ("newline", "S1")]))["term"]
        fits = np.fromiter(map(len, terms), np.int64, len(terms)) == length
        at, here = find(np.array(terms, f"S{length}"), table)
        return np.where(here & fits, at, -1)

    @cached_property
    def equally_long(self) -> bool:
        """Whether all terms are as long as the first."""
        if not len(self.ends):
            return True
        length = int(self.ends[0]) + 1
        return len(self.data) == length * len(self.ends) and bool((np.diff(self.ends) == length).all())

    def range(self, prefix: bytes) -> tuple[int, int]:
        """Return the index range of the terms with a prefix."""
        low = self.lower_bound(prefix)
        # 0xFF is not valid in UTF-8, so this is greater than every term with the prefix.
        return low, self.lower_bound(prefix + b"\xff")


class Postings:
    """The postings of a field in a segment."""

    def __init__(self, pack: Pack, name: str) -> None:
        self.lexicon = Lexicon(pack.bytes(f"{name}.terms"), pack.array(f"{name}.ends"))
        self.starts = pack.array(f"{name}.starts")
        self.docs = Documents(pack, name) if f"{name}.docs.high" in pack else pack.array(f"{name}.docs")
        self.freqs: Frequencies | None = None
        if f"{name}.freqs" in pack:
            self.freqs = Frequencies(pack, name, len(self.docs))
            self.places = Positions(pack, name) if f"{name}.places.high" in pack else pack.array(f"{name}.places")
            self.place_starts = pack.array(f"{name}.place_starts")

    def span(self, term: int) -> slice:
        """Return the range of a term's postings."""
        return slice(int(self.starts[term]), int(self.starts[term + 1]))

    def count(self, term: bytes) -> int:
        """Return the number of documents with a term."""
        i = self.lexicon.find(term)
        return 0 if i is None else self.count_at(i)

    def count_at(self, i: int) -> int:
        """Return the number of documents with the term at an index."""
        return int(self.starts[i + 1]) - int(self.starts[i])

    def frequent(self, prefix: bytes, limit: int) -> list[bytes]:
        """Return the `limit` most frequent terms with a prefix."""
        low, high = self.lexicon.range(prefix)
        counts = np.diff(self.starts[low : high + 1].astype(np.int64))
        return [self.lexicon[i] for i in (low + np.argsort(-counts, kind="stable")[:limit]).tolist()]

    def positions(self, term: int, wanted: Bools | None = None) -> tuple[Ints, Ints]:
        """Return every position of a term with its document: (documents, positions), sorted.

        `wanted` is a mask over the term's documents.
        """
        if self.freqs is None:
            raise ValueError("a field without positions")
        span = self.span(term)
        places = self.places[int(self.place_starts[term]) : int(self.place_starts[term + 1])]
        docs, freqs = self.docs[span].astype(np.int64), self.freqs[span]
        if wanted is not None and not wanted.all():
            places = places[np.repeat(wanted, freqs)]
            docs, freqs = docs[wanted], freqs[wanted]
        return np.repeat(docs, freqs), places.astype(np.int64)


class TermCounter:
    """Collects the terms of a field by document, and writes them sorted."""

    def __init__(self, name: str, *, positions: bool = False, keys: bool = False) -> None:
        self.name = name
        self.positions = positions
        self._encode = encode_key if keys else encode
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._tokens = array("I")
        """All terms but the last, as numbers: the words of 256 articles take 9 MB as strings."""
        self._last: list[str] = []
        """The last terms: most documents of most fields have one or two, and are numbered together."""
        self._docs: list[int] = []
        self._lengths: list[int] = []

    def add(self, doc: int, terms: Sequence[str]) -> None:
        """Add a document's terms in order; documents are ascending, each once."""
        if terms:
            self._last += terms
            self._docs.append(doc)
            self._lengths.append(len(terms))
            if len(self._last) > _NUMBERED:
                self._number()

    def _number(self) -> None:
        self._tokens.extend(map(self._numbers.__getitem__, self._last))
        self._last.clear()

    def _encoded(self, terms: list[str]) -> list[bytes]:
        """Encode distinct terms: in one go, unless a term is truncated or holds the separator."""
        if not terms or (self._encode is encode and max(map(len, terms)) > MAX_TERM):
            return list(map(self._encode, terms))
        found = encode_key("\n".join(terms)).split(b"\n")
        return found if len(found) == len(terms) else list(map(self._encode, terms))

    def write(self, pack: PackWriter, docs: int) -> None:
        """Write the field of a segment of `docs` documents, with its lengths if it has positions."""
        self._number()
        # In the narrowest types: with 64 bits, twice as much memory is touched, and preparing takes 5 % longer.
        lengths = np.array(self._lengths, np.int64)
        owners = narrow(np.array(self._docs, np.int64))
        encoded = self._encoded(list(self._numbers))
        terms = sorted(set(encoded))
        rank = dict(zip(terms, count(), strict=False))
        ranks = narrow(np.fromiter(map(rank.__getitem__, encoded), np.int64, len(encoded)))
        term_ids = ranks[np.asarray(self._tokens)]
        doc_ids = np.repeat(owners, lengths)
        order = np.argsort(term_ids, kind="stable")  # of 16 bits it is a radix sort
        term_ids, doc_ids = term_ids[order], doc_ids[order]
        first = np.ones(len(order), bool)
        first[1:] = (term_ids[1:] != term_ids[:-1]) | (doc_ids[1:] != doc_ids[:-1])
        heads = np.flatnonzero(first)
        writer = PostingsWriter(self.name, self.positions)
        writer.begin(terms)
        freqs = np.diff(np.append(heads, len(order)))
        places = self._places(lengths)[order] if self.positions else None
        writer.add(term_ids[heads], doc_ids[heads], freqs, places)
        writer.write(pack)
        if self.positions:
            column = np.zeros(docs, np.int64)
            column[owners] = lengths
            pack.put(f"{self.name}.lengths", narrow(column))

    @staticmethod
    def _places(lengths: Ints) -> Ints:
        """Return the position of each token in its document, of documents of these lengths."""
        ends = np.cumsum(lengths)
        kind = np.int32 if not len(ends) or int(ends[-1]) < _INT32 else np.int64
        places = np.arange(ends[-1] if len(ends) else 0, dtype=kind)
        places -= np.repeat((ends - lengths).astype(kind), lengths)
        return places


class PostingsWriter:
    """Writes the sections of a field from sorted postings, in pieces that each have some terms whole.

    What was added is in memory up to some MB, then in temporary files: the postings of 80,000 articles are 170 MB.
    """

    def __init__(self, name: str, positions: bool, folder: Path | None = None) -> None:
        """Begin a field; `folder` is where temporary files may be, or None for memory alone."""
        self.name = name
        self.positions = positions
        self._terms: Sequence[bytes] = ()
        """Of the piece that is being added."""
        self._counts = self._place_counts = NO_INTS
        self._lines, self._lengths, self._all_counts, self._all_place_counts = (Spill(folder) for _ in range(4))
        self._docs, self._freqs, self._places = (Spill(folder) for _ in range(3))

    def begin(self, terms: Sequence[bytes]) -> None:
        """Begin a piece: sorted terms, behind all those before."""
        self._end()
        self._terms = terms
        self._counts = np.zeros(len(terms), np.int64)
        self._place_counts = np.zeros(len(terms), np.int64)

    def add(self, term_ids: Ints, docs: Ints, freqs: Ints | None, places: Ints | None) -> None:
        """Append postings sorted by term (an index into the piece's), then document; positions in the same order."""
        self._counts += np.bincount(term_ids, minlength=len(self._terms))
        self._docs.append(docs)
        if self.positions and freqs is not None and places is not None:
            self._place_counts += np.bincount(term_ids, freqs, minlength=len(self._terms)).astype(np.int64)
            self._freqs.append(freqs)
            self._places.append(places)

    def _end(self) -> None:
        """End a piece; terms without postings are left out."""
        used = self._counts > 0
        terms = list(compress(self._terms, used.tolist()))
        self._lines.append(np.frombuffer(_lines(terms), np.uint8))
        self._lengths.append(np.fromiter(map(len, terms), np.int64, len(terms)))
        self._all_counts.append(self._counts[used])
        self._all_place_counts.append(self._place_counts[used])

    def write(self, pack: PackWriter) -> None:
        """Write all sections of the field, once."""
        self._end()
        pack.put_parts(f"{self.name}.terms", (part.data for part in self._lines))
        pack.put_parts(f"{self.name}.ends", _running(self._lengths, step=1, start=-1))
        pack.put_parts(f"{self.name}.starts", _starts(self._all_counts))
        if self.name in KEYS:
            pack.put_parts(f"{self.name}.docs", self._docs.alike())
        else:
            put_docs(pack, self.name, self._docs)
        if self.positions:
            put_frequencies(pack, self.name, self._freqs)
            put_positions(pack, self.name, self._places)
            pack.put_parts(f"{self.name}.place_starts", _starts(self._all_place_counts))


def put_alike(pack: PackWriter, name: str, parts: Iterable[Ints]) -> None:
    """Write arrays of unsigned integers, concatenated, in the widest type among them."""
    kept = list(parts)
    dtype = np.result_type(np.uint8, *(part.dtype for part in kept))
    pack.put(name, np.empty(0, dtype), *(part.astype(dtype, copy=False) for part in kept))


def _lines(terms: Sequence[bytes]) -> bytes:
    """Join terms, with a newline after each."""
    return b"\n".join((*terms, b""))


def _starts(counts: Spill) -> Iterator[Ints]:
    """Yield where the postings of each term start, and the end of the last."""
    total = sum(int(part.sum(dtype=np.int64)) for part in counts)
    yield np.zeros(1, np.min_scalar_type(total))
    yield from _running(counts)


def _running(numbers: Spill, step: int = 0, start: int = 0) -> Iterator[Ints]:
    """Yield the running sum of numbers, each greater by `step`, in the narrowest type for all of it."""
    total = start + sum(int(part.sum(dtype=np.int64)) + step * len(part) for part in numbers)
    dtype = np.min_scalar_type(max(total, 0))
    yield np.empty(0, dtype)
    for part in numbers:
        sums = np.cumsum(part.astype(np.int64) + step) + start
        start = int(sums[-1]) if len(sums) else start
        yield sums.astype(dtype)
