"""An index is built again beside its readers, who go on with the one they have."""

import shutil
from pathlib import Path

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, never
from newsexplore.index.engines.opensearch import opensearch_index
from newsexplore.index.engines.opensearch.opensearch_schema import SCHEMA
from newsexplore.index.query.tree import Everything, Word

from ..engines.conftest import write
from ..engines.records import record
from .server import TestCluster


def found(engine: Engine, word: str) -> int:
    return engine.search(Word("", word), sort="newest", offset=0, limit=20, cancelled=never).total


def test_readers_of_a_version_go_on_while_the_next_one_is_built(
    cluster: TestCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    config = ClusterConfig(hosts=cluster.hosts, name="rolling")
    old = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
    write(old, [record(f"a{i}", "Report", "the harbour dam") for i in range(30)])
    newer = tmp_path / "machine of the newer version"
    newer.mkdir()
    shutil.copy(tmp_path / "index" / "opensearch.json", newer)
    with monkeypatch.context() as patch:
        patch.setattr(opensearch_index, "SCHEMA", SCHEMA + 1)
        with pytest.raises(EngineError, match=rf"no index rolling\.v{SCHEMA + 1} yet"):
            open_engine("opensearch", newer, create=False, cluster=config)
        new = open_engine("opensearch", newer, create=True, cluster=config)
    for start in (0, 15):
        write(
            new,
            [
                record(f"a{i}", "Report", "the harbour dam, as the next version has it")
                for i in range(start, start + 15)
            ],
        )
        assert not old.refresh()
        assert (found(old, "harbour"), found(old, "version")) == (30, 0)
        also = open_engine("opensearch", tmp_path / "index", create=False, cluster=config)
        assert found(also, "harbour") == 30
        also.close()
    (physical,) = cluster.get(f"/_alias/rolling.v{SCHEMA}")
    cluster.ask("DELETE", f"/{physical}")
    assert (found(new, "harbour"), found(new, "version")) == (30, 30)
    with pytest.raises(EngineError, match=rf"no index rolling\.v{SCHEMA} yet.*newsexplore index"):
        open_engine("opensearch", tmp_path / "index", create=False, cluster=config)
    for engine in (old, new):
        engine.close()


def test_a_reader_keeps_its_articles_while_all_are_written_again(cluster: TestCluster, tmp_path: Path):
    config = ClusterConfig(hosts=cluster.hosts)
    reader = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
    write(reader, [record(f"a{i:02}", "Report", "the harbour dam") for i in range(30)])
    writer = open_engine("opensearch", tmp_path / "index", create=False, cluster=config)
    for start in range(0, 30, 10):
        write(writer, [record(f"a{i:02}", "Report", "the new bridge") for i in range(start, start + 10)])
        assert (found(reader, "harbour"), found(reader, "bridge")) == (30, 0)
        assert found(writer, "bridge") == start + 10
    assert reader.refresh()
    assert (found(reader, "harbour"), found(reader, "bridge")) == (0, 30)
    assert list(reader.ids(Everything(), sort="newest", cancelled=never)) == [f"a{i:02}" for i in range(30)]
    for engine in (reader, writer):
        engine.close()
