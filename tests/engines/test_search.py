"""Search results: every engine against brute force over the articles."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsexplore.index.engines.base import Engine, SearchCancelledError, SearchTimeoutError
from newsexplore.index.model import ENTITY_TYPES, Record
from newsexplore.index.query.analysis import value, words
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.parse import parse
from newsexplore.index.query.tree import (
    And,
    Dates,
    Everything,
    Exact,
    Forms,
    Fuzzy,
    Ids,
    InArticle,
    Name,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    QuoteIds,
    Undated,
    Wildcard,
    Word,
)

from .conftest import write
from .finding import QUOTES, RECORDS, found, found_quotes, never
from .records import ENTITIES, OUTLETS, WORDS, record

TEXT = ("", "title", "text", "quote")
NAMES = ("person", "org", "place", "entity", "speaker", "about", "outlet", "byline", "topic", "lang", "corpus")
INDEX_WORDS = tuple(word for text in WORDS for word in words(text))
NAME_WORDS = tuple(
    word
    for name in (
        "the fisherman he",
        "By a staff reporter",
        "en es",
        "Harbour News 2017",
        "local politics ports",
        *OUTLETS,
    )
    for word in words(name)
)
VALUES = (
    *(value(name) for entity in ENTITIES for name in (entity.name, *entity.aliases)),
    *(
        "velmora courier",
        "radio ardova",
        "ardpress",
        "staff",
        "en",
        "ports",
        "local politics",
        "harbour news",
        "he",
        "a fisherman",
        "",
    ),
)


def expected(tree: Node, records: list[Record] = RECORDS) -> list[str]:
    return sorted(one.article.id for one in records if holds(tree, one))


def expected_quotes(tree: Node) -> list[tuple[str, int]]:
    return sorted(
        (one.article.id, number)
        for one in RECORDS
        for number in range(len(one.annotations.quotes))
        if quote_holds(tree, one, number)
    )


CASES: dict[str, Node] = {
    "everything": Everything(),
    "nothing": Nothing(),
    "word in title or text": Word("", "harbour"),
    "word in the title": Word("title", "dam"),
    "word in the text": Word("text", "dam"),
    "word in some quote": Word("quote", "water"),
    "word nobody wrote": Word("", "zeppelin"),
    "word with accents": Word("", "elan"),
    "word in an unspaced script": Word("", "水"),
    "number": Word("", "1,000.5"),
    "word longer than any sensible one": Word("", "x" * 300),
    "phrase": Phrase("", ("the", "harbour")),
    "phrase with a word twice": Phrase("text", ("the", "the")),
    "phrase in a quote": Phrase("quote", ("and", "said")),
    "phrase of three": Phrase("", ("the", "dam", "rose")),
    "near": Phrase("", ("water", "price"), 2),
    "near with a word twice": Phrase("text", ("said", "said"), 4),
    "near over everything": Phrase("", ("the", "minister", "dam"), 10**9),
    "forms": Forms("", ("price", "prices", "zeppelin")),
    "forms in a quote": Forms("quote", ("dams", "dam")),
    "forms in a title": Forms("title", ("harbour", "harbours", "dam")),
    "prefix": Prefix("", "harb"),
    "prefix in names": Prefix("org", "min"),
    "prefix beyond ASCII": Prefix("", "坝"),
    "wildcard star": Wildcard("", "pri*s"),
    "wildcard question marks": Wildcard("", "da??"),
    "wildcard many stars": Wildcard("", "m*i*t*"),
    "wildcard beyond ASCII": Wildcard("", "λ?μ*ν??"),
    "fuzzy Greek": Fuzzy("", "λιμηνι", 1),
    "wildcard in names": Wildcard("speaker", "fi*man"),
    "fuzzy substitution": Fuzzy("", "price", 1),
    "fuzzy swap": Fuzzy("", "hrabour", 1),
    "fuzzy twice": Fuzzy("title", "watre", 2),
    "fuzzy beyond ASCII": Fuzzy("", "水", 1),
    "word of a name": Word("person", "mayor"),
    "whole name": Exact("place", "velmora"),
    "alias": Exact("org", "the water ministry"),
    "name of any type": Exact("entity", "velmora"),
    "part of a name is not the name": Exact("person", "mayor"),
    "one name of the lists": Name("entity", "place", "Velmora"),
    "one name of another type": Name("entity", "org", "Velmora"),
    "one name that quotes mention": Name("about", "place", "Velmora"),
    "one name and another": And((Name("entity", "person", "Mayor of Velmora"), Not(Name("about", "org", "Velmora")))),
    "one speaker of the lists": Name("speaker", "person", "Mayor of Velmora"),
    "one speaker of another type": Name("speaker", "org", "Mayor of Velmora"),
    "an alias is no name of the lists": Name("entity", "org", "the water ministry"),
    "outlet, case folded": Exact("outlet", "velmora courier"),
    "topic": Exact("topic", "local politics"),
    "byline": Word("byline", "staff"),
    "language": Exact("lang", "es"),
    "corpus": Exact("corpus", "harbour news"),
    "word of a corpus": Word("corpus", "2017"),
    "part of a corpus's name is not the name": Exact("corpus", "harbour"),
    "speaker as written": Exact("speaker", "a fisherman"),
    "speaker by pronoun": Exact("speaker", "he"),
    "speaker resolved": Exact("speaker", "mayor of velmora"),
    "about": Word("about", "velmora"),
    "cue": Word("cue", "denied"),
    "whole cue, with an elision": Exact("cue", "d abord affirme"),
    "stance": Word("stance", "questioned"),
    "confidence": Or(tuple(Word("confidence", str(percent)) for percent in range(60, 101))),
    "denied by the mayor": And((Exact("stance", "denied"), Word("speaker", "mayor"))),
    "in an article": And((InArticle(And((Word("", "harbour"), Word("title", "dam")))), Word("speaker", "mayor"))),
    "in an article with such a quote": InArticle(Word("speaker", "mayor")),
    "not in an article": Not(InArticle(Or((Word("", "harbour"), Exact("lang", "es"))))),
    "fuzzy first letter": Fuzzy("", "xarbour", 1),
    "fuzzy letter before": Fuzzy("quote", "tharbour", 2),
    "fuzzy first letter of a name": Fuzzy("speaker", "tayor", 1),
    "on a day": Dates("2017-11-03", "2017-11-03"),
    "between days": Dates("2017-11-04", "2017-12-31"),
    "from a day": Dates("2018-01-01", ""),
    "until a day": Dates("", "2016-02-29"),
    "until a day that there is not": Dates("2017-11-31", "2017-12-99"),
    "any day": Dates("", ""),
    "undated": Undated(),
    "ids": Ids(frozenset((RECORDS[3].article.id, RECORDS[30].article.id, "not there"))),
    "no ids": Ids(frozenset()),
    "some quotes": QuoteIds(frozenset((*QUOTES[::3], (RECORDS[0].article.id, 99), ("not there", 0)))),
    "all but some quotes": Not(QuoteIds(frozenset(QUOTES[::2]))),
    "no quotes": QuoteIds(frozenset()),
    "and": And((Word("", "harbour"), Word("", "dam"))),
    "or": Or((Word("title", "prize"), Exact("lang", "es"), Undated())),
    "not alone": Not(Word("", "the")),
    "and not": And((Word("", "said"), Not(Word("", "the")))),
    "only nots": And((Not(Word("", "said")), Not(Undated()))),
    "or not": Or((Word("title", "prize"), Not(Word("", "the")))),
    "not not": Not(Not(Word("", "dam"))),
    "speaker and words": And((Word("speaker", "mayor"), Word("", "water"))),
    "speaker and about": And((Word("speaker", "ministry"), Word("about", "velmora"))),
    "a tag is none of the engine's": Word("tag", "read"),
    "a phrase in a field of names": Phrase("person", ("mayor", "of")),
    "a whole value in a text": Exact("text", "the dam"),
    "a field that is none": Word("colour", "red"),
}


@pytest.mark.parametrize("case", CASES)
def test_articles_found_are_those_that_satisfy_the_query(filled: Engine, case: str):
    tree = CASES[case]
    answer = filled.search(tree, sort="relevance", offset=0, limit=1000, cancelled=never)
    assert sorted(id for id, _ in answer.page) == expected(tree)
    assert answer.total == len(answer.page)


@pytest.mark.parametrize("case", CASES)
def test_quotes_found_are_those_that_satisfy_the_query(filled: Engine, case: str):
    tree = CASES[case]
    answer = filled.search_quotes(tree, sort="relevance", offset=0, limit=1000, cancelled=never)
    assert sorted((id, number) for id, number, _ in answer.page) == expected_quotes(tree)
    assert answer.total == len(answer.page)


@pytest.mark.parametrize("mark", "'’‘ʼʻʿ′＇´`")
def test_elided_words_are_found_and_others_stay_whole(engine: Engine, mark: str):
    french = f"L{mark}homme de l{mark}Élysée parle d{mark}Israël et de l{mark}U.R.S.S. aujourd{mark}hui"
    italian = f"Un{mark}altra storia dell{mark}Arma, all{mark}alba: c{mark}è"
    names = f"O{mark}Brien of Suway{mark}iah didn{mark}t say it; d{mark}l{mark}eau"
    write(engine, [record("fr", french, ""), record("it", "", italian), record("en", "", names)])
    french_words = ("homme", "élysée", "israël", "u.r.s.s", "aujourd'hui", f"l{mark}élysée", f"d{mark}Israël")
    asked = {
        "fr": french_words,
        "it": ("altra", "arma", "alba", "è", f"dell{mark}arma"),
        "en": ("o'brien", f"O{mark}Brien", "suway'iah", f"Suway{mark}iah", "didn't", f"didn{mark}t", "eau"),
    }
    for id, queries in asked.items():
        for query in queries:
            assert id in found(engine, parse(query).tree), query
    for query in ("brien", "iah", "hui", "suway"):
        assert found(engine, parse(query).tree) == [], query


def test_the_cases_distinguish_engines():
    """Check that most cases find something and miss something."""
    sizes = [len(expected(tree)) for tree in CASES.values()]
    assert sum(0 < size < len(RECORDS) for size in sizes) > 0.7 * len(sizes)


def test_matching_a_pattern_ends_on_any_word(engine: Engine):
    # A matcher that goes back into earlier stars would take more steps than there are atoms: it would never end.
    write(engine, [record(f"{i}", "", " ".join(["a" * 250, "ab" * 120, f"{'a' * 200}{i}"])) for i in range(50)])
    assert found(engine, Wildcard("", "a" + "*a" * 30 + "*z")) == []
    assert found(engine, Wildcard("", "a" + "*a?" * 30 + "*z")) == []
    assert found(engine, Fuzzy("", "a" * 250, 2)) != []


text_words = st.sampled_from(INDEX_WORDS)
name_words = st.sampled_from(NAME_WORDS + INDEX_WORDS[:6])
text_fields, name_fields = st.sampled_from(TEXT), st.sampled_from(NAMES)
days = st.sampled_from(("", "2016-02-29", "2017-11-03", "2017-11-04", "2017-12-31", "2018-01-01"))
fields_and_words = st.one_of(st.tuples(text_fields, text_words), st.tuples(name_fields, name_words))


@st.composite
def wildcards(draw: st.DrawFn) -> Node:
    field, word = draw(fields_and_words)
    letters = [letter if draw(st.integers(0, 3)) else draw(st.sampled_from("*?")) for letter in word[1:8]]
    return Wildcard(field, word[0] + "".join(letters) + draw(st.sampled_from(("", "*"))))


leaves: st.SearchStrategy[Node] = st.one_of(
    fields_and_words.map(lambda pair: Word(*pair)),
    fields_and_words.map(lambda pair: Prefix(pair[0], pair[1][:3])),
    st.tuples(fields_and_words, st.integers(1, 2)).map(lambda it: Fuzzy(*it[0], it[1])),
    st.builds(Forms, text_fields, st.lists(text_words, min_size=1, max_size=3, unique=True).map(tuple)),
    st.builds(Exact, name_fields, st.sampled_from(VALUES)),
    st.builds(
        Name,
        st.sampled_from(("entity", "about", "speaker")),
        st.sampled_from(ENTITY_TYPES),
        st.sampled_from(ENTITIES).map(lambda one: one.name),
    ),
    st.builds(Phrase, text_fields, st.lists(text_words, min_size=2, max_size=3).map(tuple), st.integers(0, 6)),
    wildcards(),
    st.builds(Dates, days, days),
    st.sampled_from((Everything(), Nothing(), Undated())),
    st.builds(Ids, st.frozensets(st.sampled_from([one.article.id for one in RECORDS]))),
    st.builds(QuoteIds, st.frozensets(st.sampled_from(QUOTES), max_size=6)),
)
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(And, st.lists(parts, min_size=2, max_size=4).map(tuple)),
        st.builds(Or, st.lists(parts, min_size=2, max_size=4).map(tuple)),
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees)
def test_any_tree_finds_exactly_the_satisfying_records(filled: Engine, tree: Node):
    assert sorted(found(filled, tree)) == expected(tree)
    assert sorted(found_quotes(filled, tree)) == expected_quotes(tree)


def test_speaker_and_words_apply_to_the_same_quote_in_quote_search(filled: Engine):
    tree = And((Word("speaker", "mayor"), Word("", "water")))
    articles = {id for id, _ in expected_quotes(tree)}
    assert set(expected(tree)) > articles  # an article may have one quote by the mayor and another about water
    assert {id for id, _ in found_quotes(filled, tree)} == articles


SEARCHES: dict[str, Callable[[Engine, Callable[[], bool]], object]] = {
    "search": lambda e, stop: e.search(Word("", "dam"), sort="newest", offset=0, limit=5, cancelled=stop),
    "search_quotes": lambda e, stop: e.search_quotes(Word("", "dam"), sort="newest", offset=0, limit=5, cancelled=stop),
    "facets": lambda e, stop: e.facets(Word("", "dam"), types=("person",), limit=5, cancelled=stop),
    "timeline": lambda e, stop: e.timeline(Word("", "dam"), buckets=20, cancelled=stop),
    "mentions": lambda e, stop: e.search(Word("", "dam"), sort="mentions", offset=0, limit=5, cancelled=stop),
    "ids": lambda e, stop: list(e.ids(Word("", "dam"), sort="newest", cancelled=stop)),
}


@pytest.mark.parametrize("search", SEARCHES)
def test_a_cancelled_search_stops(engine: Engine, search: str):
    write(engine, RECORDS)
    with pytest.raises(SearchCancelledError):
        SEARCHES[search](engine, lambda: True)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_stops_at_its_time_budget(engine: Engine, search: str):
    write(engine, RECORDS)
    engine.budget = 0.001

    def slow() -> bool:
        time.sleep(0.002)
        return False

    with pytest.raises(SearchTimeoutError, match=r"0\.001 s"):
        SEARCHES[search](engine, slow)


def test_after_a_stop_the_same_search_works(engine: Engine):
    write(engine, RECORDS)
    with pytest.raises(SearchCancelledError):
        engine.search(Word("", "dam"), sort="newest", offset=0, limit=5, cancelled=lambda: True)
    assert sorted(found(engine, Word("", "dam"))) == expected(Word("", "dam"))


def test_answers_are_the_same_after_memory_is_released(filled: Engine, monkeypatch: pytest.MonkeyPatch):
    tree = Word("", "harbour")
    before = found(filled, tree), filled.records(found(filled, tree))
    monkeypatch.setattr("newsexplore.index.engines.packed.mapped_memory._MOST", -1)
    assert (found(filled, tree), filled.records(found(filled, tree))) == before
