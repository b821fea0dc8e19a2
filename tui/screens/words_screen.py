"""Words of the results: word list, n-grams, collocates and keyness, a page at a time."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, Literal, get_args

from msgspec.structs import replace
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from ...index.processes.search_process import ServiceError
from ...index.protocol.questions import CountWords, Scope, WordSort
from ...index.protocol.reports import WordRow, WordTable
from ..commands.keymap import bindings
from ..panes.word_columns import KINDS, Column, columns, counted_in, figures, heading
from ..terminal.sanitise import sanitise_line
from ..terminal.wrap import fit, pad
from ..widgets.footer_line import FooterLine
from ..widgets.long_list import PAGE, Line, LongList
from ..widgets.prompt import Prompt, PromptHistory
from .overlay import OverScreen

Kind = Literal["words", "ngrams", "collocates", "keyness"]
SORTS: dict[Kind, tuple[WordSort, ...]] = {
    "words": ("occurrences", "articles", "word"),
    "ngrams": ("occurrences", "articles", "word"),
    "collocates": ("log-likelihood", "log-dice", "mi", "occurrences", "articles", "word"),
    "keyness": ("log-likelihood", "log-ratio", "occurrences", "articles", "word"),
}
"""Orders of each kind of table, the usual one first."""
LEAST: dict[Kind, int] = {"words": 1, "ngrams": 2, "collocates": 3, "keyness": 3}
"""Occurrences from which on a row is listed at first."""
MINIMUMS = (1, 2, 3, 5, 10, 25)
MAX_WINDOW, MAX_N = 15, 9

Fetch = Callable[[CountWords], Awaitable[WordTable]]
"""Raises ServiceError."""


class WordList(LongList[WordRow]):
    """Figures, and the words behind them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("words")]
    row_height = 1
    pinned = 1

    def __init__(self) -> None:
        super().__init__(id="words", empty="Counting …")
        self.shape: tuple[Column, ...] = ()
        self.table = WordTable((), 0, 0)

    def pinned_line(self, number: int, width: int) -> Line:
        """Return the headings."""
        del number
        return [Segment(fit(f"  {heading(self.shape)}", width), self.part("row--dim"))]

    def row(self, item: WordRow, width: int, chosen: bool) -> list[Line]:
        """Return one line: the figures, then the words."""
        told = figures(self.shape, item, self.table)
        words = fit(sanitise_line(item.text), max(1, width - len(told) - 2))
        look = self.part("row--strong") if chosen else None
        return [[Segment(told, self.part("row--dim")), Segment(pad(f"  {words}", width - len(told)), look)]]


class WordsScreen(OverScreen[CountWords]):
    """Ends with the table's question when a row is chosen, `row` being that row; with None when it is closed."""

    against: ClassVar[PromptHistory] = PromptHistory()
    """Queries that keyness was compared with."""

    def __init__(self, scope: Scope, query: str, fetch: Fetch) -> None:
        """Take what is counted, how it is called, and what counts."""
        super().__init__()
        self._query = query
        self._fetch = fetch
        self._question = CountWords(scope, "words", least=LEAST["words"])
        self.row: WordRow | None = None
        """The chosen row."""

    def compose(self) -> ComposeResult:
        """The table over the keys that work in it."""
        with Vertical(classes="over-box"):
            yield WordList()
            yield FooterLine(getattr(self.app, "keys_config", {}))

    def on_mount(self) -> None:
        """Count at once."""
        self.query_one(FooterLine).show("words")
        self.set_focus(self.query_one(WordList))
        self._begin()

    @property
    def sort(self) -> WordSort:
        """Return the order of the rows."""
        return self._question.sort or SORTS[self._question.kind][0]

    def _begin(self) -> None:
        """Count what is asked for now, in place of what is being counted."""
        rows, question = self.query_one(WordList), self._question
        rows.shape = columns(question.kind, quotes=question.scope.quotes)
        rows.clear("Counting …")
        self.workers.cancel_group(self, "page")
        self.name_box(self._title(), "counting …")
        self.run_worker(self._first(question), group="first", exclusive=True)

    def _title(self) -> str:
        question = self._question
        kind = f"{question.n}-grams" if question.kind == "ngrams" else KINDS[question.kind]
        other = question.against
        than = f" against {other.query or 'everything'}" if other is not None and question.kind == "keyness" else ""
        return f"{kind.capitalize()} · {self._query}{than}"

    async def _first(self, question: CountWords) -> None:
        rows = self.query_one(WordList)
        try:
            table = await self._fetch(replace(question, offset=0, limit=2 * PAGE))
        except ServiceError as error:
            if error.kind != "cancelled":
                rows.clear(str(error))
                self.name_box(self._title())
            return
        rows.table = table
        if table.total:
            rows.fill(table.rows, table.total)
        else:
            rows.clear(self._nothing(table))
        self._show_state(table)

    def _nothing(self, table: WordTable) -> str:
        """Return why there are no rows."""
        if self._question.kind == "collocates" and not table.hits:
            return "The query names no words that stand in the texts, so nothing stands near them."
        if table.rarer:
            return f"All {table.rarer:,} rows occur less than {self._question.least} times."
        return "There is no word to count."

    def _show_state(self, table: WordTable) -> None:
        """Show in the border what was counted, in what, and what is left out."""
        question = self._question
        within = counted_in(
            table, question.kind, quotes=question.scope.quotes, left=question.left, right=question.right
        )
        rarer = f" · {table.rarer:,} rarer left out" if table.rarer else ""
        self.name_box(
            f"{self._title()} · {within}", f"{table.total:,} rows by {self.sort}, at least {question.least}{rarer}"
        )

    @on(LongList.Requested, "#words")
    def _page_requested(self, event: LongList.Requested) -> None:
        self.run_worker(self._page(self._question, event.index), group="page")

    async def _page(self, question: CountWords, offset: int) -> None:
        rows = self.query_one(WordList)
        try:
            table = await self._fetch(replace(question, offset=offset, limit=PAGE))
        except ServiceError as error:
            rows.forget_request(offset)
            if error.kind != "cancelled":
                self.name_box(self._title(), str(error))
            return
        if question is self._question:
            rows.put(offset, table.rows, table.total)

    # Keys

    def action_table(self, step: int) -> None:
        """Show the next kind of table, or the previous one."""
        kinds: tuple[Kind, ...] = get_args(Kind)
        kind = kinds[(kinds.index(self._question.kind) + step) % len(kinds)]
        self._change(kind=kind, sort=None, least=LEAST[kind])

    def action_sort(self) -> None:
        """Sort in the next order."""
        sorts = SORTS[self._question.kind]
        self._change(sort=sorts[(sorts.index(self.sort) + 1) % len(sorts)])

    def action_size(self, step: int) -> None:
        """Make the window, or the n-grams, larger or smaller."""
        question = self._question
        if question.kind == "ngrams":
            self._change(n=min(MAX_N, max(2, question.n + step)))
        elif question.kind == "collocates":
            window = min(MAX_WINDOW, max(1, question.left + step))
            self._change(left=window, right=window)
        else:
            self.notify("Collocates have a window, and n-grams a length; this table has neither.", markup=False)

    def action_minimum(self) -> None:
        """List only what occurs more often, or all again."""
        higher = [one for one in MINIMUMS if one > self._question.least]
        self._change(least=higher[0] if higher else MINIMUMS[0])

    def action_against(self) -> None:
        """Ask what keyness compares with."""

        def compare(query: str | None) -> None:
            if query is not None:
                scope = self._question.scope
                other = replace(scope, query=query.strip()) if query.strip() else None
                self._change(kind="keyness", against=other, sort=None, least=LEAST["keyness"])

        self.app.push_screen(Prompt("compare with query", hint="empty: everything else", memory=self.against), compare)

    def _change(self, **fields: object) -> None:
        changed = replace(self._question, **fields)
        if changed != self._question:
            self._question = changed
            self._begin()

    @on(LongList.Chosen, "#words")
    def _chosen(self) -> None:
        self.row = self.query_one(WordList).item()
        if self.row is not None:
            self.dismiss(self._question)
