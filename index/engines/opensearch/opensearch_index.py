"""The index on the cluster that belongs to a folder: its name, creation, version and health."""

import re
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Any

import msgspec
from msgspec import Struct

from ...config.configuration import ClusterConfig
from ...files import make_private, write_whole
from ..base import EngineError
from ..packed.lock import WriterLock
from .opensearch_cluster import Cluster, RefusedError
from .opensearch_lock import ClusterLock
from .opensearch_schema import SCHEMA, mapping, settings
from .opensearch_snapshot import Body, Snapshot
from .opensearch_state import StateDocument

_FILE = "opensearch.json"
_MISSING = 404
_CREATE_SECONDS = 60.0
"""How long a busy cluster may take to create an index."""


class _Place(Struct):
    """What the folder says: which index is meant, and the name of this folder as a holder of locks. No credentials."""

    index: str
    owner: str


class Index(Struct):
    """An open index."""

    folder: Path
    cluster: Cluster
    state: StateDocument
    lock: ClusterLock

    def check(self, snapshot: Snapshot) -> list[str]:
        """Return a sentence per problem: shards without a copy, and articles whose quotes are not all there."""
        name = self.state.index
        health = self.cluster.ask("GET", f"/_cluster/health/{name}")
        problems: list[str] = []
        if health["status"] == "red":
            problems.append(
                f"{health['unassigned_shards']} shards of {name} have no copy on a running node: start the nodes that "
                "hold them, or restore a snapshot."
            )
        counts: dict[str, Any] = {"quotes": {"sum": {"field": "quotes"}}}

        def ask(body: Body) -> Body:
            return snapshot.search({"size": 0, "track_total_hits": True, **body}, lambda: None, 60.0)

        articles = ask({"query": snapshot.wrapped("article", None), "aggs": counts})
        quotes = ask({"query": snapshot.wrapped("quote", None)})["hits"]["total"]["value"]
        wanted = int(articles["aggregations"]["quotes"]["value"] or 0)
        if quotes != wanted:
            problems.append(
                f"The index {name} has {quotes:,} quotes, but its articles say {wanted:,}. Run `newsexplore index "
                "--rebuild`."
            )
        return problems


def open_index(folder: Path, config: ClusterConfig, *, create: bool) -> Index:
    """Open the index of a folder, or create it.

    Raises:
        EngineError: there is none and `create` is false, or the cluster does not answer.
    """
    place = _place(folder, config)
    if place is None and not create:
        raise EngineError(f"There is no index in {folder} yet. Run `newsexplore index` to create it.")
    if place is None:
        place = _Place(_name(folder, config), token_hex(8))
        make_private(folder)
        write_whole(folder / _FILE, msgspec.json.encode(place))
    cluster = Cluster(config)
    try:
        alias = f"{place.index}.v{SCHEMA}"
        physical = _physical(cluster, alias)
        if physical is None and not create:
            raise EngineError(f"The cluster has no index {alias} yet. Run `newsexplore index` to create it.")
        if physical is None:
            physical = _create(cluster, alias)
        state = StateDocument(cluster, physical)
        state.read()
    except BaseException:
        cluster.close()
        raise
    return Index(folder, cluster, state, ClusterLock(WriterLock(folder), state, place.owner))


def _place(folder: Path, config: ClusterConfig) -> _Place | None:
    try:
        place = msgspec.json.decode((folder / _FILE).read_bytes(), type=_Place)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise EngineError(
            f"The file {folder / _FILE} cannot be read ({error}). Remove it and run `newsexplore index`."
        ) from error
    if config.name and config.name != place.index:
        place = _Place(config.name, place.owner)
    return place


def _name(folder: Path, config: ClusterConfig) -> str:
    """Return the configured name, or one that is unique for the folder."""
    if config.name:
        return config.name
    slug = re.sub(r"[^a-z0-9]+", "-", folder.parent.name.lower())[:40].strip("-") or "index"
    digest = blake2b(str(folder.resolve()).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return f"newsexplore-{slug}-{digest}"


def _physical(cluster: Cluster, alias: str) -> str | None:
    """Return the index behind an alias."""
    try:
        found = cluster.ask("GET", f"/_alias/{alias}")
    except RefusedError as error:
        if error.status == _MISSING:
            return None
        raise
    return next(iter(found), None)


def _create(cluster: Cluster, alias: str) -> str:
    """Create an index with its state, and then the alias by which others find it."""
    physical = f"{alias}-{token_hex(4)}"
    nodes = int(cluster.ask("GET", "/_cluster/health")["number_of_data_nodes"])
    config = cluster.config
    shape = settings(config.shards or nodes, min(config.replicas, nodes - 1))
    body = {"settings": {"index": shape}, "mappings": mapping()}
    try:
        cluster.ask("PUT", f"/{physical}", body, timeout=_CREATE_SECONDS)
    except RefusedError as error:  # of a request whose answer was lost, and which was sent again
        if "resource_already_exists" not in error.kind:
            raise
    StateDocument(cluster, physical).create(token_hex(6))
    cluster.ask("POST", "/_aliases", {"actions": [{"add": {"index": physical, "alias": alias}}]})
    return physical
