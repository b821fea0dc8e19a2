"""The article as exported, and the lines shared by the human-readable formats."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, structs

from ...annotate.text.quote_context import whole_sentences
from ...decisions import CuratedItem
from ...model import Annotations, Article, Quote
from ...quotation import attribution, printable

Parts = Literal["texts", "quotes", "kept"]
"""The parts to write of each entry: its text, its quotes, or the curation of both."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff]")
"""Characters that control a terminal or change text direction: file names may contain them."""


class Entry(Struct, frozen=True):
    """An article to write, with its curation."""

    article: Article
    annotations: Annotations
    kept: CuratedItem
    quotes: tuple[tuple[Quote, CuratedItem], ...] = ()
    """The quotes to write, with their curation."""


def plain(text: str) -> str:
    """Remove invisible control characters from text."""
    return _UNSEEN.sub("", text)


def line(text: str) -> str:
    """Join text to one line."""
    return " ".join(plain(text).split())


def source_line(article: Article) -> str:
    """Return the source of an article: outlet, day, author and file."""
    parts = (article.outlet, article.date[:10] or "undated", article.byline, article.locator)
    return " · ".join(line(part) for part in parts if part)


def speaker_of(quote: Quote, kept: CuratedItem) -> str:
    """Return the speaker's name, or the one stored with the decision about the quote; "" for none."""
    return (quote.speaker.resolved or quote.speaker.text) if quote.speaker else kept.speaker


def said(quote: Quote) -> str:
    """Format a quote with its stance and the paraphrase label."""
    return plain(printable(quote))


def attributed(quote: Quote, kept: CuratedItem) -> str:
    """Return the speaker, marked if doubtful; "" if unknown."""
    return line(attribution(quote) if quote.speaker else kept.speaker)


def context(entry: Entry, quote: Quote) -> str:
    """Return the full sentences around a quote; "" if the article is gone."""
    return plain(whole_sentences(entry.article, entry.annotations.blocks, quote))


def provenance(article: Article, quote: Quote) -> str:
    """Return where a quote stands, on one line: file, offsets in code points, article and its digest."""
    parts = (article.locator, f"characters {quote.start}–{quote.end}", *_identity(article))
    return " · ".join(line(part) for part in parts if part)


def source_note(article: Article) -> str:
    """Return where an article was read from, on one line: file, id and digest."""
    return " · ".join(line(part) for part in (article.locator, *_identity(article)) if part)


def _identity(article: Article) -> tuple[str, str]:
    return f"article {article.id}", f"digest {article.digest}" if article.digest else ""


def note_lines(entry: Entry) -> Iterator[str]:
    """Yield the user's notes on an article and its quotes, and the quotes with speaker and sentences, a line each."""
    if entry.kept.note:
        yield line(entry.kept.note)
    for quote, kept in entry.quotes:
        speaker, whole = attributed(quote, kept), context(entry, quote)
        yield f"{said(quote)}{f' ({speaker})' if speaker else ''}{f' [in the article: {whole}]' if whole else ''}"
        if kept.note:
            yield line(kept.note)


def by_article(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Join consecutive entries of one article, so that it is cited once."""
    waiting: Entry | None = None
    for entry in entries:
        if waiting is not None and waiting.article.id == entry.article.id:
            waiting = structs.replace(waiting, quotes=(*waiting.quotes, *entry.quotes))
            continue
        if waiting is not None:
            yield waiting
        waiting = entry
    if waiting is not None:
        yield waiting


def date_parts(date: str) -> tuple[int, ...]:
    """Return year, month and day of an ISO date, as far as it has them; () for an unknown date."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date)
    return tuple(int(part) for part in found.groups() if part) if found else ()
