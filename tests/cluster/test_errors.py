"""What the errors of a cluster mean; no cluster is needed."""

import pytest

from newsexplore.index.config.configuration import ClusterConfig
from newsexplore.index.engines.base import EngineError, SearchTimeoutError

opensearch_cluster = pytest.importorskip("newsexplore.index.engines.opensearch.opensearch_cluster")

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
