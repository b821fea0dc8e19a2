"""The words of the index, each a document: written once, by whichever writer has it first, and never missing."""

from pathlib import Path

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, never
from newsexplore.index.engines.opensearch import opensearch_words
from newsexplore.index.query.tree import And, Everything, Forms, Or, Word

from ..engines.conftest import write
from ..engines.records import record
from .proxy import proxy
from .server import TestCluster


def number(engine: Engine, tree: And | Or | Word | Forms) -> int:
    return engine.search(tree, sort="newest", offset=0, limit=10, cancelled=never).total


def test_words_are_there_that_only_a_cancelled_transaction_had_before(cluster: TestCluster, tmp_path: Path):
    engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=ClusterConfig(hosts=cluster.hosts))
    articles = [record("a", "", "the harbour dam")]
    writer = engine.writer()
    writer.add(engine.prepare(articles))
    writer.cancel()
    assert engine.candidates(("har",), 10) == []
    write(engine, articles)
    assert engine.candidates(("har",), 10) == ["harbour"]
    engine.close()


def test_two_writers_and_two_commits_write_a_word_once(cluster: TestCluster, tmp_path: Path):
    config = ClusterConfig(hosts=cluster.hosts, name="twice")
    engines = [open_engine("opensearch", tmp_path / f"{n}", create=True, cluster=config) for n in range(2)]
    for n, engine in enumerate(engines):
        write(engine, [record(f"{n}", "", "the harbour dam")])
        write(engine, [record(f"{n} more", "", "harbours and the harbour")])
    for engine in engines:
        engine.refresh()
        assert sorted(engine.candidates(("harb",), 10)) == ["harbour", "harbours"]
        assert engine.words("harb", 10) == [("harbour", 4), ("harbours", 2)]
        engine.close()


def test_words_that_only_removed_articles_have_are_in_no_article(cluster: TestCluster, tmp_path: Path):
    engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=ClusterConfig(hosts=cluster.hosts))
    write(engine, [record("a", "", "the harbour dam"), record("b", "", "the harness")])
    writer = engine.writer()
    writer.remove(["a"])
    writer.commit()
    engine.refresh()
    assert engine.words("har", 10) == [("harness", 1)]
    assert number(engine, Word("", "harbour")) == 0
    assert number(engine, Forms("", ("harbour", "harness"))) == 1
    engine.close()


@pytest.mark.parametrize("listed", [2000, 3, 1])
def test_words_of_long_and_short_lists_are_counted_alike(
    cluster: TestCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: int
):
    monkeypatch.setattr(opensearch_words, "_LISTED", listed)
    engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=ClusterConfig(hosts=cluster.hosts))
    write(engine, [record(f"{n}", "", " ".join(f"har{word}" for word in "abcde"[: n + 1])) for n in range(5)])
    assert engine.words("har", 3) == [("hara", 5), ("harb", 4), ("harc", 3)]
    assert set(engine.candidates(("har",), 5)) == {"hara", "harb", "harc", "hard", "hare"}
    assert engine.candidates(("har",), 1)[0] == "hara"
    engine.close()


def test_what_no_article_can_have_is_not_asked_for(cluster: TestCluster, tmp_path: Path):
    with proxy(cluster.hosts[0]) as between:
        config = ClusterConfig(hosts=(between.address,))
        engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
        write(engine, [record("a", "", "the harbour dam")])
        dam, none, here = Word("", "dam"), Word("", "harb"), Word("", "harbour")
        engine.candidates(("har",), 100)
        between.requests.clear()
        for tree in (none, And((dam, none)), Or((none, And((none, Everything())))), And((dam, Or((none, none))))):
            assert number(engine, tree) == 0
        assert between.searches == []
        for tree in (here, And((dam, here)), Or((none, dam)), And((dam, Or((none, here))))):
            assert number(engine, tree) == 1
        engine.close()
