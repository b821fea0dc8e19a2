"""Several machines fill one index, each with a share of the files; `doctor` tells how far each is."""

import json
from pathlib import Path

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import IndexBusyError

from ..tui.cli.command import objects, run
from .server import TestCluster


@pytest.fixture
def corpus(tmp_path: Path, cluster: TestCluster, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(
            f'Title: Report {number}\nDate: 2025-11-{number + 1:02}\n\n"Dam {number} is safe," said Ilka Vorrin.\n'
        )
    config = tmp_path / "newsexplore.yaml"
    config.write_text(json.dumps({"index": {"engine": "opensearch", "name": f"shares{tmp_path.name.lower()}"[:60]}}))
    monkeypatch.setenv("NEWSEXPLORE_CONFIG", str(config))
    return folder


def test_shares_of_two_machines_fill_one_index_and_the_doctor_tells_how_far_each_is(corpus: Path, tmp_path: Path):
    def index(machine: str, *more: str) -> dict[str, int]:
        return objects(run("index", str(corpus), "--index-dir", str(tmp_path / machine), *more, "--json"))[0]

    def shares() -> dict[str, dict[str, object]]:
        (examined,) = objects(run("doctor", str(corpus), "--index-dir", str(tmp_path / "one"), "--json"))
        return {one["name"]: one for one in examined["shares"]}

    first = index("one", "--shard", "1/2")
    assert set(shares()) == {"1/2"}
    second = index("two", "--shard", "2/2")
    assert first["added"] + second["added"] == second["articles"] == 12
    assert min(first["added"], second["added"]) > 0
    again = index("two", "--shard", "2/2")
    assert (again["added"], again["updated"], again["articles"]) == (0, 0, 12)
    found = shares()
    assert [(name, one["articles"], one["writer"]) for name, one in found.items()] == [
        ("1/2", first["added"], ""),
        ("2/2", second["added"], ""),
    ]
    assert all(one["committed"] for one in found.values())
    # While a share is written, the doctor says by whom, and nobody else writes it.
    engine = open_engine(
        "opensearch", tmp_path / "one" / "opensearch", create=False, cluster=_cluster(corpus), share="1/2"
    )
    with engine.hold():
        assert shares()["1/2"]["writer"] and not shares()["2/2"]["writer"]
        other = open_engine(
            "opensearch", tmp_path / "two" / "opensearch", create=False, cluster=_cluster(corpus), share="1/2"
        )
        with pytest.raises(IndexBusyError):
            other.writer()
        other.close()
        text = run("doctor", str(corpus), "--index-dir", str(tmp_path / "two")).stdout
        assert "share     1/2: " in text and "is writing it" in text
    engine.close()
    assert not shares()["1/2"]["writer"]


def _cluster(corpus: Path) -> ClusterConfig:
    name = json.loads((corpus.parent / "newsexplore.yaml").read_text())["index"]["name"]
    return ClusterConfig(name=name)
