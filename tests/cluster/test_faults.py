"""A node is killed while four processes index and a reader pages: nothing is lost, doubled or stays broken."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, never
from newsexplore.index.model import Record
from newsexplore.index.query.tree import Everything, Word

from ..engines.records import record
from .server import TestCluster

WRITERS, COMMITS, SIZE = 4, 8, 60

WRITE = """
import sys, time
from pathlib import Path
from newsexplore.index.engines import open_engine
from newsexplore.index.model import SourceState
sys.path.insert(0, sys.argv[3])
from records import record

share, commits, size = int(sys.argv[2]), int(sys.argv[4]), int(sys.argv[5])
engine = open_engine("opensearch", Path(sys.argv[1]), create=False, share=f"{share + 1}/4")
for commit in range(commits):
    writer = engine.writer()
    names = [f"w{share}-{commit}-{i}" for i in range(size)]
    writer.add(engine.prepare([record(name, f"Report {name}", "the harbour dam " * 40) for name in names]))
    writer.put_source(SourceState(f"/news/{share}.json", "news", str(commit), size * (commit + 1)))
    writer.commit()
    print(commit, flush=True)
engine.close()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def write(engine: Engine, records: list[Record]) -> None:
    writer = engine.writer()
    writer.add(engine.prepare(records))
    writer.commit()
    engine.refresh()


@pytest.mark.parametrize("victim", ["a data node", "the manager"])
def test_no_article_is_lost_when_a_node_dies(cluster: TestCluster, folder: Path, victim: str):
    cluster.wait(3, "green")
    engine = open_engine("opensearch", folder, create=True)
    write(engine, [record(f"first{i:04}", "Report", "the harbour dam") for i in range(1200)])
    folders = [folder, *(folder.parent / f"machine{i}" for i in range(1, WRITERS))]
    for i, other in enumerate(folders[1:], 1):
        other.mkdir()
        name = (folder / "opensearch.json").read_text()
        (other / "opensearch.json").write_text(name.replace('"owner":"', f'"owner":"{i}'))
    support = str(Path(__file__).resolve().parents[1] / "engines")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(one), str(i), support, str(COMMITS), str(SIZE)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for i, one in enumerate(folders)
    ]
    for process in writers:
        assert process.stdout is not None
        assert process.stdout.readline() == "0\n", process.communicate()
    manager = cluster.manager()
    killed = manager if victim == "the manager" else (manager + 1) % 3
    pages = engine.ids(Everything(), sort="oldest", cancelled=never)
    seen = [next(pages) for _ in range(10)]
    cluster.kill(killed)
    try:
        longest, last = 0.0, time.monotonic()
        while any(process.poll() is None for process in writers):
            found = engine.search(Word("", "harbour"), sort="newest", offset=0, limit=20, cancelled=never)
            assert len(found.page) == 20
            longest = max(longest, time.monotonic() - last)
            last = time.monotonic()
            engine.refresh()
            time.sleep(0.1)
        troubles = [process.communicate()[1] for process in writers]
        assert [process.returncode for process in writers] == [0] * WRITERS, troubles
        seen += pages
        assert len(seen) == len(set(seen))
        assert set(seen) >= {f"first{i:04}" for i in range(1200)}
        engine.refresh()
        expected = {f"w{w}-{c}-{i}" for w in range(WRITERS) for c in range(COMMITS) for i in range(SIZE)}
        expected |= {f"first{i:04}" for i in range(1200)}
        ids = list(engine.ids(Everything(), sort="newest", cancelled=never))
        assert len(ids) == len(set(ids)) == len(expected)
        assert set(ids) == expected
        assert engine.count() == len(expected)
        assert len(engine.records(ids)) == len(expected)
        assert sorted(state.articles for state in engine.sources()) == [COMMITS * SIZE] * WRITERS
        sys.stdout.write(f"{victim}: longest search {longest:.1f} s\n")
    finally:
        cluster.restart(killed)
        engine.close()
    cluster.wait(3, "green")


def test_a_search_fails_in_words_while_no_node_answers_and_works_again(cluster: TestCluster, folder: Path):
    engine = open_engine("opensearch", folder, create=True)
    write(engine, [record("a", "Report", "the harbour dam")])
    for i in range(3):
        cluster.kill(i)
    with pytest.raises(EngineError, match=r"cluster cannot be reached.*127\.0\.0\.1"):
        engine.search(Word("", "harbour"), sort="newest", offset=0, limit=20, cancelled=never)
    cluster.start()
    cluster.wait(3, "green")
    found = engine.search(Word("", "harbour"), sort="newest", offset=0, limit=20, cancelled=never)
    assert [id for id, _ in found.page] == ["a"]
    engine.close()
