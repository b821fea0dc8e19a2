"""Counts over time: days or months that the cluster counts, in the finest unit that fits, and names in stretches."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np

from ...model import Timeline
from ...query.tree import And, Dates, InArticle, Node
from ..entity_merges import EntityId
from ..packed.counts import draw_bars, fill_bars
from .opensearch_schema import entity_term
from .opensearch_snapshot import Body
from .opensearch_tree import terms

_FINE = 2000
"""Days that a search may cover at most to be counted by days: each day is a bucket that every shard makes and sends."""
_LONGEST_MONTH = 31
"""Days."""
_NAMES = 400
"""Names that are counted in stretches of time by one request."""
_WIDEST = 50_000
"""Buckets of one answer; clusters allow 65,535."""


def covered(tree: Node, span: int) -> int:
    """Return how many days a search can cover at most; `span` is the number of days that the index covers."""
    match tree:
        case Dates(start=start, end=end) if start and end:
            return min(span, max(0, _LONGEST_MONTH * (_month(end) - _month(start) + 1)))
        case And(parts=parts):
            return min(covered(part, span) for part in parts) if parts else span
        case InArticle(part=part):
            return covered(part, span)
        case _:
            return span


def _month(day: str) -> int:
    """Return the number of the month of a day; there need not be such a day."""
    return int(day[:4]) * 12 + int(day[5:7])


def timeline_aggs(days: int) -> dict[str, Body]:
    """Return what to count; `days` is the number of days that the search covers at most, see `covered`."""
    # Half as long as counting them as terms, which are sorted by frequency first.
    bars: Body = {"histogram": {"field": "daynum" if days <= _FINE else "month", "interval": 1, "min_doc_count": 1}}
    if days <= _FINE:
        return {"bars": bars}
    return {"bars": bars, "first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}


def read_timeline(
    found: Mapping[str, Any],
    buckets: int,
    days: Callable[[], Mapping[str, Any]],
    bars: Timeline | None = None,
) -> Timeline:
    """Return the timeline of an answer.

    Args:
        found: The answer to `timeline_aggs`, with the number of matches as `total`.
        buckets: Bars at most.
        days: Counts days, where months turn out to be too coarse.
        bars: Whose bars to use instead.
    """
    if "first" in found:
        first, last = found["first"]["value"], found["last"]["value"]
        short = first is not None and last - first < 7 * buckets + 40  # a month is up to 31 days before its days
        if short if bars is None else bars.unit in ("day", "week"):
            found = days()
    counts = [(int(one["key"]), int(one["doc_count"])) for one in found["bars"]["buckets"]]
    undated = int(found["total"]) - sum(number for _, number in counts)
    if "first" in found:
        counts = [(month // 12 * 10000 + (month % 12 + 1) * 100 + 1, number) for month, number in counts]
    values, numbers = (np.array([pair[i] for pair in counts], np.int64) for i in (0, 1))
    timeline = draw_bars(values, numbers, buckets) if bars is None else fill_bars(values, numbers, bars)
    return Timeline(timeline.unit, timeline.buckets, undated)


def count_names(
    names: Sequence[EntityId],
    firsts: Sequence[str],
    members: Callable[[EntityId], Sequence[EntityId]],
    field: str,
    ask: Callable[[dict[str, Body], Collection[str]], Mapping[str, Any]],
) -> list[tuple[int, ...]]:
    """Count names in stretches of time; see `base.Engine.count_names_over_time`.

    Args:
        names: As merged.
        firsts: The first day of each stretch.
        members: Returns the names as indexed that count as one.
        field: Has the names of an article, or quote, as terms.
        ask: Counts over those that have any of some terms.
    """
    ends = [int(first.replace("-", "")) for first in firsts]
    ranges = [{"key": str(i), "from": end} for i, end in enumerate(ends)]
    for one, end in zip(ranges, ends[1:], strict=False):
        one["to"] = end  # exclusive
    when = {"when": {"range": {"field": "daynum", "keyed": True, "ranges": ranges}}}
    owned = {one: [entity_term(*member) for member in members(one)] for one in names} if firsts else {}
    counted = [one for one, owns in owned.items() if owns]
    rows: dict[EntityId, tuple[int, ...]] = {}
    at_once = max(1, min(_NAMES, _WIDEST // (len(firsts) + 1)))
    for start in range(0, len(counted), at_once):
        some = counted[start : start + at_once]
        filters = {str(i): terms(field, owned[one]) for i, one in enumerate(some)}
        aggs: dict[str, Body] = {"names": {"filters": {"filters": filters}, "aggs": when}}
        found = ask(aggs, [term for one in some for term in owned[one]])["names"]["buckets"]
        for i, one in enumerate(some):
            stretch = found[str(i)]["when"]["buckets"]
            rows[one] = tuple(int(stretch[str(k)]["doc_count"]) for k in range(len(firsts)))
    return [rows.get(one, (0,) * len(firsts)) for one in names]
