"""A timeline by outlets as rows: a stack of letters for each bar, and what each letter stands for."""

from collections.abc import Sequence

from ...index.model import Timeline
from ...index.protocol.pictures import SplitTimeline
from ...index.query.compose import with_filter
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import cell_len, fit, pad
from .report_rows import Goal, ReportRow, heading, sparkline

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHERS = "·"
"""The sign of everything that has no letter."""
HEIGHT = 12
"""Lines of the highest stack."""
_WIDEST, _WIDEST_ROOMY = 4, 12
"""Cells of a stack, at most, in a narrow box and in a roomy one."""
_ROOMY = 140
"""Cells from which on a box is roomy."""
_NAME, _LONG_NAME = 26, 48
"""Cells of an outlet's name in each."""


def split_timeline_rows(found: SplitTimeline, width: int, query: str, *, quotes: bool) -> list[ReportRow]:
    """Return the rows of a timeline by outlets, at most `width` cells wide; each outlet leads to its search."""
    whole = found.whole
    undated = f" · {whole.undated:,} undated are in no bar" if whole.undated else ""
    if not whole.buckets:
        return heading("Over time, by outlet", f"nothing here has a date{undated}")
    most = max(bucket.count for bucket in whole.buckets)
    what = "quotes" if quotes else "articles"
    rows = heading("Over time, by outlet", f"{what} by {whole.unit}, up to {most:,}{undated}")
    across = max(1, min(_WIDEST_ROOMY if width >= _ROOMY else _WIDEST, width // len(whole.buckets)))
    rows += [ReportRow(fit(line, width)) for line in _stacks(found, most, across)]
    rows.append(ReportRow(fit(_axis(whole, across), width), "dim"))
    shown = len(found.parts)
    rows += heading("Outlets", f"{shown:,} of {found.outlets:,}" if shown < found.outlets else f"{shown:,}")
    for sign, part in zip(LETTERS, found.parts, strict=False):
        goal = Goal(with_filter(query, "outlet", part.name), quotes)
        rows.append(ReportRow(_lane(sign, part.name, part.timeline, width), goal=goal))
    if _total(found.others):
        rows.append(ReportRow(_lane(OTHERS, "all others, and no outlet", found.others, width), "dim"))
    return rows


def _stacks(found: SplitTimeline, most: int, across: int) -> list[str]:
    """Return the lines of the picture, the highest first."""
    signs = [*LETTERS[: len(found.parts)], OTHERS]
    columns: list[str] = []
    for at, bucket in enumerate(found.whole.buckets):
        counts = [*(part.timeline.buckets[at].count for part in found.parts), found.others.buckets[at].count]
        columns.append(_stack(signs, counts, -(-bucket.count * HEIGHT // most)))
    return [
        "".join(column[line] * across if line < len(column) else " " * across for column in columns)
        for line in reversed(range(max(map(len, columns))))
    ]


def _stack(signs: Sequence[str], counts: Sequence[int], height: int) -> str:
    """Return a stack of signs from the bottom, each as high as its share of the counts."""
    total, stack = sum(counts), ""
    for line in range(height):
        place, below = (line + 0.5) * total / height, 0
        for sign, count in zip(signs, counts, strict=True):
            below += count
            if place < below:
                stack += sign
                break
    return stack


def _axis(whole: Timeline, across: int) -> str:
    first, last = whole.buckets[0].start, whole.buckets[-1].start
    space = across * len(whole.buckets) - len(first) - len(last)
    return f"{first}{' ' * max(1, space)}{last}" if len(whole.buckets) > 1 else first


def _lane(sign: str, name: str, timeline: Timeline, width: int) -> str:
    """Return the line of an outlet: its sign, name, matches and bars of its own."""
    counts = [bucket.count for bucket in timeline.buckets]
    room = _LONG_NAME if width >= _ROOMY else _NAME
    text = f"{sign} {pad(fit(sanitise_line(name), room), room)} {_total(timeline):>8,}  "
    return fit(text + sparkline(counts, width - cell_len(text)), width)


def _total(timeline: Timeline) -> int:
    return sum(bucket.count for bucket in timeline.buckets) + timeline.undated
