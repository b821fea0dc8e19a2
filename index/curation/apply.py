"""What the user decided, applied to queries and entities at the moment of the question: every rebuild keeps it."""

from collections.abc import Callable, Iterable, Mapping

from ..engines.entity_merges import EntityId, Merges
from ..model import EntityCount
from ..query import analysis
from ..query.terms import accepts_value
from ..query.tree import And, Exact, Fuzzy, Ids, InArticle, Node, Not, Or, Phrase, Prefix, Wildcard, Word
from .model import Curation, Kept, folded, split_key

BOOKMARK, NOTE = "bookmark", "note"
"""The tags that bookmarked articles and quotes have, and those with a note."""
_QUOTE_WORDS = 24
"""Words by which a tagged quote is found within its article."""


def apply_tags(tree: Node, curation: Curation, *, quotes: bool = False) -> Node:
    """The tree with every condition on `tag:` replaced by what carries such a tag.

    In article search that is the articles that carry it or in which a quote does, in quote search those quotes and all
    quotes of the articles that carry it.
    """
    if isinstance(tree, And):
        return And(tuple(apply_tags(part, curation, quotes=quotes) for part in tree.parts))
    if isinstance(tree, Or):
        return Or(tuple(apply_tags(part, curation, quotes=quotes) for part in tree.parts))
    if isinstance(tree, InArticle):
        return InArticle(apply_tags(tree.part, curation))
    if isinstance(tree, Not):
        return Not(apply_tags(tree.part, curation, quotes=quotes))
    if isinstance(tree, Word | Exact | Prefix | Wildcard | Fuzzy) and tree.field == "tag":
        accepts = accepts_value(tree)
        ids = {id for tag, tagged in curation.tags.items() if accepts(tag) for id in tagged}
        ids |= {id for id, one in curation.articles.items() if _carries(one, accepts)}
        found = {key: one for key, one in curation.quotes.items() if _carries(one, accepts)}
        if not quotes:
            return Ids(frozenset(ids | {split_key(key)[0] for key in found}))
        nodes = (_quote(split_key(key)[0], one.said) for key, one in found.items())
        alone = dict.fromkeys(node for node in nodes if node is not None)
        return Or((Ids(frozenset(ids)), *alone)) if alone else Ids(frozenset(ids))
    return tree


def _carries(one: Kept, accepts: Callable[[str], bool]) -> bool:
    tags = (*one.tags, *([BOOKMARK] if one.bookmark else ()), *([NOTE] if one.note else ()))
    return any(map(accepts, tags))


def _quote(article: str, said: str) -> Node | None:
    """What finds a quote by its first words within its article."""
    words = analysis.words(said)[:_QUOTE_WORDS]
    if not words:
        return None
    first, *more = words
    return And((Ids(frozenset((article,))), Phrase("quote", words) if more else Word("quote", first)))


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
        same = named.get(folded(canonical), [])
        known = same or [one for other in others for one in named.get(folded(other), [])]
        if not known:
            continue
        target = max(known, key=lambda one: one.articles).type, canonical
        decisions.merge([(one.type, one.name) for one in same if one.type == target[0]], target)
        for other in others:
            decisions.merge([(one.type, one.name) for one in named.get(folded(other), [])], target)
    return decisions.result({folded(name) for name in curation.rejected}, named)


def _named(entities: Iterable[EntityCount], curation: Curation) -> dict[str, list[EntityCount]]:
    """The entities whose names the user's decisions are about, by folded name."""
    names = {*curation.rejected, *curation.merges, *(other for others in curation.merges.values() for other in others)}
    named: dict[str, list[EntityCount]] = {folded(name): [] for name in names}
    for one in entities:
        found = named.get(folded(one.name))
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
            if id in out or root in out or folded(root[1]) in rejected:
                merges[id] = None
            elif root != id:
                merges[id] = root
        return merges
