"""Articles, quotes and what is kept into a file: complete, without a cap, whole or not at all."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO

from ..curation.changes import kept, quote_key, split_key, tags_apart
from ..curation.locate import quote_number
from ..decisions import Curation, Kept
from ..engines.base import Cancelled
from ..model import Annotations, Article, Quote, Record
from ..search.index_answers import Answers
from .formats import FORMATS, Entry, Parts
from .job import Job, problem_of
from .safe_file import safe_file

PAGE = 200
"""Articles fetched at once."""
QUOTES_PAGE = 5000
"""Quotes asked for at once."""
Apart = Mapping[str, Sequence[str]]
"""Article id -> tags that stand apart from what else is decided about it."""
Tell = Callable[[int, int], None]
"""Told how many are written, and of how many."""


class ExportError(Exception):
    """Nothing was written; the message says why."""


class ExportCancelledError(Exception):
    """Nothing was written because nobody wants it any more."""


def export(answers: Answers, job: Job, tell: Tell = lambda *_: None, cancelled: Cancelled = lambda: False) -> int:
    """Write a file; it appears whole, or not at all.

    Returns:
        How many articles, quotes or kept things it holds.

    Raises:
        ExportError: it cannot be written.
        ExportCancelledError: `cancelled` said so.
        EngineError, SearchTimeoutError: as `Engine.search`.
    """
    path = Path(job.path)
    if problem := problem_of(path, overwrite=job.overwrite):
        raise ExportError(problem)
    parts: Parts = "kept" if job.what == "kept" else "quotes" if "quotes" in job.what else "texts"
    counted = _Counted(_entries(answers, job), parts, tell, cancelled)
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
    """Entries as they pass, counted, until nobody wants them any more."""

    def __init__(self, entries: Iterator[tuple[Entry, int]], parts: Parts, tell: Tell, cancelled: Cancelled) -> None:
        self._entries = entries
        self._parts: Parts = parts
        self._tell = tell
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
            self._tell(passed, total)


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
                os.link(temporary, path)  # fails where somebody else has made the file meanwhile
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
    """What to write, with how many entries there will be."""
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
    said = tuple((one, curation.quotes.get(quote_key(article.id, one.start, one.end)) or Kept()) for one in quotes)
    return Entry(article, record.annotations, kept(curation, article.id, apart), said)


def _quotes_found(answers: Answers, job: Job, curation: Curation) -> Iterator[tuple[Entry, int]]:
    """The quotes of a quote search, in their order; those of one article that follow each other in one entry."""
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
    """What is kept, by article, in the order in which it was; articles that are gone as far as they are known."""
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
            known = curation.articles.get(id) or next((curation.quotes[key] for key in keys), Kept())
            record = records.get(id) or Record(_gone(id, known), Annotations())
            said = tuple((_quote(key, curation.quotes[key], record), curation.quotes[key]) for key in keys)
            yield Entry(record.article, record.annotations, kept(curation, id, apart), said), len(ids)


def _gone(id: str, known: Kept) -> Article:
    return Article(id, known.title, "", 0, known.locator, "", known.date, known.outlet)


def _quote(key: str, one: Kept, record: Record) -> Quote:
    """The quote of the article that is kept under a key, or what is known of it."""
    span = split_key(key)[1] or (0, 0)
    number = quote_number(record, span, one)
    return Quote(*span, one.said, "direct", (span,)) if number is None else record.annotations.quotes[number]
