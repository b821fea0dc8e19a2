"""The rows of a report, and what its parts are made of."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len

from ...index.model import QuoteHit, Span, Timeline
from ...index.protocol.reports import Keyword
from ...index.quotation import attribution, printable
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, pad

BARS = "▁▂▃▄▅▆▇█"


class Goal(NamedTuple):
    """Where a row leads: to a search, or to a place in an article."""

    query: str = ""
    quotes: bool = False
    article: str = ""
    span: Span = (0, 0)
    command: str = ""
    """Id of the command that shows it, if neither does."""


class ReportRow(NamedTuple):
    """One line of a report; its text is sanitised."""

    text: str
    look: Literal["heading", "plain", "dim", "quote"] = "plain"
    goal: Goal | None = None


def heading(text: str, note: str = "", goal: Goal | None = None) -> list[ReportRow]:
    """Return a blank line, and a heading with a note behind it."""
    return [ReportRow("", "dim"), ReportRow(sanitise_line(f"{text} · {note}" if note else text), "heading", goal)]


def sparkline(counts: Sequence[int], width: int) -> str:
    """Return counts as bars, at most `width`, each the sum of as many counts; nothing is blank."""
    if not counts or width <= 0:
        return ""
    per = -(-len(counts) // width)
    sums = [sum(counts[at : at + per]) for at in range(0, len(counts), per)]
    most = max(sums)
    return "".join(BARS[max(0, -(-one * len(BARS) // most) - 1)] if one else " " for one in sums)


def timeline_rows(timeline: Timeline, width: int) -> list[ReportRow]:
    """Return a timeline as bars over the dates of its first and last bar."""
    buckets = timeline.buckets
    undated = f" · {timeline.undated:,} undated are in no bar" if timeline.undated else ""
    if not buckets:
        return heading("Over time", "no article has a date")
    most = max(bucket.count for bucket in buckets)
    bars = sparkline([bucket.count for bucket in buckets], width)
    first, last = buckets[0].start[:10], buckets[-1].start[:10]
    axis = f"{first}{' ' * max(1, len(bars) - len(first) - len(last))}{last}" if len(buckets) > 1 else first
    return [
        *heading("Over time", f"by {timeline.unit}, up to {most:,}{undated}"),
        ReportRow(bars),
        ReportRow(axis, "dim"),
    ]


def keyword_rows(keywords: Sequence[Keyword], width: int, goal: Goal) -> list[ReportRow]:
    """Return keywords with their figures under headings; each leads to the search `goal` with the word added."""
    if not keywords:
        return [ReportRow("none is more frequent", "dim")]
    rows = [ReportRow(f"{'here':>8} {'there':>9} {'log-likeli.':>12} {'log ratio':>10}", "dim")]
    for one in keywords:
        figures = f"{one.occurrences:>8,} {one.other:>9,} {one.log_likelihood:>12,.1f} {one.log_ratio:>+10.2f}"
        query = f'{goal.query} "{one.word}"'.strip()
        rows.append(ReportRow(fit(f"{figures}  {sanitise_line(one.word)}", width), goal=goal._replace(query=query)))
    return rows


def quote_rows(hit: QuoteHit, width: int) -> list[ReportRow]:
    """Return a quote on one line, or two where it needs them: date, outlet, speaker and words."""
    where = f"{hit.date[:10] or 'undated':<10} {pad(fit(sanitise_line(hit.outlet), 16), 16)} "
    said = sanitise_line(f"{attribution(hit.quote)}: {printable(hit.quote)}")
    goal = Goal(article=hit.article, span=(hit.quote.start, hit.quote.end))
    if cell_len(where + said) <= width:
        return [ReportRow(where + said, "quote", goal)]
    return [ReportRow(fit(where.rstrip(), width), "dim", goal), ReportRow(fit(f"  {said}", width), "quote", goal)]


def joined(parts: Sequence[str], width: int) -> list[str]:
    """Return texts with dots between them, on as many lines as they need."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(fit(part, width))
    return lines


def counted(number: int, singular: str) -> str:
    """`1 article`, `21,578 articles`."""
    return f"{number:,} {singular if number == 1 else singular + 's'}"
