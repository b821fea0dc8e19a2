"""Who is quoted, by the user's decisions: merges, rejections and corrected speakers, on every engine."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.curation.changes import quote_key
from newsexplore.index.decisions import UNKNOWN_SPEAKER, Change, CuratedItem, EditItem, Merge, Rejection
from newsexplore.index.protocol.answers import Speakers
from newsexplore.index.protocol.questions import CountSpeakers, Scope, Search
from newsexplore.index.query.compose import condition
from newsexplore.index.query.lex import speaker_field
from newsexplore.index.search.index_answers import Answers

STORIES = {
    "opening.txt": """\
Title: Minister Opens the Dam
Date: 2025-11-03
Outlet: Valley News

Minister Ilka Vorrin came to Velmora.

“The dam is safe and it will stay safe,” said Ilka Vorrin.

“Nobody asked the engineers before the wall was raised,” said Ana Lind.
""",
    "gates.txt": """\
Title: Engineer Warns of Cracks
Date: 2025-11-05
Outlet: The Harbour Post

Joss Tillman works at the lock.

“The gates of the dam will not hold,” said harbour master Joss Tillman.

“We were told nothing about the gates,” analysts said.
""",
}
SAFE = "it will stay safe"
GATES = "will not hold"


@pytest.fixture(params=["whoosh", "tantivy"])
def answers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Answers]:
    """Two articles of two outlets, on each engine."""
    if request.param != "whoosh" and find_spec(request.param) is None:
        pytest.skip(f"the package {request.param} is not installed")
    news = tmp_path / "news"
    news.mkdir()
    for name, text in STORIES.items():
        (news / name).write_text(text, "utf-8")
    config = load_config(None)
    settings = for_paths(replace(config, index=replace(config.index, engine=request.param)), [str(news)])
    build(settings)
    answers = Answers(settings)
    yield answers
    answers.close()


def spoken(answers: Answers, query: str = "", *, quotes: bool = False, holding: str = "") -> Speakers:
    return answers.speakers(CountSpeakers(Scope(query, quotes), holding=holding))


def counted(found: Speakers) -> dict[str, tuple[int, int, int]]:
    """Quotes, articles and outlets of each speaker, by type and name."""
    return {f"{one.type}:{one.name}": (one.quotes, one.articles, one.outlets) for one in found.speakers}


def correct(answers: Answers, words: str, speaker: str) -> None:
    """Correct the speaker of the one quote with some words."""
    (hit,) = answers.search(Search(Scope(f'"{words}"', quotes=True))).quotes
    key = quote_key(hit.article, hit.quote.start, hit.quote.end)
    decide(answers, EditItem(key, CuratedItem(said=hit.quote.text), speaker=speaker))


def decide(answers: Answers, *changes: Change) -> None:
    answers.library.change(changes)


def test_named_speakers_are_counted_and_the_others_apart(answers: Answers):
    found = spoken(answers)
    assert counted(found) == {
        "person:Ilka Vorrin": (1, 1, 1),
        "person:Ana Lind": (1, 1, 1),
        "person:Joss Tillman": (1, 1, 1),
    }
    assert (found.quotes, found.unnamed, found.total) == (4, 1, 3)
    assert counted(spoken(answers, "cracks")) == {"person:Joss Tillman": (1, 1, 1)}
    gates = spoken(answers, "gates", quotes=True)
    assert (gates.quotes, gates.unnamed, counted(gates)) == (2, 1, {"person:Joss Tillman": (1, 1, 1)})


def test_a_corrected_speaker_is_counted_under_the_corrected_name(answers: Answers):
    correct(answers, SAFE, "person:Ana Lind")
    assert counted(spoken(answers)) == {"person:Ana Lind": (2, 1, 1), "person:Joss Tillman": (1, 1, 1)}
    assert counted(spoken(answers, f'"{SAFE}"', quotes=True)) == {"person:Ana Lind": (1, 1, 1)}
    assert counted(spoken(answers, 'speaker:"Ilka Vorrin"', quotes=True)) == {}
    assert counted(spoken(answers, holding="lind")) == {"person:Ana Lind": (2, 1, 1)}
    correct(answers, SAFE, "")
    assert counted(spoken(answers, holding="vorrin")) == {"person:Ilka Vorrin": (1, 1, 1)}


def test_a_speaker_that_the_article_does_not_mention_is_the_one_of_the_corpus(answers: Answers):
    correct(answers, GATES, "Ilka Vorrin")
    assert counted(spoken(answers, holding="Ilka")) == {"person:Ilka Vorrin": (2, 2, 2)}


def test_a_speaker_that_no_article_names_is_counted(answers: Answers):
    correct(answers, GATES, "org:Lock Workers' Union")
    assert counted(spoken(answers, holding="union")) == {"org:Lock Workers' Union": (1, 1, 1)}
    assert "person:Joss Tillman" not in counted(spoken(answers))


def test_a_quote_of_an_unknown_speaker_is_counted_among_the_unnamed(answers: Answers):
    correct(answers, GATES, UNKNOWN_SPEAKER)
    found = spoken(answers)
    assert (found.quotes, found.unnamed, found.total) == (4, 2, 2)


def test_merges_and_rejections_hold_of_corrected_speakers_too(answers: Answers):
    correct(answers, GATES, "person:Ana Lind")
    decide(answers, Merge("person:Anna Lind", ("person:Ana Lind",)), Rejection("person:Ilka Vorrin"))
    found = spoken(answers)
    assert counted(found) == {"person:Anna Lind": (2, 2, 2)}
    assert (found.quotes, found.unnamed, found.total) == (4, 2, 1)


@pytest.mark.parametrize(
    "speaker", ["person:Ana Lind", "Ilka Vorrin", "org:Lock Workers' Union", "Lock Workers' Union", UNKNOWN_SPEAKER]
)
def test_the_filter_of_a_row_finds_what_it_counts(answers: Answers, speaker: str):
    correct(answers, GATES, speaker)
    correct(answers, SAFE, "org:Velmora Council")
    for one in spoken(answers).speakers:
        query = condition(speaker_field(one.type), one.name)
        assert answers.search(Search(Scope(query, quotes=True))).total == one.quotes, query
        assert answers.search(Search(Scope(query))).total == one.articles, query
    for query in ('speaker:person="Joss Tillman"', 'speaker:org="Ilka Vorrin"'):
        assert answers.search(Search(Scope(query, quotes=True))).total == 0, query


def test_every_row_counts_the_quotes_that_a_search_for_its_speaker_finds(answers: Answers):
    correct(answers, GATES, "person:Ana Lind")
    correct(answers, SAFE, "org:Velmora Council")
    for one in spoken(answers).speakers:
        hits = answers.search(Search(Scope(f'speaker:"{one.name}"', quotes=True)))
        assert hits.total == one.quotes
        assert {hit.quote.speaker and hit.quote.speaker.resolved for hit in hits.quotes} == {one.name}


def test_a_corrected_speaker_is_certain(answers: Answers):
    everyone = answers.search(Search(Scope("confidence:100", quotes=True))).total
    correct(answers, GATES, "person:Ana Lind")
    certain = answers.search(Search(Scope("confidence:100", quotes=True)))
    assert certain.total == everyone + 1
    assert any(GATES in hit.quote.text for hit in certain.quotes)
    correct(answers, GATES, UNKNOWN_SPEAKER)
    assert not answers.search(Search(Scope(f'confidence:0 "{GATES}"', quotes=True))).total


def test_the_limit_is_told(answers: Answers):
    found = answers.speakers(CountSpeakers(Scope(""), limit=1))
    assert ([one.name for one in found.speakers], found.total) == (["Ana Lind"], 3)


def test_a_title_in_the_words_for_a_speaker_finds_them(answers: Answers):
    assert counted(spoken(answers, holding="harbour mast")) == {"person:Joss Tillman": (1, 1, 1)}
    assert counted(spoken(answers, "gates", quotes=True, holding="master")) == {"person:Joss Tillman": (1, 1, 1)}
    assert counted(spoken(answers, "opens", holding="master")) == {}
    correct(answers, GATES, "person:Ana Lind")
    assert counted(spoken(answers, holding="master")) == {}
