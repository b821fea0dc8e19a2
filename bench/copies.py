"""Copies that are made and known: precision and recall of finding them, by the share of words changed, and the cost.

Real articles are cut, reordered, retitled, attributed to others, merged and reworded at set rates. Pairs are right if
both come from the same article. Pairs of two articles that are both real are left out of the precision, and counted
on their own: some are copies by nature, which nobody has judged.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import indexes
import material
from measure import Goal, Row

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.copies.copies_cache import update_copies
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.packed import segment
from newsexplore.index.model import Annotations, Article, Record
from newsexplore.index.processes.heap import collect_rarely, return_freed_memory
from newsexplore.index.query import analysis

RATES = (0.0, 0.1, 0.2, 0.3, 0.4)
"""Shares of words changed."""
GOAL, GOAL_AT = 0.95, 0.2
COST = 0.15
"""Goal for the share of indexing time."""
MOST_MB = 400
"""Goal for the memory of the process that indexes, while it finds copies: there are no others then."""
LEAST_WORDS = 80
KINDS = ("changed", "cut", "reordered", "retitled", "attributed", "merged")
_WORD = re.compile(r"\w+(?:[.,'-]\w+)*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def curve(originals: int = 600, others: int = 6000) -> list[Row]:
    """Measure precision and recall at every rate."""
    real = [one for one in map(json.loads, material.lines(4 * (originals + others))) if _long(one)][
        : originals + others
    ]
    vocabulary = [word for one in real[:2000] for word in _WORD.findall(one["text"])]
    rows: list[Row] = []
    for rate in RATES:
        random = Random(rate)
        made, source = list(_made(real, originals, rate, vocabulary, random)), {}
        articles = [_article(f"r{number}", one["title"], one["text"], one["date"]) for number, one in enumerate(real)]
        for id, from_, article in made:
            source[id] = from_
            articles.append(article)
        found, natural = _pairs(articles, source)
        goal = Goal(GOAL, least=True) if rate == GOAL_AT else None
        right = {pair for pair in found if _of(pair[0], source) & _of(pair[1], source)}
        rows.append(
            Row(f"copies: precision, {rate:.0%} of words changed", len(right) / max(1, len(found)), "", goal=goal)
        )
        wanted = [(id, one) for id, from_, _ in made for one in from_]
        recall = sum(tuple(sorted(pair)) in found for pair in wanted) / len(wanted)
        rows.append(Row(f"copies: recall, {rate:.0%} of words changed", recall, "", goal=goal))
        for kind in KINDS:
            some = [pair for pair in wanted if pair[0].startswith(kind)]
            share = sum(tuple(sorted(pair)) in found for pair in some) / len(some)
            rows.append(Row(f"  recall, {kind}, {rate:.0%} of words changed", share, ""))
        rows.append(Row(f"  pairs among {len(real):,} real articles", natural, "pairs"))
    return rows


def _words(record: Record) -> segment.CopyWords:
    """Return what copies of an article are found by."""
    said = [(analysis.words(quote.text), "", quote.stance) for quote in record.annotations.quotes]
    return segment.CopyWords(analysis.words(record.article.text), (), said)


def cost(number: int = 1500) -> list[Row]:
    """Measure the CPU time of marks and of finding copies, as a share of all other indexing."""
    lines = list(map(json.loads, material.lines(number)))
    annotator = Annotator(material.config("whoosh").quotes, material.config("whoosh").entities)
    articles = [_article(f"r{at}", one["title"], one["text"], one["date"]) for at, one in enumerate(lines)]
    began = time.process_time()
    records = [Record(one, annotator.annotate(one.text, "en")) for one in articles]
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine("whoosh", Path(folder) / "index", create=True)
        writer = engine.writer()
        for start in range(0, len(records), 250):
            writer.add(engine.prepare(records[start : start + 250]))
        writer.commit()
        engine.refresh()
        whole = time.process_time() - began
        began = time.process_time()
        for start in range(0, len(records), 250):
            segment.encode_marks([_words(record) for record in records[start : start + 250]])
        marks = time.process_time() - began
        began = time.process_time()
        for record in records:
            for quote in record.annotations.quotes:
                analysis.words(quote.text)
            analysis.words(record.article.text)
        marks -= time.process_time() - began  # indexing needs the words anyway
        began = time.process_time()
        update_copies(engine, Path(folder))
        finding = time.process_time() - began
        engine.close()
    share = (marks + finding) / (whole - marks)
    return [Row(f"copies: share of indexing time, {number:,} articles", share, "", goal=Goal(COST))]


def finding(corpus: material.Corpus, engine: str) -> list[Row]:
    """Measure the processor time and the peak memory of finding copies in a whole index, in a process of its own."""
    settings = indexes.ready(corpus, engine)
    data = subprocess.check_output([sys.executable, __file__, engine, str(settings.engine_folder)])
    seconds, peak = map(float, data.split())
    what = f"copies: finding them among {corpus.name}, {engine}"
    return [Row(what, seconds, "s"), Row(f"{what}, peak memory", peak / 1e6, "MB", goal=Goal(MOST_MB))]


def _find(engine: str, folder: str) -> None:
    """Find copies as an index run does, and print processor seconds and bytes."""
    return_freed_memory()
    collect_rarely()
    opened = open_engine(engine, Path(folder), create=False)
    with tempfile.TemporaryDirectory() as kept:
        began = time.process_time()
        update_copies(opened, Path(kept))
        seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(seconds, peak)


def _pairs(articles: Sequence[Article], source: dict[str, tuple[str, ...]]) -> tuple[set[tuple[str, str]], int]:
    """Return the pairs that are found, without those of two real articles, and the number of these."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine("whoosh", Path(folder) / "index", create=True)
        writer = engine.writer()
        writer.add(engine.prepare([Record(one, Annotations()) for one in articles]))
        writer.commit()
        engine.refresh()
        known = update_copies(engine, Path(folder))
        marks: defaultdict[bytes, list[str]] = defaultdict(list)
        for one in engine.copy_marks():
            marks[one.data].append(one.id)
        engine.close()
    same = {id: ids for ids in marks.values() for id in ids}
    found = {
        (min(a, b), max(a, b))
        for one, links in known.links.items()
        for link in links
        for a in same[one]
        for b in same[link.id]
    }
    found |= {(a, b) for ids in marks.values() for a in ids for b in ids if a < b}
    natural = {pair for pair in found if pair[0] not in source and pair[1] not in source}
    # A copy is as much a copy of what its original is a copy of by nature.
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in natural:
        alike[one].add(other)
        alike[other].add(one)
    by_nature = {
        pair
        for pair in found - natural
        if any(two in alike[one] for one in _of(pair[0], source) for two in _of(pair[1], source))
    }
    return found - natural - by_nature, len(natural)


def _of(id: str, source: dict[str, tuple[str, ...]]) -> set[str]:
    """Return the real articles that an article is made of, or itself."""
    return set(source.get(id, (id,)))


def _made(
    real: list[dict[str, str]], number: int, rate: float, vocabulary: list[str], random: Random
) -> Iterator[tuple[str, tuple[str, ...], Article]]:
    """Yield copies of the first articles: id, ids of what each is made of, and the copy."""
    near = sorted(range(number, len(real)), key=lambda other: real[other]["date"])  # round-ups print news of one day
    dates = [real[other]["date"] for other in near]
    for at in range(number):
        one, kind = real[at], KINDS[at % len(KINDS)]
        title, text, from_ = one["title"], one["text"], (f"r{at}",)
        sentences = _SENTENCE.split(text)
        if kind == "cut":
            text = " ".join(sentences[: max(4, round(len(sentences) * random.uniform(0.3, 0.7)))])
        elif kind == "reordered":
            text = " ".join(random.sample(sentences, len(sentences)))
        elif kind == "retitled":
            title = " ".join(random.choices(vocabulary, k=8))
        elif kind == "attributed":
            text = text.replace("Reuters", "The Daily Courier").replace(" said", " told this newspaper")
        elif kind == "merged":
            other = near[bisect(dates, one["date"]) % len(near)]
            text, from_ = f"{text}\n\n{real[other]['text']}", (*from_, f"r{other}")
        yield (
            f"{kind}-{at}",
            from_,
            _article(f"{kind}-{at}", title, _reworded(text, rate, vocabulary, random), one["date"]),
        )


def _reworded(text: str, rate: float, vocabulary: list[str], random: Random) -> str:
    """Replace a share of the words by words of other news, names and figures among them, as often as they occur."""
    return _WORD.sub(lambda match: random.choice(vocabulary) if random.random() < rate else match.group(), text)


def _long(one: dict[str, str]) -> bool:
    return len(_WORD.findall(one["text"])) >= LEAST_WORDS


def _article(id: str, title: str, text: str, date: str) -> Article:
    return Article(id, title, f"{title}\n\n{text}", len(title) + 2, f"{id}.txt", id, date)


if __name__ == "__main__":
    _find(*sys.argv[1:])
