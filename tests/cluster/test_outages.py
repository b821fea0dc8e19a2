"""What the interface does while the cluster does not answer: it says so in a line, keeps what it shows, and goes on."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from newsexplore.index.config.configuration import ClusterConfig, CorpusConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, never
from newsexplore.index.processes.search_process import IndexService
from newsexplore.index.query.tree import Word
from newsexplore.tui.app import NewsExplore

from ..engines.conftest import write
from ..engines.records import record
from ..tui.conftest import lines, until
from .proxy import Proxy, Trouble, proxy
from .server import TestCluster

WIDE = (160, 48)


@pytest.fixture
def between(cluster: TestCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_HOSTS")
    with proxy(cluster.hosts[0]) as between:
        yield between


@pytest.fixture
def settings(between: Proxy, tmp_path: Path) -> Settings:
    return filled(tmp_path, between.address)


def filled(tmp_path: Path, host: str, ca_file: str = "") -> Settings:
    """Fill an index of three articles through a host, and return the settings to show it with."""
    default = load_config(None)
    index = msgspec.structs.replace(default.index, engine="opensearch", hosts=(host,), timeout_ms=2000, ca_file=ca_file)
    search = msgspec.structs.replace(default.search, budget_ms=2000)
    config = msgspec.structs.replace(default, index=index, search=search)
    settings = Settings(config, (CorpusConfig(name="news", paths=(str(tmp_path),)),), str(tmp_path / "index"))
    engine = open_engine("opensearch", settings.engine_folder, create=True, cluster=settings.cluster)
    texts = ("the harbour dam", "the water of the dam", "the price of water")
    write(engine, [record(f"a{i}", f"Report {i}", text) for i, text in enumerate(texts)])
    engine.close()
    return settings


def shown(app: NewsExplore, *words: str) -> bool:
    whole = " ".join(" ".join(lines(app)).split())
    return all(word in whole for word in words)


def is_told(app: NewsExplore, pattern: str) -> bool:
    return any(re.search(pattern, line) for line in lines(app))


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("drop", r"The cluster cannot be reached \(127.0.0.1"),
        ("hang", r"The cluster (does not answer|did not answer in time) \(127.0.0.1"),
        ("busy", r"The cluster is not ready \(429"),
        ("password", r"The cluster refuses access \(401, 127.0.0.1"),
    ],
)
async def test_an_outage_is_told_in_a_line_and_over_with_the_next_key(
    between: Proxy, settings: Settings, trouble: Trouble, told: str
):
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: shown(app, "3 articles", "Report 2"))
        between.trouble = trouble
        await pilot.press("slash", *"dam")
        await until(pilot, lambda: is_told(app, told))
        (line, *_) = (line for line in lines(app) if re.search(told, line))
        assert "Traceback" not in line and "Error(" not in line
        assert shown(app, "3 articles", "Report 2", "Results · 3")
        await pilot.press("escape", "j", "enter")  # what is on the screen can be read
        assert shown(app, "Report 2")
        between.trouble = ""
        between.over.set()
        await pilot.press("slash", "ctrl+u", *"water")
        await until(pilot, lambda: shown(app, "articles ▸ 2 of 3"))
        assert not any(re.search(told, line) for line in lines(app)[:4])  # below, a message stays for a while


async def test_articles_that_came_during_an_outage_are_counted_after_it(
    between: Proxy, cluster: TestCluster, settings: Settings
):
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: shown(app, "news · 3 articles", "Report 2"))
        between.trouble = "drop"
        await pilot.press("slash", *"dam")
        await until(pilot, lambda: is_told(app, "cannot be reached"))
        direct = msgspec.structs.replace(settings.cluster, hosts=cluster.hosts)
        other = open_engine("opensearch", settings.engine_folder, create=False, cluster=direct)
        write(other, [record("a3", "Report 3", "the water of the harbour")])
        other.close()
        between.trouble = ""
        await pilot.press("ctrl+u", *"water")
        await until(pilot, lambda: shown(app, "articles ▸ 3 of 4", "news · 4 articles"))


async def test_a_program_that_is_started_during_an_outage_goes_on_after_it(between: Proxy, settings: Settings):
    between.trouble = "drop"
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: shown(app, "no index", "The cluster cannot be reached"))
        between.trouble = ""
        await pilot.press("slash", *"dam")
        await until(pilot, lambda: shown(app, "articles ▸ 2 of 3", "news · 3 articles"))
        assert not shown(app, "no index") and not shown(app, "cannot be reached")


def signed(folder: Path, days: int) -> Path:
    """Make a certificate of 127.0.0.1 that an authority, `authority.pem`, vouches for; one of 0 days has expired."""

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    new = ("-newkey", "rsa:2048", "-nodes")
    if not (folder / "authority.pem").exists():
        subject = ("-subj", "/CN=Newsroom authority", "-days", "2")
        openssl("req", "-x509", *new, "-keyout", "authority.key", "-out", "authority.pem", *subject)
        openssl("req", *new, "-keyout", "node.key", "-out", "node.csr", "-subj", "/CN=search1.example")
        (folder / "names").write_text("subjectAltName=IP:127.0.0.1")
    by = ("-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-extfile", "names")
    openssl("x509", "-req", "-in", "node.csr", *by, "-days", str(days), "-out", "node.pem")
    both = folder / f"node-{days}.pem"
    both.write_text((folder / "node.key").read_text() + (folder / "node.pem").read_text())
    return both


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed, which makes the certificates")
async def test_a_certificate_that_expires_is_named_and_its_renewal_needs_no_restart(
    cluster: TestCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_HOSTS")
    folder = tmp_path / "certificates"
    folder.mkdir()
    with proxy(cluster.hosts[0], signed(folder, 2)) as between:
        settings = filled(tmp_path, between.address, str(folder / "authority.pem"))
        app = NewsExplore(settings, IndexService(settings))
        async with app.run_test(size=WIDE) as pilot:
            await until(pilot, lambda: shown(app, "3 articles", "Report 2"))
            between.show(signed(folder, 0))
            between.trouble = "drop"  # or else what is connected stays so
            await pilot.press("slash", *"dam")
            await until(pilot, lambda: shown(app, "The certificate of the cluster (search1.example, valid until"))
            assert shown(app, "has expired at 127.0.0.1:", "Renew it") and shown(app, "Report 2", "Results · 3")
            between.trouble = ""
            between.show(signed(folder, 3))
            await pilot.press("ctrl+u", *"water")
            await until(pilot, lambda: shown(app, "articles ▸ 2 of 3"))


def test_a_password_that_changes_is_taken_from_the_keyring_without_a_restart(
    cluster: TestCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_HOSTS")
    monkeypatch.setenv("NEWSEXPLORE_OPENSEARCH_PASSWORD", "old")
    kept: dict[str, str] = {}
    keyring = ModuleType("keyring")
    monkeypatch.setattr(keyring, "get_password", lambda service, user: kept.get(user), raising=False)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    with proxy(cluster.hosts[0], login="reader:old") as between:
        config = ClusterConfig(hosts=(between.address,), user="reader")
        engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
        write(engine, [record("a", "Report", "the harbour dam")])
        found = search(engine)
        between.login = "reader:new"
        with pytest.raises(EngineError, match=r"refuses access \(401.*Check the password of reader.*keyring set"):
            search(engine)
        kept["reader"] = "new"
        assert search(engine) == found == ["a"]
        between.login = "reader:newer"
        kept["reader"] = "newer"
        refused = 0
        while True:  # the environment's may be tried once more before the keyring's
            try:
                assert search(engine) == found
                break
            except EngineError:
                refused += 1
                assert refused < 2
        engine.close()


def search(engine: Engine) -> list[str]:
    found = engine.search(Word("", "harbour"), sort="newest", offset=0, limit=20, cancelled=never)
    return [id for id, _ in found.page]


def test_every_node_is_asked_in_turn(between: Proxy, cluster: TestCluster, tmp_path: Path):
    config = ClusterConfig(hosts=(between.address, cluster.hosts[1]))
    engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
    write(engine, [record("a", "Report", "the harbour dam")])
    between.requests.clear()
    assert [search(engine) for _ in range(6)] == [["a"]] * 6
    assert 0 < len(between.requests) < 6  # though each is sent by a thread of its own
    engine.close()


def test_another_node_is_asked_while_one_stands_still(between: Proxy, cluster: TestCluster, tmp_path: Path):
    hosts = (between.address, cluster.hosts[1])
    config = ClusterConfig(hosts=hosts, timeout_ms=60_000)
    engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
    write(engine, [record("a", "Report", "the harbour dam")])
    engine.budget = 60.0
    between.trouble = "hang"
    before = len(between.requests)
    # Requests go to each node in turn, until one is known to stand still.
    assert [search(engine) for _ in range(4)] == [["a"]] * 4
    assert len(between.requests) > before
    kept = len(between.requests)
    assert [search(engine) for _ in range(4)] == [["a"]] * 4
    assert len(between.requests) == kept
    between.over.set()
    engine.close()


def test_what_an_outage_leaves_open_is_closed_afterwards(between: Proxy, cluster: TestCluster, tmp_path: Path):
    config = ClusterConfig(hosts=(between.address,), timeout_ms=2000)
    engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
    write(engine, [record("a", "Report", "the harbour dam")])
    between.trouble = "drop"
    with pytest.raises(EngineError, match="cannot be reached"):
        search(engine)
    between.trouble = ""
    between.requests.clear()
    assert search(engine) == ["a"]
    end = time.monotonic() + 30
    while not any(one.startswith("DELETE") for one in between.requests):
        assert time.monotonic() < end
        time.sleep(0.05)
    engine.close()
