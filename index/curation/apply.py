"""Decisions about tags and entities, applied at query time so that they survive a rebuild."""

from collections.abc import Callable, Iterable, Mapping

from ..decisions import CuratedItem, Curation
from ..engines.entity_merges import EntityId, Merges
from ..model import EntityCount
from ..query.leaves import READ
from ..query.terms import accepts_value
from ..query.tree import And, Exact, Fuzzy, Ids, InArticle, Node, Not, Or, Prefix, QuoteIds, Wildcard, Word
from .changes import folded, split_key, split_reference

BOOKMARK, NOTE = "bookmark", "note"
"""Built-in tags of bookmarked articles and quotes, and of those with a note."""


def apply_tags(
    tree: Node, curation: Curation, places: Mapping[str, tuple[str, int]] | None = None, *, quotes: bool = False
) -> Node:
    """Replace every `tag:` condition of a tree by the articles or quotes that carry the tag.

    In article search these are the articles with the tag, on themselves or on one of their quotes; in quote search the
    quotes with the tag and all quotes of articles with the tag.

    Args:
        tree: The query tree.
        curation: The decisions, by the ids and spans of the index.
        places: Article id and quote number by quote key, for the quotes that are in the index.
        quotes: Whether quotes are searched.
    """
    if isinstance(tree, And):
        return And(tuple(apply_tags(part, curation, places, quotes=quotes) for part in tree.parts))
    if isinstance(tree, Or):
        return Or(tuple(apply_tags(part, curation, places, quotes=quotes) for part in tree.parts))
    if isinstance(tree, InArticle):
        return InArticle(apply_tags(tree.part, curation, places))
    if isinstance(tree, Not):
        return Not(apply_tags(tree.part, curation, places, quotes=quotes))
    if isinstance(tree, Word | Exact | Prefix | Wildcard | Fuzzy) and tree.field == "tag":
        accepts = accepts_value(tree)
        ids = {id for tag, tagged in curation.tags.items() if accepts(tag) for id in tagged}
        ids |= {id for id, one in curation.articles.items() if _carries(one, accepts)}
        found = [key for key, one in curation.quotes.items() if _carries(one, accepts)]
        if not quotes:
            return Ids(frozenset(ids | {split_key(key)[0] for key in found}))
        alone = [places[key] for key in found if places and key in places]
        return Or((Ids(frozenset(ids)), QuoteIds(frozenset(alone)))) if alone else Ids(frozenset(ids))
    return tree


def apply_read_marks(tree: Node, read: frozenset[str]) -> Node:
    """The tree with every condition on `is:` replaced by the articles that have been read; `read` are their ids."""
    if isinstance(tree, And):
        return And(tuple(apply_read_marks(part, read) for part in tree.parts))
    if isinstance(tree, Or):
        return Or(tuple(apply_read_marks(part, read) for part in tree.parts))
    if isinstance(tree, InArticle):
        return InArticle(apply_read_marks(tree.part, read))
    if isinstance(tree, Not):
        return Not(apply_read_marks(tree.part, read))
    return Ids(read) if tree == READ else tree


def _carries(one: CuratedItem, accepts: Callable[[str], bool]) -> bool:
    tags = (*one.tags, *([BOOKMARK] if one.bookmark else ()), *([NOTE] if one.note else ()))
    return any(map(accepts, tags))


def decided_names(curation: Curation) -> set[str]:
    """Return the names that decisions about entities refer to, as written but for their types."""
    merges = curation.merges
    written = {*curation.rejected, *merges, *(other for others in merges.values() for other in others)}
    return {split_reference(one)[1] for one in written}


def decide(entities: Iterable[EntityCount], linked: Mapping[EntityId, EntityId], curation: Curation) -> Merges:
    """Resolve entities by the user's decisions first, and by automatic links second.

    A decision names an entity in any letter case, under one type or all, as the interface shows it; variants linked to
    the name follow it. A canonical name without a type takes the type under which it is in most articles, or, if it is
    new, the type of its variants. Rejecting an entity rejects everything merged into it.

    Args:
        entities: The entities of the index with a name that decisions refer to (`decided_names`); others do not matter.
        linked: The links that `linking.link` found among them.
        curation: The user's decisions.
    """
    if not curation.merges and not curation.rejected:
        return linked
    decisions = _Decisions(linked, _Named(entities, curation))
    waiting = list(curation.merges.items())
    while waiting:  # a rename of a rename depends on the first one, in whatever order they are in the file
        left = [(canonical, others) for canonical, others in waiting if not decisions.decide(canonical, others)]
        if len(left) == len(waiting):
            break
        waiting = left
    return decisions.result(curation.rejected)


class _Named:
    """The entities that decisions refer to, by name."""

    def __init__(self, entities: Iterable[EntityCount], curation: Curation) -> None:
        self._named: dict[str, dict[EntityId, int]] = {folded(name): {} for name in decided_names(curation)}
        for one in entities:
            found = self._named.get(folded(one.name))
            if found is not None:
                found[one.type, one.name] = one.articles
        self.new: set[EntityId] = set()
        """Entities that exist only by decision and are named in no article."""

    def find(self, written: str) -> dict[EntityId, int]:
        """Return the entities that a reference matches, with their number of articles."""
        kind, name = split_reference(written)
        return {id: articles for id, articles in self._named[folded(name)].items() if kind in (None, id[0])}

    def add(self, id: EntityId) -> None:
        """Register an entity that a decision creates."""
        found = self._named[folded(id[1])]
        if id not in found:
            found[id] = 0
            self.new.add(id)


class _Decisions:
    """The user's merges on top of the automatic links."""

    def __init__(self, linked: Mapping[EntityId, EntityId], named: _Named) -> None:
        self._linked = linked
        self._named = named
        self._decided: dict[EntityId, EntityId] = {}
        self._canonical: set[EntityId] = set()

    def decide(self, canonical: str, others: Iterable[str]) -> bool:
        """Apply one merge by reference; return False if none of its entities is known yet."""
        kind, name = split_reference(canonical)
        same = self._named.find(canonical)
        found = [self._named.find(other) for other in others]
        known = same or {id: articles for ids in found for id, articles in ids.items()}
        if not known:
            return False
        target = kind or max(known, key=lambda id: known[id])[0], name
        self._named.add(target)
        self.merge([id for id in same if id[0] == target[0]], target)
        for ids in found:
            self.merge(ids, target)
        return True

    def merge(self, ids: Iterable[EntityId], target: EntityId) -> None:
        """Merge entities into a target; a merge that would close a cycle is skipped."""
        self._canonical.add(target)
        for id in ids:
            if id not in self._path(target):
                self._decided[id] = target

    def _path(self, id: EntityId) -> list[EntityId]:
        """Return the chain of merges from an entity to its final target."""
        path = [id]
        while True:
            further = self._decided.get(path[-1])
            if further is None and path[-1] not in self._canonical:
                further = self._linked.get(path[-1])
            if further is None:
                return path
            path.append(further)

    def result(self, rejected: Iterable[str]) -> Merges:
        """Return the final target of every entity; None for rejected ones."""
        rejected = tuple(rejected)
        out = {id for written in rejected for id in self._named.find(written)}
        merges: dict[EntityId, EntityId | None] = {}
        for id in {*self._linked, *self._decided, *out} - self._named.new:
            root = self._path(id)[-1]
            if id in out or root in out:
                merges[id] = None
            elif root != id:
                merges[id] = root
        return merges
