"""Typed queries, their trees and notes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.query import parse as parsing
from newsexplore.index.query.lex import FIELDS
from newsexplore.index.query.parse import parse
from newsexplore.index.query.tree import (
    And,
    Dates,
    Everything,
    Exact,
    Fuzzy,
    InArticle,
    Name,
    Node,
    Not,
    Nothing,
    Or,
    Parsed,
    Phrase,
    Prefix,
    Undated,
    Wildcard,
    Word,
)

TODAY = date(2017, 11, 8)


def w(word: str, field: str = "") -> Word:
    return Word(field, word)


A, B, C, D = map(w, "abcd")

CLEAN: list[tuple[str, Node]] = [
    ("", Everything()),
    (" \t\n", Everything()),
    ("*", Everything()),
    ("* -a", Not(A)),
    ("Économie", w("economie")),
    ("a b", And((A, B))),
    ("a a", A),
    ("a AND b", And((A, B))),
    ("a and b", And((A, w("and"), B))),
    ("a OR b", Or((A, B))),
    ("a or b", And((A, w("or"), B))),
    ("a b OR c d", Or((And((A, B)), And((C, D))))),
    ("(a OR b) c", And((Or((A, B)), C))),
    ("a OR (b OR c)", Or((A, B, C))),
    ("a (b (c d))", And((A, B, C, D))),
    ("NOT a", Not(A)),
    ("a NOT b", And((A, Not(B)))),
    ("a OR -b", Or((A, Not(B)))),
    ("-a -b", And((Not(A), Not(B)))),
    ("-(a b)", Not(And((A, B)))),
    ("NOT NOT a", A),
    ("-(-a)", A),
    ('-"a b"', Not(Phrase("", ("a", "b")))),
    ("-title:a", Not(w("a", "title"))),
    ("+a +title:b", And((A, w("b", "title")))),
    ("(a)-b", And((A, Not(B)))),
    ("a - b -- c", And((A, B, C))),
    ('"a b"', Phrase("", ("a", "b"))),
    ('"A  b, c!"', Phrase("", ("a", "b", "c"))),
    ("“a b”", Phrase("", ("a", "b"))),
    ('"a"', A),
    ('"a b"~5', Phrase("", ("a", "b"), 5)),
    ('"a b"~0', Phrase("", ("a", "b"))),
    ('"a b"~ c', And((Phrase("", ("a", "b"), 1), C))),
    ('"a"~3', A),
    (r'"a \"b\" c"', Phrase("", ("a", "b", "c"))),
    (r'"a \\" b', And((A, B))),
    ("econ*", Prefix("", "econ")),
    ("Écon**", Prefix("", "econ")),
    ("c?t", Wildcard("", "c?t")),
    ("c*t*", Wildcard("", "c*t*")),
    ("colour~1", Fuzzy("", "colour", 1)),
    ("colour~", Fuzzy("", "colour", 1)),
    ("colour~2", Fuzzy("", "colour", 2)),
    ("colour~0", w("colour")),
    ("al-Qamar", Phrase("", ("al", "qamar"))),
    ("経済", Phrase("", ("経", "済"))),
    ("経済*", Phrase("", ("経", "済"))),
    ("U.S.", w("u.s")),
    ("minister’s", w("minister")),
    ("title:a", w("a", "title")),
    ("TITLE:a", w("a", "title")),
    ("title: a", w("a", "title")),
    ('title:"a b"', Phrase("title", ("a", "b"))),
    ("title:(a OR b) c", And((Or((w("a", "title"), w("b", "title"))), C))),
    ("title:(a org:b)", And((w("a", "title"), w("b", "org")))),
    ("title:OR", w("or", "title")),
    ('org:"Port Authority"', Exact("org", "port authority")),
    ("org:port", w("port", "org")),
    ("org:port-city", And((w("port", "org"), w("city", "org")))),
    ("org:port*", Prefix("org", "port")),
    ("org:p?rt", Wildcard("org", "p?rt")),
    ("org:port~", Fuzzy("org", "port", 1)),
    ("speaker:minister quote:tax", And((w("minister", "speaker"), w("tax", "quote")))),
    ("date:2017", Dates("2017-01-01", "2017-12-31")),
    ("date:[2017-11-01 TO *]", Dates("2017-11-01", "")),
    ("date:[ * to 2017-11 ] a", And((Dates("", "2017-11-30"), A))),
    ("date:>=2017-11-01", Dates("2017-11-01", "")),
    ("date:<2017", Dates("", "2016-12-31")),
    ('date:"last week"', Dates("2017-10-30", "2017-11-05")),
    ("date:(last week)", Dates("2017-10-30", "2017-11-05")),
    ("date:(2015 OR 2017)", Or((Dates("2015-01-01", "2015-12-31"), Dates("2017-01-01", "2017-12-31")))),
    ("date:today", Dates("2017-11-08", "2017-11-08")),
    ("date:*", Dates("", "")),
    ("date:none", Undated()),
    ("-date:None", Not(Undated())),
    ("http://example.org/a", Phrase("", ("http", "example", "org", "a"))),
    ("10:43", Phrase("", ("10", "43"))),
    ("a: b", And((A, B))),
]


@pytest.mark.parametrize(("text", "tree"), CLEAN, ids=[text for text, _ in CLEAN])
def test_a_well_formed_query_gives_its_tree_without_notes(text: str, tree: Node) -> None:
    parsed = parse(text, today=TODAY)
    assert parsed.tree == tree
    assert parsed.notes == ()


@pytest.mark.parametrize("text", ["😀", '"', '""', "!!! ...", "-😀", "title:😀", "()", "(😀 OR ♥)", 'person:"♥"'])
def test_an_unsearchable_query_finds_nothing_and_says_so(text: str) -> None:
    parsed = parse(text, today=TODAY)
    assert parsed.tree == Nothing()
    assert len(parsed.notes) == 1 and "no letter or digit to search for" in parsed.notes[0]


def test_unsearchable_words_are_left_out() -> None:
    assert parse("a ♥") == Parsed(A, ("“♥” holds no letter or digit; it is left out.",))
    assert parse("a & b") == Parsed(And((A, B)))


def test_in_is_about_the_article_in_quote_search() -> None:
    scope = And((A, w("b", "title"), w("c")))
    assert parse("in:(a title:b c) d", quotes=True).tree == And((InArticle(scope), w("d", "quote")))
    assert parse('in:"a b" -in:c', quotes=True).tree == And((InArticle(Phrase("", ("a", "b"))), Not(InArticle(w("c")))))
    assert parse("in:(a b) d", quotes=False).tree == And((A, B, w("d")))


def test_a_name_of_the_lists_is_exact() -> None:
    bank = Name("entity", "org", "World Bank")
    assert parse('org="World  Bank"').tree == parse("ORG=“World Bank”").tree == bank
    assert parse('dam -about:place="Gulf"').tree == And((w("dam"), Not(Name("about", "place", "Gulf"))))
    assert parse('org="a \\"b\\" c"').tree == Name("entity", "org", 'a "b" c')
    assert parse("org=bank").tree == Phrase("", ("org", "bank"))
    assert parse('outlet="bank"').tree == And((Word("", "outlet"), Word("", "bank")))
    assert parse('org=""').tree == Nothing()
    assert parse('org="World Bank').tree == bank


def test_what_an_article_is_to_its_reader() -> None:
    read = Word("is", "read")
    assert parse("is:read").tree == read
    assert parse("is:unread").tree == parse("-is:READ").tree == Not(read)
    assert parse("-is:unread").tree == read
    assert parse("dam is:(unread bookmarked)").tree == And((Word("", "dam"), Not(read), Word("tag", "bookmark")))
    other = parse("dam is:odd")
    assert other.tree == Word("", "dam")
    assert "is:unread" in other.notes[0]
    assert parse("dam -is:copy").tree == And((Word("", "dam"), Not(Word("is", "copy"))))


def test_confidence_is_a_minimum() -> None:
    percents = Or(tuple(w(str(number), "confidence") for number in range(98, 101)))
    for text in ("98", "98%", "0.98", ">98", '"98 %"'):
        assert parse(f"confidence:{text}").tree == percents, text
    assert "number from 0 to 100" in parse("a confidence:high").notes[0]


def test_an_unknown_stance_is_noted() -> None:
    assert parse("stance:denied") == Parsed(w("denied", "stance"))
    assert "affirmed, denied, questioned, urged or conditional" in parse("stance:sceptical").notes[0]


MENDED: list[tuple[str, Node, str]] = [
    ('"a b', Phrase("", ("a", "b")), "quotation mark is missing"),
    ("(a OR b", Or((A, B)), "closing parenthesis is missing"),
    ("a) b", And((A, B)), "no opening one"),
    ("title:) a", w("a", "title"), "no opening one"),
    ("OR a", A, "OR has nothing before it"),
    ("a OR", A, "OR has nothing after it"),
    ("a OR OR b", Or((A, B)), "OR has nothing after it"),
    ("AND a", A, "AND has nothing before it"),
    ("a AND", A, "AND has nothing after it"),
    ("a AND AND b", And((A, B)), "AND has nothing before it"),
    ("a NOT", A, "NOT has nothing after it"),
    ("OR", w("or"), "read as plain words"),
    ("a (NOT)", And((A, w("not"))), "read as plain words"),
    ("*omy", w("omy"), "cannot begin with"),
    ("title:*", Everything(), "needs a letter before it"),
    ("what?", Wildcard("", "what?"), "stands for one letter"),
    ("al-Qam*", And((w("al"), Prefix("", "qam"))), "may stand anywhere"),
    ('"econ* plan"', Phrase("", ("econ", "plan")), "Inside quotation marks"),
    ("colour~7", Fuzzy("", "colour", 2), "read as ~2"),
    ('"a b"~5000', Phrase("", ("a", "b"), 100), "read as ~100"),
    ('org:"port authority"~2', Exact("org", "port authority"), "exact"),
    ("title:", Everything(), "title: has no value"),
    ("title: OR a", A, "title: has no value"),
    ("date:soon", w("soon"), "not a date"),
    ("date:2017-02-30", Phrase("", ("2017", "02", "30")), "not a date"),
    ("date:[2017 TO soon] a", And((w("2017"), w("to"), w("soon"), A)), "not a date"),
    ("date:[2016 TO 2017 a", And((Dates("2016-01-01", "2017-12-31"), A)), "closing bracket is missing"),
    ("date:2017..2016 a", And((Dates("2016-01-01", "2017-12-31"), A)), "ends before it begins; read as 2016-01-01 to"),
    ("date:[nov 2017 TO 2016]", Dates("2016-01-01", "2017-11-30"), "ends before it begins"),
    ("foo:a", Phrase("", ("foo", "a")), "no field “foo”; read as words"),
    ("persn:a", Phrase("", ("persn", "a")), "did you mean person:?"),
    ('Source:"a b"', And((w("source"), Phrase("", ("a", "b")))), "did you mean outlet:?"),
]


@pytest.mark.parametrize(("text", "tree", "note"), MENDED, ids=[text for text, _, _ in MENDED])
def test_malformed_queries_are_read_with_a_note(text: str, tree: Node, note: str) -> None:
    parsed = parse(text, today=TODAY)
    assert parsed.tree == tree
    assert note in parsed.notes[0]


def test_a_quote_search_looks_for_plain_words_in_the_quote() -> None:
    parsed = parse('tax "too high" title:budget date:soon', quotes=True)
    assert parsed.tree == And(
        (w("tax", "quote"), Phrase("quote", ("too", "high")), w("budget", "title"), w("soon", "quote"))
    )


def test_notes_shorten_what_the_user_typed() -> None:
    (note,) = parse(f"date:{'x' * 5000}").notes
    assert len(note) < 200


def test_the_depth_of_parentheses_is_limited() -> None:
    parsed = parse("(" * 300 + "a" + ")" * 300 + " b")
    assert parsed.tree == And((A, B))
    assert "deep" in parsed.notes[0]


def test_the_number_of_clauses_is_limited() -> None:
    parsed = parse(" ".join(f"w{n}" for n in range(parsing.MAX_CLAUSES + 100)))
    assert isinstance(parsed.tree, And)
    assert len(parsed.tree.parts) == parsing.MAX_CLAUSES
    assert "too long" in parsed.notes[0]


def test_the_length_of_queries_is_limited() -> None:
    parsed = parse("a" * 10_000_000)
    assert parsed.tree == w("a" * parsing.MAX_LENGTH)
    assert "too long" in parsed.notes[0]


PIECES = st.sampled_from(
    (
        *(f"{field}:" for field in FIELDS),
        *('"', '"', "(", ")", "[", "]", "-", "+", "~", "~2", "*", "?", "\\", ":", " ", " ", " ", "“", "”", "\n", "\0"),
        *("OR", "AND", "NOT", "TO", "a", "bc", "2017", "2017-11-03", "last week", "none", "al-qamar", "経済", "é", "½"),
    )
)
WILD = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES).map(" ".join))


def _check(node: Node, depth: int = 0) -> None:
    assert depth <= 3 * parsing.MAX_DEPTH
    match node:
        case And(parts=parts):
            assert len(parts) > 1
            assert not any(isinstance(part, And) for part in parts)
        case Or(parts=parts):
            assert len(parts) > 1
            assert not any(isinstance(part, Or) for part in parts)
        case Not(part=part):
            assert not isinstance(part, Not)
            parts = (part,)
        case Phrase(words=words):
            assert len(words) > 1
            return
        case Wildcard(pattern=pattern):
            assert pattern[0] not in "*?"
            return
        case Prefix(prefix=text) | Word(word=text) | Fuzzy(word=text):
            assert text
            assert not set(text) & set("*? ")
            return
        case _:
            return
    for part in parts:
        _check(part, depth + 1)


@given(WILD, st.booleans())
def test_any_text_gives_a_valid_tree(text: str, quotes: bool) -> None:
    parsed = parse(text, quotes=quotes, today=TODAY)
    _check(parsed.tree)
    assert all(note.endswith(".") for note in parsed.notes)
    assert len(parsed.notes) <= parsing.MAX_NOTES


@pytest.mark.parametrize(
    "piece", ["(", "-(", 'title:("', "a OR ", '"', '\\"', "NOT ", "-", "~", "*?", "date:[", "title:"]
)
def test_long_queries_of_one_kind_are_read_quickly(piece: str) -> None:
    _check(parse(piece * (parsing.MAX_LENGTH // len(piece))).tree)
