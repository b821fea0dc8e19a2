"""Copies, versions and similar articles, how outlets quote the same words, and folding."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ....index.model import QuoteHit
from ....index.protocol.questions import Compare, FindSimilar, ListCopies, ListQuoteVariants, ListRepeats
from ....index.protocol.related_answers import Comparison, Copies, QuoteVariants, Repeats, Similar
from ...commands.registry import key_of
from ...session.session import Session
from ..host import NO_ARTICLE, Handler, Host
from ..messages import GoToSpan, LeavePlace, OpenArticle, SelectResult, StartSearch
from ..pane_layout import PaneLayout

if TYPE_CHECKING:
    from ...screens.related_screen import Fetch, RelatedPage, RelatedRow

NO_QUOTE = "Select a quote first: in the quotes (3), or in the results of a quote search."


class RelatedController:
    """Opens the lists of what belongs with an article or a quote, and goes to what the user chooses there."""

    def __init__(self, host: Host, session: Session, layout: PaneLayout, keys: dict[str, str]) -> None:
        """Take a keymap such as `interface.keys`, for messages."""
        self._host = host
        self._session = session
        self._layout = layout
        self._keys = keys

    def commands(self) -> Mapping[str, Handler]:
        """Handlers by command id."""
        return {
            "results.fold": self.toggle_folding,
            "article.copies": self.show_copies,
            "article.similar": self.show_similar,
            "quotes.variants": self.show_variants,
        }

    def toggle_folding(self) -> None:
        """Fold copies into the first of them, or list each on its own."""
        session, sizes = self._session, self._layout.sizes
        session.fold = not session.fold
        sizes.fold = session.fold
        self._host.post(LeavePlace())
        self._host.post(StartSearch())
        key = key_of("results.fold", self._keys)
        state = "Copies are folded" if session.fold else "Every copy is listed"
        self._host.show_status(f"{state}; {key} changes that.")

    def show_copies(self) -> None:
        """List the copies and versions of the selected article, or the exact repeats of a selected quote."""
        item = self._layout.panes.results.item() if self._host.context() == "results" else None
        if isinstance(item, QuoteHit):
            self._show_repeats(item)
            return
        article = item.id if item is not None else self._session.article_id
        if not article:
            self._host.notify(NO_ARTICLE)
            return
        from ...screens.related_rows import copies_page

        async def fetch(offset: int, limit: int) -> "RelatedPage":
            return copies_page(await self._session.ask(ListCopies(article, offset, limit), Copies), article)

        self._open("Copies and versions, oldest first", article, fetch, compare=True)

    def _show_repeats(self, hit: QuoteHit) -> None:
        from ...screens.related_rows import repeats_page

        async def fetch(offset: int, limit: int) -> "RelatedPage":
            found = await self._session.ask(ListRepeats(hit.article, hit.number, offset, limit), Repeats)
            return repeats_page(found, (hit.article, hit.number))

        self._open("The same words, speaker and stance, oldest first", hit.article, fetch)

    def show_similar(self) -> None:
        """List the articles that share most names and rare words with the selected one."""
        rows = self._layout.panes.results
        article = rows.article() if self._host.context() == "results" else self._session.article_id
        if not article:
            self._host.notify(NO_ARTICLE)
            return
        from ...screens.related_rows import similar_page

        async def fetch(offset: int, limit: int) -> "RelatedPage":
            return similar_page(await self._session.ask(FindSimilar(article, offset, limit), Similar))

        self._open("Similar articles, its copies left out", article, fetch, compare=True)

    def show_variants(self) -> None:
        """Show how outlets quote the words of the selected quote."""
        place = self._selected_quote()
        if place is None:
            self._host.notify(NO_QUOTE)
            return
        from ...screens.related_rows import variants_page

        async def fetch(offset: int, limit: int) -> "RelatedPage":
            question = ListQuoteVariants(*place, offset, limit)
            return variants_page(await self._session.ask(question, QuoteVariants), place)

        self._open("How outlets quote the same words, oldest first", place[0], fetch, compare=True)

    def _selected_quote(self) -> tuple[str, int] | None:
        panes, context, reading = self._layout.panes, self._host.context(), self._session.reading
        item = panes.results.item()
        if context == "results" and isinstance(item, QuoteHit):
            return item.article, item.number
        quote = panes.quotes.quote()
        if reading is None or quote is None:
            return None
        numbers = [number for number, one in enumerate(reading.annotations.quotes) if one == quote]
        return (reading.article.id, numbers[0]) if numbers else None

    def _open(self, title: str, article: str, fetch: "Fetch", *, compare: bool = False) -> None:
        from ...screens.related_screen import RelatedScreen  # not needed to paint the first frame

        self._host.open(RelatedScreen(title, article, fetch, self._compare if compare else None), self._go_to)

    def _compare(self, first: str, second: str) -> None:
        from ...screens.comparison_screen import ComparisonScreen

        self._host.open(ComparisonScreen(lambda: self._session.ask(Compare(first, second), Comparison)))

    def _go_to(self, row: "RelatedRow | None") -> None:
        """Open the article of a row, at its quote."""
        if row is None:
            return
        self._host.post(LeavePlace())
        self._host.focus("article")
        if row.article == self._session.article_id:
            if row.span is not None:
                self._host.post(GoToSpan(row.span))
            return
        self._host.post(OpenArticle(row.article, row.span or "first"))
        self._host.post(SelectResult(row.article))
