"""Numbers of a posting in less than a byte or two: most words occur once in a text, and most texts are short.

How often a word occurs takes two bits in `NAME.freqs`: one to three times, or more; then `NAME.freqs.more` has the
number of the posting, and `NAME.freqs.counts` how often. A position takes a byte in `NAME.places` and, where texts have
more than 256 words, half of one in `NAME.places.high`. Indexing by a slice without a step, or by an array, returns an
array.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import numpy as np

from .arrays import Ints
from .pack import Pack, PackWriter
from .spill import Spill

_MORE = 3
"""The two bits that say that a word occurs more often than they can tell."""
_BYTE, _BYTE_AND_A_HALF = 1 << 8, 1 << 12
"""Raised when a position does not fit."""
_TWO_BYTES, _THREE_BYTES = 1 << 16, 1 << 24
_QUARTERS = ((np.arange(256)[:, None] >> np.arange(0, 8, 2) & 3) + 1).astype(np.uint8)
"""The four numbers of two bits in each byte, the lowest first, plus one."""
_HALVES = ((np.arange(256)[:, None] >> np.arange(0, 8, 4) & 15) << 8).astype(np.uint16)
"""The two numbers of four bits in each byte, as third digits of sixteen."""


class Documents:
    """Document numbers in three bytes each."""

    def __init__(self, pack: Pack, name: str) -> None:
        self._low = pack.array(f"{name}.docs")
        self._high = pack.array(f"{name}.docs.high")

    def __len__(self) -> int:
        return len(self._low)

    def __getitem__(self, at: slice | Ints) -> Ints:
        docs = self._high[at].astype(np.int32)
        docs <<= 16
        docs |= self._low[at]
        return docs


class Frequencies:
    """How often a word occurs, for each posting of a field."""

    def __init__(self, pack: Pack, name: str, postings: int) -> None:
        """Take the number of postings: the last byte may be used in part."""
        self._bits = pack.array(f"{name}.freqs")
        self._more = pack.array(f"{name}.freqs.more")
        self._counts = pack.array(f"{name}.freqs.counts")
        self._length = postings

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, at: slice | Ints) -> Ints:
        if not isinstance(at, slice):
            freqs = (self._bits[at >> 2] >> ((at & 3) << 1) & 3) + 1
            often = np.flatnonzero(freqs > _MORE)
            counts = self._counts[np.searchsorted(self._more, at[often].astype(self._more.dtype))]
        else:
            first, last, _ = at.indices(self._length)
            freqs = _pieces(_QUARTERS, self._bits, first, last)
            # Not numpy's: it would convert all numbers to the type of those that it searches for.
            low, high = bisect_left(self._more, first), bisect_left(self._more, last)
            often, counts = self._more[low:high].astype(np.int64) - first, self._counts[low:high]
        freqs = freqs.astype(np.result_type(np.uint8, self._counts.dtype), copy=False)
        freqs[often] = counts
        return freqs


class Positions:
    """Positions in a byte and a half each."""

    def __init__(self, pack: Pack, name: str) -> None:
        self._low = pack.array(f"{name}.places")
        self._high = pack.array(f"{name}.places.high")

    def __len__(self) -> int:
        return len(self._low)

    def __getitem__(self, at: slice | Ints) -> Ints:
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self._low))
            places = _pieces(_HALVES, self._high, first, last)
            places |= self._low[first:last]
            return places
        return (self._high[at >> 1] >> ((at & 1) << 2) & 15).astype(np.uint16) << 8 | self._low[at]


def _pieces(table: Ints, numbers: Ints, first: int, last: int) -> Ints:
    """Return the parts of bytes from number `first` to `last`; `table` has those of each byte."""
    size = table.shape[1]
    if first >= last:
        return np.empty(0, table.dtype)
    begin = first // size
    # As one number of four bytes for each byte: a third of the time of a row for each.
    found = table.view(np.uint32).ravel().take(numbers[begin : -(-last // size)]).view(table.dtype)
    return found[first - begin * size : last - begin * size]


def put_docs(pack: PackWriter, name: str, docs: Spill) -> None:
    """Write the documents of a field, in two sections if numbers need exactly three bytes."""
    if not _TWO_BYTES <= docs.most < _THREE_BYTES:
        pack.put_parts(f"{name}.docs", docs.alike())
        return
    pack.put_parts(f"{name}.docs", (part.astype(np.uint16) for part in docs))  # truncated to two bytes
    pack.put_parts(f"{name}.docs.high", ((part.astype(np.uint32) >> 16).astype(np.uint8) for part in docs))


def put_frequencies(pack: PackWriter, name: str, freqs: Spill) -> None:
    """Write how often words occur."""
    more, counts = Spill(), Spill()
    before = 0
    for part in freqs:
        often = np.flatnonzero(part > _MORE)
        more.append(often + before)
        counts.append(part[often])
        before += len(part)
    pack.put_parts(f"{name}.freqs", _packed((np.minimum(part, _MORE + 1) - 1 for part in freqs), 2))
    pack.put_parts(f"{name}.freqs.more", more.alike())
    pack.put_parts(f"{name}.freqs.counts", counts.alike())


def put_positions(pack: PackWriter, name: str, places: Spill) -> None:
    """Write positions, in two sections if some need a byte and a half."""
    if not _BYTE <= places.most < _BYTE_AND_A_HALF:
        pack.put_parts(f"{name}.places", places.alike())
        return
    pack.put_parts(f"{name}.places", (part.astype(np.uint8) for part in places))  # truncated to a byte
    pack.put_parts(f"{name}.places.high", _packed((part.astype(np.uint16) >> 8 for part in places), 4))


def _packed(parts: Iterable[Ints], bits: int) -> Iterator[Ints]:
    """Yield numbers of a few bits, as many in each byte as fit, the first in the lowest bits."""
    each = 8 // bits
    rest = np.empty(0, np.uint8)
    yield rest
    for part in parts:
        numbers = np.concatenate((rest, part.astype(np.uint8)))
        whole = len(numbers) - len(numbers) % each
        rest = numbers[whole:]
        yield _joined(numbers[:whole], bits)
    if len(rest):
        yield _joined(np.concatenate((rest, np.zeros(each - len(rest), np.uint8))), bits)


def _joined(numbers: Ints, bits: int) -> Ints:
    """Return numbers of a few bits as whole bytes."""
    each = 8 // bits
    found = numbers[::each].copy()
    for number in range(1, each):
        found |= numbers[number::each] << np.uint8(number * bits)
    return found
