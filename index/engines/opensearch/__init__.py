"""The engine on an OpenSearch or Elasticsearch cluster: nothing but its address is kept on this machine.

The cluster's own analysis, scripts, joins and plugins are not used. Every word is sent as `query.analysis` has it, so
that a query finds what the other engines find, and a cluster needs no module but its core.
"""

from .opensearch_engine import open_engine

__all__ = ["open_engine"]
