"""Indexing: the whole pipeline beside the bare Whoosh writer, on the same articles and cores."""

import json
import os
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import material
from measure import Row
from whoosh import fields, index

from newsexplore.index import configfile
from newsexplore.index.annotate.annotator import Annotator
from newsexplore.index.build import build
from newsexplore.index.query import analysis
from newsexplore.index.settings import for_paths


def rates(number: int) -> list[Row]:
    """Articles a second: with extraction on every core and on one, beside a bare writer; extraction alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "news.jsonl"
        articles = list(material.news(number))
        source.write_text("".join(json.dumps(article) + "\n" for article in articles), "utf-8")
        bare = _bare(folder / "bare", articles)
        rows = [
            Row(
                f"indexing {number:,} articles, every core", _ours(folder, source, 0), "articles/s", "bare Whoosh", bare
            ),
            Row(f"indexing {number:,} articles, one core", _ours(folder, source, 1), "articles/s", "bare Whoosh", bare),
        ]
        texts = [article["text"] for article in articles]
        tokenising = _tokenising(texts)
        for cores in (1, os.cpu_count() or 1):
            what = f"extraction alone, {cores} core{'s' * (cores > 1)}"
            rows.append(Row(what, _extraction(texts, cores), "articles/s", "tokenising, one core", tokenising))
        return rows


def _ours(folder: Path, source: Path, jobs: int) -> float:
    where = folder / f"index-{jobs}"
    report = build(for_paths(configfile.load(None), [str(source)], str(where)), jobs=jobs)
    shutil.rmtree(where)
    return report.added / report.seconds


def _bare(folder: Path, articles: list[dict[str, str]]) -> float:
    """Whoosh's own writer in one process: title and text analysed, stored, nothing else."""
    folder.mkdir()
    schema = fields.Schema(title=fields.TEXT(stored=True), text=fields.TEXT(stored=True))
    began = time.perf_counter()
    writer = index.create_in(str(folder), schema).writer(limitmb=256)
    for article in articles:
        writer.add_document(title=article["title"], text=article["text"])
    writer.commit()
    return len(articles) / (time.perf_counter() - began)


def _extraction(texts: list[str], cores: int) -> float:
    """Texts a second, the processes being up already."""
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        list(pool.map(_annotate, [texts[:1]] * cores * 4))
        began = time.perf_counter()
        list(pool.map(_annotate, [texts[start : start + 50] for start in range(0, len(texts), 50)]))
        return len(texts) / (time.perf_counter() - began)


@cache
def _annotator() -> Annotator:
    config = configfile.load(None)
    return Annotator(config.quotes, config.entities)


def _annotate(texts: list[str]) -> None:
    for text in texts:
        _annotator().annotate(text)


def _tokenising(texts: list[str]) -> float:
    began = time.perf_counter()
    for text in texts:
        for _ in analysis.tokens(text):
            pass
    return len(texts) / (time.perf_counter() - began)


def reuters() -> Path:
    """The folder of an index of Reuters-21578, brought up to date."""
    folder = material.KEPT / "reuters21578"
    build(for_paths(configfile.load(None), [str(material.REUTERS)], str(folder)))
    return folder
