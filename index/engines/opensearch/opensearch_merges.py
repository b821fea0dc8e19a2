"""Leaves of entity fields under merges: corrections of what the indexed names find.

An entity is found by the name that it is merged into. Articles that name an entity which is rejected, or has another
type, are read and checked: the cluster cannot tell by which of an article's names a word was found.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from ...model import ENTITY_TYPES, Record
from ...query import tree as t
from ...query.holds import holds, quote_holds
from ...query.terms import Term, accepts_value
from ..entity_merges import EntityId, Merges, merged
from ..known_names import KnownNames
from .opensearch_changes import chunks
from .opensearch_schema import SEPARATOR, entity_term, quote_term
from .opensearch_snapshot import Body
from .opensearch_tree import named_query, terms

_KEYS_AT_ONCE = 300
"""Entities whose aliases are asked for at once."""
_CLAUSES = 900
"""Clauses of one query; clusters allow 1024 unless they are told otherwise."""
_MOST_ALIASES = 20_000
LARGEST = 60_000
"""Names of one type in one answer; clusters allow 65,535."""
_QUOTE_FIELDS = ("speaker", "about")

Search = Callable[[Body, bool], Body]
"""Searches articles, or quotes if the last argument is true."""


class MergedNames:
    """The names of entities of one snapshot under one set of merges."""

    def __init__(
        self, merges: Merges, search: Search, read: Callable[[Body, bool], Iterator[tuple[Record, int]]]
    ) -> None:
        """Take merges and ways to ask.

        Args:
            merges: Entities and what they are merged into.
            search: Asks the cluster.
            read: Reads all articles, or quotes, that a query finds; the number of an article is -1.
        """
        self._merges = {id: into for id, into in merges.items() if id != into}
        self._search = search
        self._read = read
        self.table: KnownNames | None = None
        """Every name of the index, if there is a table of them."""
        self._corrected: dict[tuple[t.Node, bool, bool], Body] = {}
        self._sizes: dict[EntityId, int] = {}
        self._apart: dict[EntityId, bool] = {}
        """Whether no article names a target in two ways, as far as that was asked."""

    def __bool__(self) -> bool:
        return bool(self._merges)

    def target(self, id: EntityId) -> EntityId | None:
        """Return what an entity is merged into, itself if into nothing; None if it is rejected."""
        return self._merges.get(id, id)

    @cached_property
    def variants(self) -> Mapping[EntityId, Sequence[EntityId]]:
        """The entities that are merged into each target, with the target itself unless that is merged, too."""
        found: dict[EntityId, list[EntityId]] = {}
        for id, into in self._merges.items():
            if into is not None:
                found.setdefault(into, [] if into in self._merges else [into]).append(id)
        return found

    @cached_property
    def sizes(self) -> Mapping[EntityId, int]:
        """The articles in the whole index of everything that is merged: more of them no search can find."""
        members = {id for group in self.variants.values() for id in group}
        if self.table is not None:
            return {(one.type, one.name): one.articles for one in self.table.known(members)}
        found: dict[EntityId, int] = {}
        rest = iter(sorted(members))
        while some := list(islice(rest, LARGEST)):
            aggs = {kind: only(f"count_{kind}", [name for of, name in some if of == kind]) for kind in ENTITY_TYPES}
            asked = {kind: agg for kind, agg in aggs.items() if agg["terms"]["include"]}
            for kind, answer in self._search({"size": 0, "aggs": asked}, False)["aggregations"].items():
                found |= {(kind, str(one["key"])): int(one["doc_count"]) for one in answer["buckets"]}
        return found

    @cached_property
    def largest(self) -> Sequence[tuple[int, EntityId]]:
        """The targets of merges with the articles of all that counts as each, added up, most first."""
        sizes = self.sizes
        totals = [(sum(sizes.get(id, 0) for id in group), target) for target, group in self.variants.items()]
        return sorted(totals, key=lambda one: -one[0])

    def learn_sizes(self, ids: Collection[EntityId]) -> None:
        """Read what `size` returns of entities at once: a table takes longer to be asked than to answer."""
        unknown = [id for id in ids if id not in self._sizes]
        if self.table is not None and unknown:
            self._sizes.update(dict.fromkeys(unknown, 0))
            self._sizes.update(((one.type, one.name), one.articles) for one in self.table.known(unknown))

    def size(self, id: EntityId, otherwise: int) -> int:
        """Return the articles in the whole index of an entity as indexed, or a number if they were not learnt."""
        return self._sizes.get(id, otherwise)

    def apart(self, targets: Iterable[EntityId]) -> Collection[EntityId]:
        """Return the targets that no article of the index names in two ways, so that the numbers of names add up.

        What is not known yet is asked for, once for each commit. Those with very many names are left out.
        """
        wanted = list(targets)
        unknown = [one for one in wanted if one not in self._apart and len(self.members(one)) <= _CLAUSES]
        for some in _few_names(unknown, self.members):
            self._apart.update(self._ask_apart(some))
        return {one for one in wanted if self._apart.get(one)}

    def _ask_apart(self, targets: Sequence[EntityId]) -> dict[EntityId, bool]:
        twice = {
            entity_term(*one): {
                "bool": {
                    "should": [{"term": {"entities": entity_term(*member)}} for member in self.members(one)],
                    "minimum_should_match": 2,
                }
            }
            for one in targets
        }
        body: Body = {
            "size": 0,
            "track_total_hits": False,
            "query": {"bool": {"should": list(twice.values()), "minimum_should_match": 1}},
            "aggs": {"twice": {"filters": {"filters": twice}}},
        }
        answer = self._search(body, False).get("aggregations", {})
        buckets: Body = answer["twice"]["buckets"]
        return {one: not buckets[entity_term(*one)]["doc_count"] for one in targets}

    def members(self, target: EntityId) -> Sequence[EntityId]:
        """Return the entities that count as a target."""
        return self.variants.get(target) or ([] if target in self._merges else [target])

    def corrected(self, node: t.Node, query: Body, quotes: bool, article: bool) -> Body:
        """Return the query of a leaf as corrected.

        Args:
            node: The leaf.
            query: Its query as indexed.
            quotes: Whether quotes are searched.
            article: Whether it is about articles, also in a search for quotes.
        """
        if isinstance(node, t.Name):
            return named_query(node, self.members((node.kind, node.name)))
        known = self._corrected.get(key := (node, quotes, article))
        if known is None:
            known = self._corrected[key] = self._correct(node, query, quotes, article)
        return known

    def _correct(self, node: Any, query: Body, quotes: bool, article: bool) -> Body:
        field: str = node.field
        place = {"speaker": "speakers", "about": "said"}.get(field, "entities")
        accepted = accepts_value(node)
        targets = [one for one in self.variants if accepted(one[1]) and (field not in ENTITY_TYPES or one[0] == field)]
        found = terms(place, [entity_term(*one) for target in targets for one in self.variants[target]])
        moved = [one for one in self._moved if self._changes(one, field) and self._accepts(accepted, one)]
        doubts = [terms(place, [entity_term(*one) for one in moved])] if moved else []
        if field in _QUOTE_FIELDS:
            for target, members in self.variants.items():
                if len(members) > 1 and any(self._accepts(accepted, one) for one in (target, *members)):
                    named = [{"term": {"entities": entity_term(*one)}} for one in members]
                    doubts.append({"bool": {"should": named, "minimum_should_match": 2}})
        if not doubts:
            return {"bool": {"should": [query, found], "minimum_should_match": 1}} if targets else query
        doubtful = {"bool": {"should": doubts, "minimum_should_match": 1}}
        of_quotes = quotes and not article
        true = self._verified(node, {"bool": {"filter": [doubtful], "must_not": [found]}}, of_quotes)
        certain = {"bool": {"filter": [query], "must_not": [doubtful]}}
        return {"bool": {"should": [certain, found, true], "minimum_should_match": 1}}

    def _verified(self, node: Term | t.Exact, doubtful: Body, quotes: bool) -> Body:
        """Return a query for the doubtful articles, or quotes, that satisfy a leaf: they are read."""
        held: list[str] = []
        for record, number in self._read(doubtful, quotes):
            as_merged = merged(record, self._merges)
            if quotes and quote_holds(node, as_merged, number):
                held.append(quote_term(record.article.id, number))
            elif not quotes and holds(node, as_merged):
                held.append(record.article.id)
        return terms("quote_id" if quotes else "id", held)

    @cached_property
    def _moved(self) -> list[EntityId]:
        """The entities that are rejected, or have another type."""
        return [id for id, into in self._merges.items() if into is None or into[0] != id[0]]

    def _changes(self, id: EntityId, field: str) -> bool:
        """Return whether a merge moves an entity into or out of a field."""
        into = self._merges[id]
        return field in (id[0], into[0] if into else "") if field in ENTITY_TYPES else into is None

    def _accepts(self, accepted: Callable[[str], bool], id: EntityId) -> bool:
        return accepted(id[1]) or any(map(accepted, self._aliases.get(id, ())))

    @cached_property
    def _aliases(self) -> Mapping[EntityId, Collection[str]]:
        """The aliases of everything that is merged."""
        members = {id for group in self.variants.values() for id in group}
        return self.aliases([*self._moved, *members])

    def aliases(self, ids: Iterable[EntityId]) -> dict[EntityId, set[str]]:
        """Return the aliases of entities in all articles of the index; nothing of those that are in none."""
        if self.table is not None:
            return {(one.type, one.name): set(one.aliases) for one in self.table.known(ids)}
        found: dict[EntityId, set[str]] = {}
        for some in chunks(dict.fromkeys(ids), _KEYS_AT_ONCE):
            starts = [entity_term(*one) for one in some]
            pattern = "(" + "|".join(map(_literal, starts)) + f")({SEPARATOR}0.*)?"
            body: Body = {
                "size": 0,
                "query": terms("entities", starts),
                "aggs": {"aliases": {"terms": {"field": "info", "include": pattern, "size": _MOST_ALIASES}}},
            }
            for bucket in self._search(body, False)["aggregations"]["aliases"]["buckets"]:
                kind, name, *rest = str(bucket["key"]).split(SEPARATOR, 2)
                aliases = found.setdefault((kind, name), set())  # pyright: ignore[reportArgumentType] - a type
                aliases.update(alias[1:] for alias in rest)
        return found


def _few_names(
    targets: Iterable[EntityId], members: Callable[[EntityId], Sequence[EntityId]]
) -> Iterator[list[EntityId]]:
    """Yield the targets in groups with so few names that the cluster takes them in one query."""
    some: list[EntityId] = []
    names = 0
    for one in targets:
        number = len(members(one))
        if some and names + number > _CLAUSES:
            yield some
            some, names = [], 0
        some.append(one)
        names += number
    if some:
        yield some


def only(field: str, some: Sequence[str]) -> Body:
    """Return a count of some values of a field."""
    return {"terms": {"field": field, "include": list(some), "size": max(1, len(some)), "shard_size": len(some) + 1}}


def _literal(text: str) -> str:
    """Return a pattern of the cluster for a literal text."""
    return re.sub(r"([.?+*|{}\[\]()\"\\#@&<>~^$-])", r"\\\1", text)
