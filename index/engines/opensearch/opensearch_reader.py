"""What is stored of articles and files, read back from a snapshot."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

import msgspec

from ...copies.sketch import CopyMarks
from ...model import Article, Record, SourceState
from ..base import EngineError
from ..packed.packed_schema import NO_STAMP
from ..packed.records import decode, decode_article, decode_held
from ..packed.zstd import ZstdError, decompress
from ..places import Held, source_key
from .opensearch_cluster import never_stop
from .opensearch_schema import SEPARATOR, base_of, binary_column, column, columns, optional_column
from .opensearch_snapshot import Body, Kind, Snapshot
from .opensearch_tree import id_query, terms

T = TypeVar("T")

_AT_ONCE = 500
"""Articles of one answer."""
_CACHED = 400
"""Articles kept as they came with a page of results."""
_PAGE = 5000
ARTICLE: Final = ("record", "held")
"""Fields that a search brings of an article that is going to be read."""


MARK_FIELDS: Final = ("marks", "daynum", "stamp", "outlet_key")
"""Fields that `copy_mark` reads, besides `id`."""


def copy_mark(hit: Body) -> CopyMarks:
    """Return what is stored of an article to find its copies."""
    day, stamp = (optional_column(hit, name) for name in ("daynum", "stamp"))
    return CopyMarks(
        column(hit, "id"), binary_column(hit, "marks"), int(day or 0), int(stamp or NO_STAMP), outlet_of(hit)
    )


def outlet_of(hit: Body) -> str:
    """Return the outlet of a document; "" for none."""
    return optional_column(hit, "outlet_key").rpartition(SEPARATOR)[2]


class StoredReader:
    """Reads articles and files of one snapshot."""

    def __init__(self, snapshot: Snapshot, budget: Callable[[], float]) -> None:
        self._snapshot = snapshot
        self._budget = budget
        self._cache: dict[str, Body] = {}

    def keep(self, id: str, hit: Body) -> None:
        """Keep what a search brought of an article."""
        self._cache.pop(id, None)
        self._cache[id] = hit
        if len(self._cache) > _CACHED:
            del self._cache[next(iter(self._cache))]

    def kept(self, id: str) -> Record | None:
        """Return an article that was kept; None if it was not."""
        hit = self._cache.get(id)
        return None if hit is None else self._read(id, hit, lambda data, id, digest: decode(data, id, digest))

    def clear(self) -> None:
        """Forget what was kept: there is another commit."""
        self._cache.clear()

    def records(self, ids: Sequence[str]) -> list[Record]:
        """Fetch articles with annotations; see `base.Engine`."""
        return list(self._decoded(ids, lambda data, id, digest: decode(data, id, digest)))

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Fetch articles without annotations."""
        return list(self._decoded(ids, lambda data, id, digest: decode_article(data, id, digest)))

    def _decoded(self, ids: Sequence[str], read: Callable[[bytes, str, str], T]) -> Iterator[T]:
        rest = iter(ids)
        while some := list(islice(rest, _AT_ONCE)):
            missing = [id for id in some if id not in self._cache]
            found = {id: self._cache[id] for id in some if id in self._cache}
            if missing:
                body: Body = {"size": len(missing), **columns("id", *ARTICLE)}
                for hit in self._hits("article", id_query(missing), body):
                    found[column(hit, "id")] = hit
            for id in some:
                if id in found:
                    yield self._read(id, found[id], read)

    def _read(self, id: str, hit: Body, read: Callable[[bytes, str, str], T]) -> T:
        try:
            digest = decode_held(binary_column(hit, "held")).digest
            return read(decompress(binary_column(hit, "record")), id, digest)
        except (KeyError, ValueError, ZstdError, msgspec.MsgspecError) as error:
            raise EngineError(
                f"The cluster's copy of article {id} is damaged ({error}). Run `newsexplore index --rebuild`."
            ) from error

    def sources(self) -> Iterator[SourceState]:
        """Return the state of every fully read file."""
        for hit in self._every("source", None, ["record"]):
            yield msgspec.msgpack.decode(decompress(binary_column(hit, "record")), type=SourceState)

    def held(self, corpus: str, source: str) -> Iterator[tuple[str, Held]]:
        """Yield the articles of one file."""
        query = terms("source", [base_of("source", source_key(corpus, source))])
        for hit in self._every("article", query, ["held"]):
            yield column(hit, "id"), decode_held(binary_column(hit, "held"))

    def copy_marks(self, query: Body | None = None) -> Iterator[CopyMarks]:
        """Yield what is stored of articles, of every one or of those that a query finds, to find their copies."""
        return map(copy_mark, self._every("article", query, MARK_FIELDS))

    def fields(self, kind: Kind, query: Body | None, names: Sequence[str]) -> Iterator[Body]:
        """Yield all documents that a query finds, with some fields, and their ids."""
        return self._every(kind, query, names)

    def every(self, query: Body | None) -> Iterator[Record]:
        """Yield all articles that a query finds, in any order."""
        for hit in self._every("article", query, ARTICLE):
            yield self._read(column(hit, "id"), hit, lambda data, id, digest: decode(data, id, digest))

    def _every(self, kind: Kind, query: Body | None, fields: Sequence[str]) -> Iterator[Body]:
        """Yield all documents that a query finds."""
        after: list[object] | None = None
        size = _PAGE if "record" not in fields else _AT_ONCE
        while True:
            body: Body = {"size": size, "sort": [{"uid": "asc"}], **columns("id", *fields)}
            if after is not None:
                body["search_after"] = after
            hits = self._hits(kind, query, body)
            yield from hits
            if len(hits) < size:
                return
            after = hits[-1]["sort"]

    def _hits(self, kind: Kind, query: Body | None, body: Body) -> list[Body]:
        whole = {**body, "query": self._snapshot.wrapped(kind, query), "track_total_hits": False}
        return self._snapshot.search(whole, never_stop, max(30.0, self._budget()))["hits"]["hits"]
