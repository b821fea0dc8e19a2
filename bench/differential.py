"""Differential test: random queries from real text, on every engine and by brute force; all results must agree.

python bench/differential.py --queries 5000
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.build.scan import find_changes
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.corpus.reading import read
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, never
from newsexplore.index.engines.entity_merges import EntityId, Merges, merged
from newsexplore.index.engines.packed.hits import comparable
from newsexplore.index.engines.packed.packed_schema import timestamp
from newsexplore.index.model import ENTITY_TYPES, Article, Record, Sort
from newsexplore.index.query import analysis, holds, tree
from newsexplore.index.query.values import article_values
from newsexplore.index.titles import own_title

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
ENGINES = ("whoosh", "tantivy", *(("opensearch",) if os.environ.get("NEWSEXPLORE_OPENSEARCH_HOSTS") else ()))
"""The last one on the cluster that the environment names."""
NAMES = (
    *("person", "org", "place", "entity", "speaker", "about", "outlet", "byline", "topic", "lang", "corpus"),
    *("cue", "stance", "confidence"),
)
TEXTS = ("", "", "", "title", "text", "quote")
"""Fields to draw from; most queries have none."""
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "outlet")
SHOWN = (3, 50)
"""Entities of each type that are asked for as a screen does."""
_MOST = 500
"""Results in each order that are compared of large indexes."""
_ALL = 10**6


def records(number: int, paths: Sequence[Path]) -> list[Record]:
    """Return about `number` annotated articles, evenly from the corpora at some paths, without long ones."""
    config = load_config(None)
    annotator = Annotator(config.quotes, config.entities)
    found: list[Record] = []
    seen: set[str] = set()
    for path in paths:
        # Equal records have the same id until the index distinguishes copies: one of each is enough here.
        fresh = {article.id: article for article in islice(_articles(path), number // len(paths) + 1)}
        articles = [article for id, article in fresh.items() if id not in seen]
        seen |= fresh.keys()
        found += [Record(article, annotator.annotate(article.text, article.lang)) for article in articles]
    return found


def _articles(path: Path) -> Iterator[Article]:
    settings = for_paths(load_config(None), [str(path)])
    for task in find_changes(settings, (), rebuild=True, check=lambda: None).tasks:
        for article in islice(read(task.source, task.corpus), 20):
            if isinstance(article, Article) and len(article.text) < 20_000:
                yield article


class Drawer:
    """Generates queries with words, names and dates of articles, or similar ones."""

    def __init__(self, records: Sequence[Record], random: Random) -> None:
        self._records = records
        self._random = random

    def draw(self, depth: int = 2) -> tree.Node:
        """Generate a query."""
        kind = self._random.random()
        if depth and kind < 0.45:
            parts = tuple(self.draw(depth - 1) for _ in range(self._random.randint(2, 3)))
            return tree.And(parts) if self._random.random() < 0.6 else tree.Or(parts)
        if depth and kind < 0.55:
            inner = self.draw(depth - 1)
            return tree.Not(inner) if self._random.random() < 0.6 else tree.InArticle(inner)
        return self._text() if kind < 0.8 else self._name() if kind < 0.93 else self._other()

    def merges(self) -> Merges:
        """Generate merges and rejections of entities."""
        named: set[EntityId] = {(e.type, e.name) for record in self._records for e in record.annotations.entities}
        ids = sorted(named)
        chosen = self._random.sample(ids, min(len(ids), 12))
        targets: list[EntityId | None] = [*chosen[8:], ("person", "Somebody Nobody Named"), None]
        return {one: self._random.choice(targets) for one in chosen[:8]}

    def _words(self) -> tuple[str, ...]:
        """Return words of a random title, text or quote."""
        while True:
            record = self._random.choice(self._records)
            quotes = [quote.text for quote in record.annotations.quotes]
            text = self._random.choice((own_title(record.article), record.article.text[record.article.body :], *quotes))
            if found := analysis.words(text):
                return found

    def _text(self) -> tree.Node:
        field, line = self._random.choice(TEXTS), self._words()
        at = self._random.randrange(len(line))
        word = line[at]
        match self._random.randrange(7):
            case 0:
                return tree.Word(field, word)
            case 1:
                return tree.Forms(field, tuple(dict.fromkeys((word, *self._random.sample(line, min(2, len(line)))))))
            case 2:
                phrase = line[at : at + self._random.randint(2, 4)]
                return tree.Phrase(field, phrase) if len(phrase) > 1 else tree.Word(field, word)
            case 3:
                slop = self._random.choice((1, 2, 5, 20))
                near = self._random.choices(line[max(0, at - slop) : at + slop + 1], k=self._random.randint(2, 3))
                return tree.Phrase(field, tuple(near), slop)
            case _:
                return self._pattern(field, word)

    def _name(self) -> tree.Node:
        entities = self._random.choice(self._records).annotations.entities
        if entities and self._random.random() < 0.2:
            one = self._random.choice(entities)
            return tree.Name(self._random.choice(("entity", "about")), one.type, one.name)
        field = self._random.choice(NAMES)
        for _ in range(20):
            values = article_values(self._random.choice(self._records), field)
            if values:
                break
        else:
            return tree.Word(field, "nothing")
        value = self._random.choice(values)
        line = analysis.words(value)
        if not line or self._random.random() < 0.5:
            return tree.Exact(field, analysis.value(value))
        word = self._random.choice(line)
        return tree.Word(field, word) if self._random.random() < 0.5 else self._pattern(field, word)

    def _pattern(self, field: str, word: str) -> tree.Node:
        """Return a prefix of a word, a wildcard that matches it, or a misspelling."""
        match self._random.randrange(3):
            case 0:
                return tree.Prefix(field, word[: self._random.randint(1, 4)])
            case 1:
                rest = (c if self._random.random() < 0.6 else self._random.choice("?*") for c in word[1:6])
                return tree.Wildcard(field, word[0] + "".join(rest) + self._random.choice(("", "*")))
            case _:
                at = self._random.randrange(len(word))
                other = self._random.choice(("", "e", word[at] * 2, word[at : at + 2][::-1]))
                return tree.Fuzzy(field, word[:at] + other + word[at + 1 :] or word, self._random.randint(1, 2))

    def _other(self) -> tree.Node:
        days = sorted(self._random.choice(self._records).article.date[:10] for _ in range(2))
        ids = (self._random.choice(self._records).article.id for _ in range(self._random.randint(0, 30)))
        choices = (tree.Everything(), tree.Undated(), tree.Dates(*days), tree.Ids(frozenset((*ids, "no such id"))))
        return self._random.choice(choices)


def answers(engine: Engine, query: tree.Node, entities: int = _ALL, most: int = _ALL) -> dict[str, Any]:
    """Return all results of an engine for a query, except scores.

    Args:
        engine: Holds the articles.
        query: What is searched.
        entities: Entities of each type, at most.
        most: Articles and quotes in each order, at most; the most relevant are compared only if they are all.
    """
    found: dict[str, Any] = {}
    for sort in SORTS:
        page = engine.search(query, sort=sort, offset=0, limit=most, cancelled=never)
        said = engine.search_quotes(query, sort=sort, offset=0, limit=most, cancelled=never)
        ids, quotes = [id for id, _ in page.page], [(id, number) for id, number, _ in said.page]
        found[f"total, {sort}"] = page.total, said.total
        paged = engine.search(query, sort=sort, offset=2, limit=5, cancelled=never)
        if [id for id, _ in paged.page] != ids[2:7] or paged.total != page.total:
            found[f"a page, {sort}"] = paged
        if sort == "relevance":
            # Scores are specific to engines; but the best come first, and ties are sorted by date and id.
            stamps = {one.id: timestamp(one.date) for one in engine.articles(ids)}
            scores = (-comparable(np.array([score for _, score in page.page]))).tolist()
            best = [(score, -stamps[id], id) for id, score in zip(ids, scores, strict=True)]
            found["relevance in order"] = best == sorted(best)
            # Which are the best is specific to an engine, too.
            ids = sorted(ids) if page.total <= most else []
            quotes = sorted(quotes) if said.total <= most else []
        found[f"articles, {sort}"] = ids
        found[f"quotes, {sort}"] = quotes
    # As a screen asks, before anything else has counted them: the first few, then those of the first article.
    first = [id for id, _ in engine.search(query, sort="newest", offset=0, limit=5, cancelled=never).page[:1]]
    for limit in SHOWN:
        shown = engine.facets(query, types=ENTITY_TYPES, limit=limit, cancelled=never, mentions=False).entities
        found[f"the first {limit} of each type"] = [(one.type, one.name, one.articles) for one in shown]
    named: set[EntityId] = {(e.type, e.name) for record in engine.records(first) for e in record.annotations.entities}
    also = engine.facets(query, types=ENTITY_TYPES, limit=_ALL, cancelled=never, among=named, mentions=False).entities
    found["entities of the newest article"] = sorted((one.type, one.name, one.articles) for one in also)
    facets = engine.facets(query, types=ENTITY_TYPES, limit=entities, cancelled=never)
    found["entities"] = sorted((one.type, one.name, one.articles, one.mentions) for one in facets.entities)
    found["outlets"] = list(facets.outlets)
    timeline = engine.timeline(query, buckets=12, cancelled=never)
    found["timeline"] = timeline
    found["dated"] = sum(bucket.count for bucket in timeline.buckets), timeline.undated
    for outlet, _ in facets.outlets[:2]:
        part = tree.And((query, tree.Exact("outlet", analysis.value(outlet))))
        found[f"timeline of {outlet}"] = engine.timeline(part, buckets=12, cancelled=never, bars=timeline)
    return found


def brute(records: Sequence[Record], query: tree.Node) -> dict[str, Any]:
    """Answer a query by brute force over the articles: all of `answers` except the timeline's bars."""
    matching = [one for one in records if holds.holds(query, one)]
    quotes = {
        one.article.id: [n for n in range(len(one.annotations.quotes)) if holds.quote_holds(query, one, n)]
        for one in records
    }
    by_id = sorted(records, key=lambda one: one.article.id)
    found: dict[str, Any] = {"relevance in order": True}
    ids = {one.article.id for one in matching}
    for sort in SORTS:
        ordered = [one.article.id for one in _ordered(by_id, sort)]
        found[f"articles, {sort}"] = [id for id in ordered if id in ids]
        found[f"quotes, {sort}"] = [(id, number) for id in ordered for number in quotes[id]]
        found[f"total, {sort}"] = len(matching), sum(map(len, quotes.values()))
    articles: Counter[EntityId] = Counter()
    mentions: Counter[EntityId] = Counter()
    for one in matching:
        keys: list[EntityId] = [(entity.type, entity.name) for entity in one.annotations.entities]
        articles.update(set(keys))
        mentions.update(keys[mention.entity] for mention in one.annotations.mentions)
    found["entities"] = sorted((*key, number, mentions[key]) for key, number in articles.items())
    ranked = sorted(articles, key=lambda key: (-articles[key], key[1]))
    for limit in SHOWN:
        some = [key for kind in ENTITY_TYPES for key in [one for one in ranked if one[0] == kind][:limit]]
        some.sort(key=lambda key: (-articles[key], key[1], ENTITY_TYPES.index(key[0])))
        found[f"the first {limit} of each type"] = [(*key, articles[key]) for key in some]
    outlets = Counter(one.article.outlet for one in matching if one.article.outlet)
    found["outlets"] = sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))
    undated = sum(not one.article.date for one in matching)
    found["dated"] = len(matching) - undated, undated
    return found


def _ordered(by_id: Sequence[Record], sort: Sort) -> list[Record]:
    """Sort records, ties by id."""
    if sort == "relevance":
        return list(by_id)
    sign = 1 if sort == "oldest" else -1
    dated = sorted(by_id, key=lambda one: (not one.article.date, sign * timestamp(one.article.date)))
    if sort == "outlet":
        dated.sort(key=lambda one: (not one.article.outlet, one.article.outlet.casefold(), one.article.outlet))
    return dated


def differences(answers: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """List differences between answers, a line each."""
    found: list[str] = []
    for question in dict.fromkeys(question for answer in answers.values() for question in answer):
        told = {name: answer[question] for name, answer in answers.items() if question in answer}
        if question.startswith("a page"):
            found += [f"{question}: {name} differs from the whole" for name in told]
            continue
        first, *others = told.items()
        found += [f"{question}: {first[0]} {_short(first[1])}, {n} {_short(a)}" for n, a in others if a != first[1]]
    return found


def _short(answer: Any) -> str:
    text = repr(answer)
    return text if len(text) < 200 else f"{text[:200]}… ({len(answer) if hasattr(answer, '__len__') else 'long'})"


def fill(engine: Engine, records: Sequence[Record]) -> None:
    """Index in several commits, with replacements and removals."""
    for start in range(0, len(records), 50):
        writer = engine.writer()
        writer.add(engine.prepare([*records[max(0, start - 10) : start + 50], *records[:2]]))
        writer.commit()
    writer = engine.writer()
    gone = [one.article.id for one in records[::7]]
    writer.remove(gone)
    writer.commit()
    writer = engine.writer()
    writer.add(engine.prepare(records[::7]))
    writer.commit()
    engine.refresh()


def compare(
    engines: Mapping[str, Engine], records: Sequence[Record], queries: int, seed: int, merge_every: int = 50
) -> Iterator[tuple[tree.Node, list[str]]]:
    """Generate queries and yield each with the differences in its answers; merges change periodically."""
    random = Random(seed)
    drawer = Drawer(records, random)
    read: Sequence[Record] = records
    holds.words = lru_cache(maxsize=None)(analysis.words)  # the same texts are read for each query
    try:
        for number in range(queries):
            if number % merge_every == merge_every // 2:
                merges = drawer.merges()
                read = [merged(one, merges) for one in records]
                for engine in engines.values():
                    engine.merge(merges)
            query = drawer.draw()
            told = {"reading": brute(read, query)}
            told |= {name: answers(engine, query) for name, engine in engines.items()}
            yield query, differences(told)
    finally:
        holds.words = analysis.words


def compare_built(engines: Mapping[str, Engine], queries: int, seed: int) -> Iterator[tuple[tree.Node, list[str]]]:
    """Compare whole indexes of the same articles, of any size: as `compare`, but not by hand or to the last result."""
    random = Random(seed)
    first = next(iter(engines.values()))
    ids = list(first.ids(tree.Everything(), sort="oldest", cancelled=never))
    drawer = Drawer(first.records(random.sample(ids, min(len(ids), 500))), random)
    for number in range(queries):
        if number % 20 == 10:
            merges = drawer.merges()
            for engine in engines.values():
                engine.merge(merges)
        query = drawer.draw()
        # To the last one of each order now and then: that takes a cluster seconds.
        most = _ALL if number % 10 == 0 else _MOST
        yield query, differences({name: answers(engine, query, 200, most) for name, engine in engines.items()})


def _compare_built(built: Sequence[str], queries: int, seed: int) -> None:
    """Compare indexes that are given as ENGINE=FOLDER, and print."""
    places = [one.partition("=") for one in built]
    engines = {name: open_engine(name, Path(folder), create=False, budget=600.0) for name, _, folder in places}
    began, differing = time.monotonic(), 0
    for number, (query, found) in enumerate(compare_built(engines, queries, seed), 1):
        if found:
            differing += 1
            print(query, *found, sep="\n  ")
        if number % 10 == 0:
            print(f"{number:,} queries, {differing:,} differences ({time.monotonic() - began:.0f} s)", flush=True)
    counts = " and ".join(f"{engine.count():,} articles in {name}" for name, engine in engines.items())
    print(f"{queries:,} queries over {counts}: {differing:,} differences ({time.monotonic() - began:.0f} s)")
    sys.exit(bool(differing))


def main() -> None:
    """Compare, print, and fail if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--built", action="append", metavar="ENGINE=FOLDER", help="compare indexes of the same articles, at least two"
    )
    args = parser.parse_args()
    if args.built:
        _compare_built(args.built, args.queries, args.seed)
    paths = [ROOT / "seeds", *(sorted(CORPORA.iterdir()) if CORPORA.is_dir() else ())]
    articles = records(args.articles, paths)
    began, differing = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        engines = {
            name: open_engine(name, Path(folder) / name, create=True)
            for name in ENGINES
            if name != "tantivy" or find_spec(name)
        }
        for engine in engines.values():
            fill(engine, articles)
        for query, found in compare(engines, articles, args.queries, args.seed):
            if found:
                differing += 1
                print(query, *found, sep="\n  ")
        problems = [problem for engine in engines.values() for problem in engine.check()]
        print(*problems, sep="\n", end="\n" if problems else "")
    print(
        f"{args.queries:,} queries over {len(articles):,} articles of {len(paths)} corpora, "
        f"{' and '.join(engines)} and brute force: {differing:,} differences "
        f"({time.monotonic() - began:.0f} s)"
    )
    sys.exit(bool(differing or problems))


if __name__ == "__main__":
    main()
