"""Indexing: the whole pipeline compared with bare engines on the same articles and cores; extraction; index size."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import bare
import indexes
import material
from measure import Goal, Row

from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.build.build_run import build
from newsexplore.index.config.settings import for_paths
from newsexplore.index.model import Annotations
from newsexplore.index.query import analysis

RATES = {"whoosh": 400, "tantivy": 700}
"""Articles per second with extraction, on both cores."""
SIZES = {"whoosh": 2.5, "tantivy": 0.9}
"""Bytes of index per byte of text."""
_PLAIN = 4
"""Multiple of the articles to index without extraction, which is that much faster."""


def rates(engines: Iterable[str], number: int) -> list[Row]:
    """Measure articles per second: engines with and without extraction, bare writers, extraction alone."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = list(material.lines(number * _PLAIN))
        few, many = folder / "few.jsonl", folder / "many.jsonl"
        few.write_bytes(b"".join(lines[:number]))
        many.write_bytes(b"".join(lines))
        articles = map(json.loads, lines)
        texts = [(article["title"], article["text"]) for article in articles]
        for engine in engines:
            with patch.object(Annotator, "annotate", _nothing):  # workers would import it unpatched
                plain = _pipeline(folder, many, engine, jobs=1)
            writer = bare.bare(engine, folder / f"bare-{engine}")
            rows += [
                Row(
                    f"indexing without extraction, one process, {engine}",
                    plain,
                    "articles/s",
                    f"{writer.name} writer",
                    _rate(lambda writer=writer: writer.build(texts), len(texts)),
                    Goal(0.8, "ratio", least=True),
                ),
                Row(
                    f"indexing with extraction, {engine}",
                    _pipeline(folder, few, engine),
                    "articles/s",
                    goal=Goal(RATES[engine], least=True),
                ),
            ]
    return rows + _extraction([text for _, text in texts[:number]])


def _nothing(*_: Any) -> Annotations:
    return Annotations()


def _pipeline(folder: Path, source: Path, engine: str, jobs: int = 0) -> float:
    where = folder / "index"
    report = build(for_paths(material.config(engine), [str(source)], str(where)), jobs=jobs)
    shutil.rmtree(where)
    return report.added / report.seconds


def _rate(work: Callable[[], object], number: int) -> float:
    began = time.perf_counter()
    work()
    return number / (time.perf_counter() - began)


def _extraction(texts: list[str]) -> list[Row]:
    """Measure texts per second on one core and on all, with running workers, compared with tokenising."""
    rows: list[Row] = []
    tokenising = _rate(lambda: _tokenise(texts), len(texts))
    for cores in dict.fromkeys((1, os.cpu_count() or 1)):
        with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
            list(pool.map(_annotate, [texts[:1]] * cores * 4))
            batches = [texts[start : start + 50] for start in range(0, len(texts), 50)]
            rate = _rate(lambda pool=pool, batches=batches: list(pool.map(_annotate, batches)), len(texts))
        what = f"extraction alone, {cores} core{'s' * (cores > 1)}"
        rows.append(Row(what, rate, "articles/s", "tokenising, one core", tokenising))
    return rows


@cache
def _annotator() -> Annotator:
    config = material.config("whoosh")
    return Annotator(config.quotes, config.entities)


def _annotate(texts: list[str]) -> None:
    for text in texts:
        _annotator().annotate(text)


def _tokenise(texts: list[str]) -> None:
    for text in texts:
        for _ in analysis.tokens(text):
            pass


def sizes(corpus: material.Corpus, engines: Iterable[str]) -> list[Row]:
    """Measure bytes of the index per byte of text, including the stored text."""
    text = sum(len(article.text.encode("utf-8", "surrogatepass")) for article in corpus.articles()) / 1e6
    rows: list[Row] = []
    for engine in engines:
        folder = indexes.ready(corpus, engine).engine_folder
        held = sum(path.stat().st_blocks * 512 for path in folder.rglob("*")) / 1e6
        rows.append(Row(f"index size, {engine}", held, "MB", "text", text, Goal(SIZES[engine], "ratio")))
    return rows
