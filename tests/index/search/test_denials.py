"""Denials in the results, and what others say on the same matter, on every engine."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.curation.changes import quote_key
from newsexplore.index.decisions import CuratedItem, EditItem
from newsexplore.index.model import QuoteHit
from newsexplore.index.protocol.answers import Denials
from newsexplore.index.protocol.questions import FindDenials, Scope, Search
from newsexplore.index.search.index_answers import Answers

STORIES = {
    "denial.txt": """\
Title: Minister Denies Leak
Date: 2025-11-03
Outlet: Valley News

Minister Ilka Vorrin came to Velmora. Ilka Vorrin denied that the dam was leaking into the lower valley.

Ana Lind works at the lock. Ana Lind said the harbour would open again in spring.
""",
    "copy.txt": """\
Title: Vorrin Denies Leak
Date: 2025-11-03
Outlet: The Harbour Post

Minister Ilka Vorrin spoke at noon. Ilka Vorrin denied that the dam was leaking into the lower valley.
""",
    "claim.txt": """\
Title: Engineer Warns of Leaks
Date: 2025-11-02
Outlet: The Harbour Post

Joss Tillman measured the wall. Joss Tillman said the dam leaks into the valley every night.
""",
    "strike.txt": """\
Title: No Strike
Date: 2025-11-05
Outlet: The Harbour Post

Rolf Hagen leads the union. Rolf Hagen denied that a strike was planned.
""",
}


@pytest.fixture(params=["whoosh", "tantivy"])
def answers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Answers]:
    """Four articles, on each engine."""
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


def speaker(hit: QuoteHit) -> str:
    return hit.quote.speaker.resolved if hit.quote.speaker else ""


def listed(found: Denials) -> list[tuple[str, int, list[tuple[str, tuple[str, ...]]]]]:
    """Each denial's speaker and copies, with speaker and shared words of the statements below it."""
    return [
        (speaker(one.hit), one.copies, [(speaker(claim.hit), claim.shared) for claim in one.claims])
        for one in found.denials
    ]


def test_a_denial_is_beside_what_others_say_of_the_matter(answers: Answers) -> None:
    found = answers.denials(FindDenials(Scope("")))
    ((who, copies, claims), alone) = listed(found)
    assert (who, copies, alone) == ("Ilka Vorrin", 1, ("Rolf Hagen", 0, []))
    assert [name for name, _ in claims] == ["Joss Tillman"]
    assert set(claims[0][1]) == {"dam", "leaking", "valley"}
    assert found.total == found.looked_at == 3
    assert all(one.hit.quote.stance == "denied" for one in found.denials)


def test_only_quotes_of_the_results_are_looked_at(answers: Answers) -> None:
    assert [who for who, _, _ in listed(answers.denials(FindDenials(Scope("strike"))))] == ["Rolf Hagen"]
    assert listed(answers.denials(FindDenials(Scope("outlet:valley")))) == [("Ilka Vorrin", 0, [])]
    assert answers.denials(FindDenials(Scope("harbour spring"))).total == 1
    assert listed(answers.denials(FindDenials(Scope("xyzzy")))) == []
    assert answers.denials(FindDenials(Scope("", quotes=True), limit=1)).looked_at == 1


def test_conditions_on_the_speaker_are_about_the_denial_alone(answers: Answers) -> None:
    for query in ("stance:denied =leaking", 'speaker:"Ilka Vorrin"', "in:dam cue:denied"):
        ((who, _, claims),) = listed(answers.denials(FindDenials(Scope(query, quotes=True))))
        assert who == "Ilka Vorrin", query
        assert [name for name, _ in claims] == (["Joss Tillman"] if query != "stance:denied =leaking" else []), query


def test_a_corrected_speaker_is_who_denies(answers: Answers) -> None:
    page = answers.search(Search(Scope("stance:denied strike", quotes=True)))
    (hit,) = page.quotes
    key = quote_key(hit.article, hit.quote.start, hit.quote.end)
    answers.library.change((EditItem(key, CuratedItem(said=hit.quote.text), speaker="Ana Lind"),))
    denials = answers.denials(FindDenials(Scope("strike"))).denials
    assert [speaker(one.hit) for one in denials] == ["Ana Lind"]
