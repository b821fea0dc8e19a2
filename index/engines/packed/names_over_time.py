"""Counts of names in stretches of time, all names and stretches in one pass over the results."""

from collections.abc import Callable, Sequence

import numpy as np

from ..entity_merges import EntityId
from .arrays import Ints, find
from .columns import Snapshot
from .merged_entities import Entities
from .packed_schema import day_number
from .segment import entity_key

_CHUNK = 100_000
"""Documents between two checks for cancellation."""


def count_names_over_time(
    snapshot: Snapshot,
    entities: Entities,
    docs: Ints,
    names: Sequence[EntityId],
    firsts: Sequence[str],
    check: Callable[[], None],
) -> list[tuple[int, ...]]:
    """Count how many articles or quotes, ascending, mention each name in each stretch of time.

    Args:
        snapshot: The index.
        entities: Its entities, as merged.
        docs: The articles or quotes.
        names: What to count, as merged.
        firsts: The first day of each stretch, ascending; the last stretch is open. What is undated or earlier is left
            out.
        check: May raise to stop.
    """
    keys = np.array([entity_key(name, kind) for kind, name in names], np.uint64)
    wanted = np.unique(keys)
    counts = np.zeros((len(wanted), len(firsts)), np.int64)
    starts = np.array([day_number(first) for first in firsts], np.int64)
    days = snapshot.days[snapshot.owners[docs]]
    stretches = np.searchsorted(starts, days, side="right") - 1
    docs, stretches = docs[stretches >= 0], stretches[stretches >= 0]
    for i, view in enumerate(snapshot.views):
        low, high = np.searchsorted(docs, (snapshot.bases[i], snapshot.bases[i] + len(view))).tolist()
        if low == high:
            continue
        columns = entities.columns(i)
        at, here = find(wanted, columns.keys)
        if not here.any():
            continue
        number = np.full(len(columns.keys), -1, np.int32)
        number[at[here]] = np.flatnonzero(here)
        for start in range(low, high, _CHUNK):
            check()
            some = docs[start : min(high, start + _CHUNK)] - snapshot.bases[i]
            rows = number[columns.rows(some)[0]]
            when = np.repeat(stretches[start : start + len(some)], columns.lengths[some])
            mentioned = rows >= 0
            cells = rows[mentioned] * len(firsts) + when[mentioned]
            counts += np.bincount(cells, minlength=counts.size).reshape(counts.shape)
    return [tuple(row) for row in counts[np.searchsorted(wanted, keys)].tolist()]
