"""Every number that the interface and the commands show of a search, beside the same number counted by hand.

python bench/brute_force.py            # over Reuters-21578, on every engine, in about twenty minutes
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import brute_force_reports
import msgspec

from newsexplore.index.build.build_run import build
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.decisions import SavedSearch
from newsexplore.index.engines.base import never
from newsexplore.index.model import Quote, Record
from newsexplore.index.protocol.news import FindNews
from newsexplore.index.protocol.questions import (
    CountFacets,
    CountMatrix,
    CountOmissions,
    CountSpeakers,
    CountTimeline,
    CountWords,
    List,
    Scope,
    Search,
    SplitTimelineBy,
)
from newsexplore.index.query.analysis import words
from newsexplore.index.query.holds import holds, quote_holds
from newsexplore.index.quotation import DOUBTFUL
from newsexplore.index.search.index_answers import Answers
from newsexplore.index.titles import own_title

REUTERS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "reuters21578.tar.gz"
QUERIES = (
    "opec ceiling",
    "wheat OR corn -soviet",
    '"prime rate"',
    "person:volcker",
    "speaker:lukman",
    "date:1987-03-19",
    "econ* title:trade",
    "stance:denied oil",
)
PHRASES = (("opec",), ("prime", "rate"), ("volcker",))
NAMES = (("person", "Paul Volcker"), ("org", "Bundesbank"), ("place", "Japan"), ("misc", "Ecu"))
COMPARED = (("opec", "wheat"), ("date:1987-03", "date:1987-04"), ("", "title:trade"))
SIMILAR = 40
"""Articles whose similar ones are looked at."""
EVERY = 10**9


class Difference(NamedTuple):
    """A number that is not what counting by hand gives."""

    what: str
    shown: Any
    counted: Any


def differences(answers: Answers, records: Sequence[Record], scope: Scope) -> Iterator[Difference]:
    """Yield each number shown of a search that is not what brute force counts.

    Args:
        answers: The open index.
        records: All of its articles, as the interface shows them: with merged names and corrected speakers.
        scope: The search, without filters.
    """
    for what, shown, counted in _numbers(answers, records, scope):
        if shown != counted:
            yield Difference(what, shown, counted)


def _numbers(answers: Answers, records: Sequence[Record], scope: Scope) -> Iterator[tuple[str, Any, Any]]:
    """Yield name, number as shown, and number by hand."""
    tree = answers.parse(scope).tree
    if scope.quotes:
        quotes = [(one, n) for one in records for n in range(len(one.annotations.quotes)) if quote_holds(tree, one, n)]
        matching = list({one.article.id: one for one, _ in quotes}.values())
    else:
        matching = [one for one in records if holds(tree, one)]
        quotes = [(one, n) for one in matching for n in range(len(one.annotations.quotes))]
    weight = Counter(one.article.id for one, _ in quotes) if scope.quotes else dict.fromkeys(_ids(matching), 1)
    yield "results", answers.search(Search(scope, limit=0)).total, sum(weight.values())
    if not scope.quotes:
        yield "ids", sorted(answers.list(List(scope, limit=EVERY)).ids), sorted(_ids(matching))
    yield (
        "new, never looked at",
        answers.news.find(FindNews("", SavedSearch(scope.query, scope.quotes)), never).new,
        sum(weight.values()),
    )
    yield from _over_time(answers, matching, weight, scope)
    yield from _names(answers, matching, quotes, scope)
    yield from _speakers(answers, quotes, scope)
    yield from _left_out(answers, matching, [one.annotations.quotes[n] for one, n in quotes], weight, scope)
    yield from _words(answers, matching, quotes, scope)


def _ids(records: Sequence[Record]) -> list[str]:
    return [one.article.id for one in records]


def _over_time(
    answers: Answers, matching: Sequence[Record], weight: dict[str, int], scope: Scope
) -> Iterator[tuple[str, Any, Any]]:
    outlets: Counter[str] = Counter()
    for one in matching:
        outlets[one.article.outlet] += weight[one.article.id]
    shown = dict(answers.facets(CountFacets(scope, types=())).facets.outlets)
    yield "outlets", shown, {name: number for name, number in outlets.items() if name}
    found = answers.pictures.split(SplitTimelineBy(scope, 30, limit=3), never)
    yield "timeline", answers.timeline(CountTimeline(scope, 30)).timeline, found.whole
    listed = [part.name for part in found.parts]
    for name, timeline in (
        *((part.name, part.timeline) for part in found.parts),
        ("", found.others),
        (None, found.whole),
    ):
        mine = [
            one
            for one in matching
            if name is None or (one.article.outlet == name if name else one.article.outlet not in listed)
        ]
        days = [(one.article.date[:10], weight[one.article.id]) for one in mine]
        starts = [bucket.start for bucket in timeline.buckets]
        bars = [
            sum(number for day, number in days if day and low <= day < high)
            for low, high in zip(starts, [*starts[1:], "9999"], strict=False)
        ]
        yield f"bars of {name}", [bucket.count for bucket in timeline.buckets], bars
        yield f"undated of {name}", timeline.undated, sum(number for day, number in days if not day)


def _names(
    answers: Answers, matching: Sequence[Record], quotes: Sequence[tuple[Record, int]], scope: Scope
) -> Iterator[tuple[str, Any, Any]]:
    if scope.quotes:
        sets = [_mentioned(one, one.annotations.quotes[number]) for one, number in quotes]
    else:
        sets = [{(entity.type, entity.name) for entity in one.annotations.entities} for one in matching]
    counts = Counter(id for names in sets for id in names)
    facets = answers.facets(CountFacets(scope, limit=EVERY)).facets
    yield "names", {(one.type, one.name): one.articles for one in facets.entities}, dict(counts)
    totals = Counter(kind for kind, _ in counts)
    yield "totals of names", dict(facets.totals), {kind: totals[kind] for kind, _ in facets.totals}
    found = answers.pictures.matrix(CountMatrix(scope, 8), never)
    ids = [(one.type, one.name) for one in found.names]
    by_hand = {(a, b): sum(a in names and b in names for names in sets) for a, b in product(ids, ids)}
    yield "matrix", list(found.counts), [tuple(by_hand[a, b] for b in ids) for a in ids]


def _mentioned(record: Record, quote: Quote) -> set[tuple[str, str]]:
    entities = record.annotations.entities
    return {
        (entities[mention.entity].type, entities[mention.entity].name)
        for mention in record.annotations.mentions
        if any(start <= mention.start and mention.end <= end for start, end in quote.parts)
    }


def _speakers(answers: Answers, quotes: Sequence[tuple[Record, int]], scope: Scope) -> Iterator[tuple[str, Any, Any]]:
    found = answers.speakers(CountSpeakers(scope, EVERY))
    said: dict[tuple[str, str], list[tuple[Record, Quote]]] = {}
    unnamed = 0
    for one, number in quotes:
        quote = one.annotations.quotes[number]
        if quote.speaker is None or quote.speaker.entity is None:
            unnamed += 1
        else:
            entity = one.annotations.entities[quote.speaker.entity]
            said.setdefault((entity.type, entity.name), []).append((one, quote))
    yield "quotes by names", (found.quotes, found.unnamed, found.total), (len(quotes), unnamed, len(said))
    shown = {(one.type, one.name): (one.quotes, one.articles, one.outlets, one.doubtful) for one in found.speakers}
    yield (
        "speakers",
        shown,
        {
            id: (
                len(pairs),
                len({one.article.id for one, _ in pairs}),
                len({one.article.outlet for one, _ in pairs if one.article.outlet}),
                sum(quote.speaker is not None and quote.speaker.confidence < DOUBTFUL for _, quote in pairs),
            )
            for id, pairs in said.items()
        },
    )


def _left_out(
    answers: Answers, matching: Sequence[Record], said: Sequence[Quote], weight: dict[str, int], scope: Scope
) -> Iterator[tuple[str, Any, Any]]:
    found = answers.omissions.count(CountOmissions(scope), never)
    counts = {one.kind: one.count for one in found.rows}
    yield "all quotes", found.quotes, len(said)
    yield "undated", counts["undated"], sum(weight[one.article.id] for one in matching if not one.article.date)
    unsure = sum(quote.speaker is not None and quote.speaker.confidence < DOUBTFUL for quote in said)
    yield "doubtful", counts["doubtful"], unsure
    yield "speaker unknown", counts["speaker unknown"], sum(quote.speaker is None for quote in said)
    known = answers.folding.current(lambda: None)
    if not scope.quotes:
        groups = Counter(known.group_of[id] for id in _ids(matching) if id in known.group_of)
        yield "folded", counts["folded"], sum(number - 1 for number in groups.values())


def _words(
    answers: Answers, matching: Sequence[Record], quotes: Sequence[tuple[Record, int]], scope: Scope
) -> Iterator[tuple[str, Any, Any]]:
    texts = [f"{own_title(one.article)}\n{one.article.text[one.article.body :]}" for one in matching]
    if scope.quotes:
        texts = [one.annotations.quotes[number].text for one, number in quotes]
    found = answers.count_words(CountWords(scope, limit=EVERY))
    occurrences: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for text in texts:
        each = Counter(words(text))
        occurrences.update(each)
        documents.update(each.keys())
    shown = {row.text: (row.occurrences, row.documents) for row in found.rows}
    yield "words", shown, {word: (number, documents[word]) for word, number in occurrences.items()}


def _reports(answers: Answers, records: Sequence[Record]) -> int:
    """Compare word tables, profiles, comparisons, similar articles and variants; return the number of differences."""
    corpus = brute_force_reports.Corpus(records)
    parts: dict[str, Iterator[tuple[str, Any, Any]]] = {}
    for phrase, quotes in product(PHRASES, (False, True)):
        parts[f"words {' '.join(phrase)}, quotes: {quotes}"] = brute_force_reports.word_numbers(
            answers, corpus, phrase, quotes=quotes
        )
    for name in NAMES:
        parts[f"profile {name[1]}"] = brute_force_reports.profile_numbers(answers, corpus, name)
    for queries, quotes in product(COMPARED, (False, True)):
        parts[f"comparison {queries}, quotes: {quotes}"] = brute_force_reports.comparison_numbers(
            answers, corpus, queries, quotes=quotes
        )
    for id in answers.ids(Scope(""), "newest")[:: len(records) // SIMILAR]:
        parts[f"similar {id}"] = brute_force_reports.similar_numbers(answers, corpus, id)
    parts["variants"] = brute_force_reports.variant_numbers(answers, corpus, Scope("in:opec", quotes=True))
    failed = 0
    for part, numbers in parts.items():
        found = [Difference(*one) for one in numbers if one[1] != one[2]]
        failed += len(found)
        if found or not part.startswith("similar"):
            print(f"  {part:60} {len(found)} differences", flush=True)
        for one in found:
            print(f"    {one.what}: {_apart(one)}")
    return failed


def _apart(one: Difference) -> str:
    """Return where two numbers, or tables, differ."""
    if not isinstance(one.shown, dict) or not isinstance(one.counted, dict):
        return f"shown {str(one.shown)[:200]}, counted {str(one.counted)[:200]}"
    shown: dict[Any, Any] = one.shown
    keys = [key for key in (shown | one.counted) if shown.get(key) != one.counted.get(key)]
    few = ", ".join(f"{key}: {shown.get(key)} / {one.counted.get(key)}" for key in keys[:5])
    return f"{len(keys)} rows, {few}"


def main() -> None:
    """Compare all numbers over Reuters-21578; exit with 1 if one differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("whoosh", "tantivy"), action="append")
    engines = parser.parse_args().engine or [one for one in ("whoosh", "tantivy") if one == "whoosh" or find_spec(one)]
    failed = 0
    for engine in engines:
        config = load_config(None)
        index = msgspec.convert({**msgspec.to_builtins(config.index), "engine": engine}, type(config.index))
        with tempfile.TemporaryDirectory() as folder:
            settings = for_paths(msgspec.structs.replace(config, index=index), [str(REUTERS)], folder)
            build(settings)
            answers = Answers(settings)
            records = list(answers.records(Scope(""), "newest"))
            print(f"{engine}: {len(records):,} articles", flush=True)
            for query, quotes in product(QUERIES, (False, True)):
                found = list(differences(answers, records, Scope(query, quotes)))
                print(f"  {'quotes' if quotes else 'articles':8} {query:30} {len(found)} differences", flush=True)
                for one in found:
                    print(f"    {one.what}: shown {str(one.shown)[:200]}, counted {str(one.counted)[:200]}")
                failed += len(found)
            failed += _reports(answers, records)
            answers.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
