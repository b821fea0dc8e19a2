"""What a build tells while it runs."""

from typing import Literal

from msgspec import Struct

from ..model import (
    Reject,
)


class MissingRoot(Struct, frozen=True):
    """A path of a corpus that is missing or empty, while the index holds articles from there."""

    corpus: str
    path: str
    articles: int
    """Kept in the index; `newsexplore index --prune` removes them."""
    reason: str
    """"is missing" or "is empty"."""


class Progress(Struct, frozen=True):
    """How far indexing is."""

    stage: Literal["scanning", "reading", "merging", "done", "failed"]
    done: int = 0
    """Articles seen so far."""
    fraction: float = 0.0
    """Share of the bytes to read that are read, 0 to 1."""
    rate: float = 0.0
    """Articles a second, of late."""
    left: float | None = None
    """Seconds left, when it can be told."""
    committed: int = 0
    """Articles that can be searched now."""
    rejects: tuple[Reject, ...] = ()
    """Rejected since the last progress."""
    message: str = ""
    """Why it failed, or what the owner of such a corpus should know."""
    missing: tuple[MissingRoot, ...] = ()
    """Roots whose articles are kept although nothing is there."""
