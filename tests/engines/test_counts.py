"""Facets, timeline and words: every engine against counting by hand."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, timedelta

import pytest

from newsexplore.index.engines.base import Engine, never
from newsexplore.index.engines.entity_merges import EntityId, Merges, Speakers, merged
from newsexplore.index.model import (
    ENTITY_TYPES,
    Annotations,
    Bucket,
    Entity,
    EntityCount,
    EntityType,
    Quote,
    Record,
    Speaker,
    SpeakerCount,
    Timeline,
)
from newsexplore.index.query.analysis import words
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.terms import accepts
from newsexplore.index.query.tree import Everything, Fuzzy, InArticle, Node, Not, Nothing, Undated, Word
from newsexplore.index.query.values import mentioned
from newsexplore.index.quotation import DOUBTFUL, is_doubtful
from newsexplore.index.titles import own_title

from .conftest import write
from .records import corpus, record, vocabulary

RECORDS = corpus()
INTO: EntityId = ("org", "Everybody")
MERGES: Merges = {(entity.type, entity.name): INTO for one in RECORDS[::3] for entity in one.annotations.entities[:1]}
TREES: list[Node] = [Everything(), Nothing(), Word("", "harbour"), Not(Word("", "the")), Undated()]


def counted(records: list[Record]) -> list[EntityCount]:
    articles: Counter[tuple[str, EntityType]] = Counter()
    mentions: Counter[tuple[str, EntityType]] = Counter()
    for one in records:
        keys: list[tuple[str, EntityType]] = [(entity.name, entity.type) for entity in one.annotations.entities]
        articles.update(set(keys))
        mentions.update(keys[mention.entity] for mention in one.annotations.mentions)
    aliases: defaultdict[tuple[str, EntityType], set[str]] = defaultdict(set)
    for one in RECORDS:
        for entity in one.annotations.entities:
            aliases[entity.name, entity.type].update(entity.aliases)
    found = [
        EntityCount(name, kind, n, mentions[name, kind], tuple(sorted(aliases[name, kind])))
        for (name, kind), n in articles.items()
    ]
    return sorted(found, key=lambda one: (-one.articles, one.name, one.type))


@pytest.mark.parametrize("tree", TREES, ids=repr)
def test_facets_count_all_that_match(filled: Engine, tree: Node):
    matching = [one for one in RECORDS if holds(tree, one)]
    facets = filled.facets(tree, types=ENTITY_TYPES, limit=100, cancelled=never)
    assert sorted(facets.entities, key=lambda one: (-one.articles, one.name, one.type)) == counted(matching)
    assert [-one.articles for one in facets.entities] == sorted(-one.articles for one in facets.entities)
    outlets = Counter(one.article.outlet for one in matching if one.article.outlet)
    assert list(facets.outlets) == sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))


QUOTE_TREES: list[Node] = [*TREES, Word("quote", "harbour"), Word("speaker", "mayor"), InArticle(Word("", "dam"))]


def quotes_that_hold(tree: Node) -> list[tuple[Record, int]]:
    return [
        (one, number)
        for one in RECORDS
        for number in range(len(one.annotations.quotes))
        if quote_holds(tree, one, number)
    ]


@pytest.mark.parametrize("tree", QUOTE_TREES, ids=repr)
def test_quote_search_counts_quotes(filled: Engine, tree: Node):
    matching = quotes_that_hold(tree)
    total = filled.search_quotes(tree, sort="newest", offset=0, limit=0, cancelled=never).total
    assert total == len(matching)
    quotes: Counter[tuple[EntityType, str]] = Counter()
    mentions: Counter[tuple[EntityType, str]] = Counter()
    for one, number in matching:
        keys: list[tuple[EntityType, str]] = [
            (entity.type, entity.name) for entity in mentioned(one, one.annotations.quotes[number])
        ]
        quotes.update(set(keys))
        mentions.update(keys)
    facets = filled.facets(tree, types=ENTITY_TYPES, limit=100, cancelled=never, quotes=True)
    told = {(one.type, one.name): (one.articles, one.mentions) for one in facets.entities}
    assert told == {key: (number, mentions[key]) for key, number in quotes.items()}
    outlets = Counter(one.article.outlet for one, _ in matching if one.article.outlet)
    assert list(facets.outlets) == sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))
    timeline = filled.timeline(tree, buckets=40, cancelled=never, quotes=True)
    assert timeline.undated == sum(not one.article.date for one, _ in matching)
    assert sum(bar.count for bar in timeline.buckets) == len(matching) - timeline.undated


def speakers_by_hand(
    said: list[tuple[Record, int]], corrected: Speakers | None = None, among: Collection[EntityId] | None = None
) -> tuple[int, list[SpeakerCount]]:
    """How many of some quotes have no named speaker, and the counts of the named ones, in order."""
    heard: defaultdict[EntityId, list[tuple[Record, bool]]] = defaultdict(list)
    unnamed = 0
    for one, number in said:
        quote = one.annotations.quotes[number]
        place = (one.article.id, number)
        id: EntityId | None = None
        if corrected and place in corrected:
            id = corrected[place]
        elif quote.speaker is not None and quote.speaker.entity is not None:
            entity = one.annotations.entities[quote.speaker.entity]
            id = entity.type, entity.name
        if id is None:
            unnamed += 1
        elif among is None or id in among:
            heard[id].append((one, is_doubtful(quote) and not (corrected and place in corrected)))
    counts = [
        SpeakerCount(
            name,
            kind,
            len(quotes),
            len({one.article.id for one, _ in quotes}),
            len({one.article.outlet for one, _ in quotes} - {""}),
            sum(doubtful for _, doubtful in quotes),
        )
        for (kind, name), quotes in heard.items()
    ]
    return unnamed, sorted(counts, key=lambda one: (-one.quotes, one.name, one.type))


@pytest.mark.parametrize("quotes", [True, False])
@pytest.mark.parametrize("tree", QUOTE_TREES, ids=repr)
@pytest.mark.parametrize("limit", [0, 1, 3, 100])
def test_speakers_are_counted_with_their_articles_and_outlets(filled: Engine, tree: Node, quotes: bool, limit: int):
    said = quotes_that_hold(tree if quotes else InArticle(tree))
    unnamed, expected = speakers_by_hand(said)
    found = filled.speakers(tree, quotes=quotes, limit=limit, cancelled=never)
    assert (found.quotes, found.unnamed, found.total) == (len(said), unnamed, len(expected))
    assert list(found.speakers) == expected[:limit]


def test_doubtful_attributions_are_counted_apart(engine: Engine):
    sure = (0.2, DOUBTFUL - 0.01, DOUBTFUL, 1.0)
    people = (Entity("Ilka Vorrin", "person"),)
    said = tuple(
        Quote(at, at + 1, "x", "direct", ((at, at + 1),), Speaker(at, at, "Vorrin", "Ilka Vorrin", 0, confidence))
        for at, confidence in enumerate(sure)
    )
    write(engine, [Record(record("a", "", "x" * len(sure)).article, Annotations(entities=people, quotes=said))])
    found = engine.speakers(Everything(), quotes=False, limit=5, cancelled=never)
    assert found.speakers == (SpeakerCount("Ilka Vorrin", "person", 4, 1, 0, 2),)


@pytest.mark.parametrize("quotes", [True, False])
def test_corrected_speakers_are_counted_under_their_names(filled: Engine, quotes: bool):
    said = quotes_that_hold(Everything())
    ids: list[EntityId | None] = [None, ("person", "somebody new"), ("org", "somebody new")]
    _, counts = speakers_by_hand(said)
    ids.append((counts[0].type, counts[0].name))
    corrected: Speakers = {(one.article.id, number): ids[i % len(ids)] for i, (one, number) in enumerate(said[::2])} | {
        ("gone", 0): ids[1]
    }
    unnamed, expected = speakers_by_hand(said, corrected)
    found = filled.speakers(Everything(), quotes=quotes, limit=100, cancelled=never, corrected=corrected)
    assert (found.quotes, found.unnamed, list(found.speakers)) == (len(said), unnamed, expected)
    among = [one for one in ids if one is not None]
    found = filled.speakers(Everything(), quotes=quotes, limit=2, cancelled=never, among=among, corrected=corrected)
    _, expected = speakers_by_hand(said, corrected, among)
    assert (found.quotes, found.unnamed, found.total) == (len(said), unnamed, len(expected))
    assert list(found.speakers) == expected[:2]


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_facets_have_at_most_so_many_of_a_type(filled: Engine, limit: int):
    facets = filled.facets(Everything(), types=("place", "person"), limit=limit, cancelled=never)
    for kind in ("place", "person"):
        best = sorted((one for one in counted(RECORDS) if one.type == kind), key=lambda one: (-one.articles, one.name))
        assert [one for one in facets.entities if one.type == kind] == best[:limit]
    assert {one.type for one in facets.entities} <= {"place", "person"}


@pytest.mark.parametrize("tree", TREES, ids=repr)
@pytest.mark.parametrize("firsts", [(), ("1000-01-01",), ("2017-06-01", "2017-11-03", "2018-01-01")], ids=len)
@pytest.mark.parametrize("merges", [{}, MERGES], ids=["plain", "merged"])
def test_names_are_counted_in_stretches_of_time(filled: Engine, tree: Node, firsts: tuple[str, ...], merges: Merges):
    names: list[EntityId] = [("person", "nobody"), *((one.type, one.name) for one in counted(RECORDS)), INTO, INTO]
    filled.merge(merges)
    try:
        found = filled.count_names_over_time(tree, names=names, firsts=firsts, cancelled=never)
    finally:
        filled.merge({})
    named = [
        (one.article.date[:10], {(entity.type, entity.name) for entity in merged(one, merges).annotations.entities})
        for one in RECORDS
        if holds(tree, one)
    ]
    ends = (*firsts[1:], "9999")
    stretches = list(zip(firsts, ends, strict=False))
    assert found == [
        tuple(sum(low <= day < high and id in ids for day, ids in named if day) for low, high in stretches)
        for id in names
    ]


def test_names_in_quotes_are_counted_in_stretches_of_time(filled: Engine):
    names: list[EntityId] = [(one.type, one.name) for one in counted(RECORDS)]
    found = filled.count_names_over_time(Everything(), names=names, firsts=["1000-01-01"], cancelled=never, quotes=True)
    said = [
        {(entity.type, entity.name) for entity in mentioned(one, one.annotations.quotes[number])}
        for one, number in quotes_that_hold(Everything())
        if one.article.date
    ]
    assert any(row != (0,) for row in found)
    assert found == [(sum(id in ids for ids in said),) for id in names]


@pytest.mark.parametrize("tree", TREES, ids=repr)
def test_facets_among_some_entities_count_only_those(filled: Engine, tree: Node):
    matching = counted([one for one in RECORDS if holds(tree, one)])
    among: list[EntityId] = [("person", "nobody of that name"), *((one.type, one.name) for one in matching[1::2])]
    facets = filled.facets(tree, types=ENTITY_TYPES, limit=100, cancelled=never, among=among)
    assert sorted(facets.entities, key=lambda one: (-one.articles, one.name, one.type)) == matching[1::2]
    assert facets.outlets == filled.facets(tree, types=ENTITY_TYPES, limit=0, cancelled=never).outlets
    assert filled.facets(tree, types=ENTITY_TYPES, limit=100, cancelled=never, among=()).entities == ()


@pytest.mark.parametrize("tree", TREES, ids=repr)
@pytest.mark.parametrize("buckets", [1, 3, 20, 40, 300, 1000, 10_000])
def test_timeline_counts_every_day(filled: Engine, tree: Node, buckets: int):
    matching = [one.article.date[:10] for one in RECORDS if holds(tree, one)]
    days = [date.fromisoformat(day) for day in matching if day]
    timeline = filled.timeline(tree, buckets=buckets, cancelled=never)
    assert timeline.undated == matching.count("")
    starts = [date.fromisoformat(bucket.start) for bucket in timeline.buckets]
    assert starts == sorted(set(starts))
    for bucket, start, end in zip(timeline.buckets, starts, [*starts[1:], date.max], strict=False):
        assert bucket.count == sum(start <= day < end for day in days)
    if days:
        assert timeline.buckets[0].count and timeline.buckets[-1].count
        assert len(starts) <= buckets or timeline.unit == "year"


def on(engine: Engine, *dates: str) -> None:
    write(engine, [record(f"{i}", "", "text", date=day) for i, day in enumerate(dates)])


UNITS = [
    (3, Timeline("day", (Bucket("2018-12-31", 1), Bucket("2019-01-01", 0), Bucket("2019-01-02", 1)))),
    (2, Timeline("week", (Bucket("2018-12-31", 2),))),
]


@pytest.mark.parametrize("part", TREES)
@pytest.mark.parametrize("buckets", [1, 7, 500])
def test_a_part_is_counted_in_the_bars_of_the_whole(filled: Engine, part: Node, buckets: int):
    whole = filled.timeline(Everything(), buckets=buckets, cancelled=never)
    counted = filled.timeline(part, buckets=buckets, cancelled=never, bars=whole)
    matching = [one.article.date[:10] for one in RECORDS if holds(part, one)]
    ends = [*(bucket.start for bucket in whole.buckets[1:]), "9999"]
    expected = [
        Bucket(bucket.start, sum(bucket.start <= day < end for day in matching if day))
        for bucket, end in zip(whole.buckets, ends, strict=True)
    ]
    assert counted == Timeline(whole.unit, tuple(expected), matching.count(""))


def test_what_is_outside_the_bars_is_left_out(engine: Engine):
    write(engine, [record(str(day), "", "x", date=f"2001-01-{day:02}") for day in range(1, 6)])
    bars = Timeline("day", (Bucket("2001-01-02", 0), Bucket("2001-01-03", 0)))
    counted = engine.timeline(Everything(), buckets=2, cancelled=never, bars=bars)
    assert [bucket.count for bucket in counted.buckets] == [1, 1]


@pytest.mark.parametrize(("buckets", "timeline"), UNITS)
def test_timeline_shows_gaps_and_weeks_begin_on_monday(engine: Engine, buckets: int, timeline: Timeline):
    on(engine, "2018-12-31", "2019-01-02T12:00:00Z")
    assert engine.timeline(Everything(), buckets=buckets, cancelled=never) == timeline


@pytest.mark.parametrize(
    ("buckets", "unit", "starts"),
    [
        (15, "month", ["2018-11-01", "2018-12-01", "2019-01-01"]),
        (6, "quarter", ["2018-10-01", "2019-01-01"]),
        (2, "year", ["2018-01-01", "2019-01-01"]),
    ],
)
def test_timeline_units_start_where_the_calendar_does(engine: Engine, buckets: int, unit: str, starts: list[str]):
    last = "2019-12-31" if unit != "year" else "2019-12-30"
    on(engine, "2018-11-30", last)
    timeline = engine.timeline(Everything(), buckets=buckets, cancelled=never)
    assert timeline.unit == unit
    assert [bucket.start for bucket in timeline.buckets][: len(starts)] == starts


def test_timeline_of_days_before_1970(engine: Engine):
    on(engine, "1923-09-01", "1923-09-03")
    timeline = engine.timeline(Everything(), buckets=5, cancelled=never)
    assert timeline.buckets == (Bucket("1923-09-01", 1), Bucket("1923-09-02", 0), Bucket("1923-09-03", 1))


def test_timeline_is_as_long_as_history(engine: Engine):
    on(engine, "0001-01-01", "9999-12-31")
    timeline = engine.timeline(Everything(), buckets=5, cancelled=never)
    assert (timeline.unit, len(timeline.buckets)) == ("year", 9999)
    assert date.fromisoformat(timeline.buckets[-1].start) + timedelta(364) == date.max


@pytest.mark.parametrize("prefix", ["", "h", "pri", "水", "zeppelin", "É"])
def test_words_with_a_prefix_by_articles(filled: Engine, prefix: str):
    texts = [set(words(own_title(one.article)) + words(one.article.text[one.article.body :])) for one in RECORDS]
    known = [word for word in vocabulary(RECORDS) if word.startswith(prefix) and len(word) < 200]
    counts = sorted(((word, sum(word in text for text in texts)) for word in known), key=lambda w: (-w[1], w[0]))
    assert [one for one in filled.words(prefix, 5) if len(one[0]) < 200] == counts[:5]


@pytest.mark.parametrize("prefixes", [("h",), ("pri", "水"), ("zeppelin",), ("é", "har", "ha")])
def test_candidates_are_the_words_with_any_of_some_prefixes(filled: Engine, prefixes: tuple[str, ...]):
    known = {word for word in vocabulary(RECORDS) if word.startswith(prefixes) and len(word) < 200}
    listed = filled.candidates(prefixes, 1000)
    assert len(listed) == len(set(listed))
    assert known <= set(listed)
    assert all(word.startswith(prefixes) for word in listed)
    assert not known or filled.candidates(prefixes, 1)


@pytest.mark.parametrize("field", ["", "title", "text", "quote"])
@pytest.mark.parametrize(("word", "distance"), [("prise", 1), ("prcies", 2), ("hte", 1), ("水", 1), ("zeppelin", 2)])
def test_similar_words_by_articles_or_quotes(filled: Engine, field: str, word: str, distance: int):
    texts = [set(words(text)) for one in RECORDS for text in texts_of(one, field)]
    near = [other for other in set().union(*texts) if accepts(Fuzzy(field, word, distance))(other)]
    counts = sorted(((other, sum(other in text for text in texts)) for other in near), key=lambda w: (-w[1], w[0]))
    assert filled.similar(field, word, distance, 4) == counts[:4]


def test_similar_words_are_found(filled: Engine):
    assert "price" in dict(filled.similar("", "prise", 1, 4))


def texts_of(record: Record, field: str) -> list[str]:
    """Return the texts of an article that a field searches."""
    title, body = own_title(record.article), record.article.text[record.article.body :]
    if field == "quote":
        return [quote.text for quote in record.annotations.quotes]
    return [{"": f"{title}\n\n{body}", "title": title, "text": body}[field]]
