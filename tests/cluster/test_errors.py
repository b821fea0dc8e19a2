"""What the errors of a cluster mean; no cluster is needed."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines.base import EngineError, SearchTimeoutError

from . import server

opensearch_cluster = pytest.importorskip("newsexplore.index.engines.opensearch.opensearch_cluster")
Snapshot = pytest.importorskip("newsexplore.index.engines.opensearch.opensearch_snapshot").Snapshot
State = pytest.importorskip("newsexplore.index.engines.opensearch.opensearch_state").State
opensearch_connection = pytest.importorskip("newsexplore.index.engines.opensearch.opensearch_connection")

FULL = "cancelled task with reason: Fatal failure during search: [parent] Data too large, data for [<reduce_aggs>]"


@pytest.mark.parametrize(
    ("status", "kind", "text", "error", "said"),
    [
        (500, "search_phase_execution_exception", FULL, "OutageError", "short of memory"),
        (429, "circuit_breaking_exception", "[parent] Data too large", "OutageError", "short of memory"),
        (503, "no_shard_available_action_exception", "", "OutageError", "not ready"),
        (404, "search_context_missing_exception", "No search context found", "LostViewError", "lost a part"),
        (
            500,
            "",
            "{'type': 'search_phase_execution_exception', 'reason': 'Node not connected'}",
            "LostViewError",
            "lost a part",
        ),
        (400, "parsing_exception", "unknown query", "RefusedError", "unknown query"),
    ],
)
def test_an_error_says_what_to_expect(status: int, kind: str, text: str, error: str, said: str):
    cluster = opensearch_cluster.Cluster(ClusterConfig(hosts=("http://127.0.0.1:1",)))
    found = cluster.error_of(status, kind, text)
    cluster.close()
    assert type(found).__name__ == error
    assert isinstance(found, EngineError) and said in str(found)


def test_a_search_that_took_too_long_is_told_apart():
    cluster = opensearch_cluster.Cluster(ClusterConfig(hosts=("http://127.0.0.1:1",)))
    assert isinstance(cluster.error_of(500, "query_phase_execution_exception", "Time exceeded"), SearchTimeoutError)
    cluster.close()


class Recovering:
    """A cluster that answers searches with some errors in turn, and a document of the state of its index."""

    product = "opensearch"
    index = "news"

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    def read(self, check: object) -> object:
        return State()

    def ask(self, *request: object, **options: object) -> dict[str, str]:
        return {"pit_id": "one"}

    def ask_cancellable(self, *request: object) -> dict[str, object]:
        if self.errors:
            raise self.errors.pop(0)
        return {"hits": {}}


def test_a_search_that_an_outage_has_left_no_time_is_not_told_to_be_too_slow():
    late, outage = SearchTimeoutError("too slow"), opensearch_cluster.OutageError("does not answer")
    cluster: Any = Recovering(outage, late, late)
    snapshot = Snapshot(cluster, cluster)

    def search() -> object:
        return snapshot.search({}, lambda: None, 1.0)

    for _ in range(2):  # the next one finds out first whether the index is as it was
        with pytest.raises(opensearch_cluster.OutageError):
            search()
    assert search() == {"hits": {}}
    cluster.errors.append(late)  # it has answered since: the query is too slow
    with pytest.raises(SearchTimeoutError):
        search()


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("certificate verify failed: certificate has expired (_ssl.c:1006)", "has expired at search1:9200. Renew it"),
        ("certificate verify failed: certificate is not yet valid (_ssl.c:1006)", "is not valid yet"),
        ("certificate verify failed: IP address mismatch, certificate is not valid for '10.0.0.1'", "another name"),
        ("certificate verify failed: self-signed certificate (_ssl.c:1006)", "self-signed certificate). Name the"),
    ],
)
def test_a_certificate_that_is_not_trusted_is_told_with_what_to_do(reason: str, said: str):
    from opensearchpy import exceptions

    cause = f"SSLError(SSLCertVerificationError(1, '[SSL: C] {reason}'))"
    wrapped = Exception(f"HTTPSConnectionPool: Max retries (Caused by {cause})")
    error = exceptions.SSLError("N/A", str(wrapped), wrapped)
    reason = opensearch_connection.brief(error)
    found = opensearch_connection.distrust(reason, "search1:9200", "search1, valid until 2026-01-31 12:00 UTC")
    assert said in found and "HTTPSConnectionPool" not in found
    assert found.startswith("The certificate of the cluster (search1, valid until 2026-01-31 12:00 UTC) is ") or (
        "has expired" in found
    )
    assert len(found) < 240


def test_what_is_printed_of_a_connection_is_its_innermost_reason():
    from opensearchpy import exceptions

    inner = Exception("('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))")
    found = opensearch_connection.brief(exceptions.ConnectionError("N/A", str(inner), inner))
    assert found == "Remote end closed connection without response"


@pytest.mark.parametrize(
    ("status", "user", "key", "said"),
    [
        (401, "reader", "", "Check the password of reader"),
        (401, "", "abc", "Check NEWSEXPLORE_OPENSEARCH_KEY, and start newsexplore again"),
        (401, "", "", "Set NEWSEXPLORE_OPENSEARCH_USER"),
        (403, "reader", "", "lacks a right"),
    ],
)
def test_refused_access_says_which_credentials_to_look_at(
    monkeypatch: pytest.MonkeyPatch, status: int, user: str, key: str, said: str
):
    monkeypatch.setenv("NEWSEXPLORE_OPENSEARCH_PASSWORD", "wrong")
    if key:
        monkeypatch.setenv("NEWSEXPLORE_OPENSEARCH_KEY", key)
    cluster = opensearch_cluster.Cluster(ClusterConfig(hosts=("http://127.0.0.1:1",), user=user))
    found = str(cluster.error_of(status, "security_exception", ""))
    cluster.close()
    assert said in found and "wrong" not in found


def test_the_password_comes_from_the_keyring(monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[str, str]] = []

    def get_password(service: str, user: str) -> str:
        asked.append((service, user))
        return "correct horse"

    keyring = ModuleType("keyring")
    monkeypatch.setattr(keyring, "get_password", get_password, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.delenv("NEWSEXPLORE_OPENSEARCH_PASSWORD", raising=False)
    cluster = opensearch_cluster.Cluster(ClusterConfig(hosts=("http://127.0.0.1:1",), user="newsdesk"))
    cluster.close()
    assert asked == [("newsexplore-opensearch", "newsdesk")]


def test_without_java_or_maven_tests_of_a_cluster_are_skipped_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert server.missing() == "Java 17 is not installed, which the test cluster needs"
    java = tmp_path / "java"
    java.touch(0o755)
    assert server.missing() == "Maven is not installed, which the test cluster needs"
