"""The Whoosh engine: what it adds to the engine over packs."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from ...model import Record
from ...query.tree import QUOTE_FIELDS, Fuzzy, Node, Word
from ..base import Cancelled, SearchCancelledError
from ..packed.columns import Snapshot
from ..packed.merged_entities import Entities
from ..packed.packed_engine import PackedEngine
from ..packed.packed_schema import text_fields
from ..packed.postings import Postings, decode, encode
from ..packed.segment import field_writers, write_segment
from ..packed.word_expansion import matching_terms
from ..word_tables import WordCounts, WordRun
from .commit_file import encode_segments
from .posting_words import IndexWords
from .whoosh_check import check_index
from .whoosh_query import WhooshEvaluator
from .whoosh_store import Store
from .whoosh_writer import WhooshWriter


def open_engine(folder: Path, *, create: bool) -> "WhooshEngine":
    """Open the index in a folder, or create an empty one; see `base.EngineModule`."""
    return WhooshEngine(Store(folder, create=create))


class WhooshEngine(PackedEngine):
    """An open index; see `base.Engine`."""

    name = "whoosh"

    def __init__(self, store: Store) -> None:
        """Open the newest commit of a store; raises EngineError if it is damaged."""
        self._store = store
        self._words: IndexWords | None = None
        super().__init__(store)

    def evaluator(self, snapshot: Snapshot, entities: Entities) -> WhooshEvaluator:
        """Create the evaluator of a snapshot."""
        return WhooshEvaluator(snapshot, entities)

    def prepare(self, records: Sequence[Record]) -> bytes:
        """Write a segment that is not committed yet; empty if there is nothing to write."""
        if not records:
            return b""
        segment = self._store.new_segment()
        segment.set_doc_count(
            write_segment(self._store.path(segment), records, (), field_writers(), self._store.dictionary())
        )
        return encode_segments([segment])

    def writer(self) -> WhooshWriter:
        """Start a transaction."""
        return WhooshWriter(self._store)

    def hold(self) -> AbstractContextManager[None]:
        """Hold the writer lock over several transactions."""
        return self._store.hold()

    def check(self) -> list[str]:
        """Verify the index; see `base.Engine`."""
        return check_index(self._store)

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return words of titles and texts with a prefix, most articles first, then by spelling."""
        fields = self._postings("")
        # A word that is frequent overall is frequent in some field of some segment: only such words are counted.
        likely = {word for postings in fields for word in postings.frequent(encode(prefix), 4 * limit)}
        return self._counted("", {word: sum(postings.count(word) for postings in fields) for word in likely}, limit)

    def candidates(self, prefixes: Sequence[str], limit: int) -> list[str]:
        """Return words of titles and texts with any of some prefixes, from the lexicons alone."""
        found: set[bytes] = set()
        for postings in self._postings(""):
            for prefix in prefixes:
                found.update(postings.frequent(encode(prefix), limit))
        return list(map(decode, found))

    def similar(self, field: str, word: str, distance: int, limit: int) -> list[tuple[str, int]]:
        """Return words that `Fuzzy` matches, most articles first, then by spelling."""
        term = Fuzzy(field, word, distance)
        rough: Counter[bytes] = Counter()
        for postings in self._postings(field):
            for at in matching_terms(term, postings.lexicon).tolist():
                rough[postings.lexicon[at]] += postings.count_at(at)
        return self._counted(field, rough, limit)

    def warm_up(self, cancelled: Cancelled) -> None:
        """Compute also the numbers of all words, and how often each occurs, with which profiles compare a name's."""
        super().warm_up(cancelled)
        check = _raising(cancelled)
        words = self.word_list()
        words.number(check)
        words.count(self._snapshot.quotes, quotes=True, check=check)
        words.count(self._snapshot.articles, quotes=False, check=check)
        check()
        self._snapshot.release()

    def word_list(self) -> IndexWords:
        """Return the words of the index."""
        if self._words is None or self._words.snapshot is not self._snapshot:
            self._words = IndexWords(self._snapshot)
        return self._words

    def count_words(self, tree: Node, *, quotes: bool, cancelled: Cancelled) -> WordCounts:
        """Count the words of all matches in the posting lists."""
        docs = self._find(tree, quotes, cancelled).hits.docs
        return self.word_list().count(docs, quotes=quotes, check=_raising(cancelled))

    def word_runs(self, tree: Node, *, quotes: bool, cancelled: Cancelled) -> Iterator[WordRun]:
        """Yield the words of all matches, put in order from the posting lists."""
        docs = self._find(tree, quotes, cancelled).hits.docs
        return self.word_list().runs(docs, quotes=quotes, check=_raising(cancelled))

    def _postings(self, field: str) -> list[Postings]:
        """Return the postings of a field in every segment."""
        return [view.postings(name) for view in self._snapshot.views for name in text_fields(field)]

    def _counted(self, field: str, rough: Mapping[bytes, int], limit: int) -> list[tuple[str, int]]:
        """Count the most frequent words exactly; `rough` counts include deleted documents and both fields."""
        best = sorted(rough, key=lambda word: (-rough[word], word))[: 2 * limit]
        nodes = [Word(field, decode(word)) for word in best]
        found = (self._evaluator.find_leaf(node, quotes=field in QUOTE_FIELDS, check=_nothing) for node in nodes)
        counted = [(node.word, len(hits.docs)) for node, hits in zip(nodes, found, strict=True)]
        return sorted(((w, n) for w, n in counted if n), key=lambda one: (-one[1], one[0]))[:limit]


def _raising(cancelled: Cancelled) -> Callable[[], None]:
    def check() -> None:
        if cancelled():
            raise SearchCancelledError

    return check


def _nothing() -> None:
    """Never stop: too short to be cancelled."""
