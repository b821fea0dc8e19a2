"""The interface while nodes die, stand still or are all down, and two shares of new articles are indexed meanwhile."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import never
from newsexplore.index.processes.search_process import IndexService
from newsexplore.index.query.tree import Everything
from newsexplore.tui.app import NewsExplore

from ..tui.conftest import lines, until
from .server import TestCluster

FIRST, ALL = 6, 30
"""Files before the interface is opened, and in the end."""
COMMAND = "import sys; from newsexplore.tui.cli.main import main; main()"


def size(file: int) -> int:
    """Return the number of articles of a file, all of which have the word `wharfN`."""
    return 10 + file


def total(files: int) -> int:
    return sum(map(size, range(files)))


def write(folder: Path, files: range) -> None:
    for file in files:
        text = f'"The dam at wharf{file} is safe," said Ilka Vorrin of the harbour authority. ' + "Water rises. " * 30
        articles = [
            {"id": f"{file}-{i}", "title": f"Report {file} of {i}", "text": text, "date": f"2025-11-{i % 28 + 1:02}"}
            for i in range(size(file))
        ]
        (folder / f"{file:02}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles))


@pytest.fixture
def settings(cluster: TestCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder, range(FIRST))
    name = f"faults{tmp_path.name.lower()}"[:60]
    config = tmp_path / "newsexplore.yaml"
    index = {"engine": "opensearch", "name": name, "replicas": 1, "timeout_ms": 4000, "watch": False}
    config.write_text(json.dumps({"index": index, "search": {"budget_ms": 4000}}))
    monkeypatch.setenv("NEWSEXPLORE_CONFIG", str(config))
    indexing(tmp_path, "one").wait(120)
    loaded = load_config(config)
    cluster.wait(3, "green")
    return Settings(loaded, (CorpusConfig(name="news", paths=(str(folder),)),), str(tmp_path / "one"))


def indexing(folder: Path, machine: str, *more: str) -> "subprocess.Popen[str]":
    arguments = ["index", str(folder / "news"), "--index-dir", str(folder / machine), "--jobs", "2", *more]
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def shown(app: NewsExplore, *words: str) -> bool:
    whole = " ".join(" ".join(lines(app)).split())
    return all(word in whole for word in words)


async def type_in(pilot: Pilot[None], word: str) -> None:
    await pilot.press("slash", "ctrl+u", *word)


async def answered(app: NewsExplore, pilot: Pilot[None], *files: int) -> None:
    """Search for the words of files in turn until one is found: a search may fail in words, and the next asks again."""
    end = time.monotonic() + 120
    while True:
        for file in files:
            await type_in(pilot, f"wharf{file}")
            await pilot.pause(0.3)  # what the search before has shown is gone by then

            def is_found(number: int = size(file)) -> bool:
                return shown(app, f"articles ▸ {number} of ", f"Results · {number}")

            await until(pilot, lambda found=is_found: found() or shown(app, "articles ▸ no answer"))
            if is_found():
                return
            assert not shown(app, "Narrow the query") and time.monotonic() < end, lines(app)


@pytest.mark.parametrize("victim", ["a data node", "the manager"])
async def test_reading_goes_on_while_a_node_dies_and_two_shares_are_written(
    cluster: TestCluster, settings: Settings, tmp_path: Path, victim: str
):
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: shown(app, f"{total(FIRST)} articles", "Report"))
        write(tmp_path / "news", range(FIRST, ALL))
        runs = [indexing(tmp_path, f"machine{i}", "--shard", f"{i}/2") for i in (1, 2)]
        manager = cluster.manager()
        killed = manager if victim == "the manager" else (manager + 1) % 3
        cluster.kill(killed)
        try:
            while any(one.poll() is None for one in runs):
                for file in range(3):
                    await answered(app, pilot, file)
                    await pilot.press("escape", "j", "enter", "pagedown")
                    assert shown(app, "Report")
            assert [one.wait() for one in runs] == [0, 0], [one.communicate()[0] for one in runs]
            await answered(app, pilot, 3)
        finally:
            cluster.restart(killed)
    engine = open_engine("opensearch", settings.engine_folder, create=False, cluster=settings.cluster)
    ids = list(engine.ids(Everything(), sort="newest", cancelled=never))
    assert len(ids) == len(set(ids)) == engine.count() == total(ALL)
    engine.close()
    cluster.wait(3, "green")


@pytest.fixture
def stopped(cluster: TestCluster) -> Iterator[list[int]]:
    """Give a list of nodes that go on afterwards, whatever happens."""
    pids: list[int] = []
    yield pids
    for pid in pids:
        os.killpg(pid, signal.SIGCONT)
    cluster.wait(3)


async def test_a_node_that_stands_still_is_told_and_got_over(
    cluster: TestCluster, settings: Settings, stopped: list[int]
):
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: shown(app, f"{total(FIRST)} articles", "Report"))
        pid = cluster.pids[(cluster.manager() + 1) % 3]
        stopped.append(pid)
        os.killpg(pid, signal.SIGSTOP)
        # The others count it as lost after half a minute; what needs its shards before that is told in words.
        await answered(app, pilot, 0, 1, 2)
        os.killpg(pid, signal.SIGCONT)
        await answered(app, pilot, 3)


async def test_all_nodes_down_and_up_again(cluster: TestCluster, settings: Settings):
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: shown(app, f"{total(FIRST)} articles", "Report"))
        for number in range(3):
            cluster.kill(number)
        try:
            await type_in(pilot, "dam")
            await until(pilot, lambda: shown(app, "articles ▸ no answer", "The cluster cannot be reached"))
            await pilot.press("escape", "j", "enter", "pagedown")
            assert shown(app, f"Results · {total(FIRST)}", "Report")
        finally:
            cluster.start()
        await answered(app, pilot, 3)
    cluster.wait(3, "green")
