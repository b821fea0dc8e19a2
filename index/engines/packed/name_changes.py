"""Which names of a snapshot are different from those of another one, without reading all of them.

What a name is depends on its articles and on the segments in which articles name it, since a segment gives its other
spellings. Both make one number for each name, its mark; names whose marks are equal have not changed.
"""

from collections.abc import Iterator

import msgspec
import numpy as np
from msgspec import Struct

from ...model import EntityCount
from ..known_names import NameSink
from .arrays import Ints, distinct, find
from .columns import Snapshot, View
from .entity_columns import as_indexed
from .segment import EntityInfo

_READ = 4096
"""Names that are read at once."""
_ARTICLES = np.uint64(0x9E3779B97F4A7C15)
_SEGMENTS = 0xBF58476D1CE4E5B9
"""Odd numbers that spread articles and segments over 64 bits."""
_DOCUMENTS = 50_000
"""Articles whose names are counted at once."""


class _Mark(Struct, frozen=True, array_like=True):
    kind: str
    keys: memoryview
    marks: memoryview


class _Counted:
    """How many articles of a segment have each of its names."""

    def __init__(self, view: View, articles: Ints) -> None:
        self.view = view
        self.keys = view.pack.array("entity_keys")
        self.numbers = np.zeros(len(self.keys), np.int32)
        columns = as_indexed(view)
        for start in range(0, len(articles), _DOCUMENTS):
            ids, _ = columns.rows(articles[start : start + _DOCUMENTS])
            self.numbers += np.bincount(ids, minlength=len(self.keys)).astype(np.int32)
        view.pack.release()


def update_names(snapshot: Snapshot, sink: NameSink, mark: bytes) -> bytes:
    """Bring a table of names up to date with a snapshot; see `base.Engine.update_names`."""
    before_keys, before = _read(mark)
    if not len(before_keys):
        sink.clear()
    segments = list(_segments(snapshot))
    keys, marks = _marked(segments)
    gone = before_keys[~find(before_keys, keys)[1]]
    sink.remove(gone.tolist())
    at, here = find(keys, before_keys)
    new = ~here
    new[here] = before[at[here]] != marks[here]
    wanted = keys[new]
    for start in range(0, len(wanted), _READ):
        sink.put(_names(segments, wanted[start : start + _READ]))
        snapshot.release()
    return msgspec.msgpack.encode(_Mark("packed", keys.view(np.uint8).data, marks.view(np.uint8).data))


def _read(mark: bytes) -> tuple[Ints, Ints]:
    """Return the names of a mark, ascending, and the mark of each; none of one that is damaged or another engine's."""
    try:
        read = msgspec.msgpack.decode(mark, type=_Mark)
        keys, marks = np.frombuffer(read.keys, np.uint64), np.frombuffer(read.marks, np.uint64)
    except (msgspec.MsgspecError, ValueError):
        return np.empty(0, np.uint64), np.empty(0, np.uint64)
    return (keys, marks) if read.kind == "packed" and len(keys) == len(marks) else (keys[:0], keys[:0])


def _segments(snapshot: Snapshot) -> Iterator[_Counted]:
    for base, view in zip(snapshot.bases.tolist(), snapshot.views, strict=True):
        low, high = np.searchsorted(snapshot.articles, (base, base + len(view)))
        yield _Counted(view, snapshot.articles[low:high] - base)


def _marked(segments: list[_Counted]) -> tuple[Ints, Ints]:
    """Return the names that any article has, ascending, and their marks."""
    keys = distinct(np.concatenate([np.empty(0, np.uint64), *(one.keys[one.numbers > 0] for one in segments)]))
    marks = np.zeros(len(keys), np.uint64)
    for one in segments:
        named = one.numbers > 0
        segment = np.uint64((one.view.pack.crc + 1) * _SEGMENTS & 0xFFFFFFFFFFFFFFFF)
        marks[np.searchsorted(keys, one.keys[named])] += one.numbers[named].astype(np.uint64) * _ARTICLES + segment
    return keys, marks


def _names(segments: list[_Counted], keys: Ints) -> list[EntityCount]:
    """Return some names as they are now."""
    infos: dict[int, list[EntityInfo]] = {key: [] for key in keys.tolist()}
    articles = np.zeros(len(keys), np.int64)
    for one in segments:
        at, here = find(keys, one.keys)
        here[here] = one.numbers[at[here]] > 0
        articles[here] += one.numbers[at[here]]
        for key, info in one.view.entities(keys[here]):
            infos[key].append(info)
    found: list[EntityCount] = []
    for some, number in zip(infos.values(), articles.tolist(), strict=True):
        aliases = tuple(sorted({alias for info in some for alias in info.aliases}))
        found.append(EntityCount(some[0].name, some[0].type, number, 0, aliases))
    return found
