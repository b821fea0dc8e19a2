"""Scores that depend on the articles alone, not on how the index was built.

Tantivy scores by statistics of its segments. They count deleted documents until these are merged away, and a merge of a
segment with deletions, such as an old manifest, adds up rounded lengths: after an interrupted run the average length is
another one. `Translator` weighs words so that their rarity is that among live documents; here the hits of a page are
scored again with the average length of live documents, from what tantivy's explanation says of each.

Score: Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), equation 3.15.
"""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from tantivy import DocAddress, Query, Schema, Searcher

from ...query import tree as t
from ..packed.arrays import Floats
from ..packed.columns import Snapshot

RESCORED = 200
"""The best hits of a search are scored again, at 30 to 100 µs each; those after them keep tantivy's own scores."""
EXPLAINED = 24
"""Maximum number of words of a query whose hits are scored again: an explanation looks up each, in every field."""
SLACK = 1.002
"""How far apart scores must be to differ in four digits (`packed.hits.comparable`)."""
_K1, _B = 1.2, 0.75
_TERM, _BOOST, _SUM = "TermQuery, product of", "Boost x", "BooleanClause. sum of"
_PHRASE = "Phrase Scorer"


class _Explained(msgspec.Struct):
    """A node of an explanation."""

    value: float
    description: str
    details: list["_Explained"] = []

    def detail(self, start: str) -> "_Explained | None":
        """Return the detail with a description."""
        return next((one for one in self.details if one.description.startswith(start)), None)


class Statistics(msgspec.Struct, frozen=True):
    """What tantivy scores a field by."""

    documents: int
    average: float
    """Words of the field in a document."""


def explain(searcher: Searcher, query: Query, address: DocAddress) -> _Explained | None:
    """Return the explanation of a hit's score; None if the query does not find it."""
    try:
        return msgspec.json.decode(query.explain(searcher, address).to_json(), type=_Explained)
    except (ValueError, msgspec.MsgspecError):
        return None


def statistics(searcher: Searcher, schema: Schema, field: str, word: str) -> Statistics | None:
    """Return what tantivy scores a field by, as it explains a document with a word; None if no document has it."""
    query = Query.term_query(schema, field, word, "freq")
    hits = searcher.search(query, 1, count=False).hits
    found = explain(searcher, query, hits[0][1]) if hits else None
    rarity = found.detail("idf") if found else None
    frequency = found.detail("freq") if found else None
    documents = rarity.detail("N,") if rarity else None
    average = frequency.detail("avgdl") if frequency else None
    return Statistics(int(documents.value), average.value) if documents and average else None


def average_length(snapshot: Snapshot, field: str) -> float | None:
    """Return the number of words of a text field in a live article or quote; None in packs of older versions."""
    total = 0
    for base, view in zip(snapshot.bases, snapshot.views, strict=True):
        name = f"{field}.lengths"
        if name in view.pack:
            lengths = view.pack.array(name)
            total += int(lengths[snapshot.live[base : base + len(lengths)]].sum(dtype=np.int64))
        elif len(view.ids):
            return None
    return total / (len(snapshot.articles) + len(snapshot.quotes)) if total else None


def best(scores: Floats) -> int:
    """Return how many of the hits with some descending scores are scored again."""
    return int(np.searchsorted(-scores, -scores[RESCORED - 1], side="right")) if len(scores) > RESCORED else len(scores)


def rescored(
    searcher: Searcher,
    query: Query,
    hits: Sequence[tuple[float, DocAddress]],
    averages: dict[float, float],
    check: Callable[[], None],
) -> Floats:
    """Return the scores of some hits with other average lengths.

    Hits with one score, of which short texts have thousands, have as many words and occurrences: one is explained.

    Args:
        searcher: Where they were found.
        query: The part of their query that scores by length.
        hits: Their scores by tantivy, and which they are.
        averages: The average length to use in place of each of tantivy's.
        check: Raises to stop.
    """
    differences: dict[float, float] = {}
    for score, address in dict(reversed(hits)).items():
        check()
        one = explain(searcher, query, address)
        differences[score] = _difference(one, 1.0, averages) if one else 0.0
    return np.array([score + differences[score] for score, _ in hits], np.float64)


def _difference(node: _Explained, weight: float, averages: dict[float, float]) -> float:
    """Return by how much the score of a node changes with other average lengths."""
    if node.description.startswith(_BOOST):
        weight *= float(node.description.removeprefix(_BOOST).partition(" ")[0])
    elif node.description.startswith(_TERM):
        return weight * _of_term(node, averages)
    elif not node.description.startswith((_SUM, _PHRASE)):
        return 0.0
    return sum(_difference(one, weight, averages) for one in node.details)


def _of_term(node: _Explained, averages: dict[float, float]) -> float:
    rarity, frequency = node.detail("idf"), node.detail("freq")
    if not rarity or not frequency:
        return 0.0
    often, length, average = (frequency.detail(start) for start in ("freq,", "dl,", "avgdl,"))
    if not often or not length or not average or average.value not in averages:
        return 0.0

    def saturated(mean: float) -> float:
        return often.value / (often.value + _K1 * (1 - _B + _B * length.value / mean))

    return rarity.value * (_K1 + 1) * (saturated(averages[average.value]) - saturated(average.value))


def is_explainable(node: t.Node) -> bool:
    """Return whether the hits of a tree are scored again: not while a word is being typed, nor if that takes long."""
    terms = 0
    waiting = [node]
    while waiting:
        match waiting.pop():
            case t.And(parts=parts) | t.Or(parts=parts):
                waiting += parts
            case t.Not(part=part) | t.InArticle(part=part):
                waiting.append(part)
            case t.Prefix() | t.Wildcard() | t.Fuzzy():
                return False
            case t.Forms(words=words) | t.Phrase(words=words):
                terms += len(words)
            case t.Ids(ids=ids):
                terms += len(ids)
            case _:
                terms += 1
    return terms <= EXPLAINED
