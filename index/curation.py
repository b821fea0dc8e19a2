"""What the user decided, in plain YAML beside the index: applied at query time, kept by every rebuild."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct, field

from .merging import EntityId, Merges
from .model import EntityCount
from .query.terms import accepts_value
from .query.tree import And, Exact, Fuzzy, Ids, Node, Not, Or, Prefix, Wildcard, Word

NAME = "curation.yaml"


class CurationError(Exception):
    """The file cannot be used; the message says what is wrong with it."""


class Curation(Struct, frozen=True, forbid_unknown_fields=True):
    """The user's decisions."""

    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Tag -> ids of the articles that carry it."""
    merges: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Canonical name -> other names of entities that are the same; the canonical one may be new."""
    rejected: tuple[str, ...] = ()
    """Names of entities that are none."""


def load(folder: Path) -> Curation:
    """The curation kept in an index folder; an empty one when there is none.

    Raises:
        CurationError: the file is there but cannot be read; nothing of it is ever overwritten then.
    """
    path = folder / NAME
    try:
        return msgspec.convert(yaml.safe_load(path.read_text("utf-8")) or {}, Curation)
    except FileNotFoundError:
        return Curation()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise CurationError(f"{path} cannot be read: {error}") from None


def apply_tags(tree: Node, curation: Curation) -> Node:
    """The tree with every condition on `tag:` replaced by the ids of the articles that carry such a tag."""
    if isinstance(tree, And):
        return And(tuple(apply_tags(part, curation) for part in tree.parts))
    if isinstance(tree, Or):
        return Or(tuple(apply_tags(part, curation) for part in tree.parts))
    if isinstance(tree, Not):
        return Not(apply_tags(tree.part, curation))
    if isinstance(tree, Word | Exact | Prefix | Wildcard | Fuzzy) and tree.field == "tag":
        accepts = accepts_value(tree)
        found = (ids for tag, ids in curation.tags.items() if accepts(tag))
        return Ids(frozenset(id for ids in found for id in ids))
    return tree


def decide(entities: Iterable[EntityCount], linked: Mapping[EntityId, EntityId], curation: Curation) -> Merges:
    """What entities are, by the user's decisions first and by what was linked without them second.

    A decision is about a name, whatever its case and type, as the interface shows it: what was linked to a name goes
    with it. A canonical name has the type under which it is in most articles, or, when it is new, that of the others.
    What is rejected is rejected with all that is merged into it.

    Args:
        entities: All of the index.
        linked: What `linking.link` found among them.
        curation: The user's decisions.
    """
    if not curation.merges and not curation.rejected:
        return linked
    decisions = _Decisions(linked)
    named = _named(entities, curation)
    for canonical, others in curation.merges.items():
        same = named.get(_fold(canonical), [])
        known = same or [one for other in others for one in named.get(_fold(other), [])]
        if not known:
            continue
        target = max(known, key=lambda one: one.articles).type, canonical
        decisions.merge([(one.type, one.name) for one in same if one.type == target[0]], target)
        for other in others:
            decisions.merge([(one.type, one.name) for one in named.get(_fold(other), [])], target)
    return decisions.result({_fold(name) for name in curation.rejected}, named)


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _named(entities: Iterable[EntityCount], curation: Curation) -> dict[str, list[EntityCount]]:
    """The entities whose names the user's decisions are about, by folded name."""
    names = {*curation.rejected, *curation.merges, *(other for others in curation.merges.values() for other in others)}
    named: dict[str, list[EntityCount]] = {_fold(name): [] for name in names}
    for one in entities:
        found = named.get(_fold(one.name))
        if found is not None:
            found.append(one)
    return named


class _Decisions:
    """The user's merges over those that were derived."""

    def __init__(self, linked: Mapping[EntityId, EntityId]) -> None:
        self._linked = linked
        self._decided: dict[EntityId, EntityId] = {}
        self._canonical: set[EntityId] = set()

    def merge(self, ids: Iterable[EntityId], target: EntityId) -> None:
        """Decide that some entities are another; what would close a circle is left as it was decided before."""
        self._canonical.add(target)
        for id in ids:
            if id not in self._path(target):
                self._decided[id] = target

    def _path(self, id: EntityId) -> list[EntityId]:
        """An entity, what it is merged into, and so on to what it is in the end."""
        path = [id]
        while True:
            further = self._decided.get(path[-1])
            if further is None and path[-1] not in self._canonical:
                further = self._linked.get(path[-1])
            if further is None:
                return path
            path.append(further)

    def result(self, rejected: set[str], named: Mapping[str, Iterable[EntityCount]]) -> Merges:
        """What every entity is in the end, without what is rejected by its folded name."""
        out: set[EntityId] = {(one.type, one.name) for name in rejected for one in named[name]}
        merges: dict[EntityId, EntityId | None] = {}
        for id in {*self._linked, *self._decided, *out}:
            root = self._path(id)[-1]
            if id in out or root in out or _fold(root[1]) in rejected:
                merges[id] = None
            elif root != id:
                merges[id] = root
        return merges
