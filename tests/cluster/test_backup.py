"""The commands of docs/CLUSTER.md that back an index up and bring it back."""

from pathlib import Path

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import EngineError, never
from newsexplore.index.engines.opensearch.opensearch_schema import SCHEMA
from newsexplore.index.query.tree import Everything, Word

from ..engines.conftest import write
from ..engines.records import corpus, record
from .server import TestCluster


def test_a_lost_index_is_restored_from_its_snapshot_and_goes_on(cluster: TestCluster, tmp_path: Path):
    config = ClusterConfig(hosts=cluster.hosts, name="archived")
    engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
    write(engine, corpus())
    before = list(engine.ids(Everything(), sort="oldest", cancelled=never))
    cluster.ask("PUT", "/_snapshot/backup", {"type": "fs", "settings": {"location": str(cluster.backup)}})
    taken = cluster.ask(
        "PUT",
        "/_snapshot/backup/2026-01-31?wait_for_completion=true",
        {"indices": f"archived.v{SCHEMA}-*", "include_global_state": False},
    )
    assert taken["snapshot"]["state"] == "SUCCESS"
    (physical,) = cluster.get(f"/_alias/archived.v{SCHEMA}")
    cluster.ask("DELETE", f"/{physical}")
    with pytest.raises(EngineError, match=rf"archived\.v{SCHEMA}"):
        open_engine("opensearch", tmp_path / "index", create=False, cluster=config)
    cluster.ask("POST", "/_snapshot/backup/2026-01-31/_restore?wait_for_completion=true")
    # The interface that was open all the time goes on, too.
    assert list(engine.ids(Everything(), sort="oldest", cancelled=never)) == before
    assert len(engine.records(before)) == len(before)
    write(engine, [record("later", "Report", "written after the restore")])
    assert engine.search(Word("", "restore"), sort="newest", offset=0, limit=9, cancelled=never).total == 1
    assert engine.check() == []
    engine.close()
