"""How often a query is met in each of its hits, read from the stored texts: what results sorted by mentions go by."""

from collections.abc import Callable

import numpy as np

from ...model import Annotations, Record
from ...query.matches import find_matches, find_matches_in_quote, needs_annotations, positive_leaves
from ...query.tree import Node
from ..entity_merges import Merges, merged
from .arrays import Ints
from .columns import Snapshot

_CHUNK = 64
"""Articles that are read between two looks at whether anybody still waits."""


def count_mentions(
    snapshot: Snapshot, tree: Node, docs: Ints, merges: Merges, *, quotes: bool, check: Callable[[], None]
) -> Ints:
    """Count for each hit the places that `find_matches` finds in the article, or in the quote.

    Args:
        snapshot: The commit that was searched.
        tree: What was searched for.
        docs: The articles or quotes that were found, ascending.
        merges: How entities are merged.
        quotes: Whether these are quotes.
        check: May raise to stop.
    """
    counts = np.zeros(len(docs), np.int64)
    if not any(True for _ in positive_leaves(tree)):
        return counts
    annotated = quotes or needs_annotations(tree)
    parents = snapshot.parents(docs)
    ids = snapshot.ids(docs)
    known: tuple[int, Record] | None = None
    for at, (parent, id) in enumerate(zip(parents.tolist(), ids, strict=True)):
        if at % _CHUNK == 0:
            check()
        if known is None or known[0] != parent:
            view, local = snapshot.locate(parent)
            if annotated:
                known = parent, merged(view.record(local, id), merges)
            else:
                known = parent, Record(view.stored_article(local, id), Annotations())
        record = known[1]
        if quotes:
            counts[at] = len(find_matches_in_quote(tree, record, int(docs[at]) - parent - 1))
        else:
            counts[at] = len(find_matches(tree, record.article, record.annotations))
    return counts
