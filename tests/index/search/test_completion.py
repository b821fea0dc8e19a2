"""Completion of queries on a small index."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsexplore.index.build.build_run import build
from newsexplore.index.config.configuration import CurationConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings, for_paths
from newsexplore.index.protocol.answers import Completion
from newsexplore.index.protocol.questions import Complete, Refresh, Scope, Search
from newsexplore.index.search.index_answers import Answers

ARTICLES = (
    """Title: Dam Report
Date: 2025-09-01
Outlet: The Tidewatch
Topics: water

Minister Ilka Vorrin came to Velmora.

“The dam is safe,” Vorrin said.
""",
    """Title: Ministry Moves
Date: 2025-10-02
Outlet: The Tidewatch
Topics: water; state

The ministry moved. Minister Ilka Vorrin stayed in Velmora with the ministers.
""",
    """Title: Élan
Date: 2024-01-02
Outlet: Lantern “Daily”

The minister praised the élan of the town.
""",
    "Title: Ropes\nOutlet: Lantern “Daily”\n\nNobody counts the ropes.\n",
)
FRENCH = "Title: Le vent\n\nL’homme de l'horloge et un horizon: l’homme attend, une hormone aussi, place de l’Écluse.\n"


def indexed(folder: Path, engine: str, articles: tuple[str, ...] = ARTICLES) -> Settings:
    """Index the articles."""
    if engine != "whoosh":
        pytest.importorskip(engine)
    corpus = folder / "articles"
    corpus.mkdir()
    for number, text in enumerate(articles):
        (corpus / f"{number}.txt").write_text(text, "utf-8")
    config = load_config(None)
    config = replace(
        config,
        index=replace(config.index, engine=engine),
        curation=CurationConfig(file=str(folder / "curation.yaml")),
    )
    settings = for_paths(config, [str(corpus)], str(folder / "index"))
    build(settings)
    return settings


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def settings(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Settings:
    return indexed(tmp_path_factory.mktemp("suggest"), request.param)


@pytest.fixture
def answers(settings: Settings) -> Iterator[Answers]:
    answers = Answers(settings)
    yield answers
    answers.close()


def choices(answers: Answers, query: str) -> list[Completion]:
    return list(answers.complete(Complete(query, len(query))).choices)


def texts(answers: Answers, query: str) -> list[str]:
    return [one.text for one in choices(answers, query)]


def test_completions_list_the_most_frequent_word_first(answers: Answers):
    assert texts(answers, "minis")[0] == "minister"
    assert {"minister", "ministry", "ministers"} <= set(texts(answers, "minis"))


def test_typed_letters_keep_their_case(answers: Answers):
    assert "Minister" in texts(answers, "Minis")
    assert texts(answers, "Él")[0] == "Élan"


def test_a_word_can_be_a_field_or_a_name(answers: Answers):
    assert "person:" in texts(answers, "per")
    assert 'person:"Ilka Vorrin"' in texts(answers, "vorr")


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_word_behind_an_elided_article_is_completed_with_it(tmp_path: Path, engine: str):
    answers = Answers(indexed(tmp_path, engine, (*ARTICLES, FRENCH)))
    assert choices(answers, "l'hom") == [Completion("l'homme", "l'homme", "word", 1)]
    assert set(texts(answers, "l’ho")) == {"l’homme", "l’horloge"}
    assert texts(answers, "title:l'hom") == []
    assert texts(answers, "vent \"de l'ho") == ["l'homme", "l'horloge"]
    assert texts(answers, "l'h") == [] == texts(answers, "l'")
    answers.close()


def test_a_single_letter_is_not_completed(answers: Answers):
    assert texts(answers, "m") == []


def test_an_empty_line_offers_every_field_with_its_purpose(answers: Answers):
    found = {one.label: one.kind for one in choices(answers, "dam ")}
    assert found["speaker:"] == "who says something"
    assert set(found) >= {"person:", "outlet:", "date:", "tag:"}


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("person:", 'person:"Ilka Vorrin"'),
        ("person:vor", 'person:"Ilka Vorrin"'),
        ('person:"ilka v', 'person:"Ilka Vorrin"'),
        ("dam person: il", 'person:"Ilka Vorrin"'),
        ("person:(vor", '"Ilka Vorrin"'),
        ("speaker:", 'speaker:"Ilka Vorrin"'),
        ("place:vel", 'place:"Velmora"'),
        ("outlet:tide", 'outlet:"The Tidewatch"'),
        ("outlet:dai", 'outlet:"Lantern \\"Daily\\""'),
        ("topic:", 'topic:"water"'),
        ("title:rop", "title:ropes"),
        ('"the minis', "minister"),
        ("date:2025", "date:2025-10"),
        ("date:no", "date:none"),
        ('date:"last', 'date:"last week"'),
    ],
)
def test_values_are_written_as_the_query_language_needs_them(answers: Answers, query: str, text: str):
    assert text in texts(answers, query)


@pytest.mark.parametrize("query", ["person:", "speaker:", "outlet:", "topic:", "date:", "place:"])
def test_a_completion_finds_as_many_articles_as_it_shows(answers: Answers, query: str):
    found = [one for one in choices(answers, query) if one.articles]
    assert found
    for one in found:
        assert answers.search(Search(Scope(one.text))).total == one.articles


def test_only_names_with_quotes_complete_a_speaker(answers: Answers):
    assert 'speaker:"Velmora"' not in texts(answers, "speaker:vel")


def test_an_existing_file_is_replaced(answers: Answers):
    found = answers.complete(Complete("dam person:vor and", 14))
    assert (found.start, found.end) == (4, 14)


def test_tag_completions_come_from_the_users_tags(settings: Settings, answers: Answers):
    (hit,) = answers.search(Search(Scope("ropes"))).hits
    path = settings.curation_file
    path.write_text(f"tags: {{follow-up: [{hit.id}]}}\n", "utf-8")
    try:
        answers.refresh(Refresh())
        assert [(one.text, one.articles) for one in choices(answers, "tag:")] == [('tag:"follow-up"', 1)]
    finally:
        path.unlink()


def test_names_that_few_articles_have_are_found_as_well(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsexplore.index.search.vocabulary.MAX_NAMES", 0)
    assert texts(answers, "person:vor") == ['person:"Ilka Vorrin"']


@pytest.mark.parametrize("typed", ["mini", "=mini", "title:mini", "text:mini", "quote:", "quote:d", "mo", '"the min'])
@pytest.mark.parametrize("inflected", [None, True, False])
def test_a_word_is_offered_with_the_number_that_a_search_finds(
    answers: Answers, typed: str, inflected: bool | None
) -> None:
    found = answers.complete(Complete(typed, len(typed), inflected=inflected))
    words = [one for one in found.choices if one.kind == "word"]
    assert words or typed == "quote:"
    for one in words:
        query = f'"{one.text}"' if typed.startswith('"') else one.text
        assert one.articles == answers.search(Search(Scope(query, inflected=inflected))).total, one


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_word_is_counted_with_its_inflections_unless_they_are_off(tmp_path: Path, engine: str) -> None:
    settings = indexed(tmp_path, engine, tuple(article.replace("\n", "\nLanguage: en\n", 1) for article in ARTICLES))
    answers = Answers(settings)

    def counted(typed: str, inflected: bool | None = None) -> dict[str, int]:
        choices = answers.complete(Complete(typed, len(typed), inflected=inflected)).choices
        return {one.text: one.articles for one in choices if one.kind == "word"}

    assert counted("ministe") == {"minister": 3, "ministers": 3}
    assert counted("ministe", inflected=False) == {"minister": 3, "ministers": 1}
    assert counted("=ministe") == {"=minister": 3, "=ministers": 1}
    assert counted("title:minis") == {"title:ministry": 1}
    answers.close()
