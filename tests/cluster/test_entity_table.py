"""The list of all entities after commits: brought up to date from what they changed, equal to reading all again."""

import json
import shutil
from pathlib import Path

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine
from newsexplore.index.engines.opensearch.opensearch_schema import SCHEMA
from newsexplore.index.linking.linker import link
from newsexplore.index.model import EntityCount, SourceState

from ..engines.records import corpus
from .proxy import Proxy, proxy
from .server import TestCluster

opensearch_entities = pytest.importorskip("newsexplore.index.engines.opensearch.opensearch_entities")


@pytest.fixture
def engine(cluster: TestCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_HOSTS")
    with proxy(cluster.hosts[0]) as between:
        config = ClusterConfig(hosts=(between.address,))
        engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
        write(engine, 0, 20)
        engine.entities()
        yield engine, between, config
        engine.close()


def write(engine: Engine, start: int, end: int, gone: int = 0) -> None:
    """Write some articles of the corpus, and remove the first ones."""
    records = corpus()
    writer = engine.writer()
    writer.add(engine.prepare(records[start:end]))
    writer.remove(one.article.id for one in records[:gone])
    writer.put_source(SourceState("/news/a.json", "news", f"{start}", end))
    writer.commit()
    engine.refresh()


def from_scratch(
    config: ClusterConfig, folder: Path, monkeypatch: pytest.MonkeyPatch, changes_kept: int = 0
) -> list[EntityCount]:
    """Read all entities by way of another folder of the same index, without the changes of commits by default."""
    monkeypatch.setattr(opensearch_entities, "CHANGES_KEPT", changes_kept)
    other = folder / f"other{changes_kept}"
    other.mkdir()
    shutil.copy(folder / "index" / "opensearch.json", other)
    fresh = open_engine("opensearch", other, create=False, cluster=config)
    found = fresh.entities()
    fresh.close()
    return found


def by_name(found: list[EntityCount]) -> list[EntityCount]:
    return sorted(found, key=lambda one: (one.type, one.name))


def test_entities_and_links_after_commits_are_those_of_reading_all_again(
    engine: tuple[Engine, Proxy, ClusterConfig], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    index, between, config = engine
    write(index, 15, 40, gone=5)  # five are replaced, five removed
    writer = index.writer()
    writer.add(index.prepare(corpus()[40:]))
    writer.cancel()
    writer = index.writer()
    writer.add(index.prepare(corpus()[30:35]))
    writer.add(index.prepare(corpus()[30:45]))  # some twice in one transaction
    writer.remove(one.article.id for one in corpus()[44:46])
    writer.commit()
    index.refresh()
    between.requests.clear()
    found = index.entities()
    assert len(between.searches) == 2  # the number of articles, and the changes
    between.requests.clear()
    assert by_name(from_scratch(config, tmp_path, monkeypatch, changes_kept=500)) == by_name(found)
    assert between.searches.count("POST /_search") == 2  # a new reader of a young index adds up all changes, too
    fresh = from_scratch(config, tmp_path, monkeypatch)
    assert by_name(found) == by_name(fresh)
    assert link(by_name(found)) == link(by_name(fresh))


def test_the_table_is_kept_for_the_next_process(engine: tuple[Engine, Proxy, ClusterConfig], tmp_path: Path):
    index, between, config = engine
    again = open_engine("opensearch", tmp_path / "index", create=False, cluster=config)
    between.requests.clear()
    assert by_name(again.entities()) == by_name(index.entities())
    assert len(between.searches) == 1  # the number of articles
    again.close()


def test_entities_are_read_again_where_changes_are_missing(
    cluster: TestCluster,
    engine: tuple[Engine, Proxy, ClusterConfig],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    index, _, config = engine
    write(index, 20, 40)
    alias = json.loads((tmp_path / "index" / "opensearch.json").read_text())["index"] + f".v{SCHEMA}"
    cluster.ask("DELETE", f"/{alias}/_doc/%3D2?refresh=true")  # an older version wrote no changes
    found = index.entities()
    assert by_name(found) == by_name(from_scratch(config, tmp_path, monkeypatch))
