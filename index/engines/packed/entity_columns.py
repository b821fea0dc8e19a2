"""The entity columns of a segment as they were indexed: who is mentioned in which articles and quotes, how often."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .arrays import NO_INTS, Ints, ragged
from .columns import View

_CHUNK = 16384
"""Articles whose entities are looked at together: that bounds the memory for them."""


class Columns(NamedTuple):
    """The entities of one segment, and of its articles and quotes."""

    keys: Ints
    """Of each entity, ascending."""
    kinds: Ints
    """Type of each entity, as index into `ENTITY_TYPES`."""
    ids: Ints
    """The entities of all documents in a row, as indexes into `keys`; each once a document."""
    counts: Ints
    """How often each of those is mentioned there."""
    lengths: Ints
    """How many of them each document has."""
    ends: Ints
    """Where those of each document end."""
    joined: tuple[Ints, Ints] = (NO_INTS, NO_INTS)
    """(documents, keys): where several entities of one document are merged into one."""

    def rows(self, docs: Ints) -> tuple[Ints, Ints]:
        """The entities of some documents in a row, and how often each is mentioned there."""
        lengths = self.lengths[docs].astype(np.int64)
        at = ragged(self.ends[docs].astype(np.int64) - lengths, lengths)
        return self.ids[at], self.counts[at]

    def counted(self, docs: Ints, check: Callable[[], None]) -> tuple[Ints, Ints]:
        """Of each entity how many of some documents mention it, and how often in all; `check` may raise to stop."""
        articles = np.zeros(len(self.keys), np.int64)
        mentions = np.zeros(len(self.keys))
        for start in range(0, len(docs), _CHUNK):
            check()
            rows, times = self.rows(docs[start : start + _CHUNK])
            articles += np.bincount(rows, minlength=len(articles))
            mentions += np.bincount(rows, times, len(mentions))
        return articles, mentions.astype(np.int64)

    def documents(self, wanted: Ints) -> Ints:
        """Documents, ascending, that have any of the entities with these keys."""
        hit = np.isin(self.keys, wanted)
        return np.unique(np.searchsorted(self.ends, np.flatnonzero(hit[self.ids]), side="right"))


def as_indexed(view: View) -> Columns:
    """The columns of a segment as they were indexed."""
    pack = view.pack
    return Columns(
        pack.array("entity_keys"),
        pack.array("entity_types"),
        pack.array("entity_ids"),
        pack.array("entity_counts"),
        pack.array("entity_rows"),
        view.entity_ends,
    )
