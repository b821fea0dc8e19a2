"""The article as exported, and the lines shared by the human-readable formats."""

import re
from typing import Literal

from msgspec import Struct

from ...annotate.text.quote_context import whole_sentences
from ...decisions import CuratedItem
from ...model import Annotations, Article, Quote
from ...quotation import attribution, printable

Parts = Literal["texts", "quotes", "kept"]
"""The parts to write of each entry: its text, its quotes, or the curation of both."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
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
