"""The meaning of queries: which ones the sample article and its quotes satisfy."""

from datetime import date

import pytest

from newsexplore.index.model import Record
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.query.parse import parse
from newsexplore.index.query.tree import Ids

from .samples import RECORD


def _holds(query: str, record: Record = RECORD) -> bool:
    parsed = parse(query, today=date(2017, 11, 8))
    assert parsed.notes == ()
    return holds(parsed.tree, record)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "plan rejects",
        "rejects dead",
        "HARBOUR",
        '"rejects the plan"',
        '"plan is dead" OR nothing',
        "-nothing",
        "-(plan nothing)",
        '"dead plan"~1',
        '"plan plan"~100',
        "harb*",
        "h?rb*r",
        "hrabour~1",
        "title:rejects",
        "text:authority",
        "-text:rejects",
        "quote:harbour",
        'quote:"dead and the harbour"',
        'org:"Port Authority"',
        'org:"port authority"',
        "org:PA",
        "org:auth*",
        "org:autority~",
        "entity:plan",
        "place:harbour",
        "speaker:chairwoman",
        'speaker:"the head of the board"',
        'about:"city council"',
        "about:harbour",
        'outlet:"coast gazette"',
        "outlet:coast",
        "byline:staff",
        'topic:"local politics"',
        "topic:politics",
        "lang:en",
        "corpus:papers",
        'corpus:"coast papers"',
        "date:2017-11",
        "date:2017-11-03",
        "date:[2017-11-03 TO 2017-11-03]",
        "date:*",
        'date:"last week"',
        "-date:none",
        "arbour~1",  # any letter may differ, even the first
        "barbour~1",
        "-tag:urgent",
    ],
)
def test_satisfied(query: str) -> None:
    assert _holds(query)


@pytest.mark.parametrize(
    "query",
    [
        "nothing",
        "plan nothing",
        '"plan rejects"',
        '"the plan the plan"',  # headline and body are two texts
        '"board dead"~100',
        '"dead plan"',
        '"dead harbour"~1',
        '"plan plan plan plan"~100',
        "hrabuor~1",
        "title:dead",
        "text:rejects",
        "quote:said",
        "quote:rejects",
        "org:harbour",
        'org:"Port"',
        "person:harbour",
        "speaker:she",
        "about:chairwoman",  # the attribution within the quote is not quoted speech
        'outlet:"coast"',
        "lang:de",
        'corpus:"coast"',
        "date:2016",
        "date:>2017-11-03",
        "date:none",
        "tag:urgent",
    ],
)
def test_not_satisfied(query: str) -> None:
    assert not _holds(query)


def test_ids_are_the_articles_of_those_ids() -> None:
    assert holds(Ids(frozenset(("a1", "a2"))), RECORD)
    assert not holds(Ids(frozenset(("a2",))), RECORD)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("plan", [0, 1]),
        ("dead", [0]),
        ("rejects", []),
        ("title:rejects", [0, 1]),
        ("text:told council", [1]),
        ("speaker:chairwoman", [0, 1]),
        ('speaker:"the chairwoman"', [0]),
        ('about:"city council"', [1]),
        ("about:harbour speaker:chairwoman", [0]),
        ("-about:harbour", [1]),
        ("quote:council OR quote:dead", [0, 1]),
        ("date:2017", [0, 1]),
    ],
)
def test_in_quote_search_conditions_apply_to_one_quote(query: str, numbers: list[int]) -> None:
    tree = parse(query, quotes=True).tree
    assert [number for number in range(2) if quote_holds(tree, RECORD, number)] == numbers
    default = parse(query).tree  # the default field is the quote, too
    assert [number for number in range(2) if quote_holds(default, RECORD, number)] == numbers
