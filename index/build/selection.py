"""Which files of its corpora a run is about: a stable share of them, or those that an earlier run rejected."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from ..corpus.sources import below
from ..model import SourceState

UNREADABLE = "unreadable"
"""The stamp of a place that could not be opened."""
LEFT_OUT = "left out"
"""The stamp of a root under which the counts of hidden and excluded files are remembered."""


class Shard(Struct, frozen=True):
    """One of several equal shares of the files.

    A file's share follows from its path below the root of its corpus alone: it is the same wherever the root is
    mounted, and adding or removing other files moves no file to another share.
    """

    number: int
    """From 1."""
    of: int

    def holds(self, path: str, roots: Sequence[str]) -> bool:
        """Whether a file or folder belongs to this share.

        Args:
            path: absolute.
            roots: the paths of its corpus; of nested ones the outer counts.
        """
        inner = below(path, root_of(path, roots))
        digest = blake2b(inner.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest) % self.of == self.number - 1

    def own(self, states: Iterable[SourceState], roots: Mapping[str, Sequence[str]]) -> list[SourceState]:
        """Those of the remembered files that belong to this share; `roots` are the paths of each corpus."""
        return [state for state in states if self.holds(state.path, roots.get(state.corpus, ()))]


def root_of(path: str, roots: Sequence[str]) -> str:
    """The path of a corpus that a file was found under, itself if none is above it."""
    absolute = sorted(os.path.abspath(root) for root in roots)  # noqa: PTH100 - links must not be resolved
    if path in absolute and not Path(path).is_dir():
        return path
    return next((root for root in absolute if is_below(path, root)), path)


def is_below(path: str, root: str) -> bool:
    """Whether a path is a root, or below it."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def was_rejected(path: str, state: SourceState | None, closed: Collection[str]) -> bool:
    """Whether the last run rejected a file or something in it, or a folder above it that could not be opened.

    Args:
        path: the file.
        state: what is remembered of it.
        closed: paths of all that could not be opened.
    """
    if state is not None:
        return bool(state.rejects)
    return any(is_below(path, folder) for folder in closed)
