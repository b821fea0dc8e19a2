"""Entities of a snapshot, as indexed or merged, for facets and name fields.

Merging changes no file. The entity columns of each segment are recomputed once per set of merges, and results of name
fields are corrected by them: variants are found by their canonical name, and rejected or retyped entities are no longer
found under their old name or type.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ...model import ENTITY_TYPES, EntityCount, Record
from ...query import tree as t
from ...query.analysis import value, words
from ...query.terms import Term, accepts, accepts_value
from ...query.values import article_values, quote_values
from ..entity_merges import EntityId, Merges, merged
from .arrays import NO_INTS, Ints, find, narrow, trim_memory
from .columns import Snapshot, View
from .entity_columns import Columns, as_indexed
from .packed_schema import ARTICLE, QUOTE, QUOTE_NAMES
from .segment import EntityInfo, entity_key

ENTITY_FIELDS = ("person", "org", "place", "entity", "speaker", "about")
"""Fields of entity names; the last two belong to quotes."""


_CACHED_INFOS = 5000
"""Number of cached entity infos: many recur in the facets of consecutive queries."""


class Table(NamedTuple):
    """The entities of all segments."""

    keys: Ints
    """Ascending."""
    kinds: Ints
    """Type of each, as index into `ENTITY_TYPES`."""
    places: tuple[Ints, ...]
    """For each segment, the index in this table of each entity of its `Columns`."""


class _Names:
    """Names of entities, to be matched by query nodes."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        """Index names by key."""
        self._whole: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        for key, name in names:
            self._whole.setdefault(value(name), []).append(key)
            for word in words(name):
                self._words.setdefault(word, []).append(key)

    def accepted(self, node: Term | t.Exact) -> list[int]:
        """Return keys of the names that a node accepts, possibly with duplicates."""
        if isinstance(node, t.Exact):
            return self._whole.get(node.value, [])
        if isinstance(node, t.Word):
            return self._words.get(node.word, [])
        accepted = accepts(node)
        return [key for word, keys in self._words.items() if accepted(word) for key in keys]


class Entities:
    """The entities of one snapshot under one set of merges."""

    def __init__(self, snapshot: Snapshot, merges: Merges) -> None:
        self._snapshot = snapshot
        self._merges = {id: into for id, into in merges.items() if id != into}
        keys = {entity_key(name, kind): into for (kind, name), into in self._merges.items()}
        self._from: Ints = np.array(sorted(keys), np.uint64)
        """Keys of the variants, ascending."""
        self._into = [keys[key] for key in self._from.tolist()]
        self._into_keys: Ints = np.array([_key(id) if id else 0 for id in self._into], np.uint64)
        """Keys of the targets; 0 for rejected ones."""
        self._columns: dict[int, Columns] = {}
        self._totals: dict[int, tuple[Ints, Ints]] = {}
        self._infos: dict[int, EntityInfo] = {}

    def __bool__(self) -> bool:
        """Whether anything is merged."""
        return bool(self._merges)

    def columns(self, i: int) -> Columns:
        """Return the merged columns of segment `i`."""
        found = self._columns.get(i)
        if found is None:
            found = self._columns[i] = self._merged(self._snapshot.views[i])
            self._snapshot.views[i].pack.release()
            trim_memory()  # computing it needs several times the memory of the result
        return found

    def counted(self, i: int, docs: Ints, check: Callable[[], None]) -> tuple[Ints, Ints]:
        """Return `Columns.counted` for articles of segment `i`; for more than half, by subtracting the others."""
        low, high = np.searchsorted(
            self._snapshot.articles, self._snapshot.bases[i] + (0, len(self._snapshot.views[i]))
        )
        if 2 * len(docs) <= high - low:
            return self.columns(i).counted(docs, check)
        every = self._snapshot.articles[low:high] - self._snapshot.bases[i]
        if i not in self._totals:
            articles, mentions = self.columns(i).counted(every, check)
            self._totals[i] = narrow(articles), narrow(mentions)
        others = np.ones(len(self._snapshot.views[i]), np.bool_)
        others[docs] = False
        articles, mentions = self.columns(i).counted(every[others[every]], check)
        return self._totals[i][0] - articles, self._totals[i][1] - mentions

    @cached_property
    def table(self) -> Table:
        """All merged entities, to add up counts over segments."""
        columns = [self.columns(i) for i in range(len(self._snapshot.views))]
        together = np.concatenate([np.empty(0, np.uint64), *(one.keys for one in columns)])
        keys, first = np.unique(together, return_index=True)
        kinds = np.concatenate([np.empty(0, np.uint8), *(one.kinds for one in columns)])[first]
        return Table(keys, kinds, tuple(narrow(np.searchsorted(keys, one.keys)) for one in columns))

    def _merged(self, view: View) -> Columns:
        plain = as_indexed(view)
        at, moved = find(plain.keys, self._from)
        if not moved.any():
            return plain
        into = plain.keys.astype(np.uint64)
        into[moved] = self._into_keys[at[moved]]
        keys, new = np.unique(into, return_inverse=True)
        kinds = np.zeros(len(keys), np.uint8)
        kinds[new] = plain.kinds
        for old, number in zip(np.flatnonzero(moved).tolist(), at[moved].tolist(), strict=True):
            target = self._into[number]
            kinds[new[old]] = ENTITY_TYPES.index(target[0]) if target else 0
        new = narrow(new)  # memory is dominated by per-mention data
        ids = new[plain.ids]
        keep = (keys != 0)[ids]
        # Only merge targets can be in a document twice.
        touched = np.zeros(len(keys), np.bool_)
        touched[new[moved]] = True
        some = np.flatnonzero(keep & touched[ids])
        owners = np.repeat(np.arange(len(view), dtype=np.int32), plain.lengths)
        docs = owners[some]
        pairs = np.sort(docs * np.int64(len(keys)) + ids[some])
        twice = np.zeros(len(view), np.bool_)
        twice[pairs[1:][pairs[1:] == pairs[:-1]] // len(keys)] = True
        some, docs = some[twice[docs]], docs[twice[docs]]  # few, and only these need sorting
        _, first, places = np.unique(docs * np.int64(len(keys)) + ids[some], return_index=True, return_inverse=True)
        sums = narrow(np.bincount(places, plain.counts[some], len(first)).astype(np.int64))
        counts = plain.counts.astype(np.result_type(plain.counts, sums))
        counts[some[first]] = sums
        again = first[np.bincount(places, minlength=len(first)) > 1]
        joined = docs[again], keys[ids[some[again]]]
        keep[some] = False
        keep[some[first]] = True
        lengths = narrow(plain.lengths - np.bincount(owners[~keep], minlength=len(view)))
        return Columns(
            keys, kinds, ids[keep], counts[keep], lengths, narrow(np.cumsum(lengths, dtype=np.int64)), joined
        )

    @cached_property
    def _variants(self) -> dict[int, list[int]]:
        """Keys of variants by the key of their target."""
        variants: dict[int, list[int]] = {}
        for key, into in zip(self._from.tolist(), self._into_keys.tolist(), strict=True):
            variants.setdefault(into, []).append(key)
        return variants

    @cached_property
    def _targets(self) -> dict[int, EntityId]:
        """Targets of merges by key."""
        return {_key(id): id for id in self._into if id}

    def names(self, keys: Ints) -> dict[int, str]:
        """Return the names of entities by key."""
        names = self._snapshot.entity_names(keys)
        names.update((key, self._targets[key][1]) for key in keys.tolist() if key in self._targets)
        return names

    def info(self, key: int) -> EntityInfo:
        """Return an entity by its key, with the names and aliases of its variants as aliases."""
        return self.infos([key])[key]

    def infos(self, keys: Sequence[int]) -> dict[int, EntityInfo]:
        """Return many entities by key, as `info`: each segment is asked once."""
        known = {key: self._infos[key] for key in keys if key in self._infos}
        missing = [key for key in dict.fromkeys(keys) if key not in known]
        if len(self._infos) + len(missing) > _CACHED_INFOS:
            self._infos.clear()
        variants = (one for key in missing if key in self._targets for one in self._variants[key])
        stored = self._snapshot.stored_entities([*missing, *variants])
        known.update((key, self._info(key, stored)) for key in missing)
        self._infos.update((key, known[key]) for key in missing[:_CACHED_INFOS])
        return known

    def _info(self, key: int, stored: Mapping[int, Sequence[EntityInfo]]) -> EntityInfo:
        """Return an entity from what each segment says of it and its variants."""
        target = self._targets.get(key)
        if target is None:
            found = stored[key]
            aliases = sorted({alias for info in found for alias in info.aliases})
            return EntityInfo(found[0].name, found[0].type, tuple(aliases))
        infos = [info for one in (key, *self._variants[key]) for info in stored.get(one, ())]
        names = {name for info in infos for name in (info.name, *info.aliases)}
        return EntityInfo(target[1], target[0], tuple(sorted(names - {target[1]})))

    def all(self) -> list[EntityCount]:
        """Return every entity of live articles as indexed, ignoring merges, in any order."""
        snapshot = self._snapshot
        places: dict[int, int] = {}
        infos: list[EntityInfo] = []
        numbers: list[int] = []
        mentions: list[int] = []
        articles = np.zeros(snapshot.size, np.bool_)
        articles[snapshot.articles] = True
        for base, view in zip(snapshot.bases.tolist(), snapshot.views, strict=True):
            plain = as_indexed(view)
            ids, counts = plain.rows(np.flatnonzero(articles[base : base + len(view)]))
            here = np.bincount(ids, minlength=len(plain.keys)).tolist()
            times = np.bincount(ids, counts, len(plain.keys)).astype(np.int64).tolist()
            for i, (info, key) in enumerate(zip(view.all_entities(), plain.keys.tolist(), strict=True)):
                if not here[i]:
                    continue
                at = places.setdefault(key, len(infos))
                if at == len(infos):
                    infos.append(info)
                    numbers.append(here[i])
                    mentions.append(times[i])
                    continue
                numbers[at] += here[i]
                mentions[at] += times[i]
                if info.aliases != infos[at].aliases:
                    aliases = tuple(sorted({*info.aliases, *infos[at].aliases}))
                    infos[at] = EntityInfo(info.name, info.type, aliases)
        counted = zip(infos, numbers, mentions, strict=True)
        return [EntityCount(one.name, one.type, n, times, one.aliases) for one, n, times in counted]

    def corrected(self, node: Term | t.Exact, field: str, docs: Ints, check: Callable[[], None]) -> Ints:
        """Correct by merges what a leaf finds in the postings of an entity field.

        Args:
            node: The leaf.
            field: One of `ENTITY_FIELDS`.
            docs: The articles, or quotes, whose indexed names it accepts, ascending.
            check: May raise to stop.
        """
        targets, moved, joined = self._affected(node, field)
        found = self._having(targets, field, lambda i: self.columns(i), self.speakers)
        doubtful = self._having(moved, field, lambda i: as_indexed(self._snapshot.views[i]), _plain_speakers)
        if joined:
            doubtful = np.union1d(doubtful, self._quotes_of_joined(joined))
        doubtful = np.setdiff1d(doubtful, found, assume_unique=True)
        true = self._verified(node, field, doubtful[self._snapshot.live[doubtful]], check)
        return np.union1d(np.setdiff1d(docs, doubtful, assume_unique=True), np.concatenate((found, true)))

    def corrects(self, node: Term | t.Exact, field: str) -> bool:
        """Return whether `corrected` may change what a leaf finds."""
        return bool(self) and any(self._affected(node, field))

    def _affected(self, node: Term | t.Exact, field: str) -> tuple[list[int], list[int], list[int]]:
        """Return keys of entities by which merges affect a leaf: targets, retyped ones, and joined ones."""
        targets = [
            key
            for key in self._target_names.accepted(node)
            if field not in ENTITY_TYPES or self._targets[key][0] == field
        ]
        moved = [key for key in self._moved_names.accepted(node) if self._changes(key, field)]
        return targets, moved, self._joined_names.accepted(node) if field in QUOTE_NAMES else []

    @cached_property
    def _target_names(self) -> _Names:
        return _Names((key, name) for key, (_, name) in self._targets.items())

    @cached_property
    def _moved(self) -> dict[int, tuple[str, str]]:
        """Old and new type by key, of retyped variants; "" for rejected ones."""
        return {
            _key(old): (old[0], new[0] if new else "")
            for old, new in self._merges.items()
            if new is None or old[0] != new[0]
        }

    @cached_property
    def _moved_names(self) -> _Names:
        """All names of retyped variants over all articles; a single article may have fewer."""
        stored = self._snapshot.stored_entities(list(self._moved))
        return _Names(
            (key, name) for key, infos in stored.items() for one in infos for name in (one.name, *one.aliases)
        )

    def _changes(self, key: int, field: str) -> bool:
        """Return whether retyping moves an entity into or out of a field."""
        before, after = self._moved[key]
        return field in (before, after) if field in ENTITY_TYPES else not after

    @cached_property
    def _joined_names(self) -> _Names:
        """All names of targets of several entities of one article."""
        keys = {key for i in range(len(self._snapshot.views)) for key in self.columns(i).joined[1].tolist()}
        infos = self.infos(sorted(keys))
        return _Names((key, name) for key, info in infos.items() for name in (info.name, *info.aliases))

    def _quotes_of_joined(self, keys: list[int]) -> Ints:
        """Return quotes of articles in which several entities were merged into one of these: it has all their names."""
        wanted = np.array(keys, np.uint64)
        articles = [NO_INTS]
        for i, base in enumerate(self._snapshot.bases.tolist()):
            docs, joined = self.columns(i).joined
            articles.append(docs[np.isin(joined, wanted)] + base)
        quotes = self._snapshot.quotes
        return quotes[np.isin(self._snapshot.parents(quotes), np.concatenate(articles))]

    def mentioning(self, node: t.Name) -> Ints:
        """Return the articles, or quotes, that mention an entity, or the quotes by it, ascending."""
        if node.field == "speaker":
            keys, ids = self.speaker_ids
            at, here = find(np.array([_key((node.kind, node.name))], np.uint64), keys)
            return np.flatnonzero(ids == at[0]) if here[0] else NO_INTS
        return self._having([_key((node.kind, node.name))], node.field, self.columns, self.speakers)

    def _having(
        self, keys: list[int], field: str, columns: Callable[[int], Columns], speakers: Callable[[View], Ints]
    ) -> Ints:
        """Return the articles, or quotes, with any of some entities in a field, ascending."""
        parts = [NO_INTS]
        if keys:
            wanted = np.array(keys, np.uint64)
            for i, view in enumerate(self._snapshot.views):
                if field == "speaker":
                    docs = np.flatnonzero(np.isin(speakers(view), wanted))
                else:
                    docs = columns(i).documents(wanted)
                    docs = docs[view.kinds[docs] == (QUOTE if field == "about" else ARTICLE)]
                parts.append(docs + self._snapshot.bases[i])
        return np.concatenate(parts)

    @cached_property
    def speaker_ids(self) -> tuple[Ints, Ints]:
        """Keys of all merged speakers, the first 0 for none; and for each document, the place of its own in them."""
        every = [np.zeros(1, np.uint64), *map(self.speakers, self._snapshot.views)]
        keys, ids = np.unique(np.concatenate(every), return_inverse=True)
        return keys, narrow(ids[1:])

    def speakers(self, view: View) -> Ints:
        """Return the key of the merged speaker of each document of a segment; 0 for none."""
        speakers = _plain_speakers(view)
        at, moved = find(speakers, self._from)
        speakers[moved] = self._into_keys[at[moved]]
        return speakers

    def _verified(self, node: Term | t.Exact, field: str, docs: Ints, check: Callable[[], None]) -> Ints:
        """Filter documents by a leaf, from their records: only records have the names in each place."""
        accepted = accepts_value(node)
        kept: list[int] = []
        article, record = -1, None
        for doc, parent in zip(docs.tolist(), self._snapshot.parents(docs).tolist(), strict=True):
            if record is None or parent != article:
                check()
                view, local = self._snapshot.locate(parent)
                article, record = parent, merged(view.record(local), self._merges)
            if any(map(accepted, _values(record, field, doc - parent))):
                kept.append(doc)
        return np.array(kept, np.int64)


def _values(record: Record, field: str, number: int) -> tuple[str, ...]:
    """Return the values of a field of an article (`number` 0) or of its quote `number`, from 1."""
    return quote_values(record, number - 1, field) if number else article_values(record, field)


def _key(id: EntityId) -> int:
    return entity_key(id[1], id[0])


def _plain_speakers(view: View) -> Ints:
    return view.speakers
