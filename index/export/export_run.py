"""Export of articles, quotes or bookmarks to a file: complete, uncapped and atomic."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO

from ..curation.changes import kept, quote_key, split_key, tags_apart
from ..curation.locate import quote_number
from ..decisions import CuratedItem, Curation
from ..engines.base import Cancelled
from ..model import Annotations, Article, Quote, Record
from ..search.index_answers import Answers
from .formats import FORMATS, Entry, Parts
from .job import Job, problem_of
from .safe_file import safe_file

PAGE = 200
"""Articles per fetch."""
QUOTES_PAGE = 5000
"""Quotes per query."""
Apart = Mapping[str, Sequence[str]]
"""Article id -> tags that stand apart from what else is decided about it."""
Tell = Callable[[int, int], None]
"""Called with the number written and the total."""


class ExportError(Exception):
    """Raised when nothing was written; the message says why."""


class ExportCancelledError(Exception):
    """Raised when the export was cancelled; nothing was written."""


def export(answers: Answers, job: Job, report: Tell = lambda *_: None, cancelled: Cancelled = lambda: False) -> int:
    """Write a file atomically.

    Returns:
        The number of articles, quotes or curated items in it.

    Raises:
        ExportError: the file cannot be written.
        ExportCancelledError: `cancelled` returned True.
        EngineError, SearchTimeoutError: as `Engine.search`.
    """
    path = Path(job.path)
    if problem := problem_of(path, overwrite=job.overwrite):
        raise ExportError(problem)
    parts: Parts = "kept" if job.what == "kept" else "quotes" if "quotes" in job.what else "texts"
    counted = _Counted(_entries(answers, job), parts, report, cancelled)
    try:
        _write_whole(
            path,
            lambda file: FORMATS[path.suffix.lower()](counted, parts, safe_file(path, file)),
            overwrite=job.overwrite,
        )
    except FileExistsError:
        raise ExportError(f"There is a file {path.name} already.") from None
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}.") from error
    return counted.done


class _Counted:
    """An iterable of entries that reports progress and stops when cancelled."""

    def __init__(self, entries: Iterator[tuple[Entry, int]], parts: Parts, report: Tell, cancelled: Cancelled) -> None:
        self._entries = entries
        self._parts: Parts = parts
        self._report = report
        self._cancelled = cancelled
        self.done = 0

    def __iter__(self) -> Iterator[Entry]:
        for passed, (entry, total) in enumerate(self._entries, 1):
            if self._cancelled():
                raise ExportCancelledError
            yield entry
            if self._parts == "texts":
                self.done += 1
            else:
                self.done += len(entry.quotes) + (self._parts == "kept" and not entry.kept.is_empty)
            self._report(passed, total)


def _write_whole(path: Path, write: Callable[[IO[str]], None], *, overwrite: bool) -> None:
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        if not overwrite:
            try:
                os.link(temporary, path)  # fails if another program has created the file
                return
            except FileExistsError:
                raise
            except OSError:
                if path.exists():
                    raise FileExistsError from None
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _entries(answers: Answers, job: Job) -> Iterator[tuple[Entry, int]]:
    """Return the entries to write, and their number."""
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
