"""Which articles and quotes of an index are copies, kept beside it and brought up to date after each run.

Only texts that are new, or have changed, are compared with the others.
"""

from collections.abc import Callable
from pathlib import Path

from ..engines.base import Engine
from .copy_index import CopyIndex
from .pair_search import search_all
from .part_update import search_changed
from .stored_copies import StoredCopies, read_copies, write_copies


def load_copies(folder: Path) -> CopyIndex | None:
    """Return the copies as last brought up to date, whatever was indexed since; None if that never happened."""
    stored = read_copies(folder)
    return None if stored is None else CopyIndex(stored)


def update_copies(engine: Engine, folder: Path, check: Callable[[], None] = lambda: None) -> CopyIndex:
    """Return the copies in an index, comparing what is new in it first.

    Args:
        engine: The open index.
        folder: The index folder, which keeps them in a checksummed file. A damaged file is replaced; a read-only folder
            is tolerated. Temporary files are made there.
        check: Called often; may raise to stop.

    Raises:
        OSError: a temporary file cannot be written.
    """
    stored = read_copies(folder)
    if stored is None or stored.version != engine.version:
        stored = _updated(engine, folder, stored, check)
        write_copies(folder, stored)
    return CopyIndex(stored)


def _updated(engine: Engine, folder: Path, stored: StoredCopies | None, check: Callable[[], None]) -> StoredCopies:
    """Compare what is new: with what the index finds, where it can look for copies, else with all that it holds."""
    lookup = engine.copy_lookup
    if lookup is None:
        return search_all(engine, folder, stored, check)
    found = None if stored is None else search_changed(engine, lookup, folder, stored, check)
    return found or search_all(engine, folder, None, check, lookup.mark())
