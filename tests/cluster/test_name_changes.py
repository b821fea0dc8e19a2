"""The table of names after commits: brought up to date from what they changed, equal to reading all names again."""

import json
from pathlib import Path

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine
from newsexplore.index.engines.entity_merges import EntityId
from newsexplore.index.engines.opensearch.opensearch_schema import SCHEMA
from newsexplore.index.linking.cache import IndexNames
from newsexplore.index.model import EntityCount, SourceState

from ..engines.records import corpus
from ..index.linking.plain_links import link
from .proxy import Proxy, proxy
from .server import TestCluster

opensearch_entities = pytest.importorskip("newsexplore.index.engines.opensearch.opensearch_entities")

Counted = dict[EntityId, tuple[int, tuple[str, ...]]]


@pytest.fixture
def engine(cluster: TestCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_HOSTS")
    with proxy(cluster.hosts[0]) as between:
        config = ClusterConfig(hosts=(between.address,))
        engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
        write(engine, 0, 20)
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


def counted(names: IndexNames) -> Counted:
    return {(one.type, one.name): (one.articles, one.aliases) for _, one in names.rows()}


def as_read(entities: list[EntityCount]) -> Counted:
    return {(one.type, one.name): (one.articles, one.aliases) for one in entities}


def test_names_and_links_after_commits_are_those_of_reading_all_again(
    engine: tuple[Engine, Proxy, ClusterConfig], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    index, between, _ = engine
    names = IndexNames(index, tmp_path)
    names.links()
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
    links = names.links()
    assert len(between.searches) == 2  # the number of articles, and the changes
    between.requests.clear()
    young = IndexNames(index, tmp_path / "missing")
    assert young.links() == links
    assert len(between.searches) == 1  # a new reader of a young index adds up all changes; the number is known
    every = index.entities()
    assert counted(names) == counted(young) == as_read(every)
    assert links == link(every)
    monkeypatch.setattr(opensearch_entities, "CHANGES_KEPT", 0)
    monkeypatch.setattr(opensearch_entities, "_TOGETHER", 10)
    old = IndexNames(index, tmp_path / "missing")
    assert old.links() == links
    assert counted(old) == as_read(every)


def test_the_table_is_kept_for_the_next_process(engine: tuple[Engine, Proxy, ClusterConfig], tmp_path: Path):
    index, between, config = engine
    names = IndexNames(index, tmp_path)
    links, every = names.links(), counted(names)
    again = open_engine("opensearch", tmp_path / "index", create=False, cluster=config)
    between.requests.clear()
    kept = IndexNames(again, tmp_path)
    assert kept.links() == links
    assert counted(kept) == every
    assert not between.searches
    again.close()


def test_a_table_that_is_newer_stays_as_it_is(engine: tuple[Engine, Proxy, ClusterConfig], tmp_path: Path):
    index, between, config = engine
    behind = open_engine("opensearch", tmp_path / "index", create=False, cluster=config)
    write(index, 20, 40)
    names = IndexNames(index, tmp_path)
    links, every = names.links(), counted(names)
    (tmp_path / "links.msgpack").unlink()
    between.requests.clear()
    old = IndexNames(behind, tmp_path)
    assert old.links() == links
    assert len(between.searches) == 1  # the number of articles
    assert counted(names) == every == as_read(index.entities())
    behind.close()


def test_names_are_read_again_where_changes_are_missing(
    cluster: TestCluster, engine: tuple[Engine, Proxy, ClusterConfig], tmp_path: Path
):
    index, _, _ = engine
    names = IndexNames(index, tmp_path)
    names.links()
    write(index, 20, 40)
    alias = json.loads((tmp_path / "index" / "opensearch.json").read_text())["index"] + f".v{SCHEMA}"
    cluster.ask("DELETE", f"/{alias}/_doc/%3D2?refresh=true")  # an older version wrote no changes
    every = index.entities()
    assert names.links() == link(every)
    assert counted(names) == as_read(every)
    names.close()
