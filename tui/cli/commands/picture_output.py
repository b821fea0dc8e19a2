"""`newsexplore timeline` and `newsexplore matrix`."""

from collections.abc import Sequence

from ....index.engines.base import never
from ....index.model import ENTITY_TYPES, EntityType, Timeline
from ....index.protocol.questions import CountMatrix, CountTimeline, Scope, SplitTimelineBy
from ...panes.matrix_cells import CELL, NAME, cell_text, head_text
from ...reports.report_rows import timeline_rows
from ...reports.split_timeline_rows import LETTERS, split_timeline_rows
from ...terminal.sanitise import sanitise_line
from ...terminal.wrap import fit, pad
from ..open_index import answers_for
from ..options import Options
from ..output import count, print_json, print_lines, say
from ..query_notes import say_how_read

WIDTH = 100
"""Cells of a printed picture."""


def timeline(
    options: Options, query: str, quotes: bool, by: str | None, bars: int, limit: int, paths: Sequence[str], json: bool
) -> None:
    """Print the matches of a query over time, by outlet if asked."""
    scope = Scope(query, quotes)
    with answers_for(options, paths) as answers:
        say_how_read(answers, scope)
        if by is None:
            found = answers.timeline(CountTimeline(scope, bars)).timeline
            if json:
                _print_bars(found)
            else:
                print_lines(row.text for row in timeline_rows(found, max(WIDTH, bars))[1:])
            return
        most = limit if json else min(limit or len(LETTERS), len(LETTERS))
        split = answers.pictures.split(SplitTimelineBy(scope, bars, most), never)
        if not json:
            print_lines(row.text for row in split_timeline_rows(split, max(WIDTH, bars), query, quotes=quotes)[1:])
            return
        for part in split.parts:
            _print_bars(part.timeline, part.name)
        _print_bars(split.others)


def _print_bars(found: Timeline, outlet: str | None = None) -> None:
    """Print a timeline as one object; `outlet` is null for all others, and for the whole."""
    buckets = [{"start": bucket.start, "count": bucket.count} for bucket in found.buckets]
    print_json({"outlet": outlet, "unit": found.unit, "undated": found.undated, "buckets": buckets})


def matrix(
    options: Options, query: str, quotes: bool, kind: EntityType | None, limit: int, paths: Sequence[str], json: bool
) -> None:
    """Print how often the most frequent names of the matches appear together."""
    scope = Scope(query, quotes)
    with answers_for(options, paths) as answers:
        say_how_read(answers, scope)
        types = ENTITY_TYPES if kind is None else (kind,)
        found = answers.pictures.matrix(CountMatrix(scope, limit, types), never)
    if json:
        for one, counts in zip(found.names, found.counts, strict=True):
            print_json({"name": one.name, "type": one.type, "articles": one.articles, "together": list(counts)})
        return
    most = max((n for row, counts in enumerate(found.counts) for at, n in enumerate(counts) if at != row), default=1)
    print_lines((" " * NAME + "".join(head_text(column, chosen=False) for column in range(len(found.names))),))
    for number, (one, counts) in enumerate(zip(found.names, found.counts, strict=True)):
        name = pad(fit(f"{number + 1:>2} {sanitise_line(one.name)}", NAME - CELL), NAME - CELL)
        cells = "".join(cell_text(n, most, same=at == number) for at, n in enumerate(counts))
        print_lines((f"{name}{one.articles:>{CELL},}{cells}",))
    if len(found.names) < found.total:
        say(f"the {len(found.names):,} most frequent of {count(found.total, 'name')}; --limit shows more")
