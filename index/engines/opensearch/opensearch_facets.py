"""Facets: exact counts of entities and outlets, also of those that are merged.

The first request, of every search, brings the most frequent names as indexed, which mostly decides how often the most
frequent entities are found. A second one counts what it leaves open: mentions, names whose numbers shards do not agree
on, and entities whose names are met in one article, which counts once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, TypeVar

from ...model import ENTITY_TYPES, EntityCount, EntityType
from ..entity_merges import EntityId
from .opensearch_facet_aggs import TopNames, facet_aggs, facet_size, read_names
from .opensearch_merges import LARGEST, MergedNames, only
from .opensearch_schema import LOW_BITS, MAX_TERMS, MOST_BITS, SEPARATOR, bit_term, entity_of, entity_term
from .opensearch_snapshot import Body
from .opensearch_tree import terms

T = TypeVar("T")

_WIDER = 8
"""Factor by which more names are asked for if the first ones do not decide."""
_MANY = 500
"""Merged entities that are counted rather than to ask for all names of the results."""
_DEARER = 8
"""As many names are listed in the time in which one merged entity is counted, 5 µs against 45, and more where it is
not known whether its names are met in one article."""
_FEW = 2000
"""Names up to which only the articles are counted that have one of them."""
_GROUPS = 400
"""Merged entities that are counted by one request."""


class Counts:
    """How often entities, as merged, are found by one query: as far as they were counted."""

    def __init__(self) -> None:
        self.articles: dict[EntityId, int] = {}
        """Articles, or quotes, that mention it."""
        self.mentions: dict[EntityId, int] = {}


class FacetCounter:
    """Counts the entities of one query."""

    def __init__(
        self,
        merges: MergedNames,
        first: Mapping[str, Any],
        ask: Callable[[dict[str, Body], Collection[str]], Body],
        field: str,
        high_bits: Callable[[], Sequence[str] | None],
        known: Counts,
        present: Collection[EntityId] = (),
    ) -> None:
        """Take what is known and how to count more.

        Args:
            merges: How names are merged.
            first: The answer to `facet_aggs`.
            ask: Counts over the same articles or quotes, or over those that have any of some names, as terms.
            field: Has the bits of their numbers of mentions.
            high_bits: Returns all terms of high bits in the index, which are few; None if they are many.
            known: What was counted before; what is counted is added.
            present: Entities of an article that is among these.
        """
        self._merges = merges
        self._found = read_names(first)
        self._ask = ask
        self._field = field
        self._high_bits = high_bits
        self._known = known
        self._present = frozenset(present)

    def top(self, types: Sequence[EntityType], limit: int, *, mentions: bool) -> list[EntityCount]:
        """Return the most frequent entities of each type, without aliases, in any order.

        Without `mentions`, these are 0, and most often nothing is asked.
        """
        if limit <= 0 or not types:
            return []
        size = facet_size(limit)
        while True:
            found = self._found
            candidates, likely = self._candidates(found, types, limit)
            merges = sum(one in self._merges.variants and one not in self._known.articles for one in candidates)
            if found.more and merges > max(_MANY, found.more // _DEARER) and size < LARGEST:
                size = self._widen(size + found.more)
                continue
            self._settle(found, candidates)
            # Those of an article on the screen are going to be asked for.
            more = [one for one in self._present if one[0] in types and self._merges.members(one)]
            if mentions or any(one not in self._known.articles for one in candidates):
                self._settle(found, more)
                self._count([*candidates, *more], [*likely, *more] if mentions else ())
            counts = {one: self._known.articles[one] for one in candidates}
            chosen = [one for kind in dict.fromkeys(types) for one in _best(counts, kind, limit)]
            if self._is_decided(found, chosen, types, limit) or size >= LARGEST:
                return self._told(chosen, mentions=mentions)
            size = self._widen(size * _WIDER)

    def _widen(self, size: int) -> int:
        """Ask for so many of the most frequent names of each type, or as many as a cluster tells; return how many."""
        size = min(LARGEST, size)
        self._found = read_names(self._ask(facet_aggs(size), ()))
        return size

    def among(self, ids: Collection[EntityId], *, mentions: bool) -> list[EntityCount]:
        """Return the counts of some entities, without aliases and without those that are in no article."""
        wanted = [one for one in dict.fromkeys(ids) if self._merges.members(one)]
        self._settle(self._found, wanted)
        self._count(wanted, wanted if mentions else ())
        return self._told([one for one in wanted if self._known.articles[one]], mentions=mentions)

    def _told(self, ids: Sequence[EntityId], *, mentions: bool) -> list[EntityCount]:
        self._count((), ids if mentions else ())
        known = self._known
        return [EntityCount(one[1], one[0], known.articles[one], known.mentions[one] if mentions else 0) for one in ids]

    def _settle(self, found: TopNames, ids: Collection[EntityId]) -> None:
        """Take the numbers of articles, or quotes, of entities as merged that an answer decides."""
        known = self._known.articles
        sums: dict[EntityId, int] = {}
        members_of = self._merges.members
        self._merges.learn_sizes(
            {
                member
                for one in ids
                if one not in known
                for member in members_of(one)
                if member not in found.counts and found.unseen[member[0]]
            }
        )
        for one in ids:
            if one in known:
                continue
            seen, most = 0, 0
            members = self._merges.members(one)
            for member in members:
                number = found.counts.get(member, 0)
                seen += bool(number)
                most += number + found.errors.get(member, 0)
                if not number and (unseen := found.unseen[member[0]]):
                    most += min(unseen, self._merges.size(member, unseen))
            least = max((found.counts.get(member, 0) for member in members), default=0)
            if one in self._present:
                least = max(least, 1)
            if least == most:
                known[one] = most
            elif seen > 1 and most == sum(found.counts.get(member, 0) for member in members):
                sums[one] = most
        if sums:
            apart = self._merges.apart(sums)
            known.update((one, number) for one, number in sums.items() if one in apart)

    def _candidates(
        self, found: TopNames, types: Sequence[EntityType], limit: int
    ) -> tuple[list[EntityId], list[EntityId]]:
        """Return the entities that can be among the first, and those that will most likely be."""
        least: dict[EntityId, int] = {}
        """Articles that an entity has at least."""
        most: dict[EntityId, int] = {}
        for id, number in found.counts.items():
            target = self._merges.target(id)
            if target is not None and target[0] in types:
                least[target] = max(number, least.get(target, 0))
                if target not in self._merges.variants:
                    most[target] = number + found.errors.get(id, 0)
        sums = dict(least)
        ends = {kind: _last(least, kind, limit) for kind in types}
        lowest = {kind: number for kind, (number, _) in ends.items()}
        variants = self._merges.variants
        targets = dict.fromkeys(target for id in found.counts if (target := self._merges.target(id)) in variants)
        whole: Mapping[EntityId, int] = {}
        if any(found.unseen.values()):
            whole = self._merges.sizes
            # Those that have fewer articles in the whole index than the last of the first cannot be among these.
            enough = takewhile(lambda one: one[0] >= max(1, min(lowest.values())), self._merges.largest)
            targets.update((target, None) for _, target in enough)
        for target in targets:
            if target is None or target[0] not in types:
                continue
            members = variants[target]
            seen = [one for one in members if one in found.counts]
            if seen:
                sums[target] = sum(found.counts[one] for one in seen)
            unseen = sum(min(found.unseen[one[0]], whole.get(one, 0)) for one in members if one not in found.counts)
            if number := unseen + sum(found.counts[one] + found.errors.get(one, 0) for one in seen):
                most[target] = number
        likely = [one for kind in dict.fromkeys(types) for one in _best(sums, kind, limit + limit // 2)]
        # Those that can only be even with the last follow it by name.
        possible = [one for one, number in most.items() if (-number, one[1]) <= (-ends[one[0]][0], ends[one[0]][1])]
        return possible, likely

    def _is_decided(self, found: TopNames, chosen: list[EntityId], types: Sequence[EntityType], limit: int) -> bool:
        """Return whether no name that was not seen can be among the first; merged names are all counted."""
        for kind in types:
            mine = [(self._known.articles[one], one[1]) for one in chosen if one[0] == kind]
            unseen, last = found.unseen[kind], found.last[kind]
            if unseen and (len(mine) < limit or mine[-1][0] < unseen):
                return False
            if unseen and mine[-1][0] == unseen and not mine[-1][1] <= last:
                return False
        return True

    def _count(self, ids: Sequence[EntityId], named: Sequence[EntityId]) -> None:
        """Count the articles, or quotes, of entities as merged, and the mentions of some; most often by one request."""
        known, exact, members_of = self._known, self._found.exact, self._merges.members
        wanted = [one for one in dict.fromkeys((*ids, *named)) if one not in known.articles]
        mentioned = [one for one in dict.fromkeys(named) if one not in known.mentions]
        owners = {entity_term(*member): one for one in mentioned for member in members_of(one)}
        possible = {one: [member for member in members_of(one) if exact(member) != 0] for one in wanted}
        apart = self._merges.apart([one for one, some in possible.items() if len(some) > 1])
        counted: dict[EntityId, EntityId] = {}
        groups: dict[EntityId, Body] = {}
        asked = {member for one in mentioned for member in members_of(one)}
        for one, some in possible.items():
            sure = {member: number for member in some if (number := exact(member)) is not None}
            if one in apart or len(some) < 2:
                known.articles[one] = sum(sure.values())
                counted |= {member: one for member in some if member not in sure}
                continue
            # Of names that one article may have, those articles are counted that have others than the most frequent.
            main = max(sure, key=lambda member: sure[member], default=None)
            rest = [member for member in some if member != main]
            known.articles[one] = sure[main] if main else 0
            groups[one] = {"bool": {"filter": [_any(rest)], "must_not": [_any([main])] if main else []}}
            asked.update(rest)
        asked.update(counted)
        parts: list[dict[str, Body]] = [
            {f"names_{kind}": only(f"count_{kind}", some)}
            for kind in ENTITY_TYPES
            for some in _batches([name for of, name in counted if of == kind], LARGEST)
        ]
        parts += [
            {"groups": {"filters": {"filters": {entity_term(*one): groups[one] for one in some}}}}
            for some in _batches(list(groups), _GROUPS)
        ]
        if owners:
            parts += [{"bits": only(self._field, some)} for some in _batches(self._bits_of(owners), MAX_TERMS)]
        known.mentions.update(dict.fromkeys(mentioned, 0))
        names = {entity_term(*member) for member in asked}
        try:
            for aggs in _together(parts):
                self._read(self._ask(aggs, names if len(names) <= _FEW else ()), counted, owners)
        except BaseException:
            for one in (*wanted, *mentioned):
                known.articles.pop(one, None)
                known.mentions.pop(one, None)
            raise

    def _read(self, found: Body, counted: Mapping[EntityId, EntityId], owners: Mapping[str, EntityId]) -> None:
        """Add an answer to what is known: the numbers of names as indexed, and the bits of terms, by whom they are."""
        for name, answer in found.items():
            if name == "groups":
                for key, bucket in answer["buckets"].items():
                    self._known.articles[entity_of(key)] += int(bucket["doc_count"])
                continue
            for bucket in answer["buckets"]:
                key, number = str(bucket["key"]), int(bucket["doc_count"])
                if name == "bits":
                    key, _, bit = key.rpartition(f"{SEPARATOR}1")
                    self._known.mentions[owners[key]] += number << int(bit)
                else:
                    self._known.articles[counted[entity_of(f"{name.removeprefix('names_')}{SEPARATOR}{key}")]] += number

    def _bits_of(self, owners: Collection[str]) -> list[str]:
        """Return the terms that make up the numbers of mentions of names as indexed.

        A term takes the cluster longer to look up than to count.
        """
        high = self._high_bits()
        bits = LOW_BITS if high is not None else MOST_BITS
        low = [bit_term(key, bit) for key in owners for bit in range(bits)]
        return low + [term for term in high or () if term.rpartition(f"{SEPARATOR}1")[0] in owners]


def _any(members: Iterable[EntityId]) -> Body:
    """Return a query for what mentions any of some names as indexed."""
    names: dict[str, list[str]] = {}
    for kind, name in members:
        names.setdefault(f"count_{kind}", []).append(name)
    should = [terms(field, some) for field, some in names.items()]
    return should[0] if len(should) == 1 else {"bool": {"should": should, "minimum_should_match": 1}}


def _together(parts: Sequence[dict[str, Body]]) -> list[dict[str, Body]]:
    """Put counts into as few requests as their names allow: the further batches of one kind are asked for alone."""
    found: list[dict[str, Body]] = []
    for part in parts:
        free = next((one for one in found if not part.keys() & one.keys()), None)
        if free is None:
            found.append(dict(part))
        else:
            free |= part
    return found


def _batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _best(counts: Mapping[EntityId, int], kind: EntityType, limit: int) -> list[EntityId]:
    mine = [one for one, number in counts.items() if number and one[0] == kind]
    return sorted(mine, key=lambda one: (-counts[one], one[1]))[:limit]


def _last(counts: Mapping[EntityId, int], kind: EntityType, limit: int) -> tuple[int, str]:
    """Return the count and the name of the last of the first `limit`; 0 if there are fewer."""
    mine = sorted((-number, one[1]) for one, number in counts.items() if one[0] == kind)
    return (-mine[limit - 1][0], mine[limit - 1][1]) if len(mine) >= limit else (0, "")
