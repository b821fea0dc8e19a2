"""The profile of a name as rows."""

from ...index.model import EntityType
from ...index.protocol.reports import Contradiction, Dateline, Profile, QuoteSet
from ...index.query.compose import condition
from ...index.query.lex import name_field, speaker_field
from ...index.statistics.proportions import percentage
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit
from .report_rows import Goal, ReportRow, counted, heading, keyword_rows, quote_rows, timeline_rows

_BAR = 20
"""Cells of the longest bar."""
_CAUTION = "One denies, the other does not, in similar words. Read both before you say so."
_TYPES: dict[EntityType, str] = {"person": "person", "org": "organisation", "place": "place", "misc": "other name"}


def profile_rows(profile: Profile, width: int) -> list[ReportRow]:
    """Return the rows of a profile, at most `width` cells wide."""
    named, about = (condition(name_field(profile.entity_type, quotes=each), profile.name) for each in (False, True))
    return [
        *_head(profile, width),
        *timeline_rows(profile.timeline, width),
        *_outlets(profile, named, width),
        *_companions(profile, named, width),
        *_keywords(profile, named, width),
        *_quotes("Quotes by", profile.by, condition(speaker_field(profile.entity_type), profile.name), width),
        *_quotes("Quotes about", profile.about, about, width),
        *_contradictions(profile, width),
    ]


def _head(profile: Profile, width: int) -> list[ReportRow]:
    rows = [ReportRow(sanitise_line(f"{profile.name} · {_TYPES[profile.entity_type]}"), "heading")]
    if profile.aliases:
        rows.append(ReportRow(fit(sanitise_line(f"also: {', '.join(profile.aliases)}"), width), "dim"))
    rows.append(
        ReportRow(
            f"in {profile.articles:,} of {counted(profile.searched, 'article')} "
            f"({percentage(profile.articles, profile.searched)}) · "
            f"{counted(profile.mentions, 'mention')}"
        )
    )
    rows += [_dated(label, one, width) for label, one in (("first", profile.first), ("last", profile.last)) if one]
    if profile.namesakes:
        others = ", ".join(f"{name} ({type_}, {articles:,})" for type_, name, articles in profile.namesakes)
        rows.append(ReportRow(fit(sanitise_line(f"not: {others}"), width), "dim"))
    return rows


def _dated(label: str, one: Dateline, width: int) -> ReportRow:
    text = f"{label:<6}{one.date[:10]}  {one.outlet or 'unknown outlet'} · {one.title}"
    return ReportRow(fit(sanitise_line(text), width), goal=Goal(article=one.id))


def _outlets(profile: Profile, named: str, width: int) -> list[ReportRow]:
    none = f" · {counted(profile.without_outlet, 'article')} without an outlet" if profile.without_outlet else ""
    rows = heading("Outlets", f"{len(profile.outlets):,}{none}")
    if not profile.outlets:
        return rows
    rows.append(ReportRow(f"{'articles':>9} {'of its':>9} {'share':>8}", "dim"))
    most = max(one.articles for one in profile.outlets)
    for one in profile.outlets:
        figures = f"{one.articles:>9,} {one.of:>9,} {percentage(one.articles, one.of):>8}"
        bar = "█" * max(1, round(_BAR * one.articles / most)) if width >= 80 else ""
        text = f"{figures}  {bar:<{_BAR if bar else 0}} {sanitise_line(one.outlet)}"
        rows.append(ReportRow(fit(text, width), goal=Goal(f"{named} {condition('outlet', one.outlet)}")))
    return rows


def _companions(profile: Profile, named: str, width: int) -> list[ReportRow]:
    shown = len(profile.companions)
    capped = ", of the most frequent of each type" if profile.companions_capped else ""
    note = f"{shown:,} of {counted(profile.companions_total, 'name')}{capped}, by log-likelihood over articles"
    rows = heading("Appears with", note)
    if profile.companions:
        rows.append(ReportRow(f"{'both':>8} {'by chance':>10} {'log-likeli.':>12}", "dim"))
    for one in profile.companions:
        figures = f"{one.articles:>8,} {one.expected:>10,.1f} {one.log_likelihood:>12,.1f}"
        text = f"{figures}  {one.type:<6} {sanitise_line(one.name)}"
        goal = Goal(f"{named} {condition(name_field(one.type, quotes=False), one.name)}")
        rows.append(ReportRow(fit(text, width), goal=goal))
    return rows


def _keywords(profile: Profile, named: str, width: int) -> list[ReportRow]:
    if profile.keywords_of_quotes:
        goal = Goal(condition(speaker_field(profile.entity_type), profile.name), quotes=True)
        rows = heading("Talks about", "words of the quotes by this name, against all other quotes")
    else:
        goal = Goal(named)
        rows = heading("Is written about with", "words of the articles, against all others")
    return [*rows, *keyword_rows(profile.keywords, width, goal)]


def _quotes(title: str, found: QuoteSet, query: str, width: int) -> list[ReportRow]:
    if not found.total:
        return heading(title, "none")
    stances = "".join(f" · {number:,} {stance}" for stance, number in found.stances)
    shown = f" · the newest {len(found.newest):,}" if len(found.newest) < found.total else ""
    note = f"{found.total:,}{stances} · {found.doubtful:,} doubtful{shown}"
    rows = heading(title, note, Goal(query, quotes=True))
    for hit in found.newest:
        rows += quote_rows(hit, width)
    return rows


def _contradictions(profile: Profile, width: int) -> list[ReportRow]:
    compared, comparable = profile.compared, profile.comparable
    looked = f"{compared:,} of {comparable:,}" if compared < comparable else f"{comparable:,}"
    noun = "article" if comparable == 1 else "articles"
    note = f"{len(profile.contradictions):,} in {looked} {noun} with a quote by this name and a denial"
    rows = heading("May be contradicted", note)
    if profile.contradictions:
        rows.append(
            ReportRow(
                fit("One denies, the other does not, in similar words. Read both before you say so.", width), "dim"
            )
        )
    for number, one in enumerate(profile.contradictions, 1):
        rows += _pair(number, one, width)
    return rows


def _pair(number: int, one: Contradiction, width: int) -> list[ReportRow]:
    shared = fit(sanitise_line(f"{number}. both say: {', '.join(one.shared)} · {one.said.title}"), width)
    return [ReportRow(shared, "dim"), *quote_rows(one.said, width), *quote_rows(one.other, width)]
