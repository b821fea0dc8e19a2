"""The difference between OpenSearch and Elasticsearch: the address of a point in time."""

from typing import Any, Literal, Protocol

from ..base import EngineError

Product = Literal["opensearch", "elasticsearch"]


class Asking(Protocol):
    """Sends a request to the cluster."""

    def __call__(
        self, method: str, path: str, body: Any = None, params: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """Return the answer."""
        ...


def detect_product(info: dict[str, Any]) -> Product:
    """Tell the product by the answer to `GET /`.

    Raises:
        EngineError: it is too old for a point in time.
    """
    version: dict[str, Any] = info.get("version", {})
    product: Product = "opensearch" if version.get("distribution") == "opensearch" else "elasticsearch"
    return _supported(product, str(version.get("number", "0")))


def detect_by_nodes(info: dict[str, Any]) -> Product:
    """Tell the product by the answer to `GET /_nodes/_local`, for a server that has no page at `/`; raises as above."""
    nodes: dict[str, Any] = info.get("nodes", {})
    node: dict[str, Any] = next(iter(nodes.values()), {})
    return _supported("elasticsearch" if "build_flavor" in node else "opensearch", str(node.get("version", "0")))


def _supported(product: Product, number: str) -> Product:
    """Return the product; raises EngineError if it is too old."""
    major, minor, *_ = (int(part) if part.isdigit() else 0 for part in (*number.split("."), "0", "0"))
    if (major, minor) < ((2, 4) if product == "opensearch" else (7, 12)):
        raise EngineError(
            f"The cluster runs {product} {number}: newsexplore needs OpenSearch 2.4 or Elasticsearch 7.12 or later."
        )
    return product


def open_point_in_time(ask: Asking, product: Product, index: str, keep_alive: str) -> str:
    """Open a point in time over an index; return its id."""
    path = "_search/point_in_time" if product == "opensearch" else "_pit"
    found = ask("POST", f"/{index}/{path}", params={"keep_alive": keep_alive})
    return str(found["pit_id" if product == "opensearch" else "id"])


def close_point_in_time(ask: Asking, product: Product, id: str) -> None:
    """Close a point in time."""
    if product == "opensearch":
        ask("DELETE", "/_search/point_in_time", {"pit_id": [id]})
    else:
        ask("DELETE", "/_pit", {"id": id})
