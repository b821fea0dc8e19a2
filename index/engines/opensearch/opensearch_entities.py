"""All entities of the index: a table of terms beside the index folder, brought up to date from what commits changed.

Reading all terms back takes a request for each 2,000 articles, so that a commit also writes how it changes them.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ...files import read_checked, write_checked
from ...model import EntityCount
from ..packed.zstd import ZstdCompressor, ZstdError, decompress
from .opensearch_schema import PARTS, SEPARATOR, binary_column, columns
from .opensearch_snapshot import Body, Snapshot

_FILE = "entities.msgpack"
_ARTICLES = 2000
"""Articles of one request; each has about thirty terms, most of which others have, too."""
_MOST = 60_000
"""Terms of one answer; clusters allow 65,535."""
_PAGE = 10_000
_CHANGES = 50
"""Changes of commits that are fetched at once."""
_LARGE = 100_000_000
"""Bytes of a table that is read only when it is needed: it takes some ten times as much memory."""
_LEVEL = 3
"""Of compression."""
ARTICLES = ""
"""The term that stands for the number of articles."""
CHANGES_KEPT = 500
"""Commits whose changes are kept; a table that is older is read from the index."""

Search = Callable[[Body], Body]


class _Table(Struct, frozen=True):
    """The terms of one commit."""

    identity: str
    generation: int
    next: int
    open: tuple[str, ...]
    terms: dict[str, int]
    """Number of articles by term of the field `info`, without those that are in none."""


class EntityTable:
    """Reads all entities of the commit that a snapshot shows."""

    def __init__(self, folder: Path, snapshot: Snapshot, search: Search) -> None:
        """Take what it reads.

        Args:
            folder: Keeps the table for the next process; one that cannot be written to is tolerated.
            snapshot: The commit.
            search: Asks it.
        """
        self._path = folder / _FILE
        self._snapshot = snapshot
        self._search = search

    def entities(self, articles: int) -> list[EntityCount]:
        """Return every entity as indexed, in any order; `articles` is the number of articles of the index."""
        state = self._snapshot.state
        kept = self._kept()
        terms: dict[str, int] | None = None
        if kept is not None and kept.identity == state.identity:
            terms = kept.terms if kept.generation == state.generation else self._changed(kept)
        elif state.generation <= CHANGES_KEPT:  # all changes since the index was empty are there
            kept = None
            terms = self._changed(_Table(state.identity, 0, 0, (), {}))
        if terms is None or terms.get(ARTICLES, 0) != articles:
            terms, kept = {**all_terms(self._snapshot, self._search, articles), ARTICLES: articles}, None
        if kept is None or kept.generation != state.generation:
            table = _Table(state.identity, state.generation, state.next, tuple(state.open), terms)
            with suppress(OSError):
                write_checked(self._path, msgspec.msgpack.encode(table))
        return entities_of(terms)

    def kept_entities(self) -> list[EntityCount] | None:
        """Return every entity from the table, without a request; None if it is of another commit, or large."""
        with suppress(OSError):
            if self._path.stat().st_size <= _LARGE and (kept := self._kept()) is not None:
                state = self._snapshot.state
                if (kept.identity, kept.generation) == (state.identity, state.generation):
                    return entities_of(kept.terms)
        return None

    def _kept(self) -> _Table | None:
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            return msgspec.msgpack.decode(read_checked(self._path), type=_Table)
        return None

    def _changed(self, kept: _Table) -> dict[str, int] | None:
        """Return the terms of a table with all changes since; None if they are not all there."""
        since: list[Body] = [{"range": {"commit": {"gte": kept.next}}}]
        if kept.open:
            since.append({"terms": {"commit": [int(number) for number in kept.open]}})
        query = self._snapshot.wrapped("changes", {"bool": {"should": since, "minimum_should_match": 1}})
        terms, found, after = Counter(kept.terms), 0, None
        while True:
            body: Body = {"size": _CHANGES, "sort": [{"uid": "asc"}], "query": query, **columns("record")}
            if after is not None:
                body["search_after"] = after
            hits: list[Body] = self._search({**body, "track_total_hits": False})["hits"]["hits"]
            for hit in hits:
                try:
                    changes = read_changes(binary_column(hit, "record"))
                except (ValueError, ZstdError, msgspec.MsgspecError):
                    return None
                terms.update(changes)
            found += len(hits)
            if len(hits) < _CHANGES:
                break
            after = hits[-1]["sort"]
        # Commits of an older version wrote no changes, and old ones are deleted.
        if found != self._snapshot.state.generation - kept.generation or min(terms.values(), default=0) < 0:
            return None
        return {term: number for term, number in terms.items() if number}


def written_changes(changes: Mapping[str, int]) -> str:
    """Return the changes of a commit as they are written, in base64."""
    data = msgspec.msgpack.encode({term: number for term, number in changes.items() if number})
    return b64encode(ZstdCompressor(_LEVEL).compress(data, ZstdCompressor.FLUSH_FRAME)).decode()


def read_changes(stored: bytes) -> dict[str, int]:
    """Return what `written_changes` made."""
    return msgspec.msgpack.decode(decompress(stored), type=dict[str, int])


def all_terms(snapshot: Snapshot, search: Search, articles: int) -> Counter[str]:
    """Read all terms of the field `info` from the index, a part of the articles at a time.

    Args:
        snapshot: The commit.
        search: Asks it.
        articles: Their number, which decides how many are asked about at a time.
    """
    numbers: Counter[str] = Counter()
    step = max(1, PARTS * _ARTICLES // max(1, articles))
    for first in range(0, PARTS, step):
        within: Body = {"range": {"part": {"gte": first, "lt": first + step}}}
        query = snapshot.wrapped("article", {"bool": {"filter": [within]}})
        numbers.update(_terms(query, search))
    return numbers


def entities_of(numbers: Mapping[str, int]) -> list[EntityCount]:
    """Return the entities that terms describe, with the articles that name them, their mentions and aliases."""
    mentions: Counter[str] = Counter()
    aliases: dict[str, list[str]] = {}
    names: list[str] = []
    for term, number in numbers.items():
        entity, _, rest = term.rpartition(SEPARATOR)
        if not entity:
            continue
        if SEPARATOR not in entity:
            names.append(term)
        elif rest[0] == "0":
            aliases.setdefault(entity, []).append(rest[1:])
        else:
            mentions[entity] += number << int(rest[1:])
    found: list[EntityCount] = []
    for entity in names:
        kind: Any
        kind, name = entity.split(SEPARATOR, 1)
        found.append(EntityCount(name, kind, numbers[entity], mentions[entity], tuple(sorted(aliases.get(entity, ())))))
    return found


class TermChanges:
    """How a transaction changes the numbers of articles by term."""

    def __init__(self) -> None:
        self._changes: Counter[str] = Counter()
        self._written: dict[str, list[str]] = {}

    def write(self, base: str, info: list[str]) -> None:
        """Add an article by its terms."""
        self._written[base] = info
        self._add(info, 1)

    def unwrite(self, bases: Iterable[str]) -> None:
        """Take back articles that this transaction has written."""
        for base in bases:
            if (info := self._written.pop(base, None)) is not None:
                self._add(info, -1)

    def remove(self, info: Iterable[str]) -> None:
        """Subtract a committed article by its terms."""
        self._add(info, -1)

    def stored(self) -> str:
        """Return all changes as they are stored."""
        return written_changes(self._changes)

    def _add(self, info: Iterable[str], number: int) -> None:
        self._changes[ARTICLES] += number
        for term in info:
            self._changes[term] += number


def _terms(query: Body, search: Search) -> dict[str, int]:
    """Return the terms of the field `info` in the articles that a query finds, with their numbers of articles."""
    terms: Body = {"terms": {"field": "info", "size": _MOST, "shard_size": _MOST}}
    answer = search({"size": 0, "track_total_hits": False, "query": query, "aggs": {"terms": terms}})
    found = answer["aggregations"]["terms"]
    if not found["sum_other_doc_count"]:
        return {str(one["key"]): int(one["doc_count"]) for one in found["buckets"]}
    return dict(_pages(query, search))


def _pages(query: Body, search: Search) -> Iterator[tuple[str, int]]:
    """Yield the terms page by page: each page counts all of the articles again."""
    after: Any = None
    while True:
        pairs: Body = {"size": _PAGE, "sources": [{"term": {"terms": {"field": "info"}}}]}
        if after is not None:
            pairs["after"] = after
        body: Body = {"size": 0, "track_total_hits": False, "query": query, "aggs": {"terms": {"composite": pairs}}}
        answer = search(body)["aggregations"]["terms"]
        for bucket in answer["buckets"]:
            yield str(bucket["key"]["term"]), int(bucket["doc_count"])
        after = answer.get("after_key")
        if after is None or len(answer["buckets"]) < _PAGE:
            return
