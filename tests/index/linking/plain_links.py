"""The links between names in two ways: by a table, from nothing, and by looking at all names for each of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsexplore.index.annotate.entities.spelling import LEGAL
from newsexplore.index.engines.entity_merges import EntityId
from newsexplore.index.linking.link_update import LinkUpdate
from newsexplore.index.linking.linker import (
    KNOWN,
    Expansion,
    Number,
    best_spelling,
    dominant,
    is_acronym,
    is_contested,
    is_part,
    join_persons,
    overwhelming,
)
from newsexplore.index.linking.name_table import NameTable
from newsexplore.index.linking.spellings import bare_person, fold
from newsexplore.index.model import ENTITY_TYPES, EntityCount, EntityType


def link(entities: Iterable[EntityCount]) -> dict[EntityId, EntityId]:
    """Return the links between names, by a table that is made of all of them."""
    table = NameTable(None)
    table.database.execute("BEGIN")
    table.clear()
    table.put(entities)
    LinkUpdate(table).run()
    table.database.execute("COMMIT")
    found = table.links()
    table.close()
    return found


class _One(NamedTuple):
    """A name with all its spellings."""

    kind: EntityType
    key: str
    articles: int
    names: tuple[str, ...]
    called: tuple[tuple[str, str], ...]
    """Each of the names with each of its aliases."""


def link_plainly(entities: Sequence[EntityCount]) -> dict[EntityId, EntityId]:
    """Return the links between names: each rule looks at all names for what it depends on."""
    spelled: dict[tuple[EntityType, str], list[EntityCount]] = defaultdict(list)
    for one in entities:
        spelled[one.type, fold([one.name])[0]].append(one)
    ones = [
        _One(
            kind,
            key,
            sum(one.articles for one in some),
            tuple(one.name for one in some),
            tuple((one.name, alias) for one in some for alias in one.aliases),
        )
        for (kind, key), some in spelled.items()
    ]
    into = _persons(ones)
    for words in sorted({one.key.count(" ") for one in ones}, reverse=True):
        for i, one in enumerate(ones):
            if one.kind != "person" and one.key.count(" ") == words:
                whole = _full_name(ones, i, into)
                if whole is not None:
                    into[i] = whole
    joined = dict(into)
    for key in {one.key for one in ones}:
        same = sorted(
            (i for i, one in enumerate(ones) if one.key == key), key=lambda i: ENTITY_TYPES.index(ones[i].kind)
        )
        first = overwhelming([ones[i].articles for i in same])
        if first is not None:
            joined.update((i, same[first]) for i in same if i not in into and i != same[first])
    links: dict[EntityId, EntityId] = {}
    for i, one in enumerate(ones):
        root = ones[_root(i, joined)]
        best = best_spelling((each.name, each.articles) for each in spelled[root.kind, root.key])
        target = root.kind, best
        links.update(((one.kind, name), target) for name in one.names if (one.kind, name) != target)
    return links


def _root(i: int, into: dict[int, int]) -> int:
    while i in into:
        i = into[i]
    return i


def _persons(ones: Sequence[_One]) -> dict[int, int]:
    persons = {i: bare_person(one.key) for i, one in enumerate(ones) if one.kind == "person"}
    into: dict[int, int] = {}
    for surname in {name.rpartition(" ")[2] for name in persons.values()}:
        alone = next((i for i in persons if ones[i].key == surname), None)
        into |= join_persons(
            [
                Number(i, ones[i].key, ones[i].articles)
                for i, name in persons.items()
                if " " in name and name.rpartition(" ")[2] == surname
            ],
            None if alone is None else Number(alone, surname, ones[alone].articles),
            lambda surname=surname: sum(
                ones[i].articles for i, name in persons.items() if name.startswith(f"{surname} ")
            ),
            lambda surname=surname: max(
                (one.articles for one in ones if one.kind != "person" and one.key == surname), default=0
            ),
        )
    return into


def _full_name(ones: Sequence[_One], i: int, into: dict[int, int]) -> int | None:
    short = ones[i]
    if LEGAL.issuperset(short.key.split()):
        return None
    longer = [
        j
        for j, one in enumerate(ones)
        if one.kind != "person"
        and (
            (" " in one.key and any(alias in short.names for _, alias in one.called))
            or (short.kind == one.kind == "org" and any(one.key == f"{short.key} {form}" for form in LEGAL))
        )
    ]
    acronyms = [
        j
        for j in longer
        if (short.kind == ones[j].kind or {short.kind, ones[j].kind} == {"org", "misc"})
        and any(
            alias in short.names and is_acronym(alias, short.key, name, ones[j].key) for name, alias in ones[j].called
        )
    ]
    if acronyms:
        roots = {j: _root(j, into) for j in acronyms}
        expansions = [Expansion(ones[j].key, ones[j].articles, roots[j], ones[roots[j]].key) for j in acronyms]
        return None if is_contested(short.key, expansions) else dominant(_added(ones, acronyms, into), 1)
    parts = {j for j in longer if short.kind == ones[j].kind == "org" and is_part(short.key, ones[j].key)}
    rivals = {
        j
        for j, one in enumerate(ones)
        if one.kind == "org" and " " in one.key and short.key in (one.key.split(" ")[0], one.key.rpartition(" ")[2])
    }
    whole = dominant(_added(ones, parts | rivals if parts else parts, into), max(KNOWN, short.articles))
    return whole if whole in {_root(j, into) for j in parts} else None


def _added(ones: Sequence[_One], some: Iterable[int], into: dict[int, int]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for j in some:
        found[_root(j, into)] += ones[j].articles
    return found
