"""The articles that an index has from one file, as arrays: a file of 1 GB has hundreds of thousands of them.

An article takes about 90 bytes here, in place of 800 as objects, so that a run over a long file needs little memory.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..engines.places import Held

_BLOCK = 8192
"""Articles that are held as objects on their way into arrays."""


class HeldArticles:
    """Articles by id, by what they say and by where they stand; those that a record has claimed are taken out."""

    def __init__(self, articles: Iterable[tuple[str, Held]] = ()) -> None:
        """Take articles with their ids; of several with one id the first counts."""
        self._number = 0
        ids: list[NDArray[np.bytes_]] = []
        digests: list[NDArray[np.bytes_]] = []
        counts: list[NDArray[np.uint32]] = []
        marks: list[NDArray[np.int64]] = []
        for block in _blocks(articles):
            ids.append(np.array([_encode(id) for id, _ in block]))
            digests.append(np.array([_encode(held.digest) for _, held in block]))
            counts.append(np.array([len(held.marks) for _, held in block], np.uint32))
            marks.append(np.array([mark for _, held in block for mark in held.marks], np.int64))
        if not ids:  # as of most small files: arrays would take a tenth of a millisecond
            return
        self._ids = _joined(ids)
        self._digests = _joined(digests)
        self._counts = np.concatenate([np.empty(0, np.uint32), *counts])
        self._marks = np.concatenate([np.empty(0, np.int64), *marks])
        self._starts = np.cumsum(self._counts, dtype=np.uint32) - self._counts
        self._owners = np.repeat(np.arange(len(self._ids), dtype=np.uint32), self._counts)
        self._by_id = np.argsort(self._ids, kind="stable")
        self._by_digest = np.argsort(self._digests, kind="stable")
        self._by_mark = np.argsort(self._marks, kind="stable")
        self._left = np.ones(len(self._ids), np.bool_)
        ordered = self._ids[self._by_id]
        self._left[self._by_id[1:][ordered[1:] == ordered[:-1]]] = False
        self._number = int(self._left.sum())

    def __len__(self) -> int:
        """How many are left."""
        return self._number

    def __contains__(self, id: str) -> bool:
        """Whether an article is left."""
        return self._find(id) is not None

    def __iter__(self) -> Iterator[str]:
        """The ids of those that are left."""
        return (_decode(self._ids[at]) for at in np.flatnonzero(self._left).tolist()) if self._number else iter(())

    def take(self, id: str) -> Held:
        """Take an article out; raises KeyError when it is not there."""
        at = self._find(id)
        if at is None:
            raise KeyError(id)
        self._left[at] = False
        self._number -= 1
        return self._held(at)

    def __getitem__(self, id: str) -> Held:
        """An article that is left; raises KeyError for any other."""
        at = self._find(id)
        if at is None:
            raise KeyError(id)
        return self._held(at)

    def with_digest(self, digest: str) -> list[str]:
        """The ids of those left that say the same."""
        return self._named(self._texts_equal(self._digests, self._by_digest, digest)) if self._number else []

    def with_mark(self, mark: int) -> list[str]:
        """The ids of those left that stand at a location."""
        if not self._number:
            return []
        return self._named(self._owners[self._equal(self._marks, self._by_mark, np.int64(mark))])

    def _find(self, id: str) -> int | None:
        found = self._texts_equal(self._ids, self._by_id, id) if self._number else ()
        return next((int(at) for at in found if self._left[at]), None)

    def _texts_equal(self, values: NDArray[np.bytes_], order: NDArray[np.intp], wanted: str) -> NDArray[np.intp]:
        data = _encode(wanted)
        if len(data) > values.itemsize:  # numpy would widen all of them to compare
            return order[:0]
        return self._equal(values, order, np.array(data, values.dtype))

    def _equal(self, values: NDArray[np.generic], order: NDArray[np.intp], wanted: object) -> NDArray[np.intp]:
        """Where some values equal one."""
        first = int(np.searchsorted(values, wanted, "left", order))  # pyright: ignore[reportArgumentType, reportCallIssue]
        end = first
        while end < len(order) and values[order[end]] == wanted:
            end += 1
        return order[first:end]

    def _named(self, found: NDArray[np.integer[Any]]) -> list[str]:
        return [_decode(self._ids[at]) for at in map(int, found) if self._left[at]]

    def _held(self, at: int) -> Held:
        start, count = int(self._starts[at]), int(self._counts[at])
        return Held(_decode(self._digests[at]), tuple(self._marks[start : start + count].tolist()))


def _blocks(articles: Iterable[tuple[str, Held]]) -> Iterator[list[tuple[str, Held]]]:
    block: list[tuple[str, Held]] = []
    for article in articles:
        block.append(article)
        if len(block) == _BLOCK:
            yield block
            block = []
    if block:
        yield block


def _joined(parts: list[NDArray[np.bytes_]]) -> NDArray[np.bytes_]:
    return np.concatenate([np.empty(0, "S1"), *parts])


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(data: bytes) -> str:
    return bytes(data).decode("utf-8", "surrogatepass")
