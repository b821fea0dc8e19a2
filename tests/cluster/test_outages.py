"""What the interface does while the cluster does not answer: it says so in a line, keeps what it shows, and goes on."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsexplore.index.config.configuration import CorpusConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import Settings
from newsexplore.index.engines import open_engine
from newsexplore.index.processes.search_process import IndexService
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
    default = load_config(None)
    index = msgspec.structs.replace(default.index, engine="opensearch", hosts=(between.address,), timeout_ms=2000)
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
        ("hang", "The (cluster did not answer in time|search took longer than 2 s)"),
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


async def test_a_program_that_is_started_during_an_outage_goes_on_after_it(between: Proxy, settings: Settings):
    between.trouble = "drop"
    app = NewsExplore(settings, IndexService(settings))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: shown(app, "no index", "The cluster cannot be reached"))
        between.trouble = ""
        await pilot.press("slash", *"dam")
        await until(pilot, lambda: shown(app, "articles ▸ 2 of 3", "news · 3 articles"))
        assert not shown(app, "no index") and not shown(app, "cannot be reached")
