"""Articles looked up by many ids at once."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from .arrays import Ints
from .columns import Snapshot
from .postings import decode, encode_key

_FEW = 16
"""Ids that are looked up one by one."""
_SCANNED = 64
"""Number of documents whose ids can be scanned in the time of one lookup, or of one in all segments at once."""


def each_id(snapshot: Snapshot) -> Iterator[str]:
    """Yield the ids of all articles, deleted ones too, in no order: they are not sorted, nor in memory together."""
    for view in snapshot.views:
        yield from map(decode, view.ids)


def find_each(snapshot: Snapshot, ids: Sequence[str]) -> list[int]:
    """Return the article of each id, -1 for none: of many ids in a fraction of the time of `Snapshot.find`."""
    if len(ids) < _FEW:
        return [-1 if (doc := snapshot.find(id)) is None else doc for id in ids]
    return _look_up(snapshot, ids).tolist()


def with_ids(snapshot: Snapshot, ids: Collection[str]) -> Ints:
    """Return the articles with these ids that exist, ascending; deleted ones may be among them."""
    at_once = all(view.postings("id").lexicon.equally_long for view in snapshot.views)
    if _SCANNED * len(ids) * (1 if at_once else len(snapshot.views)) < snapshot.size:
        found = _look_up(snapshot, list(ids))
        return np.unique(found[found >= 0])
    wanted = set(map(encode_key, ids))
    return np.sort(snapshot.id_docs()[[number for number, id in enumerate(snapshot.all_ids()) if id in wanted]])


def _look_up(snapshot: Snapshot, ids: Sequence[str]) -> Ints:
    wanted, docs = list(map(encode_key, ids)), np.full(len(ids), -1, np.int64)
    for base, view in zip(snapshot.bases.tolist(), snapshot.views, strict=True):
        at = view.postings("id").lexicon.indexes(wanted)
        here = np.flatnonzero(at >= 0)
        found = view.id_docs[at[here]].astype(np.int64) + base
        live = snapshot.live[found]
        docs[here[live]] = found[live]
    return docs
