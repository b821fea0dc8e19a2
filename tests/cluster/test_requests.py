"""What goes over the network: how often the cluster is asked, over TLS, and with which password."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError
from newsexplore.index.engines.entity_merges import EntityId
from newsexplore.index.model import ENTITY_TYPES
from newsexplore.index.query.tree import Everything, Node, Or, Word

from ..engines.records import corpus, record
from .proxy import proxy
from .server import TestCluster

LOGIN = "reader:correct horse"


def never() -> bool:
    return False


@pytest.fixture(autouse=True)
def _no_hosts(cluster: TestCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests name the hosts."""
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_HOSTS")


def fill(engine: Engine) -> None:
    writer = engine.writer()
    writer.add(engine.prepare(corpus()))
    writer.commit()
    engine.refresh()


def ask(engine: Engine, tree: Node) -> tuple[int, int, int]:
    """Ask for what the interface shows of one search."""
    found = engine.search(tree, sort="relevance", offset=0, limit=50, cancelled=never)
    records = engine.articles([id for id, _ in found.page])
    timeline = engine.timeline(tree, buckets=100, cancelled=never)
    return found.total, len(records), sum(bucket.count for bucket in timeline.buckets) + timeline.undated


def test_a_page_with_its_texts_and_timeline_is_one_request_and_its_entities_another(
    cluster: TestCluster, tmp_path: Path
):
    with proxy(cluster.hosts[0]) as between:
        engine = open_engine(
            "opensearch", tmp_path / "index", create=True, cluster=ClusterConfig(hosts=(between.address,))
        )
        fill(engine)
        first = ask(engine, Everything())
        engine.entities()  # as the interface does, to link them
        engine.facets(Everything(), types=ENTITY_TYPES, limit=1, cancelled=never)
        between.requests.clear()
        total, read, counted = ask(engine, Word("", "dam"))
        assert total == read == counted < first[0]
        assert len(between.searches) == 1
        # The names came with it; what they add up to under merges and their mentions are a second request, which also
        # counts the names of the first article.
        facets = engine.facets(Word("", "dam"), types=ENTITY_TYPES, limit=1, cancelled=never)
        shown = engine.search(Word("", "dam"), sort="relevance", offset=0, limit=50, cancelled=never).page[0][0]
        named: set[EntityId] = {(one.type, one.name) for one in engine.records([shown])[0].annotations.entities}
        rest = named - {(one.type, one.name) for one in facets.entities}
        also = engine.facets(Word("", "dam"), types=ENTITY_TYPES, limit=9, among=rest, cancelled=never)
        assert {(one.type, one.name) for one in also.entities} == rest
        assert len(between.searches) == 3  # with the one that asks for the page again
        engine.close()


def test_results_beyond_the_ten_thousandth_are_reached(cluster: TestCluster, tmp_path: Path):
    engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=ClusterConfig(hosts=cluster.hosts))
    writer = engine.writer()
    for start in range(0, 12_000, 1000):
        writer.add(engine.prepare([record(f"{i:05}", "", "dam") for i in range(start, start + 1000)]))
    writer.commit()
    engine.refresh()
    for sort in ("relevance", "newest"):
        found = engine.search(Word("", "dam"), sort=sort, offset=11_990, limit=50, cancelled=never)
        assert (found.total, [id for id, _ in found.page]) == (12_000, [f"{i:05}" for i in range(11_990, 12_000)])
    assert list(engine.ids(Or((Word("", "dam"), Word("", "x"))), sort="newest", cancelled=never)) == [
        f"{i:05}" for i in range(12_000)
    ]
    engine.close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate of 127.0.0.1, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed, which makes the certificate of this test")
    key, made, both = (tmp_path / name for name in ("key.pem", "cert.pem", "both.pem"))
    of_what = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(made)]
    subprocess.run([*command, *of_what], check=True, capture_output=True)
    both.write_text(key.read_text() + made.read_text())
    return both


def test_tls_with_a_password_from_the_environment(
    cluster: TestCluster, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "index"
    authority = str(certificate.with_name("cert.pem"))
    with proxy(cluster.hosts[0], certificate, LOGIN) as between:
        hosts = (between.address,)
        with pytest.raises(EngineError, match=r"certificate of the cluster is not trusted.*ca_file"):
            open_engine("opensearch", folder, create=True, cluster=ClusterConfig(hosts=hosts))
        with pytest.raises(EngineError, match="refuses access"):
            open_engine("opensearch", folder, create=True, cluster=ClusterConfig(hosts=hosts, ca_file=authority))
        config = ClusterConfig(hosts=hosts, ca_file=authority, user="reader")
        with pytest.raises(EngineError, match="no password for reader"):
            open_engine("opensearch", folder, create=True, cluster=config)
        monkeypatch.setenv("NEWSEXPLORE_OPENSEARCH_PASSWORD", LOGIN.partition(":")[2])
        engine = open_engine("opensearch", folder, create=True, cluster=config)
        fill(engine)
        assert engine.count() == len(corpus())
        engine.close()
    written = "".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert "correct" not in written and "reader" not in written
    assert set(json.loads((folder / "opensearch.json").read_text())) == {"index", "owner"}


def test_a_password_never_crosses_the_network_in_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NEWSEXPLORE_OPENSEARCH_PASSWORD", "secret")
    config = ClusterConfig(hosts=("http://search.example:9200",), user="reader")
    with pytest.raises(EngineError, match=r"no https:// address"):
        open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
