"""Profiling of one part in this process."""

import cProfile
import io
import pstats
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import indexes
import material
from searching import BARS

from newsexplore.index.build.build_run import build
from newsexplore.index.config.settings import for_paths
from newsexplore.index.protocol.questions import CountFacets, CountTimeline, Scope, Search
from newsexplore.index.search.index_answers import Answers

LINES = 40
INDEXED = 500


def show(kind: str, corpus: material.Corpus, engines: Sequence[str]) -> None:
    """Print the profile of a part for each engine, and save it for a profile viewer."""
    if kind == "start":
        _imports()
        return
    for engine in engines:
        profile = cProfile.Profile()
        KINDS[kind](corpus, engine, profile)
        path = material.KEPT / f"{kind}-{engine}.prof"
        path.parent.mkdir(parents=True, exist_ok=True)
        profile.dump_stats(path)
        text = io.StringIO()
        pstats.Stats(profile, stream=text).sort_stats("tottime").print_stats(LINES)
        print(f"{kind}, {engine}\n{text.getvalue()}saved in {path}")


def _indexing(corpus: material.Corpus, engine: str, profile: cProfile.Profile) -> None:
    """Profile indexing of some of the 30,000 articles in one process."""
    del corpus
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "news.jsonl"
        source.write_bytes(b"".join(material.lines(INDEXED)))
        settings = for_paths(material.config(engine), [str(source)], str(Path(name) / "index"))
        profile.runcall(build, settings, jobs=1)


def _searching(corpus: material.Corpus, engine: str, profile: cProfile.Profile) -> None:
    """Profile the first page of the real queries."""
    answers = Answers(indexes.ready(corpus, engine))
    answers.search(Search(Scope("the")))
    for query in material.queries():
        profile.runcall(answers.search, Search(Scope(query)))


def _counting(corpus: material.Corpus, engine: str, profile: cProfile.Profile) -> None:
    """Profile facets and timeline of the real queries."""
    answers = Answers(indexes.ready(corpus, engine))
    answers.facets(CountFacets(Scope("")))
    for query in material.queries():
        answers.search(Search(Scope(query)))
        profile.runcall(answers.facets, CountFacets(Scope(query)))
        profile.runcall(answers.timeline, CountTimeline(Scope(query), BARS))


def _imports() -> None:
    """Return the imports of the first frame, slowest last."""
    code = "import newsexplore.tui.cli.main, newsexplore.tui.cli.commands.interface, newsexplore.tui.app"
    told = subprocess.run([sys.executable, "-X", "importtime", "-c", code], check=True, capture_output=True, text=True)
    lines = [line for line in told.stderr.splitlines() if line.startswith("import time:")][1:]
    print("self us | cumulative | module")
    print("\n".join(sorted(lines, key=lambda line: int(line.split("|")[0].split(":")[1]))[-LINES:]))


Kind = Callable[[material.Corpus, str, cProfile.Profile], None]
KINDS: dict[str, Kind] = {
    "indexing": _indexing,
    "search": _searching,
    "counts": _counting,
    "start": lambda *_: _imports(),
}
