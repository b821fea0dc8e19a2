"""What every search counts for its facets: the most frequent names of each type, and outlets."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...model import ENTITY_TYPES, EntityType
from ..entity_merges import EntityId
from .opensearch_merges import LARGEST
from .opensearch_schema import SEPARATOR
from .opensearch_snapshot import Body

_MOST_OUTLETS = 20_000
_MARGIN = 100
"""Names of a shard beyond those that are asked for, so that shards that differ leave fewer numbers open.

Servers look up each name of each shard, some 5 µs: twice as many take longer than what they save."""


class TopNames(NamedTuple):
    """The most frequent names as indexed."""

    counts: dict[EntityId, int]
    """At least so many articles have the name."""
    errors: dict[EntityId, int]
    """So many more may have it, in shards where it is not among the first; without those that are exact."""
    unseen: dict[EntityType, int]
    """The most articles that a name can have that is not among them."""
    last: dict[EntityType, str]
    """The last name, which those that are not among them follow if they have as many articles; "" if they may not."""
    more: int
    """At most so many names are not among them."""

    def exact(self, id: EntityId) -> int | None:
        """Return how many articles have a name as indexed; None if that is not known."""
        number = self.counts.get(id)
        if number is None:
            return None if self.unseen[id[0]] else 0
        return None if id in self.errors else number


def facet_aggs(size: int) -> dict[str, Body]:
    """Return what every search counts for its facets: `size` names of each type, and outlets."""
    names = {
        f"names_{kind}": {
            "terms": {
                "field": f"count_{kind}",
                "size": size,
                "shard_size": size + _MARGIN,
                "show_term_doc_count_error": True,
            }
        }
        for kind in ENTITY_TYPES
    }
    return {**names, **outlet_aggs()}


def outlet_aggs() -> dict[str, Body]:
    """Return what counts outlets alone."""
    return {"outlets": {"terms": {"field": "outlet_key", "size": _MOST_OUTLETS}}}


def beside_page(aggs: Mapping[str, Body]) -> list[dict[str, Body]]:
    """Divide what a search counts: what comes with its page, and names, in parts that servers count at the same time.

    One thread of a server answers one search of one shard. Names are two thirds of its work where many articles are
    found; as searches of their own beside it, of which nothing is sorted or read, all cores of a server share it.
    """
    parts: list[dict[str, Body]] = [{}, {}, {}]
    for name, agg in aggs.items():
        kind = name.rpartition("names_")[2]
        parts[1 + ENTITY_TYPES.index(kind) % 2 if kind in ENTITY_TYPES else 0][name] = agg
    return [parts[0], *filter(None, parts[1:])]


def size_of(aggs: Mapping[str, Any]) -> int:
    """Return how many names of each type `facet_aggs` asked for."""
    return aggs[f"names_{ENTITY_TYPES[0]}"]["terms"]["size"]


def facet_size(limit: int) -> int:
    """Return how many names of a type to ask for, to show `limit`: some are merged, and some even."""
    return min(LARGEST, 2 * limit + 100)


def read_outlets(found: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Return the outlets of an answer, most first, ties by name."""
    counts = [(str(one["key"]).split(SEPARATOR, 1)[1], int(one["doc_count"])) for one in found["outlets"]["buckets"]]
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))


def read_names(found: Mapping[str, Any]) -> TopNames:
    """Return the names of an answer to `facet_aggs`."""
    more = sum(int(found[f"names_{kind}"]["sum_other_doc_count"]) for kind in ENTITY_TYPES)
    names = TopNames({}, {}, {}, {}, more)
    for kind in ENTITY_TYPES:
        answer = found[f"names_{kind}"]
        buckets = answer["buckets"]
        for one in buckets:
            id = (kind, str(one["key"]))
            names.counts[id] = int(one["doc_count"])
            if error := int(one.get("doc_count_error_upper_bound", 0)):
                names.errors[id] = error
        error = int(answer.get("doc_count_error_upper_bound", 0))
        rest = bool(buckets and answer["sum_other_doc_count"])
        names.unseen[kind] = int(buckets[-1]["doc_count"]) + error if rest else 0
        names.last[kind] = str(buckets[-1]["key"]) if rest and not error else ""
    return names
