"""Matches of queries in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.model import Annotations, Article, Record, Span
from newsexplore.index.query.holds import holds
from newsexplore.index.query.matches import find_matches
from newsexplore.index.query.parse import parse

from .samples import BODY, RECORD, TEXT, TITLE, at


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("", []),
        ("-plan", []),
        ("dead -open", [at("dead")]),
        ("harbour", [at("Harbour"), at("harbour")]),
        ("harbour harb* org:nobody", [at("Harbour"), at("harbour")]),
        ("title:plan", [at("plan")]),
        ("text:harbour", [at("harbour")]),
        ("quote:plan", [at("plan", 1), at("plan", 2)]),
        ('"harbour stays open"', [at("harbour stays open")]),
        ('"harbour open"', []),
        ('"open harbour"~1', [at("harbour"), at("open")]),
        ('quote:"dead and the harbour"', [at("dead"), at("and the harbour")]),
        ("auth* c?ty huorbar~2", [at("Authority"), at("city")]),
        ("hrabour~", [at("Harbour"), at("harbour")]),
        ('org:"the authority"', [at("Port Authority")]),
        ("org:authority port", [at("Port Authority")]),
        ("entity:plan", [at("plan", 1)]),
        ("speaker:chairwoman", [at("the chairwoman"), at("She")]),
        ("about:council about:chairwoman", [at("city council")]),
        ("outlet:coast lang:en topic:ports byline:staff tag:x date:2017", []),
    ],
)
def test_matches(query: str, spans: list[Span]) -> None:
    assert find_matches(parse(query).tree, RECORD.article, RECORD.annotations) == tuple(spans)


def test_a_title_that_is_not_in_the_text_has_no_span() -> None:
    article = Article("a2", TITLE, BODY, 0, "", "")
    tree = parse("title:plan rejects").tree
    assert holds(tree, Record(article, Annotations()))
    assert find_matches(tree, article, Annotations()) == ()


WORDS = st.sampled_from(["a", "b", "ab", "abc", "ba", "é", "経", "B.", "-", "\n\n"])
POSITIVE = st.one_of(
    st.sampled_from(["a", "b", "abc", "a*", "a?", "abd~1", "ba~2", "title:a", "text:b*"]),
    st.lists(st.sampled_from(["a", "b", "ab"]), min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.builds(
        lambda words, slop: f'"{" ".join(words)}"~{slop}',
        st.lists(st.sampled_from(["a", "b", "ab"]), min_size=2, max_size=4),
        st.integers(1, 4),
    ),
)


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=25), POSITIVE)
def test_one_text_condition_is_satisfied_exactly_where_it_has_matches(
    title: list[str], body: list[str], query: str
) -> None:
    head = " ".join(title).strip()
    text = f"{head}\n\n{' '.join(body)}" if head else " ".join(body)
    article = Article("a", head, text, len(head) + 2 if head else 0, "", "")
    tree = parse(query).tree
    matches = find_matches(tree, article, Annotations())
    assert bool(matches) == holds(tree, Record(article, Annotations()))
    assert all(0 <= start < end <= len(text) for start, end in matches)
    assert all(before[1] <= after[0] for before, after in pairwise(matches))


def test_every_hit_of_a_phrase_is_cut_from_the_text_as_written() -> None:
    found = find_matches(parse('"the plan"').tree, RECORD.article, RECORD.annotations)
    assert [TEXT[start:end] for start, end in found] == ["the plan", "The plan", "the plan"]
