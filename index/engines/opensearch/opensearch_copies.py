"""What may be copies of a few articles, looked up by the hashes of their runs of words; see `copy_lookup.CopyLookup`.

How many articles have a hash, servers know without counting: they say so for thousands of hashes in one request to
each shard. Only the seldom ones are then searched for, so that neither the requests nor what is searched grow with the
index.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
import numpy as np

from ...copies.sketch import FEW, CopyMarks, Hashes, read_sums
from ..copy_lookup import CopyChanges, QuoteMark
from ..packed.packed_schema import NO_STAMP
from ..packed.zstd import ZstdError
from .opensearch_changes import changes_since, chunks, committed_since, mark_of, read_ids, read_mark
from .opensearch_index import Index
from .opensearch_reader import MARK_FIELDS, StoredReader, copy_mark, outlet_of
from .opensearch_schema import binary_column, column, columns, few_terms, optional_column, run_terms, signed
from .opensearch_snapshot import Body, Kind, Snapshot
from .opensearch_tree import id_query, terms

_KEYS = 1000
"""Keys or ids of one request."""
_SEARCHES = 20
"""Searches of one request."""
_QUOTES = 100
"""Quotes of one search."""
_CLAUSES = 900
"""Hashes of one search: a query has 1,024 clauses at most."""
_HASHES = 10_000
"""Hashes of which the numbers of articles are asked for at once, of each shard."""
_COUNTED = 100
"""Hashes whose different texts are counted in one request."""
_PRINTED = 20
"""A hash that so many times the greatest number of articles have is not seldom: no story runs unchanged in twenty
outlets in each of its versions."""
_MOST = 10_000
"""Hits of one search."""
_SECONDS = 60.0
"""Time for a search."""
_QUOTE_FIELDS = ("number", "copy_key", "marks", "stamp", "outlet_key")


class ClusterCopies:
    """Looks for copies in one commit."""

    def __init__(self, index: Index, snapshot: Snapshot, stored: StoredReader, count: Callable[[], int]) -> None:
        """Take the index, the commit, what reads it, and what counts its articles."""
        self._index = index
        self._snapshot = snapshot
        self._stored = stored
        self._count = count
        self._shards = 0

    def mark(self) -> bytes:
        """Return the commit that is shown now."""
        return msgspec.msgpack.encode(mark_of(self._snapshot.state, 0))

    def changes(self, mark: bytes) -> CopyChanges | None:
        """Return what has changed since a mark; None if that is not known."""
        known, state = read_mark(mark), self._snapshot.state
        if known is None or known.identity != state.identity or known.generation > state.generation:
            return None
        gone: dict[str, None] = {}
        try:
            for hit in changes_since(self._snapshot, self._search, known, "gone"):
                if "gone" in hit.get("fields", {}):
                    gone |= dict.fromkeys(read_ids(binary_column(hit, "gone")))
        except (ValueError, ZstdError, msgspec.MsgspecError):
            return None
        written: list[str] = []
        if known.generation < state.generation:
            written = [column(hit, "id") for hit in self._stored.fields("article", committed_since(known), ())]
        return CopyChanges(written, list(gone), self._count())

    def marks(self, ids: Iterable[str]) -> Iterator[CopyMarks]:
        """Yield what is stored of some articles."""
        for some in chunks(ids, _KEYS):
            yield from self._stored.copy_marks(id_query(some))

    def equal_texts(self, keys: Iterable[int]) -> Iterator[CopyMarks]:
        """Yield all articles whose texts have some keys."""
        for some in chunks(keys, _KEYS):
            yield from self._stored.copy_marks({"terms": {"copy_key": list(map(signed, some))}})

    def equal_quotes(self, keys: Iterable[int]) -> Iterator[QuoteMark]:
        """Yield all quotes that have some keys."""
        for some in chunks(keys, _KEYS):
            query = {"terms": {"copy_key": list(map(signed, some))}}
            yield from map(_quote_mark, self._stored.fields("quote", query, _QUOTE_FIELDS))

    def seldom(self, hashes: Hashes, most: int, *, quotes: bool) -> Hashes:
        """Return which hashes at most some different texts, or quotes, have."""
        field = "quote_runs" if quotes else "runs"
        articles = np.zeros(len(hashes), np.int64)
        for first in range(0, len(hashes), _HASHES):
            some = run_terms(hashes[first : first + _HASHES])
            for shard in range(self._number_of_shards()):
                known = self._frequencies(field, some, shard)
                articles[first : first + len(some)] += [known.get(term, 0) for term in some]
        is_seldom = articles <= most
        doubtful = np.flatnonzero(~is_seldom & (articles <= _PRINTED * most))
        for at in chunks(doubtful.tolist(), _COUNTED):
            numbers = self._different(field, run_terms(hashes[at]), "quote" if quotes else "article")
            is_seldom[at] = np.array(numbers) <= most
        return hashes[is_seldom]

    def like_texts(self, sketches: Sequence[Hashes]) -> Iterator[CopyMarks]:
        """Yield the articles that share two hashes or more with any of some sketches."""
        queries: list[Body] = []
        for sketch in sketches:
            pieces = [run_terms(sketch[at : at + _CLAUSES]) for at in range(0, len(sketch), _CLAUSES)]
            queries += [_shared("runs", piece, 2 if len(pieces) == 1 else 1) for piece in pieces]
        return map(copy_mark, self._different_hits("article", queries, MARK_FIELDS))

    def like_quotes(self, sketches: Sequence[Hashes]) -> Iterator[QuoteMark]:
        """Yield the quotes that share two hashes with any of some sketches, or one where either is short."""
        queries = [_like_any(some) for some in chunks((one for one in sketches if len(one)), _QUOTES)]
        return map(_quote_mark, self._different_hits("quote", queries, _QUOTE_FIELDS))

    def _different_hits(self, kind: Kind, queries: Sequence[Body], fields: Sequence[str]) -> Iterator[Body]:
        """Yield what queries find, of equal texts the first."""
        order: list[Body] = [{"id": "asc"}, *([{"number": "asc"}] if kind == "quote" else [])]
        rest: Body = {"size": _MOST, "sort": order, "collapse": {"field": "copy_key"}, "track_total_hits": False}
        for some in chunks(queries, _SEARCHES):
            bodies = [
                {**rest, "query": self._snapshot.wrapped(kind, query), **columns("id", *fields)} for query in some
            ]
            answers = self._snapshot.search_all(bodies, lambda: None, _SECONDS)
            for query, answer in zip(some, answers, strict=True):
                hits: list[Body] = answer["hits"]["hits"]
                yield from hits if len(hits) < _MOST else self._stored.fields(kind, query, fields)

    def _frequencies(self, field: str, some: list[str], shard: int) -> dict[str, int]:
        """Return in how many documents of a shard each of some terms is: with those that no longer count."""
        body = {
            "doc": {field: some},
            "fields": [field],
            **dict.fromkeys(("offsets", "positions", "payloads", "field_statistics"), False),
            "term_statistics": True,
        }
        params = {"preference": f"_shards:{shard}", "filter_path": f"term_vectors.{field}.terms.*.doc_freq"}
        answer = self._index.cluster.ask("POST", f"/{self._index.state.index}/_termvectors", body, params)
        found: dict[str, dict[str, int]] = answer.get("term_vectors", {}).get(field, {}).get("terms", {})
        return {term: one["doc_freq"] for term, one in found.items()}

    def _different(self, field: str, some: list[str], kind: Kind) -> list[int]:
        """Count the different texts that have each of some terms."""
        keys: Body = {"keys": {"cardinality": {"field": "copy_key", "precision_threshold": 1000}}}
        filters: Body = {term: {"term": {field: term}} for term in some}
        answer = self._search(
            {
                "size": 0,
                "track_total_hits": False,
                "query": self._snapshot.wrapped(kind, terms(field, some)),
                "aggs": {"runs": {"filters": {"filters": filters}, "aggs": keys}},
            }
        )
        buckets: Body = answer["aggregations"]["runs"]["buckets"]
        return [int(buckets[term]["keys"]["value"]) for term in some]

    def _number_of_shards(self) -> int:
        if not self._shards:
            name = self._index.state.index
            found = self._index.cluster.ask("GET", f"/{name}/_settings/index.number_of_shards")
            self._shards = int(found[name]["settings"]["index"]["number_of_shards"])
        return self._shards

    def _search(self, body: Body) -> Body:
        return self._snapshot.search(body, lambda: None, _SECONDS)


def _shared(field: str, some: Sequence[str], least: int) -> Body:
    """Return a query for documents that have at least so many of some terms."""
    return {"bool": {"should": [{"term": {field: term}} for term in some], "minimum_should_match": least}}


def _like_any(sketches: Iterable[Hashes]) -> Body:
    """Return a query for quotes that may be like some others."""
    clauses: list[Body] = []
    single: dict[str, None] = {}
    for one in sketches:
        if len(one) > FEW:
            clauses.append(_shared("quote_runs", run_terms(one), 2))
            single |= dict.fromkeys(few_terms(one))
        else:
            single |= dict.fromkeys(run_terms(one))
    if single:
        clauses.append(terms("quote_runs", list(single)))
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def _quote_mark(hit: Body) -> QuoteMark:
    return QuoteMark(
        column(hit, "id"),
        int(column(hit, "number")),
        int(column(hit, "copy_key")) & (1 << 64) - 1,
        read_sums(binary_column(hit, "marks")),
        int(optional_column(hit, "stamp") or NO_STAMP),
        outlet_of(hit),
    )
