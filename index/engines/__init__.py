"""Index engines behind one protocol, `base.py`; the rest of the house opens them here."""

from importlib import import_module
from pathlib import Path
from typing import cast

from .base import Engine, EngineModule


def open_engine(name: str, folder: Path, *, create: bool, budget: float | None = None) -> Engine:
    """Open the index that engine `name` keeps in a folder, or make an empty one there.

    `budget` is the longest a search may take, in seconds.

    Raises:
        EngineError: there is none and `create` is false, or it is damaged, of another version, or not safe to read.
    """
    module = cast("EngineModule", import_module(f".{name}", __package__))
    engine = module.open_engine(folder, create=create)
    if budget is not None:
        engine.budget = budget
    return engine
