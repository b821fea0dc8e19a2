"""Index engines behind one protocol, `base.py`; the rest of the package opens them here."""

from importlib import import_module
from pathlib import Path
from typing import cast

from ..config.configuration import ClusterConfig
from .base import ClusterModule, Engine, EngineError, EngineModule

LARGE = 100_000
"""Number of articles from which a native engine is worth installing."""


def open_engine(
    name: str,
    folder: Path,
    *,
    create: bool,
    budget: float | None = None,
    cluster: ClusterConfig | None = None,
    share: str = "",
) -> Engine:
    """Open the index of engine `name` in a folder, or create an empty one.

    Args:
        name: Of the engine.
        folder: Of its files.
        create: Whether to create an index.
        budget: The maximum duration of a search in seconds.
        cluster: Where the cluster is, for the engine that needs one.
        share: The share of the files that is going to be written, `1/4`; a cluster takes several writers, one a share.

    Raises:
        EngineError: there is no index and `create` is false; the index is damaged, of another version or not safe to
            read; or the engine's package is not installed.
    """
    try:
        module = cast("EngineModule", import_module(f".{name}", __package__))
    except ImportError as error:
        raise EngineError(f"The engine {name} needs `pip install 'newsexplore[{name}]'` ({error}).") from error
    if name == "opensearch":
        engine = cast("ClusterModule", module).open_engine(folder, create=create, cluster=cluster, share=share)
    else:
        engine = module.open_engine(folder, create=create)
    if budget is not None:
        engine.budget = budget
    return engine


def advice(engine: str, articles: int) -> str:
    """Return advice for a corpus that another engine would serve better, or "".

    Args:
        engine: Name of the engine in use.
        articles: Number of articles, indexed or about to be.
    """
    if engine != "whoosh" or articles <= LARGE:
        return ""
    return (
        f"{articles:,} articles are many for the engine whoosh: tantivy searches them several times as fast and keeps "
        "a smaller index (pip install 'newsexplore[tantivy]', then --engine tantivy, or engine: tantivy in the "
        "configuration)."
    )
