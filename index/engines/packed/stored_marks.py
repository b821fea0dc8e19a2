"""What packs hold of articles to find their copies, read a piece at a time."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ...copies.sketch import CopyMarks
from .columns import Snapshot
from .mapped_memory import MappedMemory

_AT_ONCE = 2048
"""Articles that are read before mapped memory may be released."""


def copy_marks(snapshot: Snapshot, memory: MappedMemory) -> Iterator[CopyMarks]:
    """Yield what is stored of every article, in the order of documents."""
    memory.tighten()  # articles are read next
    bounds = [*np.searchsorted(snapshot.articles, snapshot.bases).tolist(), len(snapshot.articles)]
    for base, view, (first, last) in zip(snapshot.bases.tolist(), snapshot.views, pairwise(bounds), strict=True):
        stored = view.pack.strings("copy_marks")
        for start in range(first, last, _AT_ONCE):
            docs = snapshot.articles[start : min(start + _AT_ONCE, last)]
            owners = snapshot.owners[docs]
            yield from map(
                CopyMarks,
                snapshot.ids(docs),
                map(stored.__getitem__, np.searchsorted(view.heads, docs - base).tolist()),
                snapshot.days[owners].tolist(),
                snapshot.stamps[owners].tolist(),
                [snapshot.outlet_names[number] for number in snapshot.outlets[owners].tolist()],
            )
            memory.release(snapshot)
