"""Transactions on an index of packs: deletions, new segments, merging, commit."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from typing import Generic

import numpy as np

from ...model import SourceState
from ..base import Cancelled, EngineError, never
from ..places import source_key
from .arrays import Bools, Ints
from .columns import View
from .merge import merge
from .packed_schema import ALL_FIELDS
from .packed_store import PackStore, S, Segment
from .postings import decode
from .segment import field_writers, write_segment

_TIER = 4
"""Segments of one size class merged into one of the next: an article is rewritten at most log4(batches) times."""
_SMALLEST = 1000
"""Number of documents below which segments are in the smallest size class."""
_DEAD = 0.5
"""Share of deleted documents above which a segment is rewritten."""
LEARNT_FROM = 1000
"""Minimum number of articles of an index with a dictionary."""
_SAMPLES = 500
"""Maximum number of records to train it on: with three times as many, training takes three times as long, and records
shrink by 0.5 %."""
_MOST = 10
"""Maximum number of segments of any size: a search looks up every word in each of them."""


class _StoppedError(Exception):
    """Raised to stop a merge."""


class Transaction(ABC, Generic[S]):
    """A transaction; see `base.Writer`. Subclasses add engine-specific files."""

    def __init__(self, store: PackStore[S]) -> None:
        """Start; raises IndexBusyError, or EngineError if the index is damaged."""
        self._store = store
        self._lock = store.lock()
        try:
            self._generation, self._before = self.newest()
            self._old: list[S] = deepcopy(self._before)
        except BaseException:
            self._lock.release()
            raise
        self._segments = list(self._old)
        self._written: list[S] = []
        self._added: dict[str, S] = {}
        """The segment of each article that this transaction added."""
        self._sources: dict[str, SourceState] = {}
        """By key."""
        self._forgotten: set[str] = set()
        """Keys of files whose state in older segments is deleted with the commit: together, as there may be many."""
        self._open = True
        self._cancelled: Cancelled = never
        store.clean(self._before)

    fields: tuple[str, ...] = ALL_FIELDS
    """Fields whose posting lists are in the packs."""

    @abstractmethod
    def newest(self) -> tuple[int, list[S]]:
        """Return number and segments of the newest commit; raises EngineError if it cannot be read."""

    @abstractmethod
    def publish(self, segments: list[S], generation: int) -> None:
        """Make these segments the index atomically; their files are synced."""

    def attach(self, segment: S) -> None:
        """Add a segment that `prepare` wrote; its articles replace those with the same id."""
        ids = list(map(decode, self.view(segment).ids))
        self.remove(ids)
        self.enlist(segment)
        self._added |= dict.fromkeys(ids, segment)

    def enlist(self, segment: S) -> None:
        """Include a written segment in the commit."""
        self._segments.append(segment)
        self._written.append(segment)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles with their quotes."""
        wanted = list(ids)
        for segment in self._old:
            view = self.view(segment)
            self.delete(segment, view, view.articles(wanted).tolist())
        for id in wanted:
            segment = self._added.pop(id, None)
            if segment is not None and (doc := (view := self.view(segment)).article(id)) is not None:
                self.delete(segment, view, (doc,))

    def put_source(self, state: SourceState) -> None:
        """Record a file as fully read."""
        self.forget_source(state.corpus, state.path)
        self._sources[source_key(state.corpus, state.path)] = state

    def forget_source(self, corpus: str, path: str) -> None:
        """Drop the state of a file; its articles stay."""
        key = source_key(corpus, path)
        self._sources.pop(key, None)
        self._forgotten.add(key)

    def delete(self, segment: S, view: View, docs: Iterable[int]) -> None:
        """Delete documents of a segment: articles with their quotes."""
        for doc in docs:
            for one in view.family(doc):
                segment.delete_document(one)

    def commit(self, cancelled: Cancelled = never) -> None:
        """Merge segments if there are too many, sync, and publish; merging is left for the next if cancelled."""
        if not self._open:
            return
        self._cancelled = cancelled
        try:
            self._delete_forgotten()
            if self._changed():
                self._commit()
        except BaseException:
            # If interrupted after it took effect, the commit stands with its files.
            self.finish(self._before if self._store.generation() == self._generation else self._segments)
            raise
        self.finish(self._segments)

    def _delete_forgotten(self) -> None:
        for segment in self._segments if self._forgotten else ():
            view = self.view(segment)
            if view.has_keys("path"):
                for key in self._forgotten:
                    self.delete(segment, view, view.with_key("path", key).tolist())
        self._forgotten.clear()

    def _changed(self) -> bool:
        deleted = ([segment.deleted_count() for segment in segments] for segments in (self._before, self._segments))
        return bool(self._written or self._sources) or next(deleted) != next(deleted)

    def _commit(self) -> None:
        if self._sources:
            segment = self._store.new_segment()
            dictionary = self._store.dictionary()
            segment.set_doc_count(
                write_segment(
                    self._store.path(segment), (), self._sources.values(), field_writers(self.fields), dictionary
                )
            )
            self.enlist(segment)
        self._segments = [segment for segment in self._segments if segment.doc_count()]
        if self._store.dictionary() is None:
            self._learn()
        self._merge()
        self.publish(self._segments, self._generation + 1)

    def cancel(self) -> None:
        """Discard everything since the last commit and release the lock."""
        if self._open:
            self.finish(self._before)

    def finish(self, kept: list[S]) -> None:
        """End the transaction: remove files that these segments do not need, and release the lock."""
        self._open = False
        current = {segment.segid for segment in kept}
        for segment in (*self._before, *self._written):
            if segment.segid not in current:
                self._store.remove(segment)
        self._store.release()  # whoever writes reads little of it
        self._lock.release()

    def _learn(self) -> None:
        """Train the dictionary of the index once there are enough articles."""
        views = [self.view(segment) for segment in self._segments]
        if sum(len(view.ids) for view in views) < LEARNT_FROM:
            return
        step = sum(len(view.heads) for view in views) // _SAMPLES + 1
        samples = (bytes(view.records[head]) for view in views for head in range(0, len(view.heads), step))
        self._store.learn(samples)

    def _merge(self) -> None:
        """Merge segments of one size class while there are too many, small ones first."""
        while group := self._crowded():
            merged = self._store.new_segment()
            self._written.append(merged)
            views = [self.view(segment) for segment in group]
            lives = [live_documents(segment) for segment in group]
            dictionary = self._store.dictionary()
            path = self._store.path(merged)
            numbers = self.numbers(group)
            try:
                docs = merge(path, views, lives, self.fields, dictionary, numbers, self._check)
            except _StoppedError:
                return
            merged.set_doc_count(docs)
            self._segments = [segment for segment in self._segments if segment not in group]
            self._segments.append(merged)

    def _check(self) -> None:
        if self._cancelled():
            raise _StoppedError

    def numbers(self, segments: list[S]) -> list[Ints] | None:
        """Return the numbers of each segment's heads in another index; None if there is none."""
        del segments
        return None

    def _crowded(self) -> list[S]:
        tiers: defaultdict[int, list[S]] = defaultdict(list)
        for segment in self._segments:
            tiers[_tier(segment.doc_count())].append(segment)
        for tier in sorted(tiers):
            if len(tiers[tier]) >= _TIER:
                return tiers[tier]
        if len(self._segments) > _MOST:
            by_size = sorted(self._segments, key=lambda one: one.doc_count())
            return by_size[: len(self._segments) - _MOST + 1]
        return [s for s in self._segments if s.deleted_count() > _DEAD * s.doc_count_all()][:1]

    def view(self, segment: S) -> View:
        """Return a segment's columns; raises EngineError if its file is gone."""
        try:
            return self._store.view(segment)
        except FileNotFoundError as error:
            raise EngineError(f"The file of a segment is gone: {error.filename}. Run `newsexplore index`.") from error


def _tier(docs: int) -> int:
    tier = 0
    while docs >= _SMALLEST * _TIER**tier:
        tier += 1
    return tier


def live_documents(segment: Segment) -> Bools:
    """Return a mask of the segment's documents that are not deleted."""
    live = np.ones(segment.doc_count_all(), np.bool_)
    live[list(segment.deleted_docs())] = False
    return live
