"""What goes over the network: how often the cluster is asked, over TLS, and with which password."""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.config.load import load_config
from newsexplore.index.config.settings import for_paths
from newsexplore.index.curation.curation_file import CurationFile
from newsexplore.index.engines import open_engine
from newsexplore.index.engines.base import Engine, EngineError, never
from newsexplore.index.engines.entity_merges import EntityId, Merges, merged
from newsexplore.index.model import Annotations, Entity, Record
from newsexplore.index.protocol.answers import Explanation, FacetsAnswer, Results, TimelineAnswer
from newsexplore.index.protocol.questions import CountFacets, Overview, Scope, Search
from newsexplore.index.query.holds import holds
from newsexplore.index.query.parse import parse
from newsexplore.index.query.tree import And, Dates, Everything, Node, Or, Word
from newsexplore.index.search.index_answers import Answers

from ..engines.records import corpus, record
from .proxy import proxy
from .server import TestCluster

LOGIN = "reader:correct horse"


@pytest.fixture(autouse=True)
def _no_hosts(cluster: TestCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests name the hosts."""
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_HOSTS")


def write(engine: Engine, records: Sequence[Record]) -> None:
    writer = engine.writer()
    writer.add(engine.prepare(records))
    writer.commit()
    engine.refresh()


APART = Entity("Velmora Port Authority", "org"), Entity("the authority", "org")
"""Names of one body, of which each article has one."""
TWICE = Entity("Ilka Vorrin", "person"), Entity("the chairwoman", "person")
"""Names of one person, which some articles have both."""


def named(number: int) -> Record:
    """Make an article whose names and words depend on its number."""
    words = " ".join(
        word for word, each in (("dam", 1), ("water", 2), ("price", 3), ("minister", 5)) if number % each == 0
    )
    one = record(f"{number:02}", f"Report {number}", words, date=f"2017-11-{number % 28 + 1:02}", outlet="Ardpress")
    both = TWICE if number % 4 == 0 else TWICE[: number % 2]
    return Record(one.article, Annotations(entities=(APART[number % 2], *both)))


def by_hand(records: Sequence[Record], merges: Merges) -> dict[EntityId, int]:
    """Count the articles of each entity."""
    counts: Counter[EntityId] = Counter()
    for one in records:
        counts.update({(e.type, e.name) for e in merged(one, merges).annotations.entities})
    return counts


@pytest.mark.parametrize(
    ("decided", "more"),
    [
        ("", 0),
        ("merges: {Velmora Port Authority: [the authority]}", 0),
        ("merges: {Ilka Vorrin: [the chairwoman]}", 1),  # an article with both counts once, which the first cannot tell
    ],
)
def test_all_that_is_shown_of_a_search_is_one_request(cluster: TestCluster, tmp_path: Path, decided: str, more: int):
    articles = [named(number) for number in range(60)]
    decisions = tmp_path / "curation.yaml"
    decisions.write_text(decided)
    with proxy(cluster.hosts[0]) as between:
        config = ClusterConfig(hosts=(between.address,))
        engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
        write(engine, articles)
        settings = for_paths(load_config(None), [str(tmp_path)], str(tmp_path / "index"))
        answers = Answers(settings, engine, CurationFile(decisions))

        def shown(query: str) -> tuple[Results, Explanation, TimelineAnswer, FacetsAnswer]:
            """Return the parts that the screen shows; the pane of entities also shows those of the first article."""
            between.requests.clear()
            scope = Scope(query)
            search = Search(scope, "newest", read=True, try_prefix=True)
            counts = CountFacets(scope, limit=50, mentions=False)
            parts: Any = tuple(answers.overview(Overview(search, bars=100, entities=counts)))
            return parts

        # The first ones learn which names are met apart, what is asked for, and which words begin as these do. Names
        # are counted beside the page, in the same request.
        shown("report")
        shown("report dam water price minister")
        for query, clauses in (("dam", 0), ("water", 0), ("price OR minister", 2), ('"dam water" -"minister"', 2)):
            results, explanation, timeline, facets = shown(query)
            assert between.searches == ["POST /_msearch", *["POST /_search"] * more], query
            found = [one for one in articles if holds(parse(query, quotes=False).tree, one)]
            assert results.total == explanation.total == len(found) > 0
            assert len(explanation.clauses) == clauses
            assert sum(bar.count for bar in timeline.timeline.buckets) == len(found)
            counted = {(one.type, one.name): one.articles for one in facets.facets.entities}
            assert counted == by_hand(found, answers.interpreter.merges())
            assert facets.facets.outlets == (("Ardpress", len(found)),)
        engine.close()


def test_months_are_counted_unless_days_are_shown(cluster: TestCluster, tmp_path: Path):
    days = ["1987-03-01", "2016-02-29", "2016-03-02", "2016-03-02", "2021-12-31"]
    with proxy(cluster.hosts[0]) as between:
        config = ClusterConfig(hosts=(between.address,))
        engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
        texts = ("dam", "dam water", "dam water", "dam", "dam")
        write(
            engine, [record(str(i), "", text, date=day) for i, (text, day) in enumerate(zip(texts, days, strict=True))]
        )
        within = And((Word("", "dam"), Dates("2016-01-01", "2016-12-31")))
        first: Node = Everything()
        shown: list[tuple[int, int, str]] = []
        for tree in (first, Word("", "dam"), Word("", "water"), within):
            between.requests.clear()
            engine.search(tree, sort="newest", offset=0, limit=20, cancelled=never)
            timeline = engine.timeline(tree, buckets=60, cancelled=never)
            shown.append((len(between.searches), sum(bar.count for bar in timeline.buckets), timeline.unit))
        # The first one learns how many days there are. It is not known that water was met in a week alone.
        assert shown[1:] == [(1, 5, "year"), (2, 2, "day"), (1, 3, "day")]
        engine.close()


def test_names_are_counted_over_time_by_one_request(cluster: TestCluster, tmp_path: Path):
    articles = [named(number) for number in range(60)]
    with proxy(cluster.hosts[0]) as between:
        config = ClusterConfig(hosts=(between.address,))
        engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
        write(engine, articles)
        firsts = [f"2017-11-{day:02}" for day in range(1, 29)]
        names: list[EntityId] = [(one.type, one.name) for one in (*APART, *TWICE)]
        between.requests.clear()
        rows = engine.count_names_over_time(Everything(), names=names, firsts=firsts, cancelled=never)
        assert between.searches == ["POST /_search"]
        assert [sum(row) for row in rows] == [by_hand(articles, {})[one] for one in names]
        engine.close()


def test_the_inflections_of_a_word_that_is_typed_are_looked_up_once(cluster: TestCluster, tmp_path: Path):
    with proxy(cluster.hosts[0]) as between:
        config = ClusterConfig(hosts=(between.address,))
        engine = open_engine("opensearch", tmp_path / "index", create=True, cluster=config)
        texts = ("the minister said", "ministers said", "ministering to them", "mineral water")
        write(engine, [record(str(i), "Report", text, lang="en") for i, text in enumerate(texts)])
        answers = Answers(for_paths(load_config(None), [str(tmp_path)], str(tmp_path / "index")), engine)
        answers.search(Search(Scope("report")))
        asked: list[int] = []
        for typed in ("min", "mini", "minis", "minist", "ministe", "minister"):
            between.requests.clear()
            results = answers.search(Search(Scope(typed), try_prefix=True))
            asked.append(len(between.searches))
            assert results.total == (4 if typed == "min" else 3)
        # The words are listed with the first; that none is one yet is known then. The forms of the last are counted.
        assert asked == [2, 1, 1, 1, 1, 2]
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
        with pytest.raises(
            EngineError, match=r"certificate of the cluster \(127.0.0.1, valid until .*is not trusted.*ca_file"
        ):
            open_engine("opensearch", folder, create=True, cluster=ClusterConfig(hosts=hosts))
        with pytest.raises(EngineError, match="refuses access"):
            open_engine("opensearch", folder, create=True, cluster=ClusterConfig(hosts=hosts, ca_file=authority))
        config = ClusterConfig(hosts=hosts, ca_file=authority, user="reader")
        with pytest.raises(EngineError, match="no password for reader"):
            open_engine("opensearch", folder, create=True, cluster=config)
        monkeypatch.setenv("NEWSEXPLORE_OPENSEARCH_PASSWORD", LOGIN.partition(":")[2])
        engine = open_engine("opensearch", folder, create=True, cluster=config)
        write(engine, corpus())
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
