"""The timeline: days or months that the cluster counts, in the finest unit that fits."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from ...model import Timeline
from ...query.tree import Dates
from ..packed.counts import draw_bars, fill_bars
from .opensearch_snapshot import Body

_FINE = 20_000
"""Days between the first and the last article of the index up to which every search counts days."""


def timeline_aggs(span: int) -> dict[str, Body]:
    """Return what to count; `span` is the number of days that the index covers."""
    field = "daynum" if span <= _FINE else "month"
    return {
        # Half as long as counting them as terms, which are sorted by frequency first.
        "bars": {"histogram": {"field": field, "interval": 1, "min_doc_count": 1}},
        "first": {"min": {"field": "day"}},
        "last": {"max": {"field": "day"}},
        "undated": {"missing": {"field": "daynum"}},
    }


def read_timeline(
    found: Mapping[str, Any],
    span: int,
    buckets: int,
    days: Callable[[], Mapping[str, Any]],
    bars: Timeline | None = None,
) -> Timeline:
    """Return the timeline of an answer; `days` counts days where months turn out to be too coarse, see `bars` too."""
    undated = int(found["undated"]["doc_count"])
    first, last = found["first"]["value"], found["last"]["value"]
    fine = span <= _FINE
    short = first is not None and last - first < 7 * buckets + 40  # a month is up to 31 days before its days
    if not fine and (short if bars is None else bars.unit in ("day", "week")):
        found, fine = days(), True
    counts = [(int(one["key"]), int(one["doc_count"])) for one in found["bars"]["buckets"]]
    if not fine:
        counts = [(month // 12 * 10000 + (month % 12 + 1) * 100 + 1, number) for month, number in counts]
    values, numbers = (np.array([pair[i] for pair in counts], np.int64) for i in (0, 1))
    timeline = draw_bars(values, numbers, buckets) if bars is None else fill_bars(values, numbers, bars)
    return Timeline(timeline.unit, timeline.buckets, undated)


def stretches(firsts: Sequence[str]) -> list[Dates]:
    """Return stretches of time by their first days, ISO, ascending; the last one is open."""
    lasts = [(date.fromisoformat(first) - timedelta(days=1)).isoformat() for first in firsts[1:]]
    return [Dates(first, last) for first, last in zip(firsts, [*lasts, ""], strict=bool(firsts))]
