"""Pages of results in the order of every engine, to the last one."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, Final

import numpy as np
from msgspec import Struct

from ...model import Sort
from ..packed.hits import comparable
from .opensearch_snapshot import Body

_PAGE: Final = 5000
"""Hits of one request; clusters allow 10,000."""
_WIDE: Final = 1000
"""Hits of a request after which the largest follow; before, only those even with the last of a page are sought."""
_AHEAD: Final = 16
"""Hits after a page, to see where those end that are even with its last one."""


class FoundHit(Struct, frozen=True, gc=False):
    """A hit, before its article is read."""

    id: str
    number: int
    """Of a quote; -1 of an article."""
    score: float
    hit: Body
    """As the cluster answered it, with the fields that were asked for."""


def order(sort: Sort, *, quotes: bool) -> list[Body]:
    """Return the sort clauses; quotes of one article stay in the order of the text."""
    newest: Body = {"stamp": {"order": "desc", "missing": "_last"}}
    first: dict[str, list[Body]] = {
        "relevance": [{"_score": {"order": "desc"}}, newest],
        "newest": [newest],
        "oldest": [{"stamp": {"order": "asc", "missing": "_last"}}],
        "outlet": [{"outlet_key": {"order": "asc", "missing": "_last"}}, newest],
    }
    ties: list[Body] = [{"id": "asc"}, {"number": "asc"}] if quotes else [{"id": "asc"}]
    return [*first[sort], *ties]


def pages(
    ask: Callable[[Body], Body], sort: Sort, *, quotes: bool, first: int, graded: bool
) -> Iterator[list[FoundHit]]:
    """Yield all hits in order, in lists of hits that are even with each other or none.

    Args:
        ask: Completes and sends the body of a search; the first answer has the total.
        sort: The order.
        quotes: Whether quotes are searched.
        first: Number of hits of the first request.
        graded: Whether scores may be nearly even, so that dates decide.
    """
    after: list[Any] | None = None
    size = min(_PAGE, max(1, first) + _AHEAD)
    clauses = order(sort, quotes=quotes)
    left: list[tuple[list[Any], FoundHit]] = []
    while True:
        body: Body = {"size": size, "sort": clauses, "track_total_hits": after is None}
        if sort == "relevance":
            body["track_scores"] = True
        if after is not None:
            body["search_after"] = after
        hits: list[Body] = ask(body)["hits"]["hits"]
        found = [(hit["sort"], _found(hit, len(clauses), quotes=quotes)) for hit in hits]
        last = len(hits) < size
        if not graded:
            yield [one for _, one in found]
        else:
            # A later hit may be even with the last of these and newer.
            left += found
            runs = [list(run) for _, run in groupby(zip(_even(left), left, strict=True), key=lambda pair: pair[0])]
            ready = runs if last else runs[:-1]
            left = [] if last else [one for _, one in runs[-1]] if runs else []
            for run in ready:
                yield _settled([one for _, one in run])
        if last:
            return
        after, size = hits[-1]["sort"], _PAGE if size >= _WIDE else 4 * size


def _found(hit: Body, clauses: int, *, quotes: bool) -> FoundHit:
    values: list[Any] = hit["sort"][:clauses]  # Elasticsearch adds one of its own
    id, number = (values[-2], int(values[-1])) if quotes else (values[-1], -1)
    return FoundHit(id, number, float(hit.get("_score") or 0.0), hit)


def _even(hits: list[tuple[list[Any], FoundHit]]) -> list[float]:
    return comparable(np.array([one.score for _, one in hits], np.float64)).tolist()


_UNDATED: Final = -(2**63)


def _settled(run: list[tuple[list[Any], FoundHit]]) -> list[FoundHit]:
    """Return hits with even scores, newest first, then by id."""
    if len(run) > 1 and run[0][1].score != run[-1][1].score:
        run.sort(key=lambda pair: (-_stamp(pair[0]), pair[1].id, pair[1].number))
    return [one for _, one in run]


def _stamp(values: list[Any]) -> int:
    stamp = values[1]
    return _UNDATED if stamp is None else int(stamp)
