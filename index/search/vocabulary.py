"""The vocabulary of an index, names, outlets, topics and words, for completion and correction.

Everything comes through the engine protocol, is computed on first use, and is valid until the next commit.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..curation.apply import BOOKMARK, NOTE, apply_tags
from ..curation.changes import all_tags
from ..decisions import Curation
from ..engines.base import Cancelled, Engine
from ..engines.entity_merges import Merges, merged
from ..model import ENTITY_TYPES, EntityType, Record
from ..query.analysis import value, words
from ..query.terms import within
from ..query.tree import TEXT_FIELDS, And, Everything, Exact, Fuzzy, Ids, Node, Not, Or, Prefix, Word
from ..query.values import article_values

MAX_NAMES = 500
"""Number of most frequent entities per type that are loaded; others are looked up on demand."""
_TOO_FEW = 8
"""Minimum number of loaded matches; with fewer, others are looked up."""
_ROUNDS, _ROUND = 6, 60
"""Number of rounds of sampling, and articles per round."""
_MAX_VALUES = 300
"""Maximum number of sampled values."""
_LONG = 6
"""Minimum letters of a word with two errors."""
_CACHED_LISTS = 64
"""Number of cached lists of values."""
_CORRECTIONS = 6
"""Maximum number of corrections per edit distance."""
_SAMPLED = 40
"""Articles sampled for values with words similar to a misspelled one."""
_TYPES: dict[str, tuple[EntityType, ...]] = {
    "person": ("person",),
    "org": ("org",),
    "place": ("place",),
    "entity": ENTITY_TYPES,
    "about": ENTITY_TYPES,
    "speaker": ("person", "org", "place"),
}


class Value(NamedTuple):
    """A value of a name field."""

    text: str
    """The value as written."""
    kind: str
    """The type of an entity; else the field."""
    articles: int
    """Number of articles; 0 if not counted."""
    folded: str
    """The words of all its spellings, each after a space."""


class Vocabulary:
    """The words and values of one commit, for one thread at a time."""

    def __init__(self, engine: Engine, merges: Merges) -> None:
        """Use an engine's index; `merges` are those set on the engine."""
        self.merges = merges
        self.curation = Curation()
        """The user's decisions; the interpreter updates them."""
        self._engine = engine
        self._entities: dict[str, list[Value]] = {}
        self._outlets: list[Value] = []
        self._together: dict[tuple[EntityType, ...], list[Value]] = {}
        self._values: dict[tuple[str, str], list[Value]] = {}

    def count(self, node: Node, cancelled: Cancelled) -> int:
        """Count the articles that match a condition; raises as `Engine.search`."""
        return self._engine.search(node, sort="relevance", offset=0, limit=0, cancelled=cancelled).total

    def counts(self, nodes: Sequence[Node], cancelled: Cancelled) -> list[int]:
        """Count the articles that match each of some conditions; raises as `Engine.search`."""
        self._engine.expect_counts(nodes, quotes=False)
        return [self.count(node, cancelled) for node in nodes]

    def starting(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """List words that start with a folded prefix, with their number of articles, most first."""
        return self._engine.words(prefix, limit)

    def values(self, field: str, prefix: str, cancelled: Cancelled) -> list[Value]:
        """List values of a name field with a word that starts like the last one of `prefix`, most articles first.

        Raises as `Engine.search`.
        """
        wanted = f" {value(prefix)}"
        if field == "tag":
            found = sorted(self._tags(), key=_by_articles)
        elif field == "outlet":
            self.gather(cancelled)
            found = self._outlets
        elif field in _TYPES:
            found = self.known(field, prefix, cancelled)
            if len(found) < _TOO_FEW and wanted != " ":
                texts = {one.text for one in found}
                found = found + [one for one in self._met(field, prefix, cancelled) if one.text not in texts]
        else:
            found = self._met(field, prefix, cancelled)
        return [one for one in found if wanted in one.folded] if wanted != " " else found

    def _tags(self) -> Iterator[Value]:
        """List the user's tags that some article has."""
        for tag in dict.fromkeys((*all_tags(self.curation), BOOKMARK, NOTE)):
            carrying = apply_tags(Exact("tag", value(tag)), self.curation)
            if isinstance(carrying, Ids) and carrying.ids:
                yield _value(tag, "tag", len(carrying.ids))

    def known(self, field: str, prefix: str, cancelled: Cancelled) -> list[Value]:
        """As `values`, for an entity field, only among the most frequent entities."""
        wanted = f" {value(prefix)}"
        found = self._named(_TYPES[field], cancelled)
        return [one for one in found if wanted in one.folded] if wanted != " " else found

    def _named(self, types: tuple[EntityType, ...], cancelled: Cancelled) -> list[Value]:
        """Return the most frequent entities of some types."""
        self.gather(cancelled)
        if len(types) == 1:
            return self._entities[types[0]]
        several = self._together.get(types)
        if several is None:
            of_types = (one for kind in types for one in self._entities[kind])
            several = self._together[types] = sorted(of_types, key=_by_articles)
        return several

    def gather(self, cancelled: Cancelled) -> None:
        """Load entities and outlets once; raises as `Engine.facets`."""
        if not self._entities:
            everything = self._engine.facets(
                Everything(), types=ENTITY_TYPES, limit=MAX_NAMES, cancelled=cancelled, mentions=False
            )
            values = [(one.type, _value(one.name, one.type, one.articles, *one.aliases)) for one in everything.entities]
            self._outlets = [_value(name, "outlet", articles) for name, articles in everything.outlets]
            self._entities = {kind: [one for of, one in values if of == kind] for kind in ENTITY_TYPES}

    def _met(self, field: str, prefix: str, cancelled: Cancelled) -> list[Value]:
        """Sample values from articles, each time from articles without the values found so far."""
        start = next(reversed(words(prefix)), "")
        key = (field, start)
        if key not in self._values:
            known: dict[str, tuple[str, str]] = {}
            asked: Node = Prefix(field, start) if start else Everything()
            for _ in range(_ROUNDS):
                others = Not(Or(tuple(Exact(field, one) for one in known))) if known else Everything()
                page = self._engine.search(
                    And((asked, others)), sort="newest", offset=0, limit=_ROUND, cancelled=cancelled
                ).page
                before = len(known)
                for record in self._engine.records([id for id, _ in page]):
                    for text, kind in self._values_of(record, field):
                        if f" {start}" in f" {value(text)}":
                            known.setdefault(value(text), (text, kind))
                if len(known) == before or len(known) > _MAX_VALUES:
                    break
            counted = [
                _value(text, kind, self.count(Exact(field, folded), cancelled))
                for folded, (text, kind) in known.items()
            ]
            if len(self._values) >= _CACHED_LISTS:
                self._values.clear()
            self._values[key] = sorted(counted, key=_by_articles)
        return self._values[key]

    def _values_of(self, record: Record, field: str) -> Iterator[tuple[str, str]]:
        """Yield the values of a name field of an article, each with its kind."""
        if field in _TYPES:
            for one in merged(record, self.merges).annotations.entities:
                if one.type in _TYPES[field]:
                    yield one.name, one.type
        else:
            for text in article_values(record, field):
                yield text, field

    def like(self, field: str, word: str, cancelled: Cancelled) -> list[str]:
        """List words of texts, or of values of a name field, that `word` may be a misspelling of; best first.

        They differ by one edit, or two in a long word; fewer edits come first, then more articles. Raises as
        `Engine.search`.
        """
        distances = (1, 2) if len(word) >= _LONG else (1,)
        if field in TEXT_FIELDS:
            found = [one for distance in distances for one in self._engine.similar(field, word, distance, _CORRECTIONS)]
            return list(dict.fromkeys(other for other, _ in found if other != word))
        near: set[str] = set()
        distance = distances[-1]
        ids = [
            id
            for id, _ in self._engine.search(
                Fuzzy(field, word, distance), sort="relevance", offset=0, limit=_SAMPLED, cancelled=cancelled
            ).page
        ]
        for record in self._engine.records(ids):
            others = (other for text in article_values(record, field) for other in words(text))
            near |= {other for other in others if within(word, other, distance)}
        ranked = {other: (not within(word, other, 1), -self.count(Word(field, other), cancelled)) for other in near}
        near = {other for other in near if ranked[other][1]}
        return sorted(near, key=lambda other: (*ranked[other], other))

    def value_like(self, field: str, text: str, cancelled: Cancelled) -> str:
        """Return the most frequent value of a name field within two edits of `text`; "" for none."""
        wanted = value(text)
        for one in self.values(field, wanted[:1], cancelled):
            if within(wanted, value(one.text), 2):
                return one.text
        return ""


def _value(text: str, kind: str, articles: int, *aliases: str) -> Value:
    return Value(text, kind, articles, "".join(f" {value(spelling)}" for spelling in (text, *aliases)))


def _by_articles(one: Value) -> tuple[int, str]:
    return -one.articles, one.text
