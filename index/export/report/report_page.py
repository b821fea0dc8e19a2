"""The report as one HTML file: no scripts, nothing loaded from elsewhere, readable by screen readers and on paper."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from typing import IO, TypeVar
from urllib.parse import quote as percent_encode

from .... import __version__
from ...model import Article, EntityType
from ...quotation import attribution, confidence_percent, doubtful_below, is_doubtful, percent, printable
from ...statistics.proportions import percentage
from ..formats.exported_article import Entry, Parts, line, plain, provenance
from ..job import Job
from .report_charts import Bars, network_svg, timeline_svg
from .report_counts import CitedQuote, ReportCounts

Key = TypeVar("Key")
TOP = 20
"""Rows of each table of names."""
NODES = 20
"""Entities in the network."""
EDGES = 40
"""Lines in the network: the pairs in most articles."""
PROFILES = 8
"""People, organisations and places with a profile, most articles first."""
_FRAGMENT_WORDS = 8
"""Words of a quote that a link looks for in a web page."""
_KINDS: dict[EntityType, str] = {"person": "People", "org": "Organisations", "place": "Places"}
_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 Georgia,"Times New Roman",serif;color:#1a1a1a;background:#fff;max-width:960px;margin:0 auto;
padding:1rem}
h1,h2,h3,nav,table,figcaption,.chart,.legend,.where{font-family:system-ui,sans-serif}
h2{border-top:3px solid #1a1a1a;padding-top:.4rem;margin-top:2.4rem}
a{color:#0b4f9c}
a:focus{outline:3px solid #f4a259}
.skip{position:absolute;left:-99em}.skip:focus{left:1rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0 1.2rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #ccc;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
blockquote{margin:.2rem 0;padding:0 0 0 .9rem;border-left:4px solid #888}
.quote{margin:1rem 0;break-inside:avoid}
.where{font-size:.78rem;color:#4a4a4a;overflow-wrap:anywhere}
.doubtful blockquote{border-left-style:dotted}
.chart{width:100%;height:auto;font-size:12px}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;font-size:.85rem}
.wide{overflow-x:auto}.wide tbody th{white-space:nowrap}.wide:focus{outline:3px solid #f4a259}
@media(max-width:720px){figure{margin:1rem 0;overflow-x:auto}figure .chart{min-width:720px}}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(270px,1fr));gap:0 1.5rem}
@media print{nav,.skip{display:none}body{max-width:none;font-size:11pt}a{color:inherit;text-decoration:none}
figure .chart{min-width:0}.wide{overflow:visible}
h2,h3{break-after:avoid}tr{break-inside:avoid}}
"""


def write_report(entries: Iterable[Entry], parts: Parts, job: Job, corpora: str, file: IO[str]) -> None:
    """Write a report on the entries of a job.

    Args:
        entries: The articles and quotes to report on.
        parts: What is exported of them; a report on articles has all of their quotes.
        job: What was exported.
        corpora: Name of the corpora.
        file: Where to.
    """
    counts = ReportCounts(parts)
    for entry in entries:
        counts.add(entry)
    for piece in _page(counts, job, corpora):
        file.write(piece)


def _page(counts: ReportCounts, job: Job, corpora: str) -> Iterator[str]:
    subject = {"kept": "Bookmarks", "article": "One article", "article quotes": "Quotes of one article"}.get(
        job.what, ""
    )
    title = _text(subject or job.scope.query) or "All articles"
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="newsexplore {__version__}">\n'
        f"<title>{title} – newsexplore</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the report</a>\n'
        f"<header><h1><bdi>{title}</bdi></h1>\n"
    )
    yield from _summary(counts, job, corpora)
    sections = list(_sections(counts))
    links = "".join(f'<li><a href="#{id}">{heading}</a></li>' for id, heading, _ in sections)
    yield f'</header>\n<nav aria-label="Sections"><ul>{links}</ul></nav>\n<main id="main">\n'
    for id, heading, content in sections:
        yield f'<section aria-labelledby="{id}"><h2 id="{id}">{heading}</h2>\n'
        yield from content
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


def _summary(counts: ReportCounts, job: Job, corpora: str) -> Iterator[str]:
    searched = "Quotes" if job.scope.quotes else "Articles"
    filters = "; ".join(f"{one.field}: {one.value}" for one in job.scope.filters)
    written = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    yield (
        f"<p>{searched} in <bdi>{_text(corpora)}</bdi>"
        + (f", filtered by <bdi>{_text(filters)}</bdi>" if filters else "")
        + (", only what was marked" if job.keys else "")
        + f". Written by newsexplore {__version__} on {written}.</p>\n"
    )
    quotes = len(counts.quotes)
    yield (
        f"<p><strong>{len(counts.sources):,}</strong> articles ({counts.undated:,} undated, {counts.no_outlet:,}"
        f" without an outlet), <strong>{quotes:,}</strong> quotes: {counts.unnamed:,} without a named speaker,"
        f" {counts.doubtful:,} with a doubtful speaker (confidence under {percent(doubtful_below())} %)."
        " Names, quotes and speakers were found by a program: check each before it is printed.</p>\n"
    )


def _sections(counts: ReportCounts) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield id, heading and content of each section that has something to show."""
    if counts.days:
        yield "timeline", "Timeline", _timeline(counts)
    if counts.entities:
        yield "names", "Names", _names(counts)
        yield "together", "Who appears together", _together(counts)
        yield "profiles", "Profiles", _profiles(counts)
    if counts.speakers:
        yield "speakers", "Who is quoted", _speakers(counts)
    if counts.quotes:
        yield "quotes", "Quotes", _quotes(counts)
    if counts.sources:
        yield "sources", "Sources", _sources(counts.sources)


def _timeline(counts: ReportCounts) -> Iterator[str]:
    bars = Bars(counts.days)
    yield f"<figure>{timeline_svg(bars)}</figure>"
    rows = [
        (bucket.start, *(counted[number] for counted in bars.counts), bucket.count)
        for number, bucket in enumerate(bars.timeline.buckets)
        if bucket.count
    ]
    unit = bars.timeline.unit.capitalize()
    dated = _table(f"Dated articles per {bars.timeline.unit}", (unit, *bars.series, "All"), rows)
    # Wider than a phone: it scrolls, with the keyboard as well.
    yield f'<div class="wide" role="region" aria-label="Dated articles" tabindex="0">{dated}</div>'
    if counts.outlets:
        yield _table(
            "Outlets",
            ("Outlet", "Articles", "Share"),
            [
                (name, count, percentage(count, len(counts.sources)))
                for name, count in _ranked(counts.outlets.items())[:TOP]
            ],
        )


def _names(counts: ReportCounts) -> Iterator[str]:
    yield '<div class="columns">'
    for kind, heading in _KINDS.items():
        rows = [(id[1], totals.articles, totals.mentions) for id, totals in counts.top(kind, TOP)]
        if rows:
            total = sum(id[0] == kind for id in counts.entities)
            yield _table(f"{heading}, {len(rows):,} of {total:,}", ("Name", "Articles", "Mentions"), rows)
    yield "</div>"


def _together(counts: ReportCounts) -> Iterator[str]:
    nodes = sorted(counts.entities.items(), key=lambda one: (-one[1].articles, one[0][1]))[:NODES]
    pairs = _ranked(counts.pairs(id for id, _ in nodes).items())
    drawn = dict(pairs[:EDGES])
    linked = {id for pair in drawn for id in pair}
    yield f"<figure>{network_svg([(id, totals.articles) for id, totals in nodes if id in linked], drawn)}</figure>"
    rows = [
        (
            one[1],
            other[1],
            both,
            f"{counts.entities[one].articles * counts.entities[other].articles / len(counts.sources):.1f}",
        )
        for (one, other), both in drawn.items()
    ]
    if rows:
        yield "<p>Expected is the number of articles with both if the two were independent of each other.</p>"
        yield _table(
            f"Pairs in most articles, {len(rows):,} of {len(pairs):,}",
            ("Name", "With", "Articles with both", "Expected"),
            rows,
        )


def _profiles(counts: ReportCounts) -> Iterator[str]:
    best = sorted(counts.entities.items(), key=lambda one: (-one[1].articles, one[0][1]))[:PROFILES]
    for id, totals in best:
        speaker = counts.speakers.get(id)
        outlets = ", ".join(f"{outlet} {count:,}" for outlet, count in _ranked(totals.outlets.items())[:5])
        companions = ", ".join(f"{other[1]} {count:,}" for other, count in counts.companions(id, 6))
        rows: list[tuple[str, str]] = [("Articles", f"{totals.articles:,} ({totals.mentions:,} mentions)")]
        if totals.first:
            rows.append(("First and last", f"{totals.first} to {totals.last}"))
        rows += [(what, value) for what, value in (("Outlets", outlets), ("With", companions)) if value]
        if speaker is not None:
            stances = ", ".join(f"{count:,} {stance}" for stance, count in _ranked(speaker.stances.items()))
            doubt = f"; {speaker.doubtful:,} doubtful" if speaker.doubtful else ""
            rows.append(("Quotes", f"{speaker.quotes:,} ({stances}{doubt})"))
        body = "".join(
            f'<tr><th scope="row">{what}</th><td><bdi>{_text(value)}</bdi></td></tr>' for what, value in rows
        )
        yield f"<h3><bdi>{_text(id[1])}</bdi></h3><table>{body}</table>"


def _speakers(counts: ReportCounts) -> Iterator[str]:
    rows = [
        (id[1], totals.quotes, totals.doubtful, totals.stances["denied"], len(totals.outlets))
        for id, totals in counts.top_speakers(TOP)
    ]
    yield _table(
        f"Named speakers, {len(rows):,} of {len(counts.speakers):,}",
        ("Speaker", "Quotes", "Doubtful", "Denials", "Outlets"),
        rows,
    )


def _quotes(counts: ReportCounts) -> Iterator[str]:
    for number, cited in enumerate(counts.quotes, 1):
        yield _quote(number, cited, counts.sources[cited.source])


def _quote(number: int, cited: CitedQuote, article: Article) -> str:
    quote = cited.quote
    sure = not is_doubtful(quote)
    confidence = f", confidence {confidence_percent(quote)} %" if sure else ""  # else the attribution says it
    doubtful = "" if sure else " doubtful"
    link = _passage_link(article, quote.text)
    page = f' · <a href="{escape(link)}" rel="noreferrer">in the web page</a>' if link else ""
    about = ", ".join(filter(None, (line(article.title), line(article.outlet), article.date[:10] or "undated")))
    note = f"<p>Note: <bdi>{_text(cited.note)}</bdi></p>" if cited.note else ""
    return (
        f'<article class="quote{doubtful}" id="q{number}"><blockquote dir="auto">{_text(printable(quote))}</blockquote>'
        f"<p>— <bdi>{_text(attribution(quote))}</bdi>{confidence}<br>"
        f'<small>In the article: <bdi>{_text(cited.sentences)}</bdi></small></p>{note}<p class="where">'
        f'<a href="#s{cited.source + 1}"><bdi>{escape(plain(about))}</bdi></a>{page} · '
        f"<bdi>{_text(provenance(article, quote))}</bdi></p></article>\n"
    )


def _passage_link(article: Article, words: str) -> str:
    """Return the article's address with the quote's first words as a text fragment, which browsers scroll to."""
    if not article.url.startswith(("http://", "https://")):
        return ""
    first = " ".join(words.split()[:_FRAGMENT_WORDS]).strip(",.;:")
    encoded = percent_encode(first.encode("utf-8", "replace"), safe="").replace("-", "%2D")
    return f"{article.url.split('#')[0]}#:~:text={encoded}"


def _sources(sources: Sequence[Article]) -> Iterator[str]:
    yield "<ol>"
    for number, article in enumerate(sources, 1):
        title = _text(article.title) or "(no title)"
        if article.url.startswith(("http://", "https://")):
            title = f'<a href="{escape(plain(article.url))}" rel="noreferrer">{title}</a>'
        about = " · ".join(filter(None, (line(article.outlet), article.date[:10] or "undated", line(article.byline))))
        identity = " · ".join((line(article.locator), f"article {article.id}", f"digest {article.digest}"))
        yield (
            f'<li id="s{number}"><bdi>{title}</bdi> · <bdi>{escape(about)}</bdi>'
            f'<br><span class="where"><bdi>{escape(identity)}</bdi></span></li>\n'
        )
    yield "</ol>"


def _table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table whose first cells name the rows; numbers are set to the right."""
    lines = [f"<table><caption>{_text(caption)}</caption><thead><tr>"]
    for at, heading in enumerate(headings):
        number = _NUMBER if at and all(_is_number(row[at]) for row in rows) else ""
        lines.append(f'<th scope="col"{number}><bdi>{_text(heading)}</bdi></th>')
    lines.append("</tr></thead><tbody>")
    for row in rows:
        cells = [f'<th scope="row"><bdi>{_text(str(row[0]))}</bdi></th>']
        for value in row[1:]:
            shown = f"{value:,}" if isinstance(value, int) else str(value)
            cells.append(f"<td{_NUMBER if _is_number(value) else ''}><bdi>{_text(shown)}</bdi></td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</tbody></table>\n")
    return "".join(lines)


_NUMBER = ' class="n"'


def _is_number(value: object) -> bool:
    return isinstance(value, int) or str(value)[:1].isdigit()


def _ranked(counted: Iterable[tuple[Key, int]]) -> list[tuple[Key, int]]:
    return sorted(counted, key=lambda one: (-one[1], str(one[0])))


def _text(text: str) -> str:
    return escape(line(text))
