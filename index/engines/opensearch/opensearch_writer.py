"""Transactions: documents of an open commit, which one change of the state makes count."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from ...model import SourceState
from ..base import Cancelled, EngineError, never
from ..places import source_key
from .opensearch_bulk import BulkSender
from .opensearch_changes import chunks, written_ids
from .opensearch_cluster import Cluster
from .opensearch_documents import Entry, source_entry, terms_of
from .opensearch_entities import CHANGES_KEPT, TermChanges
from .opensearch_lock import ClusterLock
from .opensearch_schema import OTHER_SLOT, base_of, columns, quote_uid
from .opensearch_state import StateDocument, begun, finished, without
from .opensearch_word_documents import KnownWords, WordDocuments

_AT_ONCE = 1000
"""Articles that are looked up or deleted with one request."""
_FORGET_EACH = 50
"""Commits after which the changes of old ones are deleted."""


class _Version(NamedTuple):
    """A committed version of an article, or of the state of a file."""

    uid: str
    quotes: int
    info: Sequence[str] | None
    """The terms of an article; None for the state of a file."""
    id: str
    """Of an article."""


class ClusterWriter:
    """A transaction; see `base.Writer`."""

    def __init__(self, cluster: Cluster, state: StateDocument, lock: ClusterLock, known: KnownWords) -> None:
        """Take the lock; raises IndexBusyError. `known` are the words that earlier transactions have written."""
        self._cluster = cluster
        self._state = state
        self._lock = lock
        self._index = state.index
        self._commit = 0
        """Number of the commit, once there is something to write."""
        self._written: dict[str, tuple[str, int]] = {}
        """What this transaction wrote: base -> uid and number of quotes."""
        self._replaced: dict[str, int] = {}
        """Versions that the commit replaces, or removes: uid -> number of quotes."""
        self._gone: dict[str, None] = {}
        """Ids of articles of which the commit replaces or removes a version."""
        self._changes = TermChanges()
        self._words = WordDocuments(known)
        self._ended = False
        if lock.take():
            try:
                self._recover()
            except BaseException:
                lock.release()
                raise
        self._bulk = BulkSender(cluster, self._index)

    def add(self, prepared: bytes) -> None:
        """Send a batch of articles to the cluster."""
        if prepared:
            self._put(msgspec.msgpack.decode(prepared, type=list[Entry]))

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles with their quotes."""
        self._remove([base_of("article", id) for id in ids])

    def put_source(self, state: SourceState) -> None:
        """Record a file as fully read."""
        self._put([source_entry(state)])

    def forget_source(self, corpus: str, path: str) -> None:
        """Drop the state of a file."""
        self._remove([base_of("source", source_key(corpus, path))])

    def commit(self, cancelled: Cancelled = never) -> None:
        """Make everything count at once; the cluster has it on disk before that, and merges by itself."""
        del cancelled
        try:
            self._bulk.drain()
            if self._written or self._replaced:
                commit, gone = self._number(), tuple(self._replaced)
                self._words.put(self._bulk)
                self._put_changes(commit)
                self._refresh()
                self._state.change(lambda state: (finished(state, commit, gone), None))
                self._commit = 0
                self._words.committed()
                self._delete(self._replaced)
                if commit % _FORGET_EACH == 0:
                    self._forget_changes(commit - CHANGES_KEPT)
        except BaseException:
            self.cancel()
            raise
        self._end()

    def cancel(self) -> None:
        """Delete what was written, and release the lock."""
        if self._ended:
            return
        try:
            self._bulk.drop()
            if self._commit:
                commit = self._commit
                with suppress(EngineError):  # the next writer does it
                    self._bulk_delete(dict(self._written.values()))
                    self._refresh()
                    self._state.change(
                        lambda state: (msgspec.structs.replace(state, open=without(state, commit)), None)
                    )
        finally:
            self._end()

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            self._bulk.close()
            self._lock.release()

    def _number(self) -> int:
        if not self._commit:
            self._commit = self._state.change(lambda state: begun(state, self._lock.name))
        return self._commit

    def _put(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        commit = self._number()
        last = {entry.base: entry for entry in entries}
        again = [base for base in last if base in self._written]
        if again:
            self._unwrite(again)
        current = self._current(last)
        for base, entry in last.items():
            before = current.get(base)
            uid = base if before is None or before.uid != base else base + OTHER_SLOT
            if before is not None:
                self._replace(before)
            terms = terms_of(entry)
            if terms.info is not None:
                self._changes.write(base, terms.info)
                self._words.add(terms.vocabulary)
            self._written[base] = uid, len(entry.quotes)
            head = f'{{"base":"{base}","uid":"{uid}","commit":{commit},'.encode()
            for number, quote in enumerate(entry.quotes):
                self._bulk.put(quote_uid(uid, number), head + quote)
            self._bulk.put(uid, head + entry.document)

    def _remove(self, bases: Sequence[str]) -> None:
        written = [base for base in bases if base in self._written]
        if written:
            self._unwrite(written)
        for version in self._current(bases).values():
            self._replace(version)

    def _replace(self, version: "_Version") -> None:
        """Let a committed version of an article or source no longer count after this transaction."""
        if version.uid not in self._replaced:
            self._replaced[version.uid] = version.quotes
            if version.info is not None:
                self._changes.remove(version.info)
                self._gone[version.id] = None

    def _put_changes(self, commit: int) -> None:
        """Write how the commit changes the numbers of articles by term."""
        uid = f"={commit}"
        document = {"kind": "changes", "uid": uid, "commit": commit, "record": self._changes.stored()}
        if self._gone:
            document["gone"] = written_ids(self._gone)
        self._written[uid] = uid, 0
        self._bulk.put(uid, msgspec.json.encode(document))
        self._bulk.drain()

    def _forget_changes(self, before: int) -> None:
        """Delete the changes of old commits."""
        filters: list[Any] = [{"term": {"kind": "changes"}}, {"range": {"commit": {"lt": before}}}]
        self._delete_found({"bool": {"filter": filters}})

    def _unwrite(self, bases: Sequence[str]) -> None:
        """Delete what this transaction has written of some articles."""
        self._bulk.drain()
        self._changes.unwrite(bases)
        self._bulk_delete(dict(self._written.pop(base) for base in bases))

    def _current(self, bases: Iterable[str]) -> dict[str, "_Version"]:
        """Return the committed versions of some articles by base."""
        found: dict[str, _Version] = {}
        for some in chunks(bases, _AT_ONCE):
            filters: list[Any] = [{"terms": {"base": some}}, {"terms": {"kind": ["article", "source"]}}]
            state = self._state.read()
            excluded: list[Any] = [{"terms": {"commit": [int(number) for number in state.open]}}]
            if state.pending:
                excluded.append({"terms": {"uid": list(state.pending)}})
            answer = self._cluster.ask(
                "POST",
                f"/{self._index}/_search",
                {
                    "query": {"bool": {"filter": filters, "must_not": excluded}},
                    "size": 2 * len(some),
                    **columns("uid", "quotes", "part", "info", "id"),
                    "track_total_hits": False,
                },
            )
            for hit in answer["hits"]["hits"]:
                fields: dict[str, list[Any]] = hit["fields"]
                uid: str = fields["uid"][0]
                info = fields.get("info", []) if "part" in fields else None
                found[uid.removesuffix(OTHER_SLOT)] = _Version(
                    uid, fields.get("quotes", [0])[0], info, str(fields.get("id", [""])[0])
                )
        return found

    def _refresh(self) -> None:
        self._cluster.ask("POST", f"/{self._index}/_refresh")

    def _bulk_delete(self, versions: dict[str, int]) -> None:
        for uid, quotes in versions.items():
            for number in range(quotes):
                self._bulk.delete(quote_uid(uid, number))
            self._bulk.delete(uid)
        self._bulk.drain()

    def _delete(self, versions: dict[str, int]) -> None:
        """Delete versions that no longer count, and say so in the state."""
        if not versions:
            return
        self._bulk_delete(versions)
        self._refresh()
        self._state.change(
            lambda state: (
                msgspec.structs.replace(state, pending=tuple(uid for uid in state.pending if uid not in versions)),
                None,
            )
        )

    def _recover(self) -> None:
        """Delete what dead writers have left: documents of commits that were not finished, and replaced ones."""
        state = self._state.read()
        alive = set(state.locks) - {self._lock.name}
        stale = [int(number) for number, lock in state.open.items() if lock not in alive]
        if not stale and (not state.pending or alive):
            return
        self._bulk = BulkSender(self._cluster, self._index)
        try:
            self._refresh()
            if stale:
                self._delete_found({"terms": {"commit": stale}})
            pending = () if alive else state.pending
            for some in chunks(pending, _AT_ONCE):
                self._delete_found({"terms": {"uid": some}})
        finally:
            self._bulk.close()

        def cleaned(now: Any) -> tuple[Any, None]:
            left = {number: lock for number, lock in now.open.items() if int(number) not in stale}
            waiting = tuple(uid for uid in now.pending if uid not in pending)
            return msgspec.structs.replace(now, open=left, pending=waiting), None

        self._state.change(cleaned)

    def _delete_found(self, query: dict[str, Any]) -> None:
        """Delete all documents that a query finds."""
        while True:
            answer = self._cluster.ask(
                "POST", f"/{self._index}/_search", {"query": query, "size": 5000, "_source": False}
            )
            hits = answer["hits"]["hits"]
            if not hits:
                return
            for hit in hits:
                self._bulk.delete(hit["_id"])
            self._bulk.drain()
            self._refresh()
