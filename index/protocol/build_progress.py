"""Progress of a build."""

from typing import Literal

from msgspec import Struct

from ..model import (
    Reject,
)


class MissingRoot(Struct, frozen=True):
    """A missing or empty path of a corpus that the index has articles from."""

    corpus: str
    path: str
    articles: int
    """Kept in the index; `newsexplore index --prune` removes them."""
    reason: str
    """"is missing" or "is empty"."""


Stage = Literal["scanning", "reading", "merging", "linking", "comparing", "done", "failed"]
"""What a run is doing: linking names, and comparing articles to find copies, come last."""


class Progress(Struct, frozen=True):
    """Progress of indexing."""

    stage: Stage
    done: int = 0
    """Articles seen so far."""
    fraction: float = 0.0
    """Share of bytes read, 0 to 1, less what is read but not extracted."""
    rate: float = 0.0
    """Recent rate in articles per second."""
    left: float | None = None
    """Estimated seconds left; None if unknown."""
    committed: int = 0
    """Articles that can be searched now."""
    rejects: tuple[Reject, ...] = ()
    """Rejects since the last progress message."""
    message: str = ""
    """Why it failed, or a notice about the corpus."""
    missing: tuple[MissingRoot, ...] = ()
    """Missing or empty roots whose articles are kept."""
