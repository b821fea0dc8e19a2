"""`search`, `quotes`, `entities`, `speakers` and `kwic`: questions to an index, answered on standard output."""

import itertools
from collections.abc import Iterator, Sequence

import click

from ....index.engines.base import SearchTimeoutError
from ....index.model import ENTITY_TYPES, EntityType, Hit, QuoteHit, Sort
from ....index.protocol.answers import Results, Speakers
from ....index.protocol.questions import CountFacets, CountSpeakers, Explain, Scope, Search
from ....index.query import analysis
from ....index.query.kwic import ConcordanceLine, KwicSortError, concordance, sort_key
from ....index.query.matches import find_matches
from ....index.query.parse import outline
from ....index.quotation import attribution, printable
from ....index.search.index_answers import Answers
from ...panes.query_hints import did_you_mean, forms_found, why_nothing
from ...terminal.sanitise import sanitise_line
from ..open_index import answers_for
from ..options import Options
from ..output import (
    about,
    copies_json,
    count,
    folded_note,
    hit_json,
    marked,
    print_json,
    print_lines,
    quote_json,
    say,
    strong,
)
from ..query_notes import say_how_read

_PAGE = 200
"""Results fetched at a time."""
ALL_SPEAKERS = 1_000_000_000
"""More speakers than an index has."""
_CLOSING = frozenset(".,;:!?)]’”»'\"")
"""Marks that stand right behind a word."""
_OPENING = frozenset("“‘«‹([\"'")
"""Marks that a word stands right behind."""
_EITHER = frozenset("\"'")
"""Marks that open or close; beside a paraphrase they belong to other words."""


def search(
    options: Options, query: str, fold: bool, limit: int, sort: Sort | None, paths: Sequence[str], json: bool
) -> None:
    """Print the articles that match."""
    with answers_for(options, paths) as answers:
        pages = _Pages(answers, Scope(query), sort, limit, fold=fold)
        for hit in pages.hits():
            if json:
                print_json({**hit_json(hit), **(copies_json(hit) if fold else {})})
            else:
                title = strong(hit.title or "(no headline)")
                print_lines(
                    (
                        f"{hit.rank:>3}. {title}",
                        f"     {about(hit)}{folded_note(hit)} · {sanitise_line(hit.locator)}",
                        f"     {marked(hit.snippet)}",
                        "",
                    )
                )
        pages.report("article", json)


def quotes(
    options: Options,
    query: str,
    speaker: str | None,
    about: str | None,
    min_confidence: int | None,
    fold: bool,
    limit: int,
    sort: Sort | None,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print the quotes that match, with their speakers."""
    conditions = [query]
    for field, name in (("speaker", speaker), ("about", about)):
        if name is not None:
            words = analysis.words(name)
            if not words:
                raise click.BadParameter(f"{name!r} holds no word", param_hint=f"--{field}")
            conditions.append(f"{field}:({' '.join(words)})")
    if min_confidence is not None:
        conditions.append(f"confidence:{min_confidence}")
    if query and len(conditions) > 1:
        conditions[0] = f"({outline(query).balanced})"
    with answers_for(options, paths) as answers:
        pages = _Pages(answers, Scope(" ".join(filter(None, conditions)), quotes=True), sort, limit, fold=fold)
        for hit in pages.quotes():
            if json:
                print_json({**quote_json(hit), **(copies_json(hit) if fold else {})})
            else:
                print_lines(_quote_lines(hit))
        pages.report("quote", json)


def _quote_lines(hit: QuoteHit) -> tuple[str, ...]:
    quote = hit.quote
    written = quote.speaker.text if quote.speaker else ""
    spelled = f" [{written}]" if quote.speaker and written not in (quote.speaker.resolved or written) else ""
    opening = "" if hit.before[-1:] in (_OPENING if quote.type != "indirect" else _OPENING - _EITHER) else " "
    closing = "" if hit.after[:1] in (_CLOSING if quote.type != "indirect" else _CLOSING - _EITHER) else " "
    whole = f"{hit.before}{opening}[{' '.join(quote.text.split())}]{closing}{hit.after}".strip()
    return (
        f"{strong(attribution(quote))}{sanitise_line(spelled)}",
        f"  {sanitise_line(printable(quote))}",
        *((f"  {sanitise_line(whole)}",) if hit.before or hit.after else ()),
        f"  {about(hit)}{folded_note(hit)} · {sanitise_line(hit.title)}",
        "",
    )


def entities(
    options: Options, query: str, kind: EntityType | None, limit: int, paths: Sequence[str], json: bool
) -> None:
    """Print the entities of the articles that match, most articles first."""
    with answers_for(options, paths) as answers:
        types = ENTITY_TYPES if kind is None else (kind,)
        most = limit or answers.engine.count() * 1000
        scope = Scope(query)
        say_how_read(answers, scope)
        facets = answers.facets(CountFacets(scope, types, most)).facets
        found, total = facets.entities, sum(number for _, number in facets.totals)
        ranked = sorted(found, key=lambda one: (-one.articles, one.name))[:most]
        for one in ranked:
            if json:
                print_json(
                    {
                        "name": one.name,
                        "type": one.type,
                        "articles": one.articles,
                        "mentions": one.mentions,
                        "aliases": one.aliases,
                    }
                )
            else:
                others = f"  ({', '.join(one.aliases)})" if one.aliases else ""
                print_lines(
                    (f"{one.articles:>8,} {one.mentions:>8,}  {one.type:6} {sanitise_line(one.name + others)}",)
                )
        if len(ranked) < total:
            say(f"{len(ranked):,} of {count(total, 'name')} shown; --limit 0 shows all")


def speakers(
    options: Options,
    query: str,
    quotes: bool,
    kind: EntityType | None,
    limit: int,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print who is quoted in the articles that match, or in the quotes that match, most quotes first."""
    scope = Scope(query, quotes)
    with answers_for(options, paths) as answers:
        say_how_read(answers, scope)
        found = answers.speakers(CountSpeakers(scope, ALL_SPEAKERS))
        ranked = [one for one in found.speakers if kind in (None, one.type)]
        shown = ranked[: limit or None]
        if shown and not json:
            say(f"{'quotes':>8} {'articles':>8} {'outlets':>8}")
        for one in shown:
            if json:
                print_json(
                    {
                        "name": one.name,
                        "type": one.type,
                        "quotes": one.quotes,
                        "doubtful": one.doubtful,
                        "articles": one.articles,
                        "outlets": one.outlets,
                    }
                )
            else:
                doubt = f"  ({one.doubtful:,} doubtful)" if one.doubtful else ""
                numbers = f"{one.quotes:>8,} {one.articles:>8,} {one.outlets:>8,}"
                print_lines((f"{numbers}  {one.type:6} {sanitise_line(one.name + doubt)}",))
        if len(shown) < len(ranked):
            say(f"{len(shown):,} of {count(len(ranked), 'speaker')} shown; --limit 0 shows all")
        if found.quotes:
            say(_counted_quotes(found))
        elif query.strip():
            _explain_no_hits(answers, scope)


def _counted_quotes(found: Speakers) -> str:
    """What became of all quotes: `364 quotes: 267 by 44 named speakers (7 doubtful), 97 by speakers without a name`."""
    doubtful = sum(one.doubtful for one in found.speakers)
    parts = [
        f"{found.quotes - found.unnamed:,} by {count(found.total, 'named speaker')}"
        + (f" ({doubtful:,} doubtful)" if doubtful else "")
    ]
    if found.unnamed:
        parts.append(f"{found.unnamed:,} by speakers without a name")
    return f"{count(found.quotes, 'quote')}: {', '.join(parts)}"


def kwic(options: Options, query: str, sort: str, width: int, limit: int, paths: Sequence[str], json: bool) -> None:
    """Print a concordance: every match in its context."""
    try:
        key = None if sort == "article" else sort_key(sort)
    except KwicSortError as error:
        raise click.BadParameter(str(error), param_hint="--sort") from None
    with answers_for(options, paths) as answers:
        lines = _concordance(answers, query, width)
        if key is not None:
            lines = iter(sorted(lines, key=key))
        for line in itertools.islice(lines, limit or None):
            if json:
                print_json(line)
            else:
                left, right = (sanitise_line(part) for part in (line.left, line.right))
                keyword = strong(line.keyword)
                left = f"{left} " if line.space_before else left
                right = f" {right}" if line.space_after and right else right
                print_lines((f"{left:>{width + 1}}{keyword}{right}",))


def _concordance(answers: Answers, query: str, width: int) -> Iterator[ConcordanceLine]:
    scope = Scope(query)
    tree = answers.parse(scope).tree
    say_how_read(answers, scope)
    for record in answers.records(scope, "relevance"):
        matches = find_matches(tree, record.article, record.annotations)
        yield from concordance(record.article, matches, width)


class _Pages:
    """Results fetched page by page up to a limit, and what to say about them at the end."""

    def __init__(self, answers: Answers, scope: Scope, sort: Sort | None, limit: int, *, fold: bool = False) -> None:
        self.answers = answers
        self.scope = scope
        self.sort: Sort = sort or answers.settings.config.search.sort
        self.limit = limit
        self.fold = fold
        self.total = self.shown = self.folded = 0
        """Rows, rows that were printed, and results that are folded into others."""
        self.seconds = 0.0

    def hits(self) -> Iterator[Hit]:
        """The articles, in order."""
        for page in self._pages():
            yield from page.hits

    def quotes(self) -> Iterator[QuoteHit]:
        """The quotes, in order."""
        for page in self._pages():
            yield from page.quotes

    def _pages(self) -> Iterator[Results]:
        while not self.limit or self.shown < self.limit:
            size = min(_PAGE, self.limit - self.shown) if self.limit else _PAGE
            if self.fold:
                self.answers.folding.current(lambda: None)
            page = self.answers.search(Search(self.scope, self.sort, self.shown, size, fold=self.fold))
            if not self.shown:
                self.total, self.folded, self.seconds = page.total, page.folded, page.seconds
                for note in (*page.interpretation.notes, forms_found(page.interpretation.forms)):
                    if note:
                        say(note)
            if not page.hits and not page.quotes:
                return
            self.shown += len(page.hits) + len(page.quotes)
            yield page
            if self.shown >= self.total:
                return

    def report(self, what: str, json: bool) -> None:
        """How many there are, on standard error; with JSON only when some are missing."""
        if not self.total and self.scope.query.strip():
            _explain_no_hits(self.answers, self.scope)
        if self.shown < self.total:
            say(f"{self.shown:,} of {self._counted(what)} shown; --limit 0 shows all")
        elif not json:
            say(f"{self._counted(what)} · {1000 * self.seconds:.0f} ms")

    def _counted(self, what: str) -> str:
        """Say how many results there are: `118 articles, 7 of them folded: 111 rows`."""
        found = count(self.total + self.folded, what)
        return f"{found}, {self.folded:,} of them folded: {count(self.total, 'row')}" if self.folded else found


def _explain_no_hits(answers: Answers, scope: Scope) -> None:
    """Say which word finds nothing, and what else may have been meant."""
    try:
        explanation = answers.explain(Explain(scope))
    except SearchTimeoutError:
        return  # that there is nothing is true without it
    for sentence in (why_nothing(explanation, quotes=scope.quotes), did_you_mean(explanation)):
        if sentence:
            say(sentence)
