"""Merged entities: every engine answers as if each record were `merged`."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsexplore.index.engines.base import Engine, never
from newsexplore.index.engines.entity_merges import Merges, merged
from newsexplore.index.model import (
    ENTITY_TYPES,
    Annotations,
    Entity,
    EntityCount,
    EntityType,
    Mention,
    Quote,
    Record,
    Speaker,
)
from newsexplore.index.query.analysis import value
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.tree import Everything, Exact, Fuzzy, Name, Node, Not, Prefix, Wildcard, Word

from .conftest import write
from .records import corpus, record
from .test_counts import speakers_by_hand
from .test_search import CASES, trees

RECORDS = corpus()
MERGES: dict[str, Merges] = {
    "two into one of them": {("person", "the chairwoman"): ("person", "Mayor of Velmora")},
    "into a new name": {
        ("org", "Ministry of Water"): ("org", "Lisna Water Authority"),
        ("place", "Dovrin Dam"): ("org", "Lisna Water Authority"),
    },
    "into another type": {("org", "Velmora"): ("place", "Velmora"), ("misc", "Élan Prize"): ("person", "Élan")},
    "out of the index": {("person", "Mayor of Velmora"): None, ("org", "Velmora"): None, ("misc", "Élan Prize"): None},
    "all of it at once": {
        ("person", "the chairwoman"): ("person", "Chairwoman Ilka Vorrin"),
        ("person", "Mayor of Velmora"): ("person", "Chairwoman Ilka Vorrin"),
        ("org", "Velmora"): ("place", "Velmora"),
        ("place", "Dovrin Dam"): None,
        ("misc", "Élan Prize"): ("org", "Ministry of Water"),
        ("org", "somebody nobody named"): ("org", "Ministry of Water"),
    },
}
FIELDS = ("person", "org", "place", "entity", "speaker", "about")
NAMES = (
    *("Mayor of Velmora", "Lisna Water Authority", "Chairwoman Ilka Vorrin", "Élan", "Élan Prize", "Dovrin Dam"),
    *("Velmora", "Ministry of Water", "the dam", "the mayor", "Ministry", "the chairwoman", "a fisherman"),
)
NAME_WORDS = tuple(sorted({word for name in NAMES for word in value(name).split()}))


@pytest.fixture(params=MERGES, scope="module")
def merges(filled: Engine, request: pytest.FixtureRequest) -> Iterator[Merges]:
    """Set the merges of `filled` during a test."""
    filled.merge(MERGES[request.param])
    yield MERGES[request.param]
    filled.merge({})


def assert_finds_what_holds(engine: Engine, tree: Node, records: list[Record]) -> None:
    answer = engine.search(tree, sort="relevance", offset=0, limit=1000, cancelled=never)
    expected = sorted(one.article.id for one in records if holds(tree, one))
    assert sorted(id for id, _ in answer.page) == expected
    assert answer.total == len(expected)
    quotes = engine.search_quotes(tree, sort="relevance", offset=0, limit=1000, cancelled=never)
    assert sorted((id, number) for id, number, _ in quotes.page) == sorted(
        (one.article.id, number)
        for one in records
        for number in range(len(one.annotations.quotes))
        if quote_holds(tree, one, number)
    )


@pytest.mark.parametrize("case", CASES)
def test_any_query_finds_exactly_the_satisfying_merged_records(filled: Engine, merges: Merges, case: str):
    assert_finds_what_holds(filled, CASES[case], [merged(one, merges) for one in RECORDS])


@pytest.mark.parametrize("field", FIELDS)
def test_names_find_exactly_the_satisfying_merged_records(filled: Engine, merges: Merges, field: str):
    records = [merged(one, merges) for one in RECORDS]
    nodes: list[Node] = [Exact(field, value(name)) for name in NAMES]
    nodes += [Word(field, word) for word in NAME_WORDS]
    nodes += [Prefix(field, word[:3]) for word in NAME_WORDS]
    nodes += [Fuzzy(field, f"{word}s", 1) for word in NAME_WORDS]
    nodes += [Wildcard(field, f"{word[0]}*{word[-1]}") for word in NAME_WORDS]
    for node in nodes:
        assert_finds_what_holds(filled, node, records)


@pytest.mark.parametrize("field", ["entity", "about", "speaker"])
def test_chosen_names_find_exactly_the_satisfying_merged_records(filled: Engine, merges: Merges, field: str):
    records = [merged(one, merges) for one in RECORDS]
    for kind in ENTITY_TYPES:
        for name in NAMES:
            assert_finds_what_holds(filled, Name(field, kind, name), records)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(tree=st.one_of(trees, trees.map(Not)))
def test_any_tree_finds_exactly_the_satisfying_merged_records(filled: Engine, merges: Merges, tree: Node):
    assert_finds_what_holds(filled, tree, [merged(one, merges) for one in RECORDS])


@pytest.mark.parametrize("tree", [Everything(), Word("", "harbour"), Exact("place", "velmora")], ids=repr)
def test_facets_count_merged_entities_once_an_article(filled: Engine, merges: Merges, tree: Node):
    records = [merged(one, merges) for one in RECORDS]
    articles: Counter[tuple[str, EntityType]] = Counter()
    mentions: Counter[tuple[str, EntityType]] = Counter()
    aliases: defaultdict[tuple[str, EntityType], set[str]] = defaultdict(set)
    for one in records:
        keys: list[tuple[str, EntityType]] = [(entity.name, entity.type) for entity in one.annotations.entities]
        for key, entity in zip(keys, one.annotations.entities, strict=True):
            aliases[key].update(entity.aliases)
        if holds(tree, one):
            articles.update(set(keys))
            mentions.update(keys[mention.entity] for mention in one.annotations.mentions)
    expected = [EntityCount(*key, n, mentions[key], tuple(sorted(aliases[key]))) for key, n in articles.items()]
    facets = filled.facets(tree, types=ENTITY_TYPES, limit=100, cancelled=never)
    assert sorted(facets.entities, key=lambda one: (one.name, one.type)) == sorted(
        expected, key=lambda one: (one.name, one.type)
    )


@pytest.mark.parametrize("tree", [Everything(), Word("", "harbour"), Exact("place", "velmora")], ids=repr)
def test_speakers_are_counted_as_they_are_merged(filled: Engine, merges: Merges, tree: Node):
    records = [merged(one, merges) for one in RECORDS]
    said = [(one, n) for one in records if holds(tree, one) for n in range(len(one.annotations.quotes))]
    unnamed, expected = speakers_by_hand(said)
    found = filled.speakers(tree, quotes=False, limit=100, cancelled=never)
    assert (found.quotes, found.unnamed, list(found.speakers)) == (len(said), unnamed, expected)


def test_a_facet_counts_what_its_filter_finds(filled: Engine, merges: Merges):
    del merges
    for one in filled.facets(Everything(), types=ENTITY_TYPES, limit=100, cancelled=never).entities:
        tree = Name("entity", one.type, one.name)
        assert filled.search(tree, sort="newest", offset=0, limit=0, cancelled=never).total == one.articles
    for one in filled.facets(Everything(), types=ENTITY_TYPES, limit=100, cancelled=never, quotes=True).entities:
        tree = Name("about", one.type, one.name)
        assert filled.search_quotes(tree, sort="newest", offset=0, limit=0, cancelled=never).total == one.articles
    for one in filled.speakers(Everything(), quotes=True, limit=100, cancelled=never).speakers:
        tree = Name("speaker", one.type, one.name)
        assert filled.search_quotes(tree, sort="newest", offset=0, limit=0, cancelled=never).total == one.quotes


def test_entities_are_as_indexed(filled: Engine, merges: Merges):
    plain = filled.entities()
    filled.merge({})
    facets = filled.facets(Everything(), types=ENTITY_TYPES, limit=1000, cancelled=never).entities
    filled.merge(merges)
    assert sorted(plain, key=lambda one: (one.name, one.type)) == sorted(facets, key=lambda one: (one.name, one.type))


def speech(id: str, names: list[str], said: str = "the dam holds") -> Record:
    """Make an article where the first person speaks and all are mentioned after the quote."""
    base = record(id, "", " ".join([said, *names])).article
    entities = tuple(Entity(name, "person") for name in names)
    mentions = tuple(Mention(at := base.text.index(name, len(said)), at + len(name), i) for i, name in enumerate(names))
    speaker = Speaker(len(said) + 1, len(said) + 1 + len(names[0]), names[0], names[0], 0)
    quote = Quote(0, len(said), said, "direct", ((0, len(said)),), speaker)
    return Record(base, Annotations((), entities, mentions, (quote,)))


def test_merges_survive_a_commit(engine: Engine):
    engine.merge({("person", "Vorrin"): ("person", "Ilka Vorrin")})
    write(engine, [speech("a", ["Vorrin"])])
    write(engine, [speech("b", ["Ilka Vorrin"])])
    tree = Exact("speaker", "ilka vorrin")
    assert engine.search_quotes(tree, sort="oldest", offset=0, limit=9, cancelled=never).total == 2


def test_a_search_sees_new_merges_at_once(engine: Engine):
    write(engine, [speech("a", ["Vorrin", "Ilka Vorrin"])])
    tree = Exact("person", "ilka vorrin dorsan")
    assert engine.search(tree, sort="oldest", offset=0, limit=9, cancelled=never).total == 0
    engine.merge({("person", "Vorrin"): ("person", "Ilka Vorrin Dorsan")})
    assert engine.search(tree, sort="oldest", offset=0, limit=9, cancelled=never).total == 1
    engine.merge({})
    assert engine.search(tree, sort="oldest", offset=0, limit=9, cancelled=never).total == 0


def test_merges_survive_the_merging_of_segments(engine: Engine):
    for i in range(9):
        write(engine, [speech(f"{i}", ["Vorrin" if i % 2 else "Ilka Vorrin"])])
    engine.merge({("person", "Vorrin"): ("person", "Ilka Vorrin")})
    tree = Exact("speaker", "ilka vorrin")
    assert engine.search_quotes(tree, sort="oldest", offset=0, limit=0, cancelled=never).total == 9
    (count,) = engine.facets(Everything(), types=("person",), limit=9, cancelled=never).entities
    assert count == EntityCount("Ilka Vorrin", "person", 9, 9, ("Vorrin",))


def test_stored_records_are_unchanged(engine: Engine):
    one = speech("a", ["Vorrin"])
    write(engine, [one])
    engine.merge({("person", "Vorrin"): None})
    assert engine.records(["a"]) == [one]
