"""Lists of what belongs with an article or a quote: copies, repeats, variants, similar articles."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.model import Span
from ...index.processes.search_process import ServiceError
from ..commands.keymap import bindings
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, wrap
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import PAGE, Line, LongList
from .overlay import OverScreen


class RelatedRow(NamedTuple):
    """A row: an article or a quote, and how it belongs with the one in question."""

    article: str
    """Id of the article."""
    head: str
    """Who, when and where."""
    body: str
    """Title, or words of the quote."""
    note: str
    """How it belongs."""
    span: Span | None = None
    """Of a quote, in its article's text."""
    is_first: bool = False
    """Whether it is the one in question."""


class RelatedPage(NamedTuple):
    """A page of rows."""

    total: int
    rows: tuple[RelatedRow, ...]
    summary: str
    """What the whole list is."""


Fetch = Callable[[int, int], Awaitable[RelatedPage]]
"""Number of the first row from 0, how many -> rows; raises ServiceError."""
Compare = Callable[[str, str], None]
"""Compares two articles by their ids."""


class RelatedList(LongList[RelatedRow]):
    """Four lines a row: who, one or two lines of words, how it belongs; what is left is a blank line below."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("related")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--speaker", "row--title", "row--meta"}
    row_height = 4

    def row(self, item: RelatedRow, width: int, chosen: bool) -> list[Line]:
        """Return the lines of a row."""
        body = sanitise_line(item.body)
        spans = wrap(body, 0, len(body), width)
        look = self.part("row--strong" if chosen else "row--title")
        lines: list[Line] = [
            [Segment(fit(sanitise_line(item.head), width), self.part("row--speaker"))],
            [Segment(body[slice(*spans[0])] if spans else "", look)],
        ]
        if len(spans) > 1:
            lines.append([Segment(fit(body[spans[1][0] :], width), look)])
        lines.append([Segment(fit(sanitise_line(item.note), width), self.part("row--meta"))])
        return [*lines, *([[]] * (self.row_height - len(lines)))]


class RelatedScreen(OverScreen[RelatedRow]):
    """Lists the rows as they are scrolled to; Enter ends with the chosen one."""

    def __init__(self, title: str, article: str, fetch: Fetch, compare: Compare | None = None) -> None:
        """Prepare the list.

        Args:
            title: Of the box.
            article: Id of the article in question.
            fetch: Fetches a page of rows.
            compare: Shows two articles compared; None where there is nothing to compare.
        """
        super().__init__()
        self._title = title
        self._article = article
        self._fetch = fetch
        self._compare = compare

    def compose(self) -> ComposeResult:
        """The list over the keys that work in it."""
        with Vertical(classes="over-box"):
            yield RelatedList(id="related", empty="Looking …")
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Ask for the first rows."""
        self.query_one(FooterLine).show("related")
        self.set_focus(self.query_one(RelatedList))
        self.name_box(self._title, "looking …")
        self.run_worker(self._first(), group="first", exclusive=True)

    async def _first(self) -> None:
        rows = self.query_one(RelatedList)
        try:
            page = await self._fetch(0, 2 * PAGE)
        except ServiceError as error:
            if error.kind != "cancelled":
                rows.clear(str(error))
                self.name_box(self._title)
            return
        self.name_box(self._title, page.summary)
        if page.rows:
            cursor = next((number for number, row in enumerate(page.rows) if row.is_first), 0)
            rows.fill(page.rows, page.total, cursor=cursor)
        else:
            rows.clear(page.summary)

    @on(LongList.Requested, "#related")
    def _page_requested(self, event: LongList.Requested) -> None:
        self.run_worker(self._page(event.index), group="page")

    async def _page(self, offset: int) -> None:
        rows = self.query_one(RelatedList)
        try:
            page = await self._fetch(offset, PAGE)
        except ServiceError as error:
            rows.forget_request(offset)
            if error.kind != "cancelled":
                self.name_box(self._title, str(error))
            return
        rows.put(offset, page.rows, page.total)

    def action_compare(self) -> None:
        """Compare the selected article with the one in question, or with the row after it."""
        rows = self.query_one(RelatedList)
        row = rows.item()
        if row is not None and row.article == self._article:
            row = rows.item(rows.cursor + 1) or rows.item(rows.cursor - 1)
        if row is None or row.article == self._article or self._compare is None:
            self.notify("There is no other article to compare with.", markup=False)
            return
        places = {one.article: number for number, one in rows.loaded()}
        older_first = places.get(self._article, -1) < places[row.article]
        self._compare(*((self._article, row.article) if older_first else (row.article, self._article)))

    def action_base(self) -> None:
        """Compare others with the selected article from now on."""
        row = self.query_one(RelatedList).item()
        if row is not None:
            self._article = row.article
            self.notify("The others are compared with this article now.", markup=False)

    @on(LongList.Chosen, "#related")
    def _chosen(self) -> None:
        row = self.query_one(RelatedList).item()
        if row is not None:
            self.dismiss(row)
