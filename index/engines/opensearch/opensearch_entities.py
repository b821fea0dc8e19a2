"""All entities of the index, read term by term."""

from collections.abc import Callable, Iterator
from typing import Any

from ...model import EntityCount
from .opensearch_schema import SEPARATOR
from .opensearch_snapshot import Body, Snapshot

_PAGE = 10_000
"""Terms of one answer."""


def all_entities(snapshot: Snapshot, search: Callable[[Body], Body]) -> list[EntityCount]:
    """Return every entity as indexed, with the articles that name it, its mentions and aliases."""
    found: list[EntityCount] = []
    articles = mentions = 0
    aliases: list[str] = []
    current = ""

    def finished() -> None:
        if current:
            kind, name = current.split(SEPARATOR, 1)
            found.append(EntityCount(name, kind, articles, mentions, tuple(aliases)))  # pyright: ignore[reportArgumentType] - a type

    for term, number in _terms(snapshot, search):
        kind, name, *rest = term.split(SEPARATOR, 2)
        if not rest:
            finished()
            current, articles, mentions, aliases = f"{kind}{SEPARATOR}{name}", number, 0, []
        elif rest[0][0] == "0":
            aliases.append(rest[0][1:])
        else:
            mentions += number << int(rest[0][1:])
    finished()
    return found


def _terms(snapshot: Snapshot, search: Callable[[Body], Body]) -> Iterator[tuple[str, int]]:
    """Yield the terms of the field `info` in order, with their numbers of articles."""
    after: Any = None
    while True:
        pairs: Body = {"size": _PAGE, "sources": [{"term": {"terms": {"field": "info"}}}]}
        if after is not None:
            pairs["after"] = after
        body: Body = {"size": 0, "track_total_hits": False, "aggs": {"terms": {"composite": pairs}}}
        # Without a query the cluster walks the terms instead of the articles; only articles have the field.
        body["query"] = {"match_all": {}} if snapshot.is_whole else snapshot.wrapped("article", None)
        answer = search(body)["aggregations"]["terms"]
        for bucket in answer["buckets"]:
            yield str(bucket["key"]["term"]), int(bucket["doc_count"])
        after = answer.get("after_key")
        if after is None or len(answer["buckets"]) < _PAGE:
            return
