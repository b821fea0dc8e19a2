"""Transactions on a tantivy index: packs and words in one commit."""

from bisect import bisect_left
from collections.abc import Iterable

import msgspec
from tantivy import Document, IndexWriter, Query

from ..packed.arrays import Ints
from ..packed.columns import View
from ..packed.packed_schema import KEYS
from ..packed.transaction import Transaction
from .batch_words import Prepared
from .tantivy_schema import MANIFEST
from .tantivy_store import Manifest, Segment, TantivyStore, converted_errors

_DELETED_AT_ONCE = 10_000


class TantivyWriter(Transaction[Segment]):
    """A transaction; see `base.Writer`."""

    fields = KEYS

    def __init__(self, store: TantivyStore) -> None:
        """Start; raises IndexBusyError, or EngineError if the index is damaged."""
        self._index = store
        self._following = 0
        self._words: IndexWriter | None = None
        self._gone: list[int] = []
        """Numbers of the documents to delete."""
        super().__init__(store)

    def newest(self) -> tuple[int, list[Segment]]:
        """Return number and segments of the newest commit."""
        manifest, _ = self._index.newest()
        self._following = manifest.next
        return manifest.generation, manifest.segments()

    def add(self, prepared: bytes) -> None:
        """Add a pack that `prepare` wrote, and its words to tantivy; see `base.Writer`."""
        if not prepared:
            return
        batch = msgspec.msgpack.decode(prepared, type=Prepared)
        self.attach(batch.segment)
        words = self._writer()
        with converted_errors(self._index.folder):
            for number, document in enumerate(batch.documents, batch.segment.base):
                words.add_json(f'{{"doc":{number},{document}')

    def _writer(self) -> IndexWriter:
        if self._words is None:
            self._words = self._index.writer()
        return self._words

    def enlist(self, segment: Segment) -> None:
        """Include a pack in the commit, and number its documents."""
        segment.base = self._following
        self._following += segment.doc_count_all()
        super().enlist(segment)

    def numbers(self, segments: list[Segment]) -> list[Ints]:
        """Return the numbers of each pack's heads."""
        return [segment.numbers(view := self.view(segment))[view.heads] for segment in segments]

    def delete(self, segment: Segment, view: View, docs: Iterable[int]) -> None:
        """Delete documents of a pack, articles with their quotes, and, on commit, their words."""
        chosen = list(docs)
        super().delete(segment, view, chosen)
        for doc in chosen:
            family = view.family(doc)
            if segment.base < 0:
                number = int(view.pack.array("numbers")[bisect_left(view.heads, family.start)])
                self._gone += range(number, number + len(family))
            else:
                self._gone += range(segment.base + family.start, segment.base + family.stop)

    def publish(self, segments: list[Segment], generation: int) -> None:
        """Commit the words with a new manifest, and let tantivy merge its segments."""
        words, schema = self._writer(), self._index.index.schema
        self._index.sync()
        with converted_errors(self._index.folder):
            for start in range(0, len(self._gone), _DELETED_AT_ONCE):
                numbers = self._gone[start : start + _DELETED_AT_ONCE]
                words.delete_documents_by_query(Query.term_set_query(schema, "doc", numbers))
            words.delete_documents_by_query(Query.term_query(schema, "kind", MANIFEST))
            manifest = Document()
            manifest.add_unsigned("kind", MANIFEST)
            manifest.add_bytes("manifest", Manifest.of(segments, generation, self._following).encode())
            words.add_document(manifest)
            words.commit()
            words.wait_merging_threads()
        self._index.sync_commit()

    def finish(self, kept: list[Segment]) -> None:
        """Release tantivy's writer, which discards what is not committed."""
        self._words = None
        super().finish(kept)
