"""What is copied, and handed to other programs, of an article or a row."""

from typing import NamedTuple

from ...index.model import Article, Hit, Quote, QuoteHit
from ...index.protocol.answers import Reading
from ...index.quotation import attribution, printable
from ..panes.article_pane import ArticlePane, head
from ..panes.entity_rows import EntityRow
from ..panes.quotes_pane import Heading
from ..panes.results_pane import shown_date
from ..terminal.sanitise import sanitise, sanitise_line
from ..widgets.page import Page, unbroken


class Clipping(NamedTuple):
    """A text to copy."""

    text: str
    what: str
    """What it is, for the message: "the quote"."""


def plain(text: str) -> str:
    """Return a text without control characters other than line breaks and tabs."""
    return "\t".join(sanitise(part) for part in text.split("\t"))


def whole_text(article: Article) -> str:
    """Return an article as a text: headline, outlet and date and so on, a blank line, its body."""
    lines = [plain(article.title), *head(article)] if article.title else [*head(article)]
    return "\n".join(lines) + "\n\n" + plain(article.text[article.body :]) + "\n"


def file_name(article: Article) -> str:
    """Return a name for a file with the article's text."""
    return f"{article.title[:60].strip() or 'article'}-{article.id[:8]}"


def of_row(item: Hit | QuoteHit | Quote | Heading | EntityRow | None, reading: Reading | None) -> Clipping | None:
    """Return what to copy of a row of a list; of a quote with the line that names its source."""
    if isinstance(item, Hit):
        line = _source(item.title, item.outlet, item.date)
        return Clipping("\n".join(part for part in (line, sanitise_line(item.locator)) if part), "the title and source")
    if isinstance(item, QuoteHit):
        return Clipping(
            f"{_said(item.quote)}\n{_source(item.title, item.outlet, item.date)}", "the quote and its source"
        )
    if isinstance(item, Quote):
        if reading is None:
            return None
        article = reading.article
        source = _source(article.title, article.outlet, article.date)
        where = sanitise_line(article.url or article.locator)
        return Clipping("\n".join((_said(item), source, where)), "the quote and its source")
    if isinstance(item, EntityRow) and item.name:
        return Clipping(sanitise_line(item.name), "the name")
    return None


def of_article(pane: ArticlePane) -> Clipping | None:
    """Return what to copy of the article: the selection, else the quote or paragraph at the stop, else all of it."""
    if pane.reading is None or pane.page is None:
        return None
    article, page = pane.reading.article, pane.page
    if pane.selection is not None and pane.selection.anchor != pane.selection.caret:
        return Clipping(plain(_flowing(page, *pane.selection.span)), "the selection")
    if pane.current is not None and pane.in_view(pane.current):
        at = pane.current[0]
        quote = next((one for one in pane.reading.annotations.quotes if one.start <= at < one.end), None)
        if quote is not None:
            return of_row(quote, pane.reading)
        block = next((block for block in page.blocks if block[0] <= at < block[1]), None)
        if block is not None:
            return Clipping(plain(_flowing(page, block[0], block[1])), f"the {block[2]}")
    body = _flowing(page, article.body, len(article.text))
    return Clipping(plain("\n".join((article.title, *page.head, "", body))), "the article")


def _flowing(page: Page, start: int, end: int) -> str:
    """Return a span of a page's text, without the line breaks that only wrapped it."""
    pieces: list[str] = []
    done = start
    for first, last, _ in page.blocks:
        if first < end and last > start:
            at, stop = max(first, start), min(last, end)
            pieces += [page.text[done:at], unbroken(page.text, first, last, at, stop)]
            done = stop
    return "".join([*pieces, page.text[done:end]])


def _said(quote: Quote) -> str:
    return sanitise_line(f"{printable(quote)} — {attribution(quote)}")


def _source(title: str, outlet: str, date: str) -> str:
    return ", ".join(sanitise_line(part) for part in (title or "(no title)", outlet, shown_date(date)) if part)
