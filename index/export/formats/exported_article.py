"""What is exported of an article, and the lines that the formats for readers share."""

import re
from typing import Literal

from msgspec import Struct

from ...annotate.text.quote_context import whole_sentences
from ...decisions import Kept
from ...model import Annotations, Article, Quote
from ...quotation import attribution, printable

Parts = Literal["texts", "quotes", "kept"]
"""What is written of each entry: its text, its quotes, or what is kept of it and of its quotes."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that command a terminal or turn the direction of what follows: file names may hold them."""


class Entry(Struct, frozen=True):
    """An article to write, with what is kept of it."""

    article: Article
    annotations: Annotations
    kept: Kept
    quotes: tuple[tuple[Quote, Kept], ...] = ()
    """The quotes to write, with what is kept of each."""


def plain(text: str) -> str:
    """Text without characters that cannot be seen but act."""
    return _UNSEEN.sub("", text)


def line(text: str) -> str:
    """Text on one line."""
    return " ".join(plain(text).split())


def source_line(article: Article) -> str:
    """Where an article is from: outlet, day, author and file."""
    parts = (article.outlet, article.date[:10] or "undated", article.byline, article.locator)
    return " · ".join(line(part) for part in parts if part)


def speaker_of(quote: Quote, kept: Kept) -> str:
    """The speaker's name, or the one that the decision about the quote remembers; "" for none."""
    return (quote.speaker.resolved or quote.speaker.text) if quote.speaker else kept.speaker


def said(quote: Quote) -> str:
    """A quote as readers see it, with its stance and the mark of a paraphrase."""
    return plain(printable(quote))


def attributed(quote: Quote, kept: Kept) -> str:
    """Who said it, marked where that is doubtful; "" where nobody is named."""
    return line(attribution(quote) if quote.speaker else kept.speaker)


def context(entry: Entry, quote: Quote) -> str:
    """The whole sentences that a quote stands in; "" where the article is gone."""
    return plain(whole_sentences(entry.article, entry.annotations.blocks, quote))
