"""Searching through the whole protocol in a search process, compared with FTS5 and bare engines.

Every round is a new process that has only answered the empty query, as after opening a corpus; the best round of each
question counts.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import bare
import indexes
import material
from measure import Goal, Row, best, median, milliseconds

from newsexplore.index.config.settings import Settings
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import never
from newsexplore.index.processes.search_process import IndexService
from newsexplore.index.protocol.answers import FacetsAnswer, Results
from newsexplore.index.protocol.questions import CountFacets, CountTimeline, Question, Scope, Search
from newsexplore.index.query.parse import parse
from newsexplore.index.search.index_answers import Answers
from newsexplore.tui.widgets.long_list import PAGE

ROUNDS = 5
BARE_WHOOSH_MOST = 200_000
"""Maximum number of articles for Whoosh's own writer, which takes minutes for them."""
PREFIXES = ("con*", "int*", "pro*", "eco*", "opc*", "tak*")
"""Three-letter prefixes while typing: the widest ones, and some of real queries."""
PREFIX_MS = {("whoosh", 100_000): 60}
"""Goals for the first page of any prefix, by engine and articles."""
COUNTED_MS = {"whoosh": 150, "tantivy": 30}
"""Goal for facets and timeline of a query that matches half of 100,000 articles."""
BARS = 150


def beside(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure the best 20 with the total: our engines, FTS5 and their bare engines."""
    texts = ((article.title, article.text[article.body :]) for article in corpus.articles())
    fts5 = bare.cached(bare.Fts5, corpus.folder / "fts5", texts)
    queries = [query for query in material.queries() if fts5.search(query) is not None]
    rows: list[Row] = []
    for engine in engines:
        settings = indexes.ready(corpus, engine)
        alone = _rounds(lambda settings=settings: _engine_round(settings, queries), lambda: _bare(fts5.search, queries))
        rows += _beside(f"top 20 with total, {engine} engine", *alone, fts5.name, GOALS[engine, False])
        shown = _rounds(lambda settings=settings: _service_round(settings, queries), lambda: _bare(fts5.show, queries))
        rows += _beside(f"the same with snippets, {engine}, whole protocol", *shown, fts5.name, GOALS[engine, True])
        if engine == "whoosh" and (corpus.size or 0) > BARE_WHOOSH_MOST:
            print(f"bare Whoosh is left out: {corpus.name} is too large for it.")
            continue
        texts = ((article.title, article.text[article.body :]) for article in corpus.articles())
        kind = bare.Whoosh if engine == "whoosh" else bare.Tantivy
        other = bare.cached(kind, corpus.folder / f"bare-{engine}", texts)
        known = [query for query in queries if other.search(query) is not None]
        ours, theirs = _rounds(
            lambda settings=settings, known=known: _engine_round(settings, known),
            lambda other=other, known=known: _bare(other.search, known),
        )
        rows += _beside(f"top 20 with total, {engine} engine", ours, theirs, other.name, (None, None))
    return rows


GOALS: dict[tuple[str, bool], tuple[Goal | None, Goal | None]] = {
    ("whoosh", False): (Goal(3, "ratio"), Goal(8, "ratio")),
    ("whoosh", True): (None, None),
    ("tantivy", False): (Goal(0.2, "ratio"), None),
    ("tantivy", True): (Goal(0.2, "ratio"), None),
}
"""Goals for the median and the worst query, without and with snippets."""


def _rounds(ours: Callable[[], list[float]], theirs: Callable[[], list[float]]) -> tuple[list[float], list[float]]:
    """Return the best times of both, run in alternation."""
    rounds = [(ours(), theirs()) for _ in range(ROUNDS)]
    return best([one for one, _ in rounds]), best([other for _, other in rounds])


def _bare(search: Callable[[str], Any], queries: Iterable[str]) -> list[float]:
    return [milliseconds(lambda query=query: search(query)) for query in queries]


def _engine_round(settings: Settings, queries: Iterable[str]) -> list[float]:
    """Run a newly opened engine without the protocol."""
    engine = open_engine(settings.config.index.engine, settings.engine_folder, create=False)

    def search(query: str) -> None:
        tree = parse(query, quotes=False).tree
        engine.search(tree, sort="relevance", offset=0, limit=20, cancelled=never)

    search("the")
    times = [milliseconds(lambda query=query: search(query)) for query in queries]
    engine.close()
    return times


def _service_round(settings: Settings, queries: Iterable[str]) -> list[float]:
    return asked(settings, [Search(Scope(query), limit=20) for query in queries])[0]


def asked(settings: Settings, questions: Iterable[Question]) -> tuple[list[float], list[Any]]:
    """Return milliseconds and answer of each question to a search process, asked in sequence."""

    async def ask() -> tuple[list[float], list[Any]]:
        service = IndexService(settings)
        await service.start()
        for first in (Search(Scope(""), "newest"), Search(Scope("the")), CountFacets(Scope(""))):
            await service.ask(first)
        times: list[float] = []
        answers: list[Any] = []
        loop = asyncio.get_running_loop()
        for question in questions:
            began = loop.time()
            answers.append(await service.ask(question))
            times.append(1000 * (loop.time() - began))
        await service.close()
        return times, answers

    return asyncio.run(ask())


def _beside(
    what: str, ours: list[float], theirs: list[float], name: str, goals: tuple[Goal | None, Goal | None]
) -> list[Row]:
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    worst = max(range(len(ratios)), key=ratios.__getitem__)
    return [
        Row(f"{what}, median", median(ours), "ms", name, median(theirs), goals[0], median(ratios)),
        Row(f"{what}, worst", ours[worst], "ms", name, theirs[worst], goals[1]),
    ]


def prefixes(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure the slowest of some three-letter prefixes, as typed."""
    rows: list[Row] = []
    for engine in engines:
        settings = indexes.ready(corpus, engine)
        questions = [Search(Scope(prefix), limit=PAGE) for prefix in PREFIXES]
        times = best([asked(settings, questions)[0] for _ in range(ROUNDS)])
        slowest = max(range(len(times)), key=times.__getitem__)
        goal = PREFIX_MS.get((engine, corpus.size))
        what = f"prefix as typed, {PREFIXES[slowest]}, first page, {engine}"
        rows.append(Row(what, times[slowest], "ms", goal=Goal(goal) if goal else None))
    return rows


def counts(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure facets and timeline over all hits of a word that about half of the articles contain."""
    rows: list[Row] = []
    for engine in engines:
        settings = indexes.ready(corpus, engine)
        answers = Answers(settings)
        articles = answers.engine.count()
        known = answers.engine.words("", 200)
        answers.close()
        word, hits = min(known, key=lambda one: abs(one[1] - articles / 2))
        scope = Scope(word)
        questions = [Search(scope), CountFacets(scope), CountTimeline(scope, BARS)]
        rounds: list[list[float]] = []
        for _ in range(ROUNDS):
            times, (page, facets, _) = asked(settings, questions)
            if not isinstance(page, Results) or not isinstance(facets, FacetsAnswer) or page.total != hits:
                raise AssertionError(f"{word} is in {hits} articles, and was found so: {page}")
            rounds.append(times)
        _, facets_ms, timeline_ms = best(rounds)
        limit = Goal(COUNTED_MS[engine]) if corpus.size in (0, 100_000) else None
        what = f"facets and timeline over {hits:,} hits ({word}), {engine}"
        rows.append(Row(what, facets_ms + timeline_ms, "ms", goal=limit))
    return rows


def growth(large: material.Corpus, small: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure search times on a large corpus relative to a small one."""
    rows: list[Row] = []
    queries = material.queries()
    for engine in engines:
        both = [indexes.ready(corpus, engine) for corpus in (large, small)]
        ours, theirs = _rounds(*(lambda one=one: _service_round(one, queries) for one in both))
        goal = Goal(4, "ratio") if engine == "tantivy" else None
        ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
        what = f"search at {large.name}, {engine}"
        rows.append(Row(what, median(ours), "ms", small.name, median(theirs), goal, median(ratios)))
    return rows
