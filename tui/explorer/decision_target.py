"""What a decision is about: the selected quote, the selected result, or the open article."""

from ...index.curation.changes import quote_key
from ...index.decisions import Kept
from ...index.model import Hit, QuoteHit
from ..commands.registry import Context
from ..session.session import Session
from ..session.trail import speaker_name
from ..storage.curation_cache import about_article, about_quote
from .pane_layout import Panes


def selected_target(session: Session, panes: Panes, context: Context) -> tuple[str, Kept] | None:
    """Return key and description of what is selected in the pane of a context, else of the open article."""
    reading = session.reading
    if context == "quotes" and reading is not None and (quote := panes.quotes.quote()) is not None:
        return quote_key(reading.article.id, quote.start, quote.end), about_quote(reading.article, quote)
    item = panes.results.item()
    if context == "results" and item is not None:
        return target_of(item)
    return (reading.article.id, about_article(reading.article)) if reading is not None else None


def target_of(item: Hit | QuoteHit) -> tuple[str, Kept]:
    """Return key and description of a result."""
    if not isinstance(item, QuoteHit):
        return item.id, Kept(title=item.title, date=item.date, outlet=item.outlet, locator=item.locator)
    quote = item.quote
    speaker = speaker_name(quote.speaker) if quote.speaker is not None else ""
    about = Kept(title=item.title, date=item.date, outlet=item.outlet, said=quote.text, speaker=speaker)
    return quote_key(item.article, quote.start, quote.end), about
