"""Folded results of the sample corpus: every number is what brute force counts."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

import newsexplore
from newsexplore.index.build.build_run import build
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.settings import Settings
from newsexplore.index.copies.verification import copy_overlap
from newsexplore.index.engines.base import never
from newsexplore.index.model import Hit, QuoteHit, Record, Sort
from newsexplore.index.protocol.answers import Results
from newsexplore.index.protocol.questions import List, ListCopies, ListRepeats, Scope, Search
from newsexplore.index.query.analysis import words
from newsexplore.index.search.index_answers import Answers
from newsexplore.tui.cli.options import Options, configuration

SEEDS = Path(newsexplore.__file__).parent / "seeds"
WIRE_STORIES = 9
"""That other outlets of the sample carry, see its description in `tests/test_seeds.py`."""
QUERIES = ("", "dam", "dam OR bridge", '"Kaldar Dam" -storm', "outlet:Ardpress", "date:2025-10", "xyzzy")
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "outlet", "mentions")


@pytest.fixture(scope="module", params=("whoosh", "tantivy"))
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    if request.param != "whoosh":
        pytest.importorskip(request.param)
    folder = tmp_path_factory.mktemp("sample")
    config = configuration(Options(None, None, request.param))
    settings = Settings(config, (CorpusConfig(name="sample", paths=(str(SEEDS),)),), str(folder / "index"))
    build(settings, jobs=1)
    opened = Answers(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def records(answers: Answers) -> list[Record]:
    return list(answers.records(Scope(""), "newest"))


def search(answers: Answers, query: str, sort: Sort, *, quotes: bool = False, fold: bool = True) -> Results:
    """Return all results, fetched in pages."""
    question = Search(Scope(query, quotes), sort, limit=7, fold=fold)
    whole = answers.search(question)
    rows: list[Hit | QuoteHit] = [*(whole.quotes if quotes else whole.hits)]
    while len(rows) < whole.total:
        page = answers.search(Search(Scope(query, quotes), sort, len(rows), 50, fold=fold))
        rows += page.quotes if quotes else page.hits
    kind = {"quotes": tuple(rows)} if quotes else {"hits": tuple(rows)}
    return Results(whole.total, 0, folded=whole.folded, fold_state=whole.fold_state, **kind)  # pyright: ignore[reportArgumentType]


def test_the_groups_are_the_wire_stories_and_their_links_those_of_brute_force(answers: Answers, records: list[Record]):
    known = answers.folding.current(lambda: None)
    assert len(known.groups) == WIRE_STORIES
    texts = {one.article.id: one.article for one in records}
    expected = {
        (one, other)
        for one, other in combinations(sorted(texts), 2)
        if copy_overlap(texts[one], texts[other]) is not None
    }
    assert {(id, link.id) for id, links in known.links.items() for link in links if id < link.id} == expected


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("sort", SORTS)
def test_copies_fold_into_the_first_of_them(answers: Answers, query: str, sort: Sort):
    group_of = answers.folding.current(lambda: None).group_of
    plain = search(answers, query, sort, fold=False)
    expected: list[tuple[str, int, int]] = []
    for hit in plain.hits:
        group = group_of.get(hit.id, hit.id)
        if group not in [group_of.get(id, id) for id, _, _ in expected]:
            copies = [one for one in plain.hits if group_of.get(one.id, one.id) == group and one.id != hit.id]
            expected.append((hit.id, len(copies), len({one.outlet for one in copies} - {hit.outlet, ""})))
    folded = search(answers, query, sort)
    assert [(hit.id, hit.copies, hit.copy_outlets) for hit in folded.hits] == expected
    assert (folded.fold_state, folded.total + folded.folded) == ("on", plain.total)
    assert plain.fold_state == "off"
    assert answers.list(List(Scope(query), sort, fold=True)).ids == tuple(id for id, _, _ in expected)


@pytest.mark.parametrize("query", ("", "dam", "speaker:marsk"))
@pytest.mark.parametrize("sort", SORTS)
def test_exact_repeats_of_quotes_fold(answers: Answers, records: list[Record], query: str, sort: Sort):
    said = {
        (one.article.id, number): (
            words(quote.text),
            (quote.speaker.resolved or quote.speaker.text).casefold() if quote.speaker else "",
            quote.stance,
        )
        for one in answers.engine.records([one.article.id for one in records])
        for number, quote in enumerate(one.annotations.quotes)
    }
    plain = search(answers, query, sort, quotes=True, fold=False)
    expected: dict[object, tuple[str, int]] = {}
    for hit in plain.quotes:
        key = said[hit.article, hit.number]
        expected.setdefault(key if len(key[0]) > 2 else (hit.article, hit.number), (hit.article, hit.number))
    folded = search(answers, query, sort, quotes=True)
    assert [(hit.article, hit.number) for hit in folded.quotes] == list(expected.values())
    assert folded.total + folded.folded == plain.total
    assert sum(hit.copies for hit in folded.quotes) == folded.folded


@pytest.mark.parametrize("query", QUERIES)
def test_the_copies_are_all_of_each_group_but_the_oldest(answers: Answers, query: str):
    group_of = answers.folding.current(lambda: None).group_of
    matching = answers.ids(Scope(query), "oldest")
    groups = [group_of.get(id) for id in matching]
    expected = {id for at, id in enumerate(matching) if groups[at] is not None and groups[at] in groups[:at]}
    asked = f"({query}) is:copy" if query else "is:copy"
    assert set(answers.ids(Scope(asked), "oldest")) == expected
    assert set(answers.ids(Scope(asked), "newest", fold=True)) == expected
    others = f"({query}) -is:copy" if query else "-is:copy"
    assert set(answers.ids(Scope(others), "oldest")) == set(matching) - expected
    assert len(search(answers, others, "oldest").hits) == len(search(answers, query, "oldest").hits)


def test_copies_are_those_of_the_rest_of_the_query(answers: Answers):
    known = answers.folding.current(lambda: None)
    (group, *_) = sorted(known.groups, key=len, reverse=True)
    first, second, *_ = sorted(group, key=known.in_time)
    outlets = {one.id: one.outlet for one in answers.engine.articles([first, second])}
    alone = f'outlet:"{outlets[second]}" is:copy'
    assert second not in answers.ids(Scope(alone), "oldest")  # the other is not among the results
    both = f'outlet:("{outlets[first]}" OR "{outlets[second]}") is:copy'
    assert second in answers.ids(Scope(both), "oldest")
    within = answers.search(Search(Scope(f"in:({both})", quotes=True), limit=10**6)).quotes
    assert {one.article for one in within} <= set(answers.ids(Scope(both), "oldest"))
    assert second in {one.article for one in within} or not answers.engine.records([second])[0].annotations.quotes


def test_repeated_quotes_are_listed_one_by_one(answers: Answers):
    folded = search(answers, "", "oldest", quotes=True)
    repeats = search(answers, "is:copy", "oldest", quotes=True)
    assert folded.folded > 0
    assert len(repeats.quotes) == repeats.total == folded.folded
    assert not {(one.article, one.number) for one in repeats.quotes} & {
        (one.article, one.number) for one in folded.quotes
    }


def test_a_row_opens_into_its_list(answers: Answers):
    (hit, *_) = sorted(search(answers, "", "newest").hits, key=lambda one: -one.copies)
    whole = answers.copies.copies(ListCopies(hit.id), never)
    assert whole.total == hit.copies + 1 == len(whole.copies)
    assert whole.outlets == hit.copy_outlets + 1
    assert [copy.date for copy in whole.copies] == sorted(copy.date for copy in whole.copies)
    page = answers.copies.copies(ListCopies(hit.id, 1, 1), never)
    assert page.copies == whole.copies[1:2]


def test_a_quote_opens_into_its_repeats(answers: Answers):
    (hit, *_) = sorted(search(answers, "", "newest", quotes=True).quotes, key=lambda one: -one.copies)
    found = answers.copies.repeats(ListRepeats(hit.article, hit.number), never)
    assert found.total == hit.copies + 1 == len(found.quotes)
    assert len({(words(one.quote.text), one.quote.stance) for one in found.quotes}) == 1


def test_results_wait_for_no_copies(answers: Answers, tmp_path: Path):
    path = Path(answers.settings.folder) / "copies.msgpack"
    moved = path.rename(tmp_path / "copies.msgpack")
    fresh = Answers(answers.settings)
    try:
        assert search(fresh, "dam", "newest").fold_state == "unknown"
    finally:
        fresh.close()
        moved.rename(path)
