"""The order of results and their pages: every engine against brute force over the articles."""

import pytest
from msgspec.structs import replace

from newsexplore.index.engines.base import Engine
from newsexplore.index.model import Annotations, Entity, Mention, Record, Sort
from newsexplore.index.query.analysis import value
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.matches import find_matches, find_matches_in_quote
from newsexplore.index.query.tree import (
    And,
    Dates,
    Everything,
    Exact,
    Forms,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)

from .conftest import write
from .finding import RECORDS, found, found_quotes, never
from .records import record


def by_relevance(engine: Engine, tree: Node) -> list[tuple[str, float]]:
    return list(engine.search(tree, sort="relevance", offset=0, limit=1000, cancelled=never).page)


def test_relevance_descends_and_ties_are_newest_first_then_by_id(filled: Engine):
    page = by_relevance(filled, Or((Word("", "harbour"), Word("title", "dam"))))
    dates = {one.article.id: one.article.date[:10] for one in filled.records([id for id, _ in page])}
    undated_last = sorted(page, key=lambda hit: hit[0])
    undated_last.sort(key=lambda hit: dates[hit[0]], reverse=True)
    undated_last.sort(key=lambda hit: -hit[1])
    assert page == undated_last
    assert len({score for _, score in page}) > 5


def test_a_word_in_the_title_counts_more(engine: Engine):
    write(engine, [record("a", "nothing here", "the harbour is shut"), record("b", "harbour shut", "nothing is here")])
    assert found(engine, Word("", "harbour")) == ["b", "a"]


def test_a_rare_word_counts_more_than_a_common_one(engine: Engine):
    texts = [("a", "common common"), ("b", "rare common"), *((f"c{i}", "common words") for i in range(6))]
    write(engine, [record(id, "", text) for id, text in texts])
    assert found(engine, Or((Word("", "common"), Word("", "rare"))))[:1] == ["b"]


def test_articles_with_more_of_the_words_come_first(engine: Engine):
    write(engine, [record("a", "", "dam and more words"), record("b", "", "dam and harbour words")])
    assert found(engine, Or((Word("", "dam"), Word("", "harbour")))) == ["b", "a"]


def test_filters_do_not_change_scores(filled: Engine):
    plain = dict(by_relevance(filled, Word("", "the")))
    for id, score in by_relevance(filled, And((Word("", "the"), Dates("2017-01-01", "")))):
        assert score == pytest.approx(plain[id])


INSTANTS = {
    "2017-11-03": "2017-11-03T00:00:00",
    "2017-11-03T10:20:00Z": "2017-11-03T10:20:00",
    "2017-11-03T10:20:00+05:00": "2017-11-03T05:20:00",
    "2017-11-04T23:30:00-08:00": "2017-11-05T07:30:00",
    "2016-02-29": "2016-02-29T00:00:00",
    "2017-12-31": "2017-12-31T00:00:00",
    "2018-01-01": "2018-01-01T00:00:00",
    "2018-01-01T00:00:01": "2018-01-01T00:00:01",
    "1999-12-31T23:59:59.5Z": "1999-12-31T23:59:59",
}


def in_order(sort: Sort) -> list[str]:
    """Return the expected order of all article ids."""
    articles = sorted((one.article for one in RECORDS), key=lambda article: article.id)
    articles.sort(key=lambda article: INSTANTS.get(article.date, ""), reverse=sort != "oldest")
    articles.sort(key=lambda article: not article.date)
    if sort == "outlet":
        names = sorted({one.article.outlet for one in RECORDS}, key=lambda name: (name == "", name.casefold(), name))
        articles.sort(key=lambda article: names.index(article.outlet))
    return [article.id for article in articles]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "outlet"])
def test_every_order(filled: Engine, sort: Sort):
    assert found(filled, Everything(), sort) == in_order(sort)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "outlet"])
def test_quotes_are_in_the_order_of_their_articles_and_of_the_text(filled: Engine, sort: Sort):
    numbers = {one.article.id: len(one.annotations.quotes) for one in RECORDS}
    assert found_quotes(filled, Everything(), sort) == [(id, n) for id in in_order(sort) for n in range(numbers[id])]


MENTION_TREES: tuple[Node, ...] = (
    Everything(),
    Word("", "the"),
    Or((Word("", "harbour"), Word("", "the"))),
    Or((Word("", "the"), Word("title", "the"), Word("text", "harbour"))),
    Or((Word("text", "said"), Word("title", "dam"))),
    And((Word("", "water"), Not(Word("", "dam")))),
    Phrase("", ("the", "water")),
    Prefix("text", "pri"),
    Word("title", "dam"),
    Exact("place", value("Velmora")),
    Or((Exact("entity", value("Ministry of Water")), Word("", "minister"))),
    Word("about", "dam"),
)


@pytest.mark.parametrize("tree", MENTION_TREES, ids=repr)
def test_most_mentions_come_first_then_the_newest_then_ids_decide(filled: Engine, tree: Node):
    newest = {id: place for place, id in enumerate(in_order("newest"))}
    expected = [
        (one.article.id, len(find_matches(tree, one.article, one.annotations))) for one in RECORDS if holds(tree, one)
    ]
    expected.sort(key=lambda pair: (-pair[1], newest[pair[0]]))
    assert found(filled, tree, "mentions") == [id for id, _ in expected]
    assert list(filled.ids(tree, sort="mentions", cancelled=never)) == [id for id, _ in expected]


def test_quotes_with_most_mentions_come_first(filled: Engine):
    tree = Or((Word("quote", "water"), Word("quote", "the")))
    newest = {id: place for place, id in enumerate(in_order("newest"))}
    counts = {
        (one.article.id, number): len(find_matches_in_quote(tree, one, number))
        for one in RECORDS
        for number in range(len(one.annotations.quotes))
        if quote_holds(tree, one, number)
    }
    assert len(set(counts.values())) > 1
    expected = sorted(counts, key=lambda key: (-counts[key], newest[key[0]], key[1]))
    assert found_quotes(filled, tree, "mentions") == expected


def test_mentions_are_those_of_merged_names(engine: Engine):
    names = [Entity("Ilka Vorrin", "person"), Entity("Vorrin", "person")]
    records: list[Record] = []
    for id, spans in {"a": (1,), "b": (1, 1, 1), "c": (0, 1)}.items():
        one = record(id, "", "Vorrin " * 4)
        mentions = tuple(Mention(7 * n, 7 * n + 6, entity) for n, entity in enumerate(spans))
        records.append(replace(one, annotations=Annotations(entities=tuple(names), mentions=mentions)))
    write(engine, records)
    engine.merge({("person", "Vorrin"): ("person", "Ilka Vorrin")})
    assert found(engine, Exact("person", value("Ilka Vorrin")), "mentions") == ["b", "c", "a"]


def test_ties_are_newest_first_then_by_id(engine: Engine):
    days = {"a1": "2017-01-01", "b2": "2018-01-01", "c3": "", "d4": "2018-01-01", "e5": "2016-05-05"}
    for id, day in days.items():  # one segment each
        write(engine, [record(id, "Old dam", "The dam leaks.", date=day)])
    write(engine, [record("e5", "Old dam", "The dam leaks.", date="2019-01-01")])
    expected = ["e5", "b2", "d4", "a1", "c3"]
    for tree in (Word("", "dam"), And((Word("text", "leaks"), Word("title", "old"))), Everything()):
        assert found(engine, tree) == expected
        assert [found(engine, tree, offset=at, limit=1) for at in range(5)] == [[id] for id in expected]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "outlet", "mentions"])
@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_pages_join_to_the_full_list(filled: Engine, sort: Sort, size: int):
    tree = Or((Word("", "harbour"), Word("", "the")))
    whole = found(filled, tree, sort)
    pages = [found(filled, tree, sort, offset, size) for offset in range(0, len(whole) + size, size)]
    assert [id for page in pages for id in page] == whole
    assert pages[-1] == []


def test_a_page_beyond_the_end_still_has_the_total(filled: Engine):
    answer = filled.search(Everything(), sort="newest", offset=10_000, limit=10, cancelled=never)
    assert (answer.total, answer.page) == (len(RECORDS), ())


def test_ids_are_all_matches_in_order(filled: Engine):
    tree = Word("", "the")
    assert list(filled.ids(tree, sort="newest", cancelled=never)) == found(filled, tree, "newest")


def test_forms_of_a_word_score_as_one_word(engine: Engine):
    filler = "The town has nothing else to say about it today."
    texts = ["A price was paid. ", "Two prices were paid. ", "A pricing was paid. "]
    write(engine, [record(f"{n}", "", f"{text}{filler}") for n, text in enumerate(texts)])
    write(engine, [record(f"other {n}", "", f"Nobody paid anything. {filler}") for n in range(40)])
    write(engine, [record(f"more {n}", "", f"Some prices were paid. {filler}") for n in range(20)])
    scores = dict(by_relevance(engine, Forms("", ("price", "prices", "pricing"))))
    assert len(scores) == 23
    # The rarest form weighs no more than the most frequent.
    assert scores["0"] == pytest.approx(scores["2"]) == pytest.approx(scores["1"], rel=0.02)
    assert dict(by_relevance(engine, Word("", "pricing")))["2"] > 1.5 * scores["2"]
