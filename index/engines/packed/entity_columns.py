"""Entity columns of a segment as indexed: which articles and quotes mention which entities, how often."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .arrays import NO_INTS, Ints, distinct, ragged
from .columns import View

_CHUNK = 16384
"""Articles per chunk, which bounds memory."""


class Columns(NamedTuple):
    """The entities of a segment, and of its articles and quotes."""

    keys: Ints
    """Keys of the entities, ascending."""
    kinds: Ints
    """Type of each entity, as index into `ENTITY_TYPES`."""
    ids: Ints
    """The entities of all documents, concatenated, as indexes into `keys`; each once per document."""
    counts: Ints
    """How often each of `ids` is mentioned."""
    lengths: Ints
    """Number of entities per document."""
    ends: Ints
    """End of each document's entities in `ids`."""
    joined: tuple[Ints, Ints] = (NO_INTS, NO_INTS)
    """(documents, keys) where several entities of a document are merged into one."""

    def rows(self, docs: Ints) -> tuple[Ints, Ints]:
        """Return the entities of documents, concatenated, and how often each is mentioned."""
        lengths = self.lengths[docs].astype(np.int64)
        at = ragged(self.ends[docs].astype(np.int64) - lengths, lengths)
        return self.ids[at], self.counts[at]

    def counted(self, docs: Ints, check: Callable[[], None]) -> tuple[Ints, Ints]:
        """Count the documents that mention each entity, and the mentions; `check` may raise to stop."""
        articles = np.zeros(len(self.keys), np.int64)
        mentions = np.zeros(len(self.keys))
        for start in range(0, len(docs), _CHUNK):
            check()
            rows, times = self.rows(docs[start : start + _CHUNK])
            articles += np.bincount(rows, minlength=len(articles))
            mentions += np.bincount(rows, times, len(mentions))
        return articles, mentions.astype(np.int64)

    def documents(self, wanted: Ints) -> Ints:
        """Return documents, ascending, with any of the entities with these keys."""
        hit = np.isin(self.keys, wanted)
        return distinct(np.searchsorted(self.ends, np.flatnonzero(hit[self.ids]), side="right"))


def as_indexed(view: View) -> Columns:
    """Return the columns of a segment as indexed."""
    pack = view.pack
    return Columns(
        pack.array("entity_keys"),
        pack.array("entity_types"),
        pack.array("entity_ids"),
        pack.array("entity_counts"),
        pack.array("entity_rows"),
        view.entity_ends,
    )
