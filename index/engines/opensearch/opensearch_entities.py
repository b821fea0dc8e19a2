"""All entities of the index, a part of the articles at a time."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from ...model import EntityCount
from .opensearch_schema import PARTS, SEPARATOR
from .opensearch_snapshot import Body, Snapshot

_ARTICLES = 2000
"""Articles of one request; each has about thirty terms, most of which others have, too."""
_MOST = 60_000
"""Terms of one answer; clusters allow 65,535."""
_PAGE = 10_000


def all_entities(snapshot: Snapshot, search: Callable[[Body], Body], articles: int) -> list[EntityCount]:
    """Return every entity as indexed, with the articles that name it, its mentions and aliases.

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
    mentions: Counter[str] = Counter()
    aliases: dict[str, list[str]] = {}
    names: list[str] = []
    for term, number in numbers.items():
        entity, _, rest = term.rpartition(SEPARATOR)
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


def _terms(query: Body, search: Callable[[Body], Body]) -> dict[str, int]:
    """Return the terms of the field `info` in the articles that a query finds, with their numbers of articles."""
    terms: Body = {"terms": {"field": "info", "size": _MOST, "shard_size": _MOST}}
    answer = search({"size": 0, "track_total_hits": False, "query": query, "aggs": {"terms": terms}})
    found = answer["aggregations"]["terms"]
    if not found["sum_other_doc_count"]:
        return {str(one["key"]): int(one["doc_count"]) for one in found["buckets"]}
    return dict(_pages(query, search))


def _pages(query: Body, search: Callable[[Body], Body]) -> Iterator[tuple[str, int]]:
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
