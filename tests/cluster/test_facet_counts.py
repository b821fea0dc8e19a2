"""Counts of merged names over shards that tell only their most frequent names: no server is needed."""

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pytest

pytest.importorskip("opensearchpy")

from newsexplore.index.engines.entity_merges import EntityId, Merges
from newsexplore.index.engines.opensearch import opensearch_facet_aggs, opensearch_facets
from newsexplore.index.engines.opensearch.opensearch_facet_aggs import facet_aggs, facet_size
from newsexplore.index.engines.opensearch.opensearch_facets import Counts, FacetCounter
from newsexplore.index.engines.opensearch.opensearch_merges import MergedNames
from newsexplore.index.engines.opensearch.opensearch_schema import entity_term
from newsexplore.index.model import ENTITY_TYPES, EntityType

Document = frozenset[EntityId]
TYPES: tuple[EntityType, ...] = ENTITY_TYPES[:2]
NAMES: list[EntityId] = [(kind, f"{kind} {number:03}") for number in range(260) for kind in TYPES]
SHARDS = 3


def holds(query: Any, document: Document) -> bool:
    """Return whether a document satisfies a query, as a server would."""
    ((kind, what),) = query.items()
    if kind == "match_none":
        return False
    if kind in ("term", "terms"):
        ((field, values),) = what.items()
        values = values if isinstance(values, list) else [values]
        if field == "entities":
            return any(entity_term(*one) in values for one in document)
        return any((field.removeprefix("count_"), value) in document for value in values)
    parts = {name: one if isinstance(one, list) else [one] for name, one in what.items()}
    should = sum(holds(one, document) for one in parts.get("should", ()))
    return (
        all(holds(one, document) for one in parts.get("filter", ()))
        and not any(holds(one, document) for one in parts.get("must_not", ()))
        and should >= what.get("minimum_should_match", 0)
    )


class Servers:
    """Articles in shards, of which each tells its most frequent names alone."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.shards = [documents[start::SHARDS] for start in range(SHARDS)]
        self.asked: list[dict[str, Any]] = []

    def ask(self, aggs: dict[str, Any], names: Collection[str] = (), query: Any = None) -> dict[str, Any]:
        """Answer aggregations over the articles that have any of some terms, or satisfy a query."""
        self.asked.append(aggs)
        query = {"terms": {"entities": list(names)}} if names else query
        found = [[one for one in shard if query is None or holds(query, one)] for shard in self.shards]
        return {name: self._answer(agg, found) for name, agg in aggs.items() if name != "outlets"}

    def search(self, body: dict[str, Any], quotes: bool) -> dict[str, Any]:
        """Answer a search of all articles."""
        assert not quotes
        return {"aggregations": self.ask(body["aggs"], query=body.get("query"))}

    def _answer(self, agg: Any, shards: list[list[Document]]) -> dict[str, Any]:
        if "filters" in agg:
            filters = agg["filters"]["filters"]
            every = [one for shard in shards for one in shard]
            return {"buckets": {key: {"doc_count": sum(holds(q, one) for one in every)} for key, q in filters.items()}}
        terms = agg["terms"]
        kind, only = terms["field"].removeprefix("count_"), terms.get("include")
        told: list[dict[str, int]] = []
        rest = 0
        ends: list[int] = []
        for shard in shards:
            numbers = Counter(name for one in shard for of, name in one if of == kind and (not only or name in only))
            ranked = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
            told.append(dict(ranked[: terms["shard_size"]]))
            rest += sum(number for _, number in ranked[terms["shard_size"] :])
            ends.append(ranked[terms["shard_size"] - 1][1] if len(ranked) > terms["shard_size"] else 0)
        sums: Counter[str] = Counter()
        for one in told:
            sums.update(one)
        ranked = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
        buckets = [
            {
                "key": name,
                "doc_count": number,
                "doc_count_error_upper_bound": sum(end for one, end in zip(told, ends, strict=True) if name not in one),
            }
            for name, number in ranked[: terms["size"]]
        ]
        return {
            "buckets": buckets,
            "sum_other_doc_count": rest + sum(number for _, number in ranked[terms["size"] :]),
            "doc_count_error_upper_bound": sum(ends),
        }


def drawn(chance: random.Random) -> tuple[list[Document], Merges]:
    """Return articles that name a few names often and most seldom, and merges of these."""
    weights = [1 / (1 + place) for place in range(len(NAMES))]
    order = chance.sample(NAMES, len(NAMES))
    documents = [
        frozenset(chance.choices(order, weights, k=chance.randint(0, 12))) for _ in range(chance.choice((60, 700)))
    ]
    merges: Merges = {}
    free = chance.sample(order[:60], 60) + chance.sample(order[60:], len(order) - 60)
    for _ in range(chance.randint(1, 90)):
        into, *others = (free.pop(chance.choice((0, -1))) for _ in range(chance.randint(2, 4)))
        merges |= dict.fromkeys(others, into)
    merges |= dict.fromkeys(free[:3])
    return documents, merges


def by_hand(documents: Sequence[Document], merges: Merges) -> Counter[EntityId]:
    counts: Counter[EntityId] = Counter()
    for one in documents:
        targets = {merges.get(id, id) for id in one}
        counts.update(target for target in targets if target is not None)
    return counts


def nothing(query: Any, quotes: bool) -> Iterator[Any]:
    del query, quotes
    return iter(())


@pytest.mark.parametrize("many", [0, 20, 500])
@pytest.mark.parametrize("seed", range(40))
def test_the_most_frequent_merged_names_are_those_of_all_articles(
    seed: int, many: int, monkeypatch: pytest.MonkeyPatch
):
    chance = random.Random(seed)
    monkeypatch.setattr(opensearch_facets, "_MANY", many)
    monkeypatch.setattr(opensearch_facet_aggs, "_MARGIN", chance.choice((0, 100)))
    documents, merges = drawn(chance)
    servers = Servers(documents)
    matching = Servers([one for one in documents if chance.random() < chance.choice((0.2, 1.0))])
    names = MergedNames(merges, servers.search, nothing)
    limit = chance.choice((1, 5, 40))
    first = matching.ask(facet_aggs(facet_size(limit)))
    known = Counts()

    def counter() -> FacetCounter:
        return FacetCounter(names, first, matching.ask, "info", list, known)

    expected = by_hand([one for shard in matching.shards for one in shard], merges)
    found = counter().top(TYPES, limit, mentions=False)
    best = sorted(expected.items(), key=lambda one: (-one[1], one[0][1]))
    for kind in TYPES:
        mine = sorted(
            ((one.name, one.articles) for one in found if one.type == kind), key=lambda one: (-one[1], one[0])
        )
        assert mine == [(name, number) for (of, name), number in best if of == kind][:limit]
    among = chance.sample(NAMES, 30)
    counted = {(one.type, one.name): one.articles for one in counter().among(among, mentions=False)}
    assert counted == {one: expected[one] for one in among if one not in merges and expected[one]}


def test_only_names_are_counted_whose_numbers_are_not_told():
    common: EntityId = ("person", "Ilka Vorrin")
    rare: EntityId = ("person", "the chairwoman")
    other: EntityId = ("person", "Ana Lisna")
    crowd: list[EntityId] = [("person", f"person {number:03}") for number in range(300)]
    documents = [frozenset({common, one}) for one in crowd for _ in range(2)] + [frozenset({rare, other})]
    servers = Servers(documents)
    names = MergedNames({rare: common}, servers.search, nothing)
    first = servers.ask(facet_aggs(facet_size(1)))
    servers.asked.clear()
    found = FacetCounter(names, first, servers.ask, "info", list, Counts()).top(TYPES, 1, mentions=False)
    assert [(one.name, one.articles) for one in found] == [("Ilka Vorrin", 601)]
    counted = [agg["terms"]["include"] for one in servers.asked for name, agg in one.items() if name == "names_person"]
    assert counted == [["the chairwoman"]]
