"""Two searches side by side, as rows."""

from collections.abc import Sequence

from ...index.protocol.reports import Rate, ScopeComparison, Side
from ...index.query.compose import condition
from ...index.query.lex import name_field, speaker_field
from ...index.query.parse import outline
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit
from .report_rows import Goal, ReportRow, counted, heading, joined, keyword_rows

_ROOMY = 100
"""Cells from which on the figures have wide columns; below, names need the room."""


def comparison_rows(found: ScopeComparison, width: int, *, quotes: bool) -> list[ReportRow]:
    """Return the rows of a comparison, at most `width` cells wide; `quotes` says what was searched."""
    thousand = "quotes" if quotes else "articles"
    sides = [*_side("A", found.a, width, quotes=quotes), *_side("B", found.b, width, quotes=quotes)]
    sizes = {"A": found.a.quotes if quotes else found.a.articles, "B": found.b.quotes if quotes else found.b.articles}
    if empty := [letter for letter, size in sizes.items() if not size]:
        finds = "find" if len(empty) > 1 else "finds"
        return [*sides, *heading(f"Nothing to compare: {' and '.join(empty)} {finds} no {thousand}.")]
    considered = f", of the {found.considered:,} most frequent of each type and side" if found.considered else ""
    return [
        *sides,
        ReportRow(f"both find {counted(found.both, thousand[:-1])}", "dim"),
        *heading("Named", f"per thousand {thousand}, the surest differences first{considered}"),
        *_rates(found.names, found, width, quotes=quotes, speakers=False),
        *heading("Quoted", "per thousand quotes, the surest differences first"),
        *_rates(found.speakers, found, width, quotes=quotes, speakers=True),
        *heading("Words of A", "against those of B"),
        *keyword_rows(found.keywords_a, width, Goal(_grouped(found.a.query), quotes)),
        *heading("Words of B", "against those of A"),
        *keyword_rows(found.keywords_b, width, Goal(_grouped(found.b.query), quotes)),
        *heading("Left out of B", f"named in A and nowhere in B{considered}"),
        *_rates(found.only_a, found, width, quotes=quotes, speakers=False),
        *heading("Left out of A", f"named in B and nowhere in A{considered}"),
        *_rates(found.only_b, found, width, quotes=quotes, speakers=False),
    ]


def _side(letter: str, side: Side, width: int, *, quotes: bool) -> list[ReportRow]:
    goal = Goal(side.query, quotes)
    title = ReportRow(fit(sanitise_line(f"{letter}: {side.query or 'everything'}"), width), "heading", goal)
    dates = f"{side.first[:10]} to {side.last[:10]}" if side.first else "no date"
    sizes = [counted(side.quotes, "quote")] if quotes else [counted(side.articles, "article")]
    sizes += [counted(side.words, "word")]
    if not quotes:
        sizes.append(f"{counted(side.quotes, 'quote')}, {side.unnamed:,} of them by speakers without a name")
    sizes += [counted(side.outlets, "outlet"), dates]
    if side.undated:
        sizes.append(f"{side.undated:,} undated")
    return [title, *(ReportRow(text) for text in joined(sizes, width))]


def _rates(
    rates: Sequence[Rate], found: ScopeComparison, width: int, *, quotes: bool, speakers: bool
) -> list[ReportRow]:
    if not rates:
        return [ReportRow("none", "dim")]
    roomy = width >= _ROOMY
    headings = ("A", "B", "A rate", "B rate", *(("log-likeli.", "log ratio") if roomy else ("log-l.", "ratio")))
    widths = (8, 8, 9, 9, 12, 10) if roomy else (5, 5, 6, 6, 8, 6)
    rows = [ReportRow(_cells(headings, widths), "dim")]
    for one in rates:
        counts = (f"{one.a:,}", f"{one.b:,}", f"{one.a_rate:,.1f}", f"{one.b_rate:,.1f}")
        figures = _cells((*counts, f"{one.log_likelihood:+,.1f}", f"{one.log_ratio:+.2f}"), widths)
        field = speaker_field(one.type) if speakers else name_field(one.type, quotes=quotes)
        side = found.a if one.a_rate >= one.b_rate else found.b
        goal = Goal(f"{_grouped(side.query)} {condition(field, one.name)}".strip(), quotes or speakers)
        if speakers and not quotes and side.query.strip():
            goal = Goal(f"in:({outline(side.query).balanced}) {condition(field, one.name)}", True)
        rows.append(ReportRow(fit(f"{figures}  {one.type:<6} {sanitise_line(one.name)}", width), goal=goal))
    return rows


def _cells(texts: Sequence[str], widths: Sequence[int]) -> str:
    return " ".join(f"{text:>{width}}" for text, width in zip(texts, widths, strict=True))


def _grouped(query: str) -> str:
    """Return a query to which a condition can be added."""
    written = outline(query)
    return f"({written.balanced})" if written.alternatives else written.balanced
