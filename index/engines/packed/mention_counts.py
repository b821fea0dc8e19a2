"""How often a query is met in each of its hits, read from the stored texts: what results sorted by mentions go by."""

from collections.abc import Callable, Sequence

import numpy as np

from ...model import Annotations, Record
from ...query.matches import Leaf, find_matches, find_matches_in_quote, needs_annotations, positive_leaves
from ...query.tree import Forms, Node, Word
from ..entity_merges import Merges, merged
from .arrays import Ints
from .packed_evaluation import Evaluator

_CHUNK = 64
"""Articles that are read between two looks at whether anybody still waits."""


def count_mentions(
    evaluator: Evaluator, tree: Node, docs: Ints, merges: Merges, *, quotes: bool, check: Callable[[], None]
) -> Ints:
    """Count for each hit the places that `find_matches` finds in the article, or in the quote.

    Args:
        evaluator: Knows the commit that was searched, and perhaps how often words are in its articles.
        tree: What was searched for.
        docs: The articles or quotes that were found, ascending.
        merges: How entities are merged.
        quotes: Whether these are quotes.
        check: May raise to stop.
    """
    snapshot = evaluator.snapshot
    counts = np.zeros(len(docs), np.int64)
    leaves = tuple(dict.fromkeys(positive_leaves(tree)))
    if not leaves:
        return counts
    words = None if quotes else _plain_words(leaves)
    known_counts = None if words is None else evaluator.count_words(words, check)
    if known_counts is not None:
        return known_counts[docs]
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


def _plain_words(leaves: Sequence[Leaf]) -> tuple[Word, ...] | None:
    """The leaves where all are different words of title and text: their places never overlap."""
    words: list[Word] = []
    for leaf in leaves:
        if not isinstance(leaf, Word | Forms) or leaf.field not in ("", "title", "text"):
            return None
        words += (leaf,) if isinstance(leaf, Word) else (Word(leaf.field, word) for word in leaf.words)
    return tuple(words) if len({word.word for word in words}) == len(words) else None
