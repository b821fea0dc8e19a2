"""Reading in a process of its own, which a file may kill."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsexplore.index.build.isolated_reading import IsolatedReading
from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.corpus.reading import read
from newsexplore.index.corpus.sources import Source, sources
from newsexplore.index.model import Article, Reject, Tail
from newsexplore.index.processes.isolation import environment


@pytest.fixture
def corpus(tmp_path: Path) -> CorpusConfig:
    """Write a long file, a short one and one without an article."""
    text = "Nobody was hurt when the storm closed the harbour. " * 20
    lines = (json.dumps({"id": n, "title": f"Storm {n}", "text": text}) for n in range(1000))
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "b.csv").write_text("title,text,date\nStorm,Nobody was hurt.,2021-03-04\n")
    (tmp_path / "c.txt").write_text("\n")
    return CorpusConfig(name="news", paths=(str(tmp_path),))


@pytest.fixture
def reading() -> Iterator[IsolatedReading]:
    reading = IsolatedReading(everything=True)
    yield reading
    reading.close()


def found(source: Source, corpus: CorpusConfig, reading: IsolatedReading | None) -> tuple[object, ...]:
    """Return all that reading a file gives."""
    positions: list[int] = []
    remarks: list[str] = []
    tails: list[Tail | None] = []
    one = reading.read if reading else read
    items = list(one(source, corpus, positions.append, remarks.append, known=0, ended=tails.append))
    items.sort(key=lambda item: type(item).__name__)  # parts hold them by kind
    assert positions == sorted(positions)
    return items, positions[-1:], remarks, tails


def files(corpus: CorpusConfig) -> list[Source]:
    return [source for source in sources(corpus) if isinstance(source, Source)]


def test_it_gives_what_reading_here_gives(corpus: CorpusConfig, reading: IsolatedReading) -> None:
    assert [found(one, corpus, reading) for one in files(corpus)] == [found(one, corpus, None) for one in files(corpus)]


def test_a_file_that_kills_its_process_costs_no_other_file(corpus: CorpusConfig, reading: IsolatedReading) -> None:
    long, short, _ = files(corpus)
    items = reading.read(long, corpus, lambda _: None, lambda _: None, known=0, ended=lambda _: None)
    assert isinstance(next(items), Article)
    assert reading.pid is not None
    os.kill(reading.pid, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    *articles, reject = items
    assert len(articles) < 999
    assert isinstance(reject, Reject)
    assert reject.locator == long.path
    assert "ended the process (killed by SIGKILL): the rest of it was not read" in reject.reason
    assert found(short, corpus, reading) == found(short, corpus, None)


def test_a_run_that_is_stopped_ends_the_process(corpus: CorpusConfig, reading: IsolatedReading) -> None:
    items = reading.read(files(corpus)[0], corpus, lambda _: None, lambda _: None, known=0, ended=lambda _: None)
    next(items)
    del items
    assert reading.pid is None


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of processor time there")
def test_a_call_that_cannot_be_interrupted_ends_an_expendable_process() -> None:
    code = (
        "from newsexplore.index import limits\n"
        "limits._BACKSTOP = 0.0\n"
        "limits.make_expendable()\n"
        "list(limits.timed((sum(range(10**12)) for _ in range(1)), 0.1))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), timeout=120, check=False)
    assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
