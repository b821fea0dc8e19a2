"""`words`, `ngrams`, `collocates` and `keyness`: tables of words, on standard output."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ....index.protocol.questions import CountWords, Scope, WordSort
from ....index.protocol.reports import WordRow, WordTable
from ....index.search.index_answers import Answers
from ...panes.word_columns import columns, counted_in, figures, heading, rate
from ...terminal.sanitise import sanitise_line
from ..open_index import answers_for
from ..options import Options
from ..output import count, print_json, print_lines, say
from ..query_notes import say_how_read

_PAGE = 5000
"""Rows fetched at a time."""


def words(
    options: Options,
    query: str,
    quotes: bool,
    least: int,
    sort: WordSort | None,
    limit: int,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print the words of the matches, most frequent first."""
    question = CountWords(Scope(query, quotes), "words", sort=sort, least=least)

    def fields(row: WordRow, table: WordTable) -> dict[str, Any]:
        return {
            "word": row.text,
            "occurrences": row.occurrences,
            _documents(quotes): row.documents,
            "per_million": rate(row.occurrences, table.words),
        }

    _print(options, paths, question, limit, fields if json else None)


def ngrams(
    options: Options,
    query: str,
    n: int,
    quotes: bool,
    least: int,
    sort: WordSort | None,
    limit: int,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print the sequences of `n` words in the matches, most frequent first."""
    question = CountWords(Scope(query, quotes), "ngrams", n=n, sort=sort, least=least)

    def fields(row: WordRow, table: WordTable) -> dict[str, Any]:
        del table
        return {"ngram": row.text, "occurrences": row.occurrences, _documents(quotes): row.documents}

    _print(options, paths, question, limit, fields if json else None)


def collocates(
    options: Options,
    query: str,
    left: int,
    right: int,
    quotes: bool,
    least: int,
    sort: WordSort | None,
    limit: int,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print the words near the hits, the most strongly associated first."""
    question = CountWords(Scope(query, quotes), "collocates", left=left, right=right, sort=sort, least=least)

    def fields(row: WordRow, table: WordTable) -> dict[str, Any]:
        del table
        return {
            "word": row.text,
            "near": row.near,
            "expected": round(row.expected, 3),
            _documents(quotes): row.documents,
            "elsewhere": row.occurrences - row.near,
            "log_likelihood": round(row.log_likelihood, 3),
            "log_dice": round(row.log_dice, 3),
            "mi": round(row.mutual_information, 3),
        }

    _print(options, paths, question, limit, fields if json else None)


def keyness(
    options: Options,
    query: str,
    against: str | None,
    quotes: bool,
    least: int,
    sort: WordSort | None,
    limit: int,
    paths: Sequence[str],
    json: bool,
) -> None:
    """Print the words that the matches use more than others, the surest difference first."""
    other = Scope(against, quotes) if against is not None else None
    question = CountWords(Scope(query, quotes), "keyness", other, sort=sort, least=least)

    def fields(row: WordRow, table: WordTable) -> dict[str, Any]:
        difference = row.percent_difference
        return {
            "word": row.text,
            "occurrences": row.occurrences,
            "other": row.other,
            "per_million": rate(row.occurrences, table.words),
            "other_per_million": rate(row.other, table.other_words),
            _documents(quotes): row.documents,
            "log_likelihood": round(row.log_likelihood, 3),
            "log_ratio": round(row.log_ratio, 3),
            "percent_difference": None if math.isinf(difference) else round(difference, 1),
        }

    _print(options, paths, question, limit, fields if json else None)


def _print(
    options: Options,
    paths: Sequence[str],
    question: CountWords,
    limit: int,
    fields: Callable[[WordRow, WordTable], dict[str, Any]] | None,
) -> None:
    """Print the rows of a table up to a limit, and on standard error what they were counted in and what is left out."""
    with answers_for(options, paths) as answers:
        for scope in (question.scope, question.against):
            if scope is not None:
                say_how_read(answers, scope)
        kind, quotes = question.kind, question.scope.quotes
        shown, table, shape = 0, None, columns(kind, quotes=quotes)
        for page in _pages(answers, question, limit):
            if table is None and page.rows and fields is None:
                say(heading(shape))
            table = page
            shown += len(page.rows)
            for row in page.rows:
                if fields is not None:
                    print_json(fields(row, page))
                else:
                    print_lines((f"{figures(shape, row, page)}  {sanitise_line(row.text)}",))
        if table is None:
            return
        say(counted_in(table, kind, quotes=quotes, left=question.left, right=question.right))
        if shown < table.total:
            say(f"{shown:,} of {count(table.total, 'row')} shown; --limit 0 shows all")
        if table.rarer:
            say(f"{table.rarer:,} rarer left out; --min 1 shows all")


def _pages(answers: Answers, question: CountWords, limit: int) -> Iterator[WordTable]:
    from msgspec.structs import replace

    offset = 0
    while True:
        size = min(_PAGE, limit - offset) if limit else _PAGE
        page = answers.count_words(replace(question, offset=offset, limit=size))
        yield page
        offset += len(page.rows)
        if offset >= page.total or (limit and offset >= limit):
            return


def _documents(quotes: bool) -> str:
    return "quotes" if quotes else "articles"
