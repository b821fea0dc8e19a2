"""Words of the index: completion, spelling and patterns, with exact numbers of articles or quotes."""

import re
from collections.abc import Callable, Sequence

from ...query import tree as t
from ...query.terms import accepts
from .opensearch_schema import cut_word
from .opensearch_snapshot import Body, Kind
from .opensearch_tree import unscored

_MOST_WORDS = 50_000
_SUGGESTED = 1000
"""Words near another that are asked for."""

Search = Callable[[Body | None, Body, Kind], Body]
"""Searches documents of a kind: query and the rest of the body."""


def words_with(search: Search, prefix: str, limit: int) -> list[tuple[str, int]]:
    """Return words of titles and texts with a prefix; see `base.Engine.words`."""
    return _listed(search, (prefix,), limit, 20 * limit + 1000)


def words_with_any(search: Search, prefixes: Sequence[str], limit: int) -> list[str]:
    """Return words of titles and texts with any of some prefixes; see `base.Engine.candidates`."""
    size = min(limit * len(prefixes), _MOST_WORDS)
    return [word for word, _ in _listed(search, prefixes, size, size)]


def _listed(search: Search, prefixes: Sequence[str], limit: int, shard_limit: int) -> list[tuple[str, int]]:
    """Return words with any of some prefixes, with their number of articles, most first, then by spelling."""
    if limit <= 0:
        return []
    words: Body = {"field": "vocabulary", "size": limit, "shard_size": shard_limit}
    query: Body | None = None
    if all(prefixes):
        starts = [re.sub(r"([^\w])", r"\\\1", prefix) for prefix in prefixes]
        words["include"] = f"({'|'.join(starts)}).*"
        found = [{"prefix": {field: {"value": cut_word(prefix)}}} for prefix in prefixes for field in ("title", "text")]
        query = unscored({"bool": {"should": found, "minimum_should_match": 1}})
    answer = search(query, {"size": 0, "aggs": {"words": {"terms": words}}}, "article")
    return [(str(one["key"]), int(one["doc_count"])) for one in answer["aggregations"]["words"]["buckets"]]


def words_matching(search: Search, pattern: t.Wildcard) -> list[str]:
    """Return all words of titles and texts that match a pattern."""
    start = re.split(r"[*?]", pattern.pattern, maxsplit=1)[0]
    words: Body = {"field": "vocabulary", "size": _MOST_WORDS, "include": re.sub(r"([^\w])", r"\\\1", start) + ".*"}
    answer = search(None, {"size": 0, "aggs": {"words": {"terms": words}}}, "article")
    accepted = accepts(pattern)
    return [word for one in answer["aggregations"]["words"]["buckets"] if accepted(word := str(one["key"]))]


def words_near(search: Search, field: str, word: str, distance: int, limit: int) -> list[tuple[str, int]]:
    """Return words near another; see `base.Engine.similar`."""
    fields = ("title", "text") if field == "" else (field,)
    kind: Kind = "quote" if field == "quote" else "article"
    options: Body = {
        "suggest_mode": "always",
        "max_edits": distance,
        "prefix_length": 0,
        "min_word_length": 1,
        "size": _SUGGESTED,
        "shard_size": _SUGGESTED,
        "max_inspections": 100,
        "accuracy": 0.0,
        "max_term_freq": 1_000_000_000,
        "sort": "frequency",
    }
    suggest: Body = {name: {"text": cut_word(word), "term": {"field": name, **options}} for name in fields}
    answer = search(None, {"size": 0, "suggest": suggest}, kind)
    rough: dict[str, int] = {cut_word(word): 10**12}
    for name in fields:
        for entry in answer["suggest"][name]:
            for option in entry["options"]:
                rough[str(option["text"])] = rough.get(str(option["text"]), 0) + int(option["freq"])
    accepted = accepts(t.Fuzzy(field, word, distance))
    # Frequencies include deleted documents, and articles with the word in both fields twice.
    best = sorted(filter(accepted, rough), key=lambda one: (-rough[one], one))[: 2 * limit + 1]
    filters: Body = {
        one: {"bool": {"should": [{"term": {name: {"value": one}}} for name in fields], "minimum_should_match": 1}}
        for one in best
    }
    if not filters:
        return []
    counts = search(None, {"size": 0, "aggs": {"words": {"filters": {"filters": filters}}}}, kind)
    buckets: Body = counts["aggregations"]["words"]["buckets"]
    found = [(one, int(buckets[one]["doc_count"])) for one in best]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:limit]
