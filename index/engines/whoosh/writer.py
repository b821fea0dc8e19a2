"""The transaction on a Whoosh index: deletions, segments to attach, merging, commit."""

from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy

import numpy as np
from whoosh.codec.whoosh3 import W3Segment

from ...model import SourceState
from ..base import EngineError
from ..packed.arrays import Bools
from ..packed.columns import View
from ..packed.merge import merge
from ..packed.postings import decode
from ..packed.segment import write_segment
from .store import Store

_TIER = 4
"""So many segments of one size become one of the next: an article is rewritten log4(batches) times at most."""
_SMALLEST = 1000
"""Documents below which segments all count as equally small."""
_DEAD = 0.5
"""Share of deleted documents from which a segment is rewritten by itself."""
_MOST = 10
"""Segments at most, whatever their sizes: a search looks every word up in each of them."""


class WhooshWriter:
    """One transaction; see `base.Writer`."""

    def __init__(self, store: Store) -> None:
        """Start; raises IndexBusyError, or EngineError when the index is damaged."""
        self._store = store
        self._lock = store.lock()
        try:
            contents = store.contents()
        except BaseException:
            self._lock.release()
            raise
        self._generation: int = contents.generation
        self._before: list[W3Segment] = contents.segments
        self._segments: list[W3Segment] = deepcopy(contents.segments)
        self._written: list[W3Segment] = []
        self._sources: dict[str, SourceState] = {}
        self._open = True
        store.clean(self._before)

    def add(self, prepared: W3Segment | None) -> None:
        """Attach a segment that `prepare` wrote; see `base.Writer`."""
        if prepared is None:
            return
        view = self._view(prepared)
        self.remove(map(decode, view.ids))
        self._segments.append(prepared)
        self._written.append(prepared)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles with their quotes."""
        wanted = list(ids)
        for segment in self._segments:
            view = self._view(segment)
            found = (view.article(id) for id in wanted)
            self._delete(segment, view, (doc for doc in found if doc is not None))

    def put_source(self, state: SourceState) -> None:
        """Remember a file as read to its end."""
        self._forget(state.path)
        self._sources[state.path] = state

    def remove_source(self, path: str) -> None:
        """Forget a file and remove all of its articles."""
        self._forget(path)
        self._delete_key("source", path)

    def _forget(self, path: str) -> None:
        self._sources.pop(path, None)
        self._delete_key("path", path)

    def _delete_key(self, field: str, key: str) -> None:
        for segment in self._segments:
            view = self._view(segment)
            self._delete(segment, view, view.with_key(field, key).tolist())

    @staticmethod
    def _delete(segment: W3Segment, view: View, docs: Iterable[int]) -> None:
        for doc in docs:
            for one in view.family(doc):
                segment.delete_document(one)

    def commit(self) -> None:
        """Merge what has become too many segments, sync, and make it visible."""
        if not self._open:
            return
        try:
            if self._changed():
                self._commit()
        except BaseException:
            # Interrupted after it took effect, the commit stands, and its files with it.
            self._finish(self._before if self._store.generation() == self._generation else self._segments)
            raise
        self._finish(self._segments)

    def _changed(self) -> bool:
        deleted = ([segment.deleted_count() for segment in segments] for segments in (self._before, self._segments))
        return bool(self._written or self._sources) or next(deleted) != next(deleted)

    def _commit(self) -> None:
        if self._sources:
            segment = self._store.new_segment()
            segment.set_doc_count(write_segment(self._store.path(segment), (), self._sources.values()))
            self._segments.append(segment)
            self._written.append(segment)
        self._segments = [segment for segment in self._segments if segment.doc_count()]
        self._merge()
        self._store.commit(self._segments, self._generation + 1)

    def cancel(self) -> None:
        """Drop everything since the last commit and release the lock."""
        if self._open:
            self._finish(self._before)

    def _finish(self, kept: list[W3Segment]) -> None:
        self._open = False
        current = {segment.segid for segment in kept}
        for segment in (*self._before, *self._written):
            if segment.segid not in current:
                self._store.remove(segment)
        self._lock.release()

    def _merge(self) -> None:
        """Join segments of one size while there are too many of them, small ones first."""
        while group := self._crowded():
            merged = self._store.new_segment()
            self._written.append(merged)
            views = [self._view(segment) for segment in group]
            docs = merge(self._store.path(merged), views, [_live(segment) for segment in group])
            merged.set_doc_count(docs)
            self._segments = [segment for segment in self._segments if segment not in group]
            self._segments.append(merged)

    def _crowded(self) -> list[W3Segment]:
        tiers: defaultdict[int, list[W3Segment]] = defaultdict(list)
        for segment in self._segments:
            tiers[_tier(segment.doc_count())].append(segment)
        for tier in sorted(tiers):
            if len(tiers[tier]) >= _TIER:
                return tiers[tier]
        if len(self._segments) > _MOST:
            by_size = sorted(self._segments, key=W3Segment.doc_count)
            return by_size[: len(self._segments) - _MOST + 1]
        return [s for s in self._segments if s.deleted_count() > _DEAD * s.doc_count_all()][:1]

    def _view(self, segment: W3Segment) -> View:
        try:
            return self._store.view(segment)
        except FileNotFoundError as error:
            raise EngineError(f"The file of a segment is gone: {error.filename}. Index again.") from error


def _tier(docs: int) -> int:
    tier = 0
    while docs >= _SMALLEST * _TIER**tier:
        tier += 1
    return tier


def _live(segment: W3Segment) -> Bools:
    live = np.ones(segment.doc_count_all(), np.bool_)
    live[list(segment.deleted_docs())] = False
    return live
