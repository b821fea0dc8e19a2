"""Snippets of articles."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsexplore.index.model import Annotations, Article, Snippet
from newsexplore.index.query.matches import find_matches
from newsexplore.index.query.parse import parse
from newsexplore.index.query.snippet import snippet


def _article(body: str, title: str = "") -> Article:
    text = f"{title}\n\n{body}" if title else body
    return Article("a", title, text, len(title) + 2 if title else 0, "", "")


def _snippet(article: Article, query: str, chars: int) -> Snippet:
    return snippet(article, find_matches(parse(query).tree, article, Annotations()), chars)


def _marked(found: Snippet) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


FILLER = "one two three four five six seven eight nine ten " * 20


def test_without_matches_it_is_the_start_of_the_body() -> None:
    assert _snippet(_article(FILLER, "A title"), "", 20) == Snippet("one two three four…", ())


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    found = _snippet(_article("  First  line.\n\n\tSecond line. \n"), "second", 80)
    assert found.text == "First line. Second line."
    assert _marked(found) == ["Second"]


def test_different_words_count_more_than_many() -> None:
    found = _snippet(_article(f"tax tax tax {FILLER} budget tax {FILLER}"), "tax budget", 40)
    assert _marked(found) == ["budget", "tax"]
    assert found.text.startswith("…")
    assert found.text.endswith("…")


def test_it_is_cut_between_words() -> None:
    found = _snippet(_article(f"{FILLER} budget {FILLER}"), "budget", 50)
    assert set(found.text.strip("…").split()) <= {*FILLER.split(), "budget"}


def test_matches_in_the_body_take_precedence_over_the_headline() -> None:
    found = _snippet(_article(f"{FILLER} tax", "Tax tax tax"), "tax", 30)
    assert _marked(found) == ["tax"]
    assert found.text.endswith("nine ten tax")


def test_a_match_only_in_the_headline_is_shown() -> None:
    assert _marked(_snippet(_article(FILLER, "The tax"), "tax", 30)) == ["tax"]


@given(
    st.text(st.sampled_from("ab \n経x."), max_size=200),
    st.text(st.sampled_from("ab x"), max_size=10).map(str.strip),
    st.sampled_from(["a", "b", "a b", '"a b"', "経", '"a b x a b x a"', "a*"]),
    st.integers(1, 60),
)
def test_it_fits_its_length_and_marks_words(body: str, title: str, query: str, chars: int) -> None:
    found = _snippet(_article(body, title), query, chars)
    assert len(found.text) <= max(chars, 3)
    assert "\n" not in found.text
    assert "  " not in found.text
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
    assert all(before[1] <= after[0] for before, after in pairwise(found.marks))


def test_a_huge_line_is_cut_quickly() -> None:
    found = snippet(_article("x" * 5_000_000), ((4_000_000, 4_000_010),), 80)
    assert len(found.text) == 80
    assert _marked(found) == ["x" * 10]
