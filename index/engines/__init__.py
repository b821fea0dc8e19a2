"""Index engines behind one protocol, `base.py`; the rest of the house opens them here."""

from importlib import import_module
from pathlib import Path
from typing import cast

from .base import Engine, EngineError, EngineModule

LARGE = 100_000
"""Articles from which on a native engine is worth its installation."""


def open_engine(name: str, folder: Path, *, create: bool, budget: float | None = None) -> Engine:
    """Open the index that engine `name` keeps in a folder, or make an empty one there.

    `budget` is the longest a search may take, in seconds.

    Raises:
        EngineError: there is none and `create` is false, it is damaged, of another version, or not safe to read, or
            the engine's package is not installed.
    """
    try:
        module = cast("EngineModule", import_module(f".{name}", __package__))
    except ImportError as error:
        raise EngineError(f"The engine {name} needs `pip install 'newsexplore[{name}]'` ({error}).") from error
    engine = module.open_engine(folder, create=create)
    if budget is not None:
        engine.budget = budget
    return engine


def advice(engine: str, articles: int) -> str:
    """A sentence for the owner of a corpus that another engine would serve better; "" when there is none.

    Args:
        engine: The name of the one in use.
        articles: How many the index holds, or is about to.
    """
    if engine != "whoosh" or articles <= LARGE:
        return ""
    return (
        f"{articles:,} articles are many for the engine whoosh: tantivy searches them several times as fast and keeps "
        "a smaller index (pip install 'newsexplore[tantivy]', then --engine tantivy, or engine: tantivy in the "
        "configuration)."
    )
