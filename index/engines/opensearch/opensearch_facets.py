"""Facets: exact counts of entities and outlets, also of those that are merged.

The cluster names the most frequent names as indexed; what they add up to under merges is counted by a second request,
because an article that names an entity in several ways counts once.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from ...model import ENTITY_TYPES, EntityCount, EntityType
from ..entity_merges import EntityId
from .opensearch_merges import MergedNames
from .opensearch_schema import LOW_BITS, MAX_TERMS, MOST_BITS, SEPARATOR, bit_term, entity_term
from .opensearch_snapshot import Body
from .opensearch_tree import terms

_MOST_OUTLETS = 20_000
_WIDER = 8
"""Factor by which more names are asked for if the first ones do not decide."""
_LARGEST = 60_000
"""Names of one type in one answer; clusters allow 65,535."""
_GROUPS = 400
"""Merged entities that are counted by one request."""


class _Names(NamedTuple):
    """The most frequent names as indexed."""

    counts: dict[EntityId, int]
    unseen: dict[EntityType, int]
    """The most articles that a name can have that is not among them."""


def facet_aggs(size: int) -> dict[str, Body]:
    """Return what every search counts for its facets: `size` names of each type, and outlets."""
    names = {
        f"names_{kind}": {"terms": {"field": f"count_{kind}", "size": size, "shard_size": 2 * size + 200}}
        for kind in ENTITY_TYPES
    }
    return {**names, "outlets": {"terms": {"field": "outlet_key", "size": _MOST_OUTLETS}}}


def facet_size(limit: int) -> int:
    """Return how many names of a type to ask for, to show `limit`: some are merged, and some even."""
    return min(_LARGEST, 3 * limit + 150)


def read_outlets(found: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Return the outlets of an answer, most first, ties by name."""
    counts = [(str(one["key"]).split(SEPARATOR, 1)[1], int(one["doc_count"])) for one in found["outlets"]["buckets"]]
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))


def _names(found: Mapping[str, Any]) -> _Names:
    counts: dict[EntityId, int] = {}
    unseen: dict[EntityType, int] = {}
    for kind in ENTITY_TYPES:
        answer = found[f"names_{kind}"]
        buckets = answer["buckets"]
        counts |= {(kind, str(one["key"])): int(one["doc_count"]) for one in buckets}
        error = int(answer.get("doc_count_error_upper_bound", 0))
        unseen[kind] = int(buckets[-1]["doc_count"]) + error if buckets and answer["sum_other_doc_count"] else 0
    return _Names(counts, unseen)


class FacetCounter:
    """Counts the entities of one query."""

    def __init__(
        self,
        merges: MergedNames,
        first: Mapping[str, Any],
        ask: Callable[[dict[str, Body]], Body],
        field: str,
        high_bits: Callable[[], Sequence[str] | None],
    ) -> None:
        """Take what is known and how to count more.

        Args:
            merges: How names are merged.
            first: The answer to `facet_aggs`.
            ask: Counts over the same articles or quotes.
            field: Has the bits of their numbers of mentions.
            high_bits: Returns all terms of high bits in the index, which are few; None if they are many.
        """
        self._merges = merges
        self._first = first
        self._ask = ask
        self._field = field
        self._high_bits = high_bits
        self._counts: dict[EntityId, int] = {}

    def top(self, types: Sequence[EntityType], limit: int) -> list[EntityCount]:
        """Return the most frequent entities of each type, without aliases, in any order."""
        if limit <= 0 or not types:
            return []
        found, size = _names(self._first), facet_size(limit)
        while True:
            counts = self._exact(self._candidates(found, types, limit))
            chosen = [one for kind in dict.fromkeys(types) for one in _best(counts, kind, limit)]
            if self._is_decided(found, chosen, types, limit) or size >= _LARGEST:
                return self._counted(chosen, counts)
            size = min(_LARGEST, size * _WIDER)
            found = _names(self._ask(facet_aggs(size)))

    def among(self, ids: Collection[EntityId]) -> list[EntityCount]:
        """Return the counts of some entities, without aliases and without those that are in no article."""
        counts = self._exact([one for one in ids if self._merges.members(one)])
        return self._counted([one for one, number in counts.items() if number], counts)

    def _candidates(self, found: _Names, types: Sequence[EntityType], limit: int) -> list[EntityId]:
        """Return the entities that may be among the first: as many as the names allow, and some more."""
        most: dict[EntityId, int] = {}
        for id, number in found.counts.items():
            target = self._merges.target(id)
            if target is not None and target[0] in types:
                most[target] = most.get(target, 0) + number
        singles = {one: n for one, n in most.items() if not self._merges.variants.get(one)}
        least = {kind: _last(singles, kind, limit) for kind in types}
        for target, members in self._merges.variants.items():
            if target[0] in types:
                most[target] = sum(found.counts.get(one, found.unseen[one[0]]) for one in members)
        # What the shards left out of their first names may be missing from a count.
        return [
            one
            for one, number in most.items()
            if number and number + len(self._merges.members(one)) * found.unseen[one[0]] >= least[one[0]]
        ]

    def _is_decided(self, found: _Names, chosen: list[EntityId], types: Sequence[EntityType], limit: int) -> bool:
        """Return whether no name that was not seen can be among the first; merged names are all counted."""
        for kind in types:
            mine = [self._counts[one] for one in chosen if one[0] == kind]
            if found.unseen[kind] and (len(mine) < limit or min(mine) <= found.unseen[kind]):
                return False
        return True

    def _exact(self, ids: Sequence[EntityId]) -> dict[EntityId, int]:
        """Count the articles, or quotes, of entities as they are merged."""
        plain: dict[EntityType, list[str]] = {}
        groups: list[EntityId] = []
        for one in ids:
            if self._merges.members(one) == [one]:
                plain.setdefault(one[0], []).append(one[1])
            else:
                groups.append(one)
        counts = dict.fromkeys(ids, 0)
        aggs: dict[str, Body] = {}
        for kind, names in plain.items():
            for start in range(0, len(names), _LARGEST):
                some = names[start : start + _LARGEST]
                aggs[f"{kind}:{start}"] = {
                    "terms": {"field": f"count_{kind}", "include": some, "size": len(some), "shard_size": len(some)}
                }
        for start in range(0, max(1, len(groups)), _GROUPS):
            some = groups[start : start + _GROUPS]
            if some:
                aggs["groups"] = {"filters": {"filters": {str(i): self._any(one) for i, one in enumerate(some)}}}
            if not aggs:
                break
            found = self._ask(aggs)
            for name, answer in found.items():
                if name != "groups":
                    kind: Any = name.partition(":")[0]
                    counts |= {(kind, str(one["key"])): int(one["doc_count"]) for one in answer["buckets"]}
            for i, one in enumerate(some):
                counts[one] = int(found["groups"]["buckets"][str(i)]["doc_count"])
            aggs = {}
        self._counts = counts
        return counts

    def _any(self, target: EntityId) -> Body:
        """Return a query for what mentions any of the entities that count as a target."""
        names: dict[str, list[str]] = {}
        for kind, name in self._merges.members(target):
            names.setdefault(f"count_{kind}", []).append(name)
        should = [terms(field, some) for field, some in names.items()]
        return should[0] if len(should) == 1 else {"bool": {"should": should, "minimum_should_match": 1}}

    def _counted(self, chosen: Sequence[EntityId], counts: Mapping[EntityId, int]) -> list[EntityCount]:
        owners = {entity_term(*member): one for one in chosen for member in self._merges.members(one)}
        mentions = dict.fromkeys(chosen, 0)
        high = self._high_bits() if chosen else ()
        bits = LOW_BITS if high is not None else MOST_BITS
        wanted = [bit_term(key, bit) for key in owners for bit in range(bits)]
        wanted += [term for term in high or () if term.rpartition(f"{SEPARATOR}1")[0] in owners]
        for start in range(0, len(wanted), MAX_TERMS):
            some = wanted[start : start + MAX_TERMS]
            # A term takes the cluster longer to look up than to count.
            found = self._ask(
                {"bits": {"terms": {"field": self._field, "include": some, "size": len(some), "shard_size": len(some)}}}
            )
            for bucket in found["bits"]["buckets"]:
                key, _, bit = str(bucket["key"]).rpartition(f"{SEPARATOR}1")
                mentions[owners[key]] += int(bucket["doc_count"]) << int(bit)
        return [EntityCount(one[1], one[0], counts[one], mentions[one]) for one in chosen]


def _best(counts: Mapping[EntityId, int], kind: EntityType, limit: int) -> list[EntityId]:
    mine = [one for one, number in counts.items() if number and one[0] == kind]
    return sorted(mine, key=lambda one: (-counts[one], one[1]))[:limit]


def _last(counts: Mapping[EntityId, int], kind: EntityType, limit: int) -> int:
    """Return the count of the last of the first `limit`; 0 if there are fewer."""
    mine = sorted((number for one, number in counts.items() if one[0] == kind), reverse=True)
    return mine[limit - 1] if len(mine) >= limit else 0
