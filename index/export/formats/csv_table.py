"""CSV export for spreadsheets."""

import csv
from collections.abc import Callable, Iterable
from typing import IO

from ...annotate.text.quote_context import quote_context
from ...model import Quote
from ...quotation import confidence_percent, is_doubtful
from .exported_article import Entry, Parts, plain, said, speaker_of

ARTICLE_COLUMNS = (
    *("id", "title", "date", "outlet", "byline", "url", "lang", "topics", "locator", "digest"),
    *("people", "orgs", "places", "tags", "note", "text"),
)
QUOTE_COLUMNS = (
    *("article", "start", "end", "type", "stance", "quote", "speaker", "speaker_text", "confidence", "doubtful", "cue"),
    *("before", "after", "title", "date", "outlet", "byline", "url", "locator", "digest", "tags", "note"),
)
KEPT_COLUMNS = (
    *("kind", "article", "title", "date", "outlet", "byline", "url", "locator"),
    *("bookmark", "tags", "note", "stance", "quote", "speaker", "doubtful"),
)


def write_csv(entries: Iterable[Entry], parts: Parts, file: IO[str]) -> None:
    """Write a table with a header; quotes include their stance, because cells get copied alone."""
    rows = csv.writer(file)
    columns, cells = _TABLES[parts]
    rows.writerow(columns)
    for entry in entries:
        for row in cells(entry):
            rows.writerow([inert(plain(str(cell))) for cell in row])


def _article_rows(entry: Entry) -> Iterable[tuple[object, ...]]:
    article = entry.article
    names = {
        kind: "; ".join(entity.name for entity in entry.annotations.entities if entity.type == kind)
        for kind in ("person", "org", "place")
    }
    yield (
        *(article.id, article.title, article.date, article.outlet, article.byline, article.url, article.lang),
        *("; ".join(article.topics), article.locator, article.digest, names["person"], names["org"], names["place"]),
        *("; ".join(entry.kept.tags), entry.kept.note, article.text[article.body :]),
    )


def _quote_rows(entry: Entry) -> Iterable[tuple[object, ...]]:
    article = entry.article
    for quote, kept in entry.quotes:
        before, after = quote_context(article, entry.annotations.blocks, quote)
        yield (
            *(article.id, quote.start, quote.end, quote.type, quote.stance, said(quote), speaker_of(quote, kept)),
            *(quote.speaker.text if quote.speaker else "", confidence_percent(quote) or "", _doubt(quote)),
            *(quote.cue.text if quote.cue else "", before, after),
            *(article.title, article.date, article.outlet, article.byline, article.url, article.locator),
            *(article.digest, "; ".join(kept.tags), kept.note),
        )


def _kept_rows(entry: Entry) -> Iterable[tuple[object, ...]]:
    article = entry.article
    about = (article.id, article.title, article.date, article.outlet, article.byline, article.url, article.locator)
    for quote, kept in ((None, entry.kept), *entry.quotes):
        if not kept.is_empty:
            kind = "article" if quote is None else "quote"
            bookmark = "yes" if kept.bookmark else ""
            words: tuple[str, ...] = ("", "", "", "")
            if quote is not None:
                words = (quote.stance, said(quote), speaker_of(quote, kept), _doubt(quote))
            yield (kind, *about, bookmark, "; ".join(kept.tags), kept.note, *words)


def _doubt(quote: Quote) -> str:
    return "yes" if is_doubtful(quote) else ""


_Rows = Callable[[Entry], Iterable[tuple[object, ...]]]
_TABLES: dict[Parts, tuple[tuple[str, ...], _Rows]] = {
    "texts": (ARTICLE_COLUMNS, _article_rows),
    "quotes": (QUOTE_COLUMNS, _quote_rows),
    "kept": (KEPT_COLUMNS, _kept_rows),
}


def inert(cell: str) -> str:
    """Prefix an apostrophe to a cell that a spreadsheet would run as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
