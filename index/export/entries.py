"""What an export job writes: the articles and quotes that it names, with the user's decisions about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..curation.changes import kept, quote_key, split_key, tags_apart
from ..curation.locate import quote_number
from ..decisions import CuratedItem, Curation
from ..model import Annotations, Article, Quote, Record
from ..search.index_answers import Answers
from .formats.exported_article import Entry
from .job import ExportError, Job

PAGE = 200
"""Articles per fetch."""
QUOTES_PAGE = 5000
"""Quotes per query."""
Apart = Mapping[str, Sequence[str]]
"""Article id -> tags that stand apart from what else is decided about it."""


def entries_of(answers: Answers, job: Job) -> Iterator[tuple[Entry, int]]:
    """Yield each entry to write, with their number.

    Raises:
        ExportError: the decisions are wanted and cannot be read.
        EngineError, SearchTimeoutError: as `Engine.search`.
    """
    curation, trouble = answers.decisions()
    if job.what == "kept" and trouble:
        raise ExportError(trouble)
    if job.what == "kept":
        yield from _kept(answers, curation)
    elif job.keys and job.scope.quotes:
        yield from _quotes_named(answers, job.keys, curation)
    elif job.what == "quotes" and job.scope.quotes:
        yield from _quotes_found(answers, job, curation)
    else:
        apart = tags_apart(curation)
        ids = [job.article] if "article" in job.what else job.keys or answers.ids(job.scope, job.sort)
        for record in _records(answers, ids):
            quotes = record.annotations.quotes if "quotes" in job.what else ()
            yield _entry(record, curation, quotes, apart), len(ids)


def _records(answers: Answers, ids: Sequence[str]) -> Iterator[Record]:
    for start in range(0, len(ids), PAGE):
        yield from answers.fetch(ids[start : start + PAGE])


def _entry(record: Record, curation: Curation, quotes: Iterable[Quote], apart: Apart) -> Entry:
    article = record.article
    said = tuple(
        (one, curation.quotes.get(quote_key(article.id, one.start, one.end)) or CuratedItem()) for one in quotes
    )
    return Entry(article, record.annotations, kept(curation, article.id, apart), said)


def _quotes_found(answers: Answers, job: Job, curation: Curation) -> Iterator[tuple[Entry, int]]:
    """Yield the quotes of a quote search in order; consecutive quotes of one article share an entry."""
    offset, apart = 0, tags_apart(curation)
    while True:
        total, page = answers.quotes_page(job.scope, job.sort, offset, QUOTES_PAGE)
        for start in range(0, len(page), PAGE):
            piece = page[start : start + PAGE]
            records = {one.article.id: one for one in answers.fetch(list(dict.fromkeys(id for id, _ in piece)))}
            for id, number in piece:
                record = records.get(id)
                if record is not None:
                    yield _entry(record, curation, (record.annotations.quotes[number],), apart), total
        offset += len(page)
        if not page or offset >= total:
            return


def _quotes_named(answers: Answers, keys: Sequence[str], curation: Curation) -> Iterator[tuple[Entry, int]]:
    """Quotes by their keys, in this order; those that are gone are left out."""
    apart = tags_apart(curation)
    for start in range(0, len(keys), PAGE):
        piece = [split_key(key) for key in keys[start : start + PAGE]]
        records = {one.article.id: one for one in answers.fetch(list(dict.fromkeys(id for id, _ in piece)))}
        for id, span in piece:
            record = records.get(id)
            quotes = record.annotations.quotes if record is not None else ()
            found = tuple(quote for quote in quotes if (quote.start, quote.end) == span)
            if record is not None and found:
                yield _entry(record, curation, found, apart), len(keys)


def _kept(answers: Answers, curation: Curation) -> Iterator[tuple[Entry, int]]:
    """Yield the curated items by article, oldest first; missing articles with the facts stored about them."""
    quotes: dict[str, list[str]] = {}
    for key in curation.quotes:
        quotes.setdefault(split_key(key)[0], []).append(key)
    apart = tags_apart(curation)
    ids = list(dict.fromkeys((*curation.articles, *quotes, *apart)))
    for start in range(0, len(ids), PAGE):
        page = ids[start : start + PAGE]
        records = {one.article.id: one for one in answers.fetch(page)}
        for id in page:
            keys = quotes.get(id, [])
            known = curation.articles.get(id) or next((curation.quotes[key] for key in keys), CuratedItem())
            record = records.get(id) or Record(_gone(id, known), Annotations())
            said = tuple((_quote(key, curation.quotes[key], record), curation.quotes[key]) for key in keys)
            yield Entry(record.article, record.annotations, kept(curation, id, apart), said), len(ids)


def _gone(id: str, known: CuratedItem) -> Article:
    return Article(id, known.title, "", 0, known.locator, "", known.date, known.outlet)


def _quote(key: str, one: CuratedItem, record: Record) -> Quote:
    """Return the quote of the article under a key, or its stored facts if it is gone."""
    span = split_key(key)[1] or (0, 0)
    number = quote_number(record, span, one)
    return Quote(*span, one.said, "direct", (span,)) if number is None else record.annotations.quotes[number]
