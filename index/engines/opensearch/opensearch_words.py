"""Words of the index: completion, spelling and patterns, with exact numbers of articles or quotes."""

import re
from collections.abc import Callable, Sequence

from ...query import tree as t
from ...query.terms import accepts
from .opensearch_schema import LONGEST_COMPLETED, cut_word
from .opensearch_snapshot import Body, Kind
from .opensearch_tree import unscored

_MOST_WORDS = 50_000
_LISTS = 200
"""Beginnings whose words are kept."""
_SUGGESTED = 1000
"""Words near another that are asked for."""

Search = Callable[[Body | None, Body, Kind], Body]
"""Searches documents of a kind: query and the rest of the body."""


class PrefixWords:
    """Words with a beginning, in one commit; those that have a longer one are not asked for again."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._lists: dict[str, dict[str, int]] = {}
        """All words with a prefix, with their number of articles; only lists that are complete."""

    def most(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return words of titles and texts with a prefix; see `base.Engine.words`."""
        if limit <= 0:
            return []
        known = self._known(prefix)
        if known is not None:
            return sorted(known.items(), key=lambda one: (-one[1], one[0]))[:limit]
        return list(self._ask([prefix], limit, 20 * limit + 1000).items())

    def with_any(self, prefixes: Sequence[str], limit: int) -> list[str]:
        """Return words of titles and texts with any of some prefixes; see `base.Engine.candidates`."""
        if limit <= 0:
            return []
        found: dict[str, int] = {}
        missing: list[str] = []
        for prefix in dict.fromkeys(prefixes):
            known = self._known(prefix)
            if known is None:
                missing.append(prefix)
            else:
                found.update(known)
        if missing:
            found.update(self._ask(missing, min(limit, _MOST_WORDS), min(limit, _MOST_WORDS)))
        return list(found)

    def count(self, word: str) -> int | None:
        """Return how many articles have a word in title or text; None if it is not known without asking."""
        known = self._known(word) if len(word) <= LONGEST_COMPLETED else None
        return None if known is None else known.get(word, 0)

    def _known(self, prefix: str) -> dict[str, int] | None:
        """Return all words with a prefix, if a list has them."""
        for length in range(len(prefix), -1, -1):
            every = self._lists.get(prefix[:length])
            if every is not None:
                return {word: number for word, number in every.items() if word.startswith(prefix)}
        return None

    def _ask(self, prefixes: Sequence[str], limit: int, shard_limit: int) -> dict[str, int]:
        """Ask for words with any of some prefixes, for each those in most articles first, ties by spelling."""
        aggs: dict[str, Body] = {}
        for prefix in prefixes:
            words: Body = {"field": "vocabulary", "size": limit, "shard_size": shard_limit}
            if prefix:
                words["include"] = re.sub(r"([^\w])", r"\\\1", prefix) + ".*"
            aggs[f"words {prefix}"] = {"terms": words}
        query: Body | None = None
        if all(prefixes):
            starts = [
                {"prefix": {field: {"value": cut_word(prefix)}}} for prefix in prefixes for field in ("title", "text")
            ]
            query = unscored({"bool": {"should": starts, "minimum_should_match": 1}})
        answer = self._search(query, {"size": 0, "aggs": aggs}, "article")["aggregations"]
        found: dict[str, int] = {}
        for prefix in prefixes:
            told: Body = answer[f"words {prefix}"]
            words = {str(one["key"]): int(one["doc_count"]) for one in told["buckets"]}
            if not told["sum_other_doc_count"]:
                self._keep(prefix, words)
            found.update(words)
        return found

    def _keep(self, prefix: str, words: dict[str, int]) -> None:
        self._lists[prefix] = words
        if len(self._lists) > _LISTS:
            del self._lists[next(iter(self._lists))]


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
