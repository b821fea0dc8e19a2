"""Articles looked up by many ids at once."""

from collections.abc import Sequence

import numpy as np

from .columns import Snapshot
from .postings import encode_key

_FEW = 16
"""Ids that are looked up one by one."""


def find_each(snapshot: Snapshot, ids: Sequence[str]) -> list[int]:
    """Return the article of each id, -1 for none: of many ids in a fraction of the time of `Snapshot.find`."""
    if len(ids) < _FEW:
        return [-1 if (doc := snapshot.find(id)) is None else doc for id in ids]
    wanted, docs = list(map(encode_key, ids)), np.full(len(ids), -1, np.int64)
    for base, view in zip(snapshot.bases.tolist(), snapshot.views, strict=True):
        at = view.postings("id").lexicon.indexes(wanted)
        here = np.flatnonzero(at >= 0)
        found = view.id_docs[at[here]].astype(np.int64) + base
        live = snapshot.live[found]
        docs[here[live]] = found[live]
    return docs.tolist()
