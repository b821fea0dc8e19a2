"""`newsexplore news`: what is new in saved searches since the user last looked."""

import difflib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import click

from ....index.decisions import SavedSearch
from ....index.engines.base import never
from ....index.model import Article, QuoteHit
from ....index.protocol.news import FindNews, MarkSeen, News
from ....index.protocol.questions import Scope, Search
from ....index.quotation import attribution, printable
from ....index.search.index_answers import Answers
from ...terminal.sanitise import sanitise_line
from ..open_index import answers_for
from ..options import Options
from ..output import about, count, print_json, print_lines, quote_json, say, strong

_PAGE = 200
"""Articles or quotes fetched at a time."""


def news(options: Options, name: str | None, seen: bool, limit: int, paths: Sequence[str], json: bool) -> None:
    """Print how much is new in every saved search, or what is new in one; with `seen` it is not new any more."""
    with answers_for(options, paths) as answers:
        curation, trouble = answers.decisions()
        if trouble:
            say(trouble)
        searches = curation.searches
        if name is not None:
            _print_new(answers, _named(searches, name), searches, limit, json=json)
            searches = {name: searches[_named(searches, name)]}
        elif searches:
            found = [answers.news.find(FindNews(one, search), never) for one, search in searches.items()]
            _print_counts(found, searches, json=json)
        else:
            say("No search is saved: S saves one in the interface.")
        if seen:
            for one, search in searches.items():
                answers.news.mark(MarkSeen(one, search), never)
            say(f"{count(len(searches), 'search', 'searches')} marked as seen")


def _named(searches: dict[str, SavedSearch], name: str) -> str:
    """Return the saved search that a name means; raises a usage error for an unknown one."""
    if name in searches:
        return name
    near = difflib.get_close_matches(name, searches, 1)
    there = f"Did you mean {near[0]!r}?" if near else "`newsexplore news` lists those that are saved."
    raise click.BadParameter(f"no search is saved as {name!r}. {there}", param_hint="NAME")


def _print_counts(found: Sequence[News], searches: dict[str, SavedSearch], *, json: bool) -> None:
    if not json:
        print_lines((f"{'new':>8} {'of':>9}  {'last looked at':16}  saved search",))
    for one in found:
        search = searches[one.name]
        if json:
            print_json({**_about(one.name, search), "new": one.new, "total": one.total, "looked": one.looked or None})
        else:
            what = f"{search.query} ({'quotes' if search.quotes else 'articles'})"
            looked = one.looked or "never"
            line = f"{one.new:>8,} {one.total:>9,}  {looked:16}  {strong(one.name)}  {sanitise_line(what)}"
            print_lines((line,))
    if not json:
        say(_summary(found))


def _about(name: str, search: SavedSearch) -> dict[str, Any]:
    return {"name": name, "query": search.query, "quotes": search.quotes}


def _summary(found: Sequence[News]) -> str:
    fresh = sum(1 for one in found if one.new)
    never_seen = sum(1 for one in found if not one.looked)
    parts = [f"{fresh:,} of {count(len(found), 'saved search', 'saved searches')} with something new"]
    if never_seen:
        parts.append(f"{never_seen:,} never looked at: all of it is new")
    return " · ".join(parts)


def _print_new(answers: Answers, name: str, searches: dict[str, SavedSearch], limit: int, *, json: bool) -> None:
    search = searches[name]
    found = answers.news.find(FindNews(name, search, ids=True), never)
    if search.quotes:
        for hit in islice(_new_quotes(answers, search, frozenset(found.ids)), limit or None):
            if json:
                print_json(quote_json(hit))
            else:
                lines = (strong(attribution(hit.quote)), f"  {sanitise_line(printable(hit.quote))}", f"  {about(hit)}")
                print_lines((*lines, ""))
    else:
        for article in islice(_new_articles(answers, found.ids), limit or None):
            _print_article(article, json=json)
    what = "quote" if search.quotes else "article"
    shown = min(found.new, limit or found.new)
    more = f"; {shown:,} shown, --limit 0 shows all" if shown < found.new else ""
    if not json or more:
        since = f"since {found.looked}" if found.looked else "never looked at"
        say(f"{found.new:,} new of {count(found.total, what)} · {since}{more}")


def _new_articles(answers: Answers, ids: Sequence[str]) -> Iterator[Article]:
    for start in range(0, len(ids), _PAGE):
        yield from answers.engine.articles(ids[start : start + _PAGE])


def _new_quotes(answers: Answers, search: SavedSearch, ids: frozenset[str]) -> Iterator[QuoteHit]:
    scope, offset, total = Scope(search.query, quotes=True), 0, 1
    while offset < total:
        page = answers.search(Search(scope, "newest", offset, _PAGE))
        yield from (hit for hit in page.quotes if hit.article in ids)
        offset, total = offset + _PAGE, page.total


def _print_article(article: Article, *, json: bool) -> None:
    if json:
        print_json(
            {
                "id": article.id,
                "title": article.title,
                "date": article.date or None,
                "outlet": article.outlet or None,
                "locator": article.locator,
            }
        )
        return
    where = sanitise_line(f"{article.date[:10] or 'undated'} · {article.outlet or 'unknown outlet'}")
    print_lines((strong(article.title or "(no headline)"), f"  {where} · {article.id}", ""))
