"""Words of the index: completion, spelling and patterns, with exact numbers of articles or quotes."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, takewhile
from typing import TypeVar

from ...query import tree as t
from ...query.terms import accepts
from .opensearch_schema import LONGEST_COMPLETED, column, columns, cut_word
from .opensearch_snapshot import Body, Kind
from .opensearch_tree import unscored

K = TypeVar("K")
V = TypeVar("V")

_MOST_WORDS = 50_000
_LISTED = 2000
"""Words of one list, at most; of a beginning that more words have, nothing is known."""
_LISTS = 200
"""Beginnings whose words are kept."""
_COUNTED = 50
"""Words that are counted one by one; the words of a longer list are counted in all articles that have any of them."""
_COUNTS = 20_000
"""Numbers of articles that are kept."""
_SUGGESTED = 1000
"""Words near another that are asked for."""

Search = Callable[[Body | None, Body, Kind], Body]
"""Searches documents of a kind: query and the rest of the body."""
Count = Callable[[Sequence[str]], Mapping[str, int]]
"""Counts the articles that have each of some words, by one request."""


class PrefixWords:
    """Words with a beginning, in one commit; those that have a longer one are not asked for again."""

    def __init__(self, search: Search, count: Count) -> None:
        self._search = search
        self._count = count
        self._lists: dict[str, list[str]] = {}
        """All words with a beginning, sorted."""
        self._counts: dict[str, int] = {}
        """Number of articles that have a word."""
        self._most: dict[tuple[str, int], list[tuple[str, int]]] = {}

    def most(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return words of titles and texts with a prefix; see `base.Engine.words`."""
        if limit <= 0:
            return []
        listed = self._known(prefix)
        if listed is None and prefix:
            self.with_any((prefix,), _LISTED)
            listed = self._known(prefix)
        if listed is not None:
            counts = {word: self._counts.get(word) for word in listed}
            unknown = [word for word, number in counts.items() if number is None]
            if len(unknown) <= _COUNTED:
                counts.update(self._count(unknown))
                counted = [(word, number) for word, number in counts.items() if number]
                return sorted(counted, key=lambda one: (-one[1], one[0]))[:limit]
        key = (prefix, limit)
        if key not in self._most:
            _keep(self._most, key, self._ask(prefix, limit), _LISTS)
        return self._most[key]

    def with_any(self, prefixes: Sequence[str], limit: int) -> list[str]:
        """Return words of titles and texts with any of some prefixes; see `base.Engine.candidates`."""
        found: dict[str, None] = {}
        missing: list[str] = []
        for prefix in dict.fromkeys(prefixes):
            known = self._known(prefix)
            if known is None:
                missing.append(prefix)
            else:
                found.update(dict.fromkeys(known))
        if missing and limit > 0:
            size = max(limit, _LISTED)
            starts = [{"prefix": {"word": {"value": prefix}}} for prefix in missing]
            body: Body = {"size": size, "sort": [{"number": "desc"}, {"word": "asc"}], "track_total_hits": False}
            query = {"bool": {"should": starts, "minimum_should_match": 1}}
            hits = self._search(query, body | columns("word"), "word")["hits"]["hits"]
            words = [column(hit, "word") for hit in hits]
            found.update(dict.fromkeys(words))
            if len(words) < size:
                for prefix in missing:
                    listed = sorted(word for word in words if word.startswith(prefix))
                    _keep(self._lists, prefix, listed, _LISTS)
        return list(found)

    def count(self, word: str) -> int | None:
        """Return how many articles have a word in title or text; None if it is not known without asking."""
        number = self._counts.get(word)
        if number is None and len(word) <= LONGEST_COMPLETED:
            listed = self._containing(word)
            if listed is not None:
                at = bisect_left(listed, word)
                return None if at < len(listed) and listed[at] == word else 0
        return number

    def keep_counts(self, counts: Mapping[str, int]) -> None:
        """Take numbers of articles that were counted."""
        for word, number in counts.items():
            _keep(self._counts, word, number, _COUNTS)

    def _containing(self, prefix: str) -> list[str] | None:
        """Return a list that has all words with a prefix, and maybe more."""
        return next(
            (found for n in range(len(prefix), -1, -1) if (found := self._lists.get(prefix[:n])) is not None), None
        )

    def _known(self, prefix: str) -> list[str] | None:
        """Return all words with a prefix, if a list has them."""
        listed = self._containing(prefix)
        if listed is None:
            return None
        first = bisect_left(listed, prefix)
        return list(takewhile(lambda word: word.startswith(prefix), islice(listed, first, None)))

    def _ask(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Count all words with a prefix in the articles that have any; return those in most articles."""
        words: Body = {"field": "vocabulary", "size": limit, "shard_size": 20 * limit + 1000}
        query: Body | None = None
        if prefix:
            words["include"] = re.sub(r"([^\w])", r"\\\1", prefix) + ".*"
            query = unscored({"prefix": {"vocabulary": {"value": prefix}}})
        answer = self._search(
            query, {"size": 0, "track_total_hits": False, "aggs": {"words": {"terms": words}}}, "article"
        )
        return [(str(one["key"]), int(one["doc_count"])) for one in answer["aggregations"]["words"]["buckets"]]


def _keep(kept: dict[K, V], key: K, value: V, most: int) -> None:
    """Add an item; beyond `most` items the oldest is dropped."""
    kept[key] = value
    if len(kept) > most:
        del kept[next(iter(kept))]


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
