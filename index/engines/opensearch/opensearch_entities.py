"""All names of the index, from the terms of its articles, or from what commits have changed of them.

Reading all terms back takes a request for each 2,000 articles, so that a commit also writes how it changes them.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import msgspec

from ...model import EntityCount, EntityType
from ..entity_merges import EntityId
from ..known_names import NameChange, NameSink
from ..packed.zstd import ZstdCompressor, ZstdError, decompress
from .opensearch_changes import Mark, Search, changes_since, mark_of, read_mark
from .opensearch_schema import PARTS, SEPARATOR, binary_column
from .opensearch_snapshot import Body, Snapshot

_ARTICLES = 2000
"""Articles of one request; each has about thirty terms, most of which others have, too."""
_MOST = 60_000
"""Terms of one answer; clusters allow 65,535."""
_PAGE = 10_000
_TOGETHER = 200_000
"""Terms that are added up before they are told: most of a part of the articles are in the next one, too."""
_LEVEL = 3
"""Of compression."""
ARTICLES = ""
"""The term that stands for the number of articles."""
CHANGES_KEPT = 500
"""Commits whose changes are kept; a table that is older is read from the index."""


class NameUpdate:
    """Tells a table which names have changed up to the commit that a snapshot shows."""

    def __init__(self, snapshot: Snapshot, search: Search, sink: NameSink) -> None:
        """Take what it reads, and whom it tells.

        Args:
            snapshot: The commit.
            search: Asks it.
            sink: The table.
        """
        self._snapshot = snapshot
        self._search = search
        self._sink = sink
        self._terms: Counter[str] = Counter()
        """What was not told yet."""
        self._articles = 0

    def run(self, mark: bytes, articles: int) -> bytes:
        """Bring the table up to date; see `base.Engine.update_names`.

        Args:
            mark: What this returned last; a table that is newer than the snapshot stays as it is.
            articles: The number of articles of the index.

        Raises:
            ValueError: changes are missing; the table has to be made again.
        """
        state = self._snapshot.state
        known = read_mark(mark)
        if known is not None and known.identity == state.identity:
            if known.generation > state.generation:
                return mark
            self._articles = known.articles
            if not self._add_changes(known) or self._articles != articles:
                raise ValueError("changes of commits are missing")
        else:
            self._sink.clear()
            # All changes since the index was empty may be there.
            complete = state.generation <= CHANGES_KEPT and self._add_changes(Mark())
            if not complete or self._articles != articles:
                self._sink.clear()
                self._read_all(articles)
        if self._snapshot.state != state:  # a node died, and all was asked of another commit since
            raise ValueError("the index has changed")
        return msgspec.msgpack.encode(mark_of(state, articles))

    def _add_changes(self, known: Mark) -> bool:
        """Tell what commits have changed; return whether the changes of all are there."""
        try:
            for hit in changes_since(self._snapshot, self._search, known, "record"):
                self._add(read_changes(binary_column(hit, "record")))
        except (ValueError, ZstdError, msgspec.MsgspecError):
            return False
        self._tell()
        return True

    def _read_all(self, articles: int) -> None:
        for terms in all_terms(self._snapshot, self._search, articles):
            self._add(terms)
        self._tell()

    def _add(self, terms: Mapping[str, int]) -> None:
        self._terms.update(terms)
        if len(self._terms) > _TOGETHER:
            self._tell()

    def _tell(self) -> None:
        """Tell what was added up."""
        self._articles += self._terms.pop(ARTICLES, 0)
        changes: dict[EntityId, NameChange] = {}
        for term, number in self._terms.items():
            kind, name, *rest = term.split(SEPARATOR, 2)
            if number and (not rest or rest[0][0] == "0"):
                change = changes.setdefault((cast("EntityType", kind), name), NameChange(0, {}))
                if rest:
                    change.aliases[rest[0][1:]] = number
                else:
                    change.articles = number
        self._terms.clear()
        self._sink.add(changes)


def written_changes(changes: Mapping[str, int]) -> str:
    """Return the changes of a commit as they are written, in base64."""
    data = msgspec.msgpack.encode({term: number for term, number in changes.items() if number})
    return b64encode(ZstdCompressor(_LEVEL).compress(data, ZstdCompressor.FLUSH_FRAME)).decode()


def read_changes(stored: bytes) -> dict[str, int]:
    """Return what `written_changes` made."""
    return msgspec.msgpack.decode(decompress(stored), type=dict[str, int])


def all_terms(snapshot: Snapshot, search: Search, articles: int) -> Iterator[Mapping[str, int]]:
    """Yield all terms of the field `info`, a part of the articles at a time, with the numbers of articles of the part.

    Args:
        snapshot: The commit.
        search: Asks it.
        articles: Their number, which decides how many are asked about at a time.
    """
    step = max(1, PARTS * _ARTICLES // max(1, articles))
    for first in range(0, PARTS, step):
        within: Body = {"range": {"part": {"gte": first, "lt": first + step}}}
        yield _terms(snapshot.wrapped("article", {"bool": {"filter": [within]}}), search)


def all_entities(snapshot: Snapshot, search: Search, articles: int) -> list[EntityCount]:
    """Return every entity as indexed, in any order; see `all_terms`."""
    numbers: Counter[str] = Counter()
    for terms in all_terms(snapshot, search, articles):
        numbers.update(terms)
    return entities_of(numbers)


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
