"""The concordance of a trail over all results."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.engines.base import SearchCancelledError
from newsexplore.index.protocol.questions import Filter, Kwic, Read, Scope
from newsexplore.index.query.kwic import concordance, sort_key
from newsexplore.index.query.matches import find_matches
from newsexplore.index.query.parse import parse
from newsexplore.index.search import concordance as gathered
from newsexplore.index.search.index_answers import Answers

STORIES = {
    "a": "Minister Ilka Vorrin came to Velmora. The old dam is closed, they say."
    "\n\n“A dam is never safe,” Vorrin said.",
    "b": "In Velmora the new dam leaks. Ilka Vorrin said: “Zinc is cheap, and we mend it.”",
    "c": "Nothing here.",
}


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in STORIES.items():
        (corpus / f"{name}.txt").write_text(
            f"Title: Report {name}\nDate: 2025-01-0{ord(name) - 96}\n\n{text}\n", "utf-8"
        )
    settings = for_paths(load_config(None), [str(corpus)])
    build(settings)
    answers = Answers(settings)
    yield answers
    answers.close()


DAM = Kwic(Scope("dam"), "matches", order="oldest")


def test_matches_are_shown_in_context(answers: Answers) -> None:
    page = answers.kwic(msgspec.structs.replace(DAM, width=8))
    assert [(line.left, line.keyword, line.right) for line in page.lines] == [
        ("The old", "dam", "is close"),
        ("d, they say. “A"[-8:].lstrip(), "dam", "is never"),
        ("the new", "dam", "leaks. I"),
    ]
    assert (page.total, page.complete) == (3, True)
    assert {line.date for line in page.lines} == {"2025-01-01", "2025-01-02"}


def test_every_line_has_its_location(answers: Answers) -> None:
    for line in answers.kwic(DAM).lines:
        article = answers.read(Read(line.article, Scope("dam"))).article
        assert article.text[line.start : line.end] == line.keyword


@pytest.mark.parametrize(("sort", "order"), [("left", ["A", "new", "old"]), ("right", ["closed", "never", "leaks."])])
def test_lines_are_sorted_by_context(answers: Answers, sort: str, order: list[str]) -> None:
    lines = answers.kwic(msgspec.convert({**msgspec.to_builtins(DAM), "sort": sort}, Kwic)).lines
    beside = [line.left.split()[-1].strip("“") if sort == "left" else line.right.split()[0] for line in lines]
    if sort == "left":
        assert beside == order
    else:
        assert beside == ["is", "is", "leaks."]
        assert [line.right.split()[1] for line in lines][:2] == ["closed,", "never"]


def test_an_entitys_mentions_and_a_speakers_quotes(answers: Answers) -> None:
    scope = Scope("", filters=(Filter("person", "Ilka Vorrin"),))
    mentions = answers.kwic(Kwic(scope, "entity", "Ilka Vorrin", "person", order="oldest")).lines
    assert [line.keyword for line in mentions] == ["Ilka Vorrin", "Vorrin", "Ilka Vorrin"]
    scope = Scope("", filters=(Filter("speaker", "Ilka Vorrin"),))
    said = answers.kwic(Kwic(scope, "speaker", "Ilka Vorrin", order="oldest")).lines
    assert [(line.keyword, line.right.split()[0]) for line in said] == [("A", "dam"), ("Zinc", "is")]
    article = answers.read(Read(said[1].article, scope)).article
    assert "Zinc is cheap, and we mend it." in article.text[said[1].start : said[1].end]


def test_pages_join_and_are_gathered_lazily(answers: Answers) -> None:
    one = msgspec.structs.replace(DAM, limit=1)
    first = answers.kwic(one)
    assert len(first.lines) == 1 and not first.complete
    pages = [answers.kwic(msgspec.structs.replace(one, offset=offset)) for offset in range(4)]
    assert [line for page in pages for line in page.lines] == list(answers.kwic(DAM).lines)
    assert pages[-1].complete


@pytest.mark.parametrize("sort", ["article", "left", "right", "1R,0,2L"])
def test_a_concordance_of_any_length_is_complete(tmp_path: Path, sort: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    words = ("dam", "gate", "storm", "wall")
    for number in range(40):
        text = " ".join(words[(number * at + at // 3) % 4] for at in range(600))
        (corpus / f"{number}.txt").write_text(f"Title: T{number}\n\n{text}\n", "utf-8")
    settings = for_paths(load_config(None), [str(corpus)])
    build(settings)
    answers = Answers(settings)
    question = msgspec.structs.replace(DAM, sort=sort, limit=100_000)
    lines = answers.kwic(question).lines
    found = [
        line
        for record in answers.records(Scope("dam"), "oldest")
        for line in concordance(record.article, find_matches(parse("dam").tree, record.article, record.annotations), 80)
    ]
    found = sorted(found, key=sort_key(sort)) if sort != "article" else found
    assert [(line.article, line.start) for line in lines] == [(line.article, line.start) for line in found]
    assert [line.left for line in lines] == [line.left for line in found]
    answers.close()


@pytest.mark.parametrize("sort", ["article", "left"])
def test_gathering_can_be_cancelled_and_restarted(answers: Answers, monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    monkeypatch.setattr(gathered, "LOOK", 2)
    calls = itertools.count()
    with pytest.raises(SearchCancelledError):
        answers.kwic(msgspec.structs.replace(DAM, sort=sort), lambda: next(calls) > 0)
    assert answers.kwic(DAM).total == 3
