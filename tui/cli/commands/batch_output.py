"""`newsexplore batch`: every query or name of a file, counted or listed."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from ....index.model import Hit, QuoteHit
from ....index.protocol.questions import Scope, Search
from ....index.query.batch_file import MOST_BYTES, BatchError, BatchRow, read_batch
from ....index.quotation import attribution, printable
from ....index.search.index_answers import Answers
from ...terminal.sanitise import sanitise_line
from ..csv_output import emitter
from ..open_index import answers_for
from ..options import Options
from ..output import about, count, hit_json, print_lines, quote_json, say, strong

_PAGE = 200
"""Results fetched at a time."""


def batch(
    options: Options,
    file: str,
    names: bool,
    column: str,
    kind: str | None,
    limit: int,
    as_csv: bool,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print counts for every row of a batch file, or what each finds."""
    emit = emitter(json=json, as_csv=as_csv)
    rows = _rows(file, column, names=names)
    with answers_for(options, paths) as answers:
        if kind and emit is None:
            _print_lists(answers, rows, kind, limit)
        else:
            objects = (_counted(answers, row, names=names) for row in rows)
            if kind:
                objects = (_hit_json(row, hit) for row in rows for hit in _listed(answers, row, kind, limit))
            if emit is None:
                _print_table(objects, names=names)
            else:
                for one in objects:
                    emit(one)
    if emit is None:
        say(f"{count(len(rows), 'name' if names else 'query', '' if names else 'queries')} searched")


def _rows(file: str, column: str, *, names: bool) -> tuple[BatchRow, ...]:
    """Read the file; every problem in it is one line of a usage error."""
    data = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else Path(file).read_bytes()
    try:
        return read_batch(data, file, column=column, names=names)
    except BatchError as error:
        say("\n".join(error.problems))
        raise click.UsageError(f"{count(len(error.problems), 'problem')} in {file}; nothing was searched.") from None


def _total(answers: Answers, query: str, *, quotes: bool) -> int:
    return answers.search(Search(Scope(query, quotes), limit=0)).total


def _counted(answers: Answers, row: BatchRow, *, names: bool) -> dict[str, Any]:
    articles, quotes = _total(answers, row.articles, quotes=False), _total(answers, row.quotes, quotes=True)
    undated = _total(answers, f"({row.articles}) date:none", quotes=False) if articles else 0
    counts: dict[str, Any] = {"line": row.line, "name" if names else "query": row.text, "articles": articles}
    if names:
        counts |= {"quotes_by": quotes, "quotes_about": _total(answers, row.about, quotes=True)}
    else:
        counts["quotes"] = quotes
    first, last = ("", "") if undated == articles else _ends(answers, row.articles)
    return {**counts, "undated": undated, "first": first or None, "last": last or None}


def _ends(answers: Answers, query: str) -> tuple[str, str]:
    """Return the days of the first and the last dated article."""
    scope = Scope(query)
    oldest, newest = (answers.search(Search(scope, order, limit=1)).hits[0].date[:10] for order in ("oldest", "newest"))
    return oldest, newest


def _listed(answers: Answers, row: BatchRow, kind: str, limit: int) -> Iterator[Hit | QuoteHit]:
    """Yield what a row finds, newest first."""
    quotes = kind == "quotes"
    scope = Scope(row.quotes if quotes else row.articles, quotes)
    shown, total = 0, 1
    while shown < total and (not limit or shown < limit):
        page = answers.search(Search(scope, "newest", shown, min(_PAGE, limit - shown) if limit else _PAGE))
        found = page.quotes if quotes else page.hits
        yield from found
        shown, total = shown + len(found), page.total
        if not found:
            break
    if shown < total:
        say(f"line {row.line}: {shown:,} of {count(total, kind.removesuffix('s'))} shown; --limit 0 shows all")


def _hit_json(row: BatchRow, hit: Hit | QuoteHit) -> dict[str, Any]:
    return {"line": row.line, "row": row.text, **(quote_json(hit) if isinstance(hit, QuoteHit) else hit_json(hit))}


def _print_lists(answers: Answers, rows: Sequence[BatchRow], kind: str, limit: int) -> None:
    for row in rows:
        print_lines((strong(f"line {row.line}: {row.text}"),))
        for hit in _listed(answers, row, kind, limit):
            if isinstance(hit, QuoteHit):
                what = f"{attribution(hit.quote)}: {printable(hit.quote)}"
            else:
                what = hit.title or "(no headline)"
            print_lines((f"  {about(hit)} · {sanitise_line(what)}",))


def _print_table(objects: Iterator[dict[str, Any]], *, names: bool) -> None:
    by, other = ("by", "about") if names else ("quotes", "")
    more = f" {other:>8}" if names else ""
    print_lines((f"{'line':>5} {'articles':>8} {by:>8}{more}  {'first':10}  {'last':10}  undated",))
    for one in objects:
        quotes = one["quotes_by"] if names else one["quotes"]
        mentions = f" {one['quotes_about']:>8,}" if names else ""
        dates = f"{one['first'] or '':10}  {one['last'] or '':10}  {one['undated']:>7,}"
        text = strong(one["name"] if names else one["query"])
        print_lines((f"{one['line']:>5} {one['articles']:>8,} {quotes:>8,}{mentions}  {dates}  {text}",))
